"""Lines of a list to be printed: one statement walks them in their order, nothing is held in memory.

A query says from which tables, which declared fields it wants under which alias, and what else by name. A value comes
back as its field holds it, so that the gate can be asked by the very field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from peewee import Field

from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope

Key: TypeAlias = "Field[Any] | str"
"""A declared field, or the name of something computed."""

PLACED = ' LEFT JOIN "place" town ON town."id"={0}."town_id" LEFT JOIN "place" village ON village."id"={0}."village_id"'
"""Joins a record's township and village; ``format`` with its alias."""
PLACES = {"town": 'town."name"', "village": 'village."name"'}
"""The columns that go with it."""
OFFICIALLY = 'town."sort" IS NULL, town."sort", village."sort" IS NULL, village."sort"'
"""The official order of places; what lies nowhere comes last."""


@dataclass(frozen=True)
class Query:
    """``tables`` is what follows FROM; ``fields`` by alias; ``named`` are expressions with their ``values`` bound."""

    tables: str
    fields: Mapping[str, Sequence[Field[Any]]]
    order: str
    named: Mapping[str, str] = field(default_factory=dict)
    values: tuple[object, ...] = ()


class Line:
    """One line: its values by field or by name."""

    def __init__(self, places: Mapping[str, int], values: Sequence[Any]) -> None:
        self._places = places
        self._values = values

    def __getitem__(self, key: Key) -> Any:
        return self._values[self._places[_name(key)]]


def lines(register: Register, query: Query, where: str, given: Sequence[object] = ()) -> Iterator[Line]:
    """The lines of a query that fulfil a condition."""
    declared = [(alias, one) for alias, fields in query.fields.items() for one in fields]
    columns = [*(f'{alias}."{one.column_name}"' for alias, one in declared), *query.named.values()]
    keys: list[Key] = [*(one for _, one in declared), *query.named]
    places = {_name(key): number for number, key in enumerate(keys)}
    readers: list[Callable[[Any], Any]] = [*(one.python_value for _, one in declared), *(_as_is for _ in query.named)]
    sql = f"SELECT {', '.join(columns)} FROM {query.tables} WHERE {where} ORDER BY {query.order}"
    for row in register.db.execute_sql(sql, (*query.values, *given)):
        yield Line(places, [read(value) for read, value in zip(readers, row, strict=True)])


def count(register: Register, tables: str, where: str, given: Sequence[object] = ()) -> int:
    """How many rows fulfil a condition."""
    return int(register.db.execute_sql(f"SELECT count(*) FROM {tables} WHERE {where}", tuple(given)).fetchone()[0])


def within(scope: Scope, alias: str) -> tuple[str, list[object]]:
    """The living records of a scope by place and by their own number."""
    where, given = replace(scope, persons=scope.records).where(alias)
    return f"{alias}.\"voided_at\"='' AND {where}", given


def dated(scope: Scope, column: str) -> tuple[str, list[object]]:
    """The condition that a day lies in the period; what has no day is never left out."""
    parts, given = [], []
    for sign, moment in ((">=", scope.since), ("<=", scope.until)):
        if moment is not None:
            parts.append(f" AND ({column} IS NULL OR {column}{sign}?)")
            given.append(moment.isoformat())
    return "".join(parts), [*given]


def _name(key: Key) -> str:
    return key if isinstance(key, str) else f"{key.model.__name__}.{key.name}"


def _as_is(value: Any) -> Any:
    return value
