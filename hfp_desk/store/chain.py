"""Rows chained by hash: each is bound to the one before, so that a row changed, removed or slipped in is noticed.

SHA-256 over the hash before and the row's values. The chain proves that nothing was altered afterwards; it does not
prevent it. Rows cut off at the end leave a chain that holds: they are noticed by the heads kept in the backups.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SqliteDatabase

from hfp_desk.records import Change, Event


@dataclass(frozen=True)
class Chained:
    """A table whose rows are chained: its name and the columns that are hashed, in order."""

    table: str
    columns: tuple[str, ...]

    @property
    def insert(self) -> str:
        """The statement that adds a row with its hash."""
        return f'INSERT INTO "{self.table}" ({self._names},"hash") VALUES ({",".join("?" * (len(self.columns) + 1))})'

    @property
    def select(self) -> str:
        """The statement that reads all rows in order: id, hashed columns, hash."""
        return f'SELECT "id",{self._names},"hash" FROM "{self.table}" ORDER BY "id"'

    @property
    def _names(self) -> str:
        return ",".join(f'"{name}"' for name in self.columns)


def _chained(model: Any) -> Chained:
    columns = (field.column_name for field in model._meta.sorted_fields)
    return Chained(model._meta.table_name, tuple(name for name in columns if name not in {"id", "hash"}))


CHANGES, EVENTS = _chained(Change), _chained(Event)
"""The history of records and the log of deeds."""


def head(db: SqliteDatabase, chained: Chained) -> str:
    """The hash of the last row; empty when there is none."""
    row = db.execute_sql(f'SELECT "hash" FROM "{chained.table}" ORDER BY "id" DESC LIMIT 1').fetchone()
    return row[0] if row else ""


def append(db: SqliteDatabase, chained: Chained, rows: Iterable[tuple[Any, ...]]) -> None:
    """Add rows (values in the order of ``chained.columns``) and carry the chain on, inside the caller's transaction."""
    db.connection().executemany(chained.insert, _linked(head(db, chained), rows))


def first_broken(db: SqliteDatabase, chained: Chained) -> int | None:
    """Recompute the chain; the id of the first row that does not follow from the one before, None when all do."""
    last = ""
    for row in db.execute_sql(chained.select):
        last = _hash(last, row[1:-1])
        if last != row[-1]:
            return int(row[0])
    return None


def missing_heads(db: SqliteDatabase, chained: Chained, heads: Collection[str]) -> list[str]:
    """Those of ``heads``, seen once at the end of the chain, that are in it no more: rows were cut off or replaced."""
    wanted = {one for one in heads if one}
    found = set()
    for one in wanted:
        if db.execute_sql(f'SELECT 1 FROM "{chained.table}" WHERE "hash"=?', (one,)).fetchone():
            found.add(one)
    return sorted(wanted - found)


def _linked(last: str, rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        last = _hash(last, row)
        yield (*row, last)


def _hash(last: str, row: Sequence[Any]) -> str:
    return hashlib.sha256("\x1f".join((last, *map(str, row))).encode()).hexdigest()
