"""严重精神障碍患者随访服务记录表 and 严重精神障碍患者个人信息补充表 (domain.md §2.10 c)."""

from __future__ import annotations

from hfp_desk.papers import visit_layout as v
from hfp_desk.papers import visit_shared as s
from hfp_desk.papers.visit_layout import Layout, Row
from hfp_desk.papers.visit_notes import MENTAL_NOTES, SUPPLEMENT_NOTES
from hfp_desk.records import FollowUp, ManagedCase

_V, _C = FollowUp, ManagedCase
_DEAD, _SOCIAL, _DANGER, _HOSPITAL, _ADVICE = "死亡", "社会功能情况", "危险行为", "住院情况", "用药指导"
_CONTACTS, _PAST, _NOW = "监护与联系", "既往情况", "患病对家庭社会的影响"

MENTAL = Layout(
    "严重精神障碍患者随访服务记录表",
    (
        s.DATE,
        Row(v.listing(_V.mode, words="本次随访形式"), v.box(_V.mode)),
        Row(v.listing(_V.whom), v.box(_V.whom)),
        Row(v.listing(_V.lost_reason), v.box(_V.lost_reason)),
        Row(v.label(_V.died_on), v.words(_V.died_on), _DEAD),
        Row(v.listing(_V.death_cause), v.box(_V.death_cause), _DEAD),
        Row(v.listing(_V.danger), v.box(_V.danger)),
        Row(v.listing(_V.mental_symptoms), v.several(_V.mental_symptoms, 4, _V.other_symptoms)),
        Row(v.listing(_V.insight), v.box(_V.insight)),
        Row(v.listing(_V.sleep), v.box(_V.sleep)),
        Row(v.listing(_V.diet), v.box(_V.diet)),
        *(
            Row(v.listing(one), v.box(one), _SOCIAL)
            for one in (_V.self_care, _V.housework, _V.work, _V.learning, _V.social)
        ),
        *(
            Row(v.label(one), v.words(one), _DANGER)
            for one in (_V.mild_trouble, _V.trouble, _V.disaster, _V.other_harm, _V.self_harm, _V.suicide_attempt)
        ),
        Row(v.listing(_V.locked), v.box(_V.locked)),
        Row(v.listing(_V.in_hospital), v.box(_V.in_hospital), _HOSPITAL),
        Row(v.label(_V.last_discharge), v.words(_V.last_discharge), _HOSPITAL),
        Row(v.listing(_V.laboratory), v.stacked(v.box(_V.laboratory), v.told(_V.laboratory_note))),
        Row(v.listing(_V.mental_adherence), v.box(_V.mental_adherence)),
        Row(v.listing(_V.adverse), v.stacked(v.box(_V.adverse), v.told(_V.adverse_note))),
        Row(v.listing(_V.mental_effect), v.box(_V.mental_effect)),
        Row(v.listing(_V.referred, words="是否转诊"), v.box(_V.referred), s.REFERRAL),
        *s.REFERRAL_WHY,
        Row(v.listing(_V.referral_done), v.box(_V.referral_done), s.REFERRAL),
        *s.THREE_DRUGS,
        *(Row(v.label(one), v.told(one), _ADVICE) for one in (_V.advised1, _V.advised2, _V.advised3)),
        Row(v.listing(_V.rehabilitation), v.several(_V.rehabilitation, 4)),
        Row(v.listing(_V.stability, words="本次随访分类"), v.box(_V.stability)),
        *s.CLOSING,
    ),
    MENTAL_NOTES,
    group=7,
    label=66,
)

SUPPLEMENT = Layout(
    "严重精神障碍患者个人信息补充表",
    (
        *v.rows(_CONTACTS, _C.guardian),
        Row(v.label(_C.guardian_relation), v.words(_C.guardian_relation), _CONTACTS),
        *v.rows(_CONTACTS, _C.guardian_phone, _C.guardian_address, _C.committee_contact, _C.committee_phone),
        *v.rows("", _C.register_kind, _C.job, _C.consent, _C.consent_signer, _C.consent_on, _C.first_onset),
        Row(v.listing(_C.past_symptoms), v.several(_C.past_symptoms, 12)),
        *v.rows(_PAST, _C.past_locked, _C.past_outpatient, _C.first_medication, _C.past_stays),
        *v.rows("目前诊断", _C.disease, _C.diagnosing_hospital, _C.diagnosed_on),
        *v.rows("", _C.last_effect),
        *v.rows(
            _NOW,
            *(_C.past_mild, _C.past_trouble, _C.past_disaster, _C.past_other_harm, _C.past_self_harm),
            _C.past_suicide,
        ),
        *v.rows("", _C.economy),
        Row(v.label(_C.specialist_advice), v.told(_C.specialist_advice)),
        Row(v.label(_C.case_group), v.told(_C.case_group)),
        Row(v.label(_C.starts), v.words(_C.starts)),
        Row(v.label(_C.doctor_name, more="签名"), v.words(_C.doctor_name)),
        Row(v.label(_C.remark), v.told(_C.remark)),
    ),
    SUPPLEMENT_NOTES,
    columns=1,
    group=9,
    label=46,
)
