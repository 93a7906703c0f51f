"""知晓率 and 满意度 from what people answered, by township (GJ 三(四), ZS §八).

Of everybody asked within a period the last answer counts; a question that was left open is in no denominator. Content
(满意、基本满意) are counted among those who were served or said how content they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from hfp_desk.fields import spec_of
from hfp_desk.records import Person, Survey
from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.store.opening import Register
from hfp_desk.store.tables import table

ANSWER = "survey"
"""What the ids of a figure are of."""

CONTENT = ("1", "2")
"""Codes of ``satisfaction``: 满意, 基本满意."""

_ASKED = (
    f'SELECT s."id", s."person_id", p."town_id", p."village_id", s."knows_policy", s."knows_doctor",'
    f' s."knows_services", s."served", s."satisfaction" FROM {table(Survey)} s'
    f' JOIN {table(Person)} p ON p."id"=s."person_id" WHERE s."voided_at"=\'\' AND p."voided_at"=\'\''
    ' AND s."surveyed_on" BETWEEN ? AND ? ORDER BY s."surveyed_on", s."id"'
)
_QUESTIONS = (Survey.knows_policy, Survey.knows_doctor, Survey.knows_services, Survey.served)


class Answer(NamedTuple):
    """What one person answered last; None where nothing was said."""

    id: int
    person: int
    town: int | None
    village: int | None
    knows_policy: bool | None
    knows_doctor: bool | None
    knows_services: bool | None
    served: bool | None
    content: bool | None


@dataclass(frozen=True)
class Share:
    """So many of those who answered."""

    count: int
    whole: int


NOBODY = Share(0, 0)
"""Nobody was asked."""


def answers(register: Register, since: date, until: date) -> tuple[Answer, ...]:
    """The last answer of each person asked within the period."""
    with register.session():
        rows = register.db.execute_sql(_ASKED, (since.isoformat(), until.isoformat())).fetchall()
    last = {row[1]: row for row in rows}
    return tuple(_answer(row) for row in last.values())


def latest_year(register: Register) -> int:
    """The year of the latest answer; this year while there is none."""
    with register.session():
        row = register.db.execute_sql(
            f'SELECT max("surveyed_on") FROM {table(Survey)} WHERE "voided_at"=\'\''
        ).fetchone()
    return int(row[0][:4]) if row[0] else date.today().year


def figures(found: Iterable[Answer]) -> tuple[Figure, ...]:
    """Each question: how many said yes of those who answered; behind it who did not."""
    every = list(found)
    made = [Figure("asked", "调查人数", len(every), len(every), ANSWER, tuple(one.id for one in every))]
    for question in (*(field.name for field in _QUESTIONS), "content"):
        said = [(one.id, getattr(one, question)) for one in every if getattr(one, question) is not None]
        label = "满意或基本满意" if question == "content" else spec_of(getattr(Survey, question)).label
        not_so = tuple(number for number, yes in said if not yes)
        made.append(Figure(question, label, len(said) - len(not_so), len(said), ANSWER, not_so))
    return tuple(made)


def by_place(found: Iterable[Answer], place: str) -> Mapping[int | None, tuple[Share, Share]]:
    """知晓率 and 满意度 by ``town`` or ``village``."""
    groups: dict[int | None, list[Answer]] = defaultdict(list)
    for one in found:
        groups[getattr(one, place)].append(one)
    return {key: (_share(mine, "knows_policy"), _share(mine, "content")) for key, mine in groups.items()}


def _share(found: Iterable[Answer], question: str) -> Share:
    said = [value for one in found if (value := getattr(one, question)) is not None]
    return Share(sum(said), len(said))


def _answer(row: tuple[Any, ...]) -> Answer:
    number, person, town, village, *said, satisfaction = row
    policy, doctor, services, served = (None if one is None else bool(one) for one in said)
    content = satisfaction in CONTENT if satisfaction else None
    return Answer(number, person, town, village, policy, doctor, services, served, content)
