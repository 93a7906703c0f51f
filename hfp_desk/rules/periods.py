"""Periods: whether they run forward, whether two overlap, whether something still holds at the end of a day."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from hfp_desk.problems import Problem, Severity


def in_order(first: date | None, last: date | None, first_label: str, last_label: str) -> list[Problem]:
    """A period must not end before it begins."""
    if first is None or last is None or first <= last:
        return []
    message = f"{last_label} {last} 早于{first_label} {first}，请核对两个日期。"
    return [Problem("E-PERIOD", Severity.ERROR, message, last_label, str(last), f"不早于 {first}")]


def holds_on(day: date, first: date | None, last: date | None) -> bool:
    """Whether a period holds on ``day``, both ends included; an unknown end is open."""
    return (first is None or first <= day) and (last is None or day <= last)


def overlap(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    """Whether two periods, both ends included and unknown ends open, share a day."""
    latest_start = max(one[0] or date.min, other[0] or date.min)
    return latest_start <= min(one[1] or date.max, other[1] or date.max)


@lru_cache(8192)
def day_of(stored: str | None) -> date | None:
    """A day as it is stored; None for nothing. Lists repeat few days many times."""
    return date.fromisoformat(stored) if stored else None


def span_of(content: Mapping[str, Any]) -> tuple[date | None, date | None]:
    """The first and the last day of a stored record that runs from one to the other."""
    return day_of(content["starts"]), day_of(content.get("ends"))


@lru_cache(4096)
def last_day(vague: str) -> date | None:
    """The last day that a day, month or year as far as known (2020-03-31, 2020-03, 2020) can mean; None for nothing."""
    if not vague:
        return None
    year, month, day = (*map(int, vague.split("-")), 0, 0)[:3]
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def run_out(vague: str, day: date) -> bool:
    """Whether what is valid until ``vague`` has run out at the close of ``day``: its last day counts as run out."""
    last = last_day(vague)
    return last is not None and last <= day


def months_on(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month that has no such day."""
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
