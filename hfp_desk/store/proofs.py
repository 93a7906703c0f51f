"""What proves the items of contracts, counted in whole passes: visits, exams, services, plans (domain.md §2.9).

Every statement begins with the contracts looked at and the first day of the contract year of each; what a viewer may
not know of (visits and cases kept restricted) is not counted for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from peewee import SqliteDatabase

from hfp_desk.gate import Viewer
from hfp_desk.records import Checkup, Contract, FollowUp, ManagedCase, Record, Service
from hfp_desk.rules import visits
from hfp_desk.store import contracts
from hfp_desk.store.sql import Sql, open_to
from hfp_desk.store.tables import table

_QUARTERLY = ",".join(f"'{one}'" for one in sorted(visits.QUARTERLY))
COUNTING = (
    f"f.\"state\" IN ('','{visits.MET}') AND (f.\"programme\" IN ({_QUARTERLY})"
    f" AND f.\"mode\" IN ('{visits.CLINIC}','{visits.HOME}')"
    f' OR f."programme" NOT IN ({_QUARTERLY}) AND f."mode"<>\'{visits.PHONE}\')'
)
"""The visits that count (``rules.visits.counts``) as a condition on ``f``."""


class Window:
    """The contracts in force on a day (or those of them that are named), as the head of the statements that count."""

    def __init__(self, db: SqliteDatabase, viewer: Viewer, day: date, only: Collection[int] = ()) -> None:
        self._db = db
        self._viewer = viewer
        self.day = day
        self.current = contracts.in_force(day)
        if only:
            self.current += Sql(f' AND c."id" IN ({",".join("?" * len(only))})', tuple(only))

    @property
    def with_years(self) -> Sql:
        """``WITH n``: contract, person, and the first day of the contract year."""
        begun = contracts.begins()
        first = f"(CASE WHEN substr({begun},6)<=? THEN ? ELSE ? END)||substr({begun},5)"
        text = (
            f'WITH n AS MATERIALIZED (SELECT c."id" AS "id", c."person_id" AS "person", {first} AS "first"'
            f" FROM {table(Contract)} c WHERE {self.current.text})"
        )
        year = self.day.year
        return Sql(text, (f"{self.day:%m-%d}", f"{year}", f"{year - 1}", *self.current.values))

    def open_to(self, model: type[Record], prefix: str) -> str:
        """The condition that a record is not kept from the viewer."""
        return open_to(model, self._viewer, prefix) or "1"

    def visits(self) -> dict[int, dict[str, int]]:
        """Days with a visit that counts, by contract and programme; under ``""`` the days in all."""
        rows = self._ask(f'SELECT n."id", f."programme", f."visited_on" {self.of_visits}')
        days: dict[int, dict[str, set[str]]] = {}
        for contract, programme, day in rows:
            mine = days.get(contract)
            if mine is None:
                mine = days[contract] = {"": set()}
            mine[""].add(day)
            mine.setdefault(programme, set()).add(day)
        return {contract: {name: len(found) for name, found in mine.items()} for contract, mine in days.items()}

    @property
    def of_visits(self) -> str:
        """The visits that count, behind a SELECT."""
        return (
            f'FROM n CROSS JOIN {table(FollowUp)} f WHERE f."person_id"=n."person" AND f."voided_at"=\'\''
            f' AND f."visited_on">=n."first" AND f."visited_on"<=? AND {COUNTING} AND {self.open_to(FollowUp, "f.")}'
        )

    @property
    def of_exams(self) -> str:
        """The exams, behind a SELECT."""
        return (
            f'FROM n CROSS JOIN {table(Checkup)} e WHERE e."person_id"=n."person" AND e."voided_at"=\'\''
            ' AND e."examined_on">=n."first" AND e."examined_on"<=?'
        )

    @property
    def of_services(self) -> str:
        """The services, behind a SELECT."""
        return (
            f'FROM n CROSS JOIN {table(Service)} s WHERE s."person_id"=n."person" AND s."voided_at"=\'\''
            f' AND s."served_on">=n."first" AND s."served_on"<=? AND {self.open_to(Service, "s.")}'
        )

    def exams(self) -> dict[int, int]:
        """Exams by contract."""
        return {row[0]: row[1] for row in self._ask(f'SELECT n."id", count(*) {self.of_exams} GROUP BY n."id"')}

    def services(self) -> dict[int, dict[tuple[str, str], int]]:
        """Services by contract, proof and name of the item."""
        found: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
        counted = (
            f'SELECT n."id", s."proof", s."item", count(*) {self.of_services} GROUP BY n."id", s."proof", s."item"'
        )
        for contract, proof, item, count in self._ask(counted):
            found[contract][proof, item] = count
        return found

    def cases(self) -> dict[int, tuple[frozenset[str], frozenset[str]]]:
        """By person the programmes of open cases, and those of them with a plan."""
        rows = self._db.execute_sql(
            'SELECT m."person_id", m."programme", m."plan"<>\'\' OR m."planned_on" IS NOT NULL'
            f" FROM {table(ManagedCase)} m WHERE m.\"voided_at\"='' AND m.\"programme\"<>''"
            f' AND (m."starts" IS NULL OR m."starts"<=?) AND (m."ends" IS NULL OR m."ends">=?)'
            f" AND {self.open_to(ManagedCase, 'm.')}",
            (self.day.isoformat(), self.day.isoformat()),
        )
        every: dict[int, set[tuple[str, int]]] = defaultdict(set)
        for person, programme, planned in rows:
            every[person].add((programme, planned))
        known: dict[frozenset[tuple[str, int]], tuple[frozenset[str], frozenset[str]]] = {}
        return {person: _shared(frozenset(mine), known) for person, mine in every.items()}

    def _ask(self, sql: str) -> list[tuple[Any, ...]]:
        head = self.with_years
        rows: list[tuple[Any, ...]] = self._db.execute_sql(
            f"{head.text} {sql}", (*head.values, self.day.isoformat())
        ).fetchall()
        return rows


def _shared(
    mine: frozenset[tuple[str, int]],
    known: dict[frozenset[tuple[str, int]], tuple[frozenset[str], frozenset[str]]],
) -> tuple[frozenset[str], frozenset[str]]:
    """One pair for all people in the same state."""
    if mine not in known:
        planned = frozenset(programme for programme, there in mine if there)
        known[mine] = frozenset(programme for programme, _ in mine), planned
    return known[mine]
