"""The rules of agreements, instalments, joint audits and subsidies, as functions of the record (domain.md §2.7–2.8)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from hfp_desk.problems import Problem, Severity
from hfp_desk.rules import instalments, periods

if TYPE_CHECKING:
    from hfp_desk.records.protection import Agreement, AuditBatch, DiseasePrice, Instalment, Subsidy, SubsidyStandard

_CANCELLED = "3"


def agreement_rules(one: Agreement) -> list[Problem]:
    """Admitted before discharged before settled; the shares are the bill; nobody owes more than the own share."""
    return [
        *periods.in_order(one.admitted, one.discharged, "入院日期", "出院日期"),
        *periods.in_order(one.discharged, one.last_due_on, "出院日期", "最后还款日"),
        *periods.in_order(one.admitted, one.settled_on, "入院日期", "结清日期"),
        *instalments.bill(one.total, one.reimbursed, one.own_share),
        *instalments.not_above(one.arrears, one.own_share, "欠费金额", "个人负担"),
    ]


def instalment_rules(one: Instalment) -> list[Problem]:
    """Paid not more than is due, with a day; due not before the stay was over."""
    found = instalments.not_above(one.paid, one.amount, "已还金额", "应还金额")
    if one.paid and one.paid_on is None:
        message = "已填还款金额，没有填还款日期，请补填。"
        found.append(Problem("W-PAID-DAY", Severity.WARNING, message, "还款日期"))
    left = one.agreement.discharged if one.agreement is not None else None
    return found + periods.in_order(left, one.due_on, "出院日期", "应还日期")


def audit_rules(batch: AuditBatch) -> list[Problem]:
    """What was claimed is approved or deducted; not more is repaid than approved; audited before repaid."""
    found = [
        *periods.in_order(batch.starts, batch.ends, "费用起始", "费用截止"),
        *periods.in_order(batch.audited_on, batch.repaid_on, "联审日期", "拨付日期"),
        *instalments.not_above(batch.approved, batch.claimed, "审定金额", "申报垫付金额"),
        *instalments.not_above(batch.repaid, batch.approved, "拨付金额", "审定金额"),
    ]
    sums = (batch.claimed, batch.approved, batch.deducted)
    if not found and None not in sums and batch.claimed != (batch.approved or 0) + (batch.deducted or 0):
        message = "审定金额与核减金额之和不等于申报垫付金额，请核对。"
        found.append(Problem("W-AUDIT-SUM", Severity.WARNING, message, "审定金额", str(batch.approved)))
    return found


def price_rules(price: DiseasePrice) -> list[Problem]:
    """The period runs forward."""
    return periods.in_order(price.starts, price.ends, "执行日期", "停止日期")


def standard_rules(one: SubsidyStandard) -> list[Problem]:
    """What the person pays and what is paid for her are the standard (资助参保附件1)."""
    if one.standard is None or one.own_paid is None or one.subsidised is None:
        return []
    return _adds_up(one.standard, one.own_paid, one.subsidised, "个人实缴金额")


def subsidy_rules(one: Subsidy) -> list[Problem]:
    """What was cancelled says when; a subsidy is cancelled after it began."""
    found = periods.in_order(one.included_on, one.cancelled_on, "纳入资助时间", "身份取消时间")
    if one.change == _CANCELLED and one.cancelled_on is None:
        message = "身份变更情况是取消，没有填身份取消时间，请补填。"
        found.append(Problem("W-CANCELLED-DAY", Severity.WARNING, message, "身份取消时间"))
    return found


def _adds_up(standard: Decimal, own: Decimal, subsidised: Decimal, label: str) -> list[Problem]:
    if own + subsidised == standard:
        return []
    message = f"{label} {own:,.2f} 元与资助代缴金额 {subsidised:,.2f} 元之和不等于资助标准 {standard:,.2f} 元，请核对。"
    return [Problem("W-STANDARD-SUM", Severity.WARNING, message, "资助标准", str(standard), str(own + subsidised))]
