"""Training judged: village doctors by year, 脱产进修, cadres by a deadline (NN §七, NC §二十五, DZ §二（八）).

Pure: plain values of one person in, what was reached and what is missing out. What the edition does not give is not
judged: times, days and dates are told all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from hfp_desk.policy import Edition
from hfp_desk.rules import periods

CADRES, TEAM_POLICY, TECHNIQUE, SECONDMENT, APPRENTICE = "1", "3", "5", "6", "7"
"""Codes of ``course_kind``: 干部轮训, 家庭医生团队政策, 中医适宜技术, 脱产进修, 中医师承."""

NO_TRAINING = frozenset({CADRES, SECONDMENT, APPRENTICE})
"""Kinds that are no 在岗培训 of a village doctor; a course without a kind counts (NN §七（二）)."""

PRESENT = frozenset({"1", "4"})
"""Codes of ``presence`` of somebody who was there: 到, 迟到."""

FAILED = "3"
"""Code of ``training_result``: 不合格, which was attended all the same."""

_HALF = Decimal("0.5")


class Basis(StrEnum):
    """Where the days of somebody in a course come from, the surest first."""

    WRITTEN = "花名册"
    SIGNED = "签到"
    COURSE = "班期"
    PLANNED = "未开班"
    UNKNOWN = "天数不详"


@dataclass(frozen=True)
class Part:
    """One person's part in one course: ``half_days`` are those marked present, None where no sheet was kept."""

    course: int
    attendance: int
    name: str
    kind: str
    starts: date
    ends: date | None
    course_days: Decimal | None = None
    written_days: Decimal | None = None
    half_days: tuple[tuple[date, str], ...] | None = None
    result: str = ""

    @property
    def last(self) -> date:
        """The last day of the course, as far as is known."""
        return self.ends or self.starts

    @property
    def span(self) -> int:
        """Calendar days from the first day to the last."""
        return max((self.last - self.starts).days + 1, 1)


@dataclass(frozen=True)
class Attended:
    """A part with the days of it that lie in the year asked for, and on what they stand."""

    part: Part
    days: Decimal
    basis: Basis

    @property
    def took_place(self) -> bool:
        """Whether somebody was there at all: not for a course still to come, not for one absent throughout."""
        return self.basis is not Basis.PLANNED and (self.days > 0 or self.basis is Basis.UNKNOWN)


class Leave(StrEnum):
    """How a village doctor stands with 脱产进修: once in 3 to 5 years (NN §七（二）)."""

    UNJUDGED = "未规定"
    NOT_YET = "未到期"
    DUE = "应安排"
    OVERDUE = "已超期"


@dataclass(frozen=True)
class Secondment:
    """The last full 脱产进修, from when the next is due and after which day it is overdue."""

    state: Leave
    last: date | None = None
    due: date | None = None
    latest: date | None = None
    short: bool = False


@dataclass(frozen=True)
class Wanted:
    """What an edition asks of a village doctor in a year; None where it asks nothing."""

    times: Decimal | None
    days: Decimal | None
    months: Decimal | None
    soonest: Decimal | None
    longest: Decimal | None


@dataclass(frozen=True)
class Year:
    """A village doctor's year: what was attended and what is short of ``Wanted``; None where nothing is asked."""

    attended: tuple[Attended, ...]
    times: int
    days: Decimal
    failed: int
    short_times: Decimal | None
    short_days: Decimal | None

    @property
    def reached(self) -> bool | None:
        """Whether both times and days were reached; None where neither is asked."""
        known = [short for short in (self.short_times, self.short_days) if short is not None]
        return not any(known) if known else None


def wanted(edition: Edition) -> Wanted:
    """The figures of an edition; weeks become days by ``training_week_days``, 5 working days unless told otherwise."""
    weeks, week = (edition.target(name).value for name in ("doctor_training_weeks", "training_week_days"))
    years = edition.target("secondment_years")
    return Wanted(
        times=edition.target("doctor_trainings").value,
        days=weeks * week if weeks is not None and week is not None else None,
        months=edition.target("secondment_months").value,
        soonest=years.low,
        longest=years.high,
    )


