"""Courses and who attended them; cadres who must be trained once (NN §七, NC §二十五, domain.md §2.14)."""

from hfp_desk import fields as f
from hfp_desk.records import deriving
from hfp_desk.records.base import Column, Record, RecordType, Section, of
from hfp_desk.records.duty_checks import attendance_rules, course_rules, presence_rules
from hfp_desk.records.staff import Doctor
from hfp_desk.rules import identity_number as id_rule

_INTERNAL = f.Secrecy.INTERNAL
_PUBLIC = f.Secrecy.PUBLIC
_ID_WORDS = ("身份证号", "身份证号码", "身份证件号码", "公民身份号码", "身份证", "证件号")


class Cadre(Record):
    """Somebody in charge of health poverty relief, who must attend a course once by the deadline (NC §二十五)."""

    name = f.person_name("姓名", required=True, published=True, aliases=("干部姓名", "人员姓名"))
    id_number = f.identity_number("证件号码", aliases=_ID_WORDS, source="GB 11643-1999", check=id_rule.sentence)
    id_key = f.text("匹配号码", longest=18, chars=18, index=True)
    unit = f.text("单位", longest=60, chars=14, required=True, secrecy=_INTERNAL, aliases=("工作单位", "所在单位"))
    section = f.text("科室", longest=40, chars=10, secrecy=_INTERNAL, aliases=("所在科室",))
    post = f.text("职务", longest=40, chars=10, secrecy=_INTERNAL, aliases=("职务/职称",))
    starts = f.day("从事健康扶贫起", secrecy=_INTERNAL, aliases=("到岗日期",))
    ends = f.day("调离日期", secrecy=_INTERNAL, aliases=("离岗日期",))
    phone = f.phone("联系电话", aliases=("电话", "手机", "手机号", "手机号码"))
    remark = f.text("备注", longest=500, chars=20)

    def derive(self) -> None:
        """The match key follows from a number that holds."""
        deriving.from_number(self)


class Course(Record):
    """A training course with its days."""

    name = f.text(
        "培训班名称",
        longest=100,
        chars=30,
        required=True,
        index=True,
        secrecy=_PUBLIC,
        aliases=("班次名称", "班次", "培训名称", "培训项目", "培训班", "课程名称", "培训内容名称"),
    )
    kind = f.code("培训类别", "course_kind", index=True, secrecy=_PUBLIC, aliases=("类别", "培训类型"))
    document = f.text("文号", longest=40, chars=14, secrecy=_PUBLIC, aliases=("通知文号",))
    host = f.text("主办单位", longest=60, chars=20, secrecy=_PUBLIC, aliases=("举办单位",))
    organiser = f.text("承办单位", longest=60, chars=14, secrecy=_PUBLIC)
    place = f.text("培训地点", longest=60, chars=14, secrecy=_PUBLIC, aliases=("地点", "培训机构"))
    starts = f.day(
        "起始日期",
        index=True,
        required=True,
        secrecy=_PUBLIC,
        aliases=("开始日期", "开班日期", "培训开始时间", "起始时间", "开始时间", "培训日期"),
    )
    ends = f.day("结束日期", secrecy=_PUBLIC, aliases=("培训结束时间", "结业日期", "结束时间", "截止日期"))
    days = f.measure("培训天数", high=400, unit="天", secrecy=_PUBLIC, aliases=("办班天数",))
    hours = f.measure("学时", high=4000, secrecy=_PUBLIC, aliases=("总学时", "培训学时"))
    forms = f.codes("培训形式", "course_form", secrecy=_PUBLIC, aliases=("形式",))
    content = f.text("培训内容", longest=500, lines=True, chars=20, secrecy=_PUBLIC, aliases=("内容",))
    teachers = f.text("师资", longest=200, chars=14, secrecy=_PUBLIC, aliases=("授课教师",))
    cost = f.money("培训经费", secrecy=_PUBLIC, aliases=("经费",))
    expected = f.whole("应到人数", secrecy=_PUBLIC, aliases=("计划人数",))
    remark = f.text("备注", longest=500, chars=20, secrecy=_PUBLIC)


