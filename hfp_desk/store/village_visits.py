"""A whole village's visits as one table: who is managed for a disease there, what is written, kept in one deed."""

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
from hfp_desk.problems import Problem
from hfp_desk.records import FOLLOW_UP, Doctor, FollowUp, Identity, ManagedCase, Person
from hfp_desk.records.checks import problems_of
from hfp_desk.rules import visit_figures
from hfp_desk.rules.follow_up import Case, Limits, Visit, due, limits
from hfp_desk.rules.stays import age_on
from hfp_desk.store import holding, keeping, visit_cases, visit_past, visit_problems, visiting
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import open_to
from hfp_desk.store.visit_forms import POOR

_V = FollowUp
_PRESSURE = (_V.systolic, _V.diastolic)
_DRUGS = (_V.adherence, _V.adverse)
_OWN = {
    "1": (*_PRESSURE, _V.weight, _V.heart_rate, *_DRUGS, _V.control),
    "2": (_V.fasting_glucose, *_PRESSURE, _V.weight, *_DRUGS, _V.low_sugar, _V.control),
    "3": (_V.danger, _V.insight, _V.mental_adherence, _V.adverse, _V.mental_effect, _V.stability),
    "4": (_V.month_number, _V.missed_doses, _V.adverse, _V.complication, _V.handling),
    "5": (_V.own_health, _V.ill, _V.illnesses, _V.note),
}
_PLAIN = (*_PRESSURE, _V.fasting_glucose, *_DRUGS, _V.handling, _V.note)
_FIRST, _LAST = (
    (_V.visited_on, _V.state),
    (_V.next_on, _V.referred, _V.referral_kind, _V.lost_reason, _V.died_on, _V.remark),
)

EMPTIED = "整村录入中清空"
"""Why a visit of which nothing is left is voided."""


@dataclass(frozen=True)
class VisitRow:
    """Somebody managed in the village; ``record`` None: not visited on the day yet. ``values`` by field name.

    ``case`` and ``past`` are what the rules ask about; ``last`` is the visit before as the paper says it.
    """

    person: int
    name: str
    age: str
    last_on: date | None
    last: str
    due_on: date | None
    birth: date | None = None
    case: Case = field(default_factory=Case)
    past: tuple[Visit, ...] = ()
    doctor: int | None = None
    doctor_name: str = ""
    record: int | None = None
    version: int = 1
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Head:
    """What holds for every row that does not say otherwise."""

    programme: str
    day: date
    mode: str = ""
    doctor: int | None = None


@dataclass(frozen=True)
class Edited:
    """What was written for one person: all values of the row."""

    row: VisitRow
    values: Mapping[str, Any]

    @property
    def empty(self) -> bool:
        """Whether nothing is left of it; a day alone is no visit."""
        return all(value in (None, "", ()) for name, value in self.values.items() if name != "visited_on")


def columns(programme: str) -> tuple[Any, ...]:
    """The fields written in for a programme, in the order in which they are typed."""
    return (*_FIRST, *_OWN.get(programme, _PLAIN), *_LAST)


def rows(register: Register, viewer: Viewer, policy: Policy, village: int, head: Head) -> tuple[VisitRow, ...]:
    """Everybody managed in a village on the day, by name; under 贫困人群 the registered poor as well."""
    if not viewer.may_look:
        return ()
    edition = policy.on(head.day)
    with register.session():
        cases = _cases(viewer, village, head)
        ids = {*cases, *(_poor(village, edition, head.day) if head.programme == POOR else ())}
        found = Person.select().where((Person.id << list(ids)) & (Person.voided_at == "")).order_by(Person.name)
        people = [one for one in found if one.died_on is None or one.died_on >= head.day]
        past = visit_past.earlier(viewer, ids, head.programme, head.day)
        there = _there(viewer, ids, head)
        figures = limits(edition)
        return tuple(
            _row(one, cases.get(one.id), past[one.id], there.get(one.id), viewer, figures, head.day) for one in people
        )


def suggest(row: VisitRow, values: Mapping[str, Any], head: Head, figures: Limits) -> Any:
    """The rule's suggestion for what is written in a row; None for nothing."""
    written = {**values, "programme": head.programme, "visited_on": values.get("visited_on") or head.day}
    written["mode"] = head.mode
    blank = all(value in (None, "", ()) for name, value in values.items() if name not in _AROUND)
    return None if blank else visiting.advice(written, row.birth, row.case, row.past, figures)


def problems(register: Register, policy: Policy, head: Head, edited: Sequence[Edited]) -> list[tuple[int, Problem]]:
    """What would be wrong with the rows if they were kept, by the number of the person."""
    found = []
    with register.session():
        visits = _built(head, [one for one in edited if not one.empty])
        for _, visit in visits:
            visit_cases.settle(visit, policy)
        away = visit_problems.leaves({visit.doctor.id for _, visit in visits if visit.doctor is not None})
        for one, visit in visits:
            edition = policy.on(visit.visited_on or head.day)
            told = [*problems_of(visit, FOLLOW_UP), *visit_problems.beside(visit, edition, one.row.past, away)]
            found += [(one.row.person, problem) for problem in told]
    return found


def keep(register: Register, policy: Policy, head: Head, edited: Sequence[Edited]) -> keeping.Changes:
    """Keep all rows in one deed: new visits with their cases, changed ones, and those emptied voided."""
    with register.session(), keeping.deed(register) as act:
        gone = [one.row.record for one in edited if one.empty and one.row.record is not None]
        act.void_rows(FollowUp, gone, EMPTIED)
        visits = _built(head, [one for one in edited if not one.empty])
        _require_new(head, visits)
        for _, visit in visits:
            visit_cases.settle(visit, policy)
            visit_cases.begin(visit, act)
            act.save(visit)
            visit_cases.finish(visit, act)
        return act.changes


