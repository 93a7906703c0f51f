"""存疑随访: visits that cannot be right and visits too good to be true, as far as a viewer may know of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from peewee import SqliteDatabase, chunked

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.policy import Edition, Policy
from hfp_desk.problems import Problem
from hfp_desk.records import FOLLOW_UP, Doctor, FollowUp, Person, RecordType
from hfp_desk.rules import visit_checks, visit_doubts
from hfp_desk.rules.follow_up import limits
from hfp_desk.rules.visit_doubts import LABELS
from hfp_desk.rules.visit_ranges import ranges
from hfp_desk.store import visit_flaws, visit_patterns
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import living
from hfp_desk.store.tables import table

_OF_RECORD = frozenset({visit_checks.PRESSURE, visit_checks.NEXT})
"""What the rules of the record say already."""


@dataclass(frozen=True)
class Doubt:
    """One line: its kind, what is doubtful, the visits behind it, and whose they are as the viewer may see it.

    ``person`` is 0 and ``who`` counts them where the visits are of several people.
    """

    kind: str
    problem: Problem
    visits: tuple[int, ...]
    who: str = ""
    doctor: str = ""
    town: int = 0
    place: str = ""

    @property
    def label(self) -> str:
        """The kind in the words of the office."""
        return LABELS[self.kind]


@dataclass(frozen=True)
class _Raw:
    kind: str
    problem: Problem
    visits: tuple[int, ...]
    person: int
    doctor: int | str


def doubts(register: Register, viewer: Viewer, edition: Edition, since: date, until: date) -> tuple[Doubt, ...]:
    """Every doubt about the visits of a period, the gravest kind first."""
    with register.session():
        found = list(_raw(register.db, viewer, edition, since, until))
        people = _people(register.db, {one.person for one in found}, viewer)
        doctors = _doctors(register.db)
    rank = {name: place for place, name in enumerate(LABELS)}
    found.sort(key=lambda one: (rank[one.kind], -len(one.visits), one.visits[0]))
    return tuple(_told(one, people, doctors, viewer) for one in found)


def figures(found: Iterable[Doubt]) -> dict[str, int]:
    """How many lines there are of each kind; every kind is named."""
    counts = dict.fromkeys(LABELS, 0)
    for one in found:
        counts[one.kind] += 1
    return counts


def everywhere(register: Register, viewer: Viewer, policy: Policy) -> Iterator[tuple[RecordType, int, Problem]]:
    """Contradictions of single visits over the whole register by the edition of their day, for 审核; in a session."""
    first, last = date.min, date.max
    for edition, since, until in _spans(policy):
        for one in visit_flaws.flawed(register.db, viewer, edition, since, until):
            if one.problem.code not in _OF_RECORD:
                yield FOLLOW_UP, one.id, one.problem
    for one in visit_flaws.absent(register.db, viewer, first, last):
        yield FOLLOW_UP, one.id, one.problem
    for group in visit_patterns.patterns(register.db, viewer, visit_doubts.Limits(), first, last):
        yield FOLLOW_UP, group.visits[-1], group.problem


def _spans(policy: Policy) -> Iterator[tuple[Edition, date, date]]:
    """Editions that judge visits alike, with their first and last day; the first holds for all that was before."""
    alike = [list(found) for _, found in groupby(policy.editions, lambda one: (limits(one), ranges(one)))]
    starts = [date.min, *(found[0].starts for found in alike[1:])]
    ends = [*(one - timedelta(days=1) for one in starts[1:]), date.max]
    return zip((found[0] for found in alike), starts, ends, strict=True)


def latest_year(register: Register) -> int:
    """The year of the latest visit; this year while there is none."""
    with register.session():
        sql = f'SELECT max("visited_on") FROM {table(FollowUp)} WHERE {living("")} AND "visited_on"<=?'
        (latest,) = register.db.execute_sql(sql, (date.today().isoformat(),)).fetchone()
    return int(latest[:4]) if latest else date.today().year


def _raw(db: SqliteDatabase, viewer: Viewer, edition: Edition, since: date, until: date) -> Iterator[_Raw]:
    for one in visit_flaws.flawed(db, viewer, edition, since, until):
        yield _Raw(visit_flaws.kind_of(one.problem), one.problem, (one.id,), one.person, one.doctor)
    yield from _absent(visit_flaws.absent(db, viewer, since, until))
    for group in visit_patterns.patterns(db, viewer, visit_doubts.Limits.of(edition), since, until):
        yield _Raw(group.kind, group.problem, group.visits, group.person, group.doctor)


def _absent(found: Iterable[visit_flaws.Flawed]) -> Iterator[_Raw]:
    """The visits of a doctor in one time away as one doubt."""
    groups: dict[tuple[int | str, str], list[visit_flaws.Flawed]] = defaultdict(list)
    for one in found:
        groups[one.doctor, one.problem.expected].append(one)
    for (doctor, expected), mine in groups.items():
        problem = mine[0].problem if len(mine) == 1 else visit_doubts.away(len(mine), expected)
        person = mine[0].person if len(mine) == 1 else 0
        yield _Raw(visit_doubts.AWAY, problem, tuple(one.id for one in mine), person, doctor)


def _told(one: _Raw, people: dict[int, tuple[str, int, str]], doctors: dict[int, str], viewer: Viewer) -> Doubt:
    who, town, place = people.get(one.person, (f"{len(one.visits):,} 次随访", 0, ""))
    doctor = doctors.get(one.doctor, "") if isinstance(one.doctor, int) else one.doctor
    shown = gate.shown(spec_of(Doctor.name), doctor, viewer)
    return Doubt(one.kind, gate.told(one.problem, viewer), one.visits, who, shown, town, place)


def _people(db: SqliteDatabase, persons: set[int], viewer: Viewer) -> dict[int, tuple[str, int, str]]:
    """Name, township and where each person lives, through the gate."""
    sql = (
        'SELECT p."id", p."name", t."id", t."name", v."name" FROM "person" p LEFT JOIN "place" t ON t."id"=p."town_id"'
        ' LEFT JOIN "place" v ON v."id"=p."village_id" WHERE p."id" IN '
    )
    found: dict[int, Any] = {}
    for part in chunked(persons - {0, None}, 500):
        for number, name, town, *place in db.execute_sql(f"{sql}({','.join('?' * len(part))})", tuple(part)):
            shown = gate.shown(spec_of(Person.name), name, viewer)
            found[number] = (shown, town or 0, " ".join(filter(None, place)))
    return found


def _doctors(db: SqliteDatabase) -> dict[int, str]:
    return dict(db.execute_sql(f'SELECT "id", "name" FROM {table(Doctor)}').fetchall())
