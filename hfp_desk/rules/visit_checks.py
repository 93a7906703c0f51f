"""What must agree within one visit, and between it, its case and the grading of the rules (domain.md §2.10, §3.7).

What the doctor wrote is never changed: where the rules say something else, that is a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from hfp_desk.codes import code_list
from hfp_desk.problems import Problem, Severity
from hfp_desk.rules import lifetimes, periods, visits
from hfp_desk.rules.gradings import Grading
from hfp_desk.rules.visits import Visit

PRESSURE, NEXT, CLASS, STABILITY = "E-VISIT-PRESSURE", "E-VISIT-NEXT", "W-VISIT-CLASS", "W-VISIT-STABILITY"
TWICE, OUTSIDE, AWAY = "W-VISIT-TWICE", "W-VISIT-OUTSIDE", "W-VISIT-AWAY"
_CENTIMETRES, _SLACK = Decimal(100), Decimal(1)
_THINNEST, _FATTEST = Decimal(5), Decimal(99)  # what the field can hold
_DAY = "随访日期"


def pressure(systolic: int | None, diastolic: int | None) -> list[Problem]:
    """The heart presses harder when it beats than between."""
    if systolic is None or diastolic is None or systolic > diastolic:
        return []
    message = f"血压 {systolic}/{diastolic}：收缩压应高于舒张压，请核对是否写反。"
    return [Problem(PRESSURE, Severity.ERROR, message, "收缩压", f"{systolic}/{diastolic}", f"高于 {diastolic}")]


def next_after(visited_on: date | None, next_on: date | None) -> list[Problem]:
    """The next visit lies after this one."""
    if visited_on is None or next_on is None or next_on > visited_on:
        return []
    message = f"下次随访日期 {next_on} 不晚于本次随访日期 {visited_on}，请核对。"
    return [Problem(NEXT, Severity.ERROR, message, "下次随访日期", f"{next_on}", f"晚于 {visited_on}")]


def mass_index(weight: Decimal | None, height: Decimal | None) -> Decimal | None:
    """体质指数 from kg and cm, to one decimal; None where one is not known, or both cannot be of one body."""
    if not weight or not height:
        return None
    found = (weight / (height / _CENTIMETRES) ** 2).quantize(Decimal("0.1"))
    return found if _THINNEST <= found <= _FATTEST else None


def index_agrees(weight: Decimal | None, height: Decimal | None, bmi: Decimal | None) -> list[Problem]:
    """The index as weight and height give it."""
    found = mass_index(weight, height)
    if found is None or bmi is None or abs(found - bmi) <= _SLACK:
        return []
    message = f"体质指数填 {bmi.normalize():f}，按身高、体重应为 {found}，请核对。"
    return [Problem("W-VISIT-BMI", Severity.WARNING, message, "体质指数", f"{bmi.normalize():f}", f"{found}")]


def outcome(
    state: str, lost_reason: str, died_on: date | None, visited_on: date | None, measured: bool
) -> list[Problem]:
    """失访 and 死亡 say why and when, and nobody measures who was not met (第三版 填表说明)."""
    found = []
    if state == visits.LOST and not lost_reason:
        message = "失访应写明原因（外出、迁居、走失、连续3次未访到等）。"
        found.append(Problem("W-VISIT-LOST", Severity.WARNING, message, "失访原因"))
    if state == visits.DEAD and died_on is None:
        found.append(Problem("W-VISIT-DEAD", Severity.WARNING, "死亡应写明死亡日期和原因。", "死亡日期"))
    if state != visits.DEAD and died_on is not None:
        message = f"填了死亡日期 {died_on}，随访结果却不是死亡，请核对。"
        found.append(Problem("W-VISIT-STATE", Severity.WARNING, message, "随访结果"))
    if not visits.met(Visit(state=state)) and measured:
        word = code_list("visit_state").shown(state)
        message = f"随访结果为{word}，却填了本次测量的数值，请核对。"
        found.append(Problem("W-VISIT-STATE", Severity.WARNING, message, "随访结果", word))
    return found + (periods.in_order(died_on, visited_on, "死亡日期", _DAY) if state == visits.DEAD else [])


def danger_agrees(danger: str, acts: int) -> list[Problem]:
    """危险性 0 says that none of it happened (第三版 危险性评估)."""
    if danger != "0" or not acts:
        return []
    message = f"两次随访期间有危险行为 {acts} 次，危险性评估却填 0 级，请核对。"
    return [Problem("W-VISIT-DANGER", Severity.WARNING, message, "危险性评估", danger, "1—5")]


def referral(referred: bool | None, reason: bool, where: str) -> list[Problem]:
    """Who is referred is sent somewhere, for a reason."""
    lacking = [word for word, given in (("原因", reason), ("机构及科别", bool(where))) if not given]
    if not referred or not lacking:
        return []
    message = f"填了转诊，没有写转诊{'、'.join(lacking)}，请补填。"
    return [Problem("W-VISIT-REFERRAL", Severity.WARNING, message, "转诊原因")]


def against(visit: Visit, grading: Grading) -> Iterator[Problem]:
    """What was written against what the rules say of the same values."""
    yield from classes(visit, grading)
    yield from _referring(visit, grading)
    if visit.next_on and grading.next_on and visit.next_on > grading.next_on:
        because = grading.reasons[-1].text if grading.reasons else ""
        message = f"下次随访日期 {visit.next_on} 偏晚：{because}。"
        expected = f"不晚于 {grading.next_on}"
        yield Problem("W-VISIT-LATE", Severity.WARNING, message, "下次随访日期", f"{visit.next_on}", expected)


def classes(visit: Visit, grading: Grading) -> Iterator[Problem]:
    """The written class against that of the rules, which needs no earlier visit."""
    yield from _class(visit, grading)
    yield from _stability(visit, grading)


def within_life(day: date | None, birth: date | None, died: date | None, today: date) -> list[Problem]:
    """Nobody is visited before birth, after death, or tomorrow."""
    return lifetimes.within_life(_DAY, day, birth, died, today)


def within_case(day: date | None, starts: date | None, ends: date | None) -> list[Problem]:
    """A visit belongs to the time under management."""
    if day is None or periods.holds_on(day, starts, ends):
        return []
    period = f"{starts or ''} 至 {ends or '今'}"
    message = f"随访日期 {day} 不在管理期间（{period}）内，请核对建卡日期、终止管理日期或随访日期。"
    return [Problem(OUTSIDE, Severity.WARNING, message, _DAY, f"{day}", period)]


def doctor_there(
    day: date | None, name: str, left: date | None, away: Iterable[tuple[date | None, date | None]]
) -> list[Problem]:
    """Who is on leave or has left visits nobody; ``away`` are the periods of leave."""
    if day is None:
        return []
    if left is not None and day > left:
        message = f"随访医生{name} {left} 已离岗，不能在 {day} 随访，请核实。"
        return [Problem(AWAY, Severity.WARNING, message, "随访村医", f"{day}", f"不晚于 {left}")]
    for first, last in away:
        if periods.holds_on(day, first, last):
            message = f"随访医生{name} {first or ''} 至 {last or '今'} 不在岗，不能在 {day} 随访，请核实。"
            return [
                Problem(AWAY, Severity.WARNING, message, "随访村医", f"{day}", f"不在 {first or ''} 至 {last or '今'}")
            ]
    return []


def same_day(day: date | None, times: int) -> list[Problem]:
    """One visit a day under one programme; ``times`` are the others of that day."""
    if day is None or not times:
        return []
    message = f"同一患者 {day} 已登记过一次随访，同一天只登记一次，请核对是否重复录入。"
    return [Problem(TWICE, Severity.WARNING, message, _DAY, f"{day}")]


def _class(visit: Visit, grading: Grading) -> Iterator[Problem]:
    if not visit.control or (visit.control == grading.control) or not (grading.control or grading.urgent):
        return
    if not grading.control and visit.control != visits.SATISFIED:
        return
    codes = code_list("control_class")
    found, wanted = codes.shown(visit.control), codes.shown(grading.control) if grading.control else "不属控制满意"
    because = "；".join(reason.text for reason in grading.reasons[:-1])
    yield Problem(
        CLASS, Severity.WARNING, f"此次随访分类填{found}，与记录不符：{because}。", "此次随访分类", found, wanted
    )


def _stability(visit: Visit, grading: Grading) -> Iterator[Problem]:
    """Graver than the rules say is the doctor's to decide; milder is to be looked at."""
    if not visit.stability or not grading.stability or visit.stability <= grading.stability:
        return
    codes = code_list("stability")
    found, wanted = codes.shown(visit.stability), codes.shown(grading.stability)
    message = f"病情稳定分类填{found}，与记录不符：{grading.reasons[0].text}。"
    yield Problem(STABILITY, Severity.WARNING, message, "病情稳定分类", found, wanted)


def _referring(visit: Visit, grading: Grading) -> Iterator[Problem]:
    if not grading.refer or visit.referred:
        return
    because = next((reason.text for reason in grading.reasons if "转诊" in reason.text), "")
    message = f"按规范应转诊，没有登记转诊：{because}。"
    yield Problem("W-VISIT-REFER", Severity.WARNING, message, "转诊", "否" if visit.referred is False else "", "是")
