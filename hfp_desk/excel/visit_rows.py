"""Visits that rows of lists tell of: found again by person, programme and day, judged, made or changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from hfp_desk.excel.judged import record_of
from hfp_desk.excel.work import Rows
from hfp_desk.problems import Problem, Severity
from hfp_desk.records import FOLLOW_UP, FollowUp, Person
from hfp_desk.rules import lifetimes
from hfp_desk.rules.periods import day_of
from hfp_desk.rules.visits import DEAD, VISIT

KEY = ("person", "programme", "visited_on")


def find_visit(rows: Rows, values: Mapping[str, Any]) -> int | None:
    """The visit of that person, programme and day, pending or of the register."""
    key = tuple(values[name] for name in KEY)
    pending = rows.work.made.get(("visit", *key))
    return pending or next(iter(rows.work.known.keyed(FollowUp, KEY).get(key, ())), None)


def keep_visit(rows: Rows, values: dict[str, Any], i: int) -> tuple[int | None, list[Problem]]:
    """Make or change a visit; what is wrong with it, and no number where it cannot be."""
    record = find_visit(rows, values)
    ledger = rows.work.ledger(FollowUp)
    stored = ledger.content(record) if record else {}
    if record and not ledger.differences(record, values):
        return record, []
    found = judged(rows, {**stored, **values})
    if any(problem.severity is Severity.ERROR for problem in found):
        return None, found
    if record is None:
        record = rows.add(FollowUp, {"stage": VISIT, **values}, i)
        rows.work.made["visit", *(values[name] for name in KEY)] = record
    else:
        rows.change(FollowUp, record, values, i)
    return record, found


def judged(rows: Rows, values: Mapping[str, Any], whose: Mapping[str, Any] | None = None) -> list[Problem]:
    """What is wrong with a visit: its own rules, and that it lies within the life of whom it is about."""
    person = rows.work.ledger(Person).content(values["person"]) if whose is None else whose
    birth, died = day_of(person.get("birth")), day_of(person.get("died_on"))
    life = lifetimes.within_life("随访日期", day_of(values["visited_on"]), birth, _end(values, died), rows.work.today)
    own = {name: value for name, value in values.items() if name not in ("person", "case", "doctor")}
    record = record_of(rows.work, FollowUp, own)
    return [*life, *(problem for rule in FOLLOW_UP.rules for problem in rule(record))]


def _end(values: Mapping[str, Any], died: date | None) -> date | None:
    """A visit that finds that somebody has died comes after the death."""
    return None if values.get("state") == DEAD else died


def load_visits(rows: Rows, visits: Iterable[Mapping[str, Any]]) -> None:
    """Read the visits of the register that a list tells of in one go."""
    known = rows.work.known.keyed(FollowUp, KEY)
    keys = (tuple(values[name] for name in KEY) for values in visits)
    rows.work.ledger(FollowUp).load(record for key in keys for record in known.get(key, ()))
