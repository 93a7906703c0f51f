"""Invented people under management with their visits, for the tests of follow-up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
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
