"""A chart as data: what is shown, in which order, in which unit. Paper and screen draw the same.

It must read in black and white, so a chart has few series, each told apart by its hatch or mark, and says its figures.
"""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

import msgspec

from hfp_desk.returns.table import TOTAL, Table

Value = Decimal | None
MOST_SERIES = 6
"""So many hatches can be told apart."""


class ChartKind(StrEnum):
    """How a chart is drawn."""

    BARS = "bars"
    STACKED = "stacked"
    LINES = "lines"
    PYRAMID = "pyramid"


class Series(msgspec.Struct, frozen=True):
    """One row of values, a value for each label of the chart."""

    label: str
    values: tuple[Value, ...]


class Chart(msgspec.Struct, frozen=True):
    """A chart; ``target`` is drawn as a line across it, ``below`` says that a value below it is worse.

    ``share``: the bars of a stacked chart are drawn as parts of a hundred, their figures stay what they are.
    """

    kind: ChartKind
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str = ""
    digits: int = 0
    target: Value = None
    share: bool = False

    @property
    def highest(self) -> Decimal:
        """The end of the scale: the largest value, or sum of a stack, never less than the target."""
        return max([*self._ends(), self.target or Decimal(0)], default=Decimal(0)) or Decimal(1)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(value for one in self.series for value in one.values)

    def shown(self, value: Value) -> str:
        """A value as it stands in the chart."""
        return "" if value is None else f"{value:,.{self.digits}f}"

    def _ends(self) -> list[Decimal]:
        if self.kind is ChartKind.STACKED:
            return [sum((one.values[at] or Decimal(0) for one in self.series), Decimal(0)) for at in self._places]
        return [value for one in self.series for value in one.values if value is not None]

    @property
    def _places(self) -> range:
        return range(len(self.labels))


def bars(table: Table, column: str, target: Value = None) -> Chart:
    """The lines of a return by one of its columns: townships with their rates, those that have any."""
    place = table.place(column)
    told = table.definition.columns[place]
    lines = [line for line in table.lines if line.key != TOTAL and line.cells[place].value is not None]
    words = [part.partition("（")[0] for part in told.head]
    title, unit = f"各{table.definition.rows.label}{''.join(words)}", told.unit
    values = tuple(line.cells[place].value for line in lines)
    series = (Series(words[-1], values),)
    return Chart(ChartKind.BARS, title, tuple(line.label for line in lines), series, unit, told.digits, target)


def stacked(title: str, labels: Sequence[str], parts: Sequence[Series], unit: str = "", digits: int = 0) -> Chart:
    """Bars made of parts (who paid); what is more than can be told apart goes together as 其他."""
    told = tuple(parts)
    if len(told) > MOST_SERIES:
        rest = told[MOST_SERIES - 1 :]
        sums = tuple(sum((one.values[at] or Decimal(0) for one in rest), Decimal(0)) for at in range(len(labels)))
        told = (*told[: MOST_SERIES - 1], Series("其他", sums))
    return Chart(ChartKind.STACKED, title, tuple(labels), told, unit, digits)


def lines(title: str, labels: Sequence[str], series: Sequence[Series], unit: str = "", digits: int = 0) -> Chart:
    """Values through time."""
    return Chart(ChartKind.LINES, title, tuple(labels), tuple(series)[:MOST_SERIES], unit, digits)


def pyramid(title: str, rows: Sequence[tuple[str, int, int]]) -> Chart:
    """Men and women by band, the first row on top."""
    men, women = (tuple(Decimal(row[place]) for row in rows) for place in (1, 2))
    series = (Series("男", men), Series("女", women))
    return Chart(ChartKind.PYRAMID, title, tuple(row[0] for row in rows), series, "人")
