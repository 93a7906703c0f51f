"""Entry by hand: what a form loads, what follows from what was typed, and keeping it all in one deed.

A form hands over drafts, plain values by field name. Drafts kept together are tied to each other: the bill to its
stay, the stay to its person. Nothing a clerk typed is changed; only what is empty follows from the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from peewee import ForeignKeyField

from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
from hfp_desk.problems import Problem, Refusal
from hfp_desk.records import (
    BY_NAME,
    SETTLEMENT,
    Contract,
    Diagnosis,
    FollowUp,
    Household,
    Institution,
    ManagedCase,
    Person,
    Place,
    Record,
    RecordType,
    Settlement,
    Treatment,
)
from hfp_desk.records.checks import problems_of
from hfp_desk.rules.stays import age_on
from hfp_desk.store import judging, keeping, period_locks, users, visit_cases
from hfp_desk.store.choosing import title_of
from hfp_desk.store.opening import Register
from hfp_desk.store.titles import restricted_among


@dataclass(frozen=True)
class Draft:
    """One record as a form holds it: values by field name, links as numbers; ``id`` None is a new one.

    ``version`` is the one the form was opened with, so that a newer one is not overwritten unseen.
    """

    kind: RecordType
    values: Mapping[str, Any] = field(default_factory=dict)
    id: int | None = None
    version: int = 1
    titles: Mapping[str, str] = field(default_factory=dict)
    void_reason: str = ""
    voided: bool = False


@dataclass(frozen=True)
class Kept:
    """What was kept: the touched ids, the id of each draft in its order, and what is still to be done by hand."""

    changes: keeping.Changes
    ids: tuple[int, ...]
    told: str = ""


def load(register: Register, kind: RecordType, record: int, viewer: Viewer) -> Draft:
    """A record for its form; Refusal when there is none of that number, or it is not for this viewer's eyes."""
    with register.session():
        found = _found(kind, record)
        _require_open(register, kind, record, viewer)
        values = {one.name: _value(found, one) for one in _fields(kind)}
        links = {one.name: getattr(found, one.name) for one in _fields(kind) if isinstance(one, ForeignKeyField)}
        titles = {name: title_of(target) for name, target in links.items() if target is not None}
        return Draft(kind, values, record, found.version, titles, found.void_reason, bool(found.voided_at))


def bills(register: Register, treatment: int, viewer: Viewer) -> list[Draft]:
    """The living bills of a stay for its form, those that were not reversed first."""
    with register.session():
        same = (Settlement.treatment == treatment) & (Settlement.voided_at == "")
        found = list(Settlement.select().where(same).order_by(Settlement.id))
        undone = {bill.__data__["reversal_of"] for bill in found}
        rank = {bill.id: bill.__data__["reversal_of"] is not None or bill.id in undone for bill in found}
    return [load(register, SETTLEMENT, bill, viewer) for bill in sorted(rank, key=lambda bill: (rank[bill], bill))]


def problems(register: Register, policy: Policy, drafts: Sequence[Draft]) -> list[Problem]:
    """What would be wrong with these drafts if they were kept as they are."""
    with register.session():
        viewer = users.viewer(register)
        records = _built(policy, drafts)
        for record in records:
            record.derive()
        return [
            problem
            for record in records
            for problem in (
                *problems_of(record, BY_NAME[type(record).__name__.lower()]),
                *judging.by_policy(record, policy, viewer, records),
            )
        ]


def keep(register: Register, policy: Policy, drafts: Sequence[Draft], reason: str = "") -> Kept:
    """Keep drafts together in one deed; Overtaken when one was changed since its form was opened."""
    with register.session():
        records = _built(policy, drafts)
        with keeping.deed(register, reason) as act:
            for record in records:
                _tie(record, records)
                if isinstance(record, FollowUp):
                    visit_cases.begin(record, act)
                act.save(record)
                if isinstance(record, FollowUp):
                    visit_cases.finish(record, act)
        told = "".join(visit_cases.unconfirmed(record) for record in records if isinstance(record, FollowUp))
        return Kept(act.changes, tuple(record.id for record in records), told + period_locks.noted(records))


