"""Taking back an import: what nobody touched since is reversed, what somebody edited is kept and named.

The three buckets always add up to the batch. A second undo finds nothing left to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from peewee import ForeignKeyField

from hfp_desk.problems import Refusal
from hfp_desk.records import ALL, Change, ImportBatch, Record, RecordType, Unread
from hfp_desk.store import history, keeping, tables
from hfp_desk.store.history import CHANGE, NEW, VOID
from hfp_desk.store.opening import Register
from hfp_desk.store.titles import titles


@dataclass
class Undone:
    """What became of the batch's records: title of each by bucket, a kept one with who changed it since."""

    reversed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    impossible: list[str] = field(default_factory=list)
    changes: keeping.Changes = field(default_factory=dict)


def undo_batch(register: Register, batch_id: int) -> Undone:
    """Undo one import in one transaction; Refusal for an unknown number, nothing to do when it is undone."""
    batch = ImportBatch.get_or_none(ImportBatch.id == batch_id)
    if batch is None:
        raise Refusal(f"没有第 {batch_id} 号导入批次。", "请在导入记录中核对批次号。")
    done = Undone()
    if batch.undone_at:
        return done
    with keeping.deed(register, f"撤销导入批次 {batch_id}") as act:
        for kind in reversed(ALL):
            _undo_kind(register, act, kind, batch_id, done)
        Unread.update(settled_at=act.at).where(Unread.batch == batch_id).execute()
        batch.state, batch.undone_at, batch.undone_by = "undone", act.at, register.user
        batch.save()
    done.changes = act.changes
    return done


def _undo_kind(register: Register, act: keeping.Deed, kind: RecordType, batch: int, done: Undone) -> None:
    mine = list(Change.select().where((Change.batch == batch) & (Change.kind == kind.name)).order_by(Change.id))
    if not mine:
        return
    later = _later(kind.name, batch, {change.record for change in mine}, mine[0].id)
    new = [change.record for change in mine if change.action == NEW]
    names = titles(register.db, kind, {change.record for change in mine})
    linked = _linked(register, kind, new)
    voidable = []
    for record in new:
        if record in later:
            done.kept.append(f"{names[record]}（{later[record]} 之后修改过）")
        elif record in linked:
            done.impossible.append(f"{names[record]}（{linked[record]}）")
        else:
            voidable.append(record)
    done.reversed.extend(names[record] for record in voidable)
    act.void_rows(kind.model, voidable, f"撤销导入批次 {batch}")
    fresh = set(new)
    changes = [change for change in mine if change.action == CHANGE and change.record not in fresh]
    who = {record: f"{names[record]}（{later.get(record, '有人')} 之后修改过）" for record in names}
    for record, clean in _put_back(register, act, kind, changes):
        (done.reversed if clean else done.kept).append(names[record] if clean else who[record])


def _put_back(
    register: Register, act: keeping.Deed, kind: RecordType, changes: list[Change]
) -> Iterator[tuple[int, bool]]:
    """Restore old values where the batch's value still stands; each record with whether all of it went back."""
    present = tables.read_contents(register.db, kind.model, [change.record for change in changes])
    back: list[tuple[int, dict[str, tuple[Any, Any]]]] = []
    for change in changes:
        values: Any = change.values
        clean = {name: (new, old) for name, (old, new) in values.items() if present[change.record][name] == new}
        if clean:
            back.append((change.record, clean))
        yield change.record, len(clean) == len(values)
    act.change_rows(kind.model, back, [history.BY_HAND] * len(back))


def _later(kind: str, batch: int, records: set[int], since: int) -> dict[int, str]:
    """Who changed these records after the batch, by record."""
    query = Change.select(Change.record, Change.user, Change.batch).where(
        (Change.kind == kind) & (Change.id > since) & (Change.action != VOID)
    )
    return {row.record: row.user for row in query if row.record in records and row.batch != batch}


def _linked(register: Register, kind: RecordType, records: Iterable[int]) -> dict[int, str]:
    """Records that living records from elsewhere point at; links are read from the schema, never listed by hand."""
    wanted = set(records)
    found: dict[int, str] = {}
    for child in ALL:
        for link in _links_to(child.model, kind.model):
            sql = f'SELECT "{link.column_name}" FROM {tables.table(child.model)} WHERE "voided_at"=\'\''
            for (target,) in register.db.execute_sql(sql + f' AND "{link.column_name}" IS NOT NULL'):
                if target in wanted:
                    found[target] = f"已有{child.title}引用"
    return found


def _links_to(model: type[Record], target: type[Record]) -> list[ForeignKeyField[Any]]:
    return [
        link for link in model._meta.sorted_fields if isinstance(link, ForeignKeyField) and link.rel_model is target
    ]
