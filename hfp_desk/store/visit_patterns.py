"""Visits that are doubtful together, in one statement over the period: SQL groups them, the rules put it into words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import SqliteDatabase

from hfp_desk.gate import Viewer
from hfp_desk.problems import Problem
from hfp_desk.records import Doctor, FollowUp, ManagedCase, Person, Practice
from hfp_desk.rules import visit_doubts as rules
from hfp_desk.rules.periods import day_of
from hfp_desk.rules.stays import age_on
from hfp_desk.rules.visit_doubts import Limits
from hfp_desk.store.sql import living, open_to
from hfp_desk.store.tables import table

_GROWN = 18

# The doctor is the linked one, else the written name, else whoever the case belongs to.
_SEEN = f"""WITH x AS MATERIALIZED (SELECT v."id", v."person_id" person, v."programme", v."visited_on" day, v."mode",
 coalesce(v."doctor_id", CASE WHEN v."doctor_name"<>'' THEN v."doctor_name"
  ELSE coalesce(c."doctor_id", c."doctor_name") END) doctor, p."village_id" village,
 v."systolic" s, v."diastolic" d, v."fasting_glucose" g, v."heart_rate" h, v."weight" w
 FROM {table(FollowUp)} v NOT INDEXED LEFT JOIN {table(ManagedCase)} c ON c."id"=v."case_id"
 LEFT JOIN {table(Person)} p ON p."id"=v."person_id"
 WHERE {living("v.")} AND v."state" IN ('','1') AND v."visited_on" BETWEEN ? AND ?"""
_FIGURES = "coalesce(s,'')||'/'||coalesce(d,'')||'/'||coalesce(g,'')||'/'||coalesce(h,'')||'/'||coalesce(w,'')"
_MEASURED = "(s IS NOT NULL OR g IS NOT NULL)"
_KNOWN = "doctor<>''"
_ROWS = "group_concat(id), count(DISTINCT person), min(s), min(d), min(g)"


@dataclass(frozen=True)
class Pattern:
    """Visits that are doubtful together; ``person`` 0 where they are of several people."""

    kind: str
    problem: Problem
    visits: tuple[int, ...]
    person: int = 0
    doctor: int | str = ""


@dataclass(frozen=True)
class _Group:
    kind: str
    person: int
    doctor: int | str
    day: str
    extra: str
    visits: tuple[int, ...]
    people: int
    figure: str


def patterns(db: SqliteDatabase, viewer: Viewer, limits: Limits, since: date, until: date) -> Iterator[Pattern]:
    """Every pattern of the period the edition has a limit for; inside a session."""
    own = _own_villages(db)
    digits: dict[int | str, dict[int, _Group]] = defaultdict(dict)
    for group in _groups(db, viewer, limits, since, until):
        if group.kind == rules.DIGIT:
            digits[group.doctor][int(group.extra)] = group
        elif group.kind != rules.VILLAGES or _strange(group, own):
            yield Pattern(group.kind, _worded(group, limits), group.visits, group.person, group.doctor)
    yield from _digits(digits, limits)
    yield from _jumps(db, viewer, limits, since, until)


def _groups(db: SqliteDatabase, viewer: Viewer, limits: Limits, since: date, until: date) -> Iterator[_Group]:
    free = open_to(FollowUp, viewer, "v.")
    parts, values = zip(*_parts(limits), strict=True)
    sql = f"{_SEEN}{f' AND {free}' if free else ''}) {' UNION ALL '.join(parts)}"
    bound = (since.isoformat(), until.isoformat(), *(one for some in values for one in some))
    for kind, person, doctor, day, extra, ids, people, high, low, glucose in db.execute_sql(sql, bound):
        visits = tuple(sorted(map(int, ids.split(","))))
        yield _Group(
            kind, person or 0, doctor or "", day or "", str(extra), visits, people, _figure(high, low, glucose)
        )


def _parts(limits: Limits) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """One grouping for each doubt that has a limit."""
    same_person, same_doctor = f"'', {_ROWS} FROM x", f"{_ROWS} FROM x WHERE {_KNOWN}"
    yield (
        f"SELECT '{rules.TWICE}', person, '', day, {same_person} GROUP BY person, programme, day HAVING count(*)>1",
        (),
    )
    if limits.alike_visits:
        yield (
            f"SELECT '{rules.ALIKE_YEAR}', person, '', '', {same_person} WHERE {_MEASURED} GROUP BY person, programme"
            f" HAVING count(*)>=? AND count(DISTINCT {_FIGURES})=1",
            (limits.alike_visits,),
        )
    if limits.alike_people:
        yield (
            f"SELECT '{rules.ALIKE_DAY}', 0, doctor, day, '', {same_doctor} AND {_MEASURED}"
            " GROUP BY doctor, day, s, d, g, h, w HAVING count(DISTINCT person)>=?",
            (limits.alike_people,),
        )
    if limits.day_limit:
        crowd = f"SELECT '{rules.CROWDED}', 0, doctor, day, '', {same_doctor} GROUP BY doctor, day HAVING count(*)>?"
        yield crowd, (limits.day_limit,)
    if limits.day_villages:
        yield (
            f"SELECT '{rules.VILLAGES}', 0, doctor, day, group_concat(DISTINCT village), {same_doctor} AND mode='2'"
            " GROUP BY doctor, day HAVING count(DISTINCT village)>=?",
            (limits.day_villages,),
        )
    if limits.digit_readings and limits.digit_share:
        yield f"SELECT '{rules.DIGIT}', 0, doctor, '', s%10, {same_doctor} AND s IS NOT NULL GROUP BY doctor, s%10", ()


def _worded(group: _Group, limits: Limits) -> Problem:
    if group.kind == rules.TWICE:
        return rules.twice(group.day, len(group.visits))
    if group.kind == rules.ALIKE_YEAR:
        return rules.alike_year(len(group.visits), group.figure)
    if group.kind == rules.ALIKE_DAY:
        return rules.alike_day(group.day, group.people, group.figure)
    if group.kind == rules.CROWDED:
        return rules.crowded(group.day, len(group.visits), limits.day_limit or 0)
    return rules.villages(group.day, len(group.extra.split(",")))


def _digits(found: dict[int | str, dict[int, _Group]], limits: Limits) -> Iterator[Pattern]:
    for doctor, groups in found.items():
        digit, share, readings = rules.share_of({one: len(group.visits) for one, group in groups.items()})
        if readings >= (limits.digit_readings or 0) and share >= (limits.digit_share or 0):
            problem = rules.last_digit(digit, share, readings)
            yield Pattern(rules.DIGIT, problem, groups[digit].visits, 0, doctor)


def _jumps(db: SqliteDatabase, viewer: Viewer, limits: Limits, since: date, until: date) -> Iterator[Pattern]:
    """Weight and height against the visit before; the height of the grown up alone."""
    free = open_to(FollowUp, viewer, "v.")
    asked = (("weight", "体重", "kg", limits.weight_jump), ("height", "身高", "cm", limits.height_jump))
    for column, label, unit, limit in asked:
        if limit is None:
            continue
        sql = f"""WITH y AS (SELECT v."id", v."person_id", v."visited_on", v."{column}" now,
  lag(v."{column}") OVER ordered before, lag(v."visited_on") OVER ordered since, lag(v."id") OVER ordered earlier
 FROM {table(FollowUp)} v NOT INDEXED WHERE {living("v.")} AND v."{column}" IS NOT NULL
  AND v."visited_on" BETWEEN ? AND ?{f" AND {free}" if free else ""}
 WINDOW ordered AS (PARTITION BY v."person_id" ORDER BY v."visited_on", v."id"))
 SELECT y.*, p."birth" FROM y LEFT JOIN {table(Person)} p ON p."id"=y."person_id" WHERE abs(now-before)>=?"""
        bound = (since.isoformat(), until.isoformat(), int(limit * 100))
        for number, person, _day, now, before, then, earlier, birth in db.execute_sql(sql, bound):
            if column == "weight" or _grown(birth, then):
                told = rules.jump(label, unit, Decimal(before).scaleb(-2), Decimal(now).scaleb(-2), then)
                yield Pattern(rules.JUMP, told, (earlier, number), person)


def _grown(birth: str | None, then: str) -> bool:
    born, day = day_of(birth), day_of(then)
    return born is None or day is None or age_on(born, day) >= _GROWN


def _own_villages(db: SqliteDatabase) -> dict[int, set[str]]:
    """The villages of each village doctor, further ones too; doctors of the township have none."""
    rows = db.execute_sql(f'SELECT "id", "village_id" FROM {table(Doctor)} WHERE "village_id" IS NOT NULL').fetchall()
    found = {doctor: {str(village)} for doctor, village in rows}
    more = db.execute_sql(f'SELECT "doctor_id", "village_id" FROM {table(Practice)} WHERE {living("")}')
    for doctor, village in more:
        if doctor in found:
            found[doctor].add(str(village))
    return found


def _strange(group: _Group, villages: dict[int, set[str]]) -> bool:
    """Whether a village doctor went to a village that is not his; others go where they are sent."""
    own = villages.get(group.doctor) if isinstance(group.doctor, int) else None
    return own is not None and not set(group.extra.split(",")) <= own


def _figure(high: int | None, low: int | None, glucose: int | None) -> str:
    pressure = f"{'—' if high is None else high}/{'—' if low is None else low}" if high or low else ""
    sugar = f"血糖 {Decimal(glucose).scaleb(-2).normalize():f}" if glucose is not None else ""
    return "，".join(part for part in (pressure, sugar) if part)
