"""Computed lines as rows of a grid: what each column says of a line, and by what it is ordered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

from ui.rows import GridColumn

Line = TypeVar("Line")


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


class ToldRows(Generic[Line]):
    """Lines in some order; ``key`` gives the number of a line, ``flagged`` its mark, ``counted`` the words below."""

    def __init__(
        self,
        told: Sequence[Told[Line]],
        lines: Sequence[Line],
        key: Callable[[Line], int],
        counted: Callable[[Sequence[Line]], str],
        flagged: Callable[[Line], str] = lambda _line: "",
    ) -> None:
        self.lines = list(lines)
        self._told, self._key, self._counted, self._flagged = tuple(told), key, counted, flagged
        self._at = {key(line): row for row, line in enumerate(self.lines)}

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
        known = [line for line in self.lines if not told.placed(line)[0]]
        silent = [line for line in self.lines if told.placed(line)[0]]
        known.sort(key=lambda line: told.placed(line)[1], reverse=descending)
        return type(self)(self._told, [*known, *silent], self._key, self._counted, self._flagged)

    def find_row(self, record: int) -> int:
        """The row of a number, -1 when it is not here."""
        return self._at.get(record, -1)
