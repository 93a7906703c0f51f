"""From and to in one cell, 「2020.1.3—2020.1.13」, 「2019年3月27日至今」: two dates that belong into two columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from hfp_desk.excel.book import Cell, is_blank
from hfp_desk.excel.table import Table
from hfp_desk.fields import spec_of
from hfp_desk.kinds import half_width

_STAY = "treatment.admitted"
_PAIRS = {
    _STAY: "treatment.discharged",
    "posting.starts": "posting.ends",
    "course.starts": "course.ends",
    "partnership.starts": "partnership.ends",
    "cadre.starts": "cadre.ends",
}
_DAY = r"\d{4}(?:\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*[日号]?|\d{4})"
_SHORT = r"(?:\d{1,2}\s*[-/.月]\s*)?\d{1,2}\s*[日号]?"
_TO = r"\s*(?:-+|—+|–|~|～|一|至|到)\s*"
_OPEN = r"(?:至今|今|现在|目前|长期|在岗|未定)?"
_STAYED = re.compile(rf"\s*({_DAY})\s*(?:-+|—+|–|~|～|至|到)\s*({_DAY})\s*")
_PERIOD = re.compile(rf"\s*(?:自|从)?\s*({_DAY})\s*起?(?:{_TO}(?:({_DAY})|({_SHORT})|{_OPEN})|至今)\s*止?\s*")
_WITHIN = re.compile(rf"({_DAY}){_TO}(?:({_DAY})|({_SHORT})(?![\d.年月]))")
_ALONE = re.compile(_DAY)
_PARTS = re.compile(r"\d+")
_SHARE = 0.5


class Period(NamedTuple):
    """First and last day as stored text; empty where they are not said."""

    first: str = ""
    last: str = ""

    def __bool__(self) -> bool:
        return bool(self.first)


def period_in(text: str) -> Period:
    """The first period, or the first full day, that stands in a text."""
    folded = half_width(text)
    found = _WITHIN.search(folded)
    if found is not None:
        return Period(_iso(found[1]), _end(found))
    alone = _ALONE.search(folded)
    return Period(_iso(alone[0])) if alone else Period()


def split_periods(table: Table, cells: dict[str, Sequence[Cell]]) -> Mapping[str, Sequence[Cell]]:
    """The columns of a list, a column of beginnings split in two where it holds whole periods."""
    for start, end in _PAIRS.items():
        if start in cells and end not in cells and start in table.kind.feeds and end in table.kind.feeds:
            cells = _split(table, cells, start, end)
    return cells


def _split(table: Table, cells: dict[str, Sequence[Cell]], start: str, end: str) -> dict[str, Sequence[Cell]]:
    column = cells[start]
    pattern = _STAYED if start == _STAY else _PERIOD
    found = [pattern.fullmatch(half_width(cell)) if isinstance(cell, str) else None for cell in column]
    filled = sum(not is_blank(cell) for cell in column)
    if not any(found) or (start == _STAY and sum(map(bool, found)) < _SHARE * filled):
        return cells
    table.headings[end] = table.headings[start]
    part, name = table.kind.feeds[end][0]
    table.labels[spec_of(part.record.model._meta.fields[name]).label] = end
    starts = [match[1] if match else cell for match, cell in zip(found, column, strict=True)]
    return {**cells, start: starts, end: [_last(match) if match else None for match in found]}


def _last(match: re.Match[str]) -> str | None:
    """The end as written, the year and month of the beginning before what leaves them out."""
    return match[2] or (_end(match) if match.re.groups > 2 and match[3] else None)


def _end(match: re.Match[str]) -> str:
    if match[2]:
        return _iso(match[2])
    first, short = _iso(match[1]), [int(part) for part in _PARTS.findall(match[3] or "")]
    if not first or not short:
        return ""
    year, month, _ = first.split("-")
    return _iso(f"{year}-{short[-2] if len(short) > 1 else month}-{short[-1]}") or match[3]


def _iso(text: str) -> str:
    """A full day as ISO 8601, nothing for one that the calendar does not have."""
    figures = _PARTS.findall(text)
    if len(figures) == 1:
        figures = [text[:4], text[4:6], text[6:8]]
    try:
        return date(*map(int, figures[:3])).isoformat()
    except (TypeError, ValueError):
        return ""
