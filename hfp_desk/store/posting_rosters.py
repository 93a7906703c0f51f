"""People posted, their months and the assessments as lines of the office's papers (NC §十八; domain.md §2.13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from hfp_desk.records import Assessment, Partnership, Posting, PostingMonth
from hfp_desk.rules import periods
from hfp_desk.store.opening import Register
from hfp_desk.store.roster_lines import Line, Query, count, dated, lines, within
from hfp_desk.store.scopes import Scope

_PAIR = ' JOIN "partnership" q ON q."id"=p."partnership_id"'
_TABLES = f'"posting" p{_PAIR}'
_ORDER = 'q."supporter", q."receiver", p."starts", p."id"'
_PERSON = (
    *(Posting.id, Posting.name, Posting.sex, Posting.id_number, Posting.title, Posting.title_grade),
    *(Posting.specialty, Posting.department, Posting.duty, Posting.kind, Posting.starts, Posting.ends),
    *(Posting.successor, Posting.phone, Posting.remark),
)
_TWO = (Partnership.supporter, Partnership.receiver, Partnership.form)
WORK = (
    *(PostingMonth.outpatients, PostingMonth.rounds, PostingMonth.surgeries, PostingMonth.demonstrations),
    *(PostingMonth.consultations, PostingMonth.ward_rounds, PostingMonth.lectures, PostingMonth.trained),
    *(PostingMonth.techniques, PostingMonth.apprentices),
)
"""What the report of a month counts, beside the days present."""
_ABSENT = (
    '(SELECT group_concat(b."kind"||\'|\'||b."starts"||\'|\'||coalesce(b."ends",\'\')) FROM "absence" b'
    ' WHERE b."posting_id"=p."id" AND b."voided_at"=\'\' AND b."starts"<=? AND (b."ends" IS NULL OR b."ends">=?))'
)


def postings(register: Register, scope: Scope) -> Iterator[Line]:
    """Everybody posted at any time within the period."""
    return lines(register, Query(_TABLES, {"p": _PERSON, "q": _TWO}, _ORDER), *_posted(scope))


def count_postings(register: Register, scope: Scope) -> int:
    """How many are posted at any time within the period."""
    return count(register, _TABLES, *_posted(scope))


def month(register: Register, scope: Scope, named: str) -> Iterator[Line]:
    """Everybody posted in a month (2020-03), with what is reported of it and the leave that falls in it."""
    first, last = days_of(named)
    tables = f'{_TABLES} LEFT JOIN "posting_month" m ON m."posting_id"=p."id" AND m."month"=? AND m."voided_at"=\'\''
    reported = (PostingMonth.present, *WORK, PostingMonth.remark)
    bounds = (last.isoformat(), first.isoformat())
    query = Query(tables, {"p": _PERSON, "q": _TWO, "m": reported}, _ORDER, {"absent": _ABSENT}, (*bounds, named))
    return lines(register, query, *_posted(Scope(since=first, until=last, records=scope.records)))


def count_month(register: Register, scope: Scope, named: str) -> int:
    """How many are posted in a month."""
    first, last = days_of(named)
    return count_postings(register, Scope(since=first, until=last, records=scope.records))


def months(register: Register, scope: Scope) -> tuple[str, ...]:
    """The months of a period that somebody was posted in; without a period the latest that can be reported."""
    if scope.since is None and scope.until is None:
        latest = _latest(register)
        return (latest,) if latest else ()
    earliest = _one(register, f'SELECT min(p."starts") FROM {_TABLES} WHERE p."voided_at"=\'\'')
    until = scope.until or date.today()
    if not earliest:
        return ()
    every = _between(max(scope.since or until, date.fromisoformat(earliest)), until)
    return tuple(one for one in every if count_month(register, scope, one))


def _latest(register: Register) -> str:
    """The latest month that was reported, else the latest in which somebody was posted: to be filled in by hand."""
    reported = _one(register, 'SELECT max("month") FROM "posting_month" WHERE "voided_at"=\'\'')
    today = date.today().isoformat()
    last = f'SELECT max(min(coalesce(p."ends",?),?)) FROM {_TABLES} WHERE p."voided_at"=\'\' AND p."starts"<=?'
    return reported or _one(register, last, today, today, today)[:7]


def _one(register: Register, sql: str, *given: object) -> str:
    return register.db.execute_sql(sql, given).fetchone()[0] or ""


def assessments(register: Register, scope: Scope) -> Iterator[Line]:
    """The assessments of the period, of partnerships and of persons."""
    return lines(register, _assessed(_ASSESSED), *_judged(scope))


def to_assess(register: Register, scope: Scope) -> Iterator[Line]:
    """Everybody posted within the period with an assessment still to be written."""
    return lines(register, _assessed(f'{_TABLES} LEFT JOIN "assessment" a ON 0'), *_posted(scope))


def count_assessments(register: Register, scope: Scope, *, persons: bool = False) -> int:
    """How many assessments there are; with ``persons`` only those of one person."""
    where, given = _judged(scope)
    return count(register, _ASSESSED, f'{where} AND p."id" IS NOT NULL' if persons else where, given)


def work(register: Register, posting: int | None, partnership: int) -> dict[str, Decimal]:
    """What was done by one person, or by all of a partnership, in all months reported: sums by the field's name."""
    fields: tuple[Any, ...] = (PostingMonth.present, *WORK)
    sums = ", ".join(f'sum(m."{one.column_name}")' for one in fields)
    whose, number = ('p."id"', posting) if posting is not None else ('p."partnership_id"', partnership)
    tables = '"posting_month" m JOIN "posting" p ON p."id"=m."posting_id"'
    sql = f"SELECT {sums} FROM {tables} WHERE m.\"voided_at\"='' AND p.\"voided_at\"='' AND {whose}=?"
    row = register.db.execute_sql(sql, (number,)).fetchone()
    known = zip(fields, row, strict=True)
    return {one.name: Decimal(one.python_value(value)) for one, value in known if value is not None}


