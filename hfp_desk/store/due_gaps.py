"""What a year still lacks (健康体检, 面对面随访), and data without which nothing can be told (缺项), once each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
from hfp_desk.records import (
    FOLLOW_UP,
    MANAGED_CASE,
    Checkup,
    FollowUp,
    ManagedCase,
    Person,
    Record,
    RecordType,
)
from hfp_desk.rules import due_states, follow_up, visits
from hfp_desk.rules.periods import day_of
from hfp_desk.store.due import DueFigure
from hfp_desk.store.due_reading import OPEN, Wanted
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import open_to
from hfp_desk.store.tables import table

_UNEXAMINED = f"""SELECT min(c."id") {OPEN} AND c."programme"<>'{visits.TB}' AND c."person_id" NOT IN
 (SELECT "person_id" FROM {table(Checkup)} WHERE "voided_at"='' AND "examined_on">=:first AND "examined_on"<=:on)
 %s GROUP BY c."person_id" """
_FACED = f"""SELECT c."id", c."programme", c."starts", (SELECT count(*) FROM {table(FollowUp)} v
 WHERE v."case_id"=c."id" AND v."voided_at"='' AND v."visited_on">=:first AND v."visited_on"<=:on
 AND v."mode" IN ('1','2') AND v."state" IN ('','1')) {OPEN} AND c."programme" IN ('1','2','3') %s"""
_LIVING = f'FROM {table(ManagedCase)} c WHERE c."voided_at"=\'\' AND c."ends" IS NULL'
_PERSON = f'SELECT "id" FROM {table(Person)} WHERE'
_GAPS: tuple[tuple[str, str, RecordType, type[Record], str], ...] = (
    ("no_programme", "没有管理病种", MANAGED_CASE, ManagedCase, f"{_LIVING} AND c.\"programme\"=''"),
    ("no_start", "没有建卡日期", MANAGED_CASE, ManagedCase, f'{_LIVING} AND c."starts" IS NULL'),
    (
        *("no_doctor", "没有责任医生", MANAGED_CASE, ManagedCase),
        f'{_LIVING} AND c."doctor_id" IS NULL AND c."doctor_name"=\'\'',
    ),
    ("no_team", "没有签约团队", MANAGED_CASE, ManagedCase, f'{_LIVING} AND c."team_id" IS NULL'),
    (
        *("no_place", "没有乡镇或行政村", MANAGED_CASE, ManagedCase),
        f"""{_LIVING} AND c."person_id" IN ({_PERSON} "village_id" IS NULL)""",
    ),
    (
        *("dead", "人员已死亡、管理没有终止", MANAGED_CASE, ManagedCase),
        f"""{_LIVING} AND c."person_id" IN ({_PERSON} "died_on" IS NOT NULL)""",
    ),
    (
        *("died_by_visit", "随访记为死亡、管理没有终止", MANAGED_CASE, ManagedCase),
        f"""{_LIVING} AND c."id" IN (SELECT "case_id" FROM {table(FollowUp)}
 WHERE ("state"='3' OR "stage"='3') AND "state"='3' AND "voided_at"='')""",
    ),
    (
        *("no_case", "随访记录没有对应的管理卡", FOLLOW_UP, FollowUp),
        f'FROM {table(FollowUp)} c WHERE c."voided_at"=\'\' AND c."case_id" IS NULL',
    ),
)


@dataclass(frozen=True)
class DataGap:
    """Data that is missing in so many records of a kind, told once."""

    name: str
    label: str
    kind: RecordType
    ids: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.ids)


def gaps(register: Register, viewer: Viewer) -> tuple[DataGap, ...]:
    """What is missing in records that count today; gaps of nobody are left out."""
    found = []
    with register.session():
        for name, label, kind, model, where in _GAPS:
            free = open_to(model, viewer, "c.")
            sql = f'SELECT c."id" {where}{f" AND {free}" if free else ""} ORDER BY c."id"'
            ids = tuple(one for (one,) in register.db.execute_sql(sql))
            found += [DataGap(name, label, kind, ids)] if ids else []
    return tuple(found)


def of_year(
    register: Register, viewer: Viewer, policy: Policy, on: date, wanted: Wanted | None = None
) -> tuple[DueFigure, ...]:
    """Who was not examined yet in the year of ``on``, and whose visits face to face are fewer than it asks for.

    Somebody under management for two diseases is examined once, and counts once.
    """
    limits = follow_up.limits(policy.on(on))
    free = open_to(ManagedCase, viewer, "c.")
    where, named = (wanted or Wanted()).where()
    narrower = (f" AND {free}" if free else "") + where
    given = {"on": on.isoformat(), "first": date(on.year, 1, 1).isoformat(), **named}
    made = []
    with register.session():
        if limits.exams:
            rows = register.db.execute_sql(_UNEXAMINED % narrower, given)
            made.append(_figure(due_states.UNEXAMINED, tuple(one for (one,) in rows)))
        if limits.visits is not None:
            made.append(_figure(due_states.SHORT, tuple(_short(register, narrower, given, on, limits))))
    return tuple(made)


def _short(
    register: Register, narrower: str, given: dict[str, Any], on: date, limits: follow_up.Limits
) -> Iterator[int]:
    first, last = date(on.year, 1, 1), date(on.year, 12, 31)
    needed: dict[tuple[str, str | None], int] = {}
    for case, programme, starts, made in register.db.execute_sql(_FACED % narrower, given):
        key = programme, starts
        if key not in needed:
            begins = max(day_of(starts) or first, first)
            needed[key] = follow_up.needed(programme, begins, last, limits) or 0
        if made < needed[key]:
            yield case


def _figure(name: str, ids: tuple[int, ...]) -> DueFigure:
    return DueFigure(name, due_states.WORDS[name], ids)
