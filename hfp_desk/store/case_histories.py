"""Managed cases with their visits as plain values, for the rules of follow-up; read in portions, a few queries each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from hfp_desk.records import FollowUp, ManagedCase, Person
from hfp_desk.rules import follow_up
from hfp_desk.rules.follow_up import Case, Limits, Visit
from hfp_desk.rules.periods import day_of
from hfp_desk.rules.stays import age_on
from hfp_desk.store.tables import table

_PORTION = 500
_COMPUTED = {"age", "intensive"}
_TOLD = tuple(name for name in Visit._fields if name not in _COMPUTED)
_DAYS = tuple(_TOLD.index(name) for name in ("visited_on", "next_on"))
_TRUTHS = tuple(_TOLD.index(name) for name in ("urgent", "referred"))
_GLUCOSE = _TOLD.index("fasting_glucose")
_VISITED = _TOLD.index("visited_on")
_AGE, _INTENSIVE = Visit._fields.index("age"), Visit._fields.index("intensive")
_CASES = f"""SELECT c."id", c."person_id", c."programme", c."starts", c."ends", p."died_on", c."notified_on",
 c."intensive_ends", p."birth" FROM {table(ManagedCase)} c JOIN {table(Person)} p ON p."id"=c."person_id"
 WHERE c."id" IN (%s)"""
_VISITS = f"""SELECT v."case_id", {",".join(f'v."{name}"' for name in _TOLD)} FROM {table(FollowUp)} v
 WHERE v."voided_at"='' AND v."case_id" IN (%s) AND v."visited_on">=? AND v."visited_on"<=?
 ORDER BY v."case_id", v."visited_on" """


class History(NamedTuple):
    """A case of a person, and its visits with the earliest first."""

    person: int
    case: Case
    visits: tuple[Visit, ...]


def histories(
    db: SqliteDatabase, cases: Sequence[int], on: date, limits: Limits, since: date = date.min
) -> Iterator[tuple[int, History]]:
    """The living visits of these cases from ``since`` to ``on``; what ends or happens after ``on`` is not known yet."""
    for start in range(0, len(cases), _PORTION):
        part = cases[start : start + _PORTION]
        marks = ",".join("?" * len(part))
        known = {row[0]: row for row in db.execute_sql(_CASES % marks, tuple(part))}
        made: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for one, *told in db.execute_sql(_VISITS % marks, (*part, since.isoformat(), on.isoformat())):
            made[one].append(tuple(told))
        for one in part:
            if one in known:
                yield one, _history(known[one], made.get(one, []), on, limits)


def _history(row: Sequence[Any], told: Sequence[Sequence[Any]], on: date, limits: Limits) -> History:
    _, person, programme, starts, ends, died, notified, intensive_ends, birth = row
    case = Case(
        programme,
        day_of(starts),
        _until(ends, on),
        _until(died, on),
        day_of(notified),
        day_of(intensive_ends),
    )
    return History(person, case, tuple(_visit(one, case, day_of(birth), limits) for one in told))


def _until(stored: str | None, on: date) -> date | None:
    day = day_of(stored)
    return day if day is not None and day <= on else None


def _visit(told: Sequence[Any], case: Case, birth: date | None, limits: Limits) -> Visit:
    values = list(told)
    for place in _DAYS:
        values[place] = day_of(values[place])
    for place in _TRUTHS:
        values[place] = None if values[place] is None else bool(values[place])
    if values[_GLUCOSE] is not None:
        values[_GLUCOSE] = Decimal(values[_GLUCOSE]).scaleb(-2)
    day = values[_VISITED]
    age = None if birth is None else age_on(birth, day)
    values.insert(_AGE, age)
    values.insert(_INTENSIVE, follow_up.intensive(case, day, limits))
    return Visit(*values)