class Attendance(Record):
    """One person's part in one course: from the roster as written, tied to the doctor or cadre it is."""

    course = f.link("培训班", Course, chars=20, required=True, secrecy=_INTERNAL)
    trainee = f.link("医务人员", Doctor, secrecy=_INTERNAL)
    cadre = f.link("干部", Cadre, secrecy=_INTERNAL)
    name = f.person_name(
        "姓名", required=True, published=True, aliases=("学员姓名", "参训人员", "学员", "参训人员姓名")
    )
    id_number = f.identity_number("证件号码", aliases=_ID_WORDS, source="GB 11643-1999", check=id_rule.sentence)
    id_key = f.text("匹配号码", longest=18, chars=18, index=True)
    unit = f.text("单位", longest=60, chars=14, secrecy=_INTERNAL, aliases=("工作单位", "所在单位", "选送单位"))
    post = f.text("职务/职称", longest=40, chars=10, secrecy=_INTERNAL, aliases=("职务", "职称"))
    phone = f.phone("联系电话", aliases=("电话", "手机", "手机号", "手机号码"))
    days = f.measure("参训天数", high=400, unit="天", secrecy=_INTERNAL, aliases=("天数", "实际天数", "培训天数(天)"))
    result = f.code("考核结果", "training_result", secrecy=_INTERNAL, aliases=("考核情况", "是否合格", "结业考核"))
    score = f.measure("考核成绩", high=1000, unit="分", secrecy=_INTERNAL, aliases=("成绩", "分数", "考试成绩"))
    certificate = f.text(
        "培训证书号", longest=40, chars=14, secrecy=_INTERNAL, aliases=("结业证书号", "证书编号", "证书号")
    )
    remark = f.text("备注", longest=500, chars=20)

    def derive(self) -> None:
        """The match key follows from a number that holds."""
        deriving.from_number(self)


class Presence(Record):
    """Whether somebody was there on one half day of a course."""

    attendance = f.link("参训人员", Attendance, required=True, secrecy=_INTERNAL)
    day = f.day("日期", required=True, secrecy=_INTERNAL)
    half = f.code("时段", "half_day", required=True, secrecy=_INTERNAL)
    state = f.code("签到", "presence", required=True, secrecy=_INTERNAL, aliases=("到课情况",))


CADRE = RecordType(
    Cadre,
    title="健康扶贫干部",
    columns=of(Cadre.name, Cadre.unit, Cadre.section, Cadre.post, Cadre.starts, Cadre.ends, Cadre.phone),
    sections=(
        Section(
            "干部",
            (
                *(Cadre.name, Cadre.unit, Cadre.section, Cadre.post, Cadre.starts, Cadre.ends),
                *(Cadre.id_number, Cadre.phone, Cadre.remark),
            ),
        ),
    ),
    order=of(Cadre.unit),
)

COURSE = RecordType(
    Course,
    title="培训班",
    columns=of(
        *(Course.name, Course.kind, Course.host, Course.place, Course.starts, Course.ends, Course.days),
        *(Course.hours, Course.forms, Course.expected, Course.cost),
    ),
    sections=(
        Section(
            "培训班",
            (
                *(Course.name, Course.kind, Course.document, Course.host, Course.organiser, Course.place),
                *(Course.starts, Course.ends, Course.days, Course.hours, Course.forms, Course.expected, Course.cost),
            ),
        ),
        Section("内容", (Course.content, Course.teachers, Course.remark)),
    ),
    order=of(Course.starts),
    rules=(course_rules,),
)

ATTENDANCE = RecordType(
    Attendance,
    title="参训人员",
    columns=(
        Column(Course.name, (Attendance.course,)),
        Column(Course.starts, (Attendance.course,)),
        Column(Course.ends, (Attendance.course,)),
        *of(Attendance.name, Attendance.unit, Attendance.post, Attendance.days, Attendance.result),
        *of(Attendance.score, Attendance.certificate, Attendance.phone),
    ),
    sections=(
        Section(
            "参训人员",
            (
                *(Attendance.course, Attendance.name, Attendance.id_number, Attendance.unit, Attendance.post),
                *(Attendance.phone, Attendance.trainee, Attendance.cadre),
            ),
        ),
        Section(
            "结果",
            (Attendance.days, Attendance.result, Attendance.score, Attendance.certificate, Attendance.remark),
        ),
    ),
    order=of(Attendance.name),
    rules=(attendance_rules,),
)

PRESENCE = RecordType(
    Presence,
    title="签到",
    columns=(Column(Attendance.name, (Presence.attendance,)), *of(Presence.day, Presence.half, Presence.state)),
    sections=(Section("签到", (Presence.attendance, Presence.day, Presence.half, Presence.state)),),
    order=of(Presence.day),
    rules=(presence_rules,),
)
