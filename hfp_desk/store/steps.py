"""What one deed did to one record, all its changes taken together, and what happened to the record afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from peewee import chunked

from hfp_desk.records import BY_NAME, Change, RecordType
from hfp_desk.store import reversals, tables
from hfp_desk.store.history import CHANGE, NEW, RESTORE, VOID

Pair = tuple[Any, Any]


@dataclass
class Step:
    """``came``: new or restored; ``went``: voided; ``values``: ``{field: (old, new)}``; ``first`` is its first row."""

    kind: RecordType
    record: int
    first: int
    created: bool = False
    came: bool = False
    went: bool = False
    values: dict[str, Pair] = field(default_factory=dict)

    @property
    def backwards(self) -> dict[str, Pair]:
        """The values from what they became to what they were."""
        return {name: (new, old) for name, (old, new) in self.values.items()}

    def take(self, change: Change) -> None:
        """Add a change of the same record, in their order."""
        self.created |= change.action == NEW
        if change.action != CHANGE:
            self.came, self.went = change.action in (NEW, RESTORE), change.action == VOID
        for name, (old, new) in values_of(change).items():
            self.values[name] = (self.values.get(name, (old, None))[0], new)

    def is_touched_by(self, change: Change) -> bool:
        """Whether a later change was about the same: everything counts for a new record, else the same fields."""
        return self.created or change.action != CHANGE or bool(self.values.keys() & values_of(change).keys())

    def stands(self, now: Mapping[str, Any], voided: bool) -> bool:
        """Whether the record is as this step left it."""
        left = {name: new for name, (_, new) in self.values.items()}
        if self.created:
            left = {**tables.blank(self.kind.model), **left}
        return voided == self.went and all(now[name] == value for name, value in left.items())


def of(changes: Iterable[Change]) -> list[Step]:
    """The steps of a deed, one a record, in the order they were first made."""
    found: dict[tuple[str, int], Step] = {}
    for change in changes:
        key = (change.kind, change.record)
        if key not in found:
            found[key] = Step(BY_NAME[change.kind], change.record, change.id)
        found[key].take(change)
    return list(found.values())


def later(
    kind: RecordType, records: Collection[int], since: int, leave_out: Collection[int]
) -> dict[int, list[Change]]:
    """What was done to these records after row ``since``, in order; deeds that weigh nothing do not count."""
    passed = reversals.weightless() | set(leave_out)
    found: dict[int, list[Change]] = {}
    for part in chunked(records, 500):
        mine = (Change.kind == kind.name) & Change.record.in_(part) & (Change.id > since)
        for change in Change.select().where(mine).order_by(Change.id):
            if change.deed not in passed:
                found.setdefault(change.record, []).append(change)
    return found


def values_of(change: Change) -> dict[str, Pair]:
    """What a change turned into what, as stored."""
    values: Any = change.values
    return {name: (old, new) for name, (old, new) in (values or {}).items()}
