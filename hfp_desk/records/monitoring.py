"""Warnings of falling into poverty through illness, and what a comparison of lists leaves to be verified.

Clue, verification, decision within 15 days, measures within a month (domain.md §2.2, §2.4, §5.3); the comparison of
the national system, the provincial platform and the medical insurance (ZS §六).
"""

from hfp_desk import fields as f
from hfp_desk.records.base import Column, Record, RecordType, Section, of
from hfp_desk.records.people import Household, Person, whose
from hfp_desk.records.places import Place

_INTERNAL = f.Secrecy.INTERNAL
_HEALTH = f.Secrecy.HEALTH


class Alert(Record):
    """A household (by the person concerned) that may fall into poverty, from the clue to the end of the risk."""

    person = f.link("人员", Person, required=True)
    household = f.link("所在户", Household)
    source = f.code("线索来源", "alert_source", required=True, secrecy=_INTERNAL, aliases=("来源",))
    raised_on = f.day("线索日期", required=True, secrecy=_INTERNAL, aliases=("预警日期", "预警时间", "申报日期"))
    risks = f.codes("致贫返贫风险", "risk_kind", secrecy=_HEALTH, aliases=("风险类型", "风险"))
    year = f.whole("费用年度", low=2000, high=2100, secrecy=_INTERNAL)
    own_cost = f.money("个人负担合计", secrecy=_HEALTH, aliases=("合规自付支出", "自付支出"))
    income = f.money("家庭人均纯收入")
    threshold = f.money("预警线", secrecy=_INTERNAL)
    state = f.code("预警状态", "alert_state", required=True, index=True, secrecy=_INTERNAL, aliases=("状态",))
    verified_on = f.day("入户核实日期", secrecy=_INTERNAL, aliases=("核实日期",))
    verified_by = f.text("核实人", longest=40, chars=8, secrecy=_INTERNAL)
    authorised = f.yes_no("授权承诺书", secrecy=_INTERNAL)
    notice_from = f.day("公示开始", secrecy=_INTERNAL)
    notice_to = f.day("公示结束", secrecy=_INTERNAL)
    decided_on = f.day("审定日期", secrecy=_INTERNAL, aliases=("县级审定日期",))
    decided_by = f.text("审定单位", longest=60, chars=12, secrecy=_INTERNAL)
    reason = f.text("认定或取消原因", longest=300, lines=True, chars=20, secrecy=_HEALTH)
    helps = f.codes("健康帮扶措施", "health_help", secrecy=_HEALTH)
    measures = f.text("帮扶措施说明", longest=500, lines=True, chars=20, secrecy=_HEALTH, aliases=("帮扶措施",))
    measured_on = f.day("措施落实日期", secrecy=_INTERNAL)
    responsible = f.text("帮扶责任人", longest=20, chars=8, secrecy=_INTERNAL)
    cleared_on = f.day("风险消除日期", secrecy=_INTERNAL)
    removal = f.code("风险消除方式", "risk_removal", secrecy=_INTERNAL)
    remark = f.text("备注", longest=500, chars=20, secrecy=_HEALTH)


class Discrepancy(Record):
    """One difference between two lists about one person, to be verified by the township and put right."""

    compared_on = f.day("比对日期", required=True, index=True, secrecy=_INTERNAL)
    left_list = f.text("甲方名单", longest=80, chars=16, secrecy=_INTERNAL)
    right_list = f.text("乙方名单", longest=80, chars=16, secrecy=_INTERNAL)
    person = f.link("人员", Person)
    name = f.person_name("姓名", required=True, published=True)
    id_number = f.identity_number("证件号码")
    town = f.link("乡镇", Place, chars=8, secrecy=_INTERNAL)
    village = f.link("行政村", Place, chars=10, secrecy=_INTERNAL)
    kind = f.code("差异类别", "discrepancy_kind", required=True, index=True, secrecy=_INTERNAL)
    column = f.text("差异栏目", longest=40, chars=10, secrecy=_INTERNAL)
    left = f.text("甲方内容", longest=200, chars=14, secrecy=_HEALTH)
    right = f.text("乙方内容", longest=200, chars=14, secrecy=_HEALTH)
    state = f.code("核实状态", "discrepancy_state", index=True, secrecy=_INTERNAL)
    handed_on = f.day("下发日期", secrecy=_INTERNAL)
    outcome = f.text("核实结果", longest=200, chars=16, secrecy=_HEALTH)
    verified_by = f.text("核实人", longest=20, chars=8, secrecy=_INTERNAL)
    verified_on = f.day("核实日期", secrecy=_INTERNAL)
    remark = f.text("备注", longest=500, chars=20, secrecy=_HEALTH)


_A = Alert
ALERT = RecordType(
    Alert,
    title="监测预警",
    columns=(
        *whose(_A.person),
        *of(_A.source, _A.raised_on, _A.risks, _A.own_cost, _A.income, _A.threshold, _A.state, _A.decided_on),
        *of(_A.measured_on, _A.cleared_on),
    ),
    sections=(
        Section(
            "线索", (_A.source, _A.raised_on, _A.risks, _A.year, _A.own_cost, _A.income, _A.threshold, _A.household)
        ),
        Section(
            "核实与审定",
            (
                *(_A.state, _A.verified_on, _A.verified_by, _A.authorised, _A.notice_from, _A.notice_to),
                *(_A.decided_on, _A.decided_by, _A.reason),
            ),
        ),
        Section(
            "帮扶与消除",
            (_A.helps, _A.measures, _A.measured_on, _A.responsible, _A.cleared_on, _A.removal, _A.remark),
        ),
    ),
    order=of(_A.raised_on),
)

_D = Discrepancy
DISCREPANCY = RecordType(
    Discrepancy,
    title="比对差异",
    columns=(
        Column(Place.name, (_D.town,), label="乡镇"),
        Column(Place.name, (_D.village,), label="行政村"),
        *of(_D.name, _D.id_number, _D.kind, _D.column, _D.left, _D.right, _D.state, _D.outcome),
        *of(_D.compared_on, _D.left_list, _D.right_list),
    ),
    sections=(
        Section(
            "差异",
            (
                *(_D.name, _D.id_number, _D.town, _D.village, _D.kind, _D.column, _D.left, _D.right),
                *(_D.compared_on, _D.left_list, _D.right_list),
            ),
        ),
        Section(
            "核实",
            (_D.state, _D.handed_on, _D.outcome, _D.verified_by, _D.verified_on, _D.remark),
        ),
    ),
    order=of(_D.compared_on),
)
