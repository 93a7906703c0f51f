"""A statistic as a table and a chart: what the page shows, the workbook holds and the paper prints, all alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

import msgspec

from hfp_desk.returns import chart_data
from hfp_desk.returns.chart_data import Chart, ChartKind, Series
from hfp_desk.returns.table import detailed
from hfp_desk.store.cross_tables import CrossTable, What
from hfp_desk.store.dimensions import Key
from hfp_desk.store.pyramids import Pyramid
from hfp_desk.store.pyramids import rows as bands_of
from hfp_desk.store.trends import Trend, TrendLine

Value = Decimal | str | None
ALL = "合计"
_MOST_BARS = 30
_SHARE = Decimal("0.1")


class Shown(StrEnum):
    """What a cross table shows: figures, or shares of the row, the column, or all, with what they are divided from."""

    FIGURES = "figures"
    OF_ROW = "row"
    OF_COLUMN = "column"
    OF_ALL = "all"

    @property
    def label(self) -> str:
        """As it is offered."""
        return {"figures": "数字", "row": "占本行合计 %", "column": "占本列合计 %", "all": "占总计 %"}[self.value]


@dataclass(frozen=True)
class Statistic:
    """A table with its heading, what it is of in words, and its chart; ``digits`` are those of its numbers."""

    title: str
    about: str
    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    chart: Chart
    digits: int = 0
    unit: str = ""

    def text(self, value: Value) -> str:
        """A cell as it reads."""
        return value if isinstance(value, str) else "" if value is None else f"{value:,.{self.digits}f}"

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """All cells as they read."""
        return tuple(tuple(map(self.text, row)) for row in self.rows)


def of_cross(made: CrossTable, shown: Shown = Shown.FIGURES, about: str = "") -> Statistic:
    """A cross table with its totals, and bars of its rows."""
    digits = 2 if made.measure.what is What.SUM else 0
    columns: list[tuple[Key | None, str]] = [*made.column_labels, (None, ALL)]
    rows: list[tuple[Key | None, str]] = [*made.row_labels, (None, ALL)]
    cells = tuple((label, *(_cell(made, shown, row, column, digits) for column, _ in columns)) for row, label in rows)
    across = made.across.title if made.across is not None else ""
    title = f"{made.view.record_type.title}按{made.rows.title}{f'和{across}' if across else ''}统计"
    head = (made.rows.title, *(label for _, label in columns))
    words = "；".join(filter(None, (about, made.measure.title, "" if shown is Shown.FIGURES else shown.label)))
    return Statistic(title, words, head, cells, _bars(made, title, digits), digits, made.measure.unit)


def of_trend(made: Trend) -> Statistic:
    """Periods down, figures across; the chart shows those that are in the unit of the first."""
    labels = tuple(one.label for one in made.periods)
    figures = [one.figure for one in made.lines]
    head = ("报告期", *(one.label if one.source else f"{one.label}（{one.unit}）" for one in figures))
    rows = tuple(_row(label, [_point(one, at) for one in made.lines]) for at, label in enumerate(labels))
    unit = figures[0].unit
    drawn = [one for one in made.lines if one.figure.unit == unit]
    series = [Series(one.figure.label, one.values) for one in drawn]
    title = f"{figures[0].label}趋势" if len(figures) == 1 else "指标趋势"
    chart = chart_data.lines(title, [one.mark for one in made.periods], series, unit, figures[0].column.digits)
    digits = max(one.column.digits for one in figures)
    return Statistic(title, made.about, head, rows, chart, digits, unit if len(drawn) == len(figures) else "")


def of_pyramid(made: Pyramid) -> Statistic:
    """Bands down, the oldest first; men, women, both."""
    found = bands_of(made)
    counts = [_row(band, map(Decimal, (men, women, men + women))) for band, men, women in found]
    men, women = sum(made.men), sum(made.women)
    rows: tuple[tuple[Value, ...], ...] = (*counts, _row(ALL, map(Decimal, (men, women, men + women))))
    if made.unknown:
        rows += (("性别或出生日期不详", None, None, Decimal(made.unknown)),)
    title = f"{made.label}年龄性别结构"
    chart = chart_data.pyramid(title, found)
    return Statistic(title, f"截至 {made.day}", ("年龄（岁）", "男", "女", ALL), rows, chart, unit="人")


def _row(label: str, values: Iterable[Value]) -> tuple[Value, ...]:
    return (label, *values)


def _point(line: TrendLine, at: int) -> Value:
    """A figure of a trend; a ratio with its numerator and denominator: 98.25%（56/57）."""
    column, cell = line.figure.column, line.cells[at]
    return cell.value if column.ratio is None else detailed(column, cell)


def _cell(made: CrossTable, shown: Shown, row: Key | None, column: Key | None, digits: int) -> Value:
    value = made.value(row, column)
    against = {
        Shown.OF_ROW: (row, None),
        Shown.OF_COLUMN: (None, column),
        Shown.OF_ALL: (None, None),
    }
    if shown is Shown.FIGURES:
        return value
    whole = made.value(*against[shown])
    if not whole:
        return "—"
    share = (value * 100 / whole).quantize(_SHARE, ROUND_HALF_UP)
    return f"{share}%（{value:,.{digits}f}/{whole:,.{digits}f}）"


def _bars(made: CrossTable, title: str, digits: int) -> Chart:
    """The rows as bars, in parts where there are columns; a long table shows its first rows."""
    rows: Sequence[tuple[Key, str]] = made.row_labels[:_MOST_BARS]
    labels, unit = tuple(label for _, label in rows), made.measure.unit
    if len(made.row_labels) > _MOST_BARS:
        title = f"{title}（前 {_MOST_BARS} 项）"
    if len(made.column_labels) < 2:
        values = tuple(made.value(row, None) for row, _ in rows)
        return Chart(ChartKind.BARS, title, labels, (Series(made.measure.title, values),), unit, digits)
    parts = [Series(label, tuple(made.value(row, column) for row, _ in rows)) for column, label in made.column_labels]
    chart = chart_data.stacked(title, labels, parts, unit, digits)
    return chart if made.adds else msgspec.structs.replace(chart, title=f"{title}（各列有重复）")
