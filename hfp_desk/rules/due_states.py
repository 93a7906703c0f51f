"""How a case stands towards its next visit on a day, in the words of the office (domain.md §3.7)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

OVERDUE, TODAY, WEEK, RECHECK, REFERRAL, NOTICE = "overdue", "today", "week", "recheck", "referral", "notice"
UNEXAMINED, SHORT = "unexamined", "short"

WORDS: Mapping[str, str] = MappingProxyType(
    {
        TODAY: "今日应随访",
        WEEK: "本周应随访",
        OVERDUE: "已超期",
        RECHECK: "两周复查",
        REFERRAL: "转诊追踪",
        NOTICE: "肺结核72小时",
        UNEXAMINED: "年内未体检",
        SHORT: "面对面不足",
    }
)
"""Every state with its words, in the order of the figures."""

_SUNDAY = 7


class Standing(NamedTuple):
    """When the next visit is due (None: no rule tells), when somebody was last met, and what that visit left to do.

    ``soon``: it asked for another one within two weeks; ``referred``: it sent the patient to a higher hospital;
    ``notice``: 肺结核 that nobody has visited since the notice.
    """

    due_on: date | None
    last_on: date | None
    soon: bool = False
    referred: bool = False
    notice: bool = False


def week_of(on: date) -> date:
    """The Sunday of a day's week."""
    return on + timedelta(days=_SUNDAY - on.isoweekday())


def states(standing: Standing, on: date) -> tuple[str, ...]:
    """The states a case counts in on a day; nothing when its visit lies ahead and nothing was left to do."""
    due, found = standing.due_on, []
    if due is not None and due < on:
        found.append(OVERDUE)
    elif due is not None and due <= week_of(on):
        found += [TODAY, WEEK] if due == on else [WEEK]
    if standing.soon:
        found.append(RECHECK)
    if standing.referred:
        found.append(REFERRAL)
    if standing.notice:
        found.append(NOTICE)
    return tuple(found)


def late(standing: Standing, on: date) -> int:
    """Days past the last day for the visit; 0 while there is time."""
    return max((on - standing.due_on).days, 0) if standing.due_on is not None else 0


def said(standing: Standing, on: date) -> str:
    """The state in a word for a list: 超期 12 天, 今日, 本周, 3 天后."""
    if standing.due_on is None:
        return "未规定"
    days = (standing.due_on - on).days
    if days < 0:
        return f"超期 {-days} 天"
    return "今日" if not days else f"{days} 天后"
