"""The half days of a course, and when it is held in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from hfp_desk.papers.rosters import shows
from hfp_desk.records import Course
from hfp_desk.store.roster_lines import Line

if TYPE_CHECKING:
    from hfp_desk.papers.job import Job

_MORNING, _AFTERNOON = "1", "2"
_LONGEST = 15
"""Days of a course for which a sheet is set for every half day; a longer one (进修) gets one without a date."""

Session = tuple[date, str]


def sessions(starts: date, ends: date | None, recorded: Iterable[Session]) -> Iterator[Session | None]:
    """Every half day of a course, those recorded among them; None stands for a day to be written by hand."""
    last = ends or starts
    known = set(recorded)
    if (last - starts).days < _LONGEST:
        days = (starts + timedelta(number) for number in range((last - starts).days + 1))
        known |= {(day, half) for day in days for half in (_MORNING, _AFTERNOON)}
    yield from sorted(known) or (None,)


def when(course: Line, job: Job) -> str:
    """培训时间：2020-03-09 至 2020-03-11（3天，24学时）　地点：…."""
    ends = course[Course.ends]
    days = (
        f"{course[Course.starts]} 至 {ends}" if ends and ends != course[Course.starts] else f"{course[Course.starts]}"
    )
    parts = ((Course.days, "天"), (Course.hours, "学时"))
    long = "，".join(f"{told}{unit}" for field, unit in parts if (told := shows(field, course, job)))
    place = shows(Course.place, course, job)
    return f"时间：{days}" + (f"（{long}）" if long else "") + (f"　　地点：{place}" if place else "")
