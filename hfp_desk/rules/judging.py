"""Figures against targets: below, within or above, and never judged by a value that no document gives."""

from decimal import Decimal
from enum import StrEnum

import msgspec

from hfp_desk.policy import Edition, Target
from hfp_desk.problems import Problem, Severity
from hfp_desk.rules.money import Bill, Sums, sums

_EVERYBODY = Decimal(100)


class Judgement(StrEnum):
    """Where a figure lies: for a band both too low and too high are findings."""

    LOW = "low"
    IN = "in"
    HIGH = "high"


WORDS = {Judgement.LOW: "低于", Judgement.IN: "符合", Judgement.HIGH: "高于"}


def edges(target: Target) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest figure that meets a target; None where there is no edge."""
    if target.operator == "band":
        return target.low, target.high
    value = target.value
    return (None if target.operator == "<=" else value), (None if target.operator == ">=" else value)


def judge(target: Target, figure: Decimal | None) -> Judgement | None:
    """Where ``figure`` lies; None when the figure or the target's edges are not known."""
    low, high = edges(target)
    if figure is None or (low is None and high is None):
        return None
    if low is not None and figure < low:
        return Judgement.LOW
    return Judgement.HIGH if high is not None and figure > high else Judgement.IN


def judge_assistance(edition: Edition, year: Sums) -> Judgement | None:
    """A person's year of 医疗救助 against ≥70 % 年度救助限额内 (NC §十四): once the limit is used up, it is met."""
    limit = edition.target("assistance_limit").value
    if limit is not None and year.assistance >= limit:
        return Judgement.IN
    return judge(edition.target("assistance_ratio"), year.assistance_ratio)


def wanted(target: Target) -> str:
    """A target in the words of the office: 85 %—95 %, 不高于 10 %."""
    low, high = (None if edge is None else f"{edge.normalize():f}{target.unit}" for edge in edges(target))
    if low and high:
        return low if low == high else f"{low}—{high}"
    return f"不低于 {low}" if low else f"不高于 {high}" if high else "未规定"


def in_unit(target: Target, unit: str) -> Target:
    """A target of so many for each one, told by the share of those who have as many: all of them."""
    if unit != "%" or target.unit == "%" or not target.given:
        return target
    label = f"{target.label}（{wanted(target)}的比例）"
    return msgspec.structs.replace(target, label=label, unit="%", operator=">=", value=_EVERYBODY, low=None, high=None)


def stay_ratios(bill: Bill, edition: Edition) -> list[Problem]:
    """One stay against 实际报销比例 (a band) and 自付比例; nothing paid at all is 看病不花钱 (NC §十四, §二十六)."""
    one = sums([bill])
    found = [
        _off("W-RATIO", edition.target("reimbursed_ratio"), one.reimbursed_ratio),
        _off("W-OWN-SHARE", edition.target("own_share"), one.own_share),
        _free(bill),
    ]
    return [problem for problem in found if problem]


def visit_ratio(bill: Bill, level: str, edition: Edition) -> list[Problem]:
    """A visit at level one or below against its own ratio, what the insurances pay of 政策范围内 (NC §十四)."""
    if level not in ("1", "9"):
        return []
    found = _off("W-VISIT-RATIO", edition.target("outpatient_ratio"), sums([bill]).in_scope_ratio)
    return [one for one in (found, _free(bill)) if one]


def over_price(bill: Bill, disease: str, price: Decimal | None) -> Problem | None:
    """A stay dearer than the price of its disease (单病种收费标准, GJ §二（一）3)."""
    if price is None or bill.reversed or bill.total is None or bill.total <= price:
        return None
    message = (
        f"总费用 {bill.total:,.2f} 元超过“{disease}”的收费标准 {price:,.2f} 元，"
        f"超出 {bill.total - price:,.2f} 元，请核对费用清单或说明原因。"
    )
    return Problem("W-PRICE", Severity.WARNING, message, "总费用", f"{bill.total:,.2f} 元", f"不高于 {price:,.2f} 元")


def _off(code: str, target: Target, figure: Decimal | None) -> Problem | None:
    where = judge(target, figure)
    if where is None or where is Judgement.IN:
        return None
    message = f"{target.label}为 {figure}{target.unit}，{WORDS[where]}目标（{wanted(target)}），请核对结算或说明原因。"
    return Problem(
        f"{code}-{where.name}", Severity.WARNING, message, target.label, f"{figure}{target.unit}", wanted(target)
    )


def _free(bill: Bill) -> Problem | None:
    if bill.reversed or not bill.total or bill.own != 0:
        return None
    message = "个人负担为 0 元，政策要求防止过度保障、看病不花钱，请核对。"
    return Problem("W-OWN-ZERO", Severity.WARNING, message, "个人负担", "0.00 元", "大于 0")


def deductible(bill: Bill, level: str, edition: Edition) -> Problem | None:
    """No 起付线 in designated institutions of level one and two where the edition abolished it (NC §十四)."""
    target = edition.target("basic_deductible")
    if level not in ("1", "2") or bill.deductible is None or target.value is None:
        return None
    if bill.deductible <= target.value:
        return None
    message = f"起付线为 {bill.deductible:,.2f} 元，一级、二级定点医疗机构应为 {target.value:,.2f} 元，请核对结算。"
    return Problem("W-DEDUCTIBLE", Severity.WARNING, message, "起付线", f"{bill.deductible:.2f}", f"{target.value:.2f}")
