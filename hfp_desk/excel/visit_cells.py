"""Cells of visits and exams: 140/90 in one cell, a day without its year, 失访 in the place of the day.

Nothing is guessed: what does not say a whole blood pressure or an exact day is told, and kept as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from hfp_desk.codes import code_list
from hfp_desk.excel.book import Cell, is_blank
from hfp_desk.excel.converting import written
from hfp_desk.excel.table import Table, UnreadCell, warn
from hfp_desk.excel.visit_groups import month_of
from hfp_desk.fields import spec_of
from hfp_desk.kinds import BLANKS, Day, Unreadable, half_width
from hfp_desk.records import FOLLOW_UP

Cells = dict[str, Sequence[Cell]]

_UPPER, _LOWER, _TARGET = ".systolic", ".diastolic", "_target"
_UNIT = re.compile(r"mm\s*hg|毫米汞柱|\s", re.IGNORECASE)
_BOTH = re.compile(r"(\d{1,4})\s*[/\\\-—–~、,|:]\s*(\d{1,4})")
_WORDS = (("死亡", "死亡"), ("已故", "死亡"), ("去世", "死亡"), ("失访", "失访"), ("未访到", "失访"), ("拒", "拒访"))
_DATED = re.compile(r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?|(?:19|20)\d{6}")
_SHORT = re.compile(r"(?:(\d{1,2})\s*[-/.月])?\s*(\d{1,2})\s*[日号]?")
_YEAR = re.compile(r"((?:19|20)\d{2})(?!\d)")
_REASON = re.compile(r"[(（:：,，]\s*([^()（）:：]{2,20}?)\s*[)）]?$")


def read_cells(table: Table, cells: Cells) -> Cells:
    """The columns with pressures in two, days made whole as far as the list says, and what the words for them mean."""
    for key in [key for key in cells if key.endswith(_UPPER)]:
        cells = _pressures(table, cells, key)
    for key in [key for key in cells if f"{key}{_TARGET}" in table.kind.feeds and f"{key}{_TARGET}" not in cells]:
        cells = _targets(table, cells, key)
    for key in [key for key in cells if key.startswith("visit") and key.endswith(".visited_on")]:
        cells = _days(table, cells, key)
    if "followup.visited_on" in cells and not table.kind.ours:
        cells = _days(table, cells, "followup.visited_on")
    return cells


def _pressures(table: Table, cells: Cells, key: str) -> Cells:
    lower = key.removesuffix(_UPPER) + _LOWER
    if lower in cells:
        return _parted(cells, key, lower)
    if lower not in table.kind.feeds:
        return cells
    upper: list[Cell] = []
    under: list[Cell] = []
    for place, cell in enumerate(cells[key]):
        text = _UNIT.sub("", half_width(str(cell))) if isinstance(cell, str) else written(cell)
        both = _BOTH.fullmatch(text)
        wrong = "" if is_blank(cell) or text in BLANKS else _wrong(both)
        if wrong:
            _keep(table, key, place, "W-PRESSURE", f"“{text}”{wrong}", text, "收缩压/舒张压，如 140/90")
        upper.append(int(both[1]) if both and not wrong else None)
        under.append(int(both[2]) if both and not wrong else None)
    _join(table, key, lower)
    return {**cells, key: upper, lower: under}


def _parted(cells: Cells, key: str, lower: str) -> Cells:
    """Two columns, and both figures in the first of them where the second is empty, as in 150/95."""
    both = [
        _BOTH.fullmatch(_UNIT.sub("", half_width(cell))) if isinstance(cell, str) and is_blank(under) else None
        for cell, under in zip(cells[key], cells[lower], strict=True)
    ]
    good = [found if found and not _wrong(found) else None for found in both]
    if not any(good):
        return cells
    upper = [int(found[1]) if found else cell for found, cell in zip(good, cells[key], strict=True)]
    under = [int(found[2]) if found else cell for found, cell in zip(good, cells[lower], strict=True)]
    return {**cells, key: upper, lower: under}


def _targets(table: Table, cells: Cells, key: str) -> Cells:
    """What is before the slash now and behind it aimed at, as the national forms write it (domain.md §2.10)."""
    now: list[Cell] = []
    aimed: list[Cell] = []
    for cell in cells[key]:
        first, slash, second = half_width(cell).partition("/") if isinstance(cell, str) else ("", "", "")
        both = bool(slash and first.strip() and second.strip())
        now.append(first.strip() if both else cell)
        aimed.append(second.strip() if both else None)
    if not any(aimed):
        return cells
    _join(table, key, key + _TARGET)
    return {**cells, key: now, key + _TARGET: aimed}


def _wrong(both: re.Match[str] | None) -> str:
    """Why two figures are no pressure; the highest there may be say the fields."""
    if both is None:
        return "看不出收缩压和舒张压，血压没有登记，原文已留存，请填成 140/90 这样的两个数。"
    fields = FOLLOW_UP.model._meta.fields
    highest = [int(getattr(spec_of(fields[name[1:]]).kind, "high", 0)) for name in (_UPPER, _LOWER)]
    if any(int(figure) > high for figure, high in zip(both.groups(), highest, strict=True)):
        return "不是可能的血压，没有登记，原文已留存，请核对后重填。"
    if int(both[1]) <= int(both[2]):
        return "的收缩压不高于舒张压，血压没有登记，原文已留存，请核对是否写反。"
    return ""


def _keep(table: Table, key: str, place: int, code: str, reason: str, text: str, expected: str) -> None:
    part, name = table.kind.feeds[key][0]
    label = spec_of(part.record.model._meta.fields[name]).label
    heading = table.headings.get(key, label)
    table.labels.setdefault(heading, key)
    table.tell(place, warn(code, reason, heading, text, expected))
    table.unread.setdefault(place, []).append(UnreadCell(part, name, f"{heading}：{text}", reason))


def _join(table: Table, key: str, other: str) -> None:
    """Let problems of a column that was made from another name the sender's own heading."""
    table.headings[other] = table.headings[key]


