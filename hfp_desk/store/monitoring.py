"""The table of the monitoring module, township by township, with its headings as the city reported them.

空白点风险高预警村数(及占贫困村比例) · 重点人群跟踪预警家庭数 · 家庭成员总人数 · 预警家庭患者数 · 其中：
患专项救治病种患者 · 60岁以上老年患者 · 残疾患者 · 返贫监测对象人数 (南昌市卫健委《关于健康扶贫监测预警情况的
通报》, domain.md §2.2). Counted on a day:
households with a confirmed warning in force, their living members, and poor villages without a clinic or a doctor whom
nobody serves. Whose disease is restricted is no patient for those who may not know.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from peewee import SQL, Expression, fn

from hfp_desk.gate import Viewer
from hfp_desk.policy import Edition, Policy
from hfp_desk.records import Alert, Diagnosis, Identity, ManagedCase, Person, Place
from hfp_desk.rules.periods import last_day
from hfp_desk.rules.stays import age_on
from hfp_desk.rules.warning_steps import CONFIRMED, REMOVED
from hfp_desk.store import holding
from hfp_desk.store.coverage import coverage
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import open_to

VILLAGES, HOUSEHOLDS, PEOPLE = "village", "household", "person"
"""What the ids of a cell are of."""

_CHRONIC_OR_MAJOR = frozenset({"2", "3"})
_DISABLED_STATE, _DISABLED = "4", "04"
_MONITORED = ("06", "07", "08", "09", "20")
_OLD = 60


@dataclass(frozen=True)
class Heading:
    """A column of the table: what its ids are of, ``short`` on the screen, ``under`` a head over several."""

    name: str
    label: str
    kind: str
    short: str
    under: str = ""


HEADINGS = (
    Heading("gaps", "空白点风险高预警村数", VILLAGES, "空白点村"),
    Heading("households", "重点人群跟踪预警家庭数", HOUSEHOLDS, "预警家庭"),
    Heading("members", "家庭成员总人数", PEOPLE, "家庭成员"),
    Heading("patients", "预警家庭患者数", PEOPLE, "患者"),
    Heading("listed", "患专项救治病种患者", PEOPLE, "专项病种患者", "其中"),
    Heading("old", "60岁以上老年患者", PEOPLE, "60岁以上患者", "其中"),
    Heading("disabled", "残疾患者", PEOPLE, "残疾患者", "其中"),
    Heading("monitored", "返贫监测对象人数", PEOPLE, "监测对象"),
)


@dataclass(frozen=True)
class Row:
    """A township, or all of them (``town`` 0); ``cells`` are the records counted, by the name of the heading."""

    town: int
    name: str
    cells: Mapping[str, tuple[int, ...]]
    poor_villages: int


def table(register: Register, viewer: Viewer, policy: Policy, day: date) -> tuple[Row, ...]:
    """The townships in official order, then the sum of all."""
    edition = policy.on(day)
    villages = [one for one in coverage(register, viewer, day).villages if one.poor]
    with register.session():
        towns = list(
            Place.select().where((Place.level == "4") & (Place.voided_at == "")).order_by(Place.sort, Place.code)
        )
        cells = _cells(viewer, edition, day)
    for one in villages:
        if one.gap and not one.covered:
            cells["gaps"][one.town].append(one.place)
    poor = [one.town for one in villages]
    rows = [_row(town.id, town.name, cells, poor.count(town.id)) for town in towns]
    return (*rows, _sum(cells, len(poor)))


def _row(town: int, name: str, cells: Mapping[str, Mapping[int, list[int]]], poor: int) -> Row:
    return Row(town, name, {one.name: tuple(cells[one.name].get(town, ())) for one in HEADINGS}, poor)


def _sum(cells: Mapping[str, Mapping[int, list[int]]], poor: int) -> Row:
    """All townships; people whose township is not known stand here alone."""
    return Row(0, "合计", {one.name: tuple(_flat(cells[one.name].values())) for one in HEADINGS}, poor)


def _flat(groups: Iterable[Sequence[int]]) -> Iterator[int]:
    return (one for group in groups for one in group)


def _cells(viewer: Viewer, edition: Edition, day: date) -> dict[str, defaultdict[int, list[int]]]:
    found: dict[str, defaultdict[int, list[int]]] = {one.name: defaultdict(list) for one in HEADINGS}
    alerts = _in_force(day)
    members = _members(alerts, day)
    for household, town in {(one.home, one.town) for one in alerts}:
        found["households"][town].append(household)
    ill, listed, disabled = _ill(members, viewer), _listed(members, viewer, edition), _disabled(members, day)
    for person in members:
        town, number = _town(person), person.id
        found["members"][town].append(number)
        if number not in ill:
            continue
        found["patients"][town].append(number)
        born = person.birth
        for name, holds in (
            ("listed", number in listed),
            ("old", born is not None and age_on(born, day) >= _OLD),
            ("disabled", number in disabled),
        ):
            if holds:
                found[name][town].append(number)
    for one in _monitored(day):
        found["monitored"][_town(one)].append(one.id)
    return found


class _Warned(NamedTuple):
    """A warning with its household and township; somebody without a household counts as one, told by the sign."""

    id: int
    home: int
    town: int


def _in_force(day: date) -> list[_Warned]:
    """Warnings confirmed by ``day`` whose risk was not gone by then, the oldest first."""
    decided, cleared = fn.coalesce(Alert.decided_on, Alert.raised_on), fn.coalesce(Alert.cleared_on, "9999")
    confirmed = (Alert.voided_at == "") & Alert.state.in_((CONFIRMED, REMOVED))
    asked = (Alert.id, Alert.household, Person.household, Person.id, Person.town)
    found = Alert.select(*asked).join(Person, on=Alert.person == Person.id).order_by(Alert.id)
    rows: Any = found.where(confirmed & (decided <= day.isoformat()) & (cleared > day.isoformat())).tuples()
    return [_Warned(one, home or his or -person, town or 0) for one, home, his, person, town in rows]


def first_alerts(day: date) -> Iterator[int]:
    """The oldest warning of each household and township counted: the list behind the number of households."""
    first = {(one.home, one.town): one.id for one in reversed(_in_force(day))}
    yield from sorted(first.values())


def _town(person: Any) -> int:
    return person.__data__["town"] or 0


def _members(alerts: Sequence[_Warned], day: date) -> list[Any]:
    homes = {one.home for one in alerts}
    mine = _among("household_id", (home for home in homes if home > 0)) | _among(
        "id", (-home for home in homes if home < 0)
    )
    wanted = (Person.id, Person.town, Person.birth, Person.health_status)
    return list(Person.select(*wanted).where(mine & _living(day)).order_by(Person.id))


def _among(column: str, ids: Iterable[int]) -> Any:
    """That a column holds one of many ids, bound as one value: there may be more than a statement can bind."""
    return Expression(SQL(f'"{column}"'), "IN", SQL("(SELECT value FROM json_each(?))", (json.dumps(list(ids)),)))


def _living(day: date) -> Any:
    """People of the register who had not died by the day."""
    died_on: Any = Person.died_on
    return (Person.voided_at == "") & (died_on.is_null() | (died_on > day))


def _ill(members: Sequence[Any], viewer: Viewer) -> set[int]:
    ids = [one.id for one in members]
    found = {one.id for one in members if _CHRONIC_OR_MAJOR & set(one.health_status)}
    for model in (Diagnosis, ManagedCase):
        free = SQL(open_to(model, viewer, "") or "1")
        found |= _whose(model, _among("person_id", ids) & (model.voided_at == "") & free)
    return found


def _whose(model: Any, condition: Any) -> set[int]:
    """The persons of the records for which a condition holds."""
    rows: Any = model.select(model.person).where(condition).tuples()
    return {person for (person,) in rows}


def _listed(members: Sequence[Any], viewer: Viewer, edition: Edition) -> set[int]:
    """Who has a disease of the lists of 专项救治 and 免费救治 in force."""
    names = {disease.label for each in edition.lists if each.kind in ("special", "free") for disease in each.diseases}
    ids = [one.id for one in members]
    free = SQL(open_to(Diagnosis, viewer, "") or "1")
    of_list = (Diagnosis.voided_at == "") & Diagnosis.standard_disease.in_(list(names)) & free
    return _whose(Diagnosis, _among("person_id", ids) & of_list)


def _disabled(members: Sequence[Any], day: date) -> set[int]:
    ids = [one.id for one in members]
    certified = _whose(Identity, _among("person_id", ids) & (Identity.kind == _DISABLED) & _held(day))
    return certified | {one.id for one in members if _DISABLED_STATE in one.health_status}


def _monitored(day: date) -> Iterator[Any]:
    """Living people with an identity of a monitored household that holds on the day, each once."""
    mine = Identity.kind.in_(_MONITORED) & _held(day)
    at_risk = {one.__data__["person"] for one in Identity.select().where(mine) if _at_risk(one, day)}
    some = Identity.select(Identity.person).where(mine)
    for person in Person.select(Person.id, Person.town).where(Person.id.in_(some) & _living(day)):
        if person.id in at_risk:
            yield person


def _held(day: date) -> SQL:
    held = holding.holds(day)
    return SQL(held.text, held.values)


def _at_risk(one: Any, day: date) -> bool:
    """Whether the risk was not gone by the day; without a day of it, what the list says holds."""
    cleared = last_day(one.risk_cleared_on)
    return cleared > day if cleared is not None else one.risk_cleared is not True
