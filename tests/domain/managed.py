"""Invented people under management with their visits, for the tests of follow-up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from hfp_desk.policy import load
from hfp_desk.records import Checkup, FollowUp, ManagedCase, Person, Record
from hfp_desk.rules import follow_up
from hfp_desk.store import tables
from hfp_desk.store.opening import Register
from tests.domain.listed import keep, person

ZS = load("zhangshu-2020")
ON = date(2020, 6, 15)
"""A Monday."""

LIFE = {"created_at": "2020-03-31 08:00:00", "changed_at": "2020-03-31 08:00:00", "voided_at": "", "version": 1}
EMPTY = dict.fromkeys(("created_by", "changed_by", "voided_by", "void_reason"), "")


def limits(on: date = ON) -> follow_up.Limits:
    """The figures of 樟树 on a day."""
    return follow_up.limits(ZS.on(on))


def case(register: Register, name: str = "张三", programme: str = "1", **values: Any) -> ManagedCase:
    """Somebody under management since 2018."""
    who = values.pop("who", None) or person(register, name, **values.pop("of", {}))
    known = {"programme": programme, "starts": date(2018, 1, 1), "doctor_name": "刘英", **values}
    found: ManagedCase = keep(register, ManagedCase.new(person=who, **known))
    return found


def visit(register: Register, of: ManagedCase, day: date, **values: Any) -> FollowUp:
    """A visit at home that was made; a pressure of 130/80 unless told otherwise."""
    usual = {"systolic": 130, "diastolic": 80} if of.programme in ("1", "2") else {}
    known = {"mode": "2", "state": "1", **usual, **values}
    found: FollowUp = keep(
        register, FollowUp.new(person=of.person, case=of, programme=of.programme, visited_on=day, **known)
    )
    return found


def exam(register: Register, who: Person, day: date) -> Checkup:
    """A health exam."""
    found: Checkup = keep(register, Checkup.new(person=who, examined_on=day))
    return found


def insert(register: Register, model: type[Record], rows: Iterable[dict[str, Any]]) -> list[int]:
    """Many records at once as the register stores them; their numbers."""
    blank = {**tables.blank(model), **LIFE, **EMPTY}
    first = tables.next_id(register.db, model)
    full = [{**blank, "id": first + place, **row} for place, row in enumerate(rows)]
    names: Sequence[str] = ["id", *blank]
    tables.insert(register.db, model, (tuple(row[name] for name in names) for row in full), names)
    return [row["id"] for row in full]


def random_histories(register: Register, chance: Random, count: int = 500) -> list[int]:
    """Cases of all programmes with up to six visits each, whatever can be written in them."""
    births = (None, "1950-02-28", "1955-10-01", "1955-09-30", "1970-05-05")
    people = insert(
        register, Person, ({"name": f"人{number}", "birth": chance.choice(births)} for number in range(count))
    )
    cases = insert(register, ManagedCase, (_case(chance, who) for who in people))
    rows = [
        _visit(chance, who, one, ManagedCase.get_by_id(one).programme, day)
        for who, one in zip(people, cases, strict=True)
        for day in chance.sample(range(640), chance.randrange(7))
    ]
    insert(register, FollowUp, rows)
    return cases


def _case(chance: Random, who: int) -> dict[str, Any]:
    starts = (date(2018, 6, 1) + timedelta(days=chance.randrange(800))).isoformat()
    return {
        "person": who,
        "programme": chance.choice(("1", "1", "2", "2", "3", "3", "4", "5", "9", "14")),
        "starts": chance.choice((starts, starts, starts, None)),
        "notified_on": chance.choice((None, "2020-03-03")),
        "intensive_ends": chance.choice((None, "2020-08-31")),
    }


def _visit(chance: Random, who: int, case: int, programme: str, day: int) -> dict[str, Any]:
    visited = date(2019, 1, 15) + timedelta(days=day)
    later = visited + timedelta(days=chance.randrange(5, 150))
    return {
        "person": who,
        "case": case,
        "programme": programme,
        "visited_on": visited.isoformat(),
        "stage": chance.choice(("1",) * 9 + ("",)),
        "mode": chance.choice(("1", "2", "2", "3", "")),
        "state": chance.choice(("1",) * 8 + ("", "2", "4")) if chance.random() < 0.98 else "3",
        "next_on": chance.choice((None, later.isoformat())),
        "systolic": chance.choice((None, 120, 139, 140, 145, 149, 150, 179, 180)),
        "diastolic": chance.choice((None, 70, 89, 90, 110)),
        "fasting_glucose": chance.choice((None, 389, 390, 600, 699, 700, 1669, 1670)),
        "heart_rate": chance.choice((None, 80, 100, 101)),
        "urgent": chance.choice((None, 0, 0, 1)) if chance.random() < 0.2 else None,
        "adverse": chance.choice(("", "1", "1", "1", "2")),
        "control": chance.choice(("", "1", "2", "3", "4")) if chance.random() < 0.6 else "",
        "referred": chance.choice((None, 0, 1)),
        "referral_kind": chance.choice(("1", "2", "3", "4", "5")) if chance.random() < 0.1 else "",
        "danger": chance.choice(("", "0", "0", "1", "3")),
        "insight": chance.choice(("", "1", "1", "2", "3")),
        "social": chance.choice(("", "1", "2", "3")),
        "stability": chance.choice(("", "1", "2", "3")),
        "missed_doses": chance.choice((None, 0, 0, 2)),
        "complication": chance.choice(("", "1", "2")),
        "supervisor": chance.choice(("", "1", "2")),
    }
