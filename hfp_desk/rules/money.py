"""Money of a stay: it balances to the cent, and its ratios are judged against the edition of its day.

Three words that are easily confused: 自费 is outside the catalogue, 自付 inside it but paid by the person, and
个人负担 is both together. The documents' "自付费用比例" and "实际报销比例" use 个人负担 over 总费用.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce
from statistics import median

from hfp_desk.policy import PAYERS
from hfp_desk.problems import Problem, Severity

CENT = Decimal("0.01")
HUNDRED = Decimal(100)
ZERO = Decimal(0)
REIMBURSING = frozenset(("basic", "major", "supplementary", "assistance", "major_assistance", "safety_net", "relief"))
"""Payers that count as reimbursement (domain rule: 基本+大病+补充+救助+兜底+减免); charity by choice."""


@dataclass(frozen=True)
class Bill:
    """One settlement in yuan. ``reversed`` marks both records of a 冲账 pair; None means not known."""

    total: Decimal | None
    own: Decimal | None
    payers: Mapping[str, Decimal | None] = field(default_factory=dict)
    in_scope: Decimal | None = None
    outside: Decimal | None = None
    deductible: Decimal | None = None
    reversed: bool = False

    def paid(self, fields: Iterable[str]) -> Decimal:
        """What the named payers paid together."""
        return sum((self.payers.get(name) or ZERO for name in fields), ZERO)


@dataclass(frozen=True)
class Burden:
    """个人负担 split into 自费 (outside the catalogue) and 自付 (inside it)."""

    outside: Decimal
    inside: Decimal

    @property
    def whole(self) -> Decimal:
        """个人负担: 自费 and 自付 together."""
        return self.outside + self.inside


def burden(total: Decimal, in_scope: Decimal, own: Decimal) -> Burden:
    """Splits 个人负担; the part outside the catalogue is the person's first, as no insurance pays for it."""
    outside = min(max(total - in_scope, ZERO), own)
    return Burden(outside, own - outside)


def _yuan(amount: Decimal) -> str:
    return f"{amount:,.2f} 元"


def balance(bill: Bill) -> Problem | None:
    """Σ payers + 个人负担 = 总费用 to 0.01 (domain rule §3.9; 健康扶贫帮扶表 治疗总费用).

    A thin row without the person's share is only checked for payers above the total.
    """
    if bill.total is None:
        return None
    paid = bill.paid(bill.payers)
    if bill.own is None:
        return _overpaid(bill.total, paid)
    whole = paid + bill.own
    gap = bill.total - whole
    if abs(gap) < CENT:
        return None
    message = (
        f"各项支付合计 {_yuan(paid)}，加个人负担 {_yuan(bill.own)}，共 {_yuan(whole)}，"
        f"比总费用 {_yuan(bill.total)}{'少' if gap > 0 else '多'} {_yuan(abs(gap))}，请核对结算单。"
    )
    return Problem("E-MONEY-BALANCE", Severity.ERROR, message, "总费用", _yuan(bill.total), _yuan(whole))


def _overpaid(total: Decimal, paid: Decimal) -> Problem | None:
    if paid - total < CENT:
        return None
    message = f"各项支付合计 {_yuan(paid)}，比总费用 {_yuan(total)}多 {_yuan(paid - total)}，请核对结算单。"
    return Problem("E-MONEY-BALANCE", Severity.ERROR, message, "总费用", _yuan(total), f"不少于 {_yuan(paid)}")


def parts(bill: Bill) -> list[Problem]:
    """政策范围内, 目录外 and 起付线 against the total and each other (warnings; 冲账 amounts are negative)."""
    found = []
    if bill.total is None or bill.reversed:
        return []
    if bill.in_scope is not None and bill.in_scope - bill.total >= CENT:
        found.append(_above("政策范围内费用", bill.in_scope, "总费用", bill.total))
    if bill.in_scope is not None and bill.outside is not None:
        gap = bill.total - bill.in_scope - bill.outside
        if abs(gap) >= CENT:
            found.append(_scope_gap(bill.total, bill.in_scope, bill.outside))
    if bill.deductible is not None and bill.in_scope is not None and bill.deductible > bill.in_scope:
        found.append(_above("起付线", bill.deductible, "政策范围内费用", bill.in_scope))
    return found


