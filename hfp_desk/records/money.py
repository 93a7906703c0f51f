"""What a stay or visit cost and who paid (费用结算), with advance, joint audit and repayment.

All payers of all regions are columns of one table; the policy edition in force says which of them count, in
which order and under which label (GJ-17…19, NC-18, DZ-04, NN-04). A correction is a reversing record (冲账)
that points at the original; nothing is edited away.
"""

from hfp_desk import fields as f
from hfp_desk.records.base import Column, Record, RecordType, Section, of
from hfp_desk.records.care import Treatment
from hfp_desk.records.checks import settlement_rules, treatment_rules
from hfp_desk.records.people import Person
from hfp_desk.records.places import Place

_HEALTH = f.Secrecy.HEALTH


class Settlement(Record):
    """The bill of one treatment: Σ payers + own share = total, to the fen, or it is flagged."""

    person = f.link("人员", Person, required=True, index=False)
    treatment = f.link("救治记录", Treatment, index=False, secrecy=_HEALTH)
    settled_on = f.day("结算日期", secrecy=_HEALTH, aliases=("结算时间", "报销日期"))
    total = f.money(
        "总费用",
        secrecy=_HEALTH,
        aliases=(
            "医疗总费用",
            "住院总费用",
            "费用总额",
            "医疗费总额",
            "医疗费用总额",
            "总医疗费用",
            "治疗总费用",
        ),
    )
    in_scope = f.money(
        "政策范围内费用",
        secrecy=_HEALTH,
        aliases=(
            "保内费用",
            "目录内费用",
            "医保范围内费用",
            "合规医疗费用",
            "政策范围内医疗费用",
            "合规费用",
            "可报销费用",
            "可报费用",
            "政策内费用",
            "纳入保险报销费用",
            "符合政策范围金额",
        ),
    )
    out_of_catalogue = f.money("目录外费用", secrecy=_HEALTH, aliases=("目录外", "自费费用", "全自费金额", "自费金额"))
    deductible = f.money("起付线", secrecy=_HEALTH, aliases=("起付金额", "实际支付起付线", "起付标准"))
    basic = f.money(
        "基本医保",
        secrecy=_HEALTH,
        aliases=(
            "基本医疗保险",
            "城乡居民医保",
            "新农合",
            "保险支付",
            "医保报销",
            "基本医保报销",
            "农合报",
            "统筹支付",
        ),
    )
    major = f.money("大病保险", secrecy=_HEALTH, aliases=("大病保险报销", "大病报", "居民大病保险"))
    supplementary = f.money(
        "补充保险",
        secrecy=_HEALTH,
        aliases=(
            "商业补充保险",
            "补充医疗保险",
            "商业保险",
            "医疗商业补充保险",
            "扶贫(补充)报",
            "商业健康保险",
        ),
    )
    assistance = f.money("医疗救助", secrecy=_HEALTH, aliases=("民政救助", "民政医疗救助", "医疗救助金额"))
    major_assistance = f.money("大病救助", secrecy=_HEALTH)
    temporary = f.money("临时救助", secrecy=_HEALTH)
    relief = f.money("医院减免", secrecy=_HEALTH, aliases=("医疗机构减免", "减免金额", "医院减免金额"))
    safety_net = f.money("政府兜底", secrecy=_HEALTH, aliases=("兜底保障", "兜底", "财政兜底", "政府兜底保障"))
    charity = f.money("慈善救助", secrecy=_HEALTH, aliases=("慈善", "社会慈善"))
    public_health = f.money("重大公卫", secrecy=_HEALTH, aliases=("重大公共卫生资金", "重大公卫项目"))
    poverty_fund = f.money("扶贫资金救助", secrecy=_HEALTH, aliases=("扶贫资金",))
    other = f.money("其他支付", secrecy=_HEALTH, aliases=("其他", "其它", "其他救助", "其他报销"))
    own_share = f.money(
        "个人负担",
        secrecy=_HEALTH,
        aliases=(
            "个人自付",
            "自付",
            "自付费用",
            "个人支付",
            "自付金额",
            "个人负担总金额",
            "个人负担金额",
            "个人承担",
        ),
    )
    treat_first = f.yes_no("先诊疗后付费", secrecy=f.Secrecy.INTERNAL, aliases=("是否先诊疗后付费",))
    deposit_waived = f.money("免押金额", secrecy=f.Secrecy.INTERNAL, aliases=("免收押金",))
    one_stop = f.yes_no("一站式", secrecy=f.Secrecy.INTERNAL, aliases=("一站式结算", "是否一站式结算"))
    advanced = f.money("垫付金额", secrecy=f.Secrecy.INTERNAL, aliases=("医院垫付",), source="GJ 二(三)3")
    advance_state = f.code("垫付状态", "advance_state", secrecy=f.Secrecy.INTERNAL)
    audit_batch = f.text("联审批次", longest=40, secrecy=f.Secrecy.INTERNAL)
    audited = f.money("联审金额", secrecy=f.Secrecy.INTERNAL)
    audited_on = f.day("联审日期", secrecy=f.Secrecy.INTERNAL)
    repaid = f.money("拨付金额", secrecy=f.Secrecy.INTERNAL)
    repaid_on = f.day("拨付日期", secrecy=f.Secrecy.INTERNAL)
    arrears = f.money("欠费", secrecy=f.Secrecy.INTERNAL, aliases=("欠费金额",))
    person_class = f.text("结算人员类别", longest=40, secrecy=f.Secrecy.PERSONAL)
    reversal_of = f.link("冲账原单", "self", secrecy=f.Secrecy.INTERNAL)
    remark = f.text("备注", longest=500, chars=20, secrecy=_HEALTH)

    class Meta:
        """A ledger of a million bills is ordered, filtered and added up without reading the rows."""

        indexes = (
            (("settled_on", "voided_at", "person", "treatment"), False),
            (("person", "voided_at", "settled_on"), False),
            (("treatment", "voided_at", "settled_on", "total", "own_share"), False),
            (("total", "voided_at"), False),
            (("own_share", "voided_at"), False),
        )


