"""One person at a glance: who it is, the household, and what happened when; through the gate like every list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import SQL

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import Change, Diagnosis, Household, Identity, Person, RecordType, Settlement, Treatment
from hfp_desk.rules.five_clears import Clear, FiveClears
from hfp_desk.rules.stays import age_on
from hfp_desk.store import clears, history, telling
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import open_to

PEOPLE, DISEASE, CARE, MONEY, CHANGES = "identity", "diagnosis", "treatment", "settlement", "change"
"""What an event is about."""

_STRANGER = Viewer("")
_FACTS = (
    *(Person.nation, Person.education, Person.labour, Person.health_status, Person.basic_insurance),
    *(Person.major_insurance, Person.health_card, Person.chronic_card, Person.recognised_on, Person.died_on),
    Person.remark,
)
_HOME = (
    *(Household.number, Household.head_name, Household.size, Household.kind, Household.cause, Household.income),
    *(Household.poverty_state, Household.address, Household.phone),
)


@dataclass(frozen=True)
class Fact:
    """A label and what is known."""

    label: str
    value: str


@dataclass(frozen=True)
class Chip:
    """One identity; ``over`` when it has ended."""

    text: str
    over: bool = False


@dataclass(frozen=True)
class Member:
    """Somebody of the same household."""

    id: int
    name: str
    relation: str
    sex: str
    age: str


@dataclass(frozen=True)
class Event:
    """Something that happened to the person or to the record; ``day`` is an ISO day, month or year."""

    day: str
    about: str
    words: str
    note: str = ""


@dataclass(frozen=True)
class Card:
    """What stands at the head and at the left of a person's page."""

    id: int
    name: str
    sex: str
    age: str
    place: str
    phone: str
    id_number: str
    id_masked: str
    chips: tuple[Chip, ...]
    facts: tuple[Fact, ...]
    home: tuple[Fact, ...]
    members: tuple[Member, ...]
    void_reason: str = ""
    voided: bool = False


def card(register: Register, person: int, viewer: Viewer) -> Card:
    """The card of one person; Refusal when there is none of that number."""
    with register.session():
        found = Person.get_or_none(Person.id == person)
        if found is None:
            raise Refusal("没有这个人员。", "他可能在别处被撤销导入，请重新搜索。")
        home: Any = found.household
        return Card(
            id=person,
            name=_shown(Person.name, found.name, viewer),
            sex=_shown(Person.sex, found.sex, viewer),
            age=_age(found, viewer),
            place=" ".join(place.name for place in (found.town, found.village) if place),
            phone=_shown(Person.phone, found.phone, viewer),
            id_number=_shown(Person.id_number, found.id_number, viewer),
            id_masked=_shown(Person.id_number, found.id_number, _STRANGER),
            chips=tuple(_chips(found, viewer)),
            facts=tuple(_facts(found, _FACTS, viewer)),
            home=tuple(_facts(home, _HOME, viewer)) if home else (),
            members=tuple(_members(found, viewer)),
            void_reason=found.void_reason,
            voided=bool(found.voided_at),
        )


def clear(register: Register, person: int, viewer: Viewer) -> FiveClears:
    """The five clears of one person; what is said of a disease names it, so only to those who may see diseases."""
    found = clears.of_person(register, person, viewer)
    if viewer.may_look:
        return found
    return FiveClears(tuple(Clear(one.label, (gate.HIDDEN,) if one.missing else ()) for one in found.groups))


def person_of(register: Register, kind: RecordType, record: int, viewer: Viewer) -> int | None:
    """Whom a record is about; None for a household or an institution, and where ``viewer`` may not know of it."""
    if kind.model is Person:
        return record
    link = kind.model._meta.fields.get("person")
    if link is None:
        return None
    with register.session():
        free = SQL(open_to(kind.model, viewer, "") or "1")
        found = kind.model.select(link).where((kind.model.id == record) & free).tuples().first()
    return int(found[0]) if found and found[0] is not None else None


def events(register: Register, person: int, viewer: Viewer) -> list[Event]:
    """The person's time line, the latest first."""
    with register.session():
        found = [
            *_identity_events(_of(Identity, person, viewer), viewer),
            *_diagnosis_events(_of(Diagnosis, person, viewer), viewer),
            *_stay_events(_of(Treatment, person, viewer), viewer),
            *_bill_events(_of(Settlement, person, viewer), viewer),
            *_change_events(person),
        ]
    return sorted(found, key=lambda event: event.day, reverse=True)


def _shown(field: Any, value: Any, viewer: Viewer) -> str:
    spec = spec_of(field)
    return gate.shown(spec, spec.kind.show(value), viewer)


