"""整村体检: a village's yearly exams as one table: who is due, what is written, kept in one deed.

Due are those of the village with a contract in force, under management for a disease, or registered as poor
(GJ 二(二)1: an exam once a year; domain.md §2.10).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from peewee import SQL

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.policy import Edition, Policy
from hfp_desk.problems import Problem, Severity
from hfp_desk.records import CHECKUP, Checkup, Contract, Identity, ManagedCase, Person
from hfp_desk.records.checks import problems_of
from hfp_desk.rules.stays import age_on
from hfp_desk.store import contracts, holding, keeping
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import open_to
from hfp_desk.store.tables import table

_E = Checkup
COLUMNS: tuple[Any, ...] = (
    *(_E.examined_on, _E.height, _E.weight, _E.waist, _E.systolic, _E.diastolic, _E.heart_rate),
    *(_E.fasting_glucose, _E.result, _E.abnormal),
)
"""The fields written in, in the order in which they are typed."""

SIGNED, MANAGED, POOR = "签约", "管理", "贫困"
"""Why somebody is due."""

EMPTIED = "整村体检中清空"
"""Why an exam of which nothing is left is voided."""


@dataclass(frozen=True)
class ExamRow:
    """Somebody of the village who is due; ``record`` None: not examined on the day yet. ``values`` by field name.

    ``last_on`` is the day of the exam before, ``done`` whether that was in the same year.
    """

    person: int
    name: str
    age: str
    why: str
    last_on: date | None
    done: bool
    record: int | None = None
    version: int = 1
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Head:
    """What holds for every row that does not say otherwise."""

    day: date
    unit: str = ""
    doctor_name: str = ""


@dataclass(frozen=True)
class Edited:
    """What was written for one person: all values of the row."""

    row: ExamRow
    values: Mapping[str, Any]

    @property
    def empty(self) -> bool:
        """Whether nothing is left of it; a day alone says that there was an exam."""
        return all(value in (None, "") for value in self.values.values())


def rows(register: Register, viewer: Viewer, policy: Policy, village: int, head: Head) -> tuple[ExamRow, ...]:
    """Everybody of a village who is due an exam in the year of the day, those still to be examined first."""
    if not viewer.may_look:
        return ()
    with register.session():
        why = _due(register, viewer, policy.on(head.day), village, head.day)
        found = Person.select().where((Person.id << list(why)) & (Person.voided_at == "")).order_by(Person.name)
        people = [one for one in found if one.died_on is None or one.died_on >= head.day]
        exams = _exams(why)
        made = [_row(one, why[one.id], exams.get(one.id, ()), viewer, head.day) for one in people]
    return tuple(sorted(made, key=lambda row: row.done and row.record is None))


def problems(register: Register, edited: Sequence[Edited], head: Head) -> list[tuple[int, Problem]]:
    """What would be wrong with the rows if they were kept, by the number of the person."""
    found: list[tuple[int, Problem]] = []
    with register.session():
        for one, exam in _built(head, [one for one in edited if not one.empty]):
            found += [(one.row.person, problem) for problem in problems_of(exam, CHECKUP)]
            again = _again(one.row, exam.examined_on or head.day)
            found += [(one.row.person, again)] if again is not None else []
    return found


def keep(register: Register, edited: Sequence[Edited], head: Head) -> keeping.Changes:
    """Keep all rows in one deed: new exams, changed ones, and those emptied voided."""
    with register.session(), keeping.deed(register) as act:
        gone = [one.row.record for one in edited if one.empty and one.row.record is not None]
        act.void_rows(Checkup, gone, EMPTIED)
        exams = _built(head, [one for one in edited if not one.empty])
        _require_new(exams)
        for _, exam in exams:
            act.save(exam)
        return act.changes


def _due(register: Register, viewer: Viewer, edition: Edition, village: int, day: date) -> dict[int, str]:
    """Why each of the village is due, in words."""
    here = Person.select(Person.id).where((Person.village == village) & (Person.voided_at == ""))
    current = contracts.in_force(day)
    sql = (
        f'SELECT c."person_id" FROM {table(Contract)} c JOIN {table(Person)} p ON p."id"=c."person_id"'
        f' WHERE p."village_id"=? AND {current.text}'
    )
    signed = {person for (person,) in register.db.execute_sql(sql, (village, *current.values))}
    lasting = (ManagedCase.ends.is_null() | (ManagedCase.ends >= day)) & (
        ManagedCase.starts.is_null() | (ManagedCase.starts <= day)
    )
    free = SQL(open_to(ManagedCase, viewer, "") or "1")
    cases = (ManagedCase.person << here) & (ManagedCase.voided_at == "") & lasting & free
    managed = {one.__data__["person"] for one in ManagedCase.select(ManagedCase.person).where(cases)}
    held = holding.entitles(day, edition.persons)
    entitled = Identity.select(Identity.person).where((Identity.person << here) & SQL(held.text, held.values))
    poor = {one.__data__["person"] for one in entitled}
    reasons = ((SIGNED, signed), (MANAGED, managed), (POOR, poor))
    return {
        person: "、".join(words for words, people in reasons if person in people) for person in signed | managed | poor
    }


def _exams(people: Mapping[int, str]) -> dict[int, list[Checkup]]:
    """The exams of each, the latest first."""
    found: dict[int, list[Checkup]] = {}
    known = Checkup.select().where((Checkup.person << list(people)) & (Checkup.voided_at == ""))
    for one in known.order_by(Checkup.examined_on.desc(), Checkup.id.desc()):
        found.setdefault(one.__data__["person"], []).append(one)
    return found


def _row(person: Person, why: str, exams: Sequence[Checkup], viewer: Viewer, day: date) -> ExamRow:
    there = next((one for one in exams if one.examined_on == day), None)
    others = [one.examined_on for one in exams if one is not there and one.examined_on is not None]
    same = [on for on in others if on.year == day.year]
    before = [on for on in others if on < day]
    age = f"{age_on(person.birth, day)}岁" if person.birth is not None and viewer.sees_persons else ""
    return ExamRow(
        person=person.id,
        name=gate.shown(spec_of(Person.name), person.name, viewer),
        age=age,
        why=why,
        last_on=max(same or before, default=None),
        done=bool(same) or there is not None,
        record=there.id if there is not None else None,
        version=there.version if there is not None else 1,
        values={one.name: getattr(there, one.name) for one in COLUMNS} if there is not None else {},
    )


def _built(head: Head, edited: Sequence[Edited]) -> list[tuple[Edited, Checkup]]:
    """The exams as they would be kept, their persons read in one go."""
    persons = {one.id: one for one in Person.select().where(Person.id << [one.row.person for one in edited])}
    records = [one.row.record for one in edited if one.row.record is not None]
    stored = {one.id: one for one in Checkup.select().where(Checkup.id << records)}
    return [(one, _exam(one, head, persons[one.row.person], stored)) for one in edited]


def _exam(one: Edited, head: Head, person: Person, stored: Mapping[int, Checkup]) -> Checkup:
    values = {**one.values, "examined_on": one.values.get("examined_on") or head.day}
    if one.row.record is None:
        exam = Checkup.new(**values, person=person, unit=head.unit, doctor_name=head.doctor_name)
    else:
        exam = stored[one.row.record]
        if (exam.height, exam.weight) != (values.get("height"), values.get("weight")):
            exam.bmi = None
        exam.version, exam.person = one.row.version, person
        for name, value in values.items():
            setattr(exam, name, value)
    exam.derive()
    return exam


def _again(row: ExamRow, day: date) -> Problem | None:
    """Whether somebody was examined in the same year already."""
    if row.record is not None or row.last_on is None or row.last_on.year != day.year:
        return None
    message = f"{day.year}年已于 {row.last_on} 体检过，确认是另一次体检再保存。"
    return Problem("W-EXAM-AGAIN", Severity.WARNING, message, spec_of(_E.examined_on).label, f"{day}", f"{row.last_on}")


def _require_new(exams: Sequence[tuple[Edited, Checkup]]) -> None:
    """Somebody else may have entered the same exam since the table was opened."""
    ids = [one.row.person for one, _ in exams if one.row.record is None]
    known = Checkup.select(Checkup.person, Checkup.examined_on).where((Checkup.person << ids) & (_E.voided_at == ""))
    there = {(one.__data__["person"], one.examined_on) for one in known}
    for one, exam in exams:
        if one.row.record is None and (one.row.person, exam.examined_on) in there:
            raise keeping.Overtaken(
                f"{one.row.name} 在 {exam.examined_on} 已有一次体检记录，整村没有保存。",
                "请核对这一行的体检日期，或按 F5 重新读取。",
            )
