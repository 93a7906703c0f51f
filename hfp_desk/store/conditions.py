"""From the conditions of a view to SQL: each linked table is asked once, in a subquery its indexes can answer.

What a viewer may not see he cannot find by asking for it: restricted records are in no list of his and fulfil no
condition, and what is masked for him is not asked about.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from peewee import ForeignKeyField, SqliteDatabase

from hfp_desk.gate import Viewer, masks
from hfp_desk.kinds import Money
from hfp_desk.problems import Refusal
from hfp_desk.records import Column, Place, Record
from hfp_desk.store import comparing, flaws, regions
from hfp_desk.store.columns import titled
from hfp_desk.store.sql import LISTED, Sql, joined, living, name_of, open_to, unindexed
from hfp_desk.store.tables import table
from hfp_desk.store.views import Condition, Operator, View

_SEVERAL = (list, tuple, set, frozenset)


def may_ask(column: Column, viewer: Viewer) -> bool:
    """Whether a list may be narrowed by what stands in this column: what is masked for a viewer is not asked about."""
    return not masks(titled(column).spec, viewer)


def where(db: SqliteDatabase, view: View, viewer: Viewer, scan: bool = False) -> Sql:
    """What the rows of a view must fulfil; ``scan`` keeps the indexes out where most rows fulfil it."""
    model, before = view.record_type.model, f"{LISTED}."
    voided = unindexed(f'{before}"voided_at"')  # nearly all fulfil it: never a reason to choose an index
    found = [] if view.include_void else [Sql(f"{voided}=''")]
    free = open_to(model, viewer, before)
    found += [Sql(free)] if free else []
    tests = [_test(condition) for condition in view.conditions]
    for test in tests:
        _require_seen(test.condition, viewer)
    found += _Asked(db, viewer, scan).all(model, tests, before)
    if view.flaw:
        found.append(Sql(flaws.named(view.record_type, view.flaw).where))
    if view.only is not None:
        ids = json.dumps(view.only)  # bound as one value: there may be a million of them
        found.append(Sql(f'{before}"id" IN (SELECT value FROM json_each(?))', (ids,)))
    return joined(found, " AND ") if found else Sql("1=1")


@dataclass(frozen=True)
class _Test:
    """A condition with the links still to be walked; ``place`` is the link when a place is asked for."""

    condition: Condition
    path: tuple[ForeignKeyField[Any], ...]
    place: ForeignKeyField[Any] | None = None


def _test(condition: Condition) -> _Test:
    column = condition.column
    if isinstance(column.field, ForeignKeyField) and column.summed_over is None:
        ids = all(isinstance(value, int) for value in _values(condition)) and condition.value is not None
        bare = condition.operator in (Operator.EMPTY, Operator.PRESENT) or (ids and column.field.rel_model is not Place)
        column = column if bare else titled(column)
        condition = replace(condition, column=column)
    asks_place = condition.operator not in (Operator.EMPTY, Operator.PRESENT) and column.field is Place.name
    if asks_place and column.path and column.summed_over is None:
        return _Test(condition, column.path[:-1], column.path[-1])
    return _Test(condition, column.path)


def _require_seen(condition: Condition, viewer: Viewer) -> None:
    """Refusal to compare what is masked; whether there is anything is seen, and a record's number tells nothing."""
    column = condition.column
    seen = condition.operator in (Operator.EMPTY, Operator.PRESENT) or isinstance(column.field, ForeignKeyField)
    if not seen and not may_ask(column, viewer):
        raise Refusal(
            f"“{column.title}”对您是隐去的，不能按它筛选。", "请改用乡镇、村、身份等条件，或请有“录入”角色的同事查。"
        )


def _values(condition: Condition) -> tuple[Any, ...]:
    return tuple(condition.value) if isinstance(condition.value, _SEVERAL) else (condition.value,)


class _Asked:
    def __init__(self, db: SqliteDatabase, viewer: Viewer, scan: bool) -> None:
        self._db = db
        self._viewer = viewer
        self._scan = scan

    def all(self, model: type[Record], tests: Sequence[_Test], before: str) -> list[Sql]:
        """The tests as SQL; those that walk the same link share one subquery."""
        found = [self._own(model, test, before) for test in tests if not test.path]
        walking = [test for test in tests if test.path]
        absent = [test for test in walking if test.condition.operator is Operator.EMPTY]
        present = sorted((test for test in walking if test not in absent), key=_first)
        for _, group in groupby(present, _first):
            found.append(self._linked(list(group), before))
        for test in absent:
            link = self._name(test.path[0], before)
            there = replace(test, condition=replace(test.condition, operator=Operator.PRESENT))
            found.append(Sql(f"({link} IS NULL OR NOT ") + self._linked([there], before) + ")")
        return found

    def _linked(self, tests: list[_Test], before: str) -> Sql:
        link = tests[0].path[0]
        free = open_to(link.rel_model, self._viewer, "")
        inner = [Sql(free)] if free else []
        inner += self.all(link.rel_model, [replace(test, path=test.path[1:]) for test in tests], "")
        text = f'{self._name(link, before)} IN (SELECT "id" FROM {table(link.rel_model)} WHERE '
        return Sql(text) + joined(inner, " AND ") + ")"

    def _name(self, link: ForeignKeyField[Any], before: str) -> str:
        name = before + name_of(link)
        return unindexed(name) if self._scan and before else name

    def _own(self, model: type[Record], test: _Test, before: str) -> Sql:
        condition, column = test.condition, test.condition.column
        if test.place is not None:
            return self._place(model, test.place, condition, before)
        if column.summed_over is not None:
            return self._children(column, condition, before)
        value = before + name_of(column.field)
        return comparing.compare(unindexed(value) if self._scan and before else value, condition)

    def _place(self, model: type[Record], link: ForeignKeyField[Any], condition: Condition, before: str) -> Sql:
        """A village lies in its town, so both links of a record are asked where it has both."""
        area = ",".join(map(str, regions.within(self._db, _values(condition)))) or "NULL"
        fields = model._meta.fields
        both = ("town", "village") if {"town", "village"} <= fields.keys() else (link.name,)
        links = [fields[name] for name in both] if link.name in both else [link]
        tests = [Sql(f"{self._name(each, before)} IN ({area})") for each in links]
        return Sql("(") + joined(tests, " OR ") + ")"

    def _children(self, column: Column, condition: Condition, before: str) -> Sql:
        link = column.summed_over
        assert link is not None
        absent = condition.operator is Operator.EMPTY
        asked = replace(condition, operator=Operator.PRESENT) if absent else condition
        of, value = name_of(link), name_of(column.field)
        free = open_to(link.model, self._viewer, "")
        head = f"SELECT {of} FROM {table(link.model)} WHERE {living('')} AND {of} IS NOT NULL"
        head += f" AND {free}" if free else ""
        if isinstance(column.spec.kind, Money):
            inner = Sql(f"{head} GROUP BY {of} HAVING ") + comparing.compare(f"sum({value})", asked)
        else:
            inner = Sql(f"{head} AND ") + comparing.compare(value, asked)
        return Sql(f'{before}"id" {"NOT " if absent else ""}IN (') + inner + ")"


def _first(test: _Test) -> str:
    return str(test.path[0].name)
