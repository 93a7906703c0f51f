"""Periods as the office speaks of them: 本月, 上季, 2020年一季度."""

from calendar import monthrange
from datetime import date

_QUARTERS = "一二三四"


def month(year: int, number: int) -> tuple[date, date]:
    """First and last day of a month; month 0 is December of the year before, 13 January of the next."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def quarter(year: int, number: int) -> tuple[date, date]:
    """First and last day of a quarter; quarter 0 is the last of the year before."""
    return month(year, number * 3 - 2)[0], month(year, number * 3)[1]


def usual(today: date) -> tuple[tuple[str, tuple[date, date]], ...]:
    """The periods a clerk asks for most, by name."""
    year, now = today.year, (today.month + 2) // 3
    return (
        ("本月", month(year, today.month)),
        ("上月", month(year, today.month - 1)),
        ("本季", quarter(year, now)),
        ("上季", quarter(year, now - 1)),
        ("本年", (date(year, 1, 1), date(year, 12, 31))),
        ("上年", (date(year - 1, 1, 1), date(year - 1, 12, 31))),
    )


def words(first: date | None, last: date | None) -> str:
    """A period in words: 2020年3月, 2020年一季度, 2020年, else from and to."""
    if first is None or last is None:
        return f"{first} 起" if first else f"至 {last}" if last else ""
    if (first, last) == month(first.year, first.month):
        return f"{first.year}年{first.month}月"
    number = (first.month + 2) // 3
    if (first, last) == quarter(first.year, number):
        return f"{first.year}年{_QUARTERS[number - 1]}季度"
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return f"{first.year}年"
    return f"{first} 至 {last}"
