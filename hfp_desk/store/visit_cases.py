"""What follows from a visit that was entered: its case, found or begun, the doctor by name, and what is restricted.

A visit always belongs to a case, because it is restricted with it. Nothing that was entered is changed.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from hfp_desk.codes import code_list
from hfp_desk.policy import Edition, Policy
from hfp_desk.records import Doctor, FollowUp, ManagedCase
from hfp_desk.rules.visits import DEAD
from hfp_desk.store import keeping

VISIT = "1"
"""``visit_stage`` of an ordinary visit."""

ENDED = date.max

DIED = "1"
"""``case_end`` of somebody who has died."""


def settle(visit: FollowUp, policy: Policy) -> None:
    """Stage, doctor and case of a visit; a case that is begun by it is new and still to be kept."""
    visit.stage = visit.stage or VISIT
    _link_doctor(visit)
    case = visit.case
    if visit.person is None or not visit.programme:
        return
    if case is None or case.programme != visit.programme or case.__data__["person"] != visit.person.id:
        visit.case = found(visit.person.id, visit.programme, visit.visited_on) or _begun(visit, policy)


def begin(visit: FollowUp, act: keeping.Deed) -> None:
    """Keep the case that a first visit begins, in the same deed as the visit."""
    if visit.case is not None and visit.case.id is None:
        act.save(visit.case)
        visit.case = visit.case


def finish(visit: FollowUp, act: keeping.Deed) -> None:
    """End the case of whom a visit found dead, on the day of the death, in the same deed; an ended one stays so."""
    case, died = visit.case, visit.died_on
    if visit.state != DEAD or died is None or case is None or case.ends is not None:
        return
    if case.starts is None or case.starts <= died:
        case.ends, case.end_reason = died, DIED
        act.save(case)


def unconfirmed(visit: FollowUp) -> str:
    """What is to be done where a visit tells of a death that the person's own record does not; empty for nothing."""
    if visit.state != DEAD or visit.person is None or visit.person.died_on is not None:
        return ""
    day = f"（随访记为 {visit.died_on}）" if visit.died_on else ""
    return f"这个人的死亡日期还是空的{day}，请核实后在人员登记中填写。"


def found(person: int | None, programme: str, day: date | None) -> ManagedCase | None:
    """The case a visit of that day belongs to."""
    return fitting(by_person([person], programme).get(person or 0, ()), day) if person is not None else None


def by_person(persons: Collection[int], programme: str) -> dict[int, list[ManagedCase]]:
    """The living cases of persons under a programme, the earliest first; inside a session."""
    every: dict[int, list[ManagedCase]] = {}
    living = (ManagedCase.programme == programme) & (ManagedCase.voided_at == "")
    query = ManagedCase.select().where((ManagedCase.person << list(persons)) & living)
    for case in sorted(query, key=lambda one: (one.starts or date.min, one.id)):
        every.setdefault(case.__data__["person"], []).append(case)
    return every


def fitting(cases: Sequence[ManagedCase], day: date | None) -> ManagedCase | None:
    """The case that covers the day, else the first that began after it; an ended one takes no later visit."""
    if day is None:
        return cases[-1] if cases else None
    return next((case for case in cases if (case.ends or ENDED) >= day), None)


def restrict(record: Any, policy: Policy, day: date | None = None) -> None:
    """Mark a case whose programme the policy wants kept restricted; one marked by hand stays so."""
    if is_restricted(record.programme, policy.on(day or date.today())):
        record.restricted = True


def is_restricted(programme: str, edition: Edition) -> bool:
    """Whether the edition keeps the disease of a programme restricted (NC (五): 艾滋病, 严重精神障碍)."""
    known = edition.recognise(code_list("programme").shown(programme)) if programme else None
    return known is not None and known.restricted


def _begun(visit: FollowUp, policy: Policy) -> ManagedCase:
    case = ManagedCase.new(
        person=visit.person,
        programme=visit.programme,
        starts=(visit.died_on if visit.state == DEAD else None) or visit.visited_on,
        doctor=visit.doctor,
        doctor_name=visit.doctor_name,
    )
    restrict(case, policy, visit.visited_on)
    return case


def _link_doctor(visit: FollowUp) -> None:
    """The name of the doctor that was chosen; the only doctor of the written name, in the person's village first."""
    if visit.doctor is not None:
        visit.doctor_name = visit.doctor_name or visit.doctor.name
    elif visit.doctor_name:
        visit.doctor = doctor_called(visit.doctor_name, visit.person)


def doctor_called(name: str, person: Any = None) -> Doctor | None:
    """The only doctor of that name: of the person's village, of the township, of the county; None when not certain."""
    every = list(Doctor.select().where((Doctor.name == name) & (Doctor.voided_at == "")))
    for link in ("village", "town"):
        here = person.__data__[link] if person is not None else None
        near = [one for one in every if here and one.__data__[link] == here]
        if len(near) == 1:
            return near[0]
    return every[0] if len(every) == 1 else None