PAYERS = (
    Settlement.basic,
    Settlement.major,
    Settlement.supplementary,
    Settlement.assistance,
    Settlement.major_assistance,
    Settlement.temporary,
    Settlement.relief,
    Settlement.safety_net,
    Settlement.charity,
    Settlement.public_health,
    Settlement.poverty_fund,
    Settlement.other,
)

SETTLEMENT = RecordType(
    Settlement,
    title="费用结算",
    columns=(
        Column(Place.name, (Settlement.person, Person.town), label="乡镇"),
        Column(Place.name, (Settlement.person, Person.village), label="行政村"),
        Column(Person.name, (Settlement.person,)),
        Column(Person.id_number, (Settlement.person,)),
        Column(Treatment.disease, (Settlement.treatment,)),
        Column(Treatment.hospital, (Settlement.treatment,)),
        Column(Treatment.admitted, (Settlement.treatment,)),
        Column(Treatment.discharged, (Settlement.treatment,)),
        *of(Settlement.settled_on, Settlement.total, Settlement.in_scope, *PAYERS, Settlement.own_share),
        *of(Settlement.treat_first, Settlement.one_stop, Settlement.advanced, Settlement.advance_state),
        *of(Settlement.repaid_on),
    ),
    sections=(
        Section(
            "费用",
            (
                Settlement.settled_on,
                Settlement.total,
                Settlement.in_scope,
                Settlement.out_of_catalogue,
                Settlement.deductible,
                Settlement.own_share,
            ),
        ),
        Section("报销", PAYERS),
        Section(
            "结算方式",
            (
                Settlement.treat_first,
                Settlement.deposit_waived,
                Settlement.one_stop,
                Settlement.person_class,
                Settlement.arrears,
            ),
        ),
        Section(
            "垫付、联审、拨付",
            (
                Settlement.advanced,
                Settlement.advance_state,
                Settlement.audit_batch,
                Settlement.audited,
                Settlement.audited_on,
                Settlement.repaid,
                Settlement.repaid_on,
                Settlement.remark,
            ),
        ),
    ),
    order=of(Settlement.settled_on),
    rules=(settlement_rules,),
)

TREATMENT = RecordType(
    Treatment,
    title="救治记录",
    columns=(
        Column(Place.name, (Treatment.person, Person.town), label="乡镇"),
        Column(Place.name, (Treatment.person, Person.village), label="行政村"),
        Column(Person.name, (Treatment.person,)),
        Column(Person.id_number, (Treatment.person,)),
        *of(Treatment.disease, Treatment.standard_disease, Treatment.hospital, Treatment.admitted),
        *of(Treatment.discharged, Treatment.days),
        Column(Settlement.total, summed_over=Settlement.treatment),
        Column(Settlement.own_share, summed_over=Settlement.treatment),
        *of(Treatment.kind, Treatment.level, Treatment.area, Treatment.effect, Treatment.icd),
        *of(Treatment.number, Treatment.referral),
    ),
    sections=(
        Section(
            "救治",
            (
                Treatment.disease,
                Treatment.icd,
                Treatment.hospital,
                Treatment.level,
                Treatment.area,
                Treatment.kind,
            ),
        ),
        Section(
            "住院",
            (
                Treatment.number,
                Treatment.department,
                Treatment.admitted,
                Treatment.discharged,
                Treatment.days,
                Treatment.effect,
            ),
        ),
        Section(
            "方案与转诊",
            (
                Treatment.plan,
                Treatment.green_channel,
                Treatment.referral,
                Treatment.policies,
                Treatment.restricted,
                Treatment.remark,
            ),
        ),
    ),
    order=of(Treatment.admitted),
    rules=(treatment_rules,),
)
