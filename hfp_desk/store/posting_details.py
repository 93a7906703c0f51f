"""One posting with all that hangs on it: leave, monthly reports, assessments; and its true end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hfp_desk.codes import code_list
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
from hfp_desk.problems import Refusal
from hfp_desk.records import Absence, Assessment, Posting, PostingMonth
from hfp_desk.rules import postings as rules
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register
from hfp_desk.store.posting_months import WORK
from hfp_desk.store.postings import Breaks, breaks, terms

_SUMMED = WORK[:-1]


@dataclass(frozen=True)
class Away:
    """Leave or a break: what kind, from when to when, how many days of the posting."""

    id: int
    kind: str
    starts: date | None
    ends: date | None
    days: int


@dataclass(frozen=True)
class Assessed:
    """How the posting was assessed."""

    id: int
    period: str
    score: Decimal | None
    grade: str


@dataclass(frozen=True)
class Details:
    """What hangs on a posting by a day; ``work`` is what was reported in all, by the labels of the report."""

    absences: tuple[Away, ...] = ()
    reported: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    work: tuple[tuple[str, str], ...] = ()
    assessments: tuple[Assessed, ...] = ()


def details(register: Register, viewer: Viewer, posting: int, day: date) -> Details:
    """Leave, reports and assessments of one posting; nothing for who may look at nothing."""
    with register.session():
        one = Posting.get_or_none(Posting.id == posting)
        if one is None or not viewer.may_look:
            return Details()
        reports = _living(PostingMonth, PostingMonth.posting, posting, PostingMonth.month)
        reported = tuple(report.month for report in reports)
        due = rules.due_months(one.starts, one.ends, day)
        return Details(
            absences=tuple(
                _away(each, one, day) for each in _living(Absence, Absence.posting, posting, Absence.starts)
            ),
            reported=reported,
            missing=tuple(month for month in due if month not in reported),
            work=tuple(_worked(reports)),
            assessments=tuple(
                Assessed(each.id, each.period, each.score, code_list("assessment_grade").shown(each.grade))
                for each in _living(Assessment, Assessment.whom, posting, Assessment.period)
            ),
        )


@dataclass(frozen=True)
class Leave:
    """How long a leave is, and whether it starts the count of months anew; None when no rule says how long it may be.

    Leave that follows upon another one is one break with it: both interrupt when together they are too long.
    """

    days: int
    interrupts: bool | None


def leaves(register: Register, day: date, policy: Policy) -> dict[int, Leave]:
    """Every leave and break of a posting, by its number, as of ``day``."""
    allowed = terms(policy, day).break_days
    with register.session():
        every = list(Absence.select().where(Absence.voided_at == ""))
        away = breaks()
        posted = {one.id: one for one in Posting.select(Posting.id, Posting.starts, Posting.ends)}
    return {
        one.id: found
        for one in every
        if (found := _leave(one, posted[one.__data__["posting"]], away[one.__data__["posting"]], allowed, day))
    }


def end(register: Register, posting: int, day: date, today: date, successor: str = "") -> keeping.Changes:
    """Write the true day somebody left, and who takes over where that is said.

    Refusal for a day before arrival or still to come, and when the posting was ended already.
    """
    with register.session(), keeping.deed(register) as act:
        one: Posting = Posting.get_by_id(posting)
        if one.ends is not None:
            raise Refusal(f"这次派驻已于 {one.ends} 离岗。", "日期有误时请打开登记表（Ctrl+E）更正。")
        if one.starts is not None and day < one.starts:
            raise Refusal(f"离岗日期 {day} 早于到岗日期 {one.starts}。", "请填实际离岗的那一天。")
        if day > today:
            raise Refusal(f"离岗日期 {day} 还没有到。", "请在实际离岗后再填；预计的日期填在登记表的“计划离岗日期”。")
        one.ends, one.successor = day, successor or one.successor
        act.save(one)
        return act.changes


def _living(model: Any, link: Any, posting: int, order: Any) -> list[Any]:
    return list(model.select().where((link == posting) & (model.voided_at == "")).order_by(order, model.id))


def _away(each: Absence, one: Posting, day: date) -> Away:
    last = each.ends or one.ends or day
    days = rules.days_of((each.starts, last)) if each.starts is not None and each.starts <= last else 0
    return Away(each.id, code_list("absence_kind").shown(each.kind), each.starts, each.ends, days)


def _leave(each: Absence, one: Posting, away: Breaks, allowed: int | None, day: date) -> Leave | None:
    last = min(one.ends or day, day)
    if one.starts is None or each.starts is None or each.starts > last:
        return None
    whole = next((span for span in rules.absences((one.starts, last), away) if each.starts <= span[1]), None)
    if whole is None:
        return None
    days = rules.days_of((max(each.starts, one.starts), min(each.ends or last, last)))
    return Leave(days, None if allowed is None else rules.days_of(whole) > allowed)


def _worked(reports: list[Any]) -> list[tuple[str, str]]:
    sums = ((spec_of(field), [getattr(report, field.name) for report in reports]) for field in _SUMMED)
    known = ((spec, [value for value in values if value is not None]) for spec, values in sums)
    return [(spec.label, spec.kind.show(sum(values))) for spec, values in known if any(values)]
