"""Computed lines as rows of a grid: what each column says of a line, and by what it is ordered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, Protocol, Self, TypeVar

from ui.rows import GridColumn

Line = TypeVar("Line")
Numbered = tuple[int, Line]
"""A line that has no number of its own, with its place."""


class Heading(Protocol):
    """A column as the modules of words declare it."""

    @property
    def key(self) -> str:
        """Its stable name."""
        ...

    @property
    def label(self) -> str:
        """What stands over it."""
        ...

    @property
    def chars(self) -> int:
        """Its width in half-width characters."""
        ...

    @property
    def numeric(self) -> bool:
        """Whether it stands to the right."""
        ...


def number(one: Numbered[Any]) -> int:
    """The number that a line was given."""
    return one[0]


def grid_column(one: Heading) -> GridColumn:
    """The column of a heading."""
    return GridColumn(one.key, one.label, one.chars, one.numeric)


@dataclass(frozen=True)
class Told(Generic[Line]):
    """A column: its heading, its text of a line, and its rank where the order of the texts is not the right one."""

    column: GridColumn
    text: Callable[[Line], str]
    rank: Callable[[Line], Any] | None = None

    def placed(self, line: Line) -> tuple[bool, Any]:
        """By what a line stands in this column; nothing goes last."""
        value = self.rank(line) if self.rank is not None else self.text(line)
        return value in (None, ""), value if value is not None else ""


def worded(headings: Sequence[Heading], cells: Callable[[Line], Sequence[str]]) -> tuple[Told[Line], ...]:
    """Columns whose texts come all at once; numbers and shares stand by their value, other texts as they are."""

    def told(place: int) -> Told[Line]:
        return Told(
            grid_column(headings[place]), lambda line: cells(line)[place], lambda line: ranked(cells(line)[place])
        )

    return tuple(told(place) for place in range(len(headings)))


def ranked(text: str) -> tuple[float, str] | None:
    """By what 1,234 or 36/60 or 60.0% is ordered; texts go behind numbers, nothing says nothing."""
    plain = text.replace(",", "").rstrip("%").partition("/")[0]
    if plain.replace(".", "", 1).isdigit():
        return float(plain), ""
    return (float("inf"), text) if text else None


class ToldRows(Generic[Line]):
    """Lines in some order; ``key`` gives the number of a line, ``flagged`` its mark, ``counted`` the words below.

    ``apart`` names the line that the others add up to: it keeps its place, first or last, in every order.
    """

    def __init__(
        self,
        told: Sequence[Told[Line]],
        lines: Sequence[Line],
        key: Callable[[Line], int],
        counted: Callable[[Sequence[Line]], str],
        flagged: Callable[[Line], str] = lambda _line: "",
        apart: Callable[[Line], bool] = lambda _line: False,
    ) -> None:
        self._told, self._key, self._counted, self._flagged, self._apart = tuple(told), key, counted, flagged, apart
        self._put(lines)

    @property
    def columns(self) -> Sequence[GridColumn]:
        """All columns, in their usual order."""
        return [told.column for told in self._told]

    def __len__(self) -> int:
        return len(self.lines)

    def line(self, number: int) -> Line | None:
        """The line with this number."""
        row = self._at.get(number)
        return None if row is None else self.lines[row]

    def cells(self, row: int) -> Sequence[str]:
        """The texts of a row."""
        return [told.text(self.lines[row]) for told in self._told]

    def id_at(self, row: int) -> int:
        """The number of a row."""
        return self._key(self.lines[row])

    def totals(self) -> str:
        """The words under the grid."""
        return self._counted(self.lines)

    def flag(self, row: int) -> str:
        """How a row is marked."""
        return self._flagged(self.lines[row])

    def sorted(self, key: str, descending: bool) -> Self:
        """The same lines by a column; those of which it says nothing come last either way."""
        told = next(one for one in self._told if one.column.key == key)
        first = [line for line in self.lines[:1] if self._apart(line)]
        last = [line for line in self.lines[len(first) :] if self._apart(line)]
        placed = [(told.placed(line), line) for line in self.lines if not self._apart(line)]
        known = [(value, line) for (silent, value), line in placed if not silent]
        known.sort(key=lambda one: one[0], reverse=descending)
        silent = [line for (silent, _), line in placed if silent]
        again = copy(self)
        again._put([*first, *(line for _, line in known), *silent, *last])
        return again

    def find_row(self, record: int) -> int:
        """The row of a number, -1 when it is not here."""
        return self._at.get(record, -1)

    def _put(self, lines: Sequence[Line]) -> None:
        self.lines = list(lines)
        self._at = {self._key(line): row for row, line in enumerate(self.lines)}
