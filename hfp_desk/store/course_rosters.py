"""Courses and who attended them as lines of rosters, sign-in sheets and certificates (domain.md §2.14)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hfp_desk.records import Attendance, Course, Presence
from hfp_desk.store.opening import Register
from hfp_desk.store.roster_lines import Line, Query, count, lines, within
from hfp_desk.store.scopes import Scope

PASSED = ("1", "2")
"""Codes of ``training_result`` that are certified: 优秀, 合格."""

_COURSE = (
    *(Course.id, Course.name, Course.kind, Course.document, Course.host, Course.organiser, Course.place),
    *(Course.starts, Course.ends, Course.days, Course.hours, Course.expected),
)
_PART = (
    *(Attendance.id, Attendance.name, Attendance.id_number, Attendance.unit, Attendance.post, Attendance.phone),
    *(Attendance.days, Attendance.result, Attendance.score, Attendance.certificate, Attendance.remark),
)
_TABLE = '"attendance" t'
_OF = 't."course_id"=? AND t."voided_at"=\'\''
_CERTIFIED = f'{_OF} AND t."result" IN ({",".join("?" * len(PASSED))})'


def courses(register: Register, scope: Scope) -> list[Line]:
    """The courses held at any time within the period, in the order of their days."""
    where, given = within(Scope(records=scope.records), "c")
    if scope.until is not None:
        where, given = f'{where} AND c."starts"<=?', [*given, scope.until.isoformat()]
    if scope.since is not None:
        where, given = f'{where} AND coalesce(c."ends",c."starts")>=?', [*given, scope.since.isoformat()]
    return list(lines(register, Query('"course" c', {"c": _COURSE}, 'c."starts", c."id"'), where, given))


def attendances(register: Register, course: int) -> Iterator[Line]:
    """Who attended a course, as they were entered."""
    return lines(register, Query(_TABLE, {"t": _PART}, 't."id"'), _OF, (course,))


def certified(register: Register, course: int) -> Iterator[Line]:
    """Who passed it, by the number of the certificate."""
    query = Query(_TABLE, {"t": _PART}, 't."certificate"=\'\', t."certificate", t."id"')
    return lines(register, query, _CERTIFIED, (course, *PASSED))


def count_attendances(register: Register, course: int) -> int:
    """How many attended a course."""
    return count(register, _TABLE, _OF, (course,))


def count_certified(register: Register, course: int) -> int:
    """How many passed it."""
    return count(register, _TABLE, _CERTIFIED, (course, *PASSED))


def units(register: Register, course: int) -> Iterator[Line]:
    """The units that sent somebody, with how many: ``places``."""
    query = Query(_TABLE, {"t": (Attendance.unit,)}, 'min(t."id")', {"places": "count(*)"})
    return lines(register, query, f'{_OF} GROUP BY t."unit"', (course,))


def presences(register: Register, course: int) -> dict[tuple[date, str], dict[int, str]]:
    """Every half day of which something is recorded, in order: the code of each attendance."""
    tables = f'"presence" n JOIN {_TABLE} ON t."id"=n."attendance_id"'
    fields = (Presence.day, Presence.half, Presence.state)
    query = Query(tables, {"n": fields, "t": (Attendance.id,)}, 'n."day", n."half", n."id"')
    found: dict[tuple[date, str], dict[int, str]] = {}
    for line in lines(register, query, f"{_OF} AND n.\"voided_at\"=''", (course,)):
        found.setdefault((line[Presence.day], line[Presence.half]), {})[line[Attendance.id]] = line[Presence.state]
    return found
