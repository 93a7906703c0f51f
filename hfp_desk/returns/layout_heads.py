"""The heads of a return: equal neighbours drawn as one, single ones over all rows; how wide each column must be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import ceil

_LEAST, _NUMBER_LEAST = 7.0, 5.0
"""Half-width characters of the narrowest column of figures, and of that of the running numbers."""
_MOST_LINES = 3
"""How many lines a head is broken into before its column grows."""
_AIR, _SIDES = 1.6, 0.8


@dataclass(frozen=True)
class SheetColumn:
    """A column of a sheet; ``name`` is that of the definition, empty where it names the line.

    ``head`` are the headings from the top down, ``mark`` its number under them (甲, 乙, 1, 2 …).
    """

    name: str
    head: tuple[str, ...]
    mark: str
    digits: int = 0
    numeric: bool = False
    width: float = 0

    @property
    def number_format(self) -> str:
        """As workbooks write numbers of this column."""
        return "#,##0" + ("." + "0" * self.digits if self.digits else "")

    @property
    def label(self) -> str:
        """All its headings in one line: 大病集中救治—已救治（人）."""
        return "—".join(self.head)


@dataclass(frozen=True)
class HeadCell:
    """A cell of the head: where it begins, and over how many rows and columns it goes."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


def chars(text: str) -> int:
    """The width of a text in half-width characters."""
    return sum(2 if character > "\xff" else 1 for character in text)


def depth(columns: Sequence[SheetColumn]) -> int:
    """How many rows of headings stand over each other, without that of the numbers."""
    return max(len(column.head) for column in columns)


def head_cells(columns: Sequence[SheetColumn]) -> tuple[HeadCell, ...]:
    """The cells of the head from the top down, and under them the numbers of the columns."""
    rows = depth(columns)
    marks = (HeadCell(column.mark, rows, place) for place, column in enumerate(columns))
    return (*sorted(_placed(columns, 0, 0, rows), key=lambda cell: (cell.row, cell.column)), *marks)


def _placed(columns: Sequence[SheetColumn], first: int, level: int, rows: int) -> Iterator[HeadCell]:
    place = first
    for (text, _), group in groupby(enumerate(columns), key=lambda pair: _group(pair, level)):
        members = [column for _, column in group]
        if len(members[0].head) == level + 1:
            yield HeadCell(text, level, place, rows - level)
        else:
            yield HeadCell(text, level, place, 1, len(members))
            yield from _placed(members, place, level + 1, rows)
        place += len(members)


def _group(pair: tuple[int, SheetColumn], level: int) -> tuple[str, int]:
    """What neighbours share that are drawn as one; a last heading stands for itself."""
    place, column = pair
    return column.head[level], place if len(column.head) == level + 1 else -1


def fitted(columns: Sequence[SheetColumn], lines: Sequence[Sequence[str]]) -> tuple[SheetColumn, ...]:
    """The columns as wide as their figures and headings need; a width that the definition gives is the least."""
    widths = [
        max(column.width, _own_width(column, [line[place] for line in lines])) for place, column in enumerate(columns)
    ]
    for cell in head_cells(columns):
        if cell.columns > 1:
            places = range(cell.column, cell.column + cell.columns)
            short = ceil(chars(cell.text) / 2) + _AIR - sum(widths[place] for place in places)
            for place in places:
                widths[place] += max(short, 0) / cell.columns
    return tuple(replace(column, width=round(width, 1)) for column, width in zip(columns, widths, strict=True))


def _own_width(column: SheetColumn, texts: Sequence[str]) -> float:
    needed = max(map(chars, texts), default=0) + (_AIR if column.numeric else _AIR + 1)
    heading = 2 * ceil(chars(column.head[-1]) / _MOST_LINES / 2) + _AIR
    return max(needed, heading, _LEAST if column.numeric else _NUMBER_LEAST)


def lines_needed(columns: Sequence[SheetColumn]) -> tuple[int, ...]:
    """How many lines of text each row of the head must hold, that of the numbers last."""
    needed = [1] * (depth(columns) + 1)
    for cell in sorted(head_cells(columns), key=lambda one: one.rows):
        width = sum(column.width for column in columns[cell.column : cell.column + cell.columns])
        own = sum(_lines(piece, width) for piece in broken(cell.text, width).split("\n"))
        last = cell.row + cell.rows - 1
        short = own - sum(needed[cell.row : last + 1])
        needed[last] += max(short, 0)
    return tuple(needed)


def broken(text: str, width: float) -> str:
    """A heading for a column of this width: where it needs two lines, its unit in brackets begins the second."""
    words, bracket, unit = text.rpartition("（")
    if not bracket or not words or chars(text) <= _whole(width):
        return text
    return f"{words}\n（{unit}"


def _lines(text: str, width: float) -> int:
    return max(1, ceil(chars(text) / _whole(width)))


def _whole(width: float) -> int:
    """The half-width characters of a line of whole Chinese ones."""
    return max(2, int(width - _SIDES) // 2 * 2)
