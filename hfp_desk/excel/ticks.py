"""Columns of half days in a training roster, 「4月8日上午」, and the ticks in them: who was there when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from hfp_desk.codes import code_list
from hfp_desk.excel.converting import written
from hfp_desk.excel.table import warn
from hfp_desk.excel.work import Rows
from hfp_desk.kinds import half_width
from hfp_desk.records import Course, Presence
from hfp_desk.rules.periods import holds_on

_DAY = re.compile(r"(?:((?:19|20)\d{2})\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_NTH = re.compile(r"第\s*([一二三四五六七八九十]|\d{1,2})\s*天")
_HALVES = {"上午": ("1",), "下午": ("2",), "晚上": ("3",)}
_REST = re.compile(r"签到|签名|考勤|出勤|到课|情况|[(（]?(?:星期|周)[一二三四五六日天][)）]?|[|｜\s]")
_NUMERALS = "一二三四五六七八九十"
_THERE, _AWAY = (
    frozenset({"✓", "☑", "到", "已到", "1", "+", "Y"}),
    frozenset({"✗", "✕", "X", "缺", "0", "未到", "旷课"}),
)
PRESENT, ABSENT = "1", "2"


class Half(NamedTuple):
    """What a heading says: the day (year 0 where it is not said, ``nth`` day of the course) and the halves."""

    year: int
    month: int
    day: int
    nth: int
    halves: tuple[str, ...]


def half_in(heading: str) -> Half | None:
    """The half day over a column, both halves of a day that is named whole; None for any other heading."""
    text = half_width(heading)
    word = next((word for word in _HALVES if word in text), "")
    dated, counted = _DAY.search(text), _NTH.search(text)
    found = dated or counted
    if found is None or _REST.sub("", text.replace(found[0], "").replace(word, "")):
        return None
    halves = _HALVES.get(word, ("1", "2"))
    if dated:
        return Half(int(dated[1] or 0), int(dated[2]), int(dated[3]), 0, halves)
    nth = _NUMERALS.find(found[1]) + 1 or int(found[1] if found[1].isdigit() else 0)
    return Half(0, 0, 0, nth, halves)


def apply_ticks(rows: Rows, course: int, attendance: int, name: str, i: int) -> None:
    """Make or change what the ticks of a row say of its trainee; a day outside the course is told and left out."""
    content = rows.work.ledger(Course).content(course)
    first, last = content.get("starts"), content.get("ends") or content.get("starts")
    if not first:
        return
    span = (date.fromisoformat(first), date.fromisoformat(str(last)))
    for index, heading, half in _columns(rows):
        text = written(rows.table.rows[i][index])
        day = _day(half, span)
        if day is None or not holds_on(day, *span):
            _tell_outside(rows, heading, span, i)
        elif text and (state := _state(text, name)):
            for code in half.halves:
                _keep(rows, attendance, day, code, state, i)
        elif text:
            message = f"“{text}”看不出到没到，{heading}没有登记签到，请填 √、× 或请假。"
            rows.table.tell(i, warn("W-PRESENCE", message, heading, text, "√、×、请假、迟到"))


def _columns(rows: Rows) -> Iterator[tuple[int, str, Half]]:
    for index, heading in rows.table.beside.items():
        half = half_in(heading)
        if half is not None:
            yield index, heading, half


def _day(half: Half, span: tuple[date, date]) -> date | None:
    """The day meant; without a year the one that lies in the course, else in the year it began."""
    if half.nth:
        return span[0] + timedelta(days=half.nth - 1)
    years = [half.year] if half.year else [span[0].year, span[1].year]
    found = []
    for year in years:
        try:
            found.append(date(year, half.month, half.day))
        except ValueError:
            return None
    return next((day for day in found if holds_on(day, *span)), found[0])


def _state(text: str, name: str) -> str:
    if text in _THERE or text == name:
        return PRESENT
    found = code_list("presence").find(text)
    return ABSENT if text in _AWAY else found.code if found else ""


def _tell_outside(rows: Rows, heading: str, span: tuple[date, date], i: int) -> None:
    told = ("outside", id(rows.table), heading)
    if told not in rows.work.told:
        rows.work.told.add(told)
        message = f"「{heading}」不在培训班期间（{span[0]} 至 {span[1]}）内，这一列没有登记签到，请核对日期。"
        rows.table.tell(i, warn("W-DAY-OUTSIDE", message, heading, heading, f"{span[0]} 至 {span[1]}"))


def _keep(rows: Rows, attendance: int, day: date, half: str, state: str, i: int) -> None:
    key = (attendance, day.isoformat(), half)
    known = rows.work.known.keyed(Presence, ("attendance", "day", "half")).get(key, ())
    if known:
        rows.change(Presence, known[0], {"state": state}, i)
    else:
        rows.add(Presence, {"attendance": attendance, "day": key[1], "half": half, "state": state}, i)
