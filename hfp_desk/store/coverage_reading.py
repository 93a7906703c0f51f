"""What the coverage of villages is told from, read in a few whole passes and grouped by village.

What was recorded of a village that was merged by the day belongs to the one that took it in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.records import Arrangement, Doctor, Gap, Institution, Licence, Place, PlaceStatus, Practice
from hfp_desk.rules import clinics
from hfp_desk.rules.coverage import (
    LEFT,
    PRACTISED,
    ArrangementLine,
    ClinicLine,
    licensed,
    on_the_spot,
)
from hfp_desk.rules.coverage import Licence as Known
from hfp_desk.rules.periods import day_of
from hfp_desk.store.places import TOWN, VILLAGE
from hfp_desk.store.tables import table

_HOLDS = '({0}."starts" IS NULL OR {0}."starts"<=?) AND ({0}."ends" IS NULL OR {0}."ends">=?)'
_PLACES = (
    f'SELECT "id","code","level","name","parent_id","sort","valid_from","valid_to","successor_id" FROM {table(Place)}'
    f" WHERE \"voided_at\"='' AND \"level\" IN ('{TOWN}','{VILLAGE}')"
)
_STATUSES = f"""SELECT "place_id","year",group_concat("status"),max("residents") FROM {table(PlaceStatus)}
 WHERE "voided_at"='' AND "place_id" IS NOT NULL GROUP BY 1,2
 ORDER BY "year">?, CASE WHEN "year">? THEN "year" ELSE -"year" END"""
_CLINICS = f"""SELECT "id","village_id","kind","name","standard","floor_area","failing",
 ("opened_on" IS NULL OR "opened_on"<=?) AND ("closed_on" IS NULL OR "closed_on">=?) FROM {table(Institution)}
 WHERE "voided_at"='' AND "village_id" IS NOT NULL AND "kind" IN ('{clinics.CLINIC}','{clinics.TOWN_HOSPITAL}')
 ORDER BY "id" """
_DOCTORS = f"""SELECT d."id", coalesce(d."village_id",i."village_id"), d."name", d."state", d."starts", d."ends"
 FROM {table(Doctor)} d LEFT JOIN {table(Institution)} i ON i."id"=d."institution_id" AND i."kind"='{clinics.CLINIC}'
 WHERE d."voided_at"='' ORDER BY d."id" """
_PRACTICES = f"""SELECT p."doctor_id", coalesce(p."village_id",i."village_id"),
 p."mode" IN ({",".join(f"'{mode}'" for mode in PRACTISED)}) AND {_HOLDS.format("p")}
 AND (p."ends" IS NOT NULL OR d."state"<>'{LEFT}' OR coalesce(d."ends",'')>=?)
 FROM {table(Practice)} p JOIN {table(Doctor)} d ON d."id"=p."doctor_id"
 LEFT JOIN {table(Institution)} i ON i."id"=p."institution_id" AND i."kind"='{clinics.CLINIC}'
 WHERE p."voided_at"='' ORDER BY p."id" """
_LICENCES = f"""SELECT "doctor_id",group_concat("kind"||'|'||"issued_on"||'|'||"expires") FROM {table(Licence)}
 WHERE "voided_at"='' AND "doctor_id" IS NOT NULL GROUP BY 1"""
_ARRANGEMENTS = f"""SELECT a."id",a."village_id",a."kind",d."name",i."name",a."per_week",a."schedule",
 a."starts",a."ends", {_HOLDS.format("a")} FROM {table(Arrangement)} a
 LEFT JOIN {table(Doctor)} d ON d."id"=a."served_by_id"
 LEFT JOIN {table(Institution)} i ON i."id"=a."provider_id"
 WHERE a."voided_at"='' AND a."village_id" IS NOT NULL ORDER BY a."id" """
_GAPS = f"""SELECT "village_id", ("found_on" IS NULL OR "found_on"<=?) AND ("closed_on" IS NULL OR "closed_on">?)
 FROM {table(Gap)} WHERE "voided_at"='' AND "village_id" IS NOT NULL"""

_ByVillage = defaultdict[int, list[Any]]


class Spot(NamedTuple):
    """One living township or village of the day."""

    id: int
    code: str
    level: str
    name: str
    parent: int | None
    sort: int | None


@dataclass
class Facts:
    """What the register says of one day, by village; ``told`` are villages that anything of the ledger mentions.

    ``named`` of these by more than a doctor: only so much makes a community (居委会) a village of the ledger.
    """

    spots: dict[int, Spot]
    marks: dict[int, frozenset[str]] = field(default_factory=dict)
    residents: dict[int, int] = field(default_factory=dict)
    clinics: _ByVillage = field(default_factory=lambda: defaultdict(list))
    doctors: _ByVillage = field(default_factory=lambda: defaultdict(list))
    arrangements: _ByVillage = field(default_factory=lambda: defaultdict(list))
    seats: set[int] = field(default_factory=set)
    open_gaps: set[int] = field(default_factory=set)
    told: set[int] = field(default_factory=set)
    named: set[int] = field(default_factory=set)


def read(db: SqliteDatabase, viewer: Viewer, day: date) -> Facts:
    """Everything of ``day``; names as ``viewer`` may see them."""
    spots, now = _places(db, day)
    facts = Facts(spots)
    _statuses(db, facts, now, day)
    _institutions(db, facts, now, day)
    _staff(db, facts, now, viewer, day)
    _arranged(db, facts, now, viewer, day)
    for place, is_open in db.execute_sql(_GAPS, (day.isoformat(),) * 2):
        facts.named.add(now(place))
        facts.open_gaps |= {now(place)} if is_open else set()
    facts.told |= facts.named
    return facts


def _places(db: SqliteDatabase, day: date) -> tuple[dict[int, Spot], Callable[[int], int]]:
    """The places of the day, and for each place the one it belongs to by then."""
    today, rows = day.isoformat(), db.execute_sql(_PLACES).fetchall()
    gone = {row[0]: row[8] for row in rows if row[7] and row[7] <= today}

    def now(place: int) -> int:
        if place not in gone:
            return place
        seen = set()
        while place in gone and gone[place] is not None and place not in seen:
            seen.add(place)
            place = gone[place]
        return place

    spots = {}
    for place, code, level, name, parent, sort, first, _, _ in rows:
        if place not in gone and (not first or first <= today):
            spots[place] = Spot(place, code, level, name, None if parent is None else now(parent), sort)
    return spots, now


def _statuses(db: SqliteDatabase, facts: Facts, now: Callable[[int], int], day: date) -> None:
    """Marks and residents of the latest year up to the day's, else of the earliest after it: that one comes first."""
    marked: dict[int, int] = {}
    counted: dict[int, int] = {}
    for place, year, statuses, count in db.execute_sql(_STATUSES, (day.year,) * 2):
        here = now(place)
        facts.named.add(here)
        if (marks := _marks(statuses)) and marked.setdefault(here, year) == year:
            facts.marks[here] = facts.marks[here] | marks if here in facts.marks else marks
        if count is not None and counted.setdefault(here, year) == year:
            facts.residents[here] = facts.residents.get(here, 0) + count


