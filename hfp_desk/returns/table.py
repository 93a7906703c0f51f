"""A return as it was counted: lines and cells, ready for the screen, the workbook, the page and the frozen copy."""

from decimal import Decimal

import msgspec

from hfp_desk.returns.definition import Column, Definition
from hfp_desk.returns.periods import Period

TOTAL = 0
"""The key of the line that adds all up."""

NOWHERE = -1
"""The key of the line for what belongs to none of the lines."""


class Cell(msgspec.Struct, frozen=True):
    """One figure. ``value`` is None while there is nothing to divide by or nothing was written in.

    A ratio keeps ``part`` and ``whole``.
    """

    value: Decimal | None = None
    part: Decimal | None = None
    whole: Decimal | None = None


class Line(msgspec.Struct, frozen=True):
    """A line: its key (id of a place or a hospital, code of a disease; ``TOTAL``, ``NOWHERE``), name and cells."""

    key: int | str
    label: str
    cells: tuple[Cell, ...]


class Table(msgspec.Struct, frozen=True):
    """A return of one period: the sum first, then the lines in their order."""

    definition: Definition
    period: Period
    unit: str
    edition: str
    lines: tuple[Line, ...]

    @property
    def total(self) -> Line:
        """The line that adds all up."""
        return self.lines[0]

    def line(self, key: int | str) -> Line | None:
        """The line with this key, if there is one."""
        return next((line for line in self.lines if line.key == key), None)

    def cell(self, key: int | str, column: str) -> Cell:
        """A cell by line and column; an empty one where there is no such line, KeyError without such a column."""
        place = self.place(column)
        line = self.line(key)
        return line.cells[place] if line is not None else Cell()

    def place(self, column: str) -> int:
        """Where a column stands; KeyError when there is none."""
        return {one.name: place for place, one in enumerate(self.definition.columns)}[column]


def shown(column: Column, cell: Cell) -> str:
    """A cell as it is read: 1,234 · 98.25 · — while there is nothing to say."""
    if cell.value is None:
        return "—" if column.ratio is not None else ""
    return f"{cell.value:,.{column.digits}f}"


def detailed(column: Column, cell: Cell) -> str:
    """A ratio with what it was divided from: 98.25%（56/57）; anything else as ``shown`` with its unit."""
    text = shown(column, cell)
    if column.ratio is None or cell.part is None or cell.whole is None:
        return f"{text} {column.unit}".strip()
    unit = column.unit if cell.value is not None else ""
    return f"{text}{unit}（{_plain(cell.part)}/{_plain(cell.whole)}）"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():,f}"
