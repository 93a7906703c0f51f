"""严重精神障碍 by the third edition: 危险性 0–5, 自知力, 社会功能 make 不稳定, 基本稳定 or 稳定 (domain.md §3.7).

Whether symptoms are 明显 and bodily diseases 严重 no form says in a code: that stays with the doctor.
"""

from __future__ import annotations

from dataclasses import replace

from hfp_desk.rules import visits
from hfp_desk.rules.gradings import Grading, Reason, within_days, within_months
from hfp_desk.rules.visit_limits import Limits
from hfp_desk.rules.visits import Visit

_BAD = "3"
"""较差 in the codes of 社会功能, 缺失 in those of 自知力."""

_PARTIAL = "2"
"""不全 in the codes of 自知力."""


def mental(visit: Visit, last: Visit | None, limits: Limits) -> Grading:
    """The suggestion for a visit; ``last`` is the visit before it at which somebody was met."""
    found, because = stability(visit, limits)
    danger = _level(visit)
    urgent = danger is not None and limits.danger is not None and danger >= limits.danger
    clause = limits.source("danger")
    grading = Grading(stability=found, urgent=urgent, reasons=(Reason(because, clause),))
    if found == visits.UNSTABLE:
        police = (Reason("必要时报告当地公安机关", clause),) if urgent else ()
        grading = replace(grading, refer=True).because(Reason("对症处理后立即转诊", clause), *police)
        return within_days(grading, visit, limits, "recheck_days", "病情不稳定")
    if found == visits.BASIC:
        if last is not None and stability(last, limits)[0] == visits.BASIC:
            return within_months(grading, visit, limits, "specialist_months", "仍未达到稳定，请精神专科医师技术指导")
        return within_days(grading, visit, limits, "recheck_days", "病情基本稳定，查找原因、调整用药")
    text = "病情稳定，继续执行治疗方案" if found else "评估不全，不能分类，按计划随访"
    return within_months(grading, visit, limits, "months", text)


def stability(visit: Visit, limits: Limits) -> tuple[str, str]:
    """The class and why; empty when what was assessed does not settle it."""
    danger, functions = _level(visit), (visit.self_care, visit.housework, visit.work, visit.learning, visit.social)
    if danger is not None and limits.danger is not None and danger >= limits.danger:
        return visits.UNSTABLE, f"危险性评估 {danger} 级，病情不稳定"
    if visit.insight == _BAD:
        return visits.UNSTABLE, "自知力缺失，病情不稳定"
    if danger is None or limits.danger is None:
        return "", "没有危险性评估"
    if danger > 0:
        return visits.BASIC, f"危险性评估 {danger} 级，病情基本稳定"
    if visit.insight == _PARTIAL:
        return visits.BASIC, "自知力不全，病情基本稳定"
    if _BAD in functions:
        return visits.BASIC, "社会功能有一方面较差，病情基本稳定"
    if visit.adverse == visits.SOME:
        return visits.BASIC, "有药物不良反应，病情基本稳定"
    if not visit.insight or not any(functions):
        return "", "自知力或社会功能没有评估"
    return visits.STABLE, "危险性评估 0 级，自知力和社会功能良好或一般，病情稳定"


def _level(visit: Visit) -> int | None:
    return int(visit.danger) if visit.danger.isdigit() else None
