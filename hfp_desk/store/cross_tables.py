"""交叉表: a list told apart by two of its columns, in records, persons or yuan; every figure opens its list.

One statement groups the whole list. A figure and the list behind it are asked by the same conditions, those of the
lists: what a viewer may not see is in no figure of his.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from peewee import ForeignKeyField

from hfp_desk.gate import Viewer, masks
from hfp_desk.kinds import Money
from hfp_desk.problems import Refusal
from hfp_desk.records import PERSON, Column, RecordType
from hfp_desk.store import conditions
from hfp_desk.store.dimensions import Dimension, Key
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import LISTED, Joins, Sql, name_of
from hfp_desk.store.tables import table
from hfp_desk.store.views import View

MOST = 400
"""So many groups at most in a direction: more are no table any more."""


_TOTALS = (
    "r,c,count(*) FROM g GROUP BY 1,2",
    "r,NULL,count(DISTINCT u) FROM g GROUP BY 1",
    "NULL,c,count(DISTINCT u) FROM g GROUP BY 2",
    "NULL,NULL,count(DISTINCT u) FROM g",
)
"""Figures and totals of distinct units, which do not add up."""


class What(StrEnum):
    """What is counted."""

    RECORDS = "record"
    PERSONS = "person"
    SUM = "sum"


@dataclass(frozen=True)
class Measure:
    """What is counted: records (人次, 条), the persons they are of, or the sum of a column of money."""

    what: What
    title: str
    unit: str
    column: Column | None = None

    @property
    def key(self) -> str:
        """Its stable name: ``record``, ``person``, ``total``."""
        return self.column.key if self.column is not None else self.what.value


@dataclass(frozen=True)
class CrossTable:
    """The groups of both directions, in their order, and the figures; ``across`` is None for a table of one column.

    ``cells`` are by row and column; None stands for all of them. Persons and groups in which a record may stand twice
    do not add up to their totals (``adds``).
    """

    view: View
    rows: Dimension
    across: Dimension | None
    measure: Measure
    on: date
    row_labels: tuple[tuple[Key, str], ...]
    column_labels: tuple[tuple[Key, str], ...]
    cells: Mapping[tuple[Key | None, Key | None], Decimal]
    adds: bool

    def value(self, row: Key | None, column: Key | None) -> Decimal:
        """A figure; None stands for all rows, or all columns."""
        return self.cells.get((row, column), Decimal(0))


@dataclass(frozen=True)
class Behind:
    """The records behind a figure, and of which kind they are."""

    kind: RecordType
    ids: tuple[int, ...]


def measures(kind: RecordType, viewer: Viewer) -> tuple[Measure, ...]:
    """What can be counted of records of a kind."""
    own = kind.model._meta.fields
    found = [Measure(What.RECORDS, "人数" if kind is PERSON else f"{kind.title}条数", "人" if kind is PERSON else "条")]
    if "person" in own:
        found.append(Measure(What.PERSONS, "人数（每人计一次）", "人"))
    for field in kind.fields:
        column = Column(field)
        if isinstance(column.spec.kind, Money) and not masks(column.spec, viewer):
            found.append(Measure(What.SUM, f"{column.title}合计", "元", column))
    return tuple(found)


def cross(
    register: Register,
    view: View,
    rows: Dimension,
    across: Dimension | None,
    measure: Measure,
    viewer: Viewer,
    on: date,
) -> CrossTable:
    """The table of a view; ``on`` is the day of the ages. Refusal of too many groups, or of sums that count twice."""
    if not viewer.may_look:
        raise Refusal("您没有任何角色，不能查看统计。", "请联系管理员分配角色。")
    asked = _Asked(view, rows, across, measure, viewer, on)
    with register.session():
        cells, adds = _counted(register, asked)
        keys = [{pair[place] for pair in cells} - {None} for place in (0, 1)]
        for dimension, found in zip((rows, across), keys, strict=True):
            if dimension is not None and len(found) > MOST:
                raise Refusal(f"“{dimension.title}”有 {len(found):,} 组，列不成表。", "请换一栏，或先加条件缩小范围。")
        down = tuple(rows.labels(register.db, [key for key in keys[0] if key is not None]))
        over = tuple(across.labels(register.db, [key for key in keys[1] if key is not None])) if across else ()
    return CrossTable(view, rows, across, measure, on, down, over, cells, adds)


def behind(register: Register, made: CrossTable, row: Key | None, column: Key | None, viewer: Viewer) -> Behind:
    """The records behind a figure: those of the listed kind, or persons where persons are counted."""
    asked = _Asked(made.view, made.rows, made.across, made.measure, viewer, made.on)
    with register.session():
        query = asked.members(register, row, column)
        ids = tuple(found[0] for found in register.db.execute_sql(query.text, query.values))
    return Behind(PERSON if made.measure.what is What.PERSONS else made.view.record_type, ids)


class _Asked:
    """The statement of a table, in its pieces."""

    def __init__(
        self, view: View, rows: Dimension, across: Dimension | None, measure: Measure, viewer: Viewer, on: date
    ) -> None:
        several = [one for one in (rows, across) if one is not None and one.several]
        if several and measure.what is What.SUM:
            raise Refusal(
                f"按“{several[0].title}”分组时一条记录可能分在几组，金额会重复相加。", "请改为统计人数或条数。"
            )
        if len(several) == 2 and rows.column.summed_over is several[1].column.summed_over:
            raise Refusal("行和列不能都按同一种下级记录分组。", "请给行或列换一栏。")
        self.view, self.measure, self.viewer = view, measure, viewer
        joins = Joins(view.record_type.model)
        self.row, further = rows.expression(joins, viewer, on)
        self.column, more = across.expression(joins, viewer, on) if across is not None else ("''", "")
        self.adds = not several and measure.what is not What.PERSONS
        self.unit = f'{LISTED}."id"' if measure.what is not What.PERSONS else _person(view.record_type)
        self._from = f" FROM {table(view.record_type.model)} {LISTED}{joins.text}{further}{more} WHERE "

    def source(self, register: Register) -> Sql:
        """From which rows."""
        return Sql(self._from) + conditions.where(register.db, self.view, self.viewer, scan=True)

    def members(self, register: Register, row: Key | None, column: Key | None) -> Sql:
        """The ids behind a figure."""
        query = Sql(f"SELECT DISTINCT {self.unit}") + self.source(register) + f" AND {self.unit} IS NOT NULL"
        for expression, key in ((self.row, row), (self.column, column)):
            query += Sql(f" AND {expression}=?", (key,)) if key is not None else ""
        return query + " ORDER BY 1"


def _person(kind: RecordType) -> str:
    link = kind.model._meta.fields["person"]
    assert isinstance(link, ForeignKeyField)
    return f"{LISTED}.{name_of(link)}"


def _counted(register: Register, asked: _Asked) -> tuple[dict[tuple[Key | None, Key | None], Decimal], bool]:
    if asked.adds:
        return _added(register, asked), True
    pairs = Sql(f"WITH g AS (SELECT DISTINCT {asked.row} AS r,{asked.column} AS c,{asked.unit} AS u")
    pairs += asked.source(register) + f" AND {asked.unit} IS NOT NULL) "
    query = pairs + " UNION ALL ".join(f"SELECT {part}" for part in _TOTALS)
    found = register.db.execute_sql(query.text, query.values).fetchall()
    return {(row, column): Decimal(value) for row, column, value in found}, False


def _added(register: Register, asked: _Asked) -> dict[tuple[Key | None, Key | None], Decimal]:
    money = asked.measure.column
    figure = "count(*)" if money is None else f"sum(coalesce({LISTED}.{name_of(money.field)},0))"
    query = Sql(f"SELECT {asked.row},{asked.column},{figure}") + asked.source(register) + " GROUP BY 1,2"
    cells: dict[tuple[Key | None, Key | None], Decimal] = {}
    found: list[tuple[Any, Any, Any]] = register.db.execute_sql(query.text, query.values).fetchall()
    for row, column, value in found:
        for key in ((row, column), (row, None), (None, column), (None, None)):
            cells[key] = cells.get(key, Decimal(0)) + Decimal(value).scaleb(0 if money is None else -2)
    return cells
