"""What else belongs to a person: how many contracts, visits, exams, subsidies …, and when they happened.

Read row by row through the gate, restricted cases and their visits only for those who may know of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SQL, Field

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.records import (
    Agreement,
    Aid,
    Alert,
    Checkup,
    Contract,
    FollowUp,
    ManagedCase,
    Record,
    RecordType,
    Screening,
    Service,
    Subsidy,
    Survey,
)
from hfp_desk.rules.contract_checks import CANCELLED, RENEWED, SIGNED
from hfp_desk.store.card import Event
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import open_to
from hfp_desk.store.tables import table

SIGNING, VISIT, FURTHER = "contract", "followup", "further"
"""What an event is about, besides those of ``card``."""


@dataclass(frozen=True)
class _Happening:
    """An event of a kind of record: its day, its word, what is said of it, and what is noted below.

    ``when`` says whether a record is one, by the fields ``asked`` besides.
    """

    model: type[Record]
    about: str
    day: Field[Any]
    word: str
    said: tuple[Field[Any], ...]
    noted: tuple[Field[Any], ...] = ()
    asked: tuple[Field[Any], ...] = ()
    when: Callable[[Any], bool] = lambda _record: True


_SIGNED = (SIGNED, RENEWED, CANCELLED)
_HAPPENINGS = (
    _Happening(
        *(Contract, SIGNING, Contract.signed_on, "签约", (Contract.doctor_name,), (Contract.starts, Contract.ends)),
        asked=(Contract.state,),
        when=lambda one: one.state in _SIGNED,
    ),
    _Happening(Contract, SIGNING, Contract.cancelled_on, "解约", (Contract.cancel_reason,)),
    _Happening(ManagedCase, VISIT, ManagedCase.starts, "纳入管理", (ManagedCase.programme,)),
    _Happening(ManagedCase, VISIT, ManagedCase.ends, "终止管理", (ManagedCase.programme,), (ManagedCase.end_reason,)),
    _Happening(
        *(FollowUp, VISIT, FollowUp.visited_on, "随访", (FollowUp.programme,)),
        (FollowUp.mode, FollowUp.state, FollowUp.systolic, FollowUp.diastolic, FollowUp.control),
    ),
    _Happening(Checkup, VISIT, Checkup.examined_on, "健康体检", (), (Checkup.result, Checkup.unit)),
    _Happening(Service, SIGNING, Service.served_on, "服务", (Service.item,), (Service.doctor_name,)),
    _Happening(Survey, SIGNING, Survey.surveyed_on, "入户调查", (), (Survey.satisfaction,)),
    _Happening(Agreement, FURTHER, Agreement.signed_on, "签订", (Agreement.kind,), (Agreement.hospital,)),
    _Happening(Subsidy, FURTHER, Subsidy.paid_on, "资助参保", (Subsidy.category,)),
    _Happening(Screening, FURTHER, Screening.screened_on, "筛查", (Screening.kind,), (Screening.result,)),
    _Happening(Aid, FURTHER, Aid.approved_on, "救助", (Aid.kind,)),
    _Happening(Alert, FURTHER, Alert.raised_on, "预警线索", (Alert.source,), (Alert.state,)),
)


def counts(register: Register, person: int, viewer: Viewer, kinds: Sequence[RecordType]) -> Mapping[str, int]:
    """How many living records of each kind the person has, as far as ``viewer`` may know of them, in one statement."""
    parts = " UNION ALL ".join(
        f"SELECT '{kind.name}', count(*) FROM {table(kind.model)} x WHERE x.\"person_id\"=? AND x.\"voided_at\"=''"
        f" AND {open_to(kind.model, viewer, 'x.') or '1'}"
        for kind in kinds
    )
    with register.session():
        rows = register.db.execute_sql(parts, (person,) * len(kinds)).fetchall()
    return dict(rows)


def events(register: Register, person: int, viewer: Viewer) -> list[Event]:
    """The person's contracts, visits, exams, services, subsidies … as events of the time line."""
    with register.session():
        return [event for one in _HAPPENINGS for event in _events(one, person, viewer)]


def _events(one: _Happening, person: int, viewer: Viewer) -> Iterator[Event]:
    model: Any = one.model
    mine = (model.person == person) & (model.voided_at == "") & SQL(open_to(one.model, viewer, "") or "1")
    wanted = [model.id, one.day, *one.said, *one.noted, *one.asked]
    for record in model.select(*wanted).where(mine & one.day.is_null(False)).order_by(model.id):
        if one.when(record):
            day = _shown(record, one.day, viewer).partition("-*")[0].replace(gate.HIDDEN, "")
            said = " ".join(_told(record, one.said, viewer))
            yield Event(day, one.about, f"{one.word} {said}".strip(), "　".join(_told(record, one.noted, viewer)))


def _told(record: Any, fields: Sequence[Field[Any]], viewer: Viewer) -> Iterator[str]:
    for field in fields:
        text = _shown(record, field, viewer)
        if text:
            yield f"{text} {unit}" if (unit := spec_of(field).unit) and text != gate.HIDDEN else text


def _shown(record: Any, field: Field[Any], viewer: Viewer) -> str:
    spec, value = spec_of(field), getattr(record, field.name)
    return "" if value is None else gate.shown(spec, spec.kind.show(value), viewer)
