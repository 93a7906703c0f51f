"""Family-doctor teams, contracts, service items and services given (GJ 二(二)2, NC §四, ZS §八, domain.md §2.9).

签约一项履约一项: an item is fulfilled by records that prove it, never by a tick. Diseases that are kept restricted are
not among the groups of a contract; they are known by the managed case alone.
"""

from hfp_desk import fields as f
from hfp_desk.records.base import Column, Record, RecordType, Section, of
from hfp_desk.records.care import Treatment
from hfp_desk.records.network import Institution
from hfp_desk.records.outreach import Activity
from hfp_desk.records.people import Household, Person, whose
from hfp_desk.records.places import Place
from hfp_desk.records.signing_checks import (
    contract_rules,
    member_rules,
    service_item_rules,
    service_rules,
    survey_rules,
    team_rules,
)
from hfp_desk.records.staff import Doctor
from hfp_desk.rules import contract_checks

_INTERNAL = f.Secrecy.INTERNAL
_HEALTH = f.Secrecy.HEALTH
_TOWN = ("镇街", "镇（街）", "乡镇街道", "所在乡镇")


class Team(Record):
    """A team of county, township and village doctors."""

    name = f.text(
        "签约团队",
        longest=60,
        chars=16,
        required=True,
        index=True,
        secrecy=_INTERNAL,
        aliases=("团队名称", "团队", "家庭医生团队"),
    )
    town = f.link("乡镇", Place, chars=8, secrecy=_INTERNAL, aliases=_TOWN)
    institution = f.link("所属机构", Institution, chars=16, secrecy=_INTERNAL, aliases=("所属卫生院", "机构名称"))
    leader = f.text("团队长", longest=20, chars=8, secrecy=_INTERNAL, aliases=("队长", "团队负责人"))
    phone = f.phone("联系电话", aliases=("团队电话", "电话"))
    starts = f.day("成立日期", secrecy=_INTERNAL, aliases=("组建日期",))
    ends = f.day("撤销日期", secrecy=_INTERNAL)
    remark = f.text("备注", longest=500, chars=20, secrecy=_INTERNAL)


class TeamMember(Record):
    """Somebody in a team, with the part they have in it."""

    team = f.link("签约团队", Team, required=True, chars=16, secrecy=_INTERNAL)
    doctor = f.link("医务人员", Doctor, secrecy=_INTERNAL)
    name = f.person_name("姓名", required=True, published=True, aliases=("成员姓名", "医生姓名"))
    role = f.code("团队角色", "team_role", required=True, secrecy=_INTERNAL, aliases=("角色", "成员类别"))
    unit = f.text("单位", longest=60, chars=16, secrecy=_INTERNAL, aliases=("工作单位", "所在单位"))
    phone = f.phone("联系电话", aliases=("电话", "手机"))
    starts = f.day("加入日期", secrecy=_INTERNAL)
    ends = f.day("退出日期", secrecy=_INTERNAL)
    remark = f.text("备注", longest=500, chars=20, secrecy=_INTERNAL)


class Contract(Record):
    """One person's contract with a team for a period, or why there is none (the return asks for the reasons)."""

    person = f.link("人员", Person, required=True, index=False)
    household = f.link("所属家庭", Household)
    state = f.code(
        "签约状态", "contract_state", index=True, required=True, secrecy=_INTERNAL, aliases=("是否签约", "签约情况")
    )
    unsigned_reason = f.code("未签约原因", "unsigned_reason", aliases=("未签原因", "不签约原因"))
    groups = f.codes("人群分类", "contract_group", secrecy=_HEALTH, aliases=("服务人群", "人群类别", "重点人群"))
    package = f.code("签约服务包", "contract_package", secrecy=_INTERNAL, aliases=("服务包", "签约包型", "包型"))
    team = f.link("签约团队", Team, chars=16, secrecy=_INTERNAL, aliases=("家庭医生团队", "团队名称", "团队"))
    doctor = f.link("签约村医", Doctor, secrecy=_INTERNAL)
    doctor_name = f.text(
        "签约医生", longest=20, chars=8, index=True, secrecy=_INTERNAL, aliases=("家庭医生", "签约医生姓名", "责任医生")
    )
    years = f.whole("签约周期", high=5, unit="年", secrecy=_INTERNAL, aliases=("签约年限",))
    signed_on = f.day("签约日期", secrecy=_INTERNAL, aliases=("签约时间", "签订日期"))
    starts = f.day("开始日期", secrecy=_INTERNAL, aliases=("起始日期", "协议开始日期"))
    ends = f.day(
        "到期日期", index=True, secrecy=_INTERNAL, aliases=("结束日期", "截止日期", "协议到期日期", "有效期至")
    )
    mode = f.code("签约方式", "sign_mode", secrecy=_INTERNAL)
    signer = f.text("签约人", longest=20, chars=8, aliases=("甲方签字人", "甲方确认人"))
    signer_phone = f.phone("签约人电话")
    countersigner = f.text("乙方确认人", longest=20, chars=8, secrecy=_INTERNAL)
    handed_over = f.yes_no("协议已交户", secrecy=_INTERNAL, aliases=("协议是否交户",))
    read_signed = f.yes_no("协议已阅读签字", secrecy=_INTERNAL, aliases=("协议书已阅读签字",))
    cancelled_on = f.day("解约日期", secrecy=_INTERNAL)
    cancel_reason = f.code("解约原因", "cancel_reason", secrecy=_INTERNAL)
    remark = f.text("备注", longest=500, chars=20)

    class Meta:
        """Who has a contract on a day is answered from an index."""

        indexes = ((("person", "voided_at", "starts", "ends", "state"), False),)

    def derive(self) -> None:
        """A contract in force begins when it is signed and, where its years are entered, ends after them."""
        if self.state in contract_checks.IN_FORCE:
            self.starts = self.starts or self.signed_on
            if self.starts is not None and self.ends is None and self.years:
                self.ends = contract_checks.last_day(self.starts, self.years)