_AROUND = frozenset({"visited_on", "state", "next_on", "referred", "referral_kind", "control", "stability"})
"""Fields from which alone nothing follows."""


def _cases(viewer: Viewer, village: int, head: Head) -> dict[int, ManagedCase]:
    free = SQL(open_to(ManagedCase, viewer, "") or "1")
    here = Person.select(Person.id).where((Person.village == village) & (Person.voided_at == ""))
    same = (ManagedCase.programme == head.programme) & (ManagedCase.voided_at == "") & (ManagedCase.person << here)
    on = (ManagedCase.ends.is_null() | (ManagedCase.ends >= head.day)) & (
        ManagedCase.starts.is_null() | (ManagedCase.starts <= head.day)
    )
    return {
        one.__data__["person"]: one for one in ManagedCase.select().where(same & on & free).order_by(ManagedCase.id)
    }


def _poor(village: int, edition: Edition, day: date) -> list[int]:
    """People of the village with an identity that the policy is for on the day."""
    here = Person.select(Person.id).where((Person.village == village) & (Person.voided_at == ""))
    held = holding.entitles(day, edition.persons)
    mine = Identity.select(Identity.person).where((Identity.person << here) & SQL(held.text, held.values))
    return [one.__data__["person"] for one in mine]


def _there(viewer: Viewer, ids: set[int], head: Head) -> dict[int, FollowUp]:
    free = SQL(open_to(FollowUp, viewer, "") or "1")
    same = (FollowUp.person << list(ids)) & (FollowUp.programme == head.programme) & (FollowUp.voided_at == "")
    on_day = FollowUp.select().where(same & (FollowUp.visited_on == head.day) & free).order_by(FollowUp.id)
    return {one.__data__["person"]: one for one in on_day}


def _row(
    person: Person,
    case: ManagedCase | None,
    past: Sequence[FollowUp],
    there: FollowUp | None,
    viewer: Viewer,
    figures: Limits,
    day: date,
) -> VisitRow:
    last, visits = next(iter(past), None), tuple(visiting.past_of(past, person.birth))
    known = visiting.case_of(case)
    age = f"{age_on(person.birth, day)}岁" if person.birth is not None else ""
    return VisitRow(
        person=person.id,
        name=gate.shown(spec_of(Person.name), person.name, viewer),
        age=gate.shown(spec_of(Person.birth), age, viewer) if viewer.sees_persons else "",
        last_on=last.visited_on if last is not None else None,
        last=visit_figures.figure(last.programme, visit_past.values_of(last)) if last is not None else "",
        due_on=due(known, visits, figures).on if case is not None else None,
        birth=person.birth if viewer.sees_persons else None,
        case=known,
        past=visits,
        doctor=case.__data__["doctor"] if case is not None else None,
        doctor_name=case.doctor_name if case is not None else "",
        record=there.id if there is not None else None,
        version=there.version if there is not None else 1,
        values={one.name: getattr(there, one.name) for one in columns(there.programme)} if there is not None else {},
    )


def _built(head: Head, edited: Sequence[Edited]) -> list[tuple[Edited, FollowUp]]:
    """The visits as they would be kept, their persons, cases and doctors read in one go."""
    ids = [one.row.person for one in edited]
    persons = {one.id: one for one in Person.select().where(Person.id << ids)}
    cases = visit_cases.by_person(ids, head.programme)
    wanted = {head.doctor, *(one.row.doctor for one in edited)} - {None}
    doctors = {one.id: one for one in Doctor.select().where(Doctor.id << list(wanted))}
    records = [one.row.record for one in edited if one.row.record is not None]
    stored = {one.id: one for one in FollowUp.select().where(FollowUp.id << records)}
    made = []
    for one in edited:
        visit = _visit(one, head, stored, doctors)
        visit.person = persons[one.row.person]
        if visit.case is None:
            visit.case = visit_cases.fitting(cases.get(one.row.person, ()), visit.visited_on)
        made.append((one, visit))
    return made


def _visit(one: Edited, head: Head, stored: Mapping[int, FollowUp], doctors: Mapping[int, Doctor]) -> FollowUp:
    values = {**one.values, "visited_on": one.values.get("visited_on") or head.day}
    if one.row.record is not None:
        found = stored[one.row.record]
        found.version = one.row.version
        for name, value in values.items():
            setattr(found, name, value)
        return found
    values["state"] = values.get("state") or visit_figures.MET
    doctor = doctors.get(head.doctor or one.row.doctor or 0)
    who = {"doctor": doctor} if doctor is not None else {"doctor_name": one.row.doctor_name}
    return FollowUp.new(**values, programme=head.programme, mode=head.mode, **who)


def _require_new(head: Head, visits: Sequence[tuple[Edited, FollowUp]]) -> None:
    """Somebody else may have entered the same visit since the table was opened."""
    ids = [one.row.person for one, _ in visits if one.row.record is None]
    same = (FollowUp.person << ids) & (FollowUp.programme == head.programme) & (FollowUp.voided_at == "")
    known = FollowUp.select(FollowUp.person, FollowUp.visited_on).where(same)
    there = {(one.__data__["person"], one.visited_on) for one in known}
    for one, visit in visits:
        if one.row.record is None and (one.row.person, visit.visited_on) in there:
            raise keeping.Overtaken(
                f"{one.row.name} 在 {visit.visited_on} 已有一次随访记录，整村没有保存。",
                "请核对这一行的随访日期，或按 F5 重新读取。",
            )
