"""The figures a report is written from: the returns it names, of the period and of the one before, and their goals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from hfp_desk.policy import Edition
from hfp_desk.problems import SILENT, Progress
from hfp_desk.returns import Definition, Period, PeriodKind, RowKind, Table
from hfp_desk.returns import periods as of
from hfp_desk.returns.phrasing import Figures
from hfp_desk.returns.ranking import Goal
from hfp_desk.rules import judging
from hfp_desk.store import figures, returns
from hfp_desk.store.opening import Register
from hfp_desk.store.reckoning import reckoning

_LEVEL = re.compile(r"[^省]{2,}?([市县区旗])")


def gathered(
    register: Register, names: Iterable[str], period: Period, words: Mapping[str, str], progress: Progress = SILENT
) -> Figures:
    """Count the returns of these names, each in its own period in which the last day of ``period`` lies.

    A name that no return has is passed over: the sentences that ask for it are left out.
    """
    known = returns.catalogue(register)
    wanted = [one for one in map(known.definition, names) if one is not None]
    tables: dict[str, Table] = {}
    before: dict[str, Table] = {}
    goals: dict[str, Goal] = {}
    with register.session():
        policy, unit = figures.in_force(), returns.reporting_unit()
        with reckoning(register, policy, known.indicators) as counting:
            for number, definition in enumerate(wanted):
                progress.step(number, len(wanted), definition.title)
                now = of.period_of(definition, period.ends)
                last = of.before(definition, now)
                tables[definition.name] = counting.table(definition, now, unit, returns.values_of(definition, now))
                before[definition.name] = counting.table(definition, last, unit, returns.values_of(definition, last))
                goals |= goals_of(definition, policy.on(now.ends))
        told = {
            "office": unit,
            "area": area(unit),
            "period": period.label,
            "until": _day(min(period.ends, date.today())),
            **words,
        }
    return Figures(tables, before, goals, told)


def goals_of(definition: Definition, edition: Edition) -> dict[str, Goal]:
    """What the columns of a return are to reach, by ``return.column``; what no document gives is left out."""
    found: dict[str, Goal] = {}
    for column in definition.columns:
        target = edition.target(column.target) if column.target else None
        if target is not None and target.given:
            target = judging.in_unit(target, column.unit)
            bounds = (target.value, target.low, target.high)
            goal = Goal(target.label, target.operator, *bounds, column.unit, target.source)
            found[f"{definition.name}.{column.name}"] = goal
    return found


def period_of(kind: PeriodKind, cutoff: int, day: date) -> Period:
    """The period of a report in which a day lies."""
    return of.period_of(Definition(name="", title="", rows=RowKind.ONE, columns=(), period=kind, cutoff=cutoff), day)


def area(office: str) -> str:
    """全市, 全县 or 全区, after the name of the office."""
    found = _LEVEL.match(office)
    return f"全{found[1]}" if found else "全县"


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
