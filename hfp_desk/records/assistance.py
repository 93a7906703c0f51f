"""Paired assistance: partnerships, people posted, their months, breaks and assessments (NC §十八, NN §八)."""

from hfp_desk import fields as f
from hfp_desk.records import deriving
from hfp_desk.records.base import Column, Record, RecordType, Section, of
from hfp_desk.records.duty_checks import absence_rules, partnership_rules, posting_month_rules, posting_rules
from hfp_desk.rules import identity_number as id_rule

_INTERNAL = f.Secrecy.INTERNAL
_PUBLIC = f.Secrecy.PUBLIC


class Partnership(Record):
    """A supporting hospital and the institution it supports: agreement, form, goals."""

    supporter = f.text(
        "支援单位",
        longest=80,
        chars=16,
        required=True,
        index=True,
        secrecy=_PUBLIC,
        aliases=("支援医院", "派出单位", "派出医院", "对口支援单位", "帮扶单位", "帮扶医院", "支援方"),
    )
    supporter_level = f.code("支援单位级别", "hospital_level", secrecy=_PUBLIC)
    receiver = f.text(
        "受援单位",
        longest=80,
        chars=16,
        required=True,
        index=True,
        secrecy=_PUBLIC,
        aliases=("受援医院", "接收单位", "接收医院", "被帮扶单位", "被帮扶医院", "派驻单位", "受援方"),
    )
    form = f.code("帮扶形式", "assistance_form", secrecy=_PUBLIC, aliases=("支援形式", "帮扶方式"))
    agreement = f.text("协议编号", longest=60, chars=14, secrecy=_PUBLIC)
    starts = f.day("协议起始", secrecy=_PUBLIC, aliases=("协议开始日期",))
    ends = f.day("协议截止", secrecy=_PUBLIC, aliases=("协议结束日期",))
    goals = f.text("帮扶目标", longest=500, lines=True, chars=20, secrecy=_PUBLIC, aliases=("目标任务",))
    specialties = f.text("受援专科", longest=200, chars=16, secrecy=_PUBLIC, aliases=("帮扶专科", "重点专科"))
    contact = f.text("联系人", longest=30, chars=8, secrecy=_INTERNAL)
    phone = f.phone("联系电话", secrecy=_INTERNAL)
    remark = f.text("备注", longest=500, chars=20, secrecy=_INTERNAL)


class Posting(Record):
    """A person sent by a supporter, from the day of arrival to the day of leaving."""

    partnership = f.link("对口帮扶关系", Partnership, chars=16, required=True, secrecy=_INTERNAL)
    name = f.person_name(
        "姓名", required=True, published=True, aliases=("派驻人员", "派驻人员姓名", "支援医生", "帮扶人员", "医生姓名")
    )
    sex = f.code("性别", "sex", chars=4)
    id_number = f.identity_number(
        "证件号码",
        aliases=("身份证号", "身份证号码", "身份证件号码", "公民身份号码", "身份证"),
        source="GB 11643-1999",
        check=id_rule.sentence,
    )
    id_key = f.text("匹配号码", longest=18, chars=18, index=True)
    title = f.text("职称", longest=30, chars=10, secrecy=_INTERNAL, aliases=("技术职称", "专业技术职务", "职称名称"))
    title_grade = f.code("职称级别", "title_grade", secrecy=_INTERNAL, aliases=("职称等级",))
    specialty = f.text("专业", longest=40, chars=10, secrecy=_INTERNAL, aliases=("专科", "从事专业", "科室专业"))
    department = f.text("派驻科室", longest=40, chars=10, secrecy=_INTERNAL, aliases=("受援科室", "帮扶科室"))
    duty = f.text("职务", longest=40, chars=10, secrecy=_INTERNAL, aliases=("派驻职务", "担任职务"))
    kind = f.code("派驻类别", "posting_kind", secrecy=_INTERNAL, aliases=("派驻形式", "支援类别"))
    starts = f.day(
        "到岗日期",
        index=True,
        required=True,
        secrecy=_INTERNAL,
        aliases=("到岗时间", "起始日期", "起始时间", "开始时间", "派驻开始时间", "到任时间", "进驻时间"),
    )
    ends = f.day(
        "离岗日期",
        secrecy=_INTERNAL,
        aliases=("离岗时间", "结束日期", "结束时间", "截止时间", "派驻结束时间", "离任时间", "返回时间"),
    )
    planned_end = f.day("计划离岗日期", secrecy=_INTERNAL, aliases=("拟离岗时间", "计划结束日期"))
    successor = f.text("接替人", longest=50, chars=8, secrecy=_INTERNAL, aliases=("接替人员",))
    phone = f.phone("联系电话", aliases=("电话", "手机", "手机号", "手机号码"))
    remark = f.text("备注", longest=500, chars=20)

    def derive(self) -> None:
        """The match key, and sex where it is not entered, follow from a number that holds."""
        deriving.from_number(self, "sex")


