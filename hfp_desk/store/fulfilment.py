"""履约: what is due and done of every item of every contract in force on a day, proved by records (ZS §八).

履约率 = done due items / due items up to that day (domain.md §3.9); 签约一人履约一人 counts who has nothing overdue.
The office's own items count where it has entered any, else those of the policy edition of the day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.policy import Edition, Item, Policy
from hfp_desk.records import Contract, Doctor, Person, ServiceItem, Team
from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.rules.periods import holds_on
from hfp_desk.store import contracts, official_order
from hfp_desk.store.contract_states import Reckoner, State
from hfp_desk.store.official_order import NOWHERE
from hfp_desk.store.opening import Register
from hfp_desk.store.proofs import Window
from hfp_desk.store.signing import CONTRACT, PERSON
from hfp_desk.store.tables import table

_FROM = f"""FROM {table(Contract)} c CROSS JOIN {table(Person)} p
 WHERE p."id"=c."person_id" AND p."voided_at"='' AND (p."died_on" IS NULL OR p."died_on">?) AND %s"""
_PROVED = 'coalesce(p."has_record",0), p."health_card"<>\'\''
_LINES = f"""SELECT c."id", p."id", p."name", p."household_id", p."town_id", p."village_id", c."team_id",
 c."doctor_name", c."doctor_id", c."groups", c."package", {contracts.begins()}, {contracts.ends()}, {_PROVED} {_FROM}"""
_STATES = f'SELECT c."id", p."id", c."groups", c."package", {contracts.begins()}, {_PROVED} {_FROM}'


class ContractLine(NamedTuple):
    """A contract in force, its first and last day as ISO days, and how it stands; names as the viewer sees them."""

    id: int
    person: int
    name: str
    household: int | None
    town: int | None
    town_name: str
    village: int | None
    village_name: str
    team: int | None
    team_name: str
    doctor: str
    groups: tuple[str, ...]
    begins: str
    ends: str
    state: State


@dataclass(frozen=True)
class Fulfilment:
    """Every contract in force on a day, in the official order of places."""

    day: date
    items: tuple[Item, ...]
    lines: tuple[ContractLine, ...]

    @cached_property
    def overdue(self) -> tuple[int, ...]:
        """Contracts with something overdue."""
        return tuple(line.id for line in self.lines if line.state.overdue)


def items(register: Register, edition: Edition, day: date) -> tuple[Item, ...]:
    """The items that hold on a day: the office's own where it has entered any, else the edition's."""
    with register.session():
        own = list(ServiceItem.select().where(ServiceItem.voided_at == "").order_by(ServiceItem.id))
    if not own:
        return edition.items
    return tuple(_item(one) for one in own if holds_on(day, one.starts, one.ends))


def fulfilment(register: Register, viewer: Viewer, policy: Policy, day: date, only: Sequence[int] = ()) -> Fulfilment:
    """What is due and done on ``day`` of the contracts in force, of all or of those named.

    To who may look at nothing neither groups nor items are told: what is due of somebody says what ails them.
    """
    found = items(register, policy.on(day), day)
    with register.session():
        return Fulfilment(day, found, tuple(_lines(register.db, viewer, day, found, only)))


def states(register: Register, viewer: Viewer, policy: Policy, day: date) -> tuple[tuple[int, State], ...]:
    """Each contract in force with how it stands, without what it is listed by: for figures over all of them."""
    with register.session():
        window = Window(register.db, viewer, day, ())
        reckoner = Reckoner(window, items(register, policy.on(day), day))
        rows = register.db.execute_sql(_STATES % window.current.text, (day.isoformat(), *window.current.values))
        return tuple(
            (contract, reckoner.state(contract, person, (groups, package), begins, (bool(record), bool(card))))
            for contract, person, groups, package, begins, record, card in rows.fetchall()
        )


def figures(lines: Sequence[ContractLine], items: Sequence[Item]) -> tuple[Figure, ...]:
    """Contracts, persons who have everything that is due, times done of due; the same for each item that is held."""
    alike: dict[State, list[int]] = defaultdict(list)
    for line in lines:
        alike[line.state].append(line.id)
    every = tuple(line.id for line in lines)
    late = {line.person for line in lines if line.state.overdue}
    good = {line.person for line in lines} - late
    overdue = tuple(line.id for line in lines if line.state.overdue)
    due, done = (sum(getattr(state, name) * len(ids) for state, ids in alike.items()) for name in ("due", "done"))
    return (
        Figure("contracts", "有效签约", len(every), len(every), CONTRACT, every),
        Figure("times", "履约项次", done, due, CONTRACT, every),
        Figure("persons", "全部履约的人", len(good), len(good) + len(late), PERSON, tuple(sorted(good))),
        Figure("overdue", "有项目逾期", len(overdue), len(every), CONTRACT, overdue),
        *(one for place, item in enumerate(items) if (one := _of_item(alike, place, item)).whole),
    )


def _of_item(alike: Mapping[State, Sequence[int]], place: int, item: Item) -> Figure:
    """An item: done of due; behind it who is behind with it. One that is not judged: who had it at all."""
    due = done = 0
    behind: list[int] = []
    for state, ids in alike.items():
        cell = state.cells[place]
        if cell is None:
            continue
        wanted = 1 if cell[0] is None else cell[0]
        due += wanted * len(ids)
        done += min(wanted, cell[1]) * len(ids)
        if cell[1] < wanted:
            behind += ids
    return Figure(f"item.{item.name}", item.label, done, due, CONTRACT, tuple(sorted(behind)))


def _item(one: ServiceItem) -> Item:
    return Item(
        name=f"own.{one.id}",
        label=one.name,
        proof=one.proof,
        times=one.times,
        groups=tuple(one.groups or ()),
        package=one.package,
        within_weeks=one.within_weeks,
    )


def _lines(
    db: SqliteDatabase, viewer: Viewer, day: date, items: Sequence[Item], only: Sequence[int]
) -> list[ContractLine]:
    window = Window(db, viewer, day, only)
    reckoner = Reckoner(window, items) if viewer.may_look else None
    names, blank = _Names(db, viewer), State.of((None,) * len(items))
    rows = db.execute_sql(_LINES % window.current.text, (day.isoformat(), *window.current.values))
    made = [_line(row, names, reckoner, blank) for row in rows]
    spots = names.spots
    made.sort(key=lambda line: (spots.get(line.town, NOWHERE).rank, spots.get(line.village, NOWHERE).rank))
    return made


def _line(row: tuple[Any, ...], names: _Names, reckoner: Reckoner | None, blank: State) -> ContractLine:
    contract, person, name, household, town, village, team, written, doctor, groups, package, *rest = row
    begins, ends, has_record, has_card = rest
    return ContractLine(
        contract,
        person,
        names.person(name),
        household,
        town,
        names.spots.get(town, NOWHERE).name,
        village,
        names.spots.get(village, NOWHERE).name,
        team,
        names.teams.get(team, ""),
        written or names.doctors.get(doctor, ""),
        tuple(groups.split(",")) if groups and reckoner is not None else (),
        begins,
        ends,
        blank
        if reckoner is None
        else reckoner.state(contract, person, (groups, package), begins, (bool(has_record), bool(has_card))),
    )


class _Names:
    """Names by number, those of people through the gate."""

    def __init__(self, db: SqliteDatabase, viewer: Viewer) -> None:
        self._viewer, self._spec = viewer, spec_of(Person.name)
        self._known: dict[str, str] = {}
        self.spots = official_order.spots(db)
        self.teams: dict[int | None, str] = dict(db.execute_sql(f'SELECT "id","name" FROM {table(Team)}').fetchall())
        spec, of_doctors = spec_of(Doctor.name), db.execute_sql(f'SELECT "id","name" FROM {table(Doctor)}').fetchall()
        self.doctors: dict[int | None, str] = {one: gate.shown(spec, name, viewer) for one, name in of_doctors}

    def person(self, name: str) -> str:
        """A person's name as the viewer may see it."""
        shown = self._known.get(name)
        if shown is None:
            shown = self._known[name] = gate.shown(self._spec, name, self._viewer)
        return shown
