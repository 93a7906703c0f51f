"""Rows of a list by their ids: read in pages with the titles of linked records, shown through the gate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from peewee import DateField, SqliteDatabase

from hfp_desk.gate import Viewer, hides, shown
from hfp_desk.kinds import Kind
from hfp_desk.records import Column, RecordType
from hfp_desk.store import columns as known
from hfp_desk.store import flaws
from hfp_desk.store.children import grouped
from hfp_desk.store.sql import LISTED, Joins, name_of, restriction
from hfp_desk.store.tables import table


@dataclass(frozen=True)
class Row:
    """One row: what is shown, the values behind it (the shown text where the gate changed it), how it is marked."""

    cells: tuple[str, ...]
    values: tuple[Any, ...]
    flag: str


GONE = Row((), (), "void")


class Pages:
    """Reads rows of some columns of a record type for one viewer: one statement, and one for each kind of children."""

    def __init__(self, kind: RecordType, columns: Sequence[Column], viewer: Viewer) -> None:
        self._viewer = viewer
        self._columns = [known.titled(column) for column in columns]
        self._readers = [_reader(column) for column in self._columns]
        self._flags = flaws.of(kind)
        joins = Joins(kind.model)
        self._picked: dict[str, int] = {f'{LISTED}."id"': 0}
        parents = {path: self._pick(f'{joins.alias(path)}."id"') for path in {each.path for each in self._columns}}
        self._places = [self._place(column, joins) for column in self._columns]
        self._marks = [self._mark(kind, column, joins) for column in self._columns]
        self._children = [(group, parents[group.path]) for group in grouped(self._columns, viewer)]
        self._voided = self._pick(f'{LISTED}."voided_at"')
        self._tests = [self._pick(f"CASE WHEN {flaw.where} THEN 1 ELSE 0 END") for flaw in self._flags]
        source = f"{table(kind.model)} {LISTED}{joins.text}"
        self._sql = f'SELECT {",".join(self._picked)} FROM {source} WHERE {LISTED}."id" IN '

    def read(self, db: SqliteDatabase, ids: Sequence[int]) -> dict[int, Row]:
        """The rows with these ids."""
        marks = ",".join("?" * len(ids))
        rows = db.execute_sql(f"{self._sql}({marks})", tuple(ids)).fetchall()
        sums = [group.read(db, {row[parent] for row in rows}) for group, parent in self._children]
        return {row[0]: self._row(row, self._of_children(row, sums)) for row in rows}

    def _pick(self, expression: str) -> int:
        """Where an expression stands in the statement, added when it is new."""
        return self._picked.setdefault(expression, len(self._picked))

    def _place(self, column: Column, joins: Joins) -> int:
        return -1 if column.summed_over else self._pick(f"{joins.alias(column.path)}.{name_of(column.field)}")

    def _mark(self, kind: RecordType, column: Column, joins: Joins) -> int:
        """Where it stands whether the record holding the column is restricted; -1 where that does not matter."""
        if not hides(column.spec, self._viewer):
            return -1
        mark = restriction(known.holder(kind, column), f"{joins.alias(column.path)}.")
        return self._pick(mark) if mark else -1

    def _of_children(self, row: Sequence[Any], sums: Sequence[dict[int, tuple[Any, ...]]]) -> dict[int, Any]:
        """What the children say, by the number of the column."""
        found: dict[int, Any] = {}
        for (group, parent), by_parent in zip(self._children, sums, strict=True):
            found |= dict(zip(group.numbers, by_parent.get(row[parent], group.nothing), strict=True))
        return found

    def _row(self, row: Sequence[Any], below: dict[int, Any]) -> Row:
        values: list[Any] = []
        cells: list[str] = []
        of = zip(count(), self._columns, self._readers, self._places, self._marks)
        for number, column, read, place, mark in of:
            value, text = read(below[number] if place < 0 else row[place])
            seen = shown(column.spec, text, self._viewer, mark >= 0 and bool(row[mark]))
            cells.append(seen)
            values.append(value if seen == text else seen)
        return Row(tuple(cells), tuple(values), self._flag(row))

    def _flag(self, row: Sequence[Any]) -> str:
        if row[self._voided]:
            return "void"
        return next((flaw.flag for flaw, place in zip(self._flags, self._tests, strict=True) if row[place]), "")


def _reader(column: Column) -> Callable[[Any], tuple[Any, str]]:
    """From what is stored to the value and its text."""
    field, kind = column.field, column.spec.kind
    if known.is_listed_once(column):
        return lambda stored: _several(stored, field.python_value, kind)
    if isinstance(field, DateField):
        return lambda stored: (date.fromisoformat(stored), stored) if stored else (None, "")
    show = kind.show

    def read(stored: Any) -> tuple[Any, str]:
        value = field.python_value(stored)
        return value, show(value)

    return read


def _several(stored: str | None, python_value: Callable[[Any], Any], kind: Kind) -> tuple[Any, str]:
    texts = sorted({kind.show(python_value(each)) for each in (stored or "").split(",") if each})
    return "、".join(texts), "、".join(texts)