def _days(table: Table, cells: Cells, key: str) -> Cells:
    """Exact days; 失访, 死亡 and 拒访 beside or instead of them become what came of the visit."""
    prefix = key.removesuffix("visited_on")
    month = month_of(table.headings[key])
    days: list[Cell] = []
    states: list[Cell] = list(cells.get(f"{prefix}state") or [None] * len(cells[key]))
    reasons: list[Cell] = list(cells.get(f"{prefix}lost_reason") or [None] * len(cells[key]))
    told = False
    for place, cell in enumerate(cells[key]):
        text = written(cell) if isinstance(cell, str) else ""
        state = next((meant for word, meant in _WORDS if word in text), "")
        if not state:
            days.append(_whole(table, cells, cell, month, place))
            continue
        told = True
        dated = _DATED.search(half_width(text))
        days.append(dated[0] if dated else None)
        states[place] = states[place] or state
        reasons[place] = reasons[place] or _lost_reason(text, state)
        if dated is None:
            _tell_state(table, key, place, text, state)
    if told:
        for name in ("state", "lost_reason"):
            _join(table, key, prefix + name)
        cells = {**cells, f"{prefix}state": states, f"{prefix}lost_reason": reasons}
    return {**cells, key: days}


def _lost_reason(text: str, state: str) -> str | None:
    found = _REASON.search(half_width(text)) if state == "失访" else None
    return found[1] if found and code_list("lost_reason").find(found[1]) else None


def _tell_state(table: Table, key: str, place: int, text: str, state: str) -> None:
    heading = table.headings[key]
    reason = (
        f"「{heading}」写的是“{text}”，没有日期，不能登记为一次随访，原文已留存；请补填日期，如 2019-05-06{state}。"
    )
    if state == "死亡":
        reason += "人员死亡日期没有改动，请在人员档案中登记。"
    _keep(table, key, place, f"W-VISIT-{'DEAD' if state == '死亡' else 'LOST'}", reason, text, "随访日期")


def _whole(table: Table, cells: Cells, cell: Cell, month: int, place: int) -> Cell:
    """A day with the month of its column and the year of its list, where exactly one is meant."""
    if isinstance(cell, date) or is_blank(cell):
        return cell
    text = written(cell)
    short = _SHORT.fullmatch(text)
    if short is None or (isinstance(cell, float) and not cell.is_integer() and len(text.partition(".")[2]) < len("15")):
        return cell
    named = int(short[1] or month)
    if not named or (month and named != month):
        return cell
    found = {day for year in _years(table, cells, place) if (day := _day(year, named, int(short[2])))}
    return next(iter(found)) if len(found) == 1 else cell


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _years(table: Table, cells: Cells, place: int) -> Iterator[int]:
    """The year that the title names, else the one in which the contract was signed."""
    named = {int(year) for line in table.guesses.lines for year in _YEAR.findall(line)}
    if len(named) == 1:
        yield from named
        return
    for key in ("contract.signed_on", "contract.starts"):
        if key in cells and not named:
            signed = _read(cells[key][place])
            if signed is not None:
                yield signed.year
                return


def _read(cell: Cell) -> date | None:
    try:
        found = Day().read(cell)
    except Unreadable:
        return None
    return found.date() if isinstance(found, datetime) else found