def days_of(named: str) -> tuple[date, date]:
    """The first and the last day of a month."""
    last = periods.last_day(named)
    assert last is not None
    return last.replace(day=1), last


_ASSESSED = (
    '"assessment" a JOIN "partnership" q ON q."id"=a."partnership_id"'
    ' LEFT JOIN "posting" p ON p."id"=a."whom_id" AND p."voided_at"=\'\''
)


def _assessed(tables: str) -> Query:
    """What a sheet says of an assessment, its partnership and its person."""
    judged = (
        *(Assessment.id, Assessment.period, Assessment.score, Assessment.grade, Assessment.assessor),
        *(Assessment.assessed_on, Assessment.techniques, Assessment.outpatients_before, Assessment.outpatients_after),
        *(Assessment.inpatients_before, Assessment.inpatients_after, Assessment.referred_before),
        Assessment.referred_after,
    )
    pair = (*_TWO, Partnership.agreement, Partnership.starts, Partnership.ends, Partnership.specialties)
    named = {"pair": 'q."id"', "agreed": 'q."starts"', "agreed_until": 'q."ends"'}
    order = 'q."supporter", q."receiver", p."id" IS NOT NULL, p."starts", p."id", a."period", a."id"'
    return Query(tables, {"a": judged, "q": pair, "p": _PERSON}, order, named)


def _judged(scope: Scope) -> tuple[str, list[object]]:
    where, given = within(Scope(records=scope.records), "a")
    when, days = dated(scope, 'a."assessed_on"')
    return where + when, [*given, *days]


def _posted(scope: Scope) -> tuple[str, list[object]]:
    """The living postings whose time falls into the period."""
    where, given = within(Scope(records=scope.records), "p")
    if scope.until is not None:
        where, given = f'{where} AND p."starts"<=?', [*given, scope.until.isoformat()]
    if scope.since is not None:
        where, given = f'{where} AND (p."ends" IS NULL OR p."ends">=?)', [*given, scope.since.isoformat()]
    return where, given


def _between(first: date, last: date) -> Iterator[str]:
    """The months from one day to another."""
    year, number = first.year, first.month
    while (year, number) <= (last.year, last.month):
        yield f"{year}-{number:02d}"
        year, number = (year, number + 1) if number < 12 else (year + 1, 1)
