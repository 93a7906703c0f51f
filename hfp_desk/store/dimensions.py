"""By what records can be told apart in a statistic: a code, a place, an age band, the month or year of a day.

What a viewer may not ask about (``conditions.may_ask``) he is not offered either.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peewee import Field, ForeignKeyField, SqliteDatabase

from hfp_desk.gate import Viewer
from hfp_desk.kinds import Choice, Day, VagueDay, YesNo
from hfp_desk.problems import Refusal
from hfp_desk.records import Column, Institution, Place, RecordType, ServiceItem, Team
from hfp_desk.store import columns as known
from hfp_desk.store.conditions import may_ask
from hfp_desk.store.sql import Joins, living, name_of, open_to
from hfp_desk.store.tables import table

AGES = ((0, 6), (7, 14), (15, 34), (35, 64), (65, 0))
"""国家基本公共卫生服务规范（第三版）: children to 6, from 35 on blood pressure is taken at a visit, elders from 65."""
_NAMED = frozenset({"disease", "standard_disease", "hospital"})
"""Texts that name a class of things rather than one thing."""
_TITLES: tuple[Field[str], ...] = (Institution.name, Team.name, ServiceItem.name)
_SILENT = "未填写"
Key = int | str


class By(StrEnum):
    """How the values of a column are put together."""

    VALUE = "value"
    PLACE = "place"
    AGE = "age"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True)
class Dimension:
    """A column of a list, and how its values make groups."""

    column: Column
    by: By

    @property
    def key(self) -> str:
        """Its stable name: ``person.birth:age``."""
        return f"{self.column.key}:{self.by.value}"

    @property
    def title(self) -> str:
        """As it is offered: 乡镇, 年龄段, 入院日期（按月）."""
        if self.by is By.AGE:
            return "年龄段"
        return self.column.title + {By.MONTH: "（按月）", By.YEAR: "（按年）"}.get(self.by, "")

    @property
    def several(self) -> bool:
        """Whether a record may stand in two of its groups, so that the groups do not add up."""
        return self.column.summed_over is not None

    def expression(self, joins: Joins, viewer: Viewer, on: date) -> tuple[str, str]:
        """The SQL that gives a record its group, and the further join it needs."""
        path, further = self.column.path, ""
        if self.column.summed_over is not None:
            alias, further = self._children(joins, viewer)
            return self._grouped(f"{alias}.{name_of(self.column.field)}", on), further
        if self.by is By.PLACE:
            return f"coalesce({_standing(joins.alias(path), on)},'')", ""
        return self._grouped(f"{joins.alias(path)}.{name_of(self.column.field)}", on), ""

    def labels(self, db: SqliteDatabase, keys: Iterator[Key] | list[Key]) -> list[tuple[Key, str]]:
        """The groups in their order with their words; what was not filled in comes last."""
        found = list(keys)
        silent = [(key, _SILENT) for key in found if key == ""]
        rest = [key for key in found if key != ""]
        return [*self._labelled(db, rest), *silent]

    def _labelled(self, db: SqliteDatabase, keys: list[Key]) -> list[tuple[Key, str]]:
        kind = self.column.spec.kind
        if self.by is By.PLACE:
            return _places(db, keys)
        if self.by is By.AGE:
            return [(number, band(number)) for number in sorted(map(int, keys))]
        if isinstance(kind, YesNo):
            return [(key, kind.show(bool(key))) for key in sorted(keys, key=str, reverse=True)]
        if isinstance(kind, Choice):
            order = {item.code: place for place, item in enumerate(kind.list.items)}
            return [(key, kind.show(str(key))) for key in sorted(keys, key=lambda key: order.get(str(key), len(order)))]
        return [(key, _when(str(key), self.by)) for key in sorted(keys, key=str)]

    def _children(self, joins: Joins, viewer: Viewer) -> tuple[str, str]:
        link = self.column.summed_over
        assert link is not None
        alias, parent = f"k_{link.model._meta.table_name}", joins.alias(self.column.path)
        free = open_to(link.model, viewer, f"{alias}.")
        on = f'{alias}.{name_of(link)}={parent}."id" AND {living(f"{alias}.")}' + (f" AND {free}" if free else "")
        return alias, f" LEFT JOIN {table(link.model)} {alias} ON {on}"

    def _grouped(self, value: str, on: date) -> str:
        if self.by is By.AGE:
            return age_group(value, on, [low for low, _ in AGES])
        if self.by in (By.MONTH, By.YEAR):
            return f"substr(coalesce({value},''),1,{7 if self.by is By.MONTH else 4})"
        return f"coalesce({value},'')"


def _standing(place: str, on: date) -> str:
    """The SQL that gives a place, or where one that was merged before ``on`` has gone, as returns count it."""
    day, places = on.isoformat(), table(Place)
    return f"""CASE WHEN {place}."successor_id" IS NULL OR coalesce({place}."valid_to",'{day}')>='{day}'
 THEN {place}."id" ELSE (WITH RECURSIVE later("at") AS (SELECT {place}."successor_id" UNION
 SELECT w."successor_id" FROM later JOIN {places} w ON w."id"="at" WHERE w."valid_to"<'{day}')
 SELECT "at" FROM later JOIN {places} w ON w."id"="at"
 WHERE w."successor_id" IS NULL OR coalesce(w."valid_to",'{day}')>='{day}') END"""


def age_group(value: str, on: date, lows: list[int]) -> str:
    """The SQL that gives the number of the age band in which who was born on a day is on ``on``."""
    born, day = f"coalesce({value},'')", on.isoformat()
    age = f"({on.year}-CAST(substr({born},1,4) AS INTEGER)-(substr({born},6,5)>'{day[5:]}'))"
    cases = " ".join(f"WHEN {age}>={low} THEN {number}" for number, low in reversed(list(enumerate(lows))))
    return f"CASE WHEN length({born})<>10 THEN '' {cases} ELSE '' END"


def band(number: int) -> str:
    """An age band in words: 35～64岁, 65岁及以上."""
    low, high = AGES[number]
    return f"{low}～{high}岁" if high else f"{low}岁及以上"


def dimensions(kind: RecordType, viewer: Viewer) -> tuple[Dimension, ...]:
    """All by which records of a kind may be told apart, the usual columns first."""
    found = [one for column in known.offered(kind) for one in _of(column) if may_ask(one.column, viewer)]
    return tuple({one.key: one for one in found}.values())


def named(kind: RecordType, key: str, viewer: Viewer) -> Dimension:
    """The dimension with this key; Refusal when there is none, or none for this viewer."""
    found = next((one for one in dimensions(kind, viewer) if one.key == key), None)
    if found is None:
        raise Refusal(f"{kind.title}不能按“{key}”统计。", "请换一栏；对您隐去的栏目不能统计。")
    return found


def _of(given: Column) -> Iterator[Dimension]:
    column = known.titled(given) if given.summed_over is None else given
    field, kind = column.field, column.spec.kind
    if field is Place.name and column.path and isinstance(column.path[-1], ForeignKeyField):
        yield Dimension(column, By.PLACE)
    elif isinstance(kind, Day) and field.name == "birth":
        yield Dimension(column, By.AGE)
    elif isinstance(kind, Day):
        yield from (Dimension(column, By.MONTH), Dimension(column, By.YEAR))
    elif isinstance(kind, VagueDay):
        yield Dimension(column, By.YEAR)
    elif isinstance(kind, Choice | YesNo) or field.name in _NAMED or any(field is one for one in _TITLES):
        yield Dimension(column, By.VALUE)


def _places(db: SqliteDatabase, keys: list[Key]) -> list[tuple[Key, str]]:
    """Places in the official order of their upper place and their own."""
    sql = f'SELECT p."id",p."name" FROM {table(Place)} p LEFT JOIN {table(Place)} u ON u."id"=p."parent_id"'
    order = ' ORDER BY u."sort" IS NULL,u."sort",u."id",p."sort" IS NULL,p."sort",p."id"'
    asked = {int(key) for key in keys}
    return [(key, name) for key, name in db.execute_sql(sql + order).fetchall() if key in asked]


def _when(text: str, by: By) -> str:
    if by is By.MONTH and len(text) == 7:
        return f"{text[:4]}年{int(text[5:])}月"
    return f"{text}年" if by is By.YEAR else text
