"""The figures of a returned sheet as a return: what follows from others is reckoned again, told where it differs.

The sum is taken as it was written, because one person may stand in two lines; where it cannot be right it is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from hfp_desk.excel.book import column_letters
from hfp_desk.excel.collected_heads import Heads
from hfp_desk.excel.collected_lines import Key, Lines, Rows
from hfp_desk.returns import Column, Definition, Period, Table
from hfp_desk.returns.collected import Flaw, Level
from hfp_desk.returns.summing import added, completed, is_given
from hfp_desk.returns.table import TOTAL, Line, shown


class Making:
    """Makes the table of one sheet; ``flaws`` fills as it is made. ``adds`` says which columns are known to add up."""

    def __init__(self, sheet: str, heads: Heads, rows: Rows, lines: Lines, adds: Mapping[str, bool]) -> None:
        self._sheet, self._heads, self._rows, self._lines, self._adds = sheet, heads, rows, lines, adds
        self.flaws: list[Flaw] = []

    def table(self, definition: Definition, period: Period, unit: str) -> Table:
        """The return: the sum as it was written, else of the lines; lines that were lost stay empty."""
        keys = [key for key in [key for key, _ in self._lines.expected] or list(self._rows.rows) if key != TOTAL]
        labels = {**self._rows.labels, **dict(self._lines.expected)}
        whole = dict(self._rows.values.get(TOTAL, {}))
        for column in definition.columns if keys else ():
            if is_given(column):
                self._sum(column, whole, [self._rows.values.get(key, {}).get(column.name) for key in keys])
        made = [Line(TOTAL, "合计", completed(definition.columns, whole))]
        made += [Line(key, labels[key], completed(definition.columns, self._rows.values.get(key, {}))) for key in keys]
        table = Table(definition, period, unit, "", tuple(made))
        self.flaws += self._disagreeing(table)
        return table

    def _sum(self, column: Column, whole: dict[str, Decimal | None], parts: Sequence[Decimal | None]) -> None:
        said, sum_of_all = whole.get(column.name), added(parts)
        if said is None:
            whole[column.name] = sum_of_all
        elif sum_of_all is not None and said != sum_of_all:
            largest = max(part for part in parts if part is not None)
            wrong = said > sum_of_all or said < largest or self._adds.get(column.name, False)
            more = "" if wrong else "；如有人在两行里都算了，请说明"
            message = f"“{'—'.join(column.head)}”的合计与各行之和不等{more}"
            self.flaws.append(
                self._flaw("error" if wrong else "warning", TOTAL, column, message, (f"{said:,f}", f"{sum_of_all:,f}"))
            )

    def _disagreeing(self, table: Table) -> Iterator[Flaw]:
        """Ratios and sums of columns that were written otherwise than they come out."""
        for line in table.lines:
            for column, cell in zip(table.definition.columns, line.cells, strict=True):
                said = self._rows.values.get(line.key, {}).get(column.name)
                if is_given(column) or said is None or cell.value is None:
                    continue
                bound = Decimal(1).scaleb(-column.digits) if column.ratio else Decimal(0)
                if abs(said - cell.value) > bound:
                    message = f"{line.label}“{'—'.join(column.head)}”与有关各栏算出来的不等，已重新计算"
                    both = f"{said:,f}", shown(column, cell)
                    yield self._flaw("warning" if column.ratio else "error", line.key, column, message, both)

    def _flaw(self, level: Level, key: Key, column: Column, message: str, both: tuple[str, str]) -> Flaw:
        return Flaw(
            level=level,
            message=message,
            sheet=self._sheet,
            row=self._rows.rows.get(key, 0),
            column=column_letters(self._heads.columns[column.name]) if column.name in self._heads.columns else "",
            found=both[0],
            expected=f" {both[1]}",
            key=str(key),
            name=column.name,
        )
