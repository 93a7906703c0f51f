"""What the follow-up sheets of the third edition have in common (domain.md §2.10): date, drugs, referral, signature."""

from __future__ import annotations

from hfp_desk.fields import spec_of
from hfp_desk.papers import visit_layout as v
from hfp_desk.papers.visit_layout import Part, Row, Seen
from hfp_desk.printing.visit_facts import Content, SheetLine
from hfp_desk.records import FollowUp, ManagedCase

_V = FollowUp
SYMPTOMS, SIGNS, HABITS, DRUGS, REFERRAL = "症状", "体征", "生活方式指导", "用药情况", "转诊"
_BEHIND = "（见背页）"
_DAY = "　　年　月　日"
_DOSE = "每日　　次\n每次　　mg"


def _visited(seen: Seen) -> Content:
    """The date; for somebody lost the reason, for a dead person date and cause (第三版: 写在随访日期栏)."""
    day = SheetLine(seen.text(_V.visited_on) or _DAY, centred=True)
    state = seen.codes(_V.state)[0]
    said = {
        "2": f"{seen.text(_V.state)}：{seen.text(_V.lost_reason)}",
        "3": f"{seen.text(_V.state)}：{seen.text(_V.died_on)} {seen.text(_V.death_cause)}",
        "4": seen.text(_V.state),
    }.get(state)
    return (day, SheetLine(said)) if said else (day,)


DATE = Row(
    v.label(_V.visited_on),
    Part((_V.visited_on, _V.state, _V.lost_reason, _V.died_on, _V.death_cause), _visited),
)
MODE = Row(v.label(_V.mode), v.choice(_V.mode))
STATE = Row(v.listing(_V.state), v.box(_V.state))
LIVING = (
    Row(v.label(_V.smoking), v.pair(_V.smoking, _V.smoking_target), HABITS),
    Row(v.label(_V.drinking), v.pair(_V.drinking, _V.drinking_target), HABITS),
)
EXERCISE = Row(
    (SheetLine("运动", centred=True, strong=True), SheetLine("（目前，下次目标）", centred=True)),
    v.stacked(
        v.template("{} {}", _V.exercise_times, _V.exercise_minutes, centred=True),
        v.template("{} {}", _V.exercise_times_target, _V.exercise_minutes_target, centred=True),
    ),
    HABITS,
)
MIND = tuple(v.rows(HABITS, _V.mind, _V.compliance))
PRESSURE = Row(
    (
        *v.label(_V.systolic, words="血压"),
        SheetLine(f"{spec_of(_V.systolic).label}/{spec_of(_V.diastolic).label}", centred=True),
    ),
    v.pair(_V.systolic, _V.diastolic),
    SIGNS,
)
WEIGHT = (
    Row(v.label(_V.weight), v.pair(_V.weight, _V.weight_target), SIGNS),
    Row(v.label(_V.bmi), v.pair(_V.bmi, _V.bmi_target), SIGNS),
)
HEART = Row(v.label(_V.heart_rate), v.words(_V.heart_rate), SIGNS)
OTHER_SIGNS = Row(v.label(_V.other_signs), v.told(_V.other_signs), SIGNS)
ADHERENCE = (
    Row(v.label(_V.adherence), v.choice(_V.adherence)),
    Row(v.label(_V.irregular_reason, more=_BEHIND), v.box(_V.irregular_reason)),
)
ADVERSE = Row(v.label(_V.adverse), v.choice(_V.adverse, _V.adverse_note, ("1", "2")))
CONTROL = Row(v.label(_V.control), v.choice(_V.control))
THREE_DRUGS = tuple(
    one
    for name, dose in ((_V.drug1, _V.drug1_dose), (_V.drug2, _V.drug2_dose), (_V.drug3, _V.drug3_dose))
    for one in (Row(v.label(name), v.words(name), DRUGS), Row(v.label(dose), v.words(dose, _DOSE), DRUGS))
)
REFERRAL_WHY = (
    Row(v.label(_V.referral_reason), v.told(_V.referral_reason), REFERRAL),
    Row(v.label(_V.referral_to), v.told(_V.referral_to), REFERRAL),
)
REFERRALS = (
    Row(v.label(_V.referral_kind, more=_BEHIND), v.box(_V.referral_kind), REFERRAL),
    *REFERRAL_WHY,
    Row(v.label(_V.referral_result), v.told(_V.referral_result), REFERRAL),
)
NEXT = Row(v.label(_V.next_on), v.words(_V.next_on, _DAY))
SIGNED = Row(v.label(_V.doctor_name, more="签名"), v.words(_V.doctor_name))
REMARK = Row(v.label(_V.remark), v.told(_V.remark))
ENDED = Row(
    v.label(ManagedCase.ends, words="终止管理"),
    v.stacked(
        v.template(f"{spec_of(ManagedCase.ends).label}：{{}}", ManagedCase.ends, empty=_DAY),
        v.choice(ManagedCase.end_reason),
    ),
    across=True,
)
CODES = (_V.irregular_reason, _V.referral_kind)
"""What the national form does not ask for: their codes stand on the back."""
CLOSING = (STATE, NEXT, SIGNED, REMARK, ENDED)
