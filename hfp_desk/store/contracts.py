"""Which contracts are in force on a day, which run out, and which ran out without a new one (domain.md §2.9).

A contract is in force from its first to its last day while its state says signed or renewed; one that was ended later
was in force until then. Without dates of its own it begins when it was signed and lasts for its years, else for one.
"""

from __future__ import annotations

from datetime import date, timedelta

from peewee import SqliteDatabase

from hfp_desk.records import Contract, Person
from hfp_desk.rules.contract_checks import CANCELLED, IN_FORCE, UNSIGNED
from hfp_desk.rules.signing import DIED, LOST, MOVED, REFUSED
from hfp_desk.store.sql import Sql
from hfp_desk.store.tables import table

_STATES = ",".join(f"'{one}'" for one in IN_FORCE)
_AWAY = ",".join(f"'{one.removeprefix('reason.')}'" for one in (DIED, LOST, MOVED, REFUSED))


def begins(alias: str = "c") -> str:
    """The first day of a contract, NULL when nothing is known of it."""
    return f'coalesce({alias}."starts",{alias}."signed_on")'


def ends(alias: str = "c") -> str:
    """The last day of a contract, counted from the first where it was not entered."""
    years = f"'+'||coalesce({alias}.\"years\",1)||' years'"
    return f"coalesce({alias}.\"ends\",date({begins(alias)},{years},'-1 day'))"


def in_force(day: date, alias: str = "c") -> Sql:
    """The condition that a contract is in force on ``day``."""
    kept = f'({alias}."state" IN ({_STATES}) OR {alias}."state"=\'{CANCELLED}\' AND {alias}."cancelled_on" IS NOT NULL)'
    lasts = f'({alias}."cancelled_on" IS NULL OR {alias}."cancelled_on">?)'
    text = f"{alias}.\"voided_at\"='' AND {kept} AND {begins(alias)}<=? AND {ends(alias)}>=? AND {lasts}"
    return Sql(text, (day.isoformat(),) * 3)


def running_out(db: SqliteDatabase, day: date, ahead: int) -> tuple[int, ...]:
    """Contracts in force that end within so many days, and that no later one of the person goes on from."""
    until = (day + timedelta(days=ahead)).isoformat()
    current = in_force(day)
    sql = f'SELECT c."id" FROM {table(Contract)} c WHERE {current.text} AND {ends()}<=? AND {_ALONE} ORDER BY {ends()}'
    return tuple(row[0] for row in db.execute_sql(sql, (*current.values, until)))


def lapsed(db: SqliteDatabase, day: date) -> tuple[int, ...]:
    """The last contract of everybody alive that ran out before ``day`` and was not followed by another.

    Who has meanwhile died, moved away, refused or is not to be found is told with the reasons instead.
    """
    later = f'SELECT 1 FROM {table(Contract)} u WHERE u."person_id"=c."person_id" AND u."id">c."id"'
    gone = f'{later} AND u."voided_at"=\'\' AND u."state"=\'{UNSIGNED}\' AND u."unsigned_reason" IN ({_AWAY})'
    sql = (
        f'SELECT c."id" FROM {table(Contract)} c JOIN {table(Person)} p ON p."id"=c."person_id"'
        f' WHERE c."voided_at"=\'\' AND c."state" IN ({_STATES}) AND c."cancelled_on" IS NULL AND {ends()}<?'
        f' AND p."voided_at"=\'\' AND p."died_on" IS NULL AND {_ALONE} AND NOT EXISTS ({gone}) ORDER BY {ends()}'
    )
    return tuple(row[0] for row in db.execute_sql(sql, (day.isoformat(),)))


_ALONE = (
    f'NOT EXISTS (SELECT 1 FROM {table(Contract)} o WHERE o."person_id"=c."person_id" AND o."id"<>c."id"'
    f' AND o."voided_at"=\'\' AND o."state" IN ({_STATES}) AND {ends("o")}>{ends()})'
)
"""No contract of the person lasts longer than this one."""
