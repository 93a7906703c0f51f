"""Lines of a reckoning put together: the clauses of the figures used, and what is said where one is missing."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from hfp_desk.policy import Payer, Target
from hfp_desk.rules.protection_stay import Line

WHERE = "系统 → 单位与政策 → 指标"
"""Where the office fills in the figures that no document gives."""


def made(
    payer: Payer,
    amount: Decimal,
    reason: str,
    source: str,
    used: Sequence[Target] = (),
    *,
    assumed: bool = False,
    missing: tuple[Target, ...] = (),
) -> Line:
    """A line that is known; provisional where a figure it uses, or the payer itself, is."""
    provisional = assumed or payer.assumed or any(one.assumed for one in used)
    return Line(payer.field, payer.label, amount, reason, source, provisional, missing)


def lacking(payer: Payer, missing: Iterable[Target]) -> Line:
    """A line that cannot be reckoned, and the figures that are missing."""
    wanted = tuple(missing)
    names = "、".join(f"“{one.label}”" for one in wanted)
    reason = f"缺 {names}：可先在本页填写试算，正式数由管理员在“{WHERE}”中填写。"
    return Line(payer.field, payer.label, None, reason, payer.source, payer.assumed, wanted)


def clause(used: Iterable[Target], *more: str) -> str:
    """The clauses the figures come from, each once."""
    return "；".join(dict.fromkeys(source for source in (*(one.source for one in used), *more) if source))
