"""The history of every change: append-only, one row for a record in a deed, each chained to the row before.

``values`` holds ``{field: [old, new]}`` as stored (money in fen, dates as ISO text), so an older state can be put
back exactly. The chain proves that nothing was altered afterwards; it does not prevent it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from peewee import SqliteDatabase

from hfp_desk.records import Change

NEW, CHANGE, VOID, RESTORE = "new", "change", "void", "restore"

Values = Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True)
class Origin:
    """Where a change came from: an import batch with sheet and Excel row, or a clerk's own hand."""

    batch: int | None = None
    sheet: str = ""
    row: int = 0


BY_HAND = Origin()


@dataclass(frozen=True)
class Entry:
    """One record's share of a deed."""

    action: str
    kind: str
    record: int
    values: Values
    reason: str = ""
    origin: Origin = BY_HAND


_INSERT = (
    'INSERT INTO "change" ("at","user","action","deed","kind","record","values","reason","batch","sheet","row","hash")'
    " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)"
)


def now() -> str:
    """The present moment as it is written in the history (local time, to the second)."""
    return f"{datetime.now():%Y-%m-%d %H:%M:%S}"


def head(db: SqliteDatabase) -> str:
    """The hash of the last history row; empty in a new register."""
    row = db.execute_sql('SELECT "hash" FROM "change" ORDER BY "id" DESC LIMIT 1').fetchone()
    return row[0] if row else ""


def next_deed(db: SqliteDatabase) -> int:
    """A fresh number for one user action."""
    row = db.execute_sql('SELECT max("deed") FROM "change"').fetchone()
    return (row[0] or 0) + 1


def append(db: SqliteDatabase, user: str, deed: int, entries: Iterable[Entry], at: str) -> None:
    """Write the entries of a deed begun ``at`` and carry the chain on; called inside the deed's transaction."""
    db.connection().executemany(_INSERT, _chained(head(db), at, user, deed, entries))


def _chained(last: str, at: str, user: str, deed: int, entries: Iterable[Entry]) -> Iterator[tuple[Any, ...]]:
    for entry in entries:
        row = (
            at,
            user,
            entry.action,
            deed,
            entry.kind,
            entry.record,
            msgspec.json.encode(entry.values).decode(),
            entry.reason,
            entry.origin.batch,
            entry.origin.sheet,
            entry.origin.row,
        )
        last = _hash(last, row)
        yield (*row, last)


def first_broken(db: SqliteDatabase) -> int | None:
    """Recompute the chain; the id of the first row that does not follow from the one before, None when all do."""
    last = ""
    columns = '"id","at","user","action","deed","kind","record","values","reason","batch","sheet","row","hash"'
    for row in db.execute_sql(f'SELECT {columns} FROM "change" ORDER BY "id"'):
        last = _hash(last, row[1:12])
        if last != row[12]:
            return int(row[0])
    return None


def of_record(kind: str, record: int) -> list[Change]:
    """The story of one record, newest first."""
    return list(Change.select().where((Change.kind == kind) & (Change.record == record)).order_by(Change.id.desc()))


def _hash(last: str, row: tuple[Any, ...]) -> str:
    return hashlib.sha256("\x1f".join((last, *map(str, row))).encode()).hexdigest()
