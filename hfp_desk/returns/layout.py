"""A return laid out as the sheet that goes up: one reading of its head, columns and foot for workbook, page and grid.

As the statistical forms of the ministry are drawn (domain.md §2.16): 表号, 制表机关, 批准文号, 有效期 at the right over
the table, 填报单位（盖章） left, 报告期 in the middle, heads merged, 甲 乙 1 2 … under them, 合计 first, signers below.
Text only: nothing here knows a workbook or a page beyond its width in characters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hfp_desk.returns import layout_heads as h
from hfp_desk.returns.definition import Column, Definition, RowKind
from hfp_desk.returns.layout_heads import HeadCell, SheetColumn
from hfp_desk.returns.layout_pages import Page, page_for, parted, stretched
from hfp_desk.returns.layout_spans import Across, at_right, beside, shared_out
from hfp_desk.returns.table import NOWHERE, TOTAL, Cell, Line, Table, shown

__all__ = ["Head", "HeadCell", "Sheet", "SheetColumn", "blank", "laid_out"]

Worded = Callable[[str], str]
"""Text in the words of the policy of the day (``Edition.worded``)."""


@dataclass(frozen=True)
class Head:
    """Who answers for a return: what is written beside its signers' lines; empty where it is signed by hand."""

    unit: str = ""
    principal: str = ""
    reviewer: str = ""
    filler: str = ""
    phone: str = ""
    reported_on: date | None = None

    def beside(self, signer: str) -> str:
        """What stands beside 单位负责人, 审核人, 填表人, 联系电话, 报出日期."""
        day = self.reported_on
        known = {
            "单位负责人": self.principal,
            "审核人": self.reviewer,
            "填表人": self.filler,
            "联系电话": self.phone,
            "报出日期": f"{day.year}年{day.month}月{day.day}日" if day else "",
        }
        return known.get(signer, "")


@dataclass(frozen=True)
class Sheet:
    """A return as it is drawn; ``lines`` are its texts and ``values`` its numbers, place by place.

    ``corner`` stands over the right end of the table, ``above`` (left, middle, right) right over it, ``below`` are the
    signers with what is written beside them. ``foot`` says which frozen version it is. The first ``leading`` columns
    name the line.
    """

    title: str
    corner: tuple[str, ...]
    above: tuple[str, str, str]
    columns: tuple[SheetColumn, ...]
    leading: int
    keys: tuple[int | str, ...]
    lines: tuple[tuple[str, ...], ...]
    values: tuple[tuple[Decimal | None, ...], ...]
    notes: tuple[str, ...]
    below: tuple[tuple[str, str], ...]
    page: Page
    foot: str = ""

    @property
    def heads(self) -> tuple[HeadCell, ...]:
        """The cells of the head, equal neighbours as one; the last row numbers the columns."""
        return h.head_cells(self.columns)

    @property
    def head_rows(self) -> int:
        """How many rows the head has."""
        return h.depth(self.columns) + 1

    @property
    def head_lines(self) -> tuple[int, ...]:
        """How many lines of text each row of the head needs."""
        return h.lines_needed(self.columns)

    @property
    def widths(self) -> tuple[float, ...]:
        """The widths of the columns in half-width characters."""
        return tuple(column.width for column in self.columns)

    @property
    def corner_across(self) -> Across:
        """The columns over which ``corner`` stands."""
        return at_right(self.widths, self.corner)

    @property
    def above_across(self) -> tuple[Across, ...]:
        """The columns over which the texts of ``above`` stand; none where they go into one line."""
        return beside(self.widths, self.above)

    @property
    def told_notes(self) -> tuple[str, ...]:
        """The notes as they stand under the table: 注：1. …, each on a line of its own."""
        if len(self.notes) == 1:
            return (f"注：{self.notes[0]}",)
        return tuple(f"{'　　' if number > 1 else '注：'}{number}. {text}" for number, text in enumerate(self.notes, 1))

    @property
    def signed(self) -> tuple[str, ...]:
        """The signers as they are written: 填表人：李敏."""
        return tuple(f"{signer}：{said}" for signer, said in self.below)

    @property
    def below_across(self) -> tuple[Across, ...]:
        """The columns over which the signers stand; none where they go into one line."""
        return shared_out(self.widths, self.signed)

    @property
    def landscape(self) -> bool:
        """Whether the paper is turned."""
        return self.page.landscape

    @property
    def size(self) -> float:
        """The type size in points at which the widest part fills the page."""
        return self.page.size(max(sum(part.widths) for part in self.parts))

    @property
    def parts(self) -> tuple[Sheet, ...]:
        """The sheet in the strips that are put one after the other on paper: one, where its width fits."""
        return tuple(self._of(places) for places in parted(self.columns, self.leading, self.page))

    def _of(self, places: Sequence[int]) -> Sheet:
        if len(places) == len(self.columns):
            return self
        return replace(
            self,
            columns=stretched(tuple(self.columns[place] for place in places), self.leading, self.page),
            lines=tuple(tuple(line[place] for place in places) for line in self.lines),
            values=tuple(tuple(line[place] for place in places) for line in self.values),
        )


