"""Which fields make up which follow-up form, in the order of the national paper (domain.md §2.10, §2.11)."""

from collections.abc import Mapping
from types import MappingProxyType

from hfp_desk.records.base import RecordType, Section, of
from hfp_desk.records.follow_up import FollowUp
from hfp_desk.records.people import whose
from hfp_desk.records.visit_checks import follow_up_rules

_V = FollowUp
_HEAD = Section(
    "随访", (_V.visited_on, _V.mode, _V.state, _V.lost_reason, _V.died_on, _V.death_cause, _V.doctor_name, _V.doctor)
)
_LIVING = (
    *(_V.smoking, _V.smoking_target, _V.drinking, _V.drinking_target, _V.exercise_times, _V.exercise_minutes),
    *(_V.exercise_times_target, _V.exercise_minutes_target),
)
_DRUGS = (_V.drug1, _V.drug1_dose, _V.drug2, _V.drug2_dose, _V.drug3, _V.drug3_dose)
_REFERRAL = Section(
    "转诊与下次随访",
    (
        *(_V.referred, _V.referral_kind, _V.referral_reason, _V.referral_to, _V.referral_done, _V.referral_result),
        *(_V.next_on, _V.remark),
    ),
)
_HYPERTENSION = (
    _HEAD,
    Section("症状", (_V.symptoms, _V.other_symptoms, _V.urgent)),
    Section(
        "体征",
        (
            *(_V.systolic, _V.diastolic, _V.weight, _V.weight_target, _V.height, _V.bmi, _V.bmi_target),
            *(_V.heart_rate, _V.other_signs),
        ),
    ),
    Section("生活方式", (*_LIVING, _V.salt, _V.salt_target, _V.mind, _V.compliance)),
    Section(
        "检查与用药",
        (
            *(_V.examinations, _V.adherence, _V.irregular_reason, _V.adverse, _V.adverse_note, _V.control),
            *(*_DRUGS, _V.other_drugs),
        ),
    ),
    _REFERRAL,
)
_DIABETES = (
    _HEAD,
    Section("症状", (_V.diabetes_symptoms, _V.other_symptoms, _V.urgent)),
    Section(
        "体征",
        (
            *(_V.systolic, _V.diastolic, _V.weight, _V.weight_target, _V.height, _V.bmi, _V.bmi_target),
            *(_V.foot_pulse, _V.heart_rate, _V.other_signs),
        ),
    ),
    Section("生活方式", (*_LIVING, _V.staple, _V.staple_target, _V.mind, _V.compliance)),
    Section(
        "检查与用药",
        (
            *(_V.fasting_glucose, _V.hba1c, _V.hba1c_on, _V.examinations, _V.adherence, _V.irregular_reason),
            *(_V.adverse, _V.adverse_note, _V.low_sugar, _V.control, *_DRUGS, _V.insulin),
        ),
    ),
    _REFERRAL,
)
_MENTAL = (
    Section("随访", (*_HEAD.fields[:2], _V.whom, *_HEAD.fields[2:])),
    Section(
        "病情",
        (_V.danger, _V.mental_symptoms, _V.other_symptoms, _V.insight, _V.sleep, _V.diet),
    ),
    Section("社会功能", (_V.self_care, _V.housework, _V.work, _V.learning, _V.social)),
    Section(
        "危险行为与关锁",
        (
            *(_V.mild_trouble, _V.trouble, _V.disaster, _V.other_harm, _V.self_harm, _V.suicide_attempt),
            *(_V.locked, _V.in_hospital, _V.last_discharge),
        ),
    ),
    Section(
        "检查与用药",
        (
            *(_V.laboratory, _V.laboratory_note, _V.mental_adherence, _V.adverse, _V.adverse_note, _V.mental_effect),
            *(*_DRUGS, _V.advised1, _V.advised2, _V.advised3, _V.rehabilitation, _V.stability),
        ),
    ),
    _REFERRAL,
)
_TB_FIRST = (
    _HEAD,
    Section(
        "患者",
        (_V.patient_kind, _V.smear, _V.resistance, _V.first_symptoms, _V.other_symptoms),
    ),
    Section("用药", (_V.regimen, _V.usage, _V.drug_forms, _V.supervisor, _V.medicine_place, _V.medicine_on)),
    Section(
        "居住与生活方式",
        (
            *(_V.own_room, _V.ventilation, _V.smoking, _V.smoking_target, _V.drinking, _V.drinking_target),
            _V.lessons,
        ),
    ),
    _REFERRAL,
)
_TB = (
    Section("随访", (_V.month_number, _V.supervisor, *_HEAD.fields)),
    Section("症状", (_V.tb_symptoms, _V.other_symptoms)),
    Section("生活方式", (_V.smoking, _V.smoking_target, _V.drinking, _V.drinking_target)),
    Section(
        "用药",
        (
            *(_V.regimen, _V.usage, _V.drug_forms, _V.missed_doses, _V.adverse, _V.adverse_note),
            *(_V.complication, _V.complication_note, _V.handling),
        ),
    ),
    _REFERRAL,
)
_POOR = (
    _HEAD,
    Section(
        "家庭与健康",
        (
            *(_V.employed, _V.family_income, _V.income_source, _V.poverty_cause, _V.spouse_health, _V.children),
            *(_V.elders, _V.elder_health, _V.own_health, _V.ill, _V.illnesses),
        ),
    ),
    Section("随访记录", (_V.note, _V.next_on, _V.remark)),
)
_PLAIN = (
    _HEAD,
    Section("情况", (_V.systolic, _V.diastolic, _V.fasting_glucose, _V.weight, _V.adherence, _V.adverse, _V.handling)),
    Section("随访记录", (_V.note, _V.next_on, _V.remark)),
)

SHEETS: Mapping[tuple[str, str], tuple[Section, ...]] = MappingProxyType(
    {
        ("1", "1"): _HYPERTENSION,
        ("2", "1"): _DIABETES,
        ("3", "1"): _MENTAL,
        ("4", "2"): _TB_FIRST,
        ("4", "1"): _TB,
        ("5", "1"): _POOR,
    }
)
"""The sections of the form of a programme and stage (1 visit, 2 first visit at home)."""


def sheet(programme: str, stage: str = "1") -> tuple[Section, ...]:
    """The form for a visit; programmes without a national form get a short one."""
    return SHEETS.get((programme, stage)) or SHEETS.get((programme, "1")) or _PLAIN


def _every() -> tuple[Section, ...]:
    """All sections with each field once: what the register can hold of a visit."""
    seen = {_V.person.name}
    found = [Section("类别", (_V.programme, _V.stage, _V.case))]
    seen.update(one.name for one in found[0].fields)
    for sections in (*SHEETS.values(), _PLAIN):
        for section in sections:
            fresh = tuple(one for one in section.fields if one.name not in seen)
            seen.update(one.name for one in fresh)
            found += [Section(section.title, fresh)] if fresh else []
    return tuple(found)


FOLLOW_UP = RecordType(
    FollowUp,
    title="随访记录",
    columns=(
        *whose(_V.person),
        *of(_V.programme, _V.visited_on, _V.mode, _V.state, _V.systolic, _V.diastolic, _V.fasting_glucose),
        *of(_V.control, _V.stability, _V.next_on, _V.doctor_name),
    ),
    sections=_every(),
    order=of(_V.visited_on),
    rules=(follow_up_rules,),
)
