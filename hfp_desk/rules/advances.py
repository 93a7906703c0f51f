"""What a hospital advanced: waiting, in a joint audit, approved, paid back; sums to the fen (GJ §二（三）3).

On every bill: advanced = deducted + approved once it was audited, and what is not yet paid back of the approved, or
not yet audited of the advanced, is outstanding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from hfp_desk.problems import Refusal

ADVANCED, AUDITED, REPAID, DEDUCTED = "2", "3", "4", "5"
"""Codes of ``advance_state``."""

_NOTHING = Decimal(0)


class Stage(StrEnum):
    """How far an advanced bill has come."""

    WAITING = "waiting"
    IN_AUDIT = "in_audit"
    APPROVED = "approved"
    DONE = "done"


LABELS = {
    Stage.WAITING: "未申报联审",
    Stage.IN_AUDIT: "联审中",
    Stage.APPROVED: "待拨付",
    Stage.DONE: "已拨付",
}


@dataclass(frozen=True)
class Advance:
    """One bill with an advance; ``audited`` is what the joint audit approved, None before it."""

    id: int
    hospital: str
    advanced: Decimal
    batch: str = ""
    audited: Decimal | None = None
    audited_on: date | None = None
    repaid: Decimal = _NOTHING
    name: str = ""
    settled_on: date | None = None
    total: Decimal | None = None

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        if self.audited is None:
            return Stage.IN_AUDIT if self.batch else Stage.WAITING
        return Stage.DONE if self.repaid >= self.audited else Stage.APPROVED

    @property
    def deducted(self) -> Decimal:
        """What the audit did not approve."""
        return _NOTHING if self.audited is None else self.advanced - self.audited

    @property
    def outstanding(self) -> Decimal:
        """What the hospital still waits for."""
        return self.advanced - self.deducted - self.repaid

    def is_overdue(self, day: date, days: int | None) -> bool:
        """Whether it was approved more than so many days ago and is not paid back."""
        if self.stage is not Stage.APPROVED or self.audited_on is None or days is None:
            return False
        return day > self.audited_on + timedelta(days=days)


@dataclass(frozen=True)
class Balance:
    """Sums over bills, with their ids."""

    hospital: str
    ids: tuple[int, ...]
    advanced: Decimal
    waiting: Decimal
    in_audit: Decimal
    approved: Decimal
    deducted: Decimal
    repaid: Decimal
    outstanding: Decimal
    overdue: Decimal


def balance(found: Sequence[Advance], day: date, days: int | None, hospital: str = "") -> Balance:
    """The sums of some bills."""
    return Balance(
        hospital,
        tuple(one.id for one in found),
        _sum(one.advanced for one in found),
        _sum(one.advanced for one in found if one.stage is Stage.WAITING),
        _sum(one.advanced for one in found if one.stage is Stage.IN_AUDIT),
        _sum(one.audited or _NOTHING for one in found),
        _sum(one.deducted for one in found),
        _sum(one.repaid for one in found),
        _sum(one.outstanding for one in found),
        _sum(one.outstanding for one in found if one.is_overdue(day, days)),
    )


def paid_back(found: Sequence[Advance], amount: Decimal) -> dict[int, Decimal]:
    """What each bill has got in all once ``amount`` more is paid back, the earlier ones first.

    Refusal when it is more than what is approved and not yet paid.
    """
    left = _sum((one.audited or _NOTHING) - one.repaid for one in found)
    if not 0 < amount <= left:
        raise Refusal(f"拨付金额 {amount:,.2f} 元，待拨付 {left:,.2f} 元。", "请填写大于 0、不超过待拨付的金额。")
    given = {}
    for one in found:
        part = min(amount, (one.audited or _NOTHING) - one.repaid)
        if part > 0:
            given[one.id] = one.repaid + part
            amount -= part
    return given


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, _NOTHING)