class ServiceItem(Record):
    """An item of a package with its times a year; while the office enters none, the policy's items hold."""

    name = f.text(
        "服务项目", longest=60, chars=16, required=True, index=True, secrecy=f.Secrecy.PUBLIC, aliases=("项目名称",)
    )
    kind = f.code("项目类别", "service_item_kind", secrecy=f.Secrecy.PUBLIC)
    package = f.code("签约服务包", "contract_package", secrecy=f.Secrecy.PUBLIC, aliases=("服务包",))
    groups = f.codes("适应人群", "contract_group", secrecy=f.Secrecy.PUBLIC)
    times = f.whole("每年次数", high=366, required=True, secrecy=f.Secrecy.PUBLIC, aliases=("次数", "年服务次数"))
    within_weeks = f.whole("签约后几周内完成", high=60, unit="周", secrecy=f.Secrecy.PUBLIC)
    proof = f.code("履约凭据", "service_proof", required=True, secrecy=f.Secrecy.PUBLIC)
    starts = f.day("起始日期", secrecy=f.Secrecy.PUBLIC)
    ends = f.day("截止日期", secrecy=f.Secrecy.PUBLIC)
    remark = f.text("备注", longest=500, chars=20, secrecy=f.Secrecy.PUBLIC)


class Service(Record):
    """A service given under a contract; follow-ups and exams prove themselves, all else is proved by this record."""

    person = f.link("人员", Person, required=True, index=False)
    contract = f.link("签约协议", Contract, secrecy=_INTERNAL)
    item = f.text("服务项目", longest=60, chars=16, required=True, secrecy=_INTERNAL, aliases=("服务项", "项目名称"))
    proof = f.code("履约凭据", "service_proof", secrecy=_INTERNAL)
    served_on = f.day("服务日期", required=True, secrecy=_INTERNAL, aliases=("服务时间",))
    mode = f.code("服务方式", "service_mode", secrecy=_INTERNAL)
    doctor = f.link("服务村医", Doctor, secrecy=_INTERNAL)
    doctor_name = f.text("服务人", longest=20, chars=8, secrecy=_INTERNAL, aliases=("服务医生",))
    unit = f.text("服务机构", longest=60, chars=16, secrecy=_INTERNAL)
    address = f.text("服务地址", longest=200, chars=16)
    content = f.text("服务说明", longest=500, lines=True, chars=24, secrecy=_HEALTH, aliases=("服务内容",))
    treatment = f.link("接诊记录", Treatment, secrecy=_HEALTH)
    activity = f.link("健康教育活动", Activity, secrecy=_INTERNAL)
    remark = f.text("备注", longest=500, chars=20)

    class Meta:
        """The services of a person's contract year are read from an index."""

        indexes = ((("person", "voided_at", "served_on", "proof"), False),)


class Survey(Record):
    """What somebody knows of the policy and thinks of the service (知晓率、满意度: GJ 三(四), ZS §八)."""

    person = f.link("人员", Person, required=True)
    surveyed_on = f.day("调查日期", required=True, secrecy=_INTERNAL)
    knows_policy = f.yes_no("知晓健康扶贫政策", secrecy=_INTERNAL, aliases=("政策知晓",))
    knows_doctor = f.yes_no("知晓签约医生", secrecy=_INTERNAL)
    knows_services = f.yes_no("知晓服务内容", secrecy=_INTERNAL)
    served = f.yes_no("接受过服务", secrecy=_INTERNAL)
    satisfaction = f.code("满意度", "satisfaction", secrecy=_INTERNAL)
    surveyor = f.text("调查人", longest=20, chars=8, secrecy=_INTERNAL)
    opinion = f.text("意见建议", longest=500, lines=True, chars=20, secrecy=_INTERNAL)
    remark = f.text("备注", longest=500, chars=20)


