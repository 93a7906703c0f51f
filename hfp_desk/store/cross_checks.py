"""Clinics, doctors and certificates against each other: what a form is told at entry, and the same for the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from typing import Any

from hfp_desk.problems import Problem
from hfp_desk.records import (
    ARRANGEMENT,
    DOCTOR,
    INSTITUTION,
    LICENCE,
    PRACTICE,
    Arrangement,
    Doctor,
    Institution,
    Licence,
    Practice,
    Record,
    RecordType,
)
from hfp_desk.records import Place as Division
from hfp_desk.rules import network_checks as rules
from hfp_desk.rules import periods
from hfp_desk.rules.clinics import CLINIC, UNQUALIFIED
from hfp_desk.rules.coverage import on_the_spot
from hfp_desk.rules.network_checks import Place

_FULL_TIME = "1"  # 执业 of the code list practice_mode
Found = tuple[RecordType, int, Problem]
"""A problem, and the record it is about."""


def at_entry(record: Record) -> list[Problem]:
    """What a record to be kept contradicts; nothing for kinds that are not looked at here."""
    if isinstance(record, Doctor):
        return [*_same_person(record), *_main_place(record)]
    if isinstance(record, Practice) and record.doctor is not None:
        return _further_place(record)
    if isinstance(record, Licence) and record.doctor is not None:
        return [*_same_number(record), *_too_late(record)]
    if isinstance(record, Arrangement):
        return _unserved(record)
    return [*_town(record), *_same_clinic(record)] if isinstance(record, Institution) else []


def everywhere() -> Iterator[Found]:
    """The same for all living records, the later of two named."""
    for group in _alike(_living(Doctor).where(Doctor.id_key != ""), lambda one: one.id_key):
        for first, later in _pairs(group):
            yield DOCTOR, later.id, rules.registered_twice(first.id, first.name)
    for group in _alike(_living(Licence).where(Licence.number != ""), lambda one: one.number):
        for first, later in _pairs(group):
            if _other_doctor(first, later):
                yield LICENCE, later.id, rules.number_taken(later.number, first.doctor.name)
    yield from _late()
    yield from _practices()
    yield from _clinics()
    for one in _living(Arrangement):
        yield from ((ARRANGEMENT, one.id, problem) for problem in _unserved(one))


def _late() -> Iterator[Found]:
    """Doctors at work none of whose qualifying certificates holds, told at the one that ran out last."""
    today, by_doctor = date.today(), defaultdict(list)
    living = (Licence.voided_at == "") & (Doctor.voided_at == "") & Licence.kind.not_in(UNQUALIFIED)
    for licence in Licence.select(Licence, Doctor).join(Doctor).where(living).order_by(Licence.id):
        by_doctor[licence.doctor.id].append(licence)
    for mine in by_doctor.values():
        if all(periods.run_out(one.expires, today) for one in mine):
            last = max(mine, key=lambda one: one.expires)
            yield from ((LICENCE, last.id, problem) for problem in _ran_out(last, today))


def _clinics() -> Iterator[Found]:
    clinics = _living(Institution).where(Institution.kind == CLINIC)
    strangers = clinics.join(Division, on=(Institution.village == Division.id)).where(
        Division.parent != Institution.town
    )
    for clinic in strangers:
        yield from ((INSTITUTION, clinic.id, problem) for problem in _town(clinic))
    for group in _alike(clinics.where(Institution.village.is_null(False)), _where_and_name):
        for one in group:
            yield from ((INSTITUTION, one.id, problem) for problem in _same_clinic(one, later=True))


def _where_and_name(clinic: Any) -> tuple[int, str]:
    return clinic.__data__["village"], clinic.name


def _practices() -> Iterator[Found]:
    """Further full-time places of each doctor against the main one and each other."""
    for practice in _living(Practice).where((Practice.mode == _FULL_TIME) & Practice.doctor.is_null(False)):
        if not practice.doctor.voided_at:
            for problem in _further_place(practice, later=True):
                yield PRACTICE, practice.id, problem


def _same_person(doctor: Doctor) -> list[Problem]:
    if not doctor.id_key:
        return []
    same = _living(Doctor).where(Doctor.id_key == doctor.id_key)
    return [rules.registered_twice(one.id, one.name) for one in same if one.id != doctor.id]


def _main_place(doctor: Any) -> list[Problem]:
    """A doctor's main place against the further full-time ones."""
    known = _further(doctor) if doctor.id else ()
    return [problem for one in known for problem in rules.two_places(_place(doctor), _place(one))]