@lru_cache(512)
def _marks(statuses: str) -> frozenset[str]:
    return frozenset(statuses.split(",")) - {""}


def _institutions(db: SqliteDatabase, facts: Facts, now: Callable[[int], int], day: date) -> None:
    today = day.isoformat()
    for id, village, kind, name, standard, area, failing, is_open in db.execute_sql(_CLINICS, (today, today)):
        here = now(village)
        if kind == clinics.TOWN_HOSPITAL:
            facts.seats |= {here} if is_open else set()
            continue
        facts.named.add(here)
        if is_open:
            reached = None if standard is None else bool(standard)
            items = tuple(failing.split(",")) if failing else ()
            facts.clinics[here].append(ClinicLine(id, name, reached, _hundredths(area), items))


def _staff(db: SqliteDatabase, facts: Facts, now: Callable[[int], int], viewer: Viewer, day: date) -> None:
    licences: dict[int, str] = dict(db.execute_sql(_LICENCES).fetchall())
    told, names = _names(viewer), {}
    for doctor, village, name, state, starts, ends in db.execute_sql(_DOCTORS):
        names[doctor] = name
        if village is None:
            continue
        facts.told.add(here := now(village))
        if on_the_spot(day, state, day_of(starts), day_of(ends)):
            facts.doctors[here].append(licensed(told(name), doctor, _held(licences.get(doctor, "")), day))
    for doctor, here in _further(db, facts, now, day):
        if doctor in names and all(one.id != doctor for one in facts.doctors[here]):
            line = licensed(told(names[doctor]), doctor, _held(licences.get(doctor, "")), day, also=True)
            facts.doctors[here].append(line)


@lru_cache(8192)
def _held(written: str) -> tuple[Known, ...]:
    """The licences of a doctor: many have alike ones."""
    return tuple(Known(*one.split("|")) for one in written.split(",") if one)


def _names(viewer: Viewer) -> Callable[[str], str]:
    """How a doctor's name is shown to this viewer."""
    spec = spec_of(Doctor.name)
    return partial(gate.shown, spec, viewer=viewer) if gate.masks(spec, viewer) else str


def _further(db: SqliteDatabase, facts: Facts, now: Callable[[int], int], day: date) -> Iterator[tuple[int, int]]:
    """Doctors and the further villages where they are on the day; who has left is in none without an end given."""
    for doctor, village, holds in db.execute_sql(_PRACTICES, (day.isoformat(),) * 3):
        if village is not None:
            facts.told.add(here := now(village))
            if holds:
                yield doctor, here


def _arranged(db: SqliteDatabase, facts: Facts, now: Callable[[int], int], viewer: Viewer, day: date) -> None:
    told = _names(viewer)
    for row in db.execute_sql(_ARRANGEMENTS, (day.isoformat(),) * 2):
        id, village, kind, doctor, provider, often, schedule, starts, ends, holds = row
        here = now(village)
        facts.named.add(here)
        if holds:
            who, times = told(doctor or ""), _hundredths(often)
            line = ArrangementLine(id, kind, who, provider or "", times, schedule, day_of(starts), day_of(ends))
            facts.arrangements[here].append(line)


def _hundredths(stored: int | None) -> Decimal | None:
    return None if stored is None else Decimal(stored).scaleb(-2)