class Absence(Record):
    """Leave or a break of a posting, first and last day included."""

    posting = f.link("派驻人员", Posting, required=True, secrecy=_INTERNAL)
    kind = f.code("缺勤类别", "absence_kind", required=True, secrecy=_INTERNAL, aliases=("请假类别", "请假事由"))
    starts = f.day("起始日期", required=True, secrecy=_INTERNAL, aliases=("开始日期", "请假开始"))
    ends = f.day("截止日期", secrecy=_INTERNAL, aliases=("结束日期", "请假结束"))
    remark = f.text("备注", longest=500, chars=20, secrecy=_INTERNAL)


class PostingMonth(Record):
    """What a posted person did in one month: attendance and workload (考勤月报, 工作量月报)."""

    posting = f.link("派驻人员", Posting, required=True, secrecy=_INTERNAL)
    month = f.vague_day("月份", required=True, secrecy=_INTERNAL, aliases=("年月", "考勤月份"))
    present = f.measure("出勤天数", high=31, unit="天", secrecy=_INTERNAL, aliases=("出勤", "实际出勤"))
    outpatients = f.whole("门诊人次", secrecy=_INTERNAL, aliases=("门诊", "诊疗人次"))
    rounds = f.whole("巡诊次数", secrecy=_INTERNAL, aliases=("出诊次数", "出诊/巡诊次数"))
    surgeries = f.whole("手术例数", secrecy=_INTERNAL, aliases=("手术",))
    demonstrations = f.whole("示教手术", secrecy=_INTERNAL, aliases=("手术示教",))
    consultations = f.whole("会诊次数", secrecy=_INTERNAL, aliases=("会诊",))
    ward_rounds = f.whole("教学查房", secrecy=_INTERNAL, aliases=("查房", "教学查房次数"))
    lectures = f.whole("讲座次数", secrecy=_INTERNAL, aliases=("讲座", "讲座培训次数"))
    trained = f.whole("培训人次", secrecy=_INTERNAL)
    techniques = f.whole("新技术项数", secrecy=_INTERNAL, aliases=("新技术", "新技术项目"))
    apprentices = f.whole("带教人数", secrecy=_INTERNAL, aliases=("带教",))
    remark = f.text("备注", longest=500, chars=20, secrecy=_INTERNAL)


class Assessment(Record):
    """An assessment of a partnership or of one posting, with the effect before and after."""

    partnership = f.link("对口帮扶关系", Partnership, chars=16, required=True, secrecy=_INTERNAL)
    whom = f.link("派驻人员", Posting, chars=8, secrecy=_INTERNAL)
    period = f.text("考核期", longest=20, chars=14, required=True, secrecy=_INTERNAL, aliases=("考核年度", "考核季度"))
    score = f.measure("得分", high=1000, unit="分", secrecy=_INTERNAL, aliases=("考核得分", "分数"))
    grade = f.code("等次", "assessment_grade", secrecy=_INTERNAL, aliases=("考核等次", "考核结果"))
    assessor = f.text("考核单位", longest=60, chars=14, secrecy=_INTERNAL)
    assessed_on = f.day("考核日期", secrecy=_INTERNAL)
    techniques = f.text("新开展技术", longest=200, chars=16, secrecy=_INTERNAL, aliases=("新技术新项目",))
    outpatients_before = f.whole("帮扶前门诊量", secrecy=_INTERNAL)
    outpatients_after = f.whole("帮扶后门诊量", secrecy=_INTERNAL)
    inpatients_before = f.whole("帮扶前住院量", secrecy=_INTERNAL)
    inpatients_after = f.whole("帮扶后住院量", secrecy=_INTERNAL)
    referred_before = f.measure("帮扶前转出率", high=100, unit="%", secrecy=_INTERNAL)
    referred_after = f.measure("帮扶后转出率", high=100, unit="%", secrecy=_INTERNAL)
    remark = f.text("备注", longest=500, chars=20, secrecy=_INTERNAL)