def attended(part: Part, first: date, last: date, day: date) -> Attended:
    """The days of a part that lie between ``first`` and ``last``, as known on ``day``.

    Days of the roster count before half days signed for, those before the days of the course. Of a course that goes
    over the year's end the days are shared out by the calendar, whole half days only.
    """
    inside = (min(part.last, last) - max(part.starts, first)).days + 1
    if part.written_days is not None:
        return Attended(part, _shared(part.written_days, inside, part.span), Basis.WRITTEN)
    if part.half_days is not None:
        return Attended(part, signed_days(one for one in part.half_days if first <= one[0] <= last), Basis.SIGNED)
    if part.last > day:
        return Attended(part, Decimal(0), Basis.PLANNED)
    whole = part.course_days if part.course_days is not None else Decimal(part.span) if part.ends else None
    if whole is None:
        return Attended(part, Decimal(0), Basis.UNKNOWN)
    return Attended(part, _shared(whole, inside, part.span), Basis.COURSE)


def signed_days(half_days: Iterable[tuple[date, str]]) -> Decimal:
    """Half a day for each half day signed for; an evening makes no day longer than one."""
    by_day: dict[date, int] = {}
    for day, _ in set(half_days):
        by_day[day] = by_day.get(day, 0) + 1
    return sum((min(count, 2) * _HALF for count in by_day.values()), Decimal(0))


def year_of(parts: Sequence[Part], year: int, asked: Wanted, day: date) -> Year:
    """A village doctor's 在岗培训 of one year; a course counts once, in the year it begins."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = tuple(
        attended(part, first, last, day)
        for part in sorted(parts, key=lambda part: (part.starts, part.attendance))
        if part.kind not in NO_TRAINING and part.starts <= last and part.last >= first
    )
    counted = [one for one in found if one.took_place]
    times = sum(1 for one in counted if one.part.starts >= first)
    days = sum((one.days for one in counted), Decimal(0))
    return Year(
        found,
        times,
        days,
        sum(1 for one in counted if one.part.result == FAILED),
        _short(asked.times, Decimal(times)),
        _short(asked.days, days),
    )


def secondment(parts: Sequence[Part], since: date | None, asked: Wanted, day: date) -> Secondment:
    """When the next 脱产进修 is due: reckoned from the end of the last full one, else from the start of service.

    ``short``: there was a later one, but shorter than the edition asks. Who never was and whose start is not known is
    due, never overdue.
    """
    done = [part for part in parts if part.kind == SECONDMENT and part.last <= day]
    full = [part for part in done if full_length(part, asked.months)]
    last = max((part.last for part in full), default=None)
    short = any(last is None or part.last > last for part in done)
    if asked.soonest is None and asked.longest is None:
        return Secondment(Leave.UNJUDGED, last, short=short)
    begun = last or since
    if begun is None:
        return Secondment(Leave.DUE, short=short)
    due = later(begun, asked.soonest if asked.soonest is not None else asked.longest)
    latest = later(begun, asked.longest if asked.longest is not None else asked.soonest)
    state = Leave.OVERDUE if day > latest else Leave.DUE if day >= due else Leave.NOT_YET
    return Secondment(state, last, due, latest, short)


def full_length(part: Part, months: Decimal | None) -> bool:
    """Whether a 脱产进修 lasted as many calendar months as asked: 1 March to 31 March, 31 January to 27 February."""
    if months is None:
        return True
    if part.ends is None:
        days = part.written_days if part.written_days is not None else part.course_days
        return days is not None and days >= 30 * months
    return part.ends >= periods.months_on(part.starts, int(months)) - timedelta(days=1)


def later(day: date, years: Decimal | None) -> date:
    """The same day so many years later; 29 February becomes the 28th."""
    return periods.months_on(day, int((years or 0) * 12))


def trained_on(parts: Iterable[Part], day: date) -> Part | None:
    """The first 干部轮训 a cadre attended to its end by ``day`` (NC §二十五)."""
    done = [
        part
        for part in parts
        if part.kind == CADRES and part.last <= day and attended(part, part.starts, part.last, day).took_place
    ]
    return min(done, key=lambda part: (part.last, part.attendance), default=None)


def _short(goal: Decimal | None, reached: Decimal) -> Decimal | None:
    return None if goal is None else max(goal - reached, Decimal(0))


def _shared(days: Decimal, inside: int, span: int) -> Decimal:
    """The share of a course's days that falls on ``inside`` of its ``span`` calendar days, in whole half days."""
    if inside >= span:
        return days
    return (days * inside / span / _HALF).to_integral_value(ROUND_FLOOR) * _HALF
