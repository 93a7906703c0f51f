"""Contracts of one person against each other: one team at a time, at entry and in the whole register (§2.9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from peewee import SqliteDatabase

from hfp_desk.problems import Problem
from hfp_desk.records import Contract, Team
from hfp_desk.rules import contract_checks as rules
from hfp_desk.rules import periods
from hfp_desk.rules.contract_checks import IN_FORCE
from hfp_desk.rules.periods import day_of
from hfp_desk.store import contracts
from hfp_desk.store.tables import table

Period = tuple[date | None, date | None]

_STATES = ",".join(f"'{one}'" for one in IN_FORCE)


def _live(alias: str) -> str:
    return f'{alias}."voided_at"=\'\' AND {alias}."state" IN ({_STATES}) AND {alias}."cancelled_on" IS NULL'


_PAIRS = (
    f'SELECT c."id", {contracts.begins()}, {contracts.ends()}, {contracts.begins("o")}, {contracts.ends("o")},'
    f' t."name" FROM {table(Contract)} c JOIN {table(Contract)} o ON o."person_id"=c."person_id" AND o."id"<c."id"'
    f' LEFT JOIN {table(Team)} t ON t."id"=o."team_id" WHERE {_live("c")} AND {_live("o")}'
    f" AND {contracts.begins()}<={contracts.ends('o')} AND {contracts.begins('o')}<={contracts.ends()}"
    ' ORDER BY c."id", o."id"'
)


def at_entry(contract: Contract) -> list[Problem]:
    """What a contract to be kept contradicts: another one of the person in force at the same time."""
    if contract.state not in IN_FORCE or contract.cancelled_on is not None or contract.person is None:
        return []
    mine = _period(contract)
    if mine[0] is None or contract.person.id is None:
        return []
    living = (Contract.voided_at == "") & Contract.state.in_(IN_FORCE) & Contract.cancelled_on.is_null()
    others: Any = Contract.select().where((Contract.person == contract.person) & living).order_by(Contract.id)
    periods_of = ((one, _period(one)) for one in others if one.id != contract.id)
    return [
        rules.overlap(mine, theirs, one.team.name if one.team is not None else "")
        for one, theirs in periods_of
        if theirs[0] is not None and periods.overlap(mine, theirs)
    ]


def everywhere(db: SqliteDatabase) -> Iterator[tuple[int, Problem]]:
    """The later contract of each two that overlap, with the problem, over the whole register."""
    for contract, starts, ends, began, until, team in db.execute_sql(_PAIRS):
        mine, theirs = (day_of(starts), day_of(ends)), (day_of(began), day_of(until))
        yield contract, rules.overlap(mine, theirs, team or "")


def _period(contract: Any) -> Period:
    begins = contract.starts or contract.signed_on
    ends = contract.ends
    if ends is None and begins is not None:
        ends = rules.last_day(begins, contract.years)
    return begins, ends