def _above(label: str, amount: Decimal, other: str, limit: Decimal) -> Problem:
    message = f"{label} {_yuan(amount)}大于{other} {_yuan(limit)}，请核对。"
    return Problem("W-MONEY-SCOPE", Severity.WARNING, message, label, _yuan(amount), f"不大于 {_yuan(limit)}")


def _scope_gap(total: Decimal, in_scope: Decimal, outside: Decimal) -> Problem:
    message = f"政策范围内 {_yuan(in_scope)}加目录外 {_yuan(outside)}，应等于总费用 {_yuan(total)}，请核对。"
    expected = _yuan(total - in_scope)
    return Problem("W-MONEY-SCOPE", Severity.WARNING, message, "目录外费用", _yuan(outside), expected)


def negative(bill: Bill) -> list[Problem]:
    """No amount below zero except in a reversing record (冲账 is a record of its own, never an edit)."""
    if bill.reversed:
        return []
    named = {"总费用": bill.total, "个人负担": bill.own, "政策范围内费用": bill.in_scope}
    named |= {PAYERS[name]: amount for name, amount in bill.payers.items()}
    return [
        Problem(
            "E-MONEY-NEGATIVE",
            Severity.ERROR,
            f"{label}为 {_yuan(amount)}，金额不能小于 0；退费请另登冲账记录。",
            label,
            _yuan(amount),
            "不小于 0",
        )
        for label, amount in named.items()
        if amount is not None and amount < 0
    ]


def ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    """``part`` of ``whole`` in per cent to two places; None when the whole is not above zero."""
    if whole <= 0:
        return None
    return (part * HUNDRED / whole).quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Sums:
    """Totals of many bills. Ratios are taken on sums, never as the mean of ratios."""

    count: int = 0
    total: Decimal = ZERO
    own: Decimal = ZERO
    reimbursed: Decimal = ZERO
    basic_and_major: Decimal = ZERO
    supplementary: Decimal = ZERO
    assistance: Decimal = ZERO
    in_scope: Decimal = ZERO

    def plus(self, bill: Bill, counted: frozenset[str]) -> "Sums":
        """These totals and one bill more."""
        return Sums(
            self.count + 1,
            self.total + (bill.total or ZERO),
            self.own + (bill.own or ZERO),
            self.reimbursed + bill.paid(counted),
            self.basic_and_major + bill.paid(("basic", "major")),
            self.supplementary + bill.paid(("supplementary",)),
            self.assistance + bill.paid(("assistance", "major_assistance")),
            self.in_scope + (bill.in_scope or ZERO),
        )

    @property
    def reimbursed_ratio(self) -> Decimal | None:
        """实际报销比例: reimbursed over total (NC §十四, ZS §二)."""
        return ratio(self.reimbursed, self.total)

    @property
    def own_share(self) -> Decimal | None:
        """个人负担 over 总费用 (NC §二十一 “自付费用比例”)."""
        return ratio(self.own, self.total)

    @property
    def in_scope_ratio(self) -> Decimal | None:
        """政策范围内报销比例: 基本 + 大病 over 政策范围内费用."""
        return ratio(self.basic_and_major, self.in_scope)

    @property
    def assistance_ratio(self) -> Decimal | None:
        """救助比例: 救助 over what the insurances left of 政策范围内费用 (NC §十四)."""
        return ratio(self.assistance, self.in_scope - self.basic_and_major - self.supplementary)


def _live(bills: Iterable[Bill]) -> Iterable[Bill]:
    return (bill for bill in bills if not bill.reversed)


def sums(bills: Iterable[Bill], counted: frozenset[str] = REIMBURSING) -> Sums:
    """Totals of the bills without reversed pairs; ``counted`` says which payers are reimbursement."""
    return reduce(lambda all_, bill: all_.plus(bill, counted), _live(bills), Sums())


def median_ratio(bills: Iterable[Bill], counted: frozenset[str] = REIMBURSING) -> Decimal | None:
    """Median of the bills' own 实际报销比例, shown beside the ratio on sums."""
    each = [ratio(bill.paid(counted), bill.total) for bill in _live(bills) if bill.total is not None]
    known = [value for value in each if value is not None]
    return Decimal(median(known)).quantize(CENT, ROUND_HALF_UP) if known else None
