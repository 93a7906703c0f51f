"""履约: what is due and done of every item of every contract in force on a day, proved by records (ZS §八).

履约率 = done due items / due items up to that day (domain.md §3.9); 签约一人履约一人 counts who has nothing overdue.
The office's own items count where it has entered any, else those of the policy edition of the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from peewee import SqliteDatabase

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.policy import Edition, Item, Policy
from hfp_desk.records import Contract, Doctor, Person, Place, ServiceItem, Team
from hfp_desk.rules import fulfilment as rules
from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.rules.fulfilment import Profile, Proofs
from hfp_desk.rules.periods import day_of, holds_on
from hfp_desk.rules.signing import contract_year, due_by
from hfp_desk.store import contracts
from hfp_desk.store.opening import Register
from hfp_desk.store.proofs import Window
from hfp_desk.store.signing import CONTRACT, PERSON
from hfp_desk.store.tables import table

Cell = tuple[int | None, int]
"""Due (None: no number of times is given) and done."""

_LINES = f"""SELECT c."id", p."id", p."name", p."household_id", p."town_id", t."name", p."village_id", v."name",
 c."team_id", g."name", c."doctor_name", d."name", c."groups", c."package", {contracts.begins()}, {contracts.ends()},
 coalesce(p."has_record",0), p."health_card"<>'' FROM {table(Contract)} c JOIN {table(Person)} p ON p."id"=c."person_id"
 LEFT JOIN {table(Place)} t ON t."id"=p."town_id" LEFT JOIN {table(Place)} v ON v."id"=p."village_id"
 LEFT JOIN {table(Team)} g ON g."id"=c."team_id" LEFT JOIN {table(Doctor)} d ON d."id"=c."doctor_id"
 WHERE p."voided_at"='' AND (p."died_on" IS NULL OR p."died_on">?) AND %s
 ORDER BY t."sort" IS NULL, t."sort", t."id", v."sort" IS NULL, v."sort", v."id", c."id" """


class ContractLine(NamedTuple):
    """A contract in force with a cell for each item, None where it does not hold it; names as the viewer sees them."""

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
    begins: date
    ends: date
    cells: tuple[Cell | None, ...]

    @property
    def due(self) -> int:
        """Times due of all items together."""
        return sum(cell[0] or 0 for cell in self.cells if cell)

    @property
    def done(self) -> int:
        """How many of those due were done."""
        return sum(min(cell[0] or 0, cell[1]) for cell in self.cells if cell)

    @property
    def overdue(self) -> bool:
        """Whether something that is due was not done."""
        return any(cell and cell[1] < (cell[0] or 0) for cell in self.cells)


@dataclass(frozen=True)
class Fulfilment:
    """Every contract in force on a day, in the official order of places."""

    day: date
    items: tuple[Item, ...]
    lines: tuple[ContractLine, ...]

    @cached_property
    def overdue(self) -> tuple[int, ...]:
        """Contracts with something overdue."""
        return tuple(line.id for line in self.lines if line.overdue)


def items(register: Register, edition: Edition, day: date) -> tuple[Item, ...]:
    """The items that hold on a day: the office's own where it has entered any, else the edition's."""
    with register.session():
        own = list(ServiceItem.select().where(ServiceItem.voided_at == "").order_by(ServiceItem.id))
    if not own:
        return edition.items
    return tuple(_item(one) for one in own if holds_on(day, one.starts, one.ends))


def fulfilment(register: Register, viewer: Viewer, policy: Policy, day: date, only: Sequence[int] = ()) -> Fulfilment:
    """What is due and done on ``day`` of the contracts in force, of all or of those named.

    Nothing is told to who may look at nothing: what is due of somebody says what ails them.
    """
    found = items(register, policy.on(day), day)
    if not viewer.may_look:
        return Fulfilment(day, found, ())
    with register.session():
        return Fulfilment(day, found, tuple(_lines(register.db, viewer, day, found, only)))


def figures(lines: Sequence[ContractLine], items: Sequence[Item]) -> tuple[Figure, ...]:
    """Contracts, persons who have everything that is due, times due and done, and the same for each item."""
    every = tuple(line.id for line in lines)
    good = {line.person for line in lines} - {line.person for line in lines if line.overdue}
    late = tuple(line.id for line in lines if line.overdue)
    persons = len({line.person for line in lines})
    due, done = sum(line.due for line in lines), sum(line.done for line in lines)
    return (
        Figure("contracts", "有效签约", len(every), len(every), CONTRACT, every),
        Figure("times", "到期应完成项次已完成", done, due, CONTRACT, every),
        Figure("persons", "应完成项目全部完成的人", len(good), persons, PERSON, tuple(sorted(good))),
        Figure("overdue", "有项目逾期的协议", len(late), len(every), CONTRACT, late),
        *(_of_item(lines, place, item) for place, item in enumerate(items)),
    )


def _of_item(lines: Sequence[ContractLine], place: int, item: Item) -> Figure:
    """An item: done of due; behind it who is behind with it. One that is not judged: who had it at all."""
    due = done = 0
    behind = []
    for line in lines:
        cell = line.cells[place]
        if cell is None:
            continue
        wanted, made = cell
        due += 1 if wanted is None else wanted
        done += min(1, made) if wanted is None else min(wanted, made)
        if made < (1 if wanted is None else wanted):
            behind.append(line.id)
    return Figure(f"item.{item.name}", item.label, done, due, CONTRACT, tuple(behind))


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
) -> Iterator[ContractLine]:
    window = Window(db, viewer, day, only)
    rows = db.execute_sql(_LINES % window.current.text, (day.isoformat(), *window.current.values)).fetchall()
    reckoner = _Reckoner(window, items, day)
    names = _Names(viewer)
    for row in rows:
        contract, person, name, household, town, town_name, village, village_name, team, team_name, *rest = row
        written, doctor, groups, package, begins, ends, has_record, has_card = rest
        held = tuple(groups.split(",")) if groups else ()
        first = _day(begins)
        yield ContractLine(
            contract,
            person,
            names.person(name),
            household,
            town,
            town_name or "",
            village,
            village_name or "",
            team,
            team_name or "",
            written or names.doctor(doctor or ""),
            held,
            first,
            _day(ends),
            reckoner.cells(contract, person, held, package, first, bool(has_record), bool(has_card)),
        )


class _Names:
    """Names through the gate."""

    def __init__(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self._person, self._doctor = spec_of(Person.name), spec_of(Doctor.name)

    def person(self, name: str) -> str:
        return gate.shown(self._person, name, self._viewer)

    def doctor(self, name: str) -> str:
        return gate.shown(self._doctor, name, self._viewer)


class _Reckoner:
    """The cells of one contract after the other; what many have in common is reckoned once."""

    def __init__(self, window: Window, items: Sequence[Item], day: date) -> None:
        self._items = items
        self._day = day
        self._visits, self._exams, self._services = window.visits(), window.exams(), window.services()
        self._cases = window.cases()
        self._held: dict[Profile, tuple[bool, ...]] = {}
        self._due: dict[date, tuple[int | None, ...]] = {}
        self._profiles: dict[tuple[frozenset[str], tuple[str, ...], str], Profile] = {}

    def cells(
        self,
        contract: int,
        person: int,
        groups: tuple[str, ...],
        package: str,
        begins: date,
        has_record: bool,
        has_card: bool,
    ) -> tuple[Cell | None, ...]:
        """Due and done of each item."""
        programmes, plans = self._cases.get(person, _NOTHING)
        profile = self._profile(programmes, groups, package)
        proofs = Proofs(
            self._visits.get(contract, {}),
            self._exams.get(contract, 0),
            self._services.get(contract, {}),
            plans,
            has_record,
            has_card,
        )
        held, due = self._holds(profile), self._dues(begins)
        return tuple(
            (wanted, rules.done(item, profile, proofs)) if there else None
            for item, there, wanted in zip(self._items, held, due, strict=True)
        )

    def _profile(self, programmes: frozenset[str], groups: tuple[str, ...], package: str) -> Profile:
        key = (programmes, groups, package)
        if key not in self._profiles:
            self._profiles[key] = Profile.of(programmes, frozenset(groups), package)
        return self._profiles[key]

    def _holds(self, profile: Profile) -> tuple[bool, ...]:
        if profile not in self._held:
            self._held[profile] = tuple(rules.holds(item, profile) for item in self._items)
        return self._held[profile]

    def _dues(self, begins: date) -> tuple[int | None, ...]:
        if begins not in self._due:
            first = contract_year(begins, self._day)
            self._due[begins] = tuple(_due(item, first, self._day) for item in self._items)
        return self._due[begins]


_NOTHING: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


def _due(item: Item, first: date, day: date) -> int | None:
    return None if item.times is None else due_by(item.times, item.proof, first, day, item.within_weeks)


def _day(stored: str) -> date:
    found = day_of(stored)
    assert found is not None
    return found


def named(lines: Iterable[ContractLine], ids: Iterable[int]) -> list[ContractLine]:
    """The lines of the contracts named, in their order."""
    wanted = set(ids)
    return [line for line in lines if line.id in wanted]
