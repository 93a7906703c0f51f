"""Dates: exact days, and days of which only the month or the year is known."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hfp_desk.kinds.base import Kind, Unreadable, plain

_FULL = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[ T]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?)?"
)
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_SHORT = re.compile(r"\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")
_EPOCH = date(1899, 12, 30)
_SERIALS = range(7306, 73051)  # 1920-01-01 … 2099-12-31 as Excel counts days (1900 system)


@dataclass(frozen=True)
class Day(Kind):
    """An exact calendar day; shown as ISO 8601 (GB/T 7408)."""

    name = "day"

    def read(self, raw: object) -> date | None:
        """A ``date`` from a cell, a serial number, or 20200331, 2020-3-31, 2020.3.31, 2020年3月31日."""
        if isinstance(raw, datetime):
            return raw.date()
        if isinstance(raw, date):
            return raw
        found = plain(raw)
        if found.blank:
            return None
        day = _day(found.text)
        if day is None:
            raise _wrong(found.text, "年月日齐全的日期，如 2020-03-31")
        return day

    def show(self, value: date | None) -> str:
        """2020-03-31."""
        return value.isoformat() if value else ""


@dataclass(frozen=True)
class VagueDay(Kind):
    """A day, a month or a year, kept as the known ISO prefix (``2013``, ``2013-12``)."""

    name = "vague_day"
    empty = ""

    def read(self, raw: object) -> str:
        """The known part of the date as an ISO prefix; nothing is added that the sender did not write."""
        if isinstance(raw, date):
            return raw.isoformat()[:10]
        found = plain(raw)
        if found.blank:
            return ""
        text = found.text
        if re.fullmatch(r"(19|20)\d{2}年?", text):
            return text[:4]
        month = re.fullmatch(r"(\d{4})(\d{2})", text) or _MONTH.fullmatch(text)
        if month:
            return _prefix(text, int(month[1]), int(month[2]))
        day = _day(text)
        if day is None:
            raise _wrong(text, "年、年月或年月日，如 2013-12")
        return day.isoformat()

    def show(self, value: str) -> str:
        """The known part: 2013-12."""
        return value or ""


def _prefix(text: str, year: int, month: int) -> str:
    if not (1900 <= year <= 2099 and 1 <= month <= 12):
        raise _wrong(text, "年月，如 2013-12")
    return f"{year:04d}-{month:02d}"


def _day(text: str) -> date | None:
    """The day spelt by ``text``, None when the spelling is unknown or the day does not exist."""
    if text.isdigit():
        if len(text) == 8:
            return _exact(int(text[:4]), int(text[4:6]), int(text[6:]))
        return _EPOCH + timedelta(days=int(text)) if int(text) in _SERIALS else None
    full = _FULL.fullmatch(text)
    return _exact(int(full[1]), int(full[2]), int(full[3])) if full else None


def _exact(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _wrong(text: str, expected: str) -> Unreadable:
    if _SHORT.fullmatch(text):
        return Unreadable("E-DATE", f"“{text}”的年份只有两位，请写全四位年份。", expected)
    return Unreadable("E-DATE", f"“{text}”不是有效日期，应为{expected}。", expected)
