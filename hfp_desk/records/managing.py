"""People under management for a disease, their annual exam, and doctors' leave (NC §四–§八, DZ §二(四), §2.10).

A managed case is one person under one programme (高血压, 严重精神障碍 …) from its start to its end; the supplementary
sheet of 严重精神障碍 and the notice, bed and outcome of 肺结核 and 艾滋病 stand on it. Restricted ones are for those
who may know of them, with every follow-up that belongs to them.
"""

from hfp_desk import fields as f
from hfp_desk.records import deriving
from hfp_desk.records.base import Column, Record, RecordType, Section, of
from hfp_desk.records.network import Institution
from hfp_desk.records.people import Person, whose
from hfp_desk.records.signing import Team
from hfp_desk.records.signing_checks import checkup_rules
from hfp_desk.records.staff import Doctor
from hfp_desk.records.visit_checks import case_rules, leave_rules

_INTERNAL = f.Secrecy.INTERNAL
_HEALTH = f.Secrecy.HEALTH


class ManagedCase(Record):
    """One person under management for one disease (慢病管理、个案管理)."""

    person = f.link("人员", Person, required=True, index=False)
    programme = f.code(
        "管理病种", "programme", required=True, secrecy=_HEALTH, aliases=("慢病病种", "病种", "慢病类别")
    )
    disease = f.text("诊断名称", longest=80, chars=14, secrecy=_HEALTH)
    restricted = f.yes_no("保密病种", secrecy=_INTERNAL, source="NC (五)")
    level = f.code("管理级别", "case_level", secrecy=_HEALTH)
    team = f.link("签约团队", Team, chars=16, secrecy=_INTERNAL)
    doctor = f.link("责任村医", Doctor, secrecy=_INTERNAL)
    doctor_name = f.text("责任医生", longest=20, chars=8, secrecy=_INTERNAL, aliases=("管理医生", "随访医生"))
    diagnosed_on = f.vague_day("确诊时间", secrecy=_HEALTH, aliases=("确诊日期",))
    starts = f.day("建卡日期", required=True, secrecy=_HEALTH, aliases=("管理开始日期", "建档日期", "纳入管理日期"))
    ends = f.day("终止管理日期", secrecy=_HEALTH, aliases=("结案日期",))
    end_reason = f.code("终止管理原因", "case_end", secrecy=_HEALTH)
    plan = f.text("健康管理方案", longest=1000, lines=True, chars=24, secrecy=_HEALTH, aliases=("个性化健康管理方案",))
    planned_on = f.day("方案日期", secrecy=_HEALTH)
    case_managed = f.yes_no("重点个案管理", secrecy=_HEALTH, source="DZ (四), NC (八)")
    case_group = f.text("个案管理小组", longest=200, chars=16, secrecy=_HEALTH, source="DZ (四)")
    evaluation = f.text("病情评估", longest=1000, lines=True, chars=20, secrecy=_HEALTH, source="DZ (四)")
    evaluated_on = f.day("评估日期", secrecy=_HEALTH)
    registered_number = f.text("专病系统编号", longest=40, chars=14, secrecy=_HEALTH)
    guardian = f.text("监护人", longest=20, chars=8)
    guardian_relation = f.code("与患者关系", "relation")
    guardian_phone = f.phone("监护人电话")
    guardian_address = f.text("监护人住址", longest=200, chars=16)
    committee_contact = f.text("村（居）委会联系人", longest=20, chars=8)
    committee_phone = f.phone("村（居）委会电话")
    register_kind = f.code("户别", "household_register")
    job = f.code("就业情况", "mental_job")
    consent = f.code("知情同意", "consent", secrecy=_HEALTH)
    consent_signer = f.text("同意签字人", longest=20, chars=8)
    consent_on = f.day("签字时间", secrecy=_HEALTH)
    first_onset = f.vague_day("初次发病时间", secrecy=_HEALTH)
    past_symptoms = f.codes("既往主要症状", "mental_symptom", secrecy=_HEALTH)
    past_locked = f.code("既往关锁情况", "locked", secrecy=_HEALTH)
    past_outpatient = f.code("既往门诊治疗", "past_outpatient", secrecy=_HEALTH)
    first_medication = f.vague_day("首次抗精神病药治疗时间", secrecy=_HEALTH)
    past_stays = f.whole("既往住院次数", high=500, unit="次", secrecy=_HEALTH)
    diagnosing_hospital = f.text("确诊医院", longest=60, chars=14, secrecy=_HEALTH)
    last_effect = f.code("最近一次治疗效果", "mental_effect", secrecy=_HEALTH)
    past_mild = f.whole("轻度滋事次数", high=999, unit="次", secrecy=_HEALTH)
    past_trouble = f.whole("肇事次数", high=999, unit="次", secrecy=_HEALTH)
    past_disaster = f.whole("肇祸次数", high=999, unit="次", secrecy=_HEALTH)
    past_other_harm = f.whole("其他危害行为次数", high=999, unit="次", secrecy=_HEALTH)
    past_self_harm = f.whole("自伤次数", high=999, unit="次", secrecy=_HEALTH)
    past_suicide = f.whole("自杀未遂次数", high=999, unit="次", secrecy=_HEALTH)
    economy = f.code("经济状况", "economy")
    specialist_advice = f.text("专科医生意见", longest=500, lines=True, chars=20, secrecy=_HEALTH)
    notified_on = f.day("通知单日期", secrecy=_HEALTH, source="第三版：接到通知单72小时内入户")
    patient_kind = f.code("患者类型", "tb_patient", secrecy=_HEALTH)
    smear = f.code("痰菌情况", "tb_smear", secrecy=_HEALTH)
    resistance = f.code("耐药情况", "tb_resistance", secrecy=_HEALTH)
    supervisor = f.code("督导人员", "tb_supervisor", secrecy=_HEALTH)
    intensive_ends = f.day("强化期截止", secrecy=_HEALTH)
    treatment_ends = f.day("停止治疗日期", secrecy=_HEALTH)
    treatment_end = f.code("停止治疗原因", "tb_end", secrecy=_HEALTH)
    visits_due = f.whole("应访视次数", high=999, unit="次", secrecy=_HEALTH)
    visits_made = f.whole("实际访视次数", high=999, unit="次", secrecy=_HEALTH)
    doses_due = f.whole("应服药次数", high=9999, unit="次", secrecy=_HEALTH)
    doses_taken = f.whole("实际服药次数", high=9999, unit="次", secrecy=_HEALTH)
    outcome = f.code("治疗转归", "effect", secrecy=_HEALTH, source="NC (六) 治疗成功率")
    bed = f.yes_no("使用专用床位", secrecy=_HEALTH, source="NC (六)")
    hospital = f.link("定点医疗机构", Institution, secrecy=_HEALTH)
    free_drugs = f.yes_no("免费药物治疗", secrecy=_HEALTH, source="NC (五), (六)")
    started_drugs_on = f.day("开始抗病毒治疗日期", secrecy=_HEALTH, source="NC (五)")
    last_test_on = f.day("最近检测日期", secrecy=_HEALTH, source="NC (五) 定期检测")
    mother_to_child = f.yes_no("母婴阻断", secrecy=_HEALTH, source="NC (五)")
    grade = f.text("病情分度", longest=20, chars=8, secrecy=_HEALTH, source="NC (八) 二度及以上")
    remark = f.text("备注", longest=500, chars=20, secrecy=_HEALTH)

    class Meta:
        """Who is managed for what on a day is answered from indexes."""

        indexes = (
            (("person", "voided_at", "programme"), False),
            (("voided_at", "programme", "person", "starts", "ends", "notified_on", "doctor", "team"), False),
        )


