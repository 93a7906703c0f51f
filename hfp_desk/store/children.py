"""What the children of the listed records say: their money added up, their codes and diseases named once.

One statement for all columns over the same children. A voided child never counts, nor does a restricted one for
those who may not know of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from peewee import ForeignKeyField, SqliteDatabase

from hfp_desk.gate import Viewer
from hfp_desk.kinds import Money
from hfp_desk.records import Column
from hfp_desk.store.sql import living, name_of, open_to
from hfp_desk.store.tables import table

_CHILD = "c"


@dataclass(frozen=True)
class Children:
    """Columns (by number) over the children of the records at the end of ``path``."""

    path: tuple[ForeignKeyField[Any], ...]
    numbers: tuple[int, ...]
    head: str

    @property
    def nothing(self) -> tuple[None, ...]:
        """What is said of a record without children."""
        return (None,) * len(self.numbers)

    def read(self, db: SqliteDatabase, parents: set[Any]) -> dict[int, tuple[Any, ...]]:
        """The columns by parent."""
        ids = tuple(parents - {None})
        sql = f"{self.head} IN ({','.join('?' * len(ids))}) GROUP BY 1"
        return {row[0]: row[1:] for row in db.execute_sql(sql, ids)}


def grouped(columns: Sequence[Column], viewer: Viewer) -> Iterator[Children]:
    """The columns over children, those over the same ones together."""
    below = sorted((number for number, column in enumerate(columns) if column.summed_over), key=_group(columns))
    for _, numbers in groupby(below, key=_group(columns)):
        each = tuple(numbers)
        yield Children(columns[each[0]].path, each, _head([columns[number] for number in each], viewer))


def added(column: Column, viewer: Viewer, parent: str) -> str:
    """The same of one column for the record with the id ``parent``, as an expression to sort by."""
    link = column.summed_over
    assert link is not None
    source = f"{table(link.model)} {_CHILD} WHERE {_counted([column], viewer)}"
    return f"(SELECT {_value(column)} FROM {source} AND {_CHILD}.{name_of(link)}={parent})"


def _group(columns: Sequence[Column]) -> Any:
    def key(number: int) -> tuple[str, ...]:
        column = columns[number]
        link = column.summed_over
        assert link is not None
        return (*(step.name for step in column.path), link.model.__name__, link.name)

    return key


def _head(columns: list[Column], viewer: Viewer) -> str:
    link = columns[0].summed_over
    assert link is not None
    of = f"{_CHILD}.{name_of(link)}"
    values = ",".join(map(_value, columns))
    return f"SELECT {of},{values} FROM {table(link.model)} {_CHILD} WHERE {_counted(columns, viewer)} AND {of}"


def _value(column: Column) -> str:
    value = f"{_CHILD}.{name_of(column.field)}"
    return f"sum({value})" if isinstance(column.spec.kind, Money) else f"group_concat(DISTINCT nullif({value},''))"


def _counted(columns: list[Column], viewer: Viewer) -> str:
    """Living children, without those this viewer may not see."""
    link = columns[0].summed_over
    assert link is not None
    free = open_to(link.model, viewer, f"{_CHILD}.")
    return living(f"{_CHILD}.") + (f" AND {free}" if free else "")
