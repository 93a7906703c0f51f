"""Who should be signed on a day, who is, and for what reason the others are not; by person and by household.

签约率 = 有效签约 / 应签 (domain.md §3.9). 应签 are the living of the edition's categories; who moved away or refused is
told apart, with every other reason of the return. Each figure carries the ids behind it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from hfp_desk.codes import code_list
from hfp_desk.policy import Policy
from hfp_desk.records import Contract, Person
from hfp_desk.rules import signing as rules
from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.rules.signing import SIGNED, UNCOUNTED, Last
from hfp_desk.store import contracts, holding, official_order
from hfp_desk.store.official_order import Spot
from hfp_desk.store.opening import Register
from hfp_desk.store.tables import table

PERSON, HOUSEHOLD, CONTRACT = "person", "household", "contract"
"""What the ids of a figure are of."""

_NOBODY = "2"  # 无此人 of the code list person_state
_NOW = f'SELECT c."person_id", max(c."id") AS "id" FROM {table(Contract)} c WHERE %s GROUP BY c."person_id"'
_PEOPLE = f"""WITH "now" AS MATERIALIZED ({_NOW}), "entitled" AS MATERIALIZED (%s)
SELECT p."id", p."household_id", p."town_id", p."village_id", p."died_on", p."id" IN "entitled", n."id"
 FROM {table(Person)} p LEFT JOIN "now" n ON n."person_id"=p."id"
 WHERE p."voided_at"='' AND p."person_state"<>'{_NOBODY}' AND (n."id" IS NOT NULL OR p."id" IN "entitled")"""
_LAST = f"""SELECT c."person_id", c."state", c."unsigned_reason", c."cancel_reason", coalesce({contracts.begins()},''),
 coalesce({contracts.ends()},'') FROM {table(Contract)} c WHERE c."voided_at"='' AND c."person_id" IS NOT NULL
 AND (c."signed_on" IS NULL OR c."signed_on"<=?)
 ORDER BY coalesce(c."cancelled_on",{contracts.ends()},substr(c."created_at",1,10)), c."id" """
_ORDER = (rules.WAITING, rules.LAPSED, rules.ENDED, rules.AHEAD, rules.UNDATED)


class Signer(NamedTuple):
    """Somebody of the edition's categories, or with a contract in force; ``contract`` is the one in force."""

    id: int
    household: int | None
    town: int | None
    village: int | None
    entitled: bool
    standing: str
    contract: int | None

    @property
    def counted(self) -> bool:
        """Whether this is one of 应签."""
        return self.entitled and self.standing not in UNCOUNTED


@dataclass(frozen=True)
class Signing:
    """Everybody who should be or is signed on a day, and the contracts that want a new one."""

    day: date
    people: tuple[Signer, ...]
    running_out: tuple[int, ...]
    lapsed: tuple[int, ...]
    ahead: int
    spots: Mapping[int | None, Spot]

    @property
    def counted(self) -> list[Signer]:
        """应签."""
        return [one for one in self.people if one.counted]


def signing(register: Register, policy: Policy, day: date) -> Signing:
    """How everybody stands with signing on ``day``, judged by the edition of that day."""
    edition = policy.on(day)
    ahead = int(edition.target("warning_days").value or 0)
    with register.session():
        people = tuple(_people(register.db, edition.persons, day))
        soon = contracts.running_out(register.db, day, ahead)
        lapsed, spots = contracts.lapsed(register.db, day), official_order.spots(register.db)
        return Signing(day, people, soon, lapsed, ahead, spots)


def by_standing(register: Register, policy: Policy, day: date) -> dict[str, list[int]]:
    """The people of the edition's categories by how they stand, for figures over all of them."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    with register.session():
        for row, how in _told(register.db, policy.on(day).persons, day):
            if row[5]:
                found[how].append(row[0])
    return found


def figures(found: Signing) -> tuple[Figure, ...]:
    """Everything that is counted, in the order of the return; reasons that nobody has are left out."""
    counted = found.counted
    signed = [one for one in counted if one.standing == SIGNED]
    by_reason: Mapping[str, list[int]] = _by_standing(counted)
    outside: Mapping[str, list[int]] = _by_standing(one for one in found.people if one.entitled and not one.counted)
    others = [one.id for one in found.people if not one.entitled and one.standing == SIGNED]
    whole = len(counted)
    made = [
        _figure("due", "应签", [one.id for one in counted], whole),
        _figure("signed", "有效签约", [one.id for one in signed], whole),
        _figure("unsigned", "应签未签", [one.id for one in counted if one.standing != SIGNED], whole),
        *(_figure(key, rules.words(key), by_reason[key], whole) for key in _keys() if key in by_reason),
        *(_figure(key, rules.words(key), outside[key], len(found.people)) for key in UNCOUNTED if key in outside),
        *([_figure("others", "其他人群签约", others, len(found.people))] if others else []),
        *_households(counted),
        _figure("soon", f"{found.ahead} 天内到期", found.running_out, len(found.people), CONTRACT),
        _figure("lapsed_contracts", "到期未续的协议", found.lapsed, len(found.people), CONTRACT),
    ]
    return tuple(made)


def _keys() -> tuple[str, ...]:
    return (*_ORDER, *(f"reason.{item.code}" for item in code_list("unsigned_reason").items), rules.UNKNOWN)


def _by_standing(people: Iterable[Signer]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for one in people:
        if one.standing != SIGNED:
            found[one.standing].append(one.id)
    return found


def _households(counted: Sequence[Signer]) -> Iterator[Figure]:
    """Households with somebody to be signed: with a contract, and with everybody signed (家庭医生签到户)."""
    every: dict[int, list[bool]] = defaultdict(list)
    for one in counted:
        if one.household is not None:
            every[one.household].append(one.standing == SIGNED)
    some = [home for home, signed in every.items() if any(signed)]
    whole = [home for home, signed in every.items() if all(signed)]
    yield _figure("homes", "已签户", some, len(every), HOUSEHOLD)
    yield _figure("whole_homes", "全员签约户", whole, len(every), HOUSEHOLD)


def _figure(name: str, label: str, ids: Sequence[int], whole: int, kind: str = PERSON) -> Figure:
    return Figure(name, label, len(ids), whole, kind, tuple(ids))


def _people(db: SqliteDatabase, kinds: Sequence[str], day: date) -> Iterator[Signer]:
    for (person, household, town, village, _died, entitled, contract), how in _told(db, kinds, day):
        yield Signer(person, household, town, village, bool(entitled), how, contract)


def _told(db: SqliteDatabase, kinds: Sequence[str], day: date) -> Iterator[tuple[tuple[Any, ...], str]]:
    """The rows of everybody with how they stand; who has no record of a contract stands as all others alike."""
    current = contracts.in_force(day)
    entitled, today = holding.entitled(day, kinds), day.isoformat()
    rows = db.execute_sql(_PEOPLE % (current.text, entitled.text), (*current.values, *entitled.values)).fetchall()
    last = _last(db, {row[0] for row in rows if row[6] is None and row[5]}, today)
    alike = {(gone, held): rules.standing(gone, held, None, day) for gone in (True, False) for held in (True, False)}
    for row in rows:
        gone, held, latest = row[4] is not None and row[4] <= today, row[6] is not None, last.get(row[0])
        yield row, alike[gone, held] if latest is None else rules.standing(gone, held, latest, day)


def _last(db: SqliteDatabase, persons: set[int], today: str) -> dict[int, Last]:
    """The latest contract record of each of these persons."""
    if not persons:
        return {}
    return {person: Last(*rest) for person, *rest in db.execute_sql(_LAST, (today,)).fetchall() if person in persons}
