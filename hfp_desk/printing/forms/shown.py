"""Values as forms show them: dates ISO, amounts with two places and thousands, empty when unknown."""

from datetime import date

from hfp_desk.printing.facts import Amount


def day(value: date | None) -> str:
    """A date as 2020-03-31."""
    return value.isoformat() if value else ""


def money(value: Amount) -> str:
    """An amount as 38,214.50."""
    return "" if value is None else f"{value:,.2f}"


def whole(value: int | None) -> str:
    """A whole number."""
    return "" if value is None else str(value)


def percent(part: Amount, of: Amount) -> str:
    """A share as 91.9%."""
    return f"{part / of * 100:.1f}%" if part is not None and of else ""


def chinese_day(value: date | None) -> str:
    """A date as 2020年3月31日, with room to write when unknown."""
    return f"{value.year}年{value.month}月{value.day}日" if value else "　　　　年　　月　　日"
