"""What is left unpaid after a stay: paid at once, in instalments, or owed past its day (domain.md §2.8).

协议书 6: what is unpaid one month after discharge, or after the last instalment, counts as 拖欠; how many months is a
figure of the policy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal

from hfp_desk.problems import Problem, Refusal, Severity
from hfp_desk.rules import periods

IN_HOSPITAL, SETTLED, INSTALMENTS, OVERDUE, OPEN = "1", "2", "3", "4", "5"
"""Codes of ``agreement_state``."""

MOST = 60
_FEN = Decimal("0.01")


@dataclass(frozen=True)
class Part:
    """One instalment: when it is due, how much, and what was paid of it."""

    due_on: date
    amount: Decimal
    paid: Decimal = Decimal(0)

    @property
    def left(self) -> Decimal:
        """What is unpaid of it."""
        return max(self.amount - self.paid, Decimal(0))


@dataclass(frozen=True)
class Owed:
    """What an agreement says; ``arrears`` is what was left unpaid when it was made, ``own`` the patient's share."""

    discharged: date | None = None
    arrears: Decimal | None = None
    own: Decimal | None = None
    last_due_on: date | None = None
    settled_on: date | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Standing:
    """How an agreement stands on a day; ``overdue_on`` is the day from which what is left counts as 拖欠."""

    state: str
    left: Decimal = Decimal(0)
    next_on: date | None = None
    next_amount: Decimal | None = None
    overdue_on: date | None = None

    def due_within(self, day: date, days: int) -> bool:
        """Whether the next sum is due in so many days, and not yet past."""
        return self.next_on is not None and day <= self.next_on <= day + timedelta(days=days)


def standing(owed: Owed, day: date, months: int | None) -> Standing:
    """Where an agreement stands at the close of ``day``; nothing whose sum or ``months`` is unknown is 拖欠."""
    if owed.settled_on is not None and owed.settled_on <= day:
        return Standing(SETTLED)
    if owed.discharged is None or owed.discharged > day:
        return Standing(IN_HOSPITAL, owed.arrears or Decimal(0))
    left = _left(owed)
    if left == 0:
        return Standing(SETTLED)
    following = next((part for part in owed.parts if part.left), None)
    last = max((part.due_on for part in owed.parts), default=None) or owed.last_due_on or owed.discharged
    limit = None if months is None else periods.months_on(last, months)
    late = left is not None and limit is not None and day > limit
    state = OVERDUE if late else INSTALMENTS if owed.parts else OPEN
    due = following.due_on if following else limit
    return Standing(state, left or Decimal(0), due, following.left if following else left, limit)


def _left(owed: Owed) -> Decimal | None:
    """What is unpaid; None while it is not known."""
    whole = owed.own if owed.arrears is None else owed.arrears
    if owed.parts:
        planned = sum((part.amount for part in owed.parts), Decimal(0))
        paid = sum((part.paid for part in owed.parts), Decimal(0))
        return max((planned if whole is None else whole) - paid, Decimal(0))
    return whole


def plan(amount: Decimal, number: int, first: date) -> tuple[Part, ...]:
    """So many monthly sums from ``first`` on, equal to the fen; the last one takes what is left over."""
    if amount <= 0:
        raise Refusal("没有欠费，不用分期。", "请先填写欠费金额。")
    if not 1 <= number <= MOST:
        raise Refusal(f"分期的期数是 {number}。", f"请填写 1 到 {MOST} 之间的期数。")
    each = (amount / number).quantize(_FEN, ROUND_DOWN)
    if each <= 0:
        raise Refusal(f"{amount} 元分不成 {number} 期。", "请减少期数。")
    sums = [*[each] * (number - 1), amount - each * (number - 1)]
    return tuple(Part(periods.months_on(first, count), one) for count, one in enumerate(sums))


def agreed(arrears: Decimal | None, parts: Sequence[Part]) -> list[Problem]:
    """The instalments together are the arrears, to the fen, and each is due later than the one before."""
    found = []
    total = sum((part.amount for part in parts), Decimal(0))
    if parts and arrears is not None and total != arrears:
        message = (
            f"各期应还合计 {total:,.2f} 元，与欠费金额 {arrears:,.2f} 元相差 {abs(arrears - total):,.2f} 元，请核对。"
        )
        found.append(Problem("W-INSTALMENT-SUM", Severity.WARNING, message, "欠费金额", str(total), str(arrears)))
    days = [part.due_on for part in parts]
    if len(set(days)) < len(days):
        message = "有两期的应还日期是同一天，请核对。"
        found.append(Problem("W-INSTALMENT-DAYS", Severity.WARNING, message, "应还日期"))
    return found


def bill(total: Decimal | None, reimbursed: Decimal | None, own: Decimal | None) -> list[Problem]:
    """What was reimbursed and the own share are the total; nobody pays more than the bill."""
    if total is None:
        return []
    found = []
    for label, value in (("报销合计", reimbursed), ("个人负担", own)):
        if value is not None and value > total:
            message = f"{label} {value:,.2f} 元，多于总费用 {total:,.2f} 元，请核对。"
            found.append(Problem("E-OVER-TOTAL", Severity.ERROR, message, label, str(value), f"不超过 {total}"))
    if not found and reimbursed is not None and own is not None and reimbursed + own != total:
        message = f"报销合计与个人负担之和 {reimbursed + own:,.2f} 元，不等于总费用 {total:,.2f} 元，请核对。"
        found.append(Problem("W-BALANCE", Severity.WARNING, message, "总费用", str(total), str(reimbursed + own)))
    return found


def not_above(part: Decimal | None, whole: Decimal | None, part_label: str, whole_label: str) -> list[Problem]:
    """A sum is not above the one it is taken from."""
    if part is None or whole is None or part <= whole:
        return []
    message = f"{part_label} {part:,.2f} 元，多于{whole_label} {whole:,.2f} 元，请核对。"
    return [Problem("E-ABOVE", Severity.ERROR, message, part_label, str(part), f"不超过 {whole}")]
