"""趋势: indicators over consecutive months, quarters or years, counted as of each of them; every figure opens its list.

The figures are those of returns: the same indicators, the same reckoning (``store.reckoning``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.returns import Column, Definition, Indicator, Period, PeriodKind, RowKind, Span
from hfp_desk.returns import periods as of
from hfp_desk.returns.table import TOTAL
from hfp_desk.store.opening import Register
from hfp_desk.store.reckoning import Members, reckoning

MOST = 60
"""So many periods at most: five years of months."""


@dataclass(frozen=True)
class TrendLine:
    """One indicator through all periods."""

    indicator: Indicator
    values: tuple[Decimal, ...]


@dataclass(frozen=True)
class Trend:
    """Consecutive periods, the oldest first, and what was counted in each."""

    definition: Definition
    span: Span
    periods: tuple[Period, ...]
    lines: tuple[TrendLine, ...]


def offered_spans(indicator: Indicator) -> tuple[Span, ...]:
    """The spans that make sense of an indicator: what has no day of its own only stands on a day."""
    return (Span.PERIOD, Span.YEAR, Span.EVER) if indicator.when else (Span.DAY,)


def last_periods(kind: PeriodKind, until: date, count: int, cutoff: int = 0) -> tuple[Period, ...]:
    """So many consecutive periods, the last of which holds ``until``; Refusal for a number that makes no trend."""
    if not 2 <= count <= MOST:
        raise Refusal(f"趋势不能取 {count} 期。", f"请填 2 到 {MOST} 之间的数。")
    definition = _definition(kind, cutoff, ())
    found = [of.period_of(definition, until)]
    while len(found) < count:
        found.append(of.before(definition, found[-1]))
    return tuple(reversed(found))


def trend(
    register: Register,
    policy: Policy,
    known: Mapping[str, Indicator],
    names: Sequence[str],
    periods: Sequence[Period],
    kind: PeriodKind,
    span: Span,
    progress: Progress = SILENT,
) -> Trend:
    """Count indicators by name in every period; Refusal for a name that is none."""
    chosen = [_named(known, name) for name in names]
    definition = _definition(kind, 0, chosen, span)
    rows: list[list[Decimal]] = [[] for _ in chosen]
    with reckoning(register, policy, known) as counting:
        for number, period in enumerate(periods):
            progress.step(number, len(periods), period.label)
            for values, indicator in zip(rows, chosen, strict=True):
                values.append(counting.figure(indicator, period, span))
    lines = (TrendLine(one, tuple(values)) for one, values in zip(chosen, rows, strict=True))
    return Trend(definition, span, tuple(periods), tuple(lines))


def behind(
    register: Register,
    policy: Policy,
    known: Mapping[str, Indicator],
    made: Trend,
    period: Period,
    name: str,
    viewer: Viewer,
) -> Members:
    """The records behind a figure of a trend, as far as the viewer may know of them."""
    with reckoning(register, policy, known) as counting:
        return counting.members(made.definition, period, TOTAL, name, viewer)


def _named(known: Mapping[str, Indicator], name: str) -> Indicator:
    if name not in known:
        raise Refusal(f"没有名为“{name}”的指标。", "请重新选择指标。")
    return known[name]


def _definition(kind: PeriodKind, cutoff: int, indicators: Sequence[Indicator], span: Span = Span.DAY) -> Definition:
    """A return of one line that has these indicators as its columns: what a trend counts with."""
    columns = tuple(Column(name=one.name, head=(one.label,), indicator=one.name, span=span) for one in indicators)
    return Definition(name="", title="趋势", rows=RowKind.ONE, columns=columns, period=kind, cutoff=cutoff)
