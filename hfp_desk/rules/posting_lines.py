"""One posting as the office reads it, and the figures over all of them with the names behind each (NC §十八)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hfp_desk.codes import code_list
from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.rules.postings import UNCOUNTED, Service, Verdict

POSTING = "posting"
"""The kind of record behind the figures."""

SOON = 30
"""Days before the end of a posting within which somebody must be named to take over."""


@dataclass(frozen=True)
class Terms:
    """What the edition asks: months on the spot, days of a break that do not interrupt; None where it does not say."""

    months: int | None = None
    break_days: int | None = None


@dataclass(frozen=True)
class Handover:
    """Who took over: the posting, days the post stood empty between the two (less than 0: days of overlap)."""

    posting: int
    uncovered: int


@dataclass(frozen=True)
class PostingLine:
    """A posting on a day. ``service`` is measured by that day, ``in_year`` only inside its year.

    ``ahead`` is what it comes to when it ends as entered or planned. ``post_months`` are the
    whole months the post was held without a long gap through those who took over.
    """

    id: int
    partnership: int
    supporter: str
    receiver: str
    name: str
    title: str
    grade: str
    specialty: str
    department: str
    kind: str
    starts: date | None
    ends: date | None
    planned_end: date | None
    successor: str
    service: Service
    in_year: Service
    terms: Terms
    verdict: Verdict
    year_verdict: Verdict
    ahead: Service
    handover: Handover | None = None
    post_months: int = 0

    @property
    def reached(self) -> bool | None:
        """Whether the months asked for are reached; None when it cannot be judged."""
        return self.service.reached(self.terms.months)

    @property
    def counted(self) -> bool:
        """Whether it counts in the indicator."""
        return self.verdict is Verdict.COUNTED

    @property
    def last_day(self) -> date | None:
        """The day it ended or is to end."""
        return self.ends or self.planned_end

    @property
    def reached_words(self) -> str:
        """满6个月, 未满6个月, or what is missing to judge it."""
        if self.terms.months is None:
            return "文件未规定月数"
        if self.reached is None:
            return "请假天数未规定"
        return f"{'满' if self.reached else '未满'}{self.terms.months}个月"

    @property
    def counted_words(self) -> str:
        """计入, or why not."""
        if self.counted:
            return "计入"
        match self.verdict:
            case Verdict.KIND:
                return f"{code_list('posting_kind').shown(self.kind)}不计"
            case Verdict.SHORT:
                return "未到岗" if not self.service.days else "月数不足"
            case Verdict.GRADE:
                return f"职称{code_list('title_grade').shown(self.grade)}不计"
            case Verdict.NO_GRADE:
                return "职称级别未填"
            case _:
                return "待定"

    def on_post(self, day: date) -> bool:
        """Whether the person is there on ``day``."""
        return self.starts is not None and self.starts <= day and (self.ends is None or day <= self.ends)

    def lacks_successor(self, day: date) -> bool:
        """Whether it ends within 30 days, or should have ended, and nobody is named to take over."""
        last = self.last_day
        return self.on_post(day) and last is not None and last <= day + timedelta(SOON) and not self.succeeded

    @property
    def succeeded(self) -> bool:
        """Whether somebody is named, or already there, to take over."""
        return bool(self.successor) or self.handover is not None


def figures(lines: Iterable[PostingLine], day: date) -> tuple[Figure, ...]:
    """The figures over all postings of a day; one that nothing falls under is left out, except the first four."""
    every = tuple(lines)
    months = next((one.terms.months for one in every), None)
    wanted = f"满{months}个月" if months is not None else "满规定月数"
    asked: tuple[tuple[str, str, Callable[[PostingLine], bool]], ...] = (
        ("all", "派驻", lambda _one: True),
        ("on_post", "在岗", lambda one: one.on_post(day)),
        ("reached", wanted, lambda one: one.reached is True),
        ("counted", "计入考核", lambda one: one.counted),
        ("counted_in_year", f"{day.year}年内计入", lambda one: one.year_verdict is Verdict.COUNTED),
        ("no_grade", "职称级别未填", lambda one: not one.grade and one.kind not in UNCOUNTED),
        ("low_grade", "职称不足中级", lambda one: one.verdict is Verdict.GRADE),
        ("short", "离岗未" + wanted, lambda one: _left(one, day) and one.verdict is Verdict.SHORT),
        ("not_yet", "在岗未" + wanted, lambda one: one.on_post(day) and one.verdict is Verdict.SHORT),
        ("kind", "巡诊、短期支援", lambda one: one.verdict is Verdict.KIND),
        ("unjudged", "未能判定", lambda one: one.verdict is Verdict.UNJUDGED),
        ("interrupted", "连续蹲点中断", lambda one: len(one.service.stretches) > 1),
        ("no_successor", f"{SOON}天内到期未定接替", lambda one: one.lacks_successor(day)),
    )
    found = tuple(_figure(name, label, every, holds) for name, label, holds in asked)
    return tuple(one for place, one in enumerate(found) if place < 4 or one.count)


def falls_short(line: PostingLine, day: date) -> bool:
    """Whether an open posting is to end before the months are reached (to be prolonged while there is time)."""
    last, months = line.last_day, line.terms.months
    if months is None or last is None or not line.on_post(day) or line.verdict is not Verdict.SHORT:
        return False
    return not line.ahead.reached(months)


def _left(line: PostingLine, day: date) -> bool:
    return line.ends is not None and line.ends < day


def _figure(name: str, label: str, every: tuple[PostingLine, ...], holds: Callable[[PostingLine], bool]) -> Figure:
    ids = tuple(one.id for one in every if holds(one))
    return Figure(name, label, len(ids), len(every), POSTING, ids)
