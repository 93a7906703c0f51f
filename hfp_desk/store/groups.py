"""The groups of people that an indicator may name: the living who hold an identity on the last day of the span.

Period counts use the identity valid on the reference date; 脱贫不脱政策 keeps those in who left (domain.md §3.9).
"""

from __future__ import annotations

from hfp_desk.problems import Refusal
from hfp_desk.records import Person
from hfp_desk.store import holding
from hfp_desk.store.phrases import Moment
from hfp_desk.store.sql import Sql
from hfp_desk.store.tables import table

EVERYBODY = "everybody"
GROUPS = {"registered": ("01", "05"), "poor": (), EVERYBODY: ()}
"""建档立卡 (脱贫人口 since 2021), all whom the edition is for, everybody in the register."""

_NOBODY = "2"  # 无此人 of the code list person_state
_ALIVE = f'"voided_at"=\'\' AND "person_state"<>\'{_NOBODY}\' AND ("died_on" IS NULL OR "died_on">?)'


def living(name: str, moment: Moment) -> Sql:
    """The query for the ids of a group; Refusal when there is none of that name."""
    if name not in GROUPS:
        raise Refusal(f"没有名为“{name}”的人群。", f"可以写：{'、'.join(GROUPS)}。")
    alive = Sql(f'SELECT "id" FROM {table(Person)} WHERE {_ALIVE}', (moment.ends.isoformat(),))
    if name == EVERYBODY:
        return alive
    kinds = GROUPS[name] or moment.edition.persons
    return alive + ' AND "id" IN (' + holding.entitled(moment.ends, kinds) + ")"
