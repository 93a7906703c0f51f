"""How long somebody was posted without interruption, and whether it counts (NC §十八; domain.md §2.13, §3.9).

A month runs from the day of arrival to the day before the same day of the next month, both worked: 1 March to 31
August are six months. Where that month has no such day its last one closes it: 31 August to 28 February are six.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

Span = tuple[date, date]
"""First and last day, both included."""

UNCOUNTED = frozenset({"2", "3"})
"""Codes of ``posting_kind`` that do not count as 蹲点: 巡诊, 短期支援."""

SENIOR = frozenset({"1", "2", "3"})
"""Codes of ``title_grade`` from 中级 upwards."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Length:
    """Whole months, and the days beyond them."""

    months: int = 0
    days: int = 0

    @property
    def words(self) -> str:
        """As the office says it: 5个月28天, 6个月, 12天."""
        months = f"{self.months}个月" if self.months else ""
        return months + (f"{self.days}天" if self.days or not months else "")


@dataclass(frozen=True)
class Service:
    """What was served: calendar days, days absent among them, the stretches without a long break, the longest one.

    ``certain`` is False when somebody was away and no rule says how long a break may be.
    """

    days: int = 0
    absent: int = 0
    stretches: tuple[Span, ...] = ()
    longest: Length = Length()
    certain: bool = True

    def reached(self, months: int | None) -> bool | None:
        """Whether one stretch is that long; None when no document says how long, or breaks cannot be judged."""
        if months is None:
            return None
        if not self.certain and self.longest.months >= months:
            return None
        return self.longest.months >= months


class Verdict(StrEnum):
    """Whether a posting counts in the indicator, or why not."""

    COUNTED = "counted"
    KIND = "kind"
    SHORT = "short"
    GRADE = "grade"
    NO_GRADE = "no_grade"
    UNJUDGED = "unjudged"


def month_end(first: date, months: int) -> date:
    """The last day of ``months`` months that begin on ``first``."""
    place = first.month - 1 + months - (first.day == 1)
    year, month = first.year + place // 12, place % 12 + 1
    last = monthrange(year, month)[1]
    return date(year, month, last if first.day == 1 else min(first.day - 1, last))


def length(first: date, last: date) -> Length:
    """Calendar months from one day to another, both served."""
    if last < first:
        return Length()
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    while months and month_end(first, months) > last:
        months -= 1
    since = month_end(first, months) if months else first - _DAY
    return Length(months, (last - since).days)


def service(
    first: date | None,
    last: date | None,
    breaks: Iterable[tuple[date | None, date | None]],
    allowed: int | None,
    day: date,
    since: date | None = None,
) -> Service:
    """What somebody served by the close of ``day``; with ``since`` only the days from then on.

    Leave and breaks of at most ``allowed`` days do not interrupt; a longer one starts the count anew. A break without
    an end lasts until the posting ends or until ``day``.
    """
    end = min(last or day, day)
    if first is None or end < first:
        return Service()
    away = absences((first, end), breaks)
    begin = max(first, since or first)
    if end < begin:
        return Service()
    longer = [one for one in away if allowed is not None and days_of(one) > allowed]
    stretches = tuple(_without((begin, end), longer))
    return Service(
        days=days_of((begin, end)),
        absent=sum(days_of(one) for one in _within(away, (begin, end))),
        stretches=stretches,
        longest=max((length(*one) for one in stretches), default=Length()),
        certain=allowed is not None or not away,
    )


def absences(span: Span, breaks: Iterable[tuple[date | None, date | None]]) -> list[Span]:
    """Leave and breaks within a posting; those that overlap or follow upon each other are one."""
    return list(manned(_within(breaks, span), 0))


def verdict(kind: str, grade: str, reached: bool | None) -> Verdict:
    """Counted are ≥ 6 months on the spot by somebody of 中级 or higher; the grade is chosen, never guessed."""
    if kind in UNCOUNTED:
        return Verdict.KIND
    if reached is None:
        return Verdict.UNJUDGED
    if not reached:
        return Verdict.SHORT
    if not grade:
        return Verdict.NO_GRADE
    return Verdict.COUNTED if grade in SENIOR else Verdict.GRADE


def uncovered(ended: date, starts: date) -> int:
    """Days a post stood empty between two people; 0 from one day to the next, less when they overlap."""
    return (starts - ended).days - 1


def manned(spans: Iterable[Span], allowed: int) -> tuple[Span, ...]:
    """The stretches in which a post was held by one after the other with at most ``allowed`` days between them."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and uncovered(found[-1][1], first) <= allowed:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return tuple(found)


def days_of(span: Span) -> int:
    """Days from first to last, both included."""
    return (span[1] - span[0]).days + 1


def _within(spans: Iterable[tuple[date | None, date | None]], frame: Span) -> list[Span]:
    """The parts of periods inside a frame; an open end reaches to its end."""
    cut = ((max(first or frame[0], frame[0]), min(last or frame[1], frame[1])) for first, last in spans)
    return [one for one in cut if one[0] <= one[1]]


def _without(span: Span, breaks: Sequence[Span]) -> Iterable[Span]:
    """What is left of a period between breaks that are in order."""
    first, last = span
    for start, end in breaks:
        if first < start:
            yield first, min(start - _DAY, last)
        first = max(first, end + _DAY)
    if first <= last:
        yield first, last


def due_months(first: date | None, last: date | None, day: date) -> tuple[str, ...]:
    """The months (2020-03) of a posting whose report is due on ``day``: those that are over, or in which it ended."""
    if first is None:
        return ()
    end = last if last is not None and last < day else day + _DAY
    months = (end.year - first.year) * 12 + end.month - first.month
    count = months + (last is not None and last < day)
    places = (first.year * 12 + first.month - 1 + number for number in range(count))
    return tuple(f"{place // 12}-{place % 12 + 1:02}" for place in places)


def served_in(month: str, span: tuple[date, date | None], breaks: Iterable[tuple[date | None, date | None]]) -> int:
    """The most days somebody can have been there in a month: within the posting, days of leave left out."""
    year, number = map(int, month.split("-")[:2])
    frame = date(year, number, 1), date(year, number, monthrange(year, number)[1])
    mine = _within([span], frame)
    return sum(days_of(one) - sum(days_of(away) for away in absences(one, breaks)) for one in mine)
