"""Single visits that cannot be right: SQL picks those that may be wrong, the rules of entry say what is.

So nothing is judged here that the form would not say, and half a million visits are looked through in a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import SqliteDatabase

from hfp_desk.gate import Viewer
from hfp_desk.policy import Edition
from hfp_desk.problems import Problem
from hfp_desk.records import Doctor, FollowUp, Leave, ManagedCase, Person
from hfp_desk.records.visit_checks import TAKEN
from hfp_desk.rules import follow_up, periods, visit_checks, visit_doubts, visits
from hfp_desk.rules.stays import age_on
from hfp_desk.rules.visit_ranges import IMPOSSIBLE, RARE, Range, out_of_range, ranges
from hfp_desk.store.sql import Sql, joined, living, open_to
from hfp_desk.store.tables import table

_HUNDREDTHS, _HUNDRED = ("fasting_glucose", "bmi"), 100
_ASIDE = frozenset({"visited_on", "next_on", "stage", "mode", "adherence", "mental_adherence"}) | {
    *("missed_doses", "supervisor", "complication", "referred")
}
_VALUES = (*(name for name in TAKEN if name not in _ASIDE), "bmi")
"""What the checks of values ask for: neither days nor what only the next visit depends on."""

_ANY_DAY = date(2020, 1, 1)
_FOUND_DEAD = f"""v."state"='{visits.DEAD}'"""
_BESIDE = f"""v."person_id",v."doctor_id",v."doctor_name",v."visited_on",v."next_on",
 p."birth",iif({_FOUND_DEAD},NULL,p."died_on"),c."starts",iif({_FOUND_DEAD} AND v."died_on"=c."ends",NULL,c."ends")"""
"""Who finds that somebody has died comes after the death, and after the end that it made."""
_BEFORE = 10
"""How many columns stand before the values."""

_FROM = f"""FROM {table(FollowUp)} v NOT INDEXED LEFT JOIN {table(Person)} p ON p."id"=v."person_id"
 LEFT JOIN {table(ManagedCase)} c ON c."id"=v."case_id" WHERE {living("v.")} AND v."visited_on" BETWEEN ? AND ?"""

_ACTS = ("mild_trouble", "trouble", "disaster", "other_harm", "self_harm", "suicide_attempt")
OWN = f"""("person_id" IS NULL OR "programme"='' OR "visited_on" IS NULL OR "systolic"<="diastolic"
 OR "next_on"<="visited_on" OR "state" NOT IN ('','1') OR "died_on" IS NOT NULL OR "referred"=1
 OR ("danger"='0' AND {"+".join(f'coalesce("{name}",0)' for name in _ACTS)}>0)
 OR abs("weight"*1000000.0/("height"*"height")-"bmi"/100.0)>0.9)"""
"""What a visit must be like for the rules of its record to say anything: 审核 need not read the others."""


@dataclass(frozen=True)
class Flawed:
    """A visit, what is wrong with it, and whose it is; ``doctor`` is the number of the doctor or a written name."""

    id: int
    person: int
    doctor: int | str
    problem: Problem


class _Judge:
    """The figures of an edition; the same values are judged once, however many visits have them."""

    def __init__(self, edition: Edition) -> None:
        self.limits, self.ranges = follow_up.limits(edition), ranges(edition)
        self._told: dict[tuple[Any, ...], tuple[Problem, ...]] = {}

    def of_values(self, stored: tuple[Any, ...], age: int | None) -> tuple[Problem, ...]:
        """What is wrong with the values of a visit, whenever it was made."""
        elder = self.limits.elder_age
        band = age if age is None or elder is None else elder if age >= elder else 0
        key = (*stored, band)
        if key not in self._told:
            self._told[key] = tuple(self._problems(dict(zip(_VALUES, stored, strict=True)), band))
        return self._told[key]

    def _problems(self, plain: dict[str, Any], age: int | None) -> Iterator[Problem]:
        for name in _HUNDREDTHS:
            plain[name] = None if plain[name] is None else Decimal(plain[name]).scaleb(-2)
        yield from visit_checks.pressure(plain["systolic"], plain["diastolic"])
        yield from out_of_range(plain, self.ranges)
        known = {name: value for name, value in plain.items() if name in follow_up.Visit._fields}
        visit = follow_up.Visit(**known, visited_on=_ANY_DAY, age=age)
        yield from visit_checks.classes(visit, follow_up.grade(visit, (), self.limits))


def flawed(db: SqliteDatabase, viewer: Viewer, edition: Edition, since: date, until: date) -> Iterator[Flawed]:
    """Visits of the period with values, days or classes that do not hold; inside a session."""
    judge, today = _Judge(edition), date.today()
    where = _suspect(judge, today)
    free = open_to(FollowUp, viewer, "v.")
    names = ",".join(f'v."{FollowUp._meta.fields[name].column_name}"' for name in _VALUES)
    sql = f'SELECT v."id",{_BESIDE},{names} {_FROM}{f" AND {free}" if free else ""} AND ({where.text})'
    for row in db.execute_sql(sql, (since.isoformat(), until.isoformat(), *where.values)):
        number, person, doctor, named = row[:4]
        days = [periods.day_of(one) for one in row[4:_BEFORE]]
        age = age_on(days[2], days[0]) if days[2] and days[0] else None
        for problem in (*judge.of_values(row[_BEFORE:], age), *_of_days(days, today)):
            yield Flawed(number, person, doctor or named, problem)


def _of_days(days: list[date | None], today: date) -> Iterator[Problem]:
    day, next_on, birth, died, starts, ends = days
    yield from visit_checks.next_after(day, next_on)
    yield from visit_checks.within_life(day, birth, died, today)
    yield from visit_checks.within_case(day, starts, ends)


def absent(db: SqliteDatabase, viewer: Viewer, since: date, until: date) -> Iterator[Flawed]:
    """Visits by doctors who were on leave or had left; inside a session."""
    free = open_to(FollowUp, viewer, "v.")
    begun = f"""SELECT v."id",v."person_id",v."visited_on",d."id",d."name",d."ends",l."starts",l."ends"
 FROM {table(Doctor)} d JOIN {table(FollowUp)} v ON v."doctor_id"=d."id" AND {living("v.")}
  AND v."visited_on" BETWEEN ? AND ?{f" AND {free}" if free else ""}"""
    left = f'{begun} LEFT JOIN {table(Leave)} l ON l."id" IS NULL WHERE d."ends"<v."visited_on"'
    away = f"""{begun} JOIN {table(Leave)} l ON l."doctor_id"=d."id" AND {living("l.")}
  AND v."visited_on">=coalesce(l."starts",'') AND v."visited_on"<=coalesce(l."ends",'9999-12-31')
 WHERE d."ends" IS NULL OR d."ends">=v."visited_on" """
    period = (since.isoformat(), until.isoformat())
    told: set[int] = set()
    for row in (*db.execute_sql(left, period), *db.execute_sql(away, period)):
        number, person, day, doctor, name, ends, first, last = row
        days = [periods.day_of(one) for one in (day, ends, first, last)]
        leaves = [(days[2], days[3])] if first or last else []
        for problem in visit_checks.doctor_there(days[0], name, days[1], leaves):
            if number not in told:
                told.add(number)
                yield Flawed(number, person, doctor, problem)


def kind_of(problem: Problem) -> str:
    """Which doubt a problem of a single visit is."""
    if problem.code in (IMPOSSIBLE, visit_checks.PRESSURE):
        return visit_doubts.IMPOSSIBLE
    if problem.code in (visit_checks.CLASS, visit_checks.STABILITY):
        return visit_doubts.CONTRARY
    return visit_doubts.RARE if problem.code == RARE else visit_doubts.OUTSIDE


def _suspect(judge: _Judge, today: date) -> Sql:
    """Wide enough for everything the rules may say against a visit."""
    parts = [
        Sql('v."systolic"<=v."diastolic"'),
        Sql('v."next_on"<=v."visited_on"'),
        Sql('v."visited_on">?', (today.isoformat(),)),
        Sql('v."visited_on"<p."birth" OR v."visited_on">p."died_on"'),
        Sql('v."visited_on"<c."starts" OR v."visited_on">c."ends"'),
        *_beyond(judge.ranges),
        *_classed(judge.limits),
    ]
    return joined(parts, " OR ")


def _beyond(known: dict[str, Range]) -> Iterator[Sql]:
    for name, one in known.items():
        times = _HUNDRED if name in _HUNDREDTHS else 1
        lows, highs = (one.low, one.usual_low), (one.high, one.usual_high)
        yield from (Sql(f'v."{name}"<?', (_stored(low, times),)) for low in lows if low is not None)
        yield from (Sql(f'v."{name}">?', (_stored(high, times),)) for high in highs if high is not None)


def _classed(limits: follow_up.Limits) -> Iterator[Sql]:
    """Written classes that the values may contradict: the mark for the elder is the wider one."""
    satisfied = (
        Sql('v."systolic">=?', (_stored(limits.systolic),)),
        Sql('v."diastolic">=?', (_stored(limits.diastolic),)),
        Sql('v."fasting_glucose">=?', (_stored(limits.glucose, _HUNDRED),)),
        Sql('v."fasting_glucose"<=?', (_stored(limits.urgent_glucose_low, _HUNDRED),)),
        Sql('v."heart_rate">?', (_stored(limits.urgent_heart_rate),)),
        Sql('v."adverse"=? OR v."urgent"=1 OR v."referral_kind"<>\'\'', (visits.SOME,)),
    )
    known = [one for one in satisfied if None not in one.values]
    yield Sql("v.\"control\"='1' AND (") + joined(known, " OR ") + ")"
    high, low = limits.elder_systolic or limits.systolic, limits.elder_diastolic or limits.diastolic
    yield Sql(
        'v."control"=\'2\' AND v."programme"=? AND v."systolic"<? AND v."diastolic"<?',
        (visits.HYPERTENSION, _stored(high), _stored(low)),
    )
    yield Sql(
        'v."control"=\'2\' AND v."programme"=? AND v."fasting_glucose"<?',
        (visits.DIABETES, _stored(limits.glucose, _HUNDRED)),
    )
    yield Sql(
        "v.\"control\" IN ('1','2','3') AND (v.\"adverse\"<>'' OR v.\"referral_kind\"<>'') AND v.\"adverse\"<>'1'"
    )
    yield Sql("v.\"stability\">'1'")


def _stored(value: Decimal | int | None, times: int = 1) -> int | float | None:
    return None if value is None else float(value * times)
