"""Follow-up visits on the forms of the third edition (2017), all diseases in one table (domain.md §2.10, §2.11).

What a visit has in common stands once; what one form alone asks for is empty in the others. ``visit_sheets`` says which
fields make up which form. A visit to a restricted case is restricted with it.
"""

from hfp_desk import fields as f
from hfp_desk.records import deriving
from hfp_desk.records.base import Record
from hfp_desk.records.managing import ManagedCase
from hfp_desk.records.people import Person
from hfp_desk.records.staff import Doctor

_INTERNAL = f.Secrecy.INTERNAL
_H = f.Secrecy.HEALTH
_TOLD = (
    *("case", "voided_at", "visited_on", "mode", "state", "next_on", "systolic", "diastolic", "fasting_glucose"),
    *("heart_rate", "urgent", "adverse", "adherence", "control", "referral_kind", "referred", "programme", "person"),
    *("danger", "insight", "self_care", "housework", "work", "learning", "social", "stability"),
    *("mental_adherence", "supervisor"),
)
"""What the day of the next visit and 规范管理 of the common diseases are told from, a case's visits side by side."""


class FollowUp(Record):
    """One visit of one person under one programme, or that nobody was met (失访), or that the person has died."""

    person = f.link("人员", Person, required=True, index=False)
    case = f.link("慢病管理", ManagedCase, index=False, secrecy=_H)
    programme = f.code("管理病种", "programme", required=True, secrecy=_H, aliases=("随访病种", "慢病病种"))
    stage = f.code("随访类别", "visit_stage", secrecy=_H)
    visited_on = f.day("随访日期", required=True, secrecy=_H, aliases=("随访时间", "本次随访日期"))
    mode = f.code("随访方式", "visit_mode", secrecy=_H, aliases=("本次随访形式", "随访形式"))
    state = f.code("随访结果", "visit_state", secrecy=_H, aliases=("转归",))
    lost_reason = f.code("失访原因", "lost_reason", secrecy=_H)
    died_on = f.day("死亡日期", secrecy=_H)
    death_cause = f.code("死亡原因", "death_cause", secrecy=_H)
    doctor = f.link("随访村医", Doctor, secrecy=_INTERNAL)
    doctor_name = f.text(
        "随访医生", longest=20, chars=8, index=True, secrecy=_INTERNAL, aliases=("随访医生签名", "随访人")
    )
    next_on = f.day("下次随访日期", secrecy=_H, aliases=("下次随访时间",))
    systolic = f.whole("收缩压", high=400, unit="mmHg", secrecy=_H, aliases=("高压",))
    diastolic = f.whole("舒张压", high=300, unit="mmHg", secrecy=_H, aliases=("低压",))
    weight = f.measure("体重", low=1, high=400, unit="kg", secrecy=_H)
    weight_target = f.measure("目标体重", low=1, high=400, unit="kg", secrecy=_H)
    height = f.measure("身高", low=20, high=260, unit="cm", secrecy=_H)
    bmi = f.measure("体质指数", low=5, high=99, secrecy=_H, aliases=("BMI",))
    bmi_target = f.measure("目标体质指数", low=5, high=99, secrecy=_H)
    heart_rate = f.whole("心率", high=400, unit="次/分", secrecy=_H)
    other_signs = f.text("其他体征", longest=100, chars=12, secrecy=_H)
    symptoms = f.codes("高血压症状", "hypertension_symptom", secrecy=_H)
    diabetes_symptoms = f.codes("糖尿病症状", "diabetes_symptom", secrecy=_H)
    other_symptoms = f.text("其他症状", longest=100, chars=12, secrecy=_H)
    smoking = f.measure("日吸烟量", high=200, unit="支", secrecy=_H)
    smoking_target = f.measure("目标日吸烟量", high=200, unit="支", secrecy=_H)
    drinking = f.measure("日饮酒量", high=100, unit="两", secrecy=_H)
    drinking_target = f.measure("目标日饮酒量", high=100, unit="两", secrecy=_H)
    exercise_times = f.whole("运动次数", high=99, unit="次/周", secrecy=_H)
    exercise_minutes = f.whole("每次运动时间", high=999, unit="分钟/次", secrecy=_H)
    exercise_times_target = f.whole("目标运动次数", high=99, unit="次/周", secrecy=_H)
    exercise_minutes_target = f.whole("目标每次运动时间", high=999, unit="分钟/次", secrecy=_H)
    salt = f.code("摄盐情况", "level3", secrecy=_H)
    salt_target = f.code("目标摄盐", "level3", secrecy=_H)
    staple = f.whole("主食", high=5000, unit="克/天", secrecy=_H)
    staple_target = f.whole("目标主食", high=5000, unit="克/天", secrecy=_H)
    mind = f.code("心理调整", "good3", secrecy=_H)
    compliance = f.code("遵医行为", "good3", secrecy=_H)
    examinations = f.text("辅助检查", longest=200, chars=14, secrecy=_H)
    foot_pulse = f.code("足背动脉搏动", "foot_pulse", secrecy=_H)
    fasting_glucose = f.measure("空腹血糖", high=60, unit="mmol/L", secrecy=_H, aliases=("空腹血糖值", "血糖"))
    hba1c = f.measure("糖化血红蛋白", high=30, unit="%", secrecy=_H)
    hba1c_on = f.day("糖化血红蛋白检查日期", secrecy=_H)
    adherence = f.code("服药依从性", "adherence", secrecy=_H)
    irregular_reason = f.code("不规律服药原因", "irregular_reason", secrecy=_H)
    adverse = f.code("药物不良反应", "adverse", secrecy=_H)
    adverse_note = f.text("不良反应说明", longest=100, chars=12, secrecy=_H)
    low_sugar = f.code("低血糖反应", "low_sugar", secrecy=_H)
    urgent = f.yes_no("危急情况", secrecy=_H, help="意识改变、剧烈头痛、视物模糊、胸痛、妊娠期等，见第三版服务流程")
    control = f.code("此次随访分类", "control_class", secrecy=_H, aliases=("随访分类", "控制情况"))
    drug1 = f.text("用药1 名称", longest=40, chars=10, secrecy=_H, aliases=("药物名称1", "用药1"))
    drug1_dose = f.text("用药1 用法", longest=40, chars=10, secrecy=_H, help="每日几次，每次多少 mg")
    drug2 = f.text("用药2 名称", longest=40, chars=10, secrecy=_H, aliases=("药物名称2", "用药2"))
    drug2_dose = f.text("用药2 用法", longest=40, chars=10, secrecy=_H)
    drug3 = f.text("用药3 名称", longest=40, chars=10, secrecy=_H, aliases=("药物名称3", "用药3"))
    drug3_dose = f.text("用药3 用法", longest=40, chars=10, secrecy=_H)
    other_drugs = f.text("其他药物", longest=100, chars=12, secrecy=_H)
    insulin = f.text("胰岛素", longest=100, chars=12, secrecy=_H, help="种类、用法和用量")
    referred = f.yes_no("转诊", secrecy=_H, aliases=("是否转诊",))
    referral_kind = f.code("转诊原因类别", "referral_reason", secrecy=_H)
    referral_reason = f.text("转诊原因", longest=100, chars=12, secrecy=_H)
    referral_to = f.text("转诊机构及科别", longest=80, chars=14, secrecy=_H)
    referral_done = f.yes_no("转诊是否成功", secrecy=_H)
    referral_result = f.text("2周内随访结果", longest=200, chars=12, secrecy=_H)
    whom = f.code("随访对象", "visited_whom", secrecy=_H, aliases=("本次随访对象",))
    danger = f.code("危险性评估", "danger", secrecy=_H)
    mental_symptoms = f.codes("目前症状", "mental_symptom", secrecy=_H)
    insight = f.code("自知力", "insight", secrecy=_H)
    sleep = f.code("睡眠情况", "fair3", secrecy=_H)
    diet = f.code("饮食情况", "fair3", secrecy=_H)
    self_care = f.code("个人生活料理", "fair3", secrecy=_H)
    housework = f.code("家务劳动", "fair3", secrecy=_H)
    work = f.code("生产劳动及工作", "work3", secrecy=_H)
    learning = f.code("学习能力", "fair3", secrecy=_H)
    social = f.code("社会人际交往", "fair3", secrecy=_H)
    mild_trouble = f.whole("轻度滋事", high=999, unit="次", secrecy=_H)
    trouble = f.whole("肇事", high=999, unit="次", secrecy=_H)
    disaster = f.whole("肇祸", high=999, unit="次", secrecy=_H)
    other_harm = f.whole("其他危害行为", high=999, unit="次", secrecy=_H)
    self_harm = f.whole("自伤", high=999, unit="次", secrecy=_H)
    suicide_attempt = f.whole("自杀未遂", high=999, unit="次", secrecy=_H)
    locked = f.code("关锁情况", "locked", secrecy=_H)
    in_hospital = f.code("住院情况", "in_hospital", secrecy=_H)
    last_discharge = f.day("末次出院时间", secrecy=_H)
    laboratory = f.code("实验室检查", "none_some", secrecy=_H)
    laboratory_note = f.text("实验室检查结果", longest=100, chars=12, secrecy=_H)
    mental_adherence = f.code("用药依从性", "mental_adherence", secrecy=_H)
    mental_effect = f.code("治疗效果", "mental_effect", secrecy=_H)
    advised1 = f.text("用药指导1", longest=80, chars=12, secrecy=_H)
    advised2 = f.text("用药指导2", longest=80, chars=12, secrecy=_H)
    advised3 = f.text("用药指导3", longest=80, chars=12, secrecy=_H)
    rehabilitation = f.codes("康复措施", "rehabilitation", secrecy=_H)
    stability = f.code("病情稳定分类", "stability", secrecy=_H, aliases=("稳定情况",))
    month_number = f.whole("治疗月序", high=60, unit="月", secrecy=_H)
    patient_kind = f.code("患者类型", "tb_patient", secrecy=_H)
    smear = f.code("痰菌情况", "tb_smear", secrecy=_H)
    resistance = f.code("耐药情况", "tb_resistance", secrecy=_H)
    first_symptoms = f.codes("首次入户症状", "tb_first_symptom", secrecy=_H)
    tb_symptoms = f.codes("肺结核症状", "tb_symptom", secrecy=_H)
    regimen = f.text("化疗方案", longest=80, chars=12, secrecy=_H)
    usage = f.code("用法", "tb_usage", secrecy=_H)
    drug_forms = f.codes("药品剂型", "tb_form", secrecy=_H)
    supervisor = f.code("督导人员", "tb_supervisor", secrecy=_H)
    own_room = f.code("单独居室", "yes1_no2", secrecy=_H)
    ventilation = f.code("通风情况", "good3", secrecy=_H)
    medicine_place = f.text("取药地点", longest=60, chars=12, secrecy=_H)
    medicine_on = f.day("取药时间", secrecy=_H)
    lessons = f.codes("已掌握的健康教育", "tb_lesson", secrecy=_H)
    missed_doses = f.whole("漏服药次数", high=999, unit="次", secrecy=_H)
    complication = f.code("并发症或合并症", "none_some", secrecy=_H)
    complication_note = f.text("并发症说明", longest=100, chars=12, secrecy=_H)
    handling = f.text("处理意见", longest=200, chars=14, secrecy=_H)
    employed = f.yes_no("是否就业")
    family_income = f.money("目前家庭收入")
    income_source = f.code("收入来源", "income_source")
    poverty_cause = f.code("致贫原因", "poverty_cause")
    spouse_health = f.code("配偶健康状况", "well3", secrecy=_H)
    children = f.whole("子女", high=30, unit="人")
    elders = f.whole("负担老人", high=20, unit="人")
    elder_health = f.code("老人健康状况", "well3", secrecy=_H)
    own_health = f.code("个人健康状况", "well3", secrecy=_H)
    ill = f.yes_no("目前是否患病", secrecy=_H)
    illnesses = f.codes("患病种类", "poor_illness", secrecy=_H)
    note = f.text("随访记录", longest=1000, lines=True, chars=24, secrecy=_H)
    remark = f.text("备注", longest=500, chars=20, secrecy=_H)

    class Meta:
        """What is due, done and controlled is answered from indexes, without reading the wide rows."""

        indexes = (
            (("person", "voided_at", "programme", "visited_on", "mode", "state"), False),
            (_TOLD, False),
            (("programme", "voided_at", "visited_on", "person"), False),
        )

    def derive(self) -> None:
        """The index follows from height and weight where it is not entered."""
        deriving.mass_index(self)


FollowUp.add_index(FollowUp.case, where=(FollowUp.state == "3") | (FollowUp.stage == "3"), name="follow_up_over")
