"""Premium subsidies from month to month: which identity counts, 新增、变更、取消, and when to stop (domain.md §2.7).

A month's full list is compared with what the register holds of the year: who is new is 新增, whose identities differ
or who comes back is 变更, who is missing is 取消.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

NEW, CHANGED, CANCELLED, SAME = "1", "2", "3", "4"
"""Codes of ``subsidy_change``."""

DIED = "1"
"""Code of ``uninsured_reason``: 死亡."""

RESIDENT, EMPLOYEE, NOT_INSURED = "1", "2", "9"
"""Codes of ``insured_kind``."""

_LAST = 1000


@dataclass(frozen=True)
class Held:
    """A subsidy of the year as the register holds it."""

    id: int
    person: int
    category: str
    identities: frozenset[str]
    change: str = ""
    listed_on: str = ""
    request: str = ""

    @property
    def active(self) -> bool:
        """Whether it was not cancelled."""
        return self.change != CANCELLED


def foremost(identities: Iterable[str], priorities: Mapping[str, int]) -> str:
    """The identity that counts: the one with the smallest number in 附件1; one without a number comes last."""
    return min(identities, key=lambda code: (priorities.get(code, _LAST), code), default="")


def compared(held: Held | None, category: str, identities: frozenset[str]) -> str:
    """What this month's list says of a person."""
    if held is None:
        return NEW
    if not held.active or held.category != category or (held.identities or {held.category}) != identities:
        return CHANGED
    return SAME


def too_many(cancelled: int, before: int, share: Decimal | None) -> bool:
    """Whether more would be cancelled than the share (percent) of those who had it; never where none is given."""
    return share is not None and before > 0 and Decimal(cancelled) * 100 > share * before
