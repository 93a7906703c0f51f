"""Where the columns of a return stand in a returned sheet: found by their headings, wherever these were moved.

Heads are merged over several rows; where the merged cells were broken, a heading counts for the empty cells to its
right as far as something stands below them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hfp_desk.excel.book import Sheet, column_letters, is_blank
from hfp_desk.excel.headings import JOIN, folded, plain
from hfp_desk.returns import Column, Definition
from hfp_desk.returns.collected import Flaw
from hfp_desk.returns.summing import is_given

_SEARCHED = 40
_MARKS = re.compile(r"[^\w%]|_")


@dataclass(frozen=True)
class Heads:
    """The rows of the head, where each column of the return stands (from 0), and the headings nobody knows."""

    first: int
    last: int
    columns: Mapping[str, int]
    unknown: Mapping[int, str] = field(default_factory=dict)
    twice: Mapping[int, str] = field(default_factory=dict)
    broken: bool = False

    @property
    def left(self) -> int:
        """The first column of figures."""
        return min(self.columns.values())


def find(sheet: Sheet, definition: Definition) -> Heads | None:
    """The head of a return in a sheet; None when fewer than half of its columns are there."""
    deep = max(len(column.head) for column in definition.columns)
    numbers = sheet.filled[:_SEARCHED]
    best: Heads | None = None
    for more in (0, 1):
        for number in numbers:
            if number + deep + more - 1 > sheet.last:
                continue
            found = _at(sheet, definition, number, number + deep + more - 1)
            if best is None or len(found.columns) > len(best.columns):
                best = found
    if best is None or 2 * len(best.columns) < len(definition.columns):
        return None
    return best


def _at(sheet: Sheet, definition: Definition, first: int, last: int) -> Heads:
    texts, broken = _texts(sheet, first, last)
    known = {_mark(column.head): column for column in definition.columns}
    solid = {_solid(column.head): column for column in definition.columns}
    single = _singles(definition.columns)
    columns: dict[str, int] = {}
    unknown: dict[int, str] = {}
    twice: dict[int, str] = {}
    for place, path in enumerate(texts):
        if not path:
            continue
        column = known.get(_mark(path)) or solid.get(_solid(path)) or single.get(plain(path[-1]))
        if column is None:
            unknown[place] = "—".join(path)
        elif column.name in columns:
            twice[place] = column.name
        else:
            columns[column.name] = place
    return Heads(first, last, columns, unknown, twice, broken)


def _singles(columns: Sequence[Column]) -> dict[str, Column]:
    """Columns that are known by their lowest heading alone, because no other is called so."""
    lowest = [plain(column.head[-1]) for column in columns]
    return {name: column for name, column in zip(lowest, columns, strict=True) if name and lowest.count(name) == 1}


def _mark(path: Sequence[str]) -> str:
    """By what headings are compared; a heading over all rows of the head is said once."""
    marks = [plain(text) or folded(text) for text in path]
    return JOIN.join(mark for place, mark in enumerate(marks) if mark and (not place or mark != marks[place - 1]))


def _solid(path: Sequence[str]) -> str:
    """All letters of a heading without brackets and levels: 农村贫困人口（户） is 农村贫困人口 over 户."""
    parts = [folded(text) for place, text in enumerate(path) if not place or text != path[place - 1]]
    return _MARKS.sub("", "".join(parts))


def _texts(sheet: Sheet, first: int, last: int) -> tuple[list[list[str]], bool]:
    """The headings of each column from the top down, and whether merged cells had to be made up for."""
    width = max((len(sheet.row(number)) for number in range(first, last + 1)), default=0)
    rows = [[_text(sheet, number, place) for place in range(width)] for number in range(first, last + 1)]
    covered = set()
    for merge in sheet.merges or ():
        if first <= merge.top and merge.bottom <= last:
            text = _text(sheet, merge.top, merge.left)
            for number in range(merge.top, merge.bottom + 1):
                for place in range(merge.left, min(merge.right, width - 1) + 1):
                    rows[number - first][place] = text
                    covered.add((number - first, place))
    broken = False
    for depth, row in enumerate(rows[:-1]):
        for place in range(1, width):
            bare = not row[place] and bool(row[place - 1]) and (depth, place) not in covered
            if bare and all(any(lower[one] for lower in rows[depth + 1 :]) for one in (place - 1, place)):
                row[place], broken = row[place - 1], True
    return [[row[place] for row in rows if row[place]] for place in range(width)], broken


def _text(sheet: Sheet, number: int, place: int) -> str:
    row = sheet.row(number)
    cell = row[place] if place < len(row) else ""
    return "" if is_blank(cell) else folded(str(cell))


def flaws(sheet: Sheet, heads: Heads, definition: Definition) -> Iterator[Flaw]:
    """What is wrong with the headings: lost or renamed, unknown, twice, moved; merged cells that were broken."""
    strange = {place: text for place, text in heads.unknown.items() if place > heads.left}
    lost = [column for column in definition.columns if column.name not in heads.columns]
    instead = {column.name: _instead(column.name, definition, heads, strange) for column in lost}
    for column in lost:
        yield _lost(sheet, heads, column, instead[column.name], strange)
    for place, text in strange.items():
        if place not in instead.values():
            yield _flaw(sheet, heads, place, text)
    for place, name in heads.twice.items():
        label = "—".join(definition.column(name).head)
        message = f"“{label}”有两栏，只计了 {column_letters(heads.columns[name])} 列"
        letters = column_letters(place)
        yield Flaw(level="error", message=message, sheet=sheet.name, row=heads.last, column=letters, name=name)
    order = [heads.columns[column.name] for column in definition.columns if column.name in heads.columns]
    if order != sorted(order):
        yield Flaw(level="note", message="栏目的顺序被移动过，已按表头取数", sheet=sheet.name, row=heads.last)
    if heads.broken:
        message = "表头的合并单元格被拆开了，已按文字识别"
        yield Flaw(level="note", message=message, sheet=sheet.name, row=heads.first)


def _flaw(sheet: Sheet, heads: Heads, place: int, text: str) -> Flaw:
    letters, message = column_letters(place), f"多了“{text}”这一栏，没有计入"
    return Flaw(level="note", message=message, sheet=sheet.name, row=heads.last, column=letters, found=text)


def _lost(sheet: Sheet, heads: Heads, column: Column, place: int | None, strange: Mapping[int, str]) -> Flaw:
    label = "—".join(column.head)
    cause = "可能被删除" if place is None else "表头可能被改名"
    return Flaw(
        level="error" if is_given(column) else "warning",
        message=f"没有找到“{label}”这一栏，数字没有计入；{cause}",
        sheet=sheet.name,
        row=heads.last,
        column="" if place is None else column_letters(place),
        found="" if place is None else strange[place],
        expected=f"“{label}”",
        name=column.name,
    )


def _instead(name: str, definition: Definition, heads: Heads, strange: Mapping[int, str]) -> int | None:
    """The unknown heading that stands between the neighbours of a lost column."""
    names = [column.name for column in definition.columns]
    own = names.index(name)
    before = next((heads.columns[one] for one in reversed(names[:own]) if one in heads.columns), -1)
    after = next((heads.columns[one] for one in names[own + 1 :] if one in heads.columns), 16_384)
    return next((place for place in strange if before < place < after), None)
