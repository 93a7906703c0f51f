"""Dated identities of a person: 建档立卡、低保、特困、贫困残疾人、脱贫人口、监测对象 …, several at a time."""

from hfp_desk import fields as f
from hfp_desk.records.base import Column, Record, RecordType, Section, of
from hfp_desk.records.people import Person
from hfp_desk.records.places import Place


class Identity(Record):
    """One identity of a person with its period; several at a time are usual."""

    person = f.link("人员", Person, required=True)
    kind = f.code(
        "身份类别",
        "identity",
        index=True,
        required=True,
        published=True,
        aliases=("人员类别", "对象类别", "身份", "救助身份", "对象身份", "特殊人员身份类别", "医疗救助身份"),
    )
    number = f.text("证书编号", longest=40, chars=16, aliases=("低保证号", "救助证编号", "救助证号", "特困证号"))
    starts = f.vague_day("开始时间", aliases=("开始享受时间", "享受时间", "纳入时间", "批准时间", "起始时间"))
    ends = f.vague_day("结束时间", aliases=("停保时间", "取消时间", "身份取消时间"))
    entry_reason = f.code("进入原因", "entry_reason")
    exit_reason = f.code("退出原因", "exit_reason", aliases=("取消原因", "停保原因"))
    benefits_continue = f.yes_no("脱贫不脱政策", source="DZ (十一)")
    insured = f.whole("保障人口", high=60, aliases=("保障人数", "保障人口数"), published=True)
    monthly = f.money("月保障金", aliases=("月保障金(元)", "保障金额", "月补差金额"), published=True)
    disability_kind = f.code("残疾类别", "disability_kind", secrecy=f.Secrecy.HEALTH)
    disability_grade = f.code("残疾等级", "disability_grade", secrecy=f.Secrecy.HEALTH)
    risk_cleared = f.yes_no("风险是否消除")
    risk_on = f.vague_day("风险识别时间", aliases=("监测识别时间",))
    risk_cleared_on = f.vague_day("风险消除时间")
    listed_on = f.day("数据日期", secrecy=f.Secrecy.INTERNAL, aliases=("名单日期",))
    list_source = f.text("名单来源", longest=60, secrecy=f.Secrecy.INTERNAL)
    remark = f.text("备注", longest=500, chars=20)


IDENTITY = RecordType(
    Identity,
    title="身份",
    columns=(
        Column(Place.name, (Identity.person, Person.town), label="乡镇"),
        Column(Place.name, (Identity.person, Person.village), label="行政村"),
        Column(Person.name, (Identity.person,)),
        Column(Person.id_number, (Identity.person,)),
        *of(Identity.kind, Identity.starts, Identity.ends, Identity.exit_reason, Identity.benefits_continue),
        *of(Identity.insured, Identity.monthly, Identity.listed_on, Identity.list_source),
    ),
    sections=(
        Section(
            "身份",
            (
                Identity.kind,
                Identity.number,
                Identity.starts,
                Identity.ends,
                Identity.entry_reason,
                Identity.exit_reason,
                Identity.benefits_continue,
            ),
        ),
        Section(
            "待遇与风险",
            (
                Identity.insured,
                Identity.monthly,
                Identity.disability_kind,
                Identity.disability_grade,
                Identity.risk_on,
                Identity.risk_cleared,
                Identity.risk_cleared_on,
            ),
        ),
        Section("来源", (Identity.listed_on, Identity.list_source, Identity.remark)),
    ),
    order=of(Identity.kind),
)
