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
from hfp_desk.returns.layout_heights import CONTINUED, Heights, heights
from hfp_desk.returns.layout_pages import SIZE, Page, Strips, placed, stretched
from hfp_desk.returns.layout_spans import Across, at_right, beside, in_one_line, shared_out
from hfp_desk.returns.table import NOWHERE, TOTAL, Cell, Line, Table, shown

__all__ = ["SIGNERS", "Head", "HeadCell", "Sheet", "SheetColumn", "blank", "laid_out"]

Worded = Callable[[str], str]
"""Text in the words of the policy of the day (``Edition.worded``)."""


SIGNERS = {"principal": "单位负责人", "reviewer": "审核人", "filler": "填表人", "phone": "联系电话"}
"""Who answers for a return, by the field of ``Head``."""


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
        known = {words: str(getattr(self, name)) for name, words in SIGNERS.items()}
        return known.get(signer, f"{day.year}年{day.month}月{day.day}日" if day and signer == "报出日期" else "")


@dataclass(frozen=True)
class Sheet:
    """A return as it is drawn; ``lines`` are its texts and ``values`` its numbers, place by place.

    ``corner`` stands over the right end of the table, ``above`` (left, middle, right) right over it, ``below`` are the
    signers with what is written beside them. ``foot`` says which frozen version it is. The first ``leading`` columns
    name the line; with ``repeats`` they stand on every page, and nothing else in them. ``size`` is the type that fills
    the page.
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
    strips: Strips
    size: float = SIZE
    foot: str = ""
    repeats: bool = False

    @property
    def heads(self) -> tuple[HeadCell, ...]:
        """The cells of the head, equal neighbours as one; the last row numbers the columns."""
        return h.head_cells(self.columns)

    @property
    def head_rows(self) -> int:
        """How many rows the head has."""
        return h.depth(self.columns) + 1

    def head_text(self, cell: HeadCell) -> str:
        """A heading as it is broken into lines where its column is narrow: the unit goes below."""
        return h.broken(cell.text, sum(self.widths[cell.column : cell.column + cell.columns]))

    @property
    def head_lines(self) -> tuple[int, ...]:
        """How many lines of text each row of the head needs."""
        return h.lines_needed(self.columns)

    @property
    def widths(self) -> tuple[float, ...]:
        """The widths of the columns in half-width characters."""
        return tuple(column.width for column in self.columns)

    @property
    def all_across(self) -> Across:
        """The columns over which a line of text goes; not those that a workbook repeats on every page."""
        return self.leading if self.repeats else 0, len(self.columns) - 1

    @property
    def corner_across(self) -> Across:
        """The columns over which ``corner`` stands."""
        return self._shifted((at_right(self._free_widths, self.corner),))[0]

    @property
    def above_across(self) -> tuple[Across, ...]:
        """The columns over which the texts of ``above`` stand; none where they go into one line."""
        return self._shifted(beside(self._free_widths, self.above))

    @property
    def below_across(self) -> tuple[Across, ...]:
        """The columns over which the signers stand; none where they go into one line."""
        return self._shifted(shared_out(self._free_widths, self.signed))

    @property
    def _free_widths(self) -> tuple[float, ...]:
        return self.widths[self.all_across[0] :]

    def _shifted(self, found: tuple[Across, ...]) -> tuple[Across, ...]:
        return tuple((first + self.all_across[0], last + self.all_across[0]) for first, last in found)

    def in_one_line(self, texts: Sequence[str]) -> str:
        """Texts that found no columns of their own, one after the other over the whole width."""
        return in_one_line(sum(self._free_widths), texts)

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
    def landscape(self) -> bool:
        """Whether the paper is turned."""
        return self.page.landscape

    @property
    def heights(self) -> Heights:
        """How high everything is at the usual type."""
        room = sum(self._free_widths)
        return heights(self.columns, room, self.title, self.corner, len(self.lines), self.told_notes, self.foot)

    @property
    def on_one_page(self) -> bool:
        """Whether all of it goes on one page."""
        return len(self.strips) == 1 and self.heights.total * self.size / SIZE <= self.page.high + 1

    @property
    def parts(self) -> tuple[Sheet, ...]:
        """The sheet in the strips that are put one after the other on paper: one, where its width fits."""
        return tuple(self._of(places) for places in self.strips) if len(self.strips) > 1 else (self,)

    def _of(self, places: Sequence[int]) -> Sheet:
        return replace(
            self,
            columns=stretched(tuple(self.columns[place] for place in places), self.leading, self.page.chars(self.size)),
            lines=tuple(tuple(line[place] for place in places) for line in self.lines),
            values=tuple(tuple(line[place] for place in places) for line in self.values),
            strips=(tuple(range(len(places))),),
        )

    def filling_the_page(self) -> Sheet:
        """The sheet with the type and the widths that fill its page: smaller, if then all lines go on one."""
        if len(self.strips) > 1:
            widest = max(sum(self.columns[place].width for place in strip) for strip in self.strips)
            high = sum(part.heights.table + CONTINUED for part in self.parts) + self.heights.above + self.heights.below
            return replace(self, size=self.page.size(widest, high))
        drawn = replace(self, columns=stretched(self.columns, self.leading, self.page.chars()))
        size = self.page.size(sum(self.widths), drawn.heights.total)
        return replace(self, size=size, columns=stretched(self.columns, self.leading, self.page.chars(size)))


def laid_out(table: Table, head: Head | None = None, *, worded: Worded = str, foot: str = "") -> Sheet:
    """A return as a sheet; ``worded`` puts its words into those of the day's policy."""
    definition, head = table.definition, head or Head()
    leads = _leads(definition)
    lines = tuple(_texts(definition, line, number, table.unit) for number, line in _numbered(table.lines))
    columns = (*leads, *(_column(column, worded, number) for number, column in enumerate(definition.columns, 1)))
    fitted = h.fitted(tuple(columns), lines)
    page, strips = placed(fitted, len(leads), len(lines), definition.landscape)
    nothing = (None,) * len(leads)
    made = Sheet(
        title=worded(definition.title),
        corner=_corner(definition),
        above=(f"填报单位（盖章）：{head.unit or table.unit}", f"报告期：{table.period.label}", _unit_line(definition)),
        columns=fitted,
        leading=len(leads),
        keys=tuple(line.key for line in table.lines),
        lines=lines,
        values=tuple((*nothing, *(cell.value for cell in line.cells)) for line in table.lines),
        notes=tuple(map(worded, _notes(definition))),
        below=tuple((signer, head.beside(signer)) for signer in definition.signers),
        page=page,
        strips=strips,
        foot=foot,
    )
    return made.filling_the_page()


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
