"""Where a gap of the ledger stands: 未整改, 整改中, 20天内, 10天内, 超期, 已销号 (domain.md §2.12, §2.15)."""

from datetime import date
from enum import StrEnum

from hfp_desk.rules.deadlines import Due, due


class GapState(StrEnum):
    """The states of a gap, the most pressing first."""

    OVERDUE = "overdue"
    WITHIN_10 = "within_10"
    WITHIN_20 = "within_20"
    UNTOUCHED = "untouched"
    AT_WORK = "at_work"
    CLOSED = "closed"


WORDS = {
    GapState.OVERDUE: "超期",
    GapState.WITHIN_10: "10天内到期",
    GapState.WITHIN_20: "20天内到期",
    GapState.UNTOUCHED: "未整改",
    GapState.AT_WORK: "整改中",
    GapState.CLOSED: "已销号",
}
"""What each is called."""

_PRESSING = {Due.OVERDUE: GapState.OVERDUE, Due.WITHIN_10: GapState.WITHIN_10, Due.WITHIN_20: GapState.WITHIN_20}


def state(remedy: str, deadline: date | None, closed: date | None, day: date) -> GapState:
    """The state on ``day``: a near deadline comes before the work, which begins with a remedy (解决方式)."""
    where = due(deadline, closed, day)
    if where is Due.CLOSED:
        return GapState.CLOSED
    return _PRESSING.get(where) or (GapState.AT_WORK if remedy else GapState.UNTOUCHED)