def laid_out(table: Table, head: Head | None = None, *, worded: Worded = str, foot: str = "") -> Sheet:
    """A return as a sheet; ``worded`` puts its words into those of the day's policy."""
    definition, head = table.definition, head or Head()
    leads = _leads(definition)
    lines = tuple(_texts(definition, line, number, table.unit) for number, line in _numbered(table.lines))
    columns = (*leads, *(_column(column, worded, number) for number, column in enumerate(definition.columns, 1)))
    fitted = h.fitted(tuple(columns), lines)
    page = page_for(sum(column.width for column in fitted), definition.landscape)
    nothing = (None,) * len(leads)
    return Sheet(
        title=worded(definition.title),
        corner=_corner(definition),
        above=(f"填报单位（盖章）：{head.unit or table.unit}", f"报告期：{table.period.label}", _unit_line(definition)),
        columns=stretched(fitted, len(leads), page),
        leading=len(leads),
        keys=tuple(line.key for line in table.lines),
        lines=lines,
        values=tuple((*nothing, *(cell.value for cell in line.cells)) for line in table.lines),
        notes=tuple(map(worded, _notes(definition))),
        below=tuple((signer, head.beside(signer)) for signer in definition.signers),
        page=page,
        foot=foot,
    )


def blank(table: Table) -> Table:
    """The same return with nothing filled in."""
    lines = tuple(Line(line.key, line.label, (Cell(),) * len(line.cells)) for line in table.lines)
    return Table(table.definition, table.period, table.unit, table.edition, lines)


def _leads(definition: Definition) -> tuple[SheetColumn, ...]:
    """The columns that name the line: its number and its name, of a single line the unit alone."""
    name = SheetColumn("", (definition.rows.label,), "甲")
    if definition.rows is RowKind.ONE:
        return (name,)
    return SheetColumn("", ("序号",), "甲"), replace(name, mark="乙")


def _column(column: Column, worded: Worded, number: int) -> SheetColumn:
    heads = tuple(map(worded, column.head))
    return SheetColumn(column.name, heads, str(number), column.digits, numeric=True, width=column.width)


def _numbered(lines: Sequence[Line]) -> list[tuple[str, Line]]:
    """The lines with their running numbers; the sum and what belongs nowhere have none."""
    found, number = [], 0
    for line in lines:
        counts = line.key not in (TOTAL, NOWHERE)
        number += counts
        found.append((str(number) if counts else "", line))
    return found


def _texts(definition: Definition, line: Line, number: str, unit: str) -> tuple[str, ...]:
    texts = tuple(shown(column, cell) for column, cell in zip(definition.columns, line.cells, strict=True))
    if definition.rows is RowKind.ONE:
        return (unit, *texts)
    return (number, line.label, *texts)


def _corner(definition: Definition) -> tuple[str, ...]:
    said = (
        ("表　　号", definition.number),
        ("制表机关", definition.issuer),
        ("批准文号", definition.approval),
        ("有效期至", definition.valid_until),
    )
    return tuple(f"{label}：{text}" for label, text in said if text)


def _unit_line(definition: Definition) -> str:
    line = definition.unit_line
    return line if not line or "单位" in line else f"计量单位：{line}"


def _notes(definition: Definition) -> tuple[str, ...]:
    """The notes of the return, then those of its columns by their numbers."""
    of_columns = (
        f"{number} 栏“{'—'.join(column.head)}”：{column.note}"
        for number, column in enumerate(definition.columns, 1)
        if column.note
    )
    return (*definition.notes, *of_columns)
