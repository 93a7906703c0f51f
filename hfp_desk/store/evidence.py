"""The records behind the items of one contract: what proves each, with its day, to be opened and to be printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import SqliteDatabase

from hfp_desk import gate
from hfp_desk.codes import code_list
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.policy import Item, Policy
from hfp_desk.records import (
    CHECKUP,
    FOLLOW_UP,
    MANAGED_CASE,
    PERSON,
    SERVICE,
    Contract,
    FollowUp,
    Person,
    RecordType,
    Service,
)
from hfp_desk.rules import fulfilment as rules
from hfp_desk.rules import signing
from hfp_desk.rules.fulfilment import Profile
from hfp_desk.store.contract_states import Cell
from hfp_desk.store.fulfilment import ContractLine, fulfilment
from hfp_desk.store.opening import Register
from hfp_desk.store.proofs import Window
from hfp_desk.store.sql import Sql


@dataclass(frozen=True)
class Proof:
    """A record that proves an item, with its day (ISO, may be empty) and words as the viewer may see them."""

    kind: RecordType
    id: int
    day: str
    words: str


@dataclass(frozen=True)
class Proven:
    """An item of a contract: due and done, and the records behind it."""

    item: Item
    cell: Cell
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class Evidence:
    """A contract with its items."""

    line: ContractLine
    items: tuple[Proven, ...]


def evidence(register: Register, viewer: Viewer, policy: Policy, contract: int, day: date) -> Evidence | None:
    """What of a contract is due and done on ``day`` and why; None when it is not in force then."""
    found = fulfilment(register, viewer, policy, day, (contract,))
    if not found.lines:
        return None
    line = found.lines[0]
    with register.session():
        reader = _Reader(register.db, viewer, day, line)
        held = [(item, cell) for item, cell in zip(found.items, line.state.cells, strict=True) if cell is not None]
        return Evidence(line, tuple(Proven(item, cell, tuple(reader.of(item))) for item, cell in held))


class _Reader:
    """The records of the contract year, read once."""

    def __init__(self, db: SqliteDatabase, viewer: Viewer, day: date, line: ContractLine) -> None:
        self._viewer, self._line = viewer, line
        window = Window(db, viewer, day, (line.id,))
        visits, exams, services, cases = window.of_visits(), window.of_exams(), window.of_services(), window.of_cases()

        def read(what: str, asked: Sql, more: str) -> list[Any]:
            return list(db.execute_sql(f"SELECT {what} {asked.text}{more}", asked.values))

        self._visits = read('f."id", f."visited_on", f."programme", f."mode"', visits, ' ORDER BY f."visited_on"')
        self._exams = read('e."id", e."examined_on"', exams, ' ORDER BY e."examined_on"')
        self._services = read('s."id", s."served_on", s."proof", s."item"', services, ' ORDER BY s."served_on"')
        mine = f' AND m."person_id"={line.person} ORDER BY m."id"'
        self._cases = read('m."id", m."programme", m."planned_on", m."plan"<>\'\'', cases, mine)
        package = Contract.get_by_id(line.id).package
        self._profile = Profile.of(frozenset(row[1] for row in self._cases), frozenset(line.groups), package)

    def of(self, item: Item) -> Iterator[Proof]:
        """The records that prove an item."""
        wanted = rules.programmes_of(item, self._profile)
        if item.proof == signing.VISIT:
            yield from (self._visit(row) for row in self._visits if not wanted or row[2] in wanted)
        elif item.proof == signing.EXAM:
            yield from (Proof(CHECKUP, number, day, CHECKUP.title) for number, day in self._exams)
        elif item.proof == signing.PLAN:
            planned = [row for row in self._cases if (row[2] or row[3]) and (not wanted or row[1] in wanted)]
            yield from (Proof(MANAGED_CASE, row[0], row[2] or "", self._programme(row[1])) for row in planned)
        elif item.proof in (signing.RECORD, signing.CARD):
            yield from self._held(item)
        if item.proof not in (signing.VISIT, signing.EXAM):
            served: Sequence[Any] = [row for row in self._services if rules.serves(item, row[2], row[3])]
            yield from (Proof(SERVICE, row[0], row[1], self._shown(Service.item, row[3])) for row in served)

    def _held(self, item: Item) -> Iterator[Proof]:
        person = Person.get_by_id(self._line.person)
        if person.has_record if item.proof == signing.RECORD else person.health_card:
            yield Proof(PERSON, person.id, "", item.label)

    def _visit(self, row: Sequence[Any]) -> Proof:
        number, day, programme, mode = row
        how = code_list("visit_mode").shown(mode) if mode else ""
        return Proof(FOLLOW_UP, number, day, " ".join(part for part in (self._programme(programme), how) if part))

    def _programme(self, code: str) -> str:
        return self._shown(FollowUp.programme, code_list("programme").shown(code))

    def _shown(self, field: Any, text: str) -> str:
        return gate.shown(spec_of(field), text, self._viewer)