ManagedCase.add_index(ManagedCase.restricted, where=ManagedCase.restricted == True)  # noqa: E712


class Checkup(Record):
    """One annual health exam (健康体检, GJ 二(二)1: once a year)."""

    person = f.link("人员", Person, required=True, index=False)
    examined_on = f.day(
        "体检日期", required=True, secrecy=_HEALTH, aliases=("健康体检日期", "体检时间", "年度体检日期")
    )
    institution = f.link("体检机构", Institution, secrecy=_INTERNAL)
    unit = f.text("体检单位", longest=60, chars=16, secrecy=_INTERNAL)
    doctor_name = f.text("责任医生", longest=20, chars=8, secrecy=_INTERNAL, aliases=("体检医生",))
    height = f.measure("身高", low=20, high=260, unit="cm", secrecy=_HEALTH)
    weight = f.measure("体重", low=1, high=400, unit="kg", secrecy=_HEALTH)
    waist = f.measure("腰围", low=20, high=250, unit="cm", secrecy=_HEALTH)
    bmi = f.measure("体质指数", low=5, high=99, secrecy=_HEALTH, aliases=("BMI",))
    systolic = f.whole("收缩压", high=400, unit="mmHg", secrecy=_HEALTH)
    diastolic = f.whole("舒张压", high=300, unit="mmHg", secrecy=_HEALTH)
    heart_rate = f.whole("心率", high=400, unit="次/分", secrecy=_HEALTH)
    fasting_glucose = f.measure("空腹血糖", high=60, unit="mmol/L", secrecy=_HEALTH)
    haemoglobin = f.measure("血红蛋白", high=400, unit="g/L", secrecy=_HEALTH)
    cholesterol = f.measure("总胆固醇", high=60, unit="mmol/L", secrecy=_HEALTH)
    triglycerides = f.measure("甘油三酯", high=99, unit="mmol/L", secrecy=_HEALTH)
    creatinine = f.measure("血清肌酐", high=9999, unit="μmol/L", secrecy=_HEALTH)
    ecg = f.text("心电图", longest=100, chars=12, secrecy=_HEALTH)
    ultrasound = f.text("腹部B超", longest=100, chars=12, secrecy=_HEALTH)
    result = f.code("体检结论", "exam_result", secrecy=_HEALTH)
    abnormal = f.text("异常情况", longest=500, lines=True, chars=20, secrecy=_HEALTH)
    advice = f.text("健康指导", longest=500, lines=True, chars=20, secrecy=_HEALTH)
    reported = f.yes_no("结果已反馈", secrecy=_INTERNAL)
    remark = f.text("备注", longest=500, chars=20, secrecy=_HEALTH)

    class Meta:
        """Whether somebody was examined in a year is answered from an index."""

        indexes = ((("person", "voided_at", "examined_on"), False),)

    def derive(self) -> None:
        """The index follows from height and weight where it is not entered."""
        deriving.mass_index(self)


