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
_USUAL = (
    *("case", "systolic", "diastolic", "fasting_glucose", "mode", "state", "lost_reason", "control", "adherence"),
    *("weight", "heart_rate", "doctor_name", "next_on", "note"),
)


def find_visit(rows: Rows, values: Mapping[str, Any]) -> int | None:
    """The visit of that person, programme and day, pending or of the register."""
    key = tuple(values[name] for name in KEY)
    pending = rows.work.made.get(("visit", *key))
    if pending is not None:
        return pending
    _meet(rows, values["person"])
    found = rows.work.visits.get(key)
    return found[0] if found else None


def _meet(rows: Rows, person: int) -> None:
    """Read the visits of everybody in the list in one go, when the first of them is asked for."""
    work = rows.work
    if person in work.met or person < 0:
        return
    wanted = {who for who in (*rows.who, *_owners(rows), person) if isinstance(who, int) and who > 0} - work.met
    work.met |= wanted
    for row in work.known.of_persons(FollowUp, (*KEY, *_USUAL), wanted):
        work.visits[row[: len(KEY)]] = row[-1], row[len(KEY) : -1]


def _owners(rows: Rows) -> Iterable[int | None]:
    """The persons whose records the rows of a list of ours name."""
    model = rows.table.kind.principal.record.model
    if not rows.table.kind.ours or "person" not in model._meta.fields:
        return ()
    return (rows.work.ledger(model).content(record)["person"] for record in rows.target if record)


def keep_visit(rows: Rows, values: dict[str, Any], i: int) -> tuple[int | None, list[Problem]]:
    """Make or change a visit; what is wrong with it, and no number where it cannot be."""
    record = find_visit(rows, values)
    if record is not None and _is_known(rows, record, values):
        return record, []
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


def _is_known(rows: Rows, record: int, values: Mapping[str, Any]) -> bool:
    """Whether the register holds all that is said, as far as can be told without reading the whole wide record."""
    usual = rows.work.visits.get(tuple(values[name] for name in KEY))
    if usual is None or usual[0] != record or record in rows.work.ledger(FollowUp).changes:
        return False
    held = dict(zip(_USUAL, usual[1], strict=True))
    return all(name in KEY or (name in held and held[name] == value) for name, value in values.items())


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
