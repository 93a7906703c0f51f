"""The rows of a returned sheet as lines of the return: found by their names, wherever rows were inserted or deleted.

A row that names no line of the return keeps its texts and becomes a flaw; nothing is taken by its place alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hfp_desk.excel import collected_figures as figures
from hfp_desk.excel.book import Cell, Sheet, column_letters, is_blank
from hfp_desk.excel.collected_heads import Heads
from hfp_desk.excel.headings import folded
from hfp_desk.returns import Column, Definition
from hfp_desk.returns.collected import Flaw, Level, Spot
from hfp_desk.returns.summing import is_given
from hfp_desk.returns.table import NOWHERE, TOTAL

Key = int | str
NameOf = Callable[[str], Key | None]
"""The line that a name means, as the register knows it with its aliases."""

_SUMS = {"合计", "总计", "小计", "全县", "全市", "全区", "全镇", "全乡", "共计", "合计数"}
_NOWHERE = ("未分", "其他机构", "其他病种")
_FOOT = re.compile(
    r"^(?:注|说明|填表说明|备注|附注|单位负责人|负责人|审核人|审核|填表人|制表人?|联系电话|报出日期|主要领导)"
)
_NUMBERED = re.compile(r"^[甲乙丙丁]$")


@dataclass
class Rows:
    """What the rows gave: figures and their spots by line and column, the lines in their order, flaws."""

    values: dict[Key, dict[str, Decimal | None]] = field(default_factory=dict)
    labels: dict[Key, str] = field(default_factory=dict)
    rows: dict[Key, int] = field(default_factory=dict)
    spots: list[Spot] = field(default_factory=list)
    flaws: list[Flaw] = field(default_factory=list)


@dataclass(frozen=True)
class _Row:
    """A row that is a line of the return."""

    key: Key
    name: str
    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Lines:
    """The lines that a return ought to have, in their order; ``also`` knows other names of them.

    Without any the rows of the sheet are the lines. ``unit`` is who fills it in: its name means the sum.
    """

    expected: Sequence[tuple[Key, str]] = ()
    also: NameOf | None = None
    unit: str = ""

    def key(self, text: str) -> Key | None:
        """The line of this name."""
        name = folded(text)
        found = [key for key, label in self.expected if folded(label) == name]
        if len(found) == 1:
            return found[0]
        if name in _SUMS or (name and name == folded(self.unit)):
            return TOTAL
        other = self.also(text) if self.also is not None else None
        if self.expected:
            return other if other in dict(self.expected) else None
        if name.startswith(_NOWHERE):
            return NOWHERE
        return other if other is not None else name or None


def read(sheet: Sheet, definition: Definition, heads: Heads, lines: Lines) -> Rows:
    """The lines of a sheet below its head."""
    found = Rows()
    label = _label_column(sheet, heads, lines)
    for number in sheet.filled:
        if number <= heads.last:
            continue
        row = sheet.row(number)
        name = _text(row, label) or _leading(row, heads.left)
        given = {column: _cell(row, place) for column, place in heads.columns.items()}
        filled = {column for column, cell in given.items() if not is_blank(cell)}
        if _is_foot(row, given, filled):
            if not _follows(sheet, number, label, lines, found):
                break
            continue
        if _is_numbering(name, given):
            continue
        key = lines.key(name) if name else None
        if key is None and (filled or name):
            found.flaws.append(_stranger(sheet, number, label, name, filled, lines))
        elif key is not None and key in found.rows:
            found.flaws.append(_again(sheet, number, label, name, found.rows[key]))
        elif key is not None:
            _take(found, sheet, definition, heads, lines, _Row(key, name, number, row))
    found.flaws += _lost(sheet, lines, found)
    found.flaws += _merged(sheet, heads, found)
    return found


def _take(found: Rows, sheet: Sheet, definition: Definition, heads: Heads, lines: Lines, row: _Row) -> None:
    """The figures of a row; one flaw for all where nothing of it was filled in."""
    found.rows[row.key], found.labels[row.key] = row.number, row.name
    here = [column for column in definition.columns if column.name in heads.columns]
    read = {column.name: figures.read(_cell(row.cells, heads.columns[column.name]), column) for column in here}
    found.values[row.key] = {name: got.value for name, got in read.items()}
    found.spots += [
        Spot(str(row.key), column.name, row.number, column_letters(heads.columns[column.name])) for column in here
    ]
    summed = row.key == TOTAL and len(lines.expected) > 1
    given = [column for column in here if is_given(column)]
    if len(given) > 1 and all(is_blank(_cell(row.cells, heads.columns[column.name])) for column in given):
        if not summed:
            message = f"{row.name}整行没有填，汇总时按 0 计，请核对"
            found.flaws.append(
                Flaw(level="warning", message=message, sheet=sheet.name, row=row.number, key=str(row.key))
            )
        return
    for column in here:
        blank = is_blank(_cell(row.cells, heads.columns[column.name]))
        if read[column.name].level and not (blank and (summed or not is_given(column))):
            found.flaws.append(_of_cell(sheet, row, column, heads.columns[column.name], read[column.name]))


def _of_cell(sheet: Sheet, row: _Row, column: Column, place: int, got: figures.Read) -> Flaw:
    return Flaw(
        level=got.level or "note",
        message=f"{row.name}“{'—'.join(column.head)}”{got.message}",
        sheet=sheet.name,
        row=row.number,
        column=column_letters(place),
        found=figures.as_text(_cell(row.cells, place)),
        expected=got.expected,
        key=str(row.key),
        name=column.name,
    )


def _label_column(sheet: Sheet, heads: Heads, lines: Lines) -> int:
    """The column of the names: of those left of the figures the one with most names that are known, else texts.

    Of two alike it is the one nearer to the figures: 合计 may stand alone in the column of the running numbers.
    """

    def score(place: int) -> tuple[int, int, int]:
        texts = [_text(sheet.row(number), place) for number in sheet.filled if number > heads.last]
        words = [text for text in texts if text and not text.replace(".", "").isdigit()]
        known = sum(lines.key(text) is not None for text in words) if lines.expected else 0
        return known, len(words), place

    places = [place for place in range(heads.left) if place not in heads.columns.values()]
    return max(places, key=score, default=0)


def _leading(row: Sequence[Cell], left: int) -> str:
    """A name that stands over several columns, such as 合计; a running number is none."""
    texts = (_text(row, place) for place in range(left))
    return next((text for text in texts if text and not text.replace(".", "").isdigit()), "")


def _is_foot(row: Sequence[Cell], given: Mapping[str, Cell], filled: set[str]) -> bool:
    first = next((str(cell) for cell in row if not is_blank(cell)), "")
    numbers = any(isinstance(given[name], int | float) for name in filled)
    return not numbers and _FOOT.match(folded(first)) is not None


def _follows(sheet: Sheet, number: int, label: int, lines: Lines, found: Rows) -> bool:
    """Whether a line that is still wanted stands below: then the remark was put in between, and the foot is lower."""
    wanted = {folded(text) for key, text in lines.expected if key not in found.rows}
    return any(folded(_text(sheet.row(below), label)) in wanted for below in sheet.filled if below > number)


def _is_numbering(name: str, given: Mapping[str, Cell]) -> bool:
    """A row 甲 1 2 3 under the head."""
    return _NUMBERED.match(name) is not None or (name == "栏次" and len(given) > 0)


def _stranger(sheet: Sheet, number: int, label: int, name: str, filled: set[str], lines: Lines) -> Flaw:
    near = "、".join(text for _, text in lines.expected if name and set(folded(text)[:2]) & set(folded(name)[:2]))
    if name:
        message = f"表中多了一行“{name}”，下发的表里没有，数字没有计入"
        return Flaw(
            level="error" if filled else "note",
            message=message,
            sheet=sheet.name,
            row=number,
            column=column_letters(label),
            found=name,
            expected=near if len(near) <= 40 else "",
        )
    message = "表中多了一行没有名称的数字，没有计入；如是插入的行，请写明名称或删除"
    return Flaw(level="error", message=message, sheet=sheet.name, row=number, column=column_letters(label))


def _again(sheet: Sheet, number: int, label: int, name: str, before: int) -> Flaw:
    message = f"“{name}”填了两行（第 {before} 行和第 {number} 行），只计了第 {before} 行，请核对后留下一行"
    return Flaw(level="error", message=message, sheet=sheet.name, row=number, column=column_letters(label), found=name)


def _lost(sheet: Sheet, lines: Lines, found: Rows) -> Iterator[Flaw]:
    for key, label in lines.expected:
        if key in found.rows or key == NOWHERE:
            continue
        level: Level = "warning" if key == TOTAL else "error"
        more = "按各行相加" if key == TOTAL else "数字没有计入；可能被删除或改了名"
        yield Flaw(level=level, message=f"缺少“{label}”这一行，{more}", sheet=sheet.name, expected=label, key=str(key))


def _merged(sheet: Sheet, heads: Heads, found: Rows) -> Iterator[Flaw]:
    """Figures under one merged cell: only the first of them says something."""
    places, rows = set(heads.columns.values()), set(found.rows.values())
    for merge in sheet.merges or ():
        covered = [place for place in range(merge.left, merge.right + 1) if place in places]
        lines = rows & set(range(merge.top, merge.bottom + 1))
        if covered and lines and (len(lines) > 1 or len(covered) > 1):
            yield Flaw(
                level="warning",
                message="数字格被合并了，只有左上角一格有数，其余各格按空白读取，请取消合并后分别填写",
                sheet=sheet.name,
                row=min(lines),
                column=column_letters(covered[0]),
            )


def _cell(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else ""


def _text(row: Sequence[Cell], place: int) -> str:
    cell = _cell(row, place)
    return "" if is_blank(cell) else str(cell).strip()
