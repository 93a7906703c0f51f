"""The formulas of a return: the sum over the lines, columns that add up others, ratios of two columns.

A formula stands only where it gives the figure that was counted: where one person may stand in two lines, the sum is
less than the lines together and is written as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hfp_desk.excel.book import column_letters
from hfp_desk.returns import Column, Table
from hfp_desk.returns.table import TOTAL


@dataclass(frozen=True)
class Formulas:
    """The formulas of a table whose lines begin in ``first`` (as Excel numbers rows), its figures after ``leading``.

    ``adding`` says of a return that is to be filled in which columns add up; of a counted one its figures do.
    """

    table: Table
    first: int
    leading: int
    adding: Mapping[str, bool] | None = None

    def is_total(self, line: int) -> bool:
        """Whether a line is the sum of others."""
        return self.table.lines[line].key == TOTAL

    def of(self, line: int, place: int) -> str:
        """The formula of a cell; empty where its value is written."""
        column = self.table.definition.columns[place - self.leading]
        if column.ratio is not None:
            return self._ratio(line, column)
        if column.sums:
            return self._sum_of_columns(line, column)
        return self._sum_of_lines(column, place) if self.is_total(line) else ""

    def _at(self, line: int, name: str) -> str:
        return f"{column_letters(self.table.place(name) + self.leading)}{self.first + line}"

    def _ratio(self, line: int, column: Column) -> str:
        assert column.ratio is not None
        part, whole = (self._at(line, name) for name in column.ratio)
        share = f"ROUND({part}*{column.per}/{whole},{column.digits})"
        return f'=IF(OR({part}="",N({whole})=0),"—",{share})'

    def _sum_of_columns(self, line: int, column: Column) -> str:
        cells = [self._at(line, name) for name in column.sums]
        return f"=SUM({','.join(cells)})"

    def _sum_of_lines(self, column: Column, place: int) -> str:
        places = [number for number in range(len(self.table.lines)) if not self.is_total(number)]
        if not places or not self._adds(column, places):
            return ""
        letters = column_letters(place)
        cells = f"{letters}{self.first + places[0]}:{letters}{self.first + places[-1]}"
        return f"=SUM({cells})" if self.adding is None else f'=IF(COUNT({cells})=0,"",SUM({cells}))'

    def _adds(self, column: Column, places: list[int]) -> bool:
        if self.adding is not None:
            return self.adding.get(column.name, False)
        at = self.table.place(column.name)
        values = [self.table.lines[number].cells[at].value for number in places]
        if all(value is None for value in values):
            return False
        return sum((value or Decimal(0) for value in values), Decimal(0)) == self.table.total.cells[at].value


def names(table: Table, first: int, leading: int) -> dict[str, str]:
    """For each column the name of its figures, and where they stand: ``hfp_treated`` → ``$D$8:$D$22``."""
    last = first + len(table.lines) - 1
    found: dict[str, str] = {}
    for place, column in enumerate(table.definition.columns, leading):
        letters = column_letters(place)
        found[f"hfp_{column.name}"] = f"${letters}${first}:${letters}${last}"
    return found
