"""Paying without a deposit, in instalments, joint audits of advances, prices per disease, premium subsidies.

先诊疗后付费 (GJ 二(三)3, NC §十五, domain.md §2.8), 垫付—联审—拨付 (GJ 二(三)3), 单病种收费 (GJ 二(一)3) and the
资助参保 ledger with its monthly 新增、变更、取消 (domain.md §2.7).
"""

from hfp_desk import fields as f
from hfp_desk.records.base import Column, Record, RecordType, Section, of
from hfp_desk.records.care import Treatment
from hfp_desk.records.network import Institution
from hfp_desk.records.people import Person, whose
from hfp_desk.records.protection_checks import (
    agreement_rules,
    audit_rules,
    instalment_rules,
    price_rules,
    standard_rules,
    subsidy_rules,
)

_INTERNAL = f.Secrecy.INTERNAL
_HEALTH = f.Secrecy.HEALTH
_PUBLIC = f.Secrecy.PUBLIC


class Agreement(Record):
    """One agreement of treatment before payment, or of paying what is left later or in instalments."""

    person = f.link("人员", Person, required=True)
    treatment = f.link("救治记录", Treatment, secrecy=_HEALTH)
    kind = f.code("协议类别", "agreement_kind", required=True, secrecy=_INTERNAL)
    institution = f.link("医疗机构", Institution, secrecy=_HEALTH)
    hospital = f.text("签约医院", longest=60, chars=16, secrecy=_HEALTH, aliases=("医院", "乙方"))
    admission_number = f.text("住院号", longest=40, chars=12, secrecy=_HEALTH)
    signed_on = f.day("签订日期", required=True, secrecy=_INTERNAL)
    signer = f.text("甲方签字人", longest=20, chars=8)
    signer_relation = f.code("与患者关系", "relation")
    deposit_waived = f.money("免收押金", secrecy=_INTERNAL, aliases=("免押金额",))
    admitted = f.day("入院日期", secrecy=_HEALTH)
    discharged = f.day("出院日期", secrecy=_HEALTH)
    total = f.money("总费用", secrecy=_HEALTH)
    reimbursed = f.money("报销合计", secrecy=_HEALTH)
    own_share = f.money("个人负担", secrecy=_HEALTH, aliases=("自付",))
    arrears = f.money("欠费金额", secrecy=_INTERNAL, aliases=("欠费",))
    last_due_on = f.day("最后还款日", secrecy=_INTERNAL)
    state = f.code("结清状态", "agreement_state", index=True, secrecy=_INTERNAL)
    settled_on = f.day("结清日期", secrecy=_INTERNAL)
    remark = f.text("备注", longest=500, chars=20)


class Instalment(Record):
    """One sum of an instalment agreement with its day."""

    agreement = f.link("协议", Agreement, required=True, secrecy=_INTERNAL)
    due_on = f.day("应还日期", required=True, secrecy=_INTERNAL)
    amount = f.money("应还金额", required=True, secrecy=_INTERNAL)
    paid_on = f.day("还款日期", secrecy=_INTERNAL)
    paid = f.money("已还金额", secrecy=_INTERNAL)
    remark = f.text("备注", longest=500, chars=20, secrecy=_INTERNAL)


class AuditBatch(Record):
    """A joint audit of what hospitals have advanced, and its repayment."""

    number = f.text(
        "联审批次", longest=40, chars=12, required=True, index=True, secrecy=_INTERNAL, aliases=("批次号", "批次")
    )
    institution = f.link("医疗机构", Institution, secrecy=_INTERNAL)
    hospital = f.text("垫付医院", longest=60, chars=16, secrecy=_INTERNAL, aliases=("医院",))
    starts = f.day("费用起始", secrecy=_INTERNAL)
    ends = f.day("费用截止", secrecy=_INTERNAL)
    claimed = f.money("申报垫付金额", secrecy=_INTERNAL)
    claims = f.whole("申报人次", secrecy=_INTERNAL)
    audited_on = f.day("联审日期", secrecy=_INTERNAL)
    auditors = f.text("联审单位", longest=100, chars=16, secrecy=_INTERNAL)
    approved = f.money("审定金额", secrecy=_INTERNAL)
    deducted = f.money("核减金额", secrecy=_INTERNAL)
    deduct_reason = f.text("核减原因", longest=200, chars=16, secrecy=_INTERNAL)
    repaid_on = f.day("拨付日期", secrecy=_INTERNAL)
    repaid = f.money("拨付金额", secrecy=_INTERNAL)
    remark = f.text("备注", longest=500, chars=20, secrecy=_INTERNAL)


