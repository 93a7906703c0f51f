"""Taking a record out of all lists with what hangs on it, and bringing it all back.

A person goes with identities, diseases, stays and bills; a stay with its bills. What was voided by one deed comes
back together: the history says what that was. A household with members stays until they have moved.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import Any

from peewee import SqliteDatabase, chunked

from hfp_desk.problems import Refusal
from hfp_desk.records import ALL, Household, Person, Record, RecordType
from hfp_desk.store import keeping, merges, needed, users
from hfp_desk.store.opening import Register

Chooser = Callable[[RecordType, list[int]], list[int]]
_LAST_VOID = (
    'SELECT "record",max("id"),"deed" FROM "change" WHERE "kind"=? AND "action"=\'void\' '
    'AND "record" IN ({marks}) GROUP BY "record"'
)


def void(register: Register, kind: RecordType, record: int, reason: str) -> keeping.Changes:
    """Void a record and what hangs on it; Refusal without a reason, or while others still need it."""
    if not reason.strip():
        raise Refusal("没有填写作废原因。", "请写明原因，以后可以恢复。")
    with register.session():
        _require_unneeded(kind, record)
        with keeping.deed(register) as act:
            for model, ids in _together(kind, [record], lambda child, ids: _living(register.db, child, ids)):
                act.void_rows(model, ids, reason.strip())
        return act.changes


def restore(register: Register, kind: RecordType, record: int) -> keeping.Changes:
    """Bring back a voided record with exactly what the same deed voided with it.

    Refusal while the record it belongs to is voided: that one comes back first; and for a person taken in by another.
    """
    with register.session():
        merges.require_own(register, kind, record)
        if not needed.voided_among(register.db, kind.model, [record]):
            raise Refusal(f"这条{kind.title}没有作废，不用恢复。", "请刷新后再看。")
        owner = needed.missing_owner(register.db, kind, record, viewer=users.viewer(register))
        if owner:
            raise Refusal(f"这条{kind.title}所属的“{owner}”仍是作废的，不能单独恢复。", f"请先恢复“{owner}”。")
        with keeping.deed(register) as act:
            for model, ids in _came_along(register.db, kind, record):
                act.restore_rows(model, ids)
        return act.changes


def last_voids(db: SqliteDatabase, kind: RecordType, records: Collection[int]) -> dict[int, int]:
    """The deed that voided each of these records the last time."""
    found: dict[int, int] = {}
    for part in chunked(records, 500):
        sql = _LAST_VOID.format(marks=",".join("?" * len(part)))
        found |= {record: deed for record, _, deed in db.execute_sql(sql, (kind.name, *part))}
    return found


def _came_along(db: SqliteDatabase, kind: RecordType, record: int) -> Iterator[tuple[type[Record], list[int]]]:
    """The record and what the deed that voided it took along."""
    deed = last_voids(db, kind, [record]).get(record)

    def chosen(child: RecordType, ids: list[int]) -> list[int]:
        gone, voids = needed.voided_among(db, child.model, ids), last_voids(db, child, ids)
        return [one for one in ids if one in gone and voids.get(one) == deed]

    return _together(kind, [record], chosen)


def _living(db: SqliteDatabase, kind: RecordType, ids: list[int]) -> list[int]:
    gone = needed.voided_among(db, kind.model, ids)
    return [one for one in ids if one not in gone]


def _together(kind: RecordType, records: list[int], which: Chooser) -> Iterator[tuple[type[Record], list[int]]]:
    """The records and, after them, what hangs on them; each model once."""
    found: dict[type[Record], list[int]] = {kind.model: records}
    for child in ALL:
        for link in needed.owning(child.model):
            if link.rel_model in found:
                query: Any = child.model.select(child.model.id).where(link.in_(found[link.rel_model]))
                known = found.setdefault(child.model, [])
                known += [one for one in which(child, [row.id for row in query]) if one not in known]
    return ((model, ids) for model, ids in found.items() if ids)


def _require_unneeded(kind: RecordType, record: int) -> None:
    if kind.model is Household:
        members = Person.select().where((Person.household == record) & (Person.voided_at == "")).count()
        if members:
            raise Refusal(f"这户还有 {members} 名成员，不能作废。", "请先把成员改到别的户，或逐人作废。")