class Leave(Record):
    """A doctor who is not there for a while: visits written for those days are not believed."""

    doctor = f.link("医务人员", Doctor, required=True, secrecy=_INTERNAL)
    kind = f.code("离岗原因", "leave_kind", secrecy=_INTERNAL, aliases=("请假类别",))
    starts = f.day("起始日期", required=True, secrecy=_INTERNAL, aliases=("开始日期",))
    ends = f.day("截止日期", secrecy=_INTERNAL, aliases=("结束日期",))
    remark = f.text("备注", longest=500, chars=20, secrecy=_INTERNAL)


_C = ManagedCase
MANAGED_CASE = RecordType(
    ManagedCase,
    title="慢病管理",
    columns=(
        *whose(_C.person),
        *of(_C.programme, _C.level, _C.team, _C.doctor_name, _C.starts, _C.ends, _C.end_reason, _C.planned_on),
        *of(_C.case_managed),
    ),
    sections=(
        Section(
            "管理",
            (
                *(_C.programme, _C.disease, _C.level, _C.team, _C.doctor_name, _C.doctor, _C.diagnosed_on),
                *(_C.starts, _C.ends, _C.end_reason, _C.restricted),
            ),
        ),
        Section(
            "方案与个案管理",
            (
                *(_C.plan, _C.planned_on, _C.case_managed, _C.case_group, _C.evaluation, _C.evaluated_on),
                *(_C.registered_number, _C.grade, _C.remark),
            ),
        ),
        Section(
            "严重精神障碍补充表",
            (
                *(_C.guardian, _C.guardian_relation, _C.guardian_phone, _C.guardian_address, _C.committee_contact),
                *(_C.committee_phone, _C.register_kind, _C.job, _C.consent, _C.consent_signer, _C.consent_on),
                *(_C.first_onset, _C.past_symptoms, _C.past_locked, _C.past_outpatient, _C.first_medication),
                *(_C.past_stays, _C.diagnosing_hospital, _C.last_effect, _C.past_mild, _C.past_trouble),
                *(_C.past_disaster, _C.past_other_harm, _C.past_self_harm, _C.past_suicide, _C.economy),
                _C.specialist_advice,
            ),
        ),
        Section(
            "肺结核、艾滋病及其他",
            (
                *(_C.notified_on, _C.patient_kind, _C.smear, _C.resistance, _C.supervisor, _C.intensive_ends),
                *(_C.treatment_ends, _C.treatment_end, _C.visits_due, _C.visits_made, _C.doses_due, _C.doses_taken),
                *(_C.outcome, _C.bed, _C.hospital, _C.free_drugs, _C.started_drugs_on, _C.last_test_on),
                _C.mother_to_child,
            ),
        ),
    ),
    order=of(_C.starts),
    rules=(case_rules,),
)

_E = Checkup
CHECKUP = RecordType(
    Checkup,
    title="健康体检",
    columns=(
        *whose(_E.person),
        *of(_E.examined_on, _E.unit, _E.systolic, _E.diastolic, _E.fasting_glucose, _E.bmi, _E.result, _E.reported),
    ),
    sections=(
        Section("体检", (_E.examined_on, _E.unit, _E.institution, _E.doctor_name)),
        Section(
            "检查",
            (
                *(_E.height, _E.weight, _E.waist, _E.bmi, _E.systolic, _E.diastolic, _E.heart_rate),
                *(_E.fasting_glucose, _E.haemoglobin, _E.cholesterol, _E.triglycerides, _E.creatinine),
                *(_E.ecg, _E.ultrasound),
            ),
        ),
        Section("结论", (_E.result, _E.abnormal, _E.advice, _E.reported, _E.remark)),
    ),
    order=of(_E.examined_on),
    rules=(checkup_rules,),
)

LEAVE = RecordType(
    Leave,
    title="村医离岗",
    columns=(Column(Doctor.name, (Leave.doctor,)), *of(Leave.kind, Leave.starts, Leave.ends, Leave.remark)),
    sections=(Section("离岗", (Leave.doctor, Leave.kind, Leave.starts, Leave.ends, Leave.remark)),),
    order=of(Leave.starts),
    rules=(leave_rules,),
)
