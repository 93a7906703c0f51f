"""A visit, an exam and a case against the policy of their day and the rest of the register, as they are entered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from peewee import SQL

from hfp_desk.gate import Viewer
from hfp_desk.policy import Edition
from hfp_desk.problems import Problem, Severity
from hfp_desk.records import Checkup, Doctor, FollowUp, Leave, ManagedCase
from hfp_desk.records.visit_checks import visit_of
from hfp_desk.rules import follow_up, periods, visit_checks, visits
from hfp_desk.rules.visit_ranges import out_of_range, ranges
from hfp_desk.store import visit_cases, visit_past
from hfp_desk.store.sql import open_to
from hfp_desk.store.visiting import case_of, plain

Away = tuple[date | None, date | None]
_MEASURED = ("systolic", "diastolic", "fasting_glucose", "bmi", "heart_rate")


def of_visit(visit: FollowUp, edition: Edition, viewer: Viewer) -> list[Problem]:
    """What a visit to be kept contradicts: ranges, grading, its person, its case, its doctor, the same day."""
    away = leaves([visit.doctor.id] if visit.doctor is not None else [])
    return [*beside(visit, edition, _earlier(visit, viewer), away), *_same_day(visit, viewer)]


def beside(
    visit: FollowUp, edition: Edition, before: Sequence[follow_up.Visit], away: Mapping[int, Sequence[Away]]
) -> list[Problem]:
    """The same but for the day, where the visits before it and the leave of doctors are read already."""
    there = _doctor(visit.doctor, visit.visited_on, away)
    told = visit_checks.against(visit_of(visit), _graded(visit, edition, before))
    failed = _failed(visit, edition, before)
    return [*_ranges(visit, edition), *_life(visit), *_case(visit), *there, *told, *failed, *_death(visit)]


def leaves(doctors: Collection[int | None]) -> dict[int, list[Away]]:
    """When these doctors were not there; inside a session."""
    found: dict[int, list[Away]] = {}
    away = Leave.select().where((Leave.doctor << list(doctors)) & (Leave.voided_at == "")).order_by(Leave.starts)
    for one in away if doctors else ():
        found.setdefault(one.__data__["doctor"], []).append((one.starts, one.ends))
    return found


def of_checkup(checkup: Checkup, edition: Edition) -> list[Problem]:
    """What an exam measured that cannot be, or hardly is."""
    return _ranges(checkup, edition)


def of_case(case: ManagedCase, viewer: Viewer) -> list[Problem]:
    """Nobody is managed twice for one disease at the same time."""
    if case.person is None or case.person.id is None or not case.programme:
        return []
    same = (ManagedCase.person == case.person) & (ManagedCase.programme == case.programme)
    living = (ManagedCase.voided_at == "") & SQL(open_to(ManagedCase, viewer, "") or "1")
    for other in ManagedCase.select().where(same & living).order_by(ManagedCase.id):
        if other.id != case.id and periods.overlap((case.starts, case.ends), (other.starts, other.ends)):
            message = f"本人这一病种 {other.starts or ''} 至 {other.ends or '今'} 已在管理，请核对，不要重复建卡。"
            return [Problem("W-CASE-TWICE", Severity.WARNING, message, "建卡日期", f"{case.starts or ''}")]
    return []


def _graded(visit: FollowUp, edition: Edition, before: Sequence[follow_up.Visit]) -> follow_up.Grading:
    """What the rules say of a visit, saved or about to be."""
    birth, case = (visit.person.birth if visit.person is not None else None), visit.case
    limits, told = follow_up.limits(edition), plain(visit, birth)
    if case is not None and visit.visited_on is not None:
        phase = follow_up.intensive(case_of(case), visit.visited_on, limits)
        told = told._replace(intensive=phase, supervisor=told.supervisor or case.supervisor)
    return follow_up.grade(told, before, limits)


def _earlier(visit: FollowUp, viewer: Viewer) -> list[follow_up.Visit]:
    """The latest visits before this one of the same person under the same programme."""
    person = visit.person
    if person is None or person.id is None or visit.visited_on is None:
        return []
    found = visit_past.earlier(viewer, [person.id], visit.programme, visit.visited_on, visit.id)
    return [plain(one, person.birth) for one in found.get(person.id, ())]


def _ranges(record: Any, edition: Edition) -> list[Problem]:
    return list(out_of_range({name: getattr(record, name) for name in _MEASURED}, ranges(edition)))


def _failed(visit: FollowUp, edition: Edition, before: Sequence[follow_up.Visit]) -> list[Problem]:
    """肺结核: nobody met at two visits within 72 hours of the notice is to be reported."""
    case = visit.case
    if case is None or visit.state != visits.LOST:
        return []
    history = [*before, visit_of(visit)]
    told = follow_up.to_report(case_of(case), history, follow_up.limits(edition))
    return [Problem("W-VISIT-REPORT", Severity.WARNING, f"{told.text}。", "随访结果", "失访")] if told else []


def _life(visit: FollowUp) -> list[Problem]:
    """Who finds that somebody has died comes after the death."""
    person = visit.person
    birth, died = (person.birth, person.died_on) if person is not None else (None, None)
    died = None if visit.state == visits.DEAD else died
    return visit_checks.within_life(visit.visited_on, birth, died, date.today())


def _death(visit: FollowUp) -> list[Problem]:
    """A death that a visit tells of is confirmed on the person, never written there by itself."""
    told = visit_cases.unconfirmed(visit)
    return [Problem("W-VISIT-DEATH", Severity.WARNING, told, "死亡日期", f"{visit.died_on or ''}")] if told else []


def _case(visit: FollowUp) -> list[Problem]:
    """Who finds that somebody has died comes after the end that the death made."""
    case = visit.case
    day = (visit.died_on if visit.state == visits.DEAD else None) or visit.visited_on
    return [] if case is None else visit_checks.within_case(day, case.starts, case.ends)


def _doctor(doctor: Doctor | None, day: date | None, away: Mapping[int, Sequence[Away]]) -> list[Problem]:
    if doctor is None or doctor.id is None:
        return []
    return visit_checks.doctor_there(day, doctor.name, doctor.ends, away.get(doctor.id, ()))


def _same_day(visit: FollowUp, viewer: Viewer) -> list[Problem]:
    if visit.person is None or visit.person.id is None or visit.visited_on is None:
        return []
    same = (FollowUp.person == visit.person) & (FollowUp.voided_at == "") & (FollowUp.visited_on == visit.visited_on)
    free = SQL(open_to(FollowUp, viewer, "") or "1")
    others = FollowUp.select(FollowUp.id).where(same & (FollowUp.programme == visit.programme) & free)
    return visit_checks.same_day(visit.visited_on, sum(1 for one in others if one.id != visit.id))