class DiseasePrice(Record):
    """What a disease may cost at a level of hospitals (单病种收费标准)."""

    disease = f.text("病种", longest=80, chars=14, required=True, index=True, secrecy=_PUBLIC, aliases=("病种名称",))
    icd = f.text("疾病编码", longest=20, chars=9, secrecy=_PUBLIC, aliases=("ICD-10",))
    operation = f.text("主要操作", longest=80, chars=14, secrecy=_PUBLIC, aliases=("手术名称", "治疗方式"))
    level = f.code("医院级别", "hospital_level", secrecy=_PUBLIC)
    hospital = f.text("定点医院", longest=60, chars=16, secrecy=_PUBLIC)
    price = f.money("收费标准", required=True, secrecy=_PUBLIC, aliases=("单病种收费标准", "定额标准", "限价"))
    path = f.text("临床路径", longest=80, chars=14, secrecy=_PUBLIC, aliases=("诊疗方案",))
    document = f.text("文号", longest=40, chars=14, secrecy=_PUBLIC)
    starts = f.day("执行日期", secrecy=_PUBLIC)
    ends = f.day("停止日期", secrecy=_PUBLIC)
    remark = f.text("备注", longest=500, chars=20, secrecy=_PUBLIC)


class SubsidyStandard(Record):
    """What a category of people is subsidised with in a year (资助参保附件1); a smaller number goes first."""

    year = f.whole("参保年度", low=2000, high=2100, required=True, secrecy=_PUBLIC)
    priority = f.whole("优先级", high=99, required=True, secrecy=_PUBLIC)
    category = f.code("资助参保身份", "identity", required=True, secrecy=_PUBLIC)
    grade = f.code("资助档次", "subsidy_grade", secrecy=_PUBLIC)
    standard = f.money("资助标准", secrecy=_PUBLIC)
    own_paid = f.money("个人实缴金额", secrecy=_PUBLIC)
    subsidised = f.money("资助代缴金额", secrecy=_PUBLIC)
    document = f.text("文号", longest=40, chars=14, secrecy=_PUBLIC)
    remark = f.text("备注", longest=500, chars=20, secrecy=_PUBLIC)


class Subsidy(Record):
    """One person's subsidised premium of a year (资助参保对象全量明细)."""

    person = f.link("人员", Person, required=True, index=False)
    year = f.whole("参保年度", low=2000, high=2100, required=True, secrecy=_INTERNAL, aliases=("年度", "保障年度"))
    category = f.code(
        "资助身份", "identity", published=True, aliases=("优先身份", "医疗救助身份", "救助身份", "特殊人员身份类别")
    )
    identities = f.codes("全部资助身份", "identity", published=True)
    grade = f.code("资助档次", "subsidy_grade", secrecy=_INTERNAL)
    standard = f.money("资助标准", published=True)
    subsidised = f.money("资助代缴金额", published=True, aliases=("代缴金额", "资助金额", "补贴金额", "缴费补贴"))
    own_paid = f.money("个人缴费金额", published=True, aliases=("个人实缴金额", "个人缴费"))
    included_on = f.day("纳入资助时间", secrecy=_INTERNAL)
    paid_on = f.day("缴费时间", secrecy=_INTERNAL, aliases=("缴费日期",))
    cancelled_on = f.day("身份取消时间", secrecy=_INTERNAL)
    change = f.code("身份变更情况", "subsidy_change", secrecy=_INTERNAL)
    request = f.text("请款批次", longest=40, chars=12, secrecy=_INTERNAL)
    insured_kind = f.code("参保类型", "insured_kind", secrecy=_INTERNAL)
    insured_number = f.text("医保人员编号", longest=40, chars=14, aliases=("金保号", "医保编号"))
    insured_place = f.text("资助地或参保地", longest=60, chars=14, secrecy=_INTERNAL, aliases=("参保地", "参保区划"))
    uninsured_reason = f.code("未参保原因", "uninsured_reason", secrecy=_INTERNAL)
    listed_on = f.day("数据日期", secrecy=_INTERNAL, aliases=("名单日期", "数据月份"))
    hand_remark = f.text("人工备注", longest=500, chars=20)
    remark = f.text("备注", longest=500, chars=20)

    class Meta:
        """One person's subsidy of one year is found by index."""

        indexes = ((("person", "voided_at", "year"), False), (("year", "voided_at", "category"), False))


