"""Visits, cases and exams with something in every field, told apart from visit to visit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from peewee import Field

from hfp_desk.fields import is_declared, spec_of
from hfp_desk.kinds import Choice, Choices
from hfp_desk.records import LIFE_CYCLE, FollowUp, ManagedCase, Person, Record
from hfp_desk.store.opening import Register
from tests.domain.listed import keep, village_of

_LIFE = {field.name for field in LIFE_CYCLE}
_KEPT = {"state", "lost_reason", "died_on", "death_cause", "restricted", "number", "registered_number"}


def unsaved_patient(name: str = "贺𬱖", number: int = 0, **values: Any) -> Person:
    """Somebody of a village of 临江镇."""
    village = village_of("临江镇", number)
    given = {"sex": "1", "birth": date(1955, 3, 2), "phone": "13900000000", **values}
    return Person.new(name=name, town=village.parent, village=village, **given)


def patient(register: Register, name: str = "贺𬱖", number: int = 0, **values: Any) -> Person:
    """The same, kept."""
    found: Person = keep(register, unsaved_patient(name, number, **values))
    return found


def unsaved_case(whose: Person, programme: str, **values: Any) -> ManagedCase:
    """A case under management since 2019; those of restricted diseases are restricted."""
    given = {"starts": date(2019, 1, 2), "restricted": programme in ("3", "4"), **values}
    return ManagedCase.new(person=whose, programme=programme, **given)


def case(register: Register, whose: Person, programme: str, **values: Any) -> ManagedCase:
    """The same, kept."""
    found: ManagedCase = keep(register, unsaved_case(whose, programme, **values))
    return found


def unsaved_visit(of: ManagedCase, day: date, number: int = 1, **values: Any) -> FollowUp:
    """A visit with every field filled; ``number`` makes it another one."""
    given = {"stage": "1", "state": "1", "visited_on": day, **values}
    made = FollowUp.new(person=of.person, case=of, programme=of.programme)
    fill(made, number)
    for name, value in given.items():
        setattr(made, name, value)
    return made


def visit(register: Register, of: ManagedCase, day: date, number: int = 1, **values: Any) -> FollowUp:
    """The same, kept."""
    found: FollowUp = keep(register, unsaved_visit(of, day, number, **values))
    return found


def fill(record: Record, number: int) -> None:
    """Something in every field that is not filled yet, other values for another ``number``."""
    for field in record._meta.sorted_fields:
        if is_declared(field) and field.name not in _LIFE | _KEPT and not getattr(record, field.name):
            value = _value(field, number)
            if value is not None:
                setattr(record, field.name, value)


def _value(field: Field[Any], number: int) -> Any:
    kind = spec_of(field).kind
    if isinstance(kind, Choice):
        offered = kind.list.offered()
        return offered[number % len(offered)].code
    if isinstance(kind, Choices):
        return tuple(one.code for one in kind.list.offered()[number : number + 3])
    made: dict[str, Any] = {
        "text": f"{field.name[:3]}{number}",
        "day": date(2019, 1 + number, 9),
        "vague_day": f"200{number}-05",
        "whole": 40 + number,
        "measure": Decimal(20 + number) + Decimal("0.5"),
        "money": Decimal(4321 + number),
        "yes_no": number % 2 == 0,
        "phone": f"1380000000{number}",
    }
    return made.get(kind.name)
