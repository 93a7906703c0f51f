"""How near a deadline is: 超过时限, 剩余10天, 剩余20天, 20天以上 (domain.md §2.15)."""

from datetime import date
from enum import StrEnum


class Due(StrEnum):
    """Where something stands that has to be done by a day."""

    CLOSED = "closed"
    OVERDUE = "overdue"
    WITHIN_10 = "within_10"
    WITHIN_20 = "within_20"
    LATER = "later"
    OPEN = "open"


WORDS = {
    Due.CLOSED: "已销号",
    Due.OVERDUE: "已超过时限",
    Due.WITHIN_10: "剩余10天",
    Due.WITHIN_20: "剩余20天",
    Due.LATER: "剩余20天以上",
    Due.OPEN: "未定时限",
}
"""What each is called."""


def due(deadline: date | None, closed: date | None, day: date) -> Due:
    """Where it stands on ``day``: the deadline itself is still in time, ten days are ten days."""
    if closed is not None and closed <= day:
        return Due.CLOSED
    if deadline is None:
        return Due.OPEN
    left = (deadline - day).days
    if left < 0:
        return Due.OVERDUE
    return Due.WITHIN_10 if left <= 10 else Due.WITHIN_20 if left <= 20 else Due.LATER
