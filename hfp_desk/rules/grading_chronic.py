"""高血压 and 2型糖尿病 by the third edition: control, 紧急转诊, 分类干预 (domain.md §3.7).

Of several findings the gravest makes the class: 并发症, 不良反应, 控制不满意, 控制满意.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hfp_desk.rules import visits
from hfp_desk.rules.gradings import Grading, Reason, within_days, within_months
from hfp_desk.rules.visit_limits import Limits
from hfp_desk.rules.visits import Visit

_MMHG, _MMOL = " mmHg", " mmol/L"


def chronic(visit: Visit, last: Visit | None, limits: Limits) -> Grading:
    """The suggestion for a visit; ``last`` is the visit before it at which somebody was met."""
    dangers, worse = tuple(_dangers(visit, limits)), tuple(_referrals(visit, last, limits))
    found = _control(visit, limits)
    if dangers and found == visits.SATISFIED:
        found = ""
    grading = Grading(
        control=found,
        refer=bool(dangers or worse),
        urgent=bool(dangers),
        reasons=(*dangers, *worse, *_why(visit, limits, found)),
    )
    if grading.refer:
        return within_days(grading, visit, limits, "recheck_days", "转诊后主动了解结果")
    if found in (visits.UNSATISFIED, visits.SIDE_EFFECT):
        return within_days(grading, visit, limits, "recheck_days", "首次出现，调整用药")
    text = "控制满意，按计划随访" if found else "缺少数值，不能分类，按计划随访"
    return within_months(grading, visit, limits, "months", text)


def values_met(visit: Visit, limits: Limits) -> bool | None:
    """Whether what was measured meets its mark; None when it was not measured, or no mark is given."""
    return _pressure_met(visit, limits) if visit.programme == visits.HYPERTENSION else _glucose_met(visit, limits)


def _glucose_met(visit: Visit, limits: Limits) -> bool | None:
    if visit.fasting_glucose is None or limits.glucose is None:
        return None
    return visit.fasting_glucose < limits.glucose


def _pressure_met(visit: Visit, limits: Limits) -> bool | None:
    """Both values under their marks; of unknown age only what both marks agree on."""
    elder = None if visit.age is None or limits.elder_age is None else visit.age >= limits.elder_age
    usual = _under(visit, limits.systolic, limits.diastolic)
    if elder is False or limits.elder_age is None:
        return usual
    eased = _under(visit, limits.elder_systolic, limits.elder_diastolic)
    return eased if elder or usual is eased else None


def _under(visit: Visit, systolic: Decimal | None, diastolic: Decimal | None) -> bool | None:
    """One value that is too high settles it; to be under, both must be known."""
    pairs = ((visit.systolic, systolic), (visit.diastolic, diastolic))
    under = [None if value is None or mark is None else value < mark for value, mark in pairs]
    if False in under:
        return False
    return None if None in under else True


def _control(visit: Visit, limits: Limits) -> str:
    if _complicated(visit):
        return visits.COMPLICATION
    if _side_effect(visit):
        return visits.SIDE_EFFECT
    held = values_met(visit, limits)
    return "" if held is None else visits.SATISFIED if held else visits.UNSATISFIED


def _complicated(visit: Visit) -> bool:
    """Only the doctor knows: said as the class, or as the reason to refer."""
    kinds = (visits.NEW_COMPLICATION, visits.WORSE_COMPLICATION)
    return visit.control == visits.COMPLICATION or visit.referral_kind in kinds


def _side_effect(visit: Visit) -> bool:
    said = visit.adverse == "" and visit.control == visits.SIDE_EFFECT
    return visit.adverse == visits.SOME or said or visit.referral_kind == visits.UNCONTROLLABLE


def _unsatisfied(visit: Visit, limits: Limits) -> bool:
    held = values_met(visit, limits)
    return visit.control == visits.UNSATISFIED if held is None else not held


def _dangers(visit: Visit, limits: Limits) -> Iterator[Reason]:
    """What must be referred at once (第三版 随访评估)."""
    high, low = limits.urgent_systolic, limits.urgent_diastolic
    if _reaches(visit.systolic, high) or _reaches(visit.diastolic, low):
        text = f"血压 {_said(visit.systolic)}/{_said(visit.diastolic)}{_MMHG}，达到 {high}/{low}，紧急转诊"
        yield Reason(text, limits.source("urgent_systolic"))
    if visit.urgent:
        yield Reason("有危急情况，紧急转诊", limits.source("urgent_systolic"))
    if visit.programme == visits.DIABETES:
        yield from _diabetic_dangers(visit, limits)


def _diabetic_dangers(visit: Visit, limits: Limits) -> Iterator[Reason]:
    glucose, high, low = visit.fasting_glucose, limits.urgent_glucose_high, limits.urgent_glucose_low
    if glucose is not None and _reaches(glucose, high):
        yield Reason(f"血糖 {glucose}{_MMOL}，达到 {high}，紧急转诊", limits.source("urgent_glucose_high"))
    if glucose is not None and low is not None and glucose <= low:
        yield Reason(f"血糖 {glucose}{_MMOL}，不高于 {low}，紧急转诊", limits.source("urgent_glucose_low"))
    rate = limits.urgent_heart_rate
    if visit.heart_rate is not None and rate is not None and visit.heart_rate > rate:
        yield Reason(f"心率 {visit.heart_rate} 次/分，超过 {rate}，紧急转诊", limits.source("urgent_heart_rate"))


def _referrals(visit: Visit, last: Visit | None, limits: Limits) -> Iterator[Reason]:
    """Two in a row, a side effect that stays, a complication: to the higher hospital (第三版 分类干预)."""
    clause = limits.source("recheck_days")
    if _complicated(visit):
        yield Reason("出现新的并发症或原有并发症加重，转诊", clause)
    if visit.referral_kind == visits.UNCONTROLLABLE or (
        last is not None and _side_effect(visit) and _side_effect(last)
    ):
        yield Reason("药物不良反应难以控制，转诊", clause)
    if last is not None and _unsatisfied(visit, limits) and _unsatisfied(last, limits):
        yield Reason(f"连续两次控制不满意（上次 {last.visited_on}），转诊", clause)


def _why(visit: Visit, limits: Limits, found: str) -> Iterator[Reason]:
    if found == visits.SIDE_EFFECT:
        yield Reason("有药物不良反应", limits.source("recheck_days"))
    held = values_met(visit, limits)
    if held is not None:
        yield _measured(visit, limits, held)


def _measured(visit: Visit, limits: Limits, held: bool) -> Reason:
    word = "达标" if held else "未达标"
    if visit.programme == visits.DIABETES:
        text = f"空腹血糖 {visit.fasting_glucose}{_MMOL}，标准低于 {limits.glucose}，{word}"
        return Reason(text, limits.source("glucose"))
    elder = visit.age is not None and limits.elder_age is not None and visit.age >= limits.elder_age
    high, low = (limits.elder_systolic, limits.elder_diastolic) if elder else (limits.systolic, limits.diastolic)
    age = f"{limits.elder_age} 岁及以上" if elder else ""
    text = f"血压 {_said(visit.systolic)}/{_said(visit.diastolic)}{_MMHG}，{age}标准低于 {high}/{low}，{word}"
    return Reason(text, limits.source("elder_systolic" if elder else "systolic"))


def _reaches(value: Decimal | int | None, mark: Decimal | None) -> bool:
    return value is not None and mark is not None and value >= mark


def _said(value: int | None) -> str:
    return "—" if value is None else str(value)
