"""People of training rosters who are in no roster of the office, tied to their doctor or cadre once that appears."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.records import Attendance, Cadre, Course, Doctor
from hfp_desk.rules.training import CADRES
from hfp_desk.store import keeping
from hfp_desk.store.keeping import Changes
from hfp_desk.store.opening import Register


@dataclass(frozen=True)
class Trainee:
    """Somebody of no roster, by identity number or else by name and unit, with the attendances of theirs."""

    name: str
    unit: str
    attendances: tuple[int, ...]


def unmatched(register: Register, viewer: Viewer) -> tuple[Trainee, ...]:
    """Everybody whose attendances belong to no doctor and no cadre, in the order of the rosters."""
    found: dict[tuple[str, ...], list[Attendance]] = {}
    with register.session():
        for one in _loose():
            found.setdefault((one.id_key,) if one.id_key else ("", one.name, one.unit), []).append(one)
    spec = spec_of(Attendance.name)
    return tuple(
        Trainee(gate.shown(spec, rows[0].name, viewer), rows[0].unit, tuple(one.id for one in rows))
        for rows in found.values()
    )


def linkable(register: Register) -> tuple[int, ...]:
    """The attendances that could be tied by their identity number now."""
    with register.session():
        return tuple(one.id for one, _, _ in _pairs())


def link(register: Register) -> Changes:
    """Tie every attendance whose identity number is that of exactly one doctor or cadre, in one deed."""
    with register.session(), keeping.deed(register) as act:
        for one, name, record in list(_pairs()):
            setattr(one, name, record)
            act.save(one)
    return act.changes


def _pairs() -> Iterator[tuple[Attendance, str, int]]:
    """Attendances with the link to be filled and the record; a course for cadres ties to the cadre first."""
    of = {"trainee": _by_key(Doctor), "cadre": _by_key(Cadre)}
    for one in _loose():
        names = ("cadre", "trainee") if one.course.kind == CADRES else ("trainee", "cadre")
        name = next((each for each in names if one.id_key in of[each]), "")
        if name:
            yield one, name, of[name][one.id_key]


def _loose() -> list[Attendance]:
    free = Attendance.trainee.is_null() & Attendance.cadre.is_null() & (Attendance.voided_at == "")
    query = Attendance.select(Attendance, Course).join(Course).where(free & (Course.voided_at == ""))
    return list(query.order_by(Attendance.id))


def _by_key(model: type[Doctor] | type[Cadre]) -> dict[str, int]:
    """Living records by identity number, those that stand there twice left out."""
    living = model.select(model.id, model.id_key).where((model.voided_at == "") & (model.id_key != ""))
    rows: list[tuple[int, str]] = [(one.id, one.id_key) for one in living]
    often = Counter(key for _, key in rows)
    return {key: record for record, key in rows if often[key] == 1}
