"""人口金字塔: men and women of a group by bands of five years on a day; every bar opens its list.

Counted for everybody alike, as returns are; the list behind a bar is for those who may ask about the day of birth.
Who is ill in what a viewer may not know of is no part of the ill that he sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
from hfp_desk.problems import Refusal
from hfp_desk.records import Column, Diagnosis, ManagedCase, Person, Record
from hfp_desk.store import holding
from hfp_desk.store.conditions import may_ask
from hfp_desk.store.dimensions import age_group
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import LISTED, Sql, living, open_to
from hfp_desk.store.tables import table

STEP, LAST = 5, 85
MALE, FEMALE = "1", "2"
GROUPS = {
    "registered": "建档立卡贫困人口",
    "poor": "政策保障人口",
    "major": "患大病的保障人口",
    "chronic": "患慢性病的保障人口",
    "everybody": "在册人口",
}
"""The groups of people a pyramid is drawn of."""
_REGISTERED = ("01", "05")
_CLASSES = {"major": "1", "chronic": "2"}
_LOWS = list(range(0, LAST + 1, STEP))


@dataclass(frozen=True)
class Pyramid:
    """Men and women by band, the youngest first; ``unknown`` are those without birth or sex."""

    group: str
    day: date
    men: tuple[int, ...]
    women: tuple[int, ...]
    unknown: int

    @property
    def label(self) -> str:
        """Of whom it is."""
        return GROUPS[self.group]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.men) + sum(self.women) + self.unknown


def bands() -> tuple[str, ...]:
    """The bands in words: 0～4 … 85及以上."""
    return (*(f"{low}～{low + STEP - 1}" for low in _LOWS[:-1]), f"{LAST}及以上")


def pyramid(register: Register, policy: Policy, group: str, day: date, viewer: Viewer) -> Pyramid:
    """The living of a group on a day; Refusal for a group that is none, or a viewer who may look at nothing."""
    if not viewer.may_look:
        raise Refusal("您没有任何角色，不能查看统计。", "请联系管理员分配角色。")
    expression = age_group(f'{LISTED}."birth"', day, _LOWS)
    with register.session():
        asked = _group(policy, group, day, viewer)
        query = Sql(f'SELECT {LISTED}."sex",{expression},count(*) ') + asked + " GROUP BY 1,2"
        found = register.db.execute_sql(query.text, query.values).fetchall()
    counted: dict[tuple[str, int], int] = {(sex, at): count for sex, at, count in found if at != ""}
    men, women = (tuple(counted.get((sex, at), 0) for at in range(len(_LOWS))) for sex in (MALE, FEMALE))
    whole = sum(count for _sex, _at, count in found)
    return Pyramid(group, day, men, women, whole - sum(men) - sum(women))


def behind(
    register: Register, policy: Policy, made: Pyramid, sex: str, at: int | None, viewer: Viewer
) -> tuple[int, ...]:
    """The persons of a bar; of a whole side for no band, of all for no sex. Refusal where births are masked."""
    if at is not None and not may_ask(Column(Person.birth), viewer):
        raise Refusal("出生日期对您是隐去的，不能按年龄段看名单。", "请看合计的名单，或请有“录入”角色的同事查。")
    expression = age_group(f'{LISTED}."birth"', made.day, _LOWS)
    with register.session():
        query = Sql(f'SELECT {LISTED}."id" ') + _group(policy, made.group, made.day, viewer)
        query += Sql(f' AND {LISTED}."sex"=?', (sex,)) if sex else ""
        query += Sql(f" AND {expression}=?", (at,)) if at is not None else Sql(f" AND {expression}<>''" if sex else "")
        query += f' ORDER BY {LISTED}."id"'
        return tuple(row[0] for row in register.db.execute_sql(query.text, query.values))


def _group(policy: Policy, group: str, day: date, viewer: Viewer) -> Sql:
    """The living of a group, from their table."""
    if group not in GROUPS:
        raise Refusal(f"没有名为“{group}”的人群。", f"可以选：{'、'.join(GROUPS.values())}。")
    before = f"{LISTED}."
    alive = f"{living(before)} AND {before}\"person_state\"<>'2'"
    asked = Sql(f'FROM {table(Person)} {LISTED} WHERE {alive} AND ({before}"died_on" IS NULL', ())
    asked += Sql(f' OR {before}"died_on">?)', (day.isoformat(),))
    if group == "everybody":
        return asked
    kinds = _REGISTERED if group == "registered" else policy.on(day).persons
    asked += Sql(f' AND {before}"id" IN (') + holding.entitled(day, kinds) + ")"
    return asked + _ill(group, day, viewer) if group in _CLASSES else asked


def _ill(group: str, day: date, viewer: Viewer) -> Sql:
    """Whose disease is of the batch; the chronically ill are also those who are managed for a disease on the day."""
    inner = Sql(f'SELECT d."person_id" FROM {table(Diagnosis)} d WHERE {living("d.")} AND d."batch_class"=?')
    inner = Sql(inner.text + _free(Diagnosis, viewer, "d."), (_CLASSES[group],))
    if group == "chronic":
        runs = "coalesce(m.\"starts\",'')<=? AND (coalesce(m.\"ends\",'')='' OR m.\"ends\">=?)"
        head = f' UNION SELECT m."person_id" FROM {table(ManagedCase)} m WHERE {living("m.")} AND {runs}'
        inner += Sql(head + _free(ManagedCase, viewer, "m."), (day.isoformat(),) * 2)
    return Sql(f' AND {LISTED}."id" IN (') + inner + ")"


def _free(model: type[Record], viewer: Viewer, prefix: str) -> str:
    free = open_to(model, viewer, prefix)
    return f" AND {free}" if free else ""


def rows(made: Pyramid) -> tuple[tuple[str, int, int], ...]:
    """Band, men and women, the oldest first as a pyramid stands."""
    return tuple(reversed(list(zip(bands(), made.men, made.women, strict=True))))


_TOLD: Mapping[str, str] = {MALE: "男", FEMALE: "女", "": "合计"}


def told(sex: str, at: int | None) -> str:
    """A bar in words: 男 60～64岁."""
    return _TOLD[sex] if at is None else f"{_TOLD[sex]} {bands()[at]}岁"
