"""What a trend may take: every indicator, over a span that makes sense of it, and every ratio column of a return.

A ratio keeps the spans of its own return (本年在管 of those found this year), and the year that return begins with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from hfp_desk.problems import Refusal
from hfp_desk.returns import Column, Definition, Indicator, Period, PeriodKind, RowKind, Span
from hfp_desk.returns import periods as of
from hfp_desk.returns.loading import Catalogue


@dataclass(frozen=True)
class Figure:
    """An indicator by its name, or a ratio as ``return.column``; ``source`` is the title of the return it is from."""

    name: str
    label: str
    definition: Definition
    column: Column
    spans: tuple[Span, ...] = ()
    source: str = ""

    @property
    def unit(self) -> str:
        """人, 例, 元, %."""
        return self.column.unit

    @property
    def words(self) -> str:
        """As it is offered: 农村贫困人口（人）, 慢病签约服务管理—签约率（%）　家庭医生签约服务进展情况月报表."""
        return "　".join(filter(None, (f"{self.label}（{self.unit}）", self.source)))

    def over(self, span: Span) -> Figure:
        """The figure counted over a span; a ratio stays as it is."""
        if not self.spans:
            return self
        column = msgspec.structs.replace(self.column, span=span)
        return Figure(self.name, self.label, _alone(self.definition, (column,)), column, self.spans)

    def period(self, given: Period) -> Period:
        """A period with the year of the figure's own return: that of 妇幼 begins in October."""
        if self.definition.first_month == 1:
            return given
        monthly = msgspec.structs.replace(self.definition, period=PeriodKind.MONTH)
        return msgspec.structs.replace(given, year_starts=of.period_of(monthly, given.ends).year_starts)


def offered(known: Catalogue) -> dict[str, Figure]:
    """Everything a trend may take by its name, the ratios first."""
    return {one.name: one for one in (*_ratios(known), *_indicators(known))}


def named(known: Catalogue, name: str) -> Figure:
    """The figure of this name; Refusal when there is none."""
    found = offered(known).get(name)
    if found is None:
        raise Refusal(f"没有名为“{name}”的指标。", "请重新选择指标。")
    return found


def offered_spans(indicator: Indicator) -> tuple[Span, ...]:
    """The spans that make sense of an indicator: what has no day of its own only stands on a day."""
    return (Span.PERIOD, Span.YEAR, Span.EVER) if indicator.when else (Span.DAY,)


def _indicators(known: Catalogue) -> Iterator[Figure]:
    for name, one in known.indicators.items():
        if one.label:
            digits = 2 if one.unit == "元" else 0
            column = Column(name=name, head=(one.label,), indicator=name, unit=one.unit, digits=digits)
            lone = Definition(name="", title="趋势", rows=RowKind.ONE, columns=(column,))
            yield Figure(name, one.label, lone, column, offered_spans(one))


def _ratios(known: Catalogue) -> Iterator[Figure]:
    """The ratios whose parts are counted: what an office writes in is known for its own periods only."""
    for definition in known.definitions:
        columns = {one.name: one for one in definition.columns}
        for one in definition.columns:
            needed = tuple(dict.fromkeys(_needed(one, columns)))
            if one.ratio is not None and not any(part.written for part in needed):
                label = "—".join(part.partition("（")[0] for part in one.head)
                name, lone = f"{definition.name}.{one.name}", _alone(definition, needed)
                yield Figure(name, label, lone, one, source=definition.title)


def _needed(column: Column, columns: dict[str, Column]) -> Iterator[Column]:
    for name in (*(column.ratio or ()), *column.sums):
        yield from _needed(columns[name], columns)
    yield column


def _alone(definition: Definition, columns: tuple[Column, ...]) -> Definition:
    """A return of one line and these columns."""
    return msgspec.structs.replace(definition, rows=RowKind.ONE, columns=columns, checks=())