def _further_place(practice: Any, later: bool = False) -> list[Problem]:
    """A further full-time place against the main one and the others; ``later``: only against earlier ones."""
    if practice.mode != _FULL_TIME:
        return []
    others = [
        one for one in _further(practice.doctor) if one.id != practice.id and not (later and one.id > practice.id)
    ]
    held = [practice.doctor, *others]
    return [problem for one in held for problem in rules.two_places(_place(practice), _place(one))]


def _further(doctor: Any) -> Any:
    return _living(Practice).where((Practice.doctor == doctor) & (Practice.mode == _FULL_TIME))


def _place(record: Any) -> Place:
    """Where a doctor, or a practice, is; without any place it clashes with none."""
    institution, village = record.institution, record.village
    name = institution.name if institution is not None else village.name if village is not None else ""
    where = (
        institution.__data__["village"] if village is None and institution is not None else getattr(village, "id", None)
    )
    return Place(getattr(institution, "id", None), where, name, record.starts, record.ends)


def _same_number(licence: Any) -> list[Problem]:
    if not licence.number:
        return []
    same = _living(Licence).where(Licence.number == licence.number)
    return [
        rules.number_taken(licence.number, one.doctor.name)
        for one in same
        if one.id != licence.id and _other_doctor(one, licence)
    ]


def _other_doctor(one: Any, other: Any) -> bool:
    """Whether two certificates belong to two doctors, neither voided nor the same person registered twice."""
    first, second = one.doctor, other.doctor
    if first is None or second is None or first.id == second.id or first.voided_at or second.voided_at:
        return False
    return not (first.id_key and first.id_key == second.id_key)


def _too_late(licence: Any) -> list[Problem]:
    """Run out while the doctor is at work and has no other certificate that qualifies and holds."""
    doctor, today = licence.doctor, date.today()
    if doctor.voided_at or licence.kind in UNQUALIFIED:
        return []
    found = _ran_out(licence, today)
    return [] if found and _holds_another(licence, today) else found


def _ran_out(licence: Any, today: date) -> list[Problem]:
    doctor = licence.doctor
    return rules.ran_out(licence.expires, on_the_spot(today, doctor.state, doctor.starts, doctor.ends), today)


def _holds_another(licence: Any, today: date) -> bool:
    if licence.doctor.id is None:
        return False
    others = _living(Licence).where((Licence.doctor == licence.doctor) & Licence.kind.not_in(UNQUALIFIED))
    return any(one.id != licence.id and not periods.run_out(one.expires, today) for one in others)


def _town(clinic: Any) -> list[Problem]:
    town, village = clinic.town, clinic.village
    if clinic.kind != CLINIC or town is None or village is None or village.parent in (None, town):
        return []
    return [rules.strange_town(town.name, village.name, village.parent.name)]


def _same_clinic(clinic: Any, later: bool = False) -> list[Problem]:
    """Open clinics of the same name in the same village; ``later``: only earlier ones."""
    if clinic.kind != CLINIC or clinic.village is None or not clinic.name or clinic.closed_on is not None:
        return []
    same = (Institution.village == clinic.village) & (Institution.name == clinic.name) & (Institution.kind == CLINIC)
    others = _living(Institution).where(same & Institution.closed_on.is_null())
    named = [one.id for one in others if one.id != clinic.id and not (later and one.id > clinic.id)]
    return [rules.same_name(clinic.name, clinic.village.name, one) for one in named]


def _unserved(one: Any) -> list[Problem]:
    """An arrangement that holds today while who serves is gone, or that names the village as its own neighbour."""
    today, found, server = date.today(), [], one.served_by
    if server is not None and periods.holds_on(today, one.starts, one.ends):
        there = on_the_spot(today, server.state, server.starts, server.ends)
        found += [] if there and not server.voided_at else [rules.server_gone(server.name)]
    same = one.village is not None and one.village == one.neighbour
    return [*found, rules.own_neighbour(one.village.name)] if same else found


def _living(model: Any) -> Any:
    return model.select().where(model.voided_at == "").order_by(model.id)


def _alike(records: Iterable[Any], told_by: Callable[[Any], Hashable]) -> Iterator[list[Any]]:
    """The records that share with another one what they are told by."""
    groups: dict[Hashable, list[Any]] = defaultdict(list)
    for record in records:
        groups[told_by(record)].append(record)
    return (group for group in groups.values() if len(group) > 1)


def _pairs(group: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Each later one with the first."""
    return ((group[0], later) for later in group[1:])
