"""What cells of postings and training mean beside their values: 至今 is an open end, a blank one is the one above."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from hfp_desk.excel.book import Cell, is_blank
from hfp_desk.excel.converting import written
from hfp_desk.kinds import half_width

Columns = dict[str, Sequence[Cell]]

_ENDS = frozenset(
    {
        *("posting.ends", "posting.planned_end", "course.ends", "partnership.ends", "cadre.ends", "task.deadline"),
        *("finding.deadline", "finding.closed_on"),
    }
)
_STARTS = frozenset({"posting.starts", "course.starts", "partnership.starts", "cadre.starts"})
_BY_END = re.compile(r"((?:19|20)\d{2})\s*年?\s*(?:(\d{1,2})\s*月)?\s*底(?:前|之前|以前)?")
_WORDED = re.compile(r"(\d{4}.*\d\s*[日号]?)\s*(?:起|止|前|之前|以前|前完成)")
_OPEN = frozenset(
    {
        *("至今", "今", "到今", "现在", "目前", "在岗", "在任", "在职", "仍在岗", "未离岗", "尚未离岗", "未结束"),
        *("派驻中", "仍在派驻", "进行中", "长期", "未到期", "未定", "待定", "未销号", "尚未销号", "未完成"),
    }
)
_SAID_ONCE = {
    "partnership.supporter": (),
    "partnership.receiver": (),
    "course.name": ("course.starts", "course.ends", "course.place", "course.host", "course.kind", "attendance.days"),
}
"""Columns whose value is often written in the first row only, with those that go along with it."""
_MONTH = "postingmonth.month"
_MONTH_NAMED = re.compile(r"((?:19|20)\d{2})\s*[-/.年]?\s*(\d{1,2})(?:\s*月|(?!\d))")
_NO_YEAR = re.compile(r"(\d{1,2})\s*月?份?")
_YEAR = re.compile(r"((?:19|20)\d{2})(?!\d)")
_FIRST_OF_SEVERAL = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月].*")


def is_open(cell: Cell) -> bool:
    """Whether an end is written as not there yet."""
    return isinstance(cell, str) and written(cell).strip("()（）") in _OPEN


def open_ends(columns: Columns) -> Columns:
    """The columns, ends that are not there yet left blank, 6月底前 and 3月27日起 read as the day they mean."""
    ends = {key: [None if is_open(cell) else _meant(cell) for cell in columns[key]] for key in _ENDS & columns.keys()}
    starts = {key: [_meant(cell) for cell in columns[key]] for key in _STARTS & columns.keys()}
    return {**columns, **ends, **starts}


def _meant(cell: Cell) -> Cell:
    """A cell without the word that only says how its day is meant."""
    if not isinstance(cell, str):
        return cell
    text = written(cell)
    if (end := _BY_END.fullmatch(text)) is not None:
        year, month = int(end[1]), int(end[2] or 12)
        return f"{year}-{month:02d}-{monthrange(year, month)[1]}" if 1 <= month <= 12 else cell
    day = _WORDED.fullmatch(text)
    return day[1] if day else cell


def carried(columns: Columns) -> Columns:
    """The columns with what was written once for several rows below each other."""
    found = open_ends(columns)
    for key, along in _SAID_ONCE.items():
        if key in found and not is_blank(next(iter(found[key]), None)):
            _carry(found, key, [name for name in along if name in found])
    return found


def _carry(found: Columns, key: str, along: Sequence[str]) -> None:
    lists = {name: list(found[name]) for name in (key, *along)}
    for i in range(1, len(lists[key])):
        if is_blank(lists[key][i]):
            for cells in lists.values():
                cells[i] = cells[i - 1] if is_blank(cells[i]) else cells[i]
    found.update(lists)


def month_columns(columns: Columns) -> Columns:
    """The columns of a monthly report: a full day of the month stands for its month."""
    found = carried(columns)
    if _MONTH in found:
        found[_MONTH] = [_month(cell) for cell in found[_MONTH]]
    return found


def month_in(lines: Sequence[str], written_month: str) -> str:
    """The month that a title names, 「2020年3月份派驻医师考勤月报」, or the one of a row in the title's year."""
    alone = _NO_YEAR.fullmatch(written_month)
    folded = [half_width(line) for line in lines]
    if alone:
        year = next((one[1] for line in folded if (one := _YEAR.search(line))), "")
        return _vague(year, alone[1])
    found = next((one for line in folded if (one := _MONTH_NAMED.search(line))), None)
    return _vague(found[1], found[2]) if found else ""


def _vague(year: str, month: str) -> str:
    return f"{year}-{int(month):02d}" if year and 1 <= int(month) <= 12 else ""


def _month(cell: Cell) -> Cell:
    """A month as it is; one without its year is left to the title."""
    text = cell.isoformat()[:7] if isinstance(cell, date) else written(cell)
    if _NO_YEAR.fullmatch(text):
        return None
    day = _FIRST_OF_SEVERAL.fullmatch(text)
    return f"{day[1]}-{int(day[2]):02d}" if day else text
