"""Signed people by village, households with an agreement, teams with their members, as lines to be printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from hfp_desk.records import Contract, Household, Institution, Person, Team, TeamMember
from hfp_desk.rules.periods import holds_on
from hfp_desk.store.contracts import in_force
from hfp_desk.store.opening import Register
from hfp_desk.store.roster_lines import OFFICIALLY, PLACED, PLACES, Line, Query, lines
from hfp_desk.store.scopes import Scope

_PERSON = (
    *(Person.id, Person.name, Person.sex, Person.birth, Person.id_number, Person.phone, Person.relation),
    *(Person.household, Person.village),
)
_CONTRACT = (
    *(Contract.id, Contract.groups, Contract.package, Contract.doctor_name, Contract.signed_on, Contract.starts),
    *(Contract.ends, Contract.years, Contract.handed_over, Contract.team),
)
_HOME = (Household.id, Household.number, Household.head_name, Household.address, Household.phone)
_TABLES = (
    '"contract" c JOIN "person" p ON p."id"=c."person_id" LEFT JOIN "household" h ON h."id"=p."household_id"'
    f' LEFT JOIN "team" g ON g."id"=c."team_id"{PLACED.format("p")}'
)
_ALIVE = '(p."died_on" IS NULL OR p."died_on">?)'
_HEAD = "02"  # 户主 of the code list relation


def signed(register: Register, scope: Scope, day: date) -> Iterator[Line]:
    """Contracts in force on a day with their people, by village, the households together and their heads first."""
    current = in_force(day)
    where, given = replace(scope, since=None, until=None).where("p")
    chosen = f' AND c."id" IN ({",".join("?" * len(scope.records))})' if scope.records else ""
    order = f'{OFFICIALLY}, village."id", coalesce(p."household_id",-p."id"), p."relation"<>\'{_HEAD}\', p."id", c."id"'
    query = Query(
        _TABLES,
        {"c": _CONTRACT, "p": _PERSON, "h": _HOME},
        order,
        {**PLACES, "team": "coalesce(g.\"name\",'')"},
    )
    condition = f"{current.text} AND p.\"voided_at\"='' AND {_ALIVE} AND {where}{chosen}"
    return lines(register, query, condition, (*current.values, day.isoformat(), *given, *scope.records))


def household(register: Register, line: Line, day: date) -> list[Line]:
    """The living members of somebody's household, the head first, with their contract in force where they have one."""
    number = line[Person.household]
    where, own = ('p."household_id"=?', number) if number else ('p."id"=?', line[Person.id])
    current = in_force(day)
    tables = f'"person" p LEFT JOIN "contract" c ON c."person_id"=p."id" AND {current.text}'
    query = Query(tables, {"c": _CONTRACT, "p": _PERSON}, f'p."relation"<>\'{_HEAD}\', p."id", c."id"')
    living = f"{where} AND p.\"voided_at\"='' AND {_ALIVE}"
    found = lines(register, query, living, (*current.values, own, day.isoformat()))
    return list({member[Person.id]: member for member in found}.values())


def teams(register: Register, scope: Scope, day: date) -> list[Line]:
    """Teams of the chosen townships that are there on a day."""
    where, given = Scope(towns=scope.towns).where("g")
    tables = (
        '"team" g LEFT JOIN "place" town ON town."id"=g."town_id"'
        ' LEFT JOIN "institution" i ON i."id"=g."institution_id"'
    )
    query = Query(
        tables,
        {"g": (Team.id, Team.name, Team.leader, Team.phone, Team.starts, Team.ends), "i": (Institution.name,)},
        'town."sort" IS NULL, town."sort", g."name"',
        {"town": "coalesce(town.\"name\",'')"},
    )
    found = lines(register, query, f"g.\"voided_at\"='' AND {where}", given)
    return [line for line in found if holds_on(day, line[Team.starts], line[Team.ends])]


def members(register: Register, team: int, day: date) -> list[Line]:
    """The members of a team on a day, by their part in it."""
    fields = (TeamMember.role, TeamMember.name, TeamMember.unit, TeamMember.phone, TeamMember.starts, TeamMember.ends)
    query = Query('"team_member" m', {"m": fields}, 'm."role"=\'\', m."role", m."id"')
    found = lines(register, query, 'm."voided_at"=\'\' AND m."team_id"=?', (team,))
    return [line for line in found if holds_on(day, line[TeamMember.starts], line[TeamMember.ends])]
