"""Visits, managed cases and exams as lines for the sheets that are printed: in village order, one person after another.

Restricted cases and their visits are left out for who may not know of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from peewee import Field

from hfp_desk.gate import Viewer
from hfp_desk.records import Checkup, FollowUp, Identity, ManagedCase, Person, Record
from hfp_desk.store.opening import Register
from hfp_desk.store.roster_lines import OFFICIALLY, PLACED, PLACES, Line, Query, lines
from hfp_desk.store.scopes import Scope
from hfp_desk.store.sql import open_to
from hfp_desk.store.tables import table

HEAD = (Person.id, Person.name, Person.number, Person.sex, Person.birth, Person.id_number, Person.phone)
"""What stands over every sheet."""
POOR = "5"
"""贫困人群 among the programmes: visited without being ill."""
_REGISTERED = "01"
"""建档立卡贫困人口 among the identities."""
_CASE = (ManagedCase.id, ManagedCase.registered_number)
_PERSON = f' JOIN "person" p ON p."id"=t."person_id"{PLACED.format("p")}'
_ORDER = f'{OFFICIALLY}, p."household_id", p."id", '


def visits(
    register: Register,
    scope: Scope,
    viewer: Viewer,
    programme: str,
    stages: Sequence[str],
    fields: Sequence[Field[Any]],
) -> Iterator[Line]:
    """The visits of a programme within the period, with ``fields`` of visit and case, by person and day."""
    where, given = _of_visits(scope, viewer, programme, stages)
    tables = f'{table(FollowUp)} t{_PERSON} LEFT JOIN {table(ManagedCase)} c ON c."id"=t."case_id"'
    wanted = {
        "t": _some(fields, FollowUp, FollowUp.id, FollowUp.visited_on),
        "c": _some(fields, ManagedCase, *_CASE),
        "p": HEAD,
    }
    order = f'{_ORDER}t."visited_on", t."id"'
    yield from lines(register, Query(tables, wanted, order, PLACES), where, given)


def cases(
    register: Register, scope: Scope, viewer: Viewer, programme: str, fields: Sequence[Field[Any]], day: date | None
) -> Iterator[Line]:
    """The managed cases of a programme; with a ``day`` only those under management then, of the living."""
    where, given = _of_cases(scope, viewer, programme, day)
    wanted = {"t": _some(fields, ManagedCase, *_CASE), "p": HEAD}
    order = f'{_ORDER}t."id"'
    yield from lines(register, Query(f"{table(ManagedCase)} t{_PERSON}", wanted, order, PLACES), where, given)


def checkups(register: Register, scope: Scope, viewer: Viewer, fields: Sequence[Field[Any]]) -> Iterator[Line]:
    """The exams within the period, by person and day."""
    where, given = _of(Checkup, scope, viewer, 't."examined_on"')
    wanted = {"t": _some(fields, Checkup, Checkup.id, Checkup.examined_on), "p": HEAD}
    order = f'{_ORDER}t."examined_on", t."id"'
    yield from lines(register, Query(f"{table(Checkup)} t{_PERSON}", wanted, order, PLACES), where, given)


def people(register: Register, scope: Scope, day: date | None) -> Iterator[Line]:
    """The persons of a scope who live on ``day``, each once."""
    yield from _people(register, scope, day, "", ())


def unmanaged(register: Register, scope: Scope, viewer: Viewer, day: date | None) -> Iterator[Line]:
    """Those of them who are registered poor and, as far as this viewer may know, managed for no disease (§2.11)."""
    free = open_to(ManagedCase, viewer, "m.")
    managed = (
        f'SELECT 1 FROM {table(ManagedCase)} m WHERE m."person_id"=p."id" AND m."voided_at"=\'\' AND m."programme"<>?'
        f' AND (m."ends" IS NULL OR m."ends">?){f" AND {free}" if free else ""}'
    )
    poor = (
        f'SELECT 1 FROM {table(Identity)} i WHERE i."person_id"=p."id" AND i."voided_at"=\'\' AND i."kind"=?'
        ' AND (i."ends"=\'\' OR i."ends">?)'
    )
    given = (POOR, _iso(day), _REGISTERED, _iso(day))
    yield from _people(register, scope, day, f" AND NOT EXISTS ({managed}) AND EXISTS ({poor})", given)


def _people(
    register: Register, scope: Scope, day: date | None, more: str, values: tuple[object, ...]
) -> Iterator[Line]:
    where, given = replace(scope, since=None, until=None).where("p")
    alive = '(p."died_on" IS NULL OR p."died_on">?)'
    tables = f'"person" p{PLACED.format("p")}'
    query = Query(tables, {"p": HEAD}, f'{OFFICIALLY}, p."household_id", p."id"', PLACES)
    condition = f"p.\"voided_at\"='' AND {alive} AND {where}{more}"
    yield from lines(register, query, condition, (_iso(day), *given, *values))


def count_visited(register: Register, scope: Scope, viewer: Viewer, programme: str, stages: Sequence[str]) -> int:
    """How many persons were visited in the period."""
    return _counted(register, FollowUp, *_of_visits(scope, viewer, programme, stages))


def count_managed(register: Register, scope: Scope, viewer: Viewer, programme: str, day: date | None) -> int:
    """How many persons are managed."""
    return _counted(register, ManagedCase, *_of_cases(scope, viewer, programme, day))


def count_examined(register: Register, scope: Scope, viewer: Viewer) -> int:
    """How many persons were examined in the period."""
    return _counted(register, Checkup, *_of(Checkup, scope, viewer, 't."examined_on"'))


def _of_visits(scope: Scope, viewer: Viewer, programme: str, stages: Sequence[str]) -> tuple[str, list[object]]:
    where, given = _of(FollowUp, scope, viewer, 't."visited_on"')
    marks = ",".join("?" * len(stages))
    return f'{where} AND t."programme"=? AND t."stage" IN ({marks})', [*given, programme, *stages]


def _of_cases(scope: Scope, viewer: Viewer, programme: str, day: date | None) -> tuple[str, list[object]]:
    where, given = _of(ManagedCase, replace(scope, since=None, until=None), viewer, "")
    where, given = f'{where} AND t."programme"=?', [*given, programme]
    if day is None:
        return where, given
    during = '(t."starts" IS NULL OR t."starts"<=?) AND (t."ends" IS NULL OR t."ends">?)'
    alive = '(p."died_on" IS NULL OR p."died_on">?)'
    return f"{where} AND {during} AND {alive}", [*given, *[_iso(day)] * 3]


def _of(model: type[Record], scope: Scope, viewer: Viewer, day: str) -> tuple[str, list[object]]:
    """The living records of a scope's persons, the restricted ones only for who may know of them."""
    where, given = scope.where("p", day)
    if scope.records:
        where += f' AND t."id" IN ({",".join("?" * len(scope.records))})'
        given = [*given, *scope.records]
    free = open_to(model, viewer, "t.")
    return f"t.\"voided_at\"='' AND p.\"voided_at\"='' AND {where}{f' AND {free}' if free else ''}", given


def _counted(register: Register, model: type[Record], where: str, given: list[object]) -> int:
    sql = f'SELECT count(DISTINCT t."person_id") FROM {table(model)} t{_PERSON} WHERE {where}'
    return int(register.db.execute_sql(sql, tuple(given)).fetchone()[0])


def _some(fields: Sequence[Field[Any]], model: type[Record], *always: Field[Any]) -> tuple[Field[Any], ...]:
    """The fields of one model, and those that are always needed, each once."""
    mine = (*always, *(field for field in fields if field.model is model))
    return tuple({field.name: field for field in mine}.values())


def _iso(day: date | None) -> str:
    return (day or date.today()).isoformat()
