"""Whom a template that is filled in is sent for: whose visit is due, who is to sign or to renew, who to be examined."""

from __future__ import annotations

from datetime import date

from hfp_desk.gate import Viewer
from hfp_desk.records import Checkup, Contract, Person
from hfp_desk.rules.signing import SIGNED
from hfp_desk.store import due, figures, signing
from hfp_desk.store.opening import Register
from hfp_desk.store.tables import table


def due_cases(register: Register, viewer: Viewer) -> tuple[int, ...]:
    """The cases whose visit is due today or was due."""
    return tuple(due.due(register, viewer, figures.in_force(), date.today()).lines.cases)


def to_sign(register: Register, _viewer: Viewer) -> tuple[int, ...]:
    """Who should have a contract and has none, or one that runs out and is not renewed."""
    found = signing.signing(register, figures.in_force(), date.today())
    ending = {*found.running_out, *found.lapsed}
    persons = {one.id for one in found.counted if one.standing != SIGNED}
    sql = f'SELECT "id","person_id" FROM {table(Contract)}'
    persons |= {person for contract, person in register.db.execute_sql(sql) if contract in ending}
    return tuple(sorted(persons))


def to_examine(register: Register, _viewer: Viewer) -> tuple[int, ...]:
    """Everybody alive who was not examined this year (GJ 二(二)1: once a year)."""
    begun = date.today().replace(month=1, day=1).isoformat()
    seen = f'SELECT 1 FROM {table(Checkup)} e WHERE e."person_id"=p."id" AND e."voided_at"=\'\' AND e."examined_on">=?'
    sql = f'SELECT "id" FROM {table(Person)} p WHERE "voided_at"=\'\' AND "died_on" IS NULL AND NOT EXISTS ({seen})'
    return tuple(row[0] for row in register.db.execute_sql(sql, (begun,)))
