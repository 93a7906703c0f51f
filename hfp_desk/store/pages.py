"""Rows of a list by their ids: read in pages with the titles of linked records, shown through the gate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import DateField, SqliteDatabase

from hfp_desk.gate import Viewer, hides, shown
from hfp_desk.kinds import Kind
from hfp_desk.records import Column, RecordType
from hfp_desk.store import columns as known
from hfp_desk.store import flaws
from hfp_desk.store.sql import LISTED, Joins, restriction
from hfp_desk.store.tables import table


@dataclass(frozen=True)
class Row:
    """One row: what is shown, the values behind it (the shown text where the gate changed it), how it is marked."""

    cells: tuple[str, ...]
    values: tuple[Any, ...]
    flag: str


GONE = Row((), (), "void")


class Pages:
    """Reads rows of some columns of a record type for one viewer."""

    def __init__(self, kind: RecordType, columns: Sequence[Column], viewer: Viewer) -> None:
        self._viewer = viewer
        joins = Joins(kind.model)
        self._columns = [known.titled(column) for column in columns]
        picked = [joins.expression(column, viewer) for column in self._columns]
        marks = [self._mark(kind, column, joins) for column in self._columns]
        extra = list(dict.fromkeys(mark for mark in marks if mark))
        self._marks = [len(picked) + extra.index(mark) if mark else -1 for mark in marks]
        self._flags = flaws.of(kind)
        tests = [f"CASE WHEN {flaw.where} THEN 1 ELSE 0 END" for flaw in self._flags]
        ends = [f'{LISTED}."voided_at"', *tests]
        select = ",".join([f'{LISTED}."id"', *picked, *extra, *ends])
        self._sql = f'SELECT {select} FROM {table(kind.model)} {LISTED}{joins.text} WHERE {LISTED}."id" IN '
        self._readers = [_reader(column) for column in self._columns]
        self._end = len(picked) + len(extra)

    def read(self, db: SqliteDatabase, ids: Sequence[int]) -> dict[int, Row]:
        """The rows with these ids."""
        marks = ",".join("?" * len(ids))
        return {found[0]: self._row(found[1:]) for found in db.execute_sql(f"{self._sql}({marks})", tuple(ids))}

    def _mark(self, kind: RecordType, column: Column, joins: Joins) -> str:
        """Says whether the record holding the column is restricted; nothing where that does not matter."""
        if not hides(column.spec, self._viewer):
            return ""
        return restriction(known.holder(kind, column), f"{joins.alias(column.path)}.")

    def _row(self, found: Sequence[Any]) -> Row:
        values: list[Any] = []
        cells: list[str] = []
        for stored, column, read, mark in zip(found, self._columns, self._readers, self._marks, strict=False):
            value, text = read(stored)
            seen = shown(column.spec, text, self._viewer, mark >= 0 and bool(found[mark]))
            cells.append(seen)
            values.append(value if seen == text else seen)
        return Row(tuple(cells), tuple(values), self._flag(found[self._end :]))

    def _flag(self, marks: Sequence[Any]) -> str:
        voided, *wrong = marks
        if voided:
            return "void"
        return next((flaw.flag for flaw, is_so in zip(self._flags, wrong, strict=True) if is_so), "")


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
    texts = sorted(kind.show(python_value(each)) for each in (stored or "").split(",") if each)
    return "、".join(texts), "、".join(texts)
