"""The period of a return: a month that is cut off on the 25th, a quarter, half a year, a year that begins in October.

"本月" runs from the day after one cut-off to the next (domain.md §2.16: 上月25日24:00 至当月25日24:00); a year of the
妇幼 returns runs from 1 October to 30 September and is called by the year in which it ends.
"""

import re
from calendar import monthrange
from datetime import date, timedelta

import msgspec

from hfp_desk.problems import Refusal
from hfp_desk.returns.definition import Definition, PeriodKind, Span

_FORMS = {
    PeriodKind.MONTH: (re.compile(r"(\d{4})-?(0[1-9]|1[0-2])"), "2020-03"),
    PeriodKind.QUARTER: (re.compile(r"(\d{4})-?[Qq]([1-4])"), "2020-Q1"),
    PeriodKind.HALF: (re.compile(r"(\d{4})-?[Hh]([12])"), "2020-H1"),
    PeriodKind.YEAR: (re.compile(r"(\d{4})"), "2020"),
}
_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}
_EARLIEST = date(1900, 1, 1)
_OCTOBER = 10


class Period(msgspec.Struct, frozen=True):
    """One period of a return: its mark (``2020-03``), first and last day, and the first day of its year."""

    mark: str
    starts: date
    ends: date
    year_starts: date
    label: str

    def span(self, span: Span) -> tuple[date, date]:
        """The first and the last day that a column of this span counts."""
        first = {
            Span.PERIOD: self.starts,
            Span.YEAR: self.year_starts,
            Span.EVER: _EARLIEST,
            Span.DAY: self.ends,
        }
        return first[span], self.ends


def period(definition: Definition, mark: str) -> Period:
    """The period of a return written ``2020-03``, ``2020-Q1``, ``2020-H1`` or ``2020``; Refusal for anything else."""
    kind = definition.period
    pattern, example = _FORMS[kind]
    found = pattern.fullmatch(mark.strip())
    if found is None:
        raise Refusal(
            f"《{definition.title}》是{kind.label}，没有“{mark}”这一期。", f"请按“{example}”的写法填写报告期。"
        )
    year, number = int(found[1]), int(found[2]) if kind is not PeriodKind.YEAR else 1
    if not 1950 <= year <= 2100:
        raise Refusal(f"没有“{mark}”这一期：年份不对。", f"请按“{example}”的写法填写报告期。")
    return _made(definition, *_numbered(definition, year, number))


def period_of(definition: Definition, day: date) -> Period:
    """The period of a return in which a day lies."""
    for year in (day.year, day.year + 1):
        for number in range(1, 12 // _MONTHS[definition.period] + 1):
            made = _made(definition, year, number)
            if made.starts <= day <= made.ends:
                return made
    raise AssertionError(day)


def before(definition: Definition, given: Period) -> Period:
    """The period before this one."""
    return period_of(definition, given.starts - timedelta(days=1))


def after(definition: Definition, given: Period) -> Period:
    """The period after this one."""
    return period_of(definition, given.ends + timedelta(days=1))


def require_begun(definition: Definition, given: Period, today: date) -> None:
    """Refusal of a period that has not begun: nothing could be counted."""
    if given.starts > today:
        raise Refusal(
            f"《{definition.title}》的{given.label}还没有开始（{given.starts} 起）。",
            f"请选 {period_of(definition, today).label}或更早的报告期。",
        )


def due_on(definition: Definition, given: Period) -> date | None:
    """The day by which a return is to be in: the definition's day of the month in which the period ends, or the next.

    A day up to that of the cut-off is one of the following month (5th), a later one of the same month (28th).
    """
    if not definition.due:
        return None
    last = given.ends
    if definition.due > last.day:
        return last.replace(day=min(definition.due, monthrange(last.year, last.month)[1]))
    first = last.replace(day=1) + timedelta(days=monthrange(last.year, last.month)[1])
    return first.replace(day=min(definition.due, monthrange(first.year, first.month)[1]))


def _numbered(definition: Definition, year: int, number: int) -> tuple[int, int]:
    """The year and number within it: of months the calendar's are written, and counted from the year's first one."""
    if definition.period is not PeriodKind.MONTH or definition.first_month == 1:
        return year, number
    return year + (number >= definition.first_month), (number - definition.first_month) % 12 + 1


def _made(definition: Definition, year: int, number: int) -> Period:
    months = _MONTHS[definition.period]
    begun = year if definition.first_month == 1 else year - 1
    opening = _shifted(begun, definition.first_month, 0)
    first = _shifted(*opening, (number - 1) * months)
    last = _shifted(*opening, number * months)
    year_starts = _start(*opening, definition.cutoff)
    starts, ends = _start(*first, definition.cutoff), _start(*last, definition.cutoff) - timedelta(days=1)
    return Period(_mark(definition, year, number), starts, ends, year_starts, _label(definition, year, number))


def _shifted(year: int, month: int, by: int) -> tuple[int, int]:
    whole = year * 12 + month - 1 + by
    return whole // 12, whole % 12 + 1


def _start(year: int, month: int, cutoff: int) -> date:
    """The first day of a month; with a cut-off the day after that of the month before."""
    if not cutoff:
        return date(year, month, 1)
    before_year, before_month = _shifted(year, month, -1)
    return date(before_year, before_month, min(cutoff, monthrange(before_year, before_month)[1])) + timedelta(days=1)


def _mark(definition: Definition, year: int, number: int) -> str:
    match definition.period:
        case PeriodKind.MONTH:
            calendar = _shifted(year if definition.first_month == 1 else year - 1, definition.first_month, number - 1)
            return f"{calendar[0]}-{calendar[1]:02}"
        case PeriodKind.QUARTER:
            return f"{year}-Q{number}"
        case PeriodKind.HALF:
            return f"{year}-H{number}"
        case PeriodKind.YEAR:
            return str(year)


def _label(definition: Definition, year: int, number: int) -> str:
    named = f"{year}年妇幼年度" if definition.first_month == _OCTOBER else f"{year}年"
    match definition.period:
        case PeriodKind.MONTH:
            written, month = _mark(definition, year, number).split("-")
            return f"{written}年{int(month)}月"
        case PeriodKind.QUARTER:
            return f"{named}第{'一二三四'[number - 1]}季度"
        case PeriodKind.HALF:
            return f"{named}{'上' if number == 1 else '下'}半年"
        case PeriodKind.YEAR:
            return named if definition.first_month == _OCTOBER else f"{named}度"
