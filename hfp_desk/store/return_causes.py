"""Why somebody entered or left a figure after it went up: the changes of the history since, found by their records.

Only what the indicator reads is looked for, and only in the rows of the history after the return was frozen. Nothing
is guessed: where no such change is found, none is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import SqliteDatabase, chunked

from hfp_desk.records import BY_NAME, Change
from hfp_desk.store.history import CHANGE, NEW, RESTORE, VOID
from hfp_desk.store.return_strands import EITHER, Strand
from hfp_desk.store.titles import restricted_among

ENTERED, LEFT, AMENDED = "entered", "left", "amended"
"""Somebody stands behind the figure who did not, or no longer does, or does with another amount."""

_MANY = 500
_ASIDE = frozenset({"phone", "address", "remark", "email", "contact", "id_key"})
"""Fields that no reckoning reads."""
_BRINGING = {NEW: 1, RESTORE: 1, VOID: -1}


@dataclass(frozen=True)
class Cause:
    """A change that accounts for it; ``fields`` are those that matter (None: which of them is not known)."""

    change: Change
    fields: frozenset[str] | None
    line: bool


class Causes:
    """Finds changes after one row of the history; every record's changes are read once."""

    def __init__(self, db: SqliteDatabase, after: int) -> None:
        self._db, self._after = db, after
        self._changes: dict[tuple[str, int], list[Change]] = {}
        self._turned: dict[tuple[str, str], list[Change]] = {}

    def of(self, strands: Iterable[Strand], units: Collection[int]) -> dict[int, list[tuple[Strand, Change]]]:
        """For each unit the changes on its strands, in the order they were made."""
        found: dict[int, dict[tuple[int, Strand], Change]] = defaultdict(dict)
        for strand in strands:
            pairs = list(self._pairs(strand, units))
            self._read(strand.kind.name, {record for _, record in pairs})
            for unit, record in pairs:
                for change in self._changes[strand.kind.name, record]:
                    found[unit][change.id, strand] = change
            for unit, change in self._lost(strand, units):
                found[unit][change.id, strand] = change
        return {
            unit: [(strand, change) for (_, strand), change in sorted(mine.items(), key=lambda one: one[0][0])]
            for unit, mine in found.items()
        }

    def amended(self, kind: str, fields: frozenset[str], records: Collection[int]) -> dict[int, list[Change]]:
        """For each record the changes of its amounts."""
        self._read(kind, set(records))
        found = {record: [one for one in self._changes[kind, record] if _touches(one, fields)] for record in records}
        return {record: changes for record, changes in found.items() if changes}

    def touched(self, kind: str) -> set[int]:
        """The records of a kind that were changed since at all."""
        rows = self._db.execute_sql(
            'SELECT DISTINCT "record" FROM "change" WHERE "id">? AND "kind"=? AND "action"=?',
            (self._after, kind, CHANGE),
        )
        return {record for (record,) in rows}

    def secret(self, changes: Iterable[Change]) -> set[tuple[str, int]]:
        """The records of these changes that are restricted, or once were."""
        listed = list(changes)
        records: dict[str, set[int]] = defaultdict(set)
        for change in listed:
            records[change.kind].add(change.record)
        found = {(change.kind, change.record) for change in listed if _once_restricted(change)}
        for kind, ids in records.items():
            found |= {(kind, record) for record in restricted_among(self._db, BY_NAME[kind], ids)}
        return found

    def _pairs(self, strand: Strand, units: Collection[int]) -> Iterator[tuple[int, int]]:
        for part in chunked(units, _MANY):
            yield from self._db.execute_sql(strand.pairs.format(",".join("?" * len(part))), tuple(part))

    def _lost(self, strand: Strand, units: Collection[int]) -> Iterator[tuple[int, Change]]:
        """Those from whom a record was taken: its link was turned to another."""
        if not strand.link:
            return
        asked: dict[Any, list[int]] = {}
        for change in self._links_turned(strand.kind.name, strand.link):
            old = _values(change)[strand.link][0]
            if old is not None and old not in asked:
                asked[old] = [unit for (unit,) in self._db.execute_sql(strand.lost, (old,))]
            yield from ((unit, change) for unit in asked.get(old, ()) if unit in units)

    def _links_turned(self, kind: str, link: str) -> list[Change]:
        if (kind, link) not in self._turned:
            rows = self._db.execute_sql(
                'SELECT "id" FROM "change" WHERE "id">? AND "kind"=? AND "action"=? AND instr("values",?)',
                (self._after, kind, CHANGE, f'"{link}":'),
            )
            turned = (Change.select().where(Change.id.in_(part)) for part in chunked([one for (one,) in rows], _MANY))
            self._turned[kind, link] = [change for part in turned for change in part if link in _values(change)]
        return self._turned[kind, link]

    def _read(self, kind: str, records: set[int]) -> None:
        wanted = [record for record in records if (kind, record) not in self._changes]
        for record in wanted:
            self._changes[kind, record] = []
        for part in chunked(wanted, _MANY):
            mine = (Change.kind == kind) & (Change.id > self._after) & Change.record.in_(list(part))
            for change in Change.select().where(mine).order_by(Change.id):
                self._changes[kind, change.record].append(change)


def accounting(found: Sequence[tuple[Strand, Change]], way: str, whole: bool) -> list[Cause]:
    """The changes that can account for entering or leaving; of the sum (``whole``) not those between its lines."""
    made: dict[int, Cause] = {}
    for strand, change in found:
        if (strand.line and whole) or not _matters(strand, change, way):
            continue
        before = made.get(change.id)
        made[change.id] = Cause(change, _both(before, strand.fields), strand.line and (before is None or before.line))
    return list(made.values())


def _both(before: Cause | None, fields: frozenset[str] | None) -> frozenset[str] | None:
    """The fields that are known to matter, of whichever strand."""
    if before is None or before.fields is None:
        return fields
    return before.fields | (fields or frozenset())


def _matters(strand: Strand, change: Change, way: str) -> bool:
    if change.action == CHANGE:
        return bool(_values(change).keys() - _ASIDE) if strand.fields is None else _touches(change, strand.fields)
    bringing = _BRINGING[change.action]
    return strand.sign == EITHER or (bringing == strand.sign) == (way == ENTERED)


def _touches(change: Change, fields: frozenset[str]) -> bool:
    return change.action == CHANGE and not fields.isdisjoint(_values(change))


def _values(change: Change) -> Mapping[str, Any]:
    values: Any = change.values
    return values or {}


def _once_restricted(change: Change) -> bool:
    return any(_values(change).get("restricted", ()))