def _require_open(register: Register, kind: RecordType, record: int, viewer: Viewer) -> None:
    if not viewer.sees_persons:
        raise Refusal("您的权限只能查看清单，不能打开登记表。", "需要修改时请联系管理员调整权限。")
    if not viewer.sees_restricted and restricted_among(register.db, kind, [record]):
        raise Refusal("这条记录属于保密病种，您没有查看权限。", "请由有保密权限的人员处理。")


def _fields(kind: RecordType) -> tuple[Any, ...]:
    return kind.fields


def _value(record: Record, one: Any) -> Any:
    return record.__data__.get(one.name) if isinstance(one, ForeignKeyField) else getattr(record, one.name)


def _found(kind: RecordType, record: int) -> Any:
    found = kind.model.get_or_none(kind.model.id == record)
    if found is None:
        raise Refusal(f"没有第 {record} 号{kind.title}。", "它可能在别处被撤销，请刷新后再试。")
    return found


def _built(policy: Policy, drafts: Sequence[Draft]) -> list[Record]:
    records = [_record(draft) for draft in drafts]
    for record in records:
        _tie(record, records)
        _follow(record, policy)
    return records


def _record(draft: Draft) -> Record:
    if draft.id is None:
        return draft.kind.model.new(**draft.values)
    found: Record = _found(draft.kind, draft.id)
    found.version = draft.version
    for name, value in draft.values.items():
        setattr(found, name, value)
    return found


def _tie(record: Record, others: Sequence[Record]) -> None:
    """Point an empty link at the record kept together with this one."""
    for link in _links(record):
        if record.__data__.get(link.name) is None:
            target = next((one for one in others if one is not record and type(one) is link.rel_model), None)
            if target is not None:
                setattr(record, link.name, target)


def _links(record: Record) -> Iterator[ForeignKeyField[Any]]:
    return (one for one in type(record)._meta.sorted_fields if isinstance(one, ForeignKeyField))


def _follow(record: Record, policy: Policy) -> None:
    if isinstance(record, Household):
        _follow_village(record)
    elif isinstance(record, Person):
        _follow_household(record)
        _follow_village(record)
    elif isinstance(record, Diagnosis | Treatment):
        _name_disease(record, policy)
    elif isinstance(record, FollowUp):
        visit_cases.settle(record, policy)
    elif isinstance(record, ManagedCase):
        visit_cases.restrict(record, policy)
    elif isinstance(record, Contract):
        _follow_home(record)
    if isinstance(record, Treatment):
        _follow_hospital(record)
        _follow_diagnosis(record)
    elif isinstance(record, Settlement) and record.person is None and record.treatment is not None:
        record.person = record.treatment.person


def _follow_household(person: Person) -> None:
    home = person.household
    if home is not None and person.village is None:
        person.village = home.village
        person.town = person.town or home.town


def _follow_home(contract: Contract) -> None:
    """Who signs does so with the household."""
    if contract.household is None and contract.person is not None:
        contract.household = contract.person.household


def _follow_village(record: Any) -> None:
    """The township follows from the village."""
    village: Place | None = record.village
    if record.town is None and village is not None:
        record.town = village.parent


def _name_disease(record: Any, policy: Policy) -> None:
    """What the policy calls the disease, and whether it is one to be kept restricted."""
    day = judging.day_of(record) or date.today()
    birth: date | None = record.person.birth if record.person is not None else None
    known = policy.on(day).recognise(record.disease, record.icd, age_on(birth, day) if birth else None)
    record.standard_disease = known.disease.label if known else ""
    if known and known.restricted:
        record.restricted = True


def _follow_hospital(stay: Treatment) -> None:
    """The institution of that very name, and its level and area where the clerk left them empty."""
    named = Institution.name == stay.hospital
    found = Institution.get_or_none(named & (Institution.voided_at == "")) if stay.hospital else None
    stay.institution = found
    if found is not None:
        stay.level = stay.level or found.level
        stay.area = stay.area or found.area


def _follow_diagnosis(stay: Treatment) -> None:
    """The verified disease of the person that this stay is about."""
    if stay.person is None or stay.person.id is None or not stay.disease:
        return
    mine = Diagnosis.select().where((Diagnosis.person == stay.person) & (Diagnosis.voided_at == ""))
    word = stay.standard_disease or stay.disease
    stay.diagnosis = next((one for one in mine if word in (one.standard_disease, one.disease)), None)
