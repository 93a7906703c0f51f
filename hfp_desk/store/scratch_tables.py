"""Tables for one reckoning: in memory, beside the register, gone when it is over.

A register that is looked at may not be written; its own file stays closed to writing while these are made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from peewee import SqliteDatabase

from hfp_desk.store.sql import Sql

_NUMBERS = count(1)


class ScratchTables:
    """Makes temporary tables under names of its own, and drops them together."""

    def __init__(self, db: SqliteDatabase) -> None:
        self._db = db
        self._made: list[str] = []

    def filled(self, columns: str, query: Sql) -> str:
        """A table with these columns (the first is its key) and what a query finds; its name."""
        name = self._new(columns)
        self._db.execute_sql(f"INSERT OR IGNORE INTO {name} {query.text}", query.values)
        return name

    def of(self, columns: str, rows: Iterable[tuple[Any, ...]]) -> str:
        """A table with these columns and rows; its name."""
        places = ",".join(f"json_extract(value,'$[{at}]')" for at in range(columns.count(",") + 1))
        return self.filled(columns, Sql(f"SELECT {places} FROM json_each(?)", (json.dumps(list(rows)),)))

    def of_ids(self, ids: Iterable[int]) -> str:
        """A table of ids, bound as one value: row by row a million of them take seconds."""
        return self.filled("id INTEGER", Sql("SELECT value FROM json_each(?)", (json.dumps(list(ids)),)))

    def drop(self) -> None:
        """Take all of them away."""
        for name in self._made:
            self._db.execute_sql(f"DROP TABLE IF EXISTS {name}")
        self._made.clear()

    def _new(self, columns: str) -> str:
        name = f'temp."reckoned_{next(_NUMBERS)}"'
        key, *others = columns.split(",")
        self._db.execute_sql(f"CREATE TABLE {name} ({','.join([f'{key} PRIMARY KEY', *others])})")
        self._made.append(name)
        return name


@contextmanager
def scratch_tables(db: SqliteDatabase) -> Iterator[ScratchTables]:
    """Temporary tables of a connection that is open; they are dropped at the end."""
    tables = ScratchTables(db)
    looking = db.execute_sql("PRAGMA query_only").fetchone()[0]
    db.execute_sql("PRAGMA query_only=0")
    try:
        yield tables
    finally:
        tables.drop()
        db.execute_sql(f"PRAGMA query_only={looking}")
