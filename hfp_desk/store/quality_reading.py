"""规范管理 and 控制 of everybody under management in a year, told from the index of the visits in one pass.

The rules are ``rules.managed``; what they need of a visit is said here by the database with the figures of the
edition, and the days are weighed as the rule weighs them. 肺结核, whose intervals hang on supervision and phase, and
whoever was visited after the time of management is judged by the rule itself. ``tests/domain/test_quality_rule.py``
proves that both say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from hfp_desk.gate import Viewer
from hfp_desk.records import Checkup, FollowUp, ManagedCase, Person
from hfp_desk.rules import follow_up, visits
from hfp_desk.rules.follow_up import Limits, Visit
from hfp_desk.rules.managed import REQUIRED
from hfp_desk.store import case_histories, visit_sql
from hfp_desk.store.sql import open_to
from hfp_desk.store.tables import table

_LACKING = "!"
"""Follows the day of a visit that leaves a required item empty."""
_CLASSED = {visits.HYPERTENSION: "control", visits.DIABETES: "control", visits.MENTAL: "stability"}
_NUMBERS = {"systolic", "diastolic", "fasting_glucose"}
_MET = "v.\"state\" IN ('','1')"
_FACED = """(v."mode" IN ('1','2') OR v."mode"='' AND v."programme" NOT IN ('1','2','3'))"""
_STABLE = f"""CASE {visit_sql.stability("v")} WHEN 'S' THEN 1 WHEN '' THEN v."stability"='3' ELSE 0 END"""
_CONTROLLED = f"""CASE WHEN NOT {_MET} THEN 0
 WHEN v."programme" IN ('1','2') THEN {visit_sql.held("v", 'v."programme"', 'v."person_id"')}
 WHEN v."programme"='3' THEN {_STABLE} ELSE 0 END"""
_CASES = f"""SELECT c."id", c."person_id", c."programme", c."starts", c."ends", c."doctor_id", c."team_id"
 FROM {table(ManagedCase)} c WHERE c."voided_at"='' AND (c."starts" IS NULL OR c."starts"<=:last)
 AND (c."ends" IS NULL OR c."ends">=:first)"""
_DIED = f'SELECT "id", "died_on" FROM {table(Person)} WHERE "died_on" IS NOT NULL AND "died_on"<=?'
_EXAMS = f"""SELECT "person_id", group_concat("examined_on") FROM {table(Checkup)} WHERE "voided_at"=''
 AND "examined_on">=? AND "examined_on"<=? GROUP BY "person_id" """


def _lacks() -> str:
    """Whether a visit leaves a required item empty."""
    parts = []
    for programme, named in REQUIRED.items():
        names = [*(name for name, _ in named), *filter(None, [_CLASSED.get(programme)])]
        empty = (f'v."{name}" IS NULL' if name in _NUMBERS else f"v.\"{name}\"=''" for name in names)
        parts.append(f"WHEN '{programme}' THEN {' OR '.join(empty)}")
    return f'CASE v."programme" {" ".join(parts)} ELSE 0 END'


_VISITS = f"""SELECT v."case_id", max(CASE WHEN {_FACED} OR NOT {_MET} THEN v."visited_on" END), {_CONTROLLED},
 v."state", group_concat(CASE WHEN {_FACED} AND {_MET}
 THEN CASE WHEN {_lacks()} THEN v."visited_on"||'{_LACKING}' ELSE v."visited_on" END END) FROM {table(FollowUp)} v
 WHERE v."voided_at"='' AND v."visited_on">=:first AND v."visited_on"<=:last AND v."case_id" IS NOT NULL
 GROUP BY v."case_id" ORDER BY v."case_id" DESC"""
"""The last visit that tells, whether it is 控制, its state, and the days face to face, marked where an item lacks."""


class Verdict(NamedTuple):
    """What a case counts in; ``lacks`` is what 规范管理 misses first: times, exam, gaps, items, or other."""

    standard: bool = False
    controlled: bool = False
    faced: int = 0
    examined: bool = False
    lost: bool = False
    dead: bool = False
    lacks: str = ""


class YearCase(NamedTuple):
    """One case in a year, and what it counts in."""

    case: int
    person: int
    programme: str
    doctor: int | None
    team: int | None
    told: Verdict


@dataclass(frozen=True)
class Year:
    """The days of a year that are judged, and the figures of its edition."""

    first: date
    last: date
    limits: Limits


def cases(db: SqliteDatabase, viewer: Viewer, year: Year, where: str, given: Mapping[str, Any]) -> list[YearCase]:
    """Every case under management in the year that this viewer may know of, in no order."""
    days = {"first": year.first.isoformat(), "last": year.last.isoformat()}
    told = {row[0]: row for row in db.execute_sql(_VISITS, {**visit_sql.bound(year.limits), **days})}
    exams: dict[int, str] = dict(db.execute_sql(_EXAMS, tuple(days.values())).fetchall())
    died: dict[int, str] = dict(db.execute_sql(_DIED, (days["last"],)).fetchall())
    free = open_to(ManagedCase, viewer, "c.")
    sql = _CASES + where + (f" AND {free}" if free else "")
    first, last, judge, found, hard = *days.values(), _Judge(year).judge, [], []
    for case, person, programme, starts, ends, doctor, team in db.execute_sql(sql, {**days, **given}):
        begins = starts if starts and starts > first else first
        until = min(ends or last, died.get(person) or last, last) if ends or person in died else last
        if until < begins:
            continue
        verdict = judge(programme, begins, until, told.get(case, _NOTHING), exams.get(person, ""))
        if verdict is None:
            hard.append((case, person, programme, doctor, team, begins, until))
        else:
            dead = verdict._replace(dead=True) if person in died else verdict
            found.append(YearCase(case, person, programme, doctor, team, dead))
    return found + list(_by_rule(db, hard, year, exams, died))


class _Judge:
    """Weighs the days that the database tells as ``rules.managed`` does; what comes again is reckoned once."""

    def __init__(self, year: Year) -> None:
        self._limits = year.limits
        self._needed: dict[tuple[str, str, str], int] = {}
        self._examined: dict[tuple[str, str], bool] = {}
        self._verdicts: dict[tuple[Any, ...], Verdict] = {}
        self._numbers: dict[str, int] = {}

    def judge(self, programme: str, begins: str, until: str, told: Sequence[Any], exams: str) -> Verdict | None:
        """The verdict; None where the rule itself must be asked."""
        if told[1] and told[1] < begins:
            told = _NOTHING
        _, last_on, controlled, state, days = told
        if programme == visits.TB or (last_on and last_on > until):
            return None
        counted = sorted(days.split(",")) if days else []
        if counted and counted[0] < begins:
            counted = [day for day in counted if day >= begins]
        examined = self._examined.get((exams, until))
        if examined is None:
            examined = self._examined[exams, until] = self._enough(exams, until)
        wanted = self._needed.get((programme, begins, until))
        if wanted is None:
            wanted = self._needed[programme, begins, until] = self._wanted(programme, begins, until)
        if len(counted) < wanted:
            lacks = "times"
        else:
            lacks = self._spoilt(programme, begins, until, counted) if examined else "exam"
        key = lacks, controlled, len(counted), examined, state, last_on is None
        known = self._verdicts.get(key)
        if known is None:
            known = self._verdicts[key] = _verdict(*key)
        return known

    def _spoilt(self, programme: str, begins: str, until: str, counted: Sequence[str]) -> str:
        """What is the matter with visits that are enough."""
        longest = self._limits.gap_days if programme in visits.QUARTERLY else None
        if longest is not None and counted:
            numbers = [self._number(day) for day in (begins, *counted, until)]
            if any(later - one > longest for one, later in pairwise(numbers)):
                return "gaps"
        return "items" if any(day[-1] == _LACKING for day in counted) else ""

    def _wanted(self, programme: str, begins: str, until: str) -> int:
        """How many visits are needed; one where no figure is given."""
        days = date.fromisoformat(begins), date.fromisoformat(until)
        needed = follow_up.needed(programme, *days, self._limits)
        return 1 if needed is None else needed

    def _enough(self, exams: str, until: str) -> bool:
        return sum(1 for day in _days(exams) if day <= until) >= (self._limits.exams or 0)

    def _number(self, day: str) -> int:
        known = self._numbers.get(day)
        if known is None:
            known = self._numbers[day] = date.fromisoformat(day[:10]).toordinal()
        return known


def _verdict(lacks: str, controlled: Any, faced: int, examined: bool, state: str, unseen: bool) -> Verdict:
    good, lost, dead = bool(controlled), state == visits.LOST, state == visits.DEAD
    seen = not unseen
    return Verdict(not lacks, seen and good, faced, examined, seen and lost, seen and dead, lacks)


def _days(told: str) -> list[str]:
    return told.split(",") if told else []


_NOTHING = (0, None, None, "", None)


def _by_rule(
    db: SqliteDatabase,
    hard: Sequence[tuple[int, int, str, int | None, int | None, str, str]],
    year: Year,
    exams: Mapping[int, str],
    died: Mapping[int, str],
) -> Iterator[YearCase]:
    ids = [case for case, *_ in hard]
    histories = dict(case_histories.histories(db, ids, year.last, year.limits, year.first))
    for case, person, programme, doctor, team, begins, until in hard:
        days = [date.fromisoformat(day) for day in _days(exams.get(person, ""))]
        period = date.fromisoformat(begins), date.fromisoformat(until)
        told = verdict(programme, histories[case].visits, days, *period, year.limits)
        yield YearCase(case, person, programme, doctor, team, told._replace(dead=told.dead or person in died))


def verdict(
    programme: str, history: Sequence[Visit], exams: Sequence[date], begins: date, until: date, limits: Limits
) -> Verdict:
    """A case by the rules themselves."""
    inside = [one for one in history if one.visited_on and begins <= one.visited_on <= until]
    managed = follow_up.managed(inside, exams, begins, until, limits, programme)
    told = [one for one in inside if follow_up.counts(one) or not follow_up.met(one)]
    state = told[-1].state if told else ""
    return Verdict(
        managed.standard,
        follow_up.controlled_at_last(inside, limits),
        sum(1 for one in inside if follow_up.counts(one)),
        sum(1 for day in exams if day <= until) >= (limits.exams or 0),
        state == visits.LOST,
        state == visits.DEAD,
        "" if managed.standard else "other",
    )
