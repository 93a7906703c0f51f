"""The rules of visits and managed cases, as functions of the record: plain values go down to ``hfp_desk.rules``.

What needs the policy, the person or other records is asked at entry and over the whole register
(``store.visit_problems``): a rule that reads the person of every visit would read half a million of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hfp_desk.problems import Problem, Severity
from hfp_desk.rules import periods, visit_checks
from hfp_desk.rules.visits import Visit

if TYPE_CHECKING:
    from hfp_desk.records.follow_up import FollowUp
    from hfp_desk.records.managing import Leave, ManagedCase

_ACTS = ("mild_trouble", "trouble", "disaster", "other_harm", "self_harm", "suicide_attempt")
_MEASURED = ("systolic", "diastolic", "fasting_glucose", "heart_rate")
_COMPUTED = frozenset({"age", "intensive"})
TAKEN = tuple(name for name in Visit._fields if name not in _COMPUTED)
"""The fields of a follow-up that the rules look at."""


def visit_of(record: Any, age: int | None = None, intensive: bool | None = None) -> Visit:
    """A follow-up as the rules want it, with what only its person and its case know."""
    return Visit(**{name: getattr(record, name) for name in TAKEN}, age=age, intensive=intensive)


def follow_up_rules(visit: FollowUp) -> list[Problem]:
    """What one visit says against itself."""
    measured = any(getattr(visit, name) is not None for name in _MEASURED)
    acts = sum(getattr(visit, name) or 0 for name in _ACTS)
    reason = bool(visit.referral_kind or visit.referral_reason)
    return [
        *visit_checks.pressure(visit.systolic, visit.diastolic),
        *visit_checks.next_after(visit.visited_on, visit.next_on),
        *visit_checks.index_agrees(visit.weight, visit.height, visit.bmi),
        *visit_checks.outcome(visit.state, visit.lost_reason, visit.died_on, visit.visited_on, measured),
        *visit_checks.danger_agrees(visit.danger, acts),
        *visit_checks.referral(visit.referred, reason, visit.referral_to),
    ]


def case_rules(case: ManagedCase) -> list[Problem]:
    """The periods run forward, an end has its reason, and nobody takes more doses than are due."""
    found = [
        *periods.in_order(case.starts, case.ends, "建卡日期", "终止管理日期"),
        *periods.in_order(case.starts, case.treatment_ends, "建卡日期", "停止治疗日期"),
        *periods.in_order(case.starts, case.intensive_ends, "建卡日期", "强化期截止"),
        *periods.in_order(case.notified_on, case.treatment_ends, "通知单日期", "停止治疗日期"),
    ]
    if case.ends is not None and not case.end_reason:
        found.append(Problem("W-CASE-REASON", Severity.WARNING, "已终止管理，请填写终止管理原因。", "终止管理原因"))
    if case.ends is None and case.end_reason:
        message = "填了终止管理原因，没有终止管理日期，请补填日期；仍在管理的，请清空原因。"
        found.append(Problem("W-CASE-END", Severity.WARNING, message, "终止管理日期"))
    taken, due = case.doses_taken, case.doses_due
    if taken is not None and due is not None and taken > due:
        message = f"实际服药 {taken} 次，多于应服药 {due} 次，请核对服药卡。"
        found.append(Problem("W-CASE-DOSES", Severity.WARNING, message, "实际服药次数", f"{taken}", f"不超过 {due}"))
    return found


def leave_rules(leave: Leave) -> list[Problem]:
    """The period runs forward."""
    return periods.in_order(leave.starts, leave.ends, "起始日期", "截止日期")
