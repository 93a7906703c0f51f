"""The monthly reports of everybody posted: a month to be filled in as one table, and the months still missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.problems import Problem
from hfp_desk.records import POSTING_MONTH, Partnership, Posting, PostingMonth
from hfp_desk.records.checks import problems_of
from hfp_desk.rules import periods, postings
from hfp_desk.store import keeping, posting_checks
from hfp_desk.store.opening import Register
from hfp_desk.store.postings import breaks

WORK = POSTING_MONTH.sections[1].fields
"""出勤与工作量: the columns of the table, in the order of the report."""

EMPTIED = "当月数据全部清空"
"""Why a report of which nothing is left is voided."""


@dataclass(frozen=True)
class MonthRow:
    """One person in one month; ``record`` None: not reported yet. ``values`` by field name.

    ``most`` are the days the person can have been there: within the posting, leave left out.
    """

    posting: int
    name: str
    receiver: str
    department: str
    first: date | None
    last: date | None
    most: int
    record: int | None = None
    version: int = 1
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Edited:
    """What was written for one person in one month: all values of the row."""

    posting: int
    values: Mapping[str, Any]
    record: int | None = None
    version: int = 1

    @property
    def empty(self) -> bool:
        """Whether nothing is left of it."""
        return all(value in (None, "") for value in self.values.values())


@dataclass(frozen=True)
class Missing:
    """A month that is over and the postings that have no report of it."""

    month: str
    postings: tuple[int, ...]


def rows(register: Register, viewer: Viewer, month: str) -> tuple[MonthRow, ...]:
    """Everybody posted in ``month`` (2020-03) in the order of supporter and arrival, with what is reported."""
    with register.session():
        kept = PostingMonth.select().where((PostingMonth.month == month) & (PostingMonth.voided_at == ""))
        reported = {one.__data__["posting"]: one for one in kept}
        receivers = {one.id: one.receiver for one in Partnership.select(Partnership.id, Partnership.receiver)}
        away = breaks()
        return tuple(
            _row(one, receivers, reported.get(one.id), viewer, _most(one, month, away[one.id]))
            for one in _posted_in(month)
        )


def problems(month: str, edited: Sequence[Edited]) -> list[tuple[int, Problem]]:
    """What would be wrong with the rows if they were kept, by the number of the posting; inside a session."""
    found = []
    for one in edited:
        if not one.empty:
            report = _built(month, one)
            told = [*problems_of(report, POSTING_MONTH), *posting_checks.of_month(report)]
            found += [(one.posting, problem) for problem in told]
    return found


def keep(register: Register, month: str, edited: Sequence[Edited]) -> keeping.Changes:
    """Keep all rows in one deed: new reports, changed ones, and those emptied voided; Overtaken when one is newer."""
    with register.session(), keeping.deed(register) as act:
        for one in edited:
            _require_unreported(month, one)
            if not one.empty:
                act.save(_built(month, one))
            elif one.record is not None:
                act.void_rows(PostingMonth, [one.record], EMPTIED)
        return act.changes


def missing(register: Register, day: date, since: str = "") -> tuple[Missing, ...]:
    """The months from ``since`` on that are over and not reported, the latest first."""
    with register.session():
        kept = PostingMonth.select(PostingMonth.posting, PostingMonth.month).where(PostingMonth.voided_at == "")
        reported = {(one.__data__["posting"], one.month) for one in kept}
        every = list(Posting.select().where(Posting.voided_at == "").order_by(Posting.starts, Posting.id))
    found: dict[str, list[int]] = defaultdict(list)
    for one in every:
        for month in postings.due_months(one.starts, one.ends, day):
            if month >= since and (one.id, month) not in reported:
                found[month].append(one.id)
    return tuple(Missing(month, tuple(found[month])) for month in sorted(found, reverse=True))


def months(register: Register, day: date) -> tuple[str, ...]:
    """Every month in which somebody was posted, up to that of ``day``, the latest first."""
    with register.session():
        every = Posting.select(Posting.starts, Posting.ends).where(Posting.voided_at == "")
        found = {month for one in every for month in _months_of(one.starts, one.ends, day)}
    return tuple(sorted(found, reverse=True))


def month_of(register: Register, record: int) -> str:
    """The month of a report; nothing when there is none of that number."""
    with register.session():
        found = PostingMonth.get_or_none(PostingMonth.id == record)
    return found.month if found is not None else ""


def _months_of(first: date | None, last: date | None, day: date) -> tuple[str, ...]:
    """The months a posting touches, that of ``day`` with it."""
    end = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return postings.due_months(first, last, end)


def _posted_in(month: str) -> Iterator[Posting]:
    last = periods.last_day(month)
    assert last is not None
    dated = (Posting.voided_at == "") & Posting.starts.is_null(False)
    query = Posting.select().where(dated).order_by(Posting.partnership, Posting.starts, Posting.id)
    return (one for one in query if periods.overlap((last.replace(day=1), last), (one.starts, one.ends)))


def _most(one: Posting, month: str, away: Sequence[tuple[date | None, date | None]]) -> int:
    return postings.served_in(month, (one.starts or date.min, one.ends), away)


def _row(
    one: Posting, receivers: Mapping[int, str], report: PostingMonth | None, viewer: Viewer, most: int
) -> MonthRow:
    return MonthRow(
        posting=one.id,
        name=gate.shown(spec_of(Posting.name), one.name, viewer),
        receiver=receivers.get(one.__data__["partnership"] or 0, ""),
        department=one.department,
        first=one.starts,
        last=one.ends,
        most=most,
        record=report.id if report is not None else None,
        version=report.version if report is not None else 1,
        values={each.name: getattr(report, each.name) for each in WORK} if report is not None else {},
    )


def _built(month: str, one: Edited) -> PostingMonth:
    if one.record is None:
        return PostingMonth.new(posting=Posting.get_by_id(one.posting), month=month, **one.values)
    found: PostingMonth = PostingMonth.get_by_id(one.record)
    found.version = one.version
    for name, value in one.values.items():
        setattr(found, name, value)
    return found


def _require_unreported(month: str, one: Edited) -> None:
    """Somebody else may have reported the month since the table was opened."""
    if one.record is not None or one.empty:
        return
    same = (PostingMonth.posting == one.posting) & (PostingMonth.month == month) & (PostingMonth.voided_at == "")
    if PostingMonth.select().where(same).exists():
        raise keeping.Overtaken(
            f"{month} 的月报在您打开之后已由别人登记，您填写的内容没有保存。", "请按 F5 重新读取后核对。"
        )
