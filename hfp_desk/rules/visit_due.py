"""When the next visit of a managed person is due, given what was done so far (domain.md §3.7).

A visit that a rule asks for soon (2 weeks, 1 month) is answered by any contact; the quarterly ones only by meeting
face to face. Where nobody was met nothing was done, and the day stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hfp_desk.rules import visits
from hfp_desk.rules.grading import grade, yearly_times
from hfp_desk.rules.gradings import Reason
from hfp_desk.rules.periods import months_on
from hfp_desk.rules.visit_limits import Limits
from hfp_desk.rules.visits import Visit

_YEAR = 12


@dataclass(frozen=True)
class Case:
    """A managed case as far as the rules look at it."""

    programme: str = ""
    starts: date | None = None
    ends: date | None = None
    died_on: date | None = None
    notified_on: date | None = None
    intensive_ends: date | None = None


@dataclass(frozen=True)
class Due:
    """The last day for the next visit, and why; no day: none is to be made."""

    on: date | None
    reason: Reason


def due(case: Case, history: Sequence[Visit], limits: Limits) -> Due:
    """The next visit of a case; ``history`` are its visits in any order."""
    done = visits.in_order(history)
    over = _over(case, done)
    if over:
        return Due(None, Reason(over))
    reached = [one for one in done if visits.met(one)]
    if not reached:
        return first_due(case, limits)
    last = reached[-1]
    asked = grade(last, reached[:-1], limits)
    why = asked.reasons[-1] if asked.reasons else Reason("没有规定下次随访时间")
    facing = next((one for one in reversed(reached) if visits.counts(one)), None)
    if facing is last or asked.refer:
        return _sooner(Due(asked.next_on, why), last.next_on)
    since = facing.visited_on if facing is not None else case.starts
    planned = _planned(case, since, limits)
    told = Due(planned, Reason("电话随访不计面对面，按上次面对面随访计算", limits.source("visits")))
    return _sooner(Due(asked.next_on, why) if _earlier(asked.next_on, planned) else told, last.next_on)


def first_due(case: Case, limits: Limits) -> Due:
    """The first visit: 肺结核 within 72 hours of the notice, the others within the usual interval of the start."""
    if case.programme != visits.TB:
        return Due(_planned(case, case.starts, limits), Reason("纳入管理后还没有随访", limits.source("visits")))
    begun, days = case.notified_on or case.starts, limits.tb_first_days
    day = None if begun is None or days is None else begun + timedelta(days=days)
    text = f"接到通知单 {limits.tb_first_hours} 小时内第一次入户随访"
    return Due(day, Reason(text, limits.source("tb_first_hours")))


def intensive(case: Case, day: date, limits: Limits) -> bool | None:
    """Whether a day lies in the 强化期: as the case says, else the usual months from its start."""
    ends = case.intensive_ends
    if ends is None and case.starts is not None and limits.tb_intensive_months is not None:
        ends = months_on(case.starts, limits.tb_intensive_months) - timedelta(days=1)
    return None if ends is None else day <= ends


def to_report(case: Case, history: Sequence[Visit], limits: Limits) -> Reason | None:
    """肺结核: so many failed visits within 72 hours of the notice are reported upwards."""
    begun, days, times = case.notified_on or case.starts, limits.tb_first_days, limits.tb_failed
    if case.programme != visits.TB or begun is None or days is None or times is None:
        return None
    inside = [one for one in visits.in_order(history) if one.visited_on and (one.visited_on - begun).days <= days]
    failed = [one for one in inside if one.state == visits.LOST]
    if len(failed) < times or len(failed) < len(inside):
        return None
    return Reason(
        f"{limits.tb_first_hours} 小时内 {len(failed)} 次访视均未见到患者，请向上级报告", limits.source("tb_failed")
    )


def _over(case: Case, done: Sequence[Visit]) -> str:
    if case.died_on is not None or any(one.state == visits.DEAD for one in done):
        return "患者已死亡，不再随访"
    if case.ends is not None:
        return "已终止管理，不再随访"
    closed = any(one.stage == visits.CLOSING and visits.met(one) for one in done)
    return "已停止治疗，不再随访" if closed else ""


def _planned(case: Case, since: date | None, limits: Limits) -> date | None:
    """The usual interval; for 肺结核 the month of supervision."""
    if since is None:
        return None
    if case.programme == visits.TB:
        return None if limits.tb_months is None else months_on(since, limits.tb_months)
    if case.programme in visits.QUARTERLY:
        return None if limits.months is None else months_on(since, limits.months)
    times = yearly_times(case.programme, limits)
    return months_on(since, _YEAR // times) if times else None


def _earlier(one: date | None, other: date | None) -> bool:
    return one is not None and (other is None or one < other)


def _sooner(told: Due, written: date | None) -> Due:
    """The day agreed with the patient when it comes before the last one allowed."""
    return (
        Due(written, Reason(f"约定下次随访日期 {written}", told.reason.source)) if _earlier(written, told.on) else told
    )
