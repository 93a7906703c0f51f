"""趋势: indicators and ratios over consecutive months, quarters or years, counted as of each of them.

The figures are those of returns: the same indicators, the same reckoning (``store.reckoning``); every one opens its
list, a ratio that of its numerator.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.returns import Definition, Period, PeriodKind, RowKind, Span
from hfp_desk.returns import periods as of
from hfp_desk.returns.loading import Catalogue
from hfp_desk.returns.table import TOTAL, Cell
from hfp_desk.store.opening import Register
from hfp_desk.store.reckoning import Members, reckoning
from hfp_desk.store.trend_figures import Figure, named

MOST = 60
"""So many periods at most: five years of months."""


@dataclass(frozen=True)
class TrendLine:
    """One figure through all periods; a ratio keeps what it was divided from."""

    figure: Figure
    cells: tuple[Cell, ...]

    @property
    def values(self) -> tuple[Decimal | None, ...]:
        """What was counted; None where a ratio had nothing to divide by."""
        return tuple(cell.value for cell in self.cells)


@dataclass(frozen=True)
class Trend:
    """Consecutive periods, the oldest first, and what was counted in each."""

    span: Span
    periods: tuple[Period, ...]
    lines: tuple[TrendLine, ...]

    @property
    def about(self) -> str:
        """Over which spans it was counted: 期末；比率按《家庭医生签约服务进展情况月报表》的口径."""
        sources = dict.fromkeys(line.figure.source for line in self.lines if line.figure.source)
        spans = self.span.label if any(line.figure.spans for line in self.lines) else ""
        ratios = f"比率按《{'》《'.join(sources)}》的口径" if sources else ""
        return "；".join(filter(None, (spans, ratios)))


def last_periods(kind: PeriodKind, until: date, count: int, cutoff: int = 0) -> tuple[Period, ...]:
    """So many consecutive periods, the last of which holds ``until``; Refusal for a number that makes no trend."""
    if not 2 <= count <= MOST:
        raise Refusal(f"趋势不能取 {count} 期。", f"请填 2 到 {MOST} 之间的数。")
    definition = Definition(name="", title="趋势", rows=RowKind.ONE, columns=(), period=kind, cutoff=cutoff)
    found = [of.period_of(definition, until)]
    while len(found) < count:
        found.append(of.before(definition, found[-1]))
    return tuple(reversed(found))


def trend(
    register: Register,
    policy: Policy,
    known: Catalogue,
    names: Sequence[str],
    periods: Sequence[Period],
    span: Span,
    progress: Progress = SILENT,
) -> Trend:
    """Count indicators (over ``span``) and ratios by name in every period; Refusal for a name that is none."""
    chosen = [named(known, name).over(span) for name in names]
    rows: list[list[Cell]] = [[] for _ in chosen]
    with reckoning(register, policy, known.indicators) as counting:
        for number, period in enumerate(periods):
            progress.step(number, len(periods), period.label)
            for cells, figure in zip(rows, chosen, strict=True):
                table = counting.table(figure.definition, figure.period(period), "")
                cells.append(table.cell(TOTAL, figure.column.name))
    lines = (TrendLine(one, tuple(cells)) for one, cells in zip(chosen, rows, strict=True))
    return Trend(span, tuple(periods), tuple(lines))


def behind(
    register: Register, policy: Policy, known: Catalogue, figure: Figure, period: Period, viewer: Viewer
) -> Members:
    """The records behind a figure of a trend, of a ratio its numerator's, as far as the viewer may know of them."""
    with reckoning(register, policy, known.indicators) as counting:
        return counting.members(figure.definition, figure.period(period), TOTAL, figure.column.name, viewer)
