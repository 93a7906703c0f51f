"""肺结核患者第一次入户随访记录表 and 肺结核患者随访服务记录表 with the end of treatment (domain.md §2.10 d)."""

from __future__ import annotations

from peewee import Field

from hfp_desk.codes import code_list
from hfp_desk.fields import spec_of
from hfp_desk.papers import visit_layout as v
from hfp_desk.papers import visit_shared as s
from hfp_desk.papers.visit_layout import Layout, Part, Row, Seen
from hfp_desk.papers.visit_notes import TB_FIRST_NOTES, TB_NOTES
from hfp_desk.printing.visit_facts import Content, SheetLine
from hfp_desk.records import FollowUp, ManagedCase
from hfp_desk.rules.follow_up import doses_ratio

_V, _C = FollowUp, ManagedCase
_DRUGS, _HOME, _LESSONS, _FETCHING = "用药", "家庭居住环境评估", "健康教育及培训", "取药"
_WHOLE = "全程管理情况"
_KNOWN = tuple(f"{one.code}{one.label}" for one in code_list("mastered").items)


def _lesson(code: str, words: str) -> Row:
    """One of the nine items: mastered or not, as soon as anything is written down of them."""

    def show(seen: Seen) -> Content:
        known = [one for one in seen.codes(_V.lessons) if one]
        mark = ("1" if code in known else "2") if known else ""
        return (SheetLine(options=_KNOWN, boxes=1, codes=(mark,)),)

    return Row((SheetLine(words, centred=True, strong=True),), Part((_V.lessons,), show), _LESSONS)


def _taken(seen: Seen) -> Content:
    """应访视、实际访视, 应服药、实际服药 and the share of doses taken (规则服药: §3.7)."""

    def told(due: Field[int | None], done: Field[int | None]) -> str:
        return "，".join(f"{spec_of(one).label} {seen.text(one) or '＿＿'} {spec_of(one).unit}" for one in (due, done))

    taken, due = seen.text(_C.doses_taken), seen.text(_C.doses_due)
    rate = doses_ratio(int(due), int(taken)) if taken.isdecimal() and due.isdecimal() else None
    return (
        SheetLine(told(_C.visits_due, _C.visits_made)),
        SheetLine(f"{told(_C.doses_due, _C.doses_taken)}，服药率 {'＿＿' if rate is None else rate} %"),
    )


_ENDS = (
    Row(
        v.label(_C.treatment_ends),
        v.words(_C.treatment_ends, "　　年　月　日"),
        "停止治疗",
        across=True,
    ),
    Row(v.label(_C.treatment_end), v.choice(_C.treatment_end), "停止治疗", across=True),
    Row(
        (SheetLine(_WHOLE, centred=True, strong=True),),
        Part((_C.visits_due, _C.visits_made, _C.doses_due, _C.doses_taken), _taken),
        across=True,
    ),
    v.by_hand("评估医生签名", across=True),
)

TB_FIRST = Layout(
    "肺结核患者第一次入户随访记录表",
    (
        s.DATE,
        *v.rows("", _V.mode, _V.patient_kind, _V.smear, _V.resistance),
        Row(v.listing(_V.first_symptoms), v.several(_V.first_symptoms, 8, _V.other_symptoms), "症状及体征"),
        Row(v.label(_V.regimen), v.words(_V.regimen), _DRUGS),
        Row(v.label(_V.usage), v.choice(_V.usage), _DRUGS),
        Row(v.listing(_V.drug_forms), v.several(_V.drug_forms, 4), _DRUGS),
        Row(v.label(_V.supervisor), v.choice(_V.supervisor)),
        *v.rows(_HOME, _V.own_room, _V.ventilation),
        *s.LIVING,
        *v.rows(_FETCHING, _V.medicine_place, _V.medicine_on),
        *(_lesson(one.code, one.label) for one in code_list("tb_lesson").items),
        *s.REFERRAL_WHY,
        s.STATE,
        s.NEXT,
        Row((SheetLine("评估医生签名", centred=True, strong=True),), v.words(_V.doctor_name)),
        s.REMARK,
    ),
    TB_FIRST_NOTES,
    columns=1,
    group=9,
    label=52,
)

TB = Layout(
    "肺结核患者随访服务记录表",
    (
        s.DATE,
        Row(v.label(_V.month_number), v.template("第 {}", _V.month_number, centred=True)),
        Row(v.label(_V.supervisor), v.choice(_V.supervisor)),
        s.MODE,
        Row(v.bare(_V.tb_symptoms), v.several(_V.tb_symptoms, 6, _V.other_symptoms), "症状及体征"),
        *s.LIVING,
        Row(v.label(_V.regimen), v.told(_V.regimen), _DRUGS),
        Row(v.label(_V.usage), v.choice(_V.usage), _DRUGS),
        Row(v.listing(_V.drug_forms), v.several(_V.drug_forms, 4), _DRUGS),
        Row(v.label(_V.missed_doses), v.words(_V.missed_doses), _DRUGS),
        s.ADVERSE,
        Row(v.label(_V.complication), v.choice(_V.complication, _V.complication_note)),
        *s.REFERRAL_WHY,
        Row(v.label(_V.referral_result), v.told(_V.referral_result), s.REFERRAL),
        Row(v.label(_V.handling), v.told(_V.handling)),
        s.STATE,
        s.NEXT,
        s.SIGNED,
        s.REMARK,
        *_ENDS,
    ),
    TB_NOTES,
)
