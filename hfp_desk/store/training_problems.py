"""Trainings against the rest of the register: twice in a course, two courses at a time, after leaving the post."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from peewee import SqliteDatabase

from hfp_desk.problems import Problem
from hfp_desk.records import Attendance, Doctor
from hfp_desk.rules import training_checks
from hfp_desk.rules.training import Part
from hfp_desk.store import training_reading
from hfp_desk.store.tables import table

_LEFT = f"""SELECT a."id", d."ends" FROM {table(Attendance)} a JOIN {table(Doctor)} d ON d."id"=a."trainee_id"
 WHERE a."voided_at"='' AND d."voided_at"='' AND d."ends" IS NOT NULL"""


def of_attendance(one: Attendance) -> list[Problem]:
    """What the rest of the register says against an attendance, saved or about to be; inside a session."""
    course, trainee = one.course, one.trainee
    if course is None or course.starts is None:
        return []
    db: SqliteDatabase = Attendance._meta.database
    signed = training_reading.signatures(db, {course.id})(course.id, one.id) if one.id else None
    when = (course.starts, course.ends, course.days, one.days)
    part = Part(course.id, one.id or 0, course.name, course.kind, *when, signed, one.result)
    others = _others(db, one)
    return training_checks.problems(part, others, trainee.ends if trainee is not None else None)


def every(db: SqliteDatabase) -> Iterator[tuple[int, Problem]]:
    """The same over the whole register in one pass: the attendance and what is wrong; inside a session."""
    left = {attendance: date.fromisoformat(ends) for attendance, ends in db.execute_sql(_LEFT)}
    for parts in training_reading.by_person(db).values():
        for part in parts:
            yield from ((part.attendance, one) for one in training_checks.problems(part, (), left.get(part.attendance)))
        yield from ((part.attendance, one) for part, one in training_checks.clashes(parts))


def _others(db: SqliteDatabase, one: Attendance) -> list[Part]:
    """The same person's other parts: of the same doctor, of the same cadre, or with the same number."""
    same: list[tuple[str, Any]] = [
        (f'a."{column}"=?', value)
        for column, value in (
            ("trainee_id", getattr(one.trainee, "id", None)),
            ("cadre_id", getattr(one.cadre, "id", None)),
            ("id_key", one.id_key),
        )
        if value
    ]
    if not same:
        return []
    where = f'({" OR ".join(text for text, _ in same)}) AND a."id"<>?'
    found = training_reading.parts(db, 'a."id"', where, (*(value for _, value in same), one.id or 0))
    return [part for _, part in found]
