"""What proves the items of contracts, counted in whole passes: visits, exams, services, plans (domain.md §2.9).

Every statement begins with the contracts looked at and counts within the contract year of each; what a viewer may not
know of (visits and cases kept restricted) is not counted for them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from peewee import SqliteDatabase

from hfp_desk.gate import Viewer
from hfp_desk.records import Checkup, Contract, FollowUp, ManagedCase, Record, Service
from hfp_desk.rules import visits
from hfp_desk.store import contracts
from hfp_desk.store.sql import Sql, open_to
from hfp_desk.store.tables import table

_QUARTERLY = ",".join(f"'{one}'" for one in sorted(visits.QUARTERLY))
Visited = tuple[tuple[str, int], ...]
"""Programmes, each with the days of its visits."""
Served = tuple[tuple[tuple[str, str], int], ...]
"""Proof and name of the item of services, each with how many there are."""
Cases = tuple[frozenset[str], frozenset[str]]
"""Programmes of open cases, and those of them with a plan."""

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

    def of_visits(self) -> Sql:
        """The visits ``f`` that count within the contract year of ``c``, behind a SELECT."""
        return self._within(FollowUp, "f", "visited_on", f" AND {COUNTING}")

    def of_exams(self) -> Sql:
        """The exams ``e``, behind a SELECT."""
        return self._within(Checkup, "e", "examined_on")

    def of_services(self) -> Sql:
        """The services ``s``, behind a SELECT."""
        return self._within(Service, "s", "served_on")

    def of_cases(self) -> Sql:
        """The open cases ``m``, behind a SELECT."""
        open_on = '(m."starts" IS NULL OR m."starts"<=?) AND (m."ends" IS NULL OR m."ends">=?)'
        text = (
            f"FROM {table(ManagedCase)} m WHERE m.\"voided_at\"='' AND m.\"programme\"<>'' AND {open_on}"
            f" AND {self._free(ManagedCase, 'm.')}"
        )
        return Sql(text, (self.day.isoformat(), self.day.isoformat()))

    def visits(self) -> dict[int, Visited]:
        """Days with a visit that counts, by contract and programme."""
        asked = self.of_visits()
        sql = (
            f'SELECT c."id", f."programme", count(DISTINCT f."visited_on") {asked.text} GROUP BY c."id", f."programme"'
        )
        found: dict[int, Visited] = {}
        for contract, programme, days in self._db.execute_sql(sql, asked.values):
            found[contract] = (*found.get(contract, ()), (programme, days))
        return found

    def days(self) -> dict[int, int]:
        """Days with any visit that counts, by contract."""
        return self._counted('count(DISTINCT f."visited_on")', self.of_visits())

    def exams(self) -> dict[int, int]:
        """Exams by contract."""
        return self._counted("count(*)", self.of_exams())

    def services(self) -> dict[int, Served]:
        """Services by contract, proof and name of the item."""
        asked = self.of_services()
        sql = f'SELECT c."id", s."proof", s."item", count(*) {asked.text} GROUP BY c."id", s."proof", s."item"'
        found: dict[int, Served] = {}
        for contract, proof, item, count in self._db.execute_sql(sql, asked.values):
            found[contract] = (*found.get(contract, ()), ((proof, item), count))
        return found

    def cases(self) -> dict[int, Cases]:
        """By person the programmes of open cases, and those of them with a plan; one pair for all who are alike."""
        asked = self.of_cases()
        sql = f'SELECT m."person_id", m."programme", m."plan"<>\'\' OR m."planned_on" IS NOT NULL {asked.text}'
        every: dict[int, tuple[tuple[str, int], ...]] = {}
        for person, programme, planned in self._db.execute_sql(sql, asked.values):
            every[person] = (*every.get(person, ()), (programme, planned))
        known = {mine: _cases(mine) for mine in set(every.values())}
        return {person: known[mine] for person, mine in every.items()}

    def _within(self, model: type[Record], alias: str, day: str, more: str = "") -> Sql:
        """Records of the person of a contract in force, dated within its contract year and not after the day."""
        begun, year = contracts.begins(), self.day.year
        first = f"(CASE WHEN substr({begun},6)<=? THEN ? ELSE ? END)||substr({begun},5)"
        text = (
            f"FROM {table(Contract)} c CROSS JOIN {table(model)} {alias} WHERE {self.current.text}"
            f' AND {alias}."person_id"=c."person_id" AND {alias}."voided_at"=\'\''
            f' AND {alias}."{day}">={first} AND {alias}."{day}"<=?{more} AND {self._free(model, f"{alias}.")}'
        )
        given = (f"{self.day:%m-%d}", f"{year}", f"{year - 1}", self.day.isoformat())
        return Sql(text, (*self.current.values, *given))

    def _free(self, model: type[Record], prefix: str) -> str:
        """The condition that a record is not kept from the viewer."""
        return open_to(model, self._viewer, prefix) or "1"

    def _counted(self, what: str, asked: Sql) -> dict[int, int]:
        return dict(self._db.execute_sql(f'SELECT c."id", {what} {asked.text} GROUP BY c."id"', asked.values))


def _cases(mine: Sequence[tuple[str, int]]) -> Cases:
    planned = frozenset(programme for programme, there in mine if there)
    return frozenset(programme for programme, _ in mine), planned
