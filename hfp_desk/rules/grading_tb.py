"""肺结核 by the third edition: missed doses, side effects and complications are referred; who supervises sets the pace.

医务人员督导 asks for a visit a month; 家属督导 for one every 10 days in the 强化期 and one a month afterwards. Patients
who take the medicine by themselves are followed like those whom their family supervises [A].
"""

from __future__ import annotations

from hfp_desk.rules import visits
from hfp_desk.rules.gradings import Grading, Reason, within_days, within_months
from hfp_desk.rules.visit_limits import Limits
from hfp_desk.rules.visits import Visit

_OTHERS = {visits.FAMILY: "家属督导", "": "督导人员没有填，按家属督导"}
"""Who supervises, where it is no doctor; what is not written is not said to be so."""


def tuberculosis(visit: Visit, limits: Limits) -> Grading:
    """The suggestion for a visit; an unknown phase is taken for the 强化期, which is the stricter one."""
    if visit.stage == visits.CLOSING:
        return Grading(reasons=(Reason("已停止治疗，收回服药卡，作结案评估", limits.source("doses_ratio")),))
    worse = tuple(Reason(text, limits.source("recheck_days")) for text in _worse(visit))
    grading = Grading(refer=bool(worse), reasons=worse)
    if worse:
        return within_days(grading, visit, limits, "recheck_days", "转诊后主动了解结果")
    if visit.supervisor == visits.DOCTOR:
        return within_months(grading, visit, limits, "tb_months", "医务人员督导")
    who = _OTHERS.get(visit.supervisor, "按家属督导")
    if visit.intensive is not False:
        return within_days(grading, visit, limits, "tb_family_days", f"{who}、强化期")
    return within_months(grading, visit, limits, "tb_months", f"{who}、继续期")


def _worse(visit: Visit) -> list[str]:
    found = [f"漏服药 {visit.missed_doses} 次，查明原因，转诊"] if visit.missed_doses else []
    found += ["有药物不良反应，立即转诊"] if visit.adverse == visits.SOME else []
    found += ["有并发症或合并症，立即转诊"] if visit.complication == visits.SOME else []
    return [*found, *(["有危急情况，立即转诊"] if visit.urgent else [])]
