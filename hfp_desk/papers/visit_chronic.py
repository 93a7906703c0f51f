"""高血压患者随访服务记录表 and 2型糖尿病患者随访服务记录表 of the third edition (domain.md §2.10 a, b)."""

from __future__ import annotations

from hfp_desk.papers import visit_layout as v
from hfp_desk.papers import visit_shared as s
from hfp_desk.papers.visit_layout import Layout, Row
from hfp_desk.papers.visit_notes import DIABETES_NOTES, HYPERTENSION_NOTES
from hfp_desk.records import FollowUp

_V = FollowUp
_EXAMINED = "辅助检查"
_BOXES = 6
"""Boxes for symptoms; more codes get more boxes."""

HYPERTENSION = Layout(
    "高血压患者随访服务记录表",
    (
        s.DATE,
        s.MODE,
        Row(v.bare(_V.symptoms), v.several(_V.symptoms, _BOXES, _V.other_symptoms), s.SYMPTOMS),
        s.PRESSURE,
        *s.WEIGHT,
        s.HEART,
        s.OTHER_SIGNS,
        *s.LIVING,
        s.EXERCISE,
        Row(
            v.listing(_V.salt),
            v.pair_boxes(_V.salt, _V.salt_target),
            s.HABITS,
        ),
        *s.MIND,
        Row(v.label(_V.examinations), v.told(_V.examinations)),
        *s.ADHERENCE,
        s.ADVERSE,
        s.CONTROL,
        *s.THREE_DRUGS,
        Row(v.label(_V.other_drugs), v.told(_V.other_drugs), s.DRUGS),
        *s.REFERRALS,
        *s.CLOSING,
    ),
    HYPERTENSION_NOTES,
    behind=s.CODES,
)

DIABETES = Layout(
    "2型糖尿病患者随访服务记录表",
    (
        s.DATE,
        s.MODE,
        Row(v.bare(_V.diabetes_symptoms), v.several(_V.diabetes_symptoms, _BOXES, _V.other_symptoms), s.SYMPTOMS),
        s.PRESSURE,
        *s.WEIGHT,
        s.HEART,
        s.OTHER_SIGNS,
        Row(v.listing(_V.foot_pulse), v.box(_V.foot_pulse)),
        *s.LIVING,
        s.EXERCISE,
        Row(v.label(_V.staple), v.pair(_V.staple, _V.staple_target), s.HABITS),
        *s.MIND,
        Row(v.label(_V.fasting_glucose), v.words(_V.fasting_glucose), _EXAMINED),
        Row(v.label(_V.hba1c), v.words(_V.hba1c), _EXAMINED),
        Row(v.label(_V.hba1c_on), v.words(_V.hba1c_on), _EXAMINED),
        Row(v.label(_V.examinations, words="其他检查"), v.told(_V.examinations), _EXAMINED),
        *s.ADHERENCE,
        s.ADVERSE,
        Row(v.label(_V.low_sugar), v.choice(_V.low_sugar)),
        s.CONTROL,
        *s.THREE_DRUGS,
        Row(v.label(_V.insulin), v.told(_V.insulin), s.DRUGS),
        *s.REFERRALS,
        *s.CLOSING,
    ),
    DIABETES_NOTES,
    behind=s.CODES,
)