_A = Agreement
AGREEMENT = RecordType(
    Agreement,
    title="先诊疗后付费",
    columns=(
        *whose(_A.person),
        *of(_A.kind, _A.hospital, _A.signed_on, _A.admitted, _A.discharged, _A.deposit_waived, _A.total),
        *of(_A.own_share, _A.arrears, _A.state, _A.settled_on, _A.last_due_on),
    ),
    sections=(
        Section(
            "协议",
            (
                *(_A.kind, _A.hospital, _A.institution, _A.signed_on, _A.signer, _A.signer_relation),
                *(_A.deposit_waived, _A.treatment, _A.admission_number, _A.admitted, _A.discharged),
            ),
        ),
        Section(
            "结清",
            (_A.total, _A.reimbursed, _A.own_share, _A.arrears, _A.last_due_on, _A.state, _A.settled_on, _A.remark),
        ),
    ),
    order=of(_A.signed_on),
    rules=(agreement_rules,),
)

INSTALMENT = RecordType(
    Instalment,
    title="分期还款",
    columns=(
        Column(Person.name, (Instalment.agreement, Agreement.person)),
        Column(Agreement.hospital, (Instalment.agreement,)),
        *of(Instalment.due_on, Instalment.amount, Instalment.paid_on, Instalment.paid),
    ),
    sections=(
        Section(
            "分期还款",
            (
                *(Instalment.agreement, Instalment.due_on, Instalment.amount, Instalment.paid_on, Instalment.paid),
                Instalment.remark,
            ),
        ),
    ),
    order=of(Instalment.due_on),
    rules=(instalment_rules,),
)

_B = AuditBatch
AUDIT_BATCH = RecordType(
    AuditBatch,
    title="联审批次",
    columns=of(
        *(_B.number, _B.hospital, _B.starts, _B.ends, _B.claims, _B.claimed, _B.audited_on, _B.approved),
        *(_B.deducted, _B.repaid_on, _B.repaid),
    ),
    sections=(
        Section("申报", (_B.number, _B.hospital, _B.institution, _B.starts, _B.ends, _B.claims, _B.claimed)),
        Section("联审", (_B.audited_on, _B.auditors, _B.approved, _B.deducted, _B.deduct_reason)),
        Section("拨付", (_B.repaid_on, _B.repaid, _B.remark)),
    ),
    order=of(_B.audited_on),
    rules=(audit_rules,),
)

_D = DiseasePrice
DISEASE_PRICE = RecordType(
    DiseasePrice,
    title="单病种标准",
    columns=of(_D.disease, _D.icd, _D.operation, _D.level, _D.hospital, _D.price, _D.starts, _D.ends, _D.document),
    sections=(
        Section(
            "单病种标准",
            (
                *(_D.disease, _D.icd, _D.operation, _D.level, _D.hospital, _D.price, _D.path, _D.document),
                *(_D.starts, _D.ends, _D.remark),
            ),
        ),
    ),
    order=of(_D.disease),
    rules=(price_rules,),
)

_G = SubsidyStandard
SUBSIDY_STANDARD = RecordType(
    SubsidyStandard,
    title="资助标准",
    columns=of(_G.year, _G.priority, _G.category, _G.grade, _G.standard, _G.own_paid, _G.subsidised, _G.document),
    sections=(
        Section(
            "资助标准",
            (
                *(_G.year, _G.priority, _G.category, _G.grade, _G.standard, _G.own_paid, _G.subsidised),
                *(_G.document, _G.remark),
            ),
        ),
    ),
    order=of(_G.priority),
    rules=(standard_rules,),
)

_S = Subsidy
SUBSIDY = RecordType(
    Subsidy,
    title="资助参保",
    columns=(
        *whose(_S.person),
        *of(_S.year, _S.category, _S.subsidised, _S.own_paid, _S.included_on, _S.paid_on, _S.change),
        *of(_S.cancelled_on, _S.insured_kind, _S.uninsured_reason, _S.listed_on),
    ),
    sections=(
        Section(
            "资助",
            (
                *(_S.year, _S.category, _S.identities, _S.grade, _S.standard, _S.subsidised, _S.own_paid),
                *(_S.included_on, _S.paid_on, _S.change, _S.cancelled_on, _S.request),
            ),
        ),
        Section(
            "参保",
            (
                *(_S.insured_kind, _S.insured_number, _S.insured_place, _S.uninsured_reason, _S.listed_on),
                *(_S.hand_remark, _S.remark),
            ),
        ),
    ),
    order=of(_S.year),
    rules=(subsidy_rules,),
)
