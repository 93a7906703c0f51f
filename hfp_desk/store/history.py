"""The history of every change: append-only, one row for a record in a deed, each chained to the row before.

``values`` holds ``{field: [old, new]}`` as stored (money in fen, dates as ISO text), so an older state can be put
back exactly. The chain proves that nothing was altered afterwards; it does not prevent it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from peewee import SqliteDatabase

from hfp_desk.records import Change
from hfp_desk.store import chain

MOMENT = "%Y-%m-%d %H:%M:%S"
"""How moments are written: local time, to the second."""
NEW, CHANGE, VOID, RESTORE = "new", "change", "void", "restore"

_HEAD = (
    'INSERT OR IGNORE INTO "deed" ("id","at","user","reason","batch") '
    'SELECT "deed","at","user","reason","batch" FROM "change" WHERE "deed"=? LIMIT 1'
)
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


def now() -> str:
    """The present moment as it is written in the history (local time, to the second)."""
    return f"{datetime.now():{MOMENT}}"


def head(db: SqliteDatabase) -> str:
    """The hash of the last history row; empty in a new register."""
    return chain.head(db, chain.CHANGES)


class Heads(NamedTuple):
    """Where both chains end: kept with whatever is frozen (a backup, a return), they prove later what was there."""

    history: str
    log: str


def heads(db: SqliteDatabase) -> Heads:
    """The last hashes of the history and of the log."""
    return Heads(chain.head(db, chain.CHANGES), chain.head(db, chain.EVENTS))


def next_deed(db: SqliteDatabase) -> int:
    """A fresh number for one user action."""
    row = db.execute_sql('SELECT max("deed") FROM "change"').fetchone()
    return (row[0] or 0) + 1


def append(db: SqliteDatabase, user: str, deed: int, entries: Iterable[Entry], at: str) -> None:
    """Write the entries of a deed begun ``at`` and carry the chain on; called inside the deed's transaction."""
    chain.append(db, chain.CHANGES, _rows(at, user, deed, entries))
    db.execute_sql(_HEAD, (deed,))


def _rows(at: str, user: str, deed: int, entries: Iterable[Entry]) -> Iterator[tuple[Any, ...]]:
    for entry in entries:
        yield (
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


def first_broken(db: SqliteDatabase) -> int | None:
    """Recompute the chain; the id of the first row that does not follow from the one before, None when all do."""
    return chain.first_broken(db, chain.CHANGES)


def of_record(kind: str, record: int) -> list[Change]:
    """The story of one record, newest first."""
    return list(Change.select().where((Change.kind == kind) & (Change.record == record)).order_by(Change.id.desc()))
