"""The ids of a long list in an order that indexes give, so that any part of it can be read without sorting the rest.

To walk a million bills in the order of their persons, the persons are walked and each one's bills looked up. What
has no person stands before (or behind) them. Rows with equal keys stand as the indexes on the way have them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from hfp_desk.gate import Viewer, hides
from hfp_desk.records import Column, Person, Place, Record, SearchEntry
from hfp_desk.store.columns import holder, titled
from hfp_desk.store.ordering import ID, key, ordered_by, sorted_ids, way
from hfp_desk.store.sql import LISTED, Joins, Sql, name_of, restriction
from hfp_desk.store.tables import table
from hfp_desk.store.views import View


@dataclass(frozen=True)
class Part:
    """A query for some of the ids; ``is_rest`` when it gives what lacks a link, few as a rule."""

    sql: Sql
    is_rest: bool = False


def walked_ids(view: View, viewer: Viewer, where: Sql) -> list[Part]:
    """Queries to be read one after the other; whether an index really serves them is for the database to say.

    Indexes end in names: those who may not know these get an order of their own.
    """
    first = titled(view.ordered[0][0]) if view.ordered else None
    if first is None or first.summed_over is not None or _may_hide(view, first, viewer) or not viewer.sees_persons:
        return [Part(sorted_ids(view, viewer, where))]
    walk = _Walk(view, viewer, first)
    parts = [Part(walk.rest(where), is_rest=True), Part(walk.main(where))] if walk.steps else [Part(walk.main(where))]
    return parts[::-1] if walk.down else parts


def needs_entries(view: View) -> bool:
    """Whether walking this order leads over the search entries, so that each person must have one."""
    return bool(view.ordered) and titled(view.ordered[0][0]).field is Person.name


@dataclass(frozen=True)
class _Step:
    """From a link of one table to the record it points at; ``ties`` are what follows the link in its index."""

    link: str
    table: str
    ties: tuple[str, ...]


class _Walk:
    """One order by a column, the tables on the way to it, and the terms that follow."""

    def __init__(self, view: View, viewer: Viewer, column: Column) -> None:
        self._model = view.record_type.model
        self._joins = Joins(self._model)
        self.down = view.ordered[0][1]
        self.steps = tuple(_steps(self._model, column))
        self._more = [f"{key(view, each, self._joins, viewer)}{way(down)}" for each, down in view.ordered[1:]]
        self._names = [LISTED, *(f"w{number}" for number in range(1, len(self.steps) + 1))]
        self._key = name_of(column.field)
        self._ties = () if self.steps else tuple(_after(self._model, column.field.name))
        if column.field is Person.name:
            self._key = '"pinyin"'
        elif column.field is Place.name:
            self._key = '"sort"'

    def main(self, where: Sql) -> Sql:
        """The tables from the far end of the way, so that the key's index leads."""
        tables = [f"{step.table} {name}" for step, name in zip(self.steps, self._names[1:], strict=True)]
        source = " CROSS JOIN ".join([*reversed(tables), f"{table(self._model)} {LISTED}"])
        names = zip(self.steps, pairwise(self._names), strict=True)
        links = "".join(f'{before}.{step.link}={after}."id" AND ' for step, (before, after) in names)
        head = f"SELECT {ID} FROM {source}{self._joins.text} WHERE {links}"
        return Sql(head) + where + ordered_by(self._terms())

    def rest(self, where: Sql) -> Sql:
        """What has no link where the way needs one."""
        head = f"SELECT {ID} FROM {table(self._model)} {LISTED}{self._joins.text}"
        terms = [*self._more, ID + way(self.down)]
        return Sql(f"{head} WHERE ({_unlinked(self.steps, f'{LISTED}.')}) AND ") + where + ordered_by(terms)

    def _terms(self) -> list[str]:
        far = self._names[-1]
        terms = [f"{far}.{self._key}"]
        terms += [f'{far}."id"'] if self.steps else []
        tail = [] if self._more else [f"{LISTED}.{tie}" for tie in self._ties]
        if not self._more:
            for step, name in zip(reversed(self.steps), reversed(self._names[:-1]), strict=True):
                tail += [*(f"{name}.{tie}" for tie in step.ties), *([f'{name}."id"'] if name != LISTED else [])]
        return [*(term + way(self.down) for term in terms), *self._more, *(t + way(self.down) for t in (*tail, ID))]


def _steps(model: type[Record], column: Column) -> Iterator[_Step]:
    if column.field is Person.name and not column.path:
        yield _Step('"id"', table(SearchEntry), ())
    for number, link in enumerate(column.path, start=1):
        by_name = column.field is Person.name and number == len(column.path)
        target: type[Record] = link.rel_model
        yield _Step(name_of(link), table(SearchEntry if by_name else target), tuple(_after(model, link.name)))
        model = target


def _after(model: type[Record], name: str) -> Iterator[str]:
    """The columns that follow this one in the index it leads; an index over some rows only leads nowhere."""
    whole = (index for index in model._meta.indexes if isinstance(index, tuple))
    for fields, _ in whole:
        if fields[0] == name:
            yield from (name_of(model._meta.fields[field]) for field in fields[1:])
            return


def _unlinked(steps: tuple[_Step, ...], before: str) -> str:
    """The record has no link where the way needs one."""
    link = before + steps[0].link
    if len(steps) == 1:
        return f"{link} IS NULL"
    return f'{link} IS NULL OR {link} IN (SELECT "id" FROM {steps[0].table} WHERE {_unlinked(steps[1:], "")})'


def _may_hide(view: View, column: Column, viewer: Viewer) -> bool:
    """Whether some values of the column are kept from this viewer, so that their order must be as well."""
    return hides(column.spec, viewer) and bool(restriction(holder(view.record_type, column), ""))
