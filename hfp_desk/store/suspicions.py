"""The stays of the register that should be looked at first, as far as a viewer may know of them (ZS §七)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hfp_desk.gate import Viewer
from hfp_desk.policy import Edition
from hfp_desk.records import Person, Treatment
from hfp_desk.rules.suspicions import AGAIN, OFTEN, SHORT, TOGETHER, Limits, Stay, suspicions
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import living, open_to
from hfp_desk.store.tables import table

_INPATIENT = "1"  # 住院 of the code list admission_kind
_SQL = (
    'SELECT t."id", t."person_id", p."village_id", t."hospital", t."admitted", t."discharged" '
    f'FROM {table(Treatment)} t JOIN {table(Person)} p ON p."id"=t."person_id" '
    "WHERE {living} AND t.\"kind\" IN ('','{inpatient}') AND t.\"admitted\" BETWEEN ? AND ?"
)
_WORDS = {
    TOGETHER: ("together_people", "同村同日同院住院 {} 人以上"),
    AGAIN: ("again_days", "出院 {} 天内再次住院"),
    OFTEN: ("often_times", "一年住院 {} 次以上"),
    SHORT: ("short_days", "住院不超过 {} 天"),
}
"""The limit and the words of each suspicion, the gravest first."""


@dataclass(frozen=True)
class Clue:
    """A suspicion in words, and the stays under it."""

    name: str
    label: str
    stays: tuple[int, ...]


def clues(register: Register, viewer: Viewer, edition: Edition, since: date, until: date) -> tuple[Clue, ...]:
    """Every suspicion the edition has a limit for, with the stays admitted in the period; the gravest first."""
    limits = Limits.of(edition)
    with register.session():
        found = suspicions(_stays(register, viewer, since, until), limits)
    asked = ((name, getattr(limits, limit), words) for name, (limit, words) in _WORDS.items())
    return tuple(Clue(name, words.format(limit), found[name]) for name, limit, words in asked if limit is not None)


def _stays(register: Register, viewer: Viewer, since: date, until: date) -> list[Stay]:
    free = open_to(Treatment, viewer, "t.")
    sql = _SQL.format(living=living("t."), inpatient=_INPATIENT) + (f" AND {free}" if free else "")
    rows = register.db.execute_sql(sql, (since.isoformat(), until.isoformat())).fetchall()
    return [
        Stay(record, person, village, hospital, _day(admitted), _day(discharged) if discharged else None)
        for record, person, village, hospital, admitted, discharged in rows
    ]


def _day(text: str) -> date:
    return date.fromisoformat(text)
