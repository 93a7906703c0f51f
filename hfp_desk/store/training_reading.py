"""Who attended what, read in a few whole passes and grouped by person, for the rules of training."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import SqliteDatabase

from hfp_desk.records import Attendance, Course, Presence
from hfp_desk.rules.training import PRESENT, Part
from hfp_desk.store.tables import table

TRAINEE, CADRE = "trainee_id", "cadre_id"
"""The links by which an attendance is a doctor's or a cadre's."""

_PARTS = f"""SELECT %s, c."id", a."id", c."name", c."kind", c."starts", c."ends", c."days", a."days", a."result"
 FROM {table(Attendance)} a JOIN {table(Course)} c ON c."id"=a."course_id"
 WHERE a."voided_at"='' AND c."voided_at"='' AND c."starts" IS NOT NULL AND %s ORDER BY a."id" """
_SIGNED = f"""SELECT %s FROM {table(Presence)} p JOIN {table(Attendance)} a ON a."id"=p."attendance_id"
 WHERE p."voided_at"='' AND a."voided_at"='' AND %s"""
_KEPT = _SIGNED % ('DISTINCT a."course_id"', "%s")
_PRESENT = _SIGNED % (
    'p."attendance_id", p."day", p."half"',
    f"""p."day" IS NOT NULL AND p."state" IN ({",".join(f"'{one}'" for one in sorted(PRESENT))}) AND %s""",
)
_FEW = 100

Half = tuple[date, str]


def by_link(db: SqliteDatabase, link: str) -> dict[int, list[Part]]:
    """The parts of every doctor (``TRAINEE``) or cadre (``CADRE``), a course once for each person."""
    found: dict[int, list[Part]] = defaultdict(list)
    for whose, part in parts(db, f'a."{link}"', f'a."{link}" IS NOT NULL'):
        if all(part.course != other.course for other in found[whose]):
            found[whose].append(part)
    return found


def by_person(db: SqliteDatabase) -> dict[Any, list[Part]]:
    """The parts of everybody: of one doctor, one cadre, else of one identity number; every row of the rosters.

    A row without any of these is somebody of its own: sheets of signatures often hold names only.
    """
    whose = "coalesce('d'||a.\"trainee_id\",'c'||a.\"cadre_id\",nullif(a.\"id_key\",''),'a'||a.\"id\")"
    found: dict[Any, list[Part]] = defaultdict(list)
    for person, part in parts(db, whose, "1"):
        found[person].append(part)
    return found


def parts(db: SqliteDatabase, key: str, where: str, values: tuple[Any, ...] = ()) -> Iterator[tuple[Any, Part]]:
    """The living parts for which ``where`` (over a: attendance, c: course) holds, each with its ``key``."""
    rows = db.execute_sql(_PARTS % (key, where), values).fetchall()
    signed = signatures(db, {row[1] for row in rows})
    for whose, course, attendance, name, kind, starts, ends, days, written, result in rows:
        part = Part(
            course=course,
            attendance=attendance,
            name=name,
            kind=kind,
            starts=date.fromisoformat(starts),
            ends=date.fromisoformat(ends) if ends else None,
            course_days=_measure(days),
            written_days=_measure(written),
            half_days=signed(course, attendance),
            result=result,
        )
        yield whose, part


def signatures(db: SqliteDatabase, courses: Collection[int]) -> Callable[[int, int], tuple[Half, ...] | None]:
    """The half days of an attendance marked present; None for one of ``courses`` of which no sheet was kept at all."""
    few = len(courses) <= _FEW
    of, values = (f'a."course_id" IN ({",".join("?" * len(courses))})', tuple(courses)) if few else ("1", ())
    kept = {course for (course,) in db.execute_sql(_KEPT % of, values)}
    found: dict[int, list[Half]] = defaultdict(list)
    for attendance, day, half in db.execute_sql(_PRESENT % of, values):
        found[attendance].append((date.fromisoformat(day), half))
    return lambda course, attendance: tuple(found.get(attendance, ())) if course in kept else None


def _measure(stored: int | None) -> Decimal | None:
    return None if stored is None else Decimal(stored).scaleb(-2)
