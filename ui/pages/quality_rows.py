"""Lines of 规范与控制 as rows of a grid; a row's number is its place in the official order."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Self

from hfp_desk.store import quality_words
from hfp_desk.store.quality import QualityLine
from ui.rows import GridColumn

COLUMNS = tuple(GridColumn(one.key, one.label, one.chars, one.numeric) for one in quality_words.COLUMNS)


class QualityRows:
    """The lines of a year, the sum of all of them first."""

    columns = COLUMNS

    def __init__(self, lines: Sequence[tuple[int, QualityLine]]) -> None:
        self.lines = list(lines)
        self._at = {number: row for row, (number, _) in enumerate(self.lines)}

    def __len__(self) -> int:
        return len(self.lines)

    def line(self, number: int) -> QualityLine | None:
        """The line with this number."""
        row = self._at.get(number)
        return None if row is None else self.lines[row][1]

    def id_at(self, row: int) -> int:
        """The number of a row."""
        return self.lines[row][0]

    def cells(self, row: int) -> Sequence[str]:
        """The texts of a row."""
        return quality_words.cells(self.lines[row][1])

    def flag(self, row: int) -> str:
        """No line is marked: rates are judged over it."""
        del row
        return ""

    def totals(self) -> str:
        """How many lines."""
        return f"{max(len(self) - 1, 0):,} 行"

    def sorted(self, key: str, descending: bool) -> Self:
        """The same lines in the order of a column; the sum stays first."""
        numeric = next(one.numeric for one in COLUMNS if one.key == key)
        place = [one.key for one in COLUMNS].index(key)

        def rank(entry: tuple[int, QualityLine]) -> tuple[Decimal, str]:
            if numeric:
                return quality_words.values(entry[1])[key] or Decimal(0), ""
            return Decimal(0), quality_words.cells(entry[1])[place]

        rest = sorted(self.lines[1:], key=rank, reverse=descending)
        return type(self)([*self.lines[:1], *rest])

    def find_row(self, record: int) -> int:
        """The row of a line, -1 when not here."""
        return self._at.get(record, -1)
