"""What a village doctor owes, in words and numbers of a table: for the screen and for what leaves the office."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hfp_desk.store.table_words import Heading
from hfp_desk.store.trainings import DoctorTraining

COLUMNS = (
    Heading("town", "乡镇", 10),
    Heading("village", "行政村", 12),
    Heading("name", "姓名", 8),
    Heading("institution", "执业机构", 18),
    Heading("times", "次数", 6, numeric=True),
    Heading("days", "天数", 6, numeric=True),
    Heading("short_times", "差次数", 7, numeric=True),
    Heading("short_days", "差天数", 7, numeric=True),
    Heading("reached", "年度达标", 9),
    Heading("failed", "不合格", 7, numeric=True),
    Heading("last", "上次进修结束", 12),
    Heading("leave", "进修", 9),
    Heading("due", "下次进修自", 11),
    Heading("latest", "最迟", 11),
)
_REACHED = {True: "达标", False: "未达标", None: "未规定"}


def cells(one: DoctorTraining) -> tuple[str, ...]:
    """The texts of a row, one for each column."""
    staff, year, leave = one.staff, one.year, one.leave
    return (
        staff.town_name,
        staff.village_name,
        staff.name,
        staff.institution,
        f"{year.times}",
        number(year.days),
        number(year.short_times) if year.short_times else "",
        number(year.short_days) if year.short_days else "",
        _REACHED[year.reached],
        f"{year.failed}" if year.failed else "",
        _day(leave.last) or ("不足期" if leave.short else ""),
        leave.state.value,
        _day(leave.due),
        _day(leave.latest),
    )


def number(value: Decimal) -> str:
    """A number of days without idle zeros: 5, 2.5."""
    return f"{value.normalize():f}"


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""
