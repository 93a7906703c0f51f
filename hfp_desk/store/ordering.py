"""In which order the ids of a list are read: by an index where one leads there, by sorting where none does.

A person's name sorts by its pinyin, a place as in the official list. To walk a million bills in the order of their
persons, the persons are walked and each one's bills looked up; what has no person stands before (or behind) them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from peewee import Field

from hfp_desk.gate import Viewer, hides
from hfp_desk.records import Column, Person, Place, Record, SearchEntry
from hfp_desk.store.children import added
from hfp_desk.store.columns import holder, titled
from hfp_desk.store.sql import LISTED, Joins, Sql, name_of, restriction, unindexed
from hfp_desk.store.tables import table
from hfp_desk.store.views import Order, View

_ID = f'{LISTED}."id"'


@dataclass(frozen=True)
class Part:
    """A query for some of the ids; ``is_rest`` when it gives what lacks a link, few as a rule."""

    sql: Sql
    is_rest: bool = False


def sorted_ids(view: View, viewer: Viewer, where: Sql) -> Sql:
    """All ids of the view, sorted by its order."""
    joins = Joins(view.record_type.model)
    terms = [f"{unindexed(_key(view, column, joins, viewer))}{_way(down)}" for column, down in view.ordered]
    terms.append(_ID + _way(_downwards(view.ordered)))
    head = f"SELECT {_ID} FROM {table(view.record_type.model)} {LISTED}{joins.text} WHERE "
    return Sql(head) + where + f" ORDER BY {','.join(terms)}"


def walked_ids(view: View, viewer: Viewer, where: Sql) -> list[Part]:
    """The same ids as queries to be read one after the other, each of which an index may serve without sorting."""
    if not view.ordered:
        return [Part(sorted_ids(view, viewer, where))]
    (first, down), *rest = view.ordered
    first = titled(first)
    if first.summed_over is not None or (hides(first.spec, viewer) and _restricted(view, first)):
        return [Part(sorted_ids(view, viewer, where))]
    route = _route(first)
    joins = Joins(view.record_type.model)
    terms = [f"{_key(view, column, joins, viewer)}{_way(way)}" for column, way in rest]
    terms += [name + _way(down) for name in (*_ties(view.record_type.model, first), _ID)]
    walk = _walk(view.record_type.model, route, joins, where, terms, down)
    return [Part(walk)] if not route.steps else _with_unlinked(route, walk, joins, view, where, terms, down)


@dataclass(frozen=True)
class _Step:
    """From a link (a column of the table before) to a table."""

    link: str
    table: str


@dataclass(frozen=True)
class _Route:
    """The tables from the listed one to the one that holds the sort key."""

    steps: tuple[_Step, ...]
    key: str


def _route(column: Column) -> _Route:
    steps = [_Step(name_of(link), table(link.rel_model)) for link in column.path]
    if column.field is Person.name:
        entries = table(SearchEntry)
        steps = [*steps[:-1], _Step(steps[-1].link if steps else '"id"', entries)]
        return _Route(tuple(steps), '"pinyin"')
    return _Route(tuple(steps), name_of(Place.sort if column.field is Place.name else column.field))


def _walk(model: type[Record], route: _Route, joins: Joins, where: Sql, terms: list[str], down: bool) -> Sql:
    """The tables of the route from its far end, so that the key's index gives the order."""
    if not route.steps:
        terms = [f"{LISTED}.{route.key}{_way(down)}", *terms]
        return Sql(f"SELECT {_ID} FROM {table(model)} {LISTED}{joins.text} WHERE ") + where + _order(terms)
    names = [LISTED, *(f"w{number}" for number in range(1, len(route.steps) + 1))]
    ties = [f"{names[-1]}.{route.key}{_way(down)}", f'{names[-1]}."id"{_way(down)}', *terms]
    tables = [f"{step.table} {name}" for step, name in zip(route.steps, names[1:], strict=True)]
    links = " AND ".join(
        f'{before}.{step.link}={after}."id"' for step, before, after in zip(route.steps, names, names[1:], strict=False)
    )
    source = " CROSS JOIN ".join([*reversed(tables), f"{table(model)} {LISTED}"])
    return Sql(f"SELECT {_ID} FROM {source}{joins.text} WHERE {links} AND ") + where + _order(ties)


def _with_unlinked(
    route: _Route, walk: Sql, joins: Joins, view: View, where: Sql, terms: list[str], down: bool
) -> list[Part]:
    head = f"SELECT {_ID} FROM {table(view.record_type.model)} {LISTED}{joins.text}"
    head += f" WHERE ({_unlinked(route.steps, f'{LISTED}.')}) AND "
    parts = [Part(Sql(head) + where + _order(terms), is_rest=True), Part(walk)]
    return parts[::-1] if down else parts


def _unlinked(steps: tuple[_Step, ...], before: str) -> str:
    """The record has no link where the route needs one."""
    link = before + steps[0].link
    if len(steps) == 1:
        return f"{link} IS NULL"
    return f'{link} IS NULL OR {link} IN (SELECT "id" FROM {steps[0].table} WHERE {_unlinked(steps[1:], "")})'


def _key(view: View, column: Column, joins: Joins, viewer: Viewer) -> str:
    """The sort key; a restricted value sorts like an empty one, so that its place does not tell it."""
    column = titled(column)
    if column.summed_over is None and column.field is Person.name:
        return f'{joins.beside(table(SearchEntry), column.path)}."pinyin"'
    if column.summed_over is None and column.field is Place.name:
        return f'{joins.alias(column.path)}."sort"'
    alias = joins.alias(column.path)
    value = added(column, viewer, f'{alias}."id"') if column.summed_over else f"{alias}.{name_of(column.field)}"
    mark = restriction(holder(view.record_type, column), f"{alias}.")
    hidden = hides(column.spec, viewer) and mark
    return f"CASE WHEN {mark} THEN NULL ELSE {value} END" if hidden else value


def needs_entries(view: View) -> bool:
    """Whether walking this order leads over the search entries, so that each person must have one."""
    return bool(view.ordered) and titled(view.ordered[0][0]).field is Person.name


def _restricted(view: View, column: Column) -> bool:
    return bool(restriction(holder(view.record_type, column), ""))


def _ties(model: type[Record], column: Column) -> Iterator[str]:
    """What follows the key in its index: equal keys stand in the index's own order, which costs nothing."""
    if column.path:
        return
    for names, _ in model._meta.indexes:
        if names[0] == column.field.name:
            fields: list[Field[Any]] = [model._meta.fields[name] for name in names[1:]]
            yield from (f"{LISTED}.{name_of(field)}" for field in fields)
            return


def _downwards(order: Order) -> bool:
    return bool(order) and order[0][1]


def _way(down: bool) -> str:
    return " DESC" if down else ""


def _order(terms: list[str]) -> str:
    return f" ORDER BY {','.join(terms)}"