PARTNERSHIP = RecordType(
    Partnership,
    title="对口帮扶",
    columns=of(
        *(Partnership.supporter, Partnership.supporter_level, Partnership.receiver, Partnership.form),
        *(Partnership.agreement, Partnership.starts, Partnership.ends, Partnership.specialties, Partnership.goals),
    ),
    sections=(
        Section(
            "双方",
            (Partnership.supporter, Partnership.supporter_level, Partnership.receiver, Partnership.form),
        ),
        Section(
            "协议与目标",
            (
                *(Partnership.agreement, Partnership.starts, Partnership.ends, Partnership.specialties),
                *(Partnership.goals, Partnership.contact, Partnership.phone, Partnership.remark),
            ),
        ),
    ),
    order=of(Partnership.supporter),
    rules=(partnership_rules,),
)

_PAIR = (
    Column(Partnership.supporter, (Posting.partnership,)),
    Column(Partnership.receiver, (Posting.partnership,)),
)

POSTING = RecordType(
    Posting,
    title="派驻人员",
    columns=(
        *_PAIR,
        *of(Posting.name, Posting.sex, Posting.title, Posting.title_grade, Posting.specialty, Posting.department),
        *of(Posting.kind, Posting.starts, Posting.ends, Posting.successor, Posting.phone),
    ),
    sections=(
        Section(
            "派驻人员",
            (
                *(Posting.partnership, Posting.name, Posting.sex, Posting.id_number, Posting.title),
                *(Posting.title_grade, Posting.specialty, Posting.phone),
            ),
        ),
        Section(
            "派驻",
            (
                *(Posting.department, Posting.duty, Posting.kind, Posting.starts, Posting.ends),
                *(Posting.planned_end, Posting.successor, Posting.remark),
            ),
        ),
    ),
    order=of(Posting.starts),
    rules=(posting_rules,),
)

ABSENCE = RecordType(
    Absence,
    title="请假中断",
    columns=(
        Column(Posting.name, (Absence.posting,)),
        *of(Absence.kind, Absence.starts, Absence.ends, Absence.remark),
    ),
    sections=(Section("请假中断", (Absence.posting, Absence.kind, Absence.starts, Absence.ends, Absence.remark)),),
    order=of(Absence.starts),
    rules=(absence_rules,),
)

_WORK = (
    *(PostingMonth.present, PostingMonth.outpatients, PostingMonth.rounds, PostingMonth.surgeries),
    *(PostingMonth.demonstrations, PostingMonth.consultations, PostingMonth.ward_rounds, PostingMonth.lectures),
    *(PostingMonth.trained, PostingMonth.techniques, PostingMonth.apprentices),
)

POSTING_MONTH = RecordType(
    PostingMonth,
    title="派驻月报",
    columns=(Column(Posting.name, (PostingMonth.posting,)), *of(PostingMonth.month, *_WORK)),
    sections=(
        Section("月份", (PostingMonth.posting, PostingMonth.month)),
        Section("出勤与工作量", (*_WORK, PostingMonth.remark)),
    ),
    order=of(PostingMonth.month),
    rules=(posting_month_rules,),
)

ASSESSMENT = RecordType(
    Assessment,
    title="成效考核",
    columns=(
        Column(Partnership.supporter, (Assessment.partnership,)),
        Column(Partnership.receiver, (Assessment.partnership,)),
        Column(Posting.name, (Assessment.whom,)),
        *of(Assessment.period, Assessment.score, Assessment.grade, Assessment.assessor, Assessment.assessed_on),
    ),
    sections=(
        Section(
            "考核",
            (
                *(Assessment.partnership, Assessment.whom, Assessment.period, Assessment.score, Assessment.grade),
                *(Assessment.assessor, Assessment.assessed_on),
            ),
        ),
        Section(
            "成效",
            (
                *(Assessment.techniques, Assessment.outpatients_before, Assessment.outpatients_after),
                *(Assessment.inpatients_before, Assessment.inpatients_after),
                *(Assessment.referred_before, Assessment.referred_after, Assessment.remark),
            ),
        ),
    ),
    order=of(Assessment.period),
)
