"""Taking back an import: what nobody touched since is reversed, field by field; what somebody edited is kept and named.

Each record of the batch is in exactly one of the three buckets. A second undo finds nothing left to do; what became
of the records can be told at any time, after a restart too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from peewee import SqliteDatabase, chunked

from hfp_desk.fields import is_declared, spec_of
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import ALL, Change, ImportBatch, RecordType, Unread
from hfp_desk.store import backup, keeping, log, needed, reversals, steps, tables, users
from hfp_desk.store.history import BY_HAND, VOID
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.steps import Pair, Step
from hfp_desk.store.titles import titles

KEPT, IMPOSSIBLE = "kept", "impossible"
_TOGETHER = (
    {"town", "village"},
    {"id_document", "id_number", "id_key"},
    {"disease", "icd", "standard_disease", "restricted", "diagnosis"},
    {"hospital", "institution", "level", "area"},
)
"""Fields that follow from each other: they go back together or not at all."""


@dataclass
class Undone:
    """What became of the batch's records: title of each by bucket, a kept one with who changed what since.

    ``already`` says who undid the batch before, when this call found nothing to do.
    """

    reversed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    impossible: list[str] = field(default_factory=list)
    changes: keeping.Changes = field(default_factory=dict)
    already: str = ""


class Left(NamedTuple):
    """A record that was not wholly reversed, in which bucket and why."""

    kind: str
    record: int
    bucket: str
    why: str


def undo_batch(register: Register, batch_id: int) -> Undone:
    """Undo one import in one transaction; Refusal for an unknown number, nothing is done when it is undone."""
    with register.session():
        batch, viewer = _batch(batch_id), users.viewer(register)
        if batch.undone_at:
            done = told(register, batch_id, viewer)
            done.already = f"第 {batch_id} 号批次已由{batch.undone_by}在 {batch.undone_at} 撤销过，这次没有再做改动。"
            return done
        backup.make_if_changed(register, backup.BEFORE_BULK)
        reason = f"撤销导入批次 {batch_id}"
        with keeping.deed(register, reason) as act:
            changes = list(Change.select().where(Change.batch == batch_id).order_by(Change.id))
            left = list(_Undoing(register.db, act, reason).run(changes))
            _settle(batch_id, left, act.at)
            if changes:
                reversals.note(act, register.user, changes[0].deed, [list(one) for one in left])
            batch.state, batch.undone_at, batch.undone_by = "undone", act.at, register.user
            batch.save()
            records = {(change.kind, change.record) for change in changes}
            log.note(register, Action.UNDO_IMPORT, batch.file_name, detail=_counted(batch_id, records, left))
        done = told(register, batch_id, viewer)
        done.changes = act.changes
        return done


def _counted(batch: int, records: Collection[tuple[str, int]], left: Iterable[Left]) -> dict[str, int]:
    """How many records came into each of the three buckets."""
    buckets = Counter(one.bucket for one in left)
    back = len(records) - buckets.total()
    return {"batch": batch, "reversed": back, KEPT: buckets[KEPT], IMPOSSIBLE: buckets[IMPOSSIBLE]}


def told(register: Register, batch_id: int, viewer: Viewer) -> Undone:
    """What became of the records of an import that was undone, as ``viewer`` may read it."""
    with register.session():
        _batch(batch_id)
        changes = Change.select(Change.kind, Change.record, Change.deed).where(Change.batch == batch_id)
        records = {(one.kind, one.record): one.deed for one in changes.order_by(Change.id)}
        note = reversals.standing(next(iter(records.values()))) if records else None
        if note is None:
            return Undone()
        rows: Any = note.left
        left = {(one.kind, one.record): one for one in (Left(*row) for row in rows or ())}
        return _sorted_out(register, records, left, viewer)


def _sorted_out(
    register: Register, records: Iterable[tuple[str, int]], left: dict[tuple[str, int], Left], viewer: Viewer
) -> Undone:
    done = Undone()
    mine = list(records)
    for kind in reversed(ALL):
        ids = [record for name, record in mine if name == kind.name]
        named = titles(register.db, kind, ids, viewer)
        for record in ids:
            one = left.get((kind.name, record))
            if one is None:
                done.reversed.append(named[record])
            else:
                bucket = done.kept if one.bucket == KEPT else done.impossible
                bucket.append(f"{named[record]}（{one.why}）")
    return done


def _batch(batch_id: int) -> Any:
    batch = ImportBatch.get_or_none(ImportBatch.id == batch_id)
    if batch is None:
        raise Refusal(f"没有第 {batch_id} 号导入批次。", "请在导入记录中核对批次号。")
    return batch


@dataclass(frozen=True)
class _Undoing:
    """One undo under way; gives what it had to leave."""

    db: SqliteDatabase
    act: keeping.Deed
    reason: str

    def run(self, changes: Sequence[Change]) -> Iterator[Left]:
        """Reverse what can be; children come before those they hang on, so that these are free."""
        deeds = {change.deed for change in changes}
        for kind in reversed(ALL):
            mine = steps.of(change for change in changes if change.kind == kind.name)
            if mine:
                later = steps.later(kind, [step.record for step in mine], mine[0].first, deeds)
                yield from self._void_new(kind, [step for step in mine if step.created], later)
                yield from self._put_back(kind, [step for step in mine if not step.created], later)

    def _void_new(self, kind: RecordType, new: list[Step], later: dict[int, list[Change]]) -> Iterator[Left]:
        now = tables.read_contents(self.db, kind.model, [step.record for step in new])
        voided = needed.voided_among(self.db, kind.model, list(now))
        free = set()
        for step in new:
            found = later.get(step.record, [])
            if step.record in voided:
                yield Left(kind.name, step.record, KEPT, f"{_who(found)} 已作废")
            elif found or not step.stands(now[step.record], voided=False):
                yield Left(kind.name, step.record, KEPT, f"{_who(found)} 之后修改过")
            else:
                free.add(step.record)
        for record, why in self._stuck(kind, free).items():
            free.discard(record)
            yield Left(kind.name, record, IMPOSSIBLE, why)
        self.act.void_rows(kind.model, sorted(free), self.reason)

    def _stuck(self, kind: RecordType, free: set[int]) -> dict[int, str]:
        """Those that living records point at which do not go too; one that stays may hold another one back."""
        found: dict[int, str] = {}
        while True:
            going = {(kind.name, record) for record in free - found.keys()}
            more = needed.pointed_at(self.db, kind, [record for _, record in going], going)
            if not more:
                return found
            found |= more

    def _put_back(self, kind: RecordType, changed: list[Step], later: dict[int, list[Change]]) -> Iterator[Left]:
        """Old values go back into the fields nobody touched since."""
        present = tables.read_contents(self.db, kind.model, [step.record for step in changed])
        back: list[tuple[int, dict[str, Pair]]] = []
        for step in changed:
            found = later.get(step.record, [])
            touched = _touched(step, present[step.record], found)
            gone = self._gone(step)
            held = _held(step, touched | gone.keys())
            clean = {name: pair for name, pair in step.backwards.items() if name not in held}
            if clean:
                back.append((step.record, clean))
            if touched:
                who = _who([one for one in found if steps.values_of(one).keys() & touched])
                yield Left(kind.name, step.record, KEPT, f"{who} 之后修改过{_labels(kind, held, clean)}")
            elif gone:
                yield Left(
                    kind.name, step.record, IMPOSSIBLE, f"{next(iter(gone.values()))}{'，其余已恢复' if clean else ''}"
                )
        self.act.change_rows(kind.model, back, [BY_HAND] * len(back))

    def _gone(self, step: Step) -> dict[str, str]:
        """The links of a step whose former targets are voided, each with why it cannot go back."""
        told = {name: needed.gone_target(self.db, step.kind, name, old) for name, (_, old) in step.backwards.items()}
        return {name: why for name, why in told.items() if why}


def _touched(step: Step, now: dict[str, Any], found: Iterable[Change]) -> set[str]:
    """The fields of a step that somebody wrote since, or that hold something else now."""
    written = {name for change in found for name in steps.values_of(change)}
    return {name for name, (_, new) in step.values.items() if name in written or now[name] != new}


def _held(step: Step, fields: Iterable[str]) -> set[str]:
    """These fields, and those of the step that follow from them."""
    held = set(fields)
    for group in _TOGETHER:
        if held & group:
            held |= group & step.values.keys()
    return held & step.values.keys()


def _who(found: Sequence[Change]) -> str:
    """Who was there last; who voided it, when it was voided."""
    if not found:
        return "有人"
    last = next((change for change in reversed(found) if change.action == VOID), found[-1])
    return f"第 {last.batch} 号批次 {last.user}" if last.batch is not None else last.user


def _labels(kind: RecordType, held: set[str], clean: dict[str, Pair]) -> str:
    """Which fields stayed, where the others went back."""
    if not clean:
        return ""
    fields = kind.model._meta.fields
    words = [spec_of(fields[name]).label for name in fields if name in held and is_declared(fields[name])]
    return f"{'、'.join(dict.fromkeys(words))}，其余已恢复"


def _settle(batch: int, left: Iterable[Left], at: str) -> None:
    """What could not be read of the records that went back needs no settling any more; of kept ones it does."""
    kept = {(one.kind, one.record) for one in left}
    unread = Unread.select(Unread.id, Unread.kind, Unread.record).where(Unread.batch == batch)
    mine = [row.id for row in unread if (row.kind, row.record) not in kept]
    for part in chunked(mine, 500):
        Unread.update(settled_at=at).where(Unread.id.in_(part)).execute()
