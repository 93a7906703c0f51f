"""What a visit says by the rules of its programme: its class, whether to refer, the next visit (domain.md §3.7).

It is a suggestion with the clause behind it. What the doctor wrote stays; ``visit_checks`` says where it differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from hfp_desk.rules import grading_mental, visits
from hfp_desk.rules.grading_chronic import chronic, values_met
from hfp_desk.rules.grading_tb import tuberculosis
from hfp_desk.rules.gradings import Grading, Reason
from hfp_desk.rules.periods import months_on
from hfp_desk.rules.visit_limits import Limits
from hfp_desk.rules.visits import Visit

_YEAR = 12


def grade(visit: Visit, before: Sequence[Visit], limits: Limits) -> Grading:
    """The suggestion for a visit, given the earlier ones of the same person; they may stand in any order."""
    if not visits.met(visit):
        return Grading(reasons=(Reason("没有访到本人，原定的随访仍未完成"),) if visit.state != visits.DEAD else ())
    last = before_it(visit, before, limits)
    if visit.programme in visits.CHRONIC:
        return chronic(visit, last, limits)
    if visit.programme == visits.MENTAL:
        return grading_mental.mental(visit, last, limits)
    if visit.programme == visits.TB:
        return tuberculosis(visit, limits)
    return _yearly(visit, limits)


def controlled(visit: Visit, limits: Limits) -> bool | None:
    """Whether somebody counts as 控制 by this visit: 失访 and 拒访 do not; None when nothing tells.

    By the measured values alone, both of a pressure: 控制率 asks for no more (第三版 考核指标).
    """
    if visit.state == visits.DEAD:
        return None
    if not visits.met(visit):
        return False
    if visit.programme in visits.CHRONIC:
        return values_met(visit, limits)
    if visit.programme != visits.MENTAL:
        return None
    found = grading_mental.stability(visit, limits)[0] or visit.stability
    return found == visits.STABLE if found else None


def before_it(visit: Visit, before: Sequence[Visit], limits: Limits) -> Visit | None:
    """The latest earlier visit under the same programme that assessed anything: a call in between tells nothing."""
    day = visit.visited_on or date.max
    same = (one for one in before if one.programme == visit.programme and visits.met(one) and _assessed(one, limits))
    known = [one for one in same if one.visited_on is not None and one.visited_on < day]
    return max(known, key=lambda one: one.visited_on or date.min, default=None)


def _assessed(visit: Visit, limits: Limits) -> bool:
    if visit.programme in visits.CHRONIC:
        return bool(visit.control or visit.adverse) or values_met(visit, limits) is not None
    return visit.programme != visits.MENTAL or bool(visit.danger or visit.stability)


def yearly_times(programme: str, limits: Limits) -> int | None:
    """How many visits a year asks for; for 肺结核 the pace of supervision says it instead."""
    if programme in visits.QUARTERLY:
        return limits.visits
    if programme == visits.TB:
        return None
    return limits.poor_times if programme == visits.POOR else limits.other_times


def _yearly(visit: Visit, limits: Limits) -> Grading:
    """Programmes without classes: so many times a year, evenly."""
    name = "poor_times" if visit.programme == visits.POOR else "other_times"
    times = yearly_times(visit.programme, limits)
    if not times or visit.visited_on is None:
        return Grading()
    due = months_on(visit.visited_on, _YEAR // times)
    return Grading(next_on=due, reasons=(Reason(f"每年 {times} 次，{due} 前再次随访", limits.source(name)),))
