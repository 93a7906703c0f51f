"""Whose next visit is due when, over all open cases in one pass: what the last visit says, told by the database.

The rule is ``rules.follow_up.due``. 高血压, 2型糖尿病 and what is visited so many times a year are told here from the
index of the visits alone, with the figures of the edition; whatever hangs on more than the last visit (严重精神障碍,
肺结核, two in a row by telephone) is handed to the rule itself. ``tests/domain/test_due_rule.py`` proves that both
say the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from peewee import SqliteDatabase

from hfp_desk.gate import Viewer
from hfp_desk.records import Doctor, FollowUp, ManagedCase, Person
from hfp_desk.rules import follow_up, visits
from hfp_desk.rules.due_states import Standing
from hfp_desk.rules.follow_up import Case, Limits, Visit
from hfp_desk.rules.periods import day_of, months_on
from hfp_desk.store import case_histories, visit_sql
from hfp_desk.store.sql import open_to
from hfp_desk.store.tables import table

_YEAR = 12
_ASK = "?"
"""Said of a case for which the rule itself must be asked."""
_CHRONIC = ("v", 'c."programme"', 'c."person_id"')
_SOON, _REFERS = visit_sql.soon(*_CHRONIC), visit_sql.refers(*_CHRONIC)
_BEFORE = f"""(SELECT {visit_sql.stability("b")} FROM {table(FollowUp)} b WHERE b."case_id"=c."id" AND b."voided_at"=''
 AND b."visited_on"<v."visited_on" AND b."state" IN ('','1') AND (b."danger"<>'' OR b."stability"<>'')
 ORDER BY b."visited_on" DESC LIMIT 1)"""
_MENTAL = f"""CASE {visit_sql.stability("v")} WHEN 'U' THEN 'Z'
 WHEN 'B' THEN CASE {_BEFORE} WHEN 'B' THEN 'B' ELSE 'S' END ELSE 'M' END"""
_COUNTED = """(v."mode" IN ('1','2') OR v."mode"='' AND c."programme" NOT IN ('1','2','3'))"""
_STEP = f"""CASE WHEN c."programme" IN ('1','2') THEN CASE {_SOON} WHEN 0 THEN 'M'
 WHEN 1 THEN CASE WHEN {_COUNTED} OR NOT {_REFERS} THEN 'S' ELSE 'Z' END
 ELSE CASE {_REFERS} WHEN 1 THEN 'Z' ELSE 'M' END END
 WHEN c."programme"='3' THEN {_MENTAL} WHEN c."programme"='5' THEN 'R' WHEN c."programme"<>'4' THEN 'Y' END"""
"""Within two weeks S, after a referral Z, a month later B, at the usual interval M, so many times a year R or Y."""
_FACED = f"""coalesce((SELECT max(f."visited_on") FROM {table(FollowUp)} f WHERE f."case_id"=c."id"
 AND f."voided_at"='' AND f."visited_on"<=:on AND f."state" IN ('','1')
 AND (f."mode" IN ('1','2') OR f."mode"='' AND c."programme" NOT IN ('1','2','3'))),c."starts",'')"""
_LAST = f"""SELECT coalesce({_STEP}||CASE WHEN v."referred" THEN '1' ELSE '0' END||v."visited_on"
 ||coalesce(v."next_on",'          ')||CASE WHEN {_COUNTED} THEN '' ELSE '@'||{_FACED} END,'{_ASK}')
 FROM {table(FollowUp)} v WHERE v."case_id"=c."id" AND v."voided_at"='' AND v."visited_on"<=:on
 AND v."state" IN ('','1') ORDER BY v."visited_on" DESC LIMIT 1"""
_OVER = f"""SELECT "case_id" FROM {table(FollowUp)} WHERE ("state"='3' OR "stage"='3') AND "voided_at"=''
 AND "visited_on"<=:on AND "case_id" IS NOT NULL AND ("state"='3' OR "state" IN ('','1'))"""
_DEAD = f'SELECT "id" FROM {table(Person)} WHERE "died_on" IS NOT NULL AND "died_on"<=:on'
OPEN = f"""FROM {table(ManagedCase)} c WHERE c."voided_at"='' AND (c."ends" IS NULL OR c."ends">:on)
 AND (c."starts" IS NULL OR c."starts"<=:on) AND c."person_id" NOT IN ({_DEAD}) AND c."id" NOT IN ({_OVER})"""
"""The cases ``c`` under management on the day bound as ``on``, neither ended nor closed by a visit."""
_SQL = f"""SELECT c."id", coalesce(({_LAST}),'-'||c."programme"||'|'||coalesce(c."starts",'')||'|'
 ||coalesce(c."notified_on",'')) {OPEN}"""


@dataclass(frozen=True)
class Wanted:
    """Which cases: of places, programmes, teams, doctors by name; everything where nothing is named."""

    towns: Sequence[int] = ()
    villages: Sequence[int] = ()
    programmes: Sequence[str] = ()
    teams: Sequence[int] = ()
    doctors: Sequence[str] = ()

    def where(self) -> tuple[str, dict[str, Any]]:
        """The condition on a case ``c`` with its values."""
        of_person = f'c."person_id" IN (SELECT "id" FROM {table(Person)} WHERE "%s" IN (%%s))'
        of_doctor = f'SELECT "id" FROM {table(Doctor)} WHERE "name" IN (%s)'
        parts = (
            (self.towns, of_person % "town_id"),
            (self.villages, of_person % "village_id"),
            (self.programmes, 'c."programme" IN (%s)'),
            (self.teams, 'c."team_id" IN (%s)'),
        )
        text, given = "", dict[str, Any]()
        for values, condition in parts:
            if values:
                text += f" AND {condition % _named(values, given)}"
        if self.doctors:
            names = _named(self.doctors, given)
            unlinked = f'c."doctor_id" IS NULL AND c."doctor_name" IN ({names})'
            text += f' AND (c."doctor_id" IN ({of_doctor % names}) OR {unlinked})'
        return text, given


def _named(values: Sequence[Any], given: dict[str, Any]) -> str:
    """Names for values to be bound, added to what is bound already."""
    names = [f"w{len(given) + place}" for place in range(len(values))]
    given.update(zip(names, values, strict=True))
    return ",".join(f":{name}" for name in names)


def standings(
    db: SqliteDatabase, viewer: Viewer, on: date, limits: Limits, wanted: Wanted
) -> list[tuple[Standing, list[int]]]:
    """Every open case this viewer may know of, those that stand alike on ``on`` together."""
    narrower, given = wanted.where()
    free = open_to(ManagedCase, viewer, "c.")
    sql = _SQL + narrower + (f" AND {free}" if free else "")
    said: dict[str, list[int]] = defaultdict(list)
    rows = db.execute_sql(sql, {**visit_sql.bound(limits), **given, "on": on.isoformat()}).fetchall()
    for case, words in rows:
        said[words].append(case)
    hard = said.pop(_ASK, [])
    reader = _Reader(limits)
    found = [(reader.read(words), cases) for words, cases in said.items()]
    return found + [(standing, [case]) for case, standing in _by_rule(db, hard, on, limits)]


class _Reader:
    """Reads what the database says of a last visit; whatever comes again is reckoned once."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._visits: dict[str, Standing] = {}
        self._days: dict[str, date | None] = {}

    def read(self, words: str) -> Standing:
        """How a case stands."""
        if words[0] == "-":
            return self._first(words)
        visit, written = words[:12], words[12:22]
        told = self._visits.get(visit)
        if told is None:
            told = self._visits[visit] = self._visit(visit)
        asked = _sooner(told[0], self._planned(words[22:], visit[0])) if words[22:] else told[0]
        if written not in self._days:
            self._days[written] = day_of(written.strip())
        due_on = _sooner(asked, self._days[written])
        return told if due_on == told[0] else Standing(due_on, *told[1:])

    def _first(self, said: str) -> Standing:
        programme, starts, notified = said[1:].split("|")
        case = Case(programme, day_of(starts), None, None, day_of(notified))
        return Standing(follow_up.first_due(case, self._limits).on, None, notice=programme == visits.TB)

    def _visit(self, said: str) -> Standing:
        step, referred, last = said[0], said[1] == "1", date.fromisoformat(said[2:])
        soon = step in "SZ" and self._limits.recheck_days is not None
        return Standing(self._after(last, step), last, soon, referred)

    def _planned(self, faced: str, step: str) -> date | None:
        """When the next visit was to be before somebody telephoned, as long as the call refers to nobody."""
        if step == "Z" or not faced[1:]:
            return None
        key = (step if step in "RY" else "M") + faced
        if key not in self._days:
            self._days[key] = self._after(date.fromisoformat(faced[1:]), key[0])
        return self._days[key]

    def _after(self, day: date, step: str) -> date | None:
        limits = self._limits
        if step in "SZ":
            return None if limits.recheck_days is None else day + timedelta(days=limits.recheck_days)
        if step == "M":
            return None if limits.months is None else months_on(day, limits.months)
        if step == "B":
            return None if limits.specialist_months is None else months_on(day, limits.specialist_months)
        times = limits.poor_times if step == "R" else limits.other_times
        return months_on(day, _YEAR // times) if times else None


def _sooner(one: date | None, other: date | None) -> date | None:
    return one if other is None or (one is not None and one <= other) else other


def _by_rule(db: SqliteDatabase, cases: Sequence[int], on: date, limits: Limits) -> Iterator[tuple[int, Standing]]:
    for case, history in case_histories.histories(db, cases, on, limits):
        yield case, standing_of(history.case, history.visits, limits)


def standing_of(case: Case, history: Sequence[Visit], limits: Limits) -> Standing:
    """How a case stands by the rule itself."""
    reached = [one for one in history if follow_up.met(one)]
    told = follow_up.due(case, history, limits).on
    if not reached:
        return Standing(told, None, notice=case.programme == visits.TB)
    last = reached[-1]
    asked = follow_up.grade(last, reached[:-1], limits).next_on
    day = last.visited_on
    soon = bool(asked and day and limits.recheck_days is not None and (asked - day).days == limits.recheck_days)
    return Standing(told, day, soon, bool(last.referred))