def _age(person: Any, viewer: Viewer) -> str:
    if person.birth is None or not viewer.may_look:
        return ""
    return f"{age_on(person.birth, person.died_on or date.today())}岁"


def _facts(record: Any, fields: Sequence[Any], viewer: Viewer) -> Iterator[Fact]:
    for field in fields:
        value = _shown(field, getattr(record, field.name), viewer)
        if value:
            unit = spec_of(field).unit
            yield Fact(spec_of(field).label, f"{value} {unit}".strip())


def _chips(person: Any, viewer: Viewer) -> Iterator[Chip]:
    seen = set()
    for identity in sorted(_of(Identity, person.id, viewer), key=lambda one: (bool(one.ends), one.kind)):
        text = _shown(Identity.kind, identity.kind, viewer)
        if text and text not in seen:
            seen.add(text)
            yield Chip(text, bool(identity.ends))


def _members(person: Any, viewer: Viewer) -> Iterator[Member]:
    if person.household is None:
        return
    same = (Person.household == person.household) & (Person.voided_at == "")
    for one in Person.select().where(same).order_by(Person.relation, Person.birth):
        relation = _shown(Person.relation, one.relation, viewer)
        sex = _shown(Person.sex, one.sex, viewer)
        yield Member(one.id, _shown(Person.name, one.name, viewer), relation, sex, _age(one, viewer))


def _of(model: Any, person: int, viewer: Viewer) -> list[Any]:
    """The living records of a person that this viewer may know of."""
    mine = (model.person == person) & (model.voided_at == "") & SQL(open_to(model, viewer, "") or "1")
    return list(model.select().where(mine).order_by(model.id))


def _when(field: Any, value: Any, viewer: Viewer) -> str:
    """The day of an event as far as it is shown: of a masked one the year, of a hidden one nothing."""
    return _shown(field, value, viewer).partition("-*")[0].replace(gate.HIDDEN, "")


def _identity_events(identities: list[Any], viewer: Viewer) -> Iterator[Event]:
    for one in identities:
        kind = _shown(Identity.kind, one.kind, viewer)
        if one.starts:
            yield Event(_when(Identity.starts, one.starts, viewer), PEOPLE, f"纳入{kind}", one.list_source)
        if one.ends:
            reason = _shown(Identity.exit_reason, one.exit_reason, viewer)
            yield Event(_when(Identity.ends, one.ends, viewer), PEOPLE, f"退出{kind}", reason)


def _diagnosis_events(diagnoses: list[Any], viewer: Viewer) -> Iterator[Event]:
    for one in diagnoses:
        disease = _shown(Diagnosis.disease, one.disease, viewer)
        if one.found_on:
            yield Event(_when(Diagnosis.found_on, one.found_on, viewer), DISEASE, f"确诊 {disease}")
        if one.verified_on:
            state = _shown(Diagnosis.verify_state, one.verify_state, viewer)
            by = _shown(Diagnosis.verified_by, one.verified_by, viewer)
            yield Event(_when(Diagnosis.verified_on, one.verified_on, viewer), DISEASE, f"核实 {disease}：{state}", by)
        if one.closed_on:
            yield Event(_when(Diagnosis.closed_on, one.closed_on, viewer), DISEASE, f"销号 {disease}")


def _stay_events(stays: list[Any], viewer: Viewer) -> Iterator[Event]:
    for one in stays:
        disease = _shown(Treatment.disease, one.disease, viewer)
        hospital = _shown(Treatment.hospital, one.hospital, viewer)
        if one.admitted:
            yield Event(_when(Treatment.admitted, one.admitted, viewer), CARE, f"入院 {disease}", hospital)
        if one.discharged:
            effect = _shown(Treatment.effect, one.effect, viewer)
            yield Event(_when(Treatment.discharged, one.discharged, viewer), CARE, f"出院 {disease}", effect)


def _bill_events(bills: list[Any], viewer: Viewer) -> Iterator[Event]:
    for one in bills:
        if one.settled_on:
            total = _shown(Settlement.total, one.total, viewer)
            own = _shown(Settlement.own_share, one.own_share, viewer)
            words = "冲账" if one.reversal_of is not None else "结算"
            yield Event(
                _when(Settlement.settled_on, one.settled_on, viewer),
                MONEY,
                f"{words} {total} 元",
                f"个人负担 {own} 元" if own else "",
            )


def _change_events(person: int) -> Iterator[Event]:
    for change in history.of_record("person", person):
        source = "，来自导入名单" if change.batch is not None else ""
        yield Event(change.at[:10], CHANGES, f"{telling.ACTIONS[change.action]}人员信息", _by(change) + source)


def _by(change: Change) -> str:
    return f"{change.user} {change.at[11:16]}"
