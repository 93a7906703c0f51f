"""Screenings and aids of the special programmes (NC §五–§十一, DZ §二(五)(六), NN §二(十)(十一))."""

from hfp_desk import fields as f
from hfp_desk.records.base import Record, RecordType, Section, of
from hfp_desk.records.network import Institution
from hfp_desk.records.people import Person, whose

_INTERNAL = f.Secrecy.INTERNAL
_HEALTH = f.Secrecy.HEALTH
AIDS_TEST, AIDS_GRANT = "7", "8"
"""Codes of ``screening_kind`` and ``aid_kind`` that tell of AIDS."""


class Screening(Record):
    """One screening of one person: two cancers, before and in pregnancy, newborns, TB, AIDS, endemic diseases."""

    person = f.link("人员", Person, required=True, index=False)
    kind = f.code("筛查项目", "screening_kind", required=True, secrecy=_HEALTH, aliases=("检查项目", "筛查类别"))
    restricted = f.yes_no("保密病种", secrecy=_INTERNAL, source="NC (五)")
    screened_on = f.day("筛查日期", required=True, secrecy=_HEALTH, aliases=("检查日期", "筛查时间", "检查时间"))
    institution = f.link("筛查机构", Institution, secrecy=_HEALTH)
    unit = f.text("筛查单位", longest=60, chars=16, secrecy=_HEALTH, aliases=("检查单位", "检查机构"))
    spouse = f.text("配偶姓名", longest=20, chars=8)
    method = f.text("检查方法", longest=60, chars=12, secrecy=_HEALTH)
    result = f.code("筛查结果", "screening_result", secrecy=_HEALTH, aliases=("检查结果", "结果"))
    finding = f.text("结果说明", longest=200, chars=16, secrecy=_HEALTH, aliases=("诊断结果",))
    recalled_on = f.day("召回日期", secrecy=_HEALTH)
    confirmed = f.yes_no("确诊", secrecy=_HEALTH)
    confirmed_disease = f.text("确诊疾病", longest=80, chars=14, secrecy=_HEALTH)
    treated = f.yes_no("已治疗", secrecy=_HEALTH)
    free = f.yes_no("免费项目", secrecy=_INTERNAL)
    subsidy = f.money("补助金额", secrecy=_HEALTH)
    remark = f.text("备注", longest=500, chars=20, secrecy=_HEALTH)

    class Meta:
        """Whether somebody was screened for something is answered from an index."""

        indexes = (
            (("person", "voided_at", "kind", "screened_on"), False),
            (("kind", "voided_at", "screened_on"), False),
        )

    def derive(self) -> None:
        """A test for AIDS is restricted whatever its result (NC §五 患者信息保密)."""
        if self.kind == AIDS_TEST:
            self.restricted = True


Screening.add_index(Screening.restricted, where=Screening.restricted == True)  # noqa: E712


class Aid(Record):
    """A grant of a programme to one person: birth defects, TB, late schistosomiasis, family planning."""

    person = f.link("人员", Person, required=True)
    kind = f.code("救助项目", "aid_kind", required=True, secrecy=_HEALTH, aliases=("项目类别", "扶助类别", "补助项目"))
    restricted = f.yes_no("保密病种", secrecy=_INTERNAL, source="NC (五)")
    project = f.text("项目名称", longest=80, chars=16, secrecy=_HEALTH)
    funder = f.text("资助单位", longest=60, chars=16, secrecy=_INTERNAL, aliases=("出资单位", "基金会"))
    disease = f.text("救助病种", longest=80, chars=14, secrecy=_HEALTH)
    year = f.whole("年度", low=1990, high=2100, secrecy=_INTERNAL)
    applied_on = f.day("申请日期", secrecy=_INTERNAL)
    approved_on = f.day("批准日期", secrecy=_INTERNAL, aliases=("审批日期",))
    amount = f.money("救助金额", aliases=("补助金额", "奖扶金额", "扶助金额"))
    paid_on = f.day("发放日期", secrecy=_INTERNAL)
    remark = f.text("备注", longest=500, chars=20, secrecy=_HEALTH)

    def derive(self) -> None:
        """A grant for AIDS is restricted (NC §五 患者信息保密)."""
        if self.kind == AIDS_GRANT:
            self.restricted = True


Aid.add_index(Aid.restricted, where=Aid.restricted == True)  # noqa: E712


SCREENING = RecordType(
    Screening,
    title="专项筛查",
    columns=(
        *whose(Screening.person),
        *of(Screening.kind, Screening.screened_on, Screening.unit, Screening.result, Screening.recalled_on),
        *of(Screening.confirmed, Screening.confirmed_disease, Screening.treated),
    ),
    sections=(
        Section(
            "筛查",
            (
                *(Screening.kind, Screening.screened_on, Screening.unit, Screening.institution, Screening.method),
                *(Screening.spouse, Screening.free, Screening.subsidy, Screening.restricted),
            ),
        ),
        Section(
            "结果",
            (
                *(Screening.result, Screening.finding, Screening.recalled_on, Screening.confirmed),
                *(Screening.confirmed_disease, Screening.treated, Screening.remark),
            ),
        ),
    ),
    order=of(Screening.screened_on),
)

AID = RecordType(
    Aid,
    title="专项救助",
    columns=(
        *whose(Aid.person),
        *of(Aid.kind, Aid.project, Aid.year, Aid.amount, Aid.approved_on, Aid.paid_on),
    ),
    sections=(
        Section(
            "救助",
            (
                *(Aid.kind, Aid.project, Aid.funder, Aid.disease, Aid.year, Aid.applied_on, Aid.approved_on),
                *(Aid.amount, Aid.paid_on, Aid.restricted, Aid.remark),
            ),
        ),
    ),
    order=of(Aid.year),
)
