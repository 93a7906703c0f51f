"""The ids of a list in its order, eight bytes each.

Up to ``FEW`` rows (``MANY`` when conditions pick them out) are read and sorted at once. Of a longer list whose order
an index gives, only the portions looked at are read, all from one state of the register however much is saved
meanwhile: a reader of its own stays in one read transaction until every portion is there. Where no index gives the
order, all ids are sorted once.
"""

from __future__ import annotations

import weakref
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from threading import Lock
from typing import Any

from hfp_desk.gate import Viewer
from hfp_desk.records import Change, Person, SearchEntry
from hfp_desk.store import ordering, walking
from hfp_desk.store.conditions import where
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import LISTED, Sql
from hfp_desk.store.tables import table
from hfp_desk.store.views import View
from hfp_desk.store.walking import Part

FEW, MANY = 50_000, 200_000
PORTION = 32_768
_CACHE_KIB = 32_768
_WITHOUT_ENTRY = f'SELECT count(*) FROM {table(Person)} WHERE "id" NOT IN (SELECT "id" FROM {table(SearchEntry)})'
_STATE = Sql(f'SELECT coalesce(max("id"),0) FROM {table(Change)}')  # every deed adds to the history
Execute = Callable[[str, tuple[Any, ...]], Iterable[tuple[Any, ...]]]


class Reader:
    """A connection of its own that sees one state of the register until it is closed; any thread may use it."""

    def __init__(self, register: Register) -> None:
        db = register.twin()
        db.connect_params["check_same_thread"] = False
        db.connect()
        self._connection: Any = db.connection()
        self._connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
        self._connection.execute("BEGIN")

    def execute(self, sql: str, values: tuple[Any, ...] = ()) -> Iterable[tuple[Any, ...]]:
        """What a query gives."""
        found: Iterable[tuple[Any, ...]] = self._connection.execute(sql, values)
        return found

    def close(self) -> None:
        """Let the register go on without this state."""
        self._connection.close()


class Snapshot:
    """Ids by row. ``len()`` is known at once."""

    def __init__(self, ids: Iterable[int] = ()) -> None:
        self._ids = array("q", ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, row: int) -> int:
        return self._ids[row]

    def find(self, record: int) -> int:
        """The row of a record, -1 when it is not there."""
        try:
            return self._ids.index(record)
        except ValueError:
            return -1

    def close(self) -> None:
        """Let go of the register."""


class Portions(Snapshot):
    """Ids read in portions when they are asked for, from one state of the register."""

    def __init__(self, parts: Sequence[Sql], counts: Sequence[int], reader: Reader) -> None:
        super().__init__()
        self._parts = list(zip(parts, counts, strict=True))
        self._count = sum(counts)
        self._read: dict[int, array[int]] = {}
        self._reader = reader
        self._lock = Lock()
        self._let_go = weakref.finalize(self, reader.close)

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, row: int) -> int:
        return self._portion(row // PORTION)[row % PORTION]

    def find(self, record: int) -> int:
        """The row of a record, reading on until it is found."""
        for number in range(-(-self._count // PORTION)):
            ids = self._portion(number)
            if record in ids:
                return number * PORTION + ids.index(record)
        return -1

    def close(self) -> None:
        """Let go of the register; what was read stays."""
        with self._lock:
            self._let_go()

    def _portion(self, number: int) -> array[int]:
        with self._lock:
            found = self._read.get(number)
            if found is None:
                found = self._read[number] = self._fetch(number * PORTION)
                if len(self._read) * PORTION >= self._count:
                    self._let_go()
            return found

    def _fetch(self, start: int) -> array[int]:
        ids = array("q")
        for sql, count in self._parts:
            if start < count and len(ids) < PORTION:
                piece = sql + Sql(" LIMIT ? OFFSET ?", (PORTION - len(ids), start))
                ids.extend(_ids(self._reader.execute, piece))
            start = max(start - count, 0)
        return ids


def take(register: Register, view: View, viewer: Viewer) -> Snapshot:
    """The ids of a view; asked for inside a session."""
    execute, model = register.db.execute_sql, table(view.record_type.model)
    asked = where(register.db, view, viewer)
    if _number(execute, Sql(f'SELECT coalesce(max("id"),0) FROM {model}')) > FEW:
        if view.conditions or view.flaw or view.only is not None:
            picked = Snapshot(_ids(execute, ordering.sorted_ids(view, viewer, asked, MANY + 1)))
            if len(picked) <= MANY:
                return picked
        state = _number(execute, _STATE)
        count = _number(execute, Sql(f"SELECT count(*) FROM {model} {LISTED} WHERE ") + asked)
        if count > FEW:
            return _long(register, view, viewer, state, count)
    return Snapshot(_ids(execute, ordering.sorted_ids(view, viewer, asked)))


def _long(register: Register, view: View, viewer: Viewer, state: int, count: int) -> Snapshot:
    """The ids of a long list, ``count`` of them when the register was in this state."""
    reader = Reader(register)
    asked = where(register.db, view, viewer, scan=True)
    parts = walking.walked_ids(view, viewer, asked)
    if _can_walk(reader, view, parts):
        if _number(reader.execute, _STATE) != state:
            model = table(view.record_type.model)
            count = _number(reader.execute, Sql(f"SELECT count(*) FROM {model} {LISTED} WHERE ") + asked)
        return Portions([part.sql for part in parts], _counts(reader, parts, count), reader)
    found = Snapshot(_ids(reader.execute, ordering.sorted_ids(view, viewer, asked)))
    reader.close()
    return found


def _ids(execute: Execute, sql: Sql) -> Iterator[int]:
    return (record for (record,) in execute(sql.text, sql.values))


def _number(execute: Execute, sql: Sql) -> int:
    """The one number a query gives."""
    return int(next(iter(execute(sql.text, sql.values)))[0])


def _counts(reader: Reader, parts: Sequence[Part], whole: int) -> list[int]:
    """How many ids each part gives: what lacks a link is counted by itself, the walk gives the others."""
    tests = (Sql("SELECT count(*) FROM (") + part.sql + ")" if part.is_rest else Sql("SELECT 0") for part in parts)
    rests = [_number(reader.execute, test) for test in tests]
    return [rest if part.is_rest else whole - sum(rests) for part, rest in zip(parts, rests, strict=True)]


def _can_walk(reader: Reader, view: View, parts: Sequence[Part]) -> bool:
    """Whether an index gives the order, and none of the rows must be fetched to see whether it belongs there."""
    if walking.needs_entries(view) and _number(reader.execute, Sql(_WITHOUT_ENTRY)):
        return False
    for part in parts:
        steps = [str(step[3]) for step in reader.execute("EXPLAIN QUERY PLAN " + part.sql.text, part.sql.values)]
        sorts = any("TEMP B-TREE FOR ORDER BY" in step for step in steps)
        fetches = any(f" {LISTED} USING INDEX" in step for step in steps)
        if not part.is_rest and (sorts or fetches):
            return False
    return True
