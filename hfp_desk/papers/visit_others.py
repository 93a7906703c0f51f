"""贫困人群随访记录表 and 年度体检情况表 (domain.md §2.11; GJ 二(二)1: an exam a year)."""

from __future__ import annotations

from hfp_desk.papers import visit_layout as v
from hfp_desk.papers import visit_shared as s
from hfp_desk.papers.visit_layout import Layout, Row
from hfp_desk.papers.visit_notes import CHECKUP_NOTES, POOR_NOTES
from hfp_desk.records import Checkup, FollowUp

_V, _E = FollowUp, Checkup
_FAMILY, _HEALTH = "家庭情况", "健康情况"
_BODY, _LABORATORY, _DEVICES, _RESULT = "一般状况", "实验室检查", "辅助检查", "结论"

POOR = Layout(
    "贫困人群随访记录表",
    (
        s.DATE,
        s.MODE,
        *v.rows(_FAMILY, _V.employed, _V.family_income, _V.income_source),
        Row(v.label(_V.poverty_cause, more="（见背页）"), v.words(_V.poverty_cause), _FAMILY),
        *v.rows(_FAMILY, _V.spouse_health, _V.children, _V.elders, _V.elder_health),
        *v.rows(_HEALTH, _V.own_health, _V.ill),
        Row(v.listing(_V.illnesses), v.several(_V.illnesses, 5), _HEALTH),
        Row(v.label(_V.note), v.told(_V.note)),
        s.STATE,
        s.NEXT,
        s.SIGNED,
        v.by_hand("录入机构"),
        Row(v.label(_V.created_by), v.words(_V.created_by)),
        Row(v.label(_V.created_at), v.words(_V.created_at)),
        s.REMARK,
    ),
    POOR_NOTES,
    label=29,
    behind=(_V.poverty_cause,),
)

CHECKUP = Layout(
    "年度体检情况表",
    (
        Row(v.label(_E.examined_on), v.words(_E.examined_on, "　　年　月　日")),
        Row(v.label(_E.unit), v.told(_E.unit)),
        *v.rows(_BODY, _E.height, _E.weight, _E.bmi, _E.waist),
        Row(v.label(_E.systolic, words="血压"), v.pair(_E.systolic, _E.diastolic), _BODY),
        *v.rows(_BODY, _E.heart_rate),
        *v.rows(_LABORATORY, _E.fasting_glucose, _E.haemoglobin, _E.cholesterol, _E.triglycerides, _E.creatinine),
        Row(v.label(_E.ecg), v.told(_E.ecg), _DEVICES),
        Row(v.label(_E.ultrasound), v.told(_E.ultrasound), _DEVICES),
        Row(v.label(_E.result), v.choice(_E.result), _RESULT),
        Row(v.label(_E.abnormal), v.told(_E.abnormal), _RESULT),
        Row(v.label(_E.advice), v.told(_E.advice), _RESULT),
        Row(v.label(_E.reported), v.choice(_E.reported), _RESULT),
        Row(v.label(_E.doctor_name, more="签名"), v.words(_E.doctor_name)),
        Row(v.label(_E.remark), v.told(_E.remark)),
    ),
    CHECKUP_NOTES,
)