TEAM = RecordType(
    Team,
    title="签约团队",
    columns=(
        Column(Place.name, (Team.town,), label="乡镇"),
        *of(Team.name, Team.institution, Team.leader, Team.phone, Team.starts, Team.ends),
    ),
    sections=(
        Section(
            "团队",
            (Team.name, Team.town, Team.institution, Team.leader, Team.phone, Team.starts, Team.ends, Team.remark),
        ),
    ),
    order=of(Team.name),
    rules=(team_rules,),
)

TEAM_MEMBER = RecordType(
    TeamMember,
    title="团队成员",
    columns=(
        Column(Team.name, (TeamMember.team,)),
        *of(TeamMember.name, TeamMember.role, TeamMember.unit, TeamMember.phone, TeamMember.starts, TeamMember.ends),
    ),
    sections=(
        Section(
            "团队成员",
            (
                *(TeamMember.team, TeamMember.name, TeamMember.role, TeamMember.unit, TeamMember.doctor),
                *(TeamMember.phone, TeamMember.starts, TeamMember.ends, TeamMember.remark),
            ),
        ),
    ),
    order=of(TeamMember.role),
    rules=(member_rules,),
)

CONTRACT = RecordType(
    Contract,
    title="签约",
    columns=(
        *whose(Contract.person),
        *of(Contract.state, Contract.groups, Contract.team, Contract.doctor_name, Contract.signed_on),
        *of(Contract.starts, Contract.ends, Contract.package, Contract.unsigned_reason, Contract.handed_over),
    ),
    sections=(
        Section(
            "签约",
            (
                *(Contract.state, Contract.groups, Contract.package, Contract.team, Contract.doctor_name),
                *(Contract.doctor, Contract.signed_on, Contract.starts, Contract.ends, Contract.years),
                Contract.unsigned_reason,
            ),
        ),
        Section(
            "签字与交付",
            (
                *(Contract.mode, Contract.signer, Contract.signer_phone, Contract.countersigner),
                *(Contract.handed_over, Contract.read_signed, Contract.household),
            ),
        ),
        Section("解约", (Contract.cancelled_on, Contract.cancel_reason, Contract.remark)),
    ),
    order=of(Contract.ends),
    rules=(contract_rules,),
)

SERVICE_ITEM = RecordType(
    ServiceItem,
    title="服务项目",
    columns=of(
        *(ServiceItem.name, ServiceItem.kind, ServiceItem.package, ServiceItem.groups, ServiceItem.times),
        *(ServiceItem.within_weeks, ServiceItem.proof, ServiceItem.starts, ServiceItem.ends),
    ),
    sections=(
        Section(
            "服务项目",
            (
                *(ServiceItem.name, ServiceItem.kind, ServiceItem.package, ServiceItem.groups, ServiceItem.times),
                *(ServiceItem.within_weeks, ServiceItem.proof, ServiceItem.starts, ServiceItem.ends),
                ServiceItem.remark,
            ),
        ),
    ),
    order=of(ServiceItem.name),
    rules=(service_item_rules,),
)

SERVICE = RecordType(
    Service,
    title="服务记录",
    columns=(
        *whose(Service.person),
        *of(Service.item, Service.served_on, Service.mode, Service.doctor_name, Service.unit, Service.content),
    ),
    sections=(
        Section(
            "服务",
            (
                *(Service.item, Service.proof, Service.served_on, Service.mode, Service.doctor_name, Service.doctor),
                *(Service.unit, Service.address, Service.content),
            ),
        ),
        Section("凭据", (Service.contract, Service.treatment, Service.activity, Service.remark)),
    ),
    order=of(Service.served_on),
    rules=(service_rules,),
)

SURVEY = RecordType(
    Survey,
    title="知晓与满意",
    columns=(
        *whose(Survey.person),
        *of(Survey.surveyed_on, Survey.knows_policy, Survey.knows_doctor, Survey.knows_services, Survey.served),
        *of(Survey.satisfaction, Survey.surveyor),
    ),
    sections=(
        Section(
            "知晓与满意",
            (
                *(Survey.surveyed_on, Survey.knows_policy, Survey.knows_doctor, Survey.knows_services, Survey.served),
                *(Survey.satisfaction, Survey.surveyor, Survey.opinion, Survey.remark),
            ),
        ),
    ),
    order=of(Survey.surveyed_on),
    rules=(survey_rules,),
)
