"""When the costs of a household's illness threaten to make it poor: the policy's lines, and why they are crossed.

Two lines, each judged only where its figures are known: the household's own cost of a year against a share of the
rural income per head of the year before (医保高费用预警), and what is left of its income per head against the range
under which households are monitored (收入 − 合规自付支出, domain.md §2.4, §5.2, §5.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from hfp_desk.policy import Edition

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Lines:
    """The figures of an edition; None where no document and no office gives one."""

    share: Decimal | None
    rural_income: Decimal | None
    monitored: Decimal | None

    @property
    def cost(self) -> Decimal | None:
        """From which own cost a household is warned of."""
        if self.share is None or self.rural_income is None:
            return None
        return (self.rural_income * self.share / 100).quantize(_CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Sign:
    """Why a household is warned of: each reason a sentence, ``threshold`` the line that was crossed first."""

    reasons: tuple[str, ...]
    threshold: Decimal | None


def lines(edition: Edition) -> Lines:
    """The lines of an edition."""
    share, income, monitored = (
        edition.target(name).value for name in ("alert_share", "rural_income", "monitoring_range")
    )
    return Lines(share, income, monitored)


def judge(own: Decimal, income: Decimal | None, size: int, given: Lines) -> Sign | None:
    """The sign of a household of ``size`` that paid ``own`` yuan in a year with ``income`` a head; None without one."""
    found: list[tuple[str, Decimal]] = []
    if own > 0 and given.cost is not None and own >= given.cost:
        found.append((f"全年个人负担 {own:,.2f} 元，达到预警线 {given.cost:,.2f} 元", given.cost))
    if own > 0 and income is not None and given.monitored is not None and size > 0:
        left = (income - own / size).quantize(_CENT, ROUND_HALF_UP)
        if left < given.monitored:
            words = f"人均纯收入 {income:,.2f} 元，扣除人均个人负担后为 {left:,.2f} 元"
            found.append((f"{words}，低于监测范围 {given.monitored:,.2f} 元", given.monitored))
    return Sign(tuple(words for words, _ in found), found[0][1]) if found else None
