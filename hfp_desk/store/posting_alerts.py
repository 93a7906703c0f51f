"""What the work bench warns of in paired assistance: no successor, too short, no report, no grade, no true end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from hfp_desk.gate import Viewer
from hfp_desk.records import POSTING
from hfp_desk.rules.posting_lines import SOON
from hfp_desk.rules.postings import UNCOUNTED, Verdict
from hfp_desk.store import figures, posting_months, postings
from hfp_desk.store.alerts import Alert
from hfp_desk.store.opening import Register

_LEFT = timedelta(days=90)
"""How long somebody who left too early is told of: to be made up for or explained at the next assessment."""

_YEAR = timedelta(days=365)
"""How far back a missing report is asked for."""


def alerts(register: Register, viewer: Viewer, day: date) -> Iterator[Alert]:
    """By the policy in force, everything to be seen to on ``day``."""
    lines = postings.lines(register, viewer, day, figures.in_force())
    here = [one for one in lines if one.on_post(day)]
    no_successor = tuple(one.id for one in here if one.lacks_successor(day))
    yield Alert("posting_successor", f"派驻 {SOON} 天内到期、未定接替人", POSTING, no_successor)
    past = tuple(one.id for one in here if one.ends is None and one.planned_end is not None and one.planned_end < day)
    yield Alert("posting_past", "派驻计划已到期、未填离岗日期", POSTING, past)
    short = tuple(one.id for one in here if postings.falls_short(one, day))
    yield Alert("posting_short", "派驻将不足规定月数", POSTING, short)
    left = (one for one in lines if one.ends is not None and day - _LEFT <= one.ends < day)
    yield Alert(
        "posting_left_short",
        "近三个月离岗、不足规定月数的派驻",
        POSTING,
        tuple(one.id for one in left if one.verdict is Verdict.SHORT),
    )
    yield Alert("posting_unreported", "派驻月报未报", POSTING, _unreported(register, day))
    no_grade = tuple(one.id for one in here if not one.grade and one.kind not in UNCOUNTED)
    yield Alert("posting_grade", "在岗派驻人员职称级别未填", POSTING, no_grade)


def _unreported(register: Register, day: date) -> tuple[int, ...]:
    """Postings that lack a report of the last twelve months."""
    missing = posting_months.missing(register, day, f"{day - _YEAR:%Y-%m}")
    return tuple(sorted({posting for month in missing for posting in month.postings}))
