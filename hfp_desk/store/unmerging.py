"""Taking a merge apart: every row goes back to whose it was, the record that was taken in comes back as it was.

What somebody did since is never overwritten: a value edited since stays and is named, a record added since stays with
the person it was added to and is named. A second un-merge finds nothing left to do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from peewee import ForeignKeyField, SqliteDatabase, chunked

from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import ALL, BY_NAME, MODELS, PERSON, Change, Merge, Person, Plain, RecordType
from hfp_desk.store import following, history, keeping, log, merges, moving, tables, users
from hfp_desk.store.history import BY_HAND
from hfp_desk.store.opening import Register
from hfp_desk.store.steps import values_of
from hfp_desk.store.titles import titles

_TABLES: dict[str, type[Plain]] = {model._meta.table_name: model for model in MODELS}
_KINDS = {kind.model._meta.table_name: kind for kind in ALL}


@dataclass
class Unmerged:
    """``restored``: titles of what went back or came back; ``kept``: what somebody did since and still stands."""

    restored: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    changes: keeping.Changes = field(default_factory=dict)


@dataclass
class _Work:
    """One merge being taken apart."""

    db: SqliteDatabase
    act: keeping.Deed
    merge: Merge
    done: Unmerged
    later: dict[tuple[str, int], list[Change]]
    viewer: Viewer

    @property
    def moved(self) -> dict[str, Any]:
        """What the merge wrote down."""
        kept: Any = self.merge.moved
        return dict(kept)

    def keep(self, kind: RecordType, record: int, what: str) -> None:
        """Name what stays as it is, with who did it."""
        changes = self.later.get((kind.name, record), [])
        who = f"，{changes[-1].user} {changes[-1].at[:16]}" if changes else ""
        self.done.kept += [f"{title}：{what}{who}" for title in self.titled(kind, [record])]

    def titled(self, kind: RecordType, records: Iterable[int]) -> list[str]:
        """The titles of those records the user may know of."""
        known = moving.seen(kind.model, records, self.viewer)
        return list(titles(self.db, kind, known, self.viewer).values())


def unmerge(register: Register, merge_id: int, *, whole: bool = False) -> Unmerged:
    """Take one merge apart in one deed; nothing is done when that was done before.

    ``whole``: Refusal when anything was done since that would stay. Refusal for an unknown merge, for one that has a
    later merge upon it, and when the record that was kept is voided.
    """
    with register.session():
        merge = Merge.get_or_none(Merge.id == merge_id)
        if merge is None:
            raise Refusal(f"没有第 {merge_id} 次合并。", "请刷新后再看。")
        done = Unmerged()
        if merge.undone_at:
            return done
        with keeping.deed(register, f"拆分第 {merge_id} 次合并") as act:
            merges.require_last(merge)
            _require_living(merge)
            work = _Work(register.db, act, merge, done, _later(merge), users.viewer(register))
            _take_apart(work)
            if whole and done.kept:
                raise Refusal("合并之后又有改动，不能直接撤销。", "请打开这个人，用“拆分”查看哪些会保留，再决定。")
            _write_down(register, work)
        done.changes = act.changes
        return done


def _take_apart(work: _Work) -> None:
    loser = work.merge.__data__["loser"]
    _restore(work, PERSON, [loser])
    for name, values in _grouped(work.moved["filled"]):
        kind = BY_NAME[name]
        for record, steps in values:
            _put_back(work, kind, record, {field: (old, new) for field, (old, new) in steps.items()}, "改动保留")
    back = dict(_go_back(work))
    for name, doubles in _grouped(work.moved["voided"]):
        _restore(work, BY_NAME[name], [double for (double,) in doubles])
    _name_edits(work, back)
    for kind, record, what in following.follow(work.act, work.merge.__data__["winner"], loser, back):
        work.keep(kind, record, what)
    for kind, record in _added(work):
        work.keep(kind, record, "合并后新登记，留在保留的人员名下")


def _go_back(work: _Work) -> Iterator[tuple[type[Plain], list[int]]]:
    """Point each row where it pointed before, unless it was pointed elsewhere since; the rows of each table."""
    for table, entries in _grouped(work.moved["rows"]):
        rows: dict[int, dict[str, tuple[int, int]]] = {}
        for row, name, old, new in entries:
            rows.setdefault(row, {})[name] = (old, new)
        kind = _KINDS.get(table)
        for row, steps in rows.items():
            if kind is not None:
                _put_back(work, kind, row, steps, "已另行改挂，没有移回")
            else:
                _point_back(_TABLES[table], row, steps)
        if kind is not None:
            work.done.restored += work.titled(kind, rows)
        yield _TABLES[table], list(rows)


def _put_back(work: _Work, kind: RecordType, record: int, steps: Mapping[str, tuple[Any, Any]], kept: str) -> None:
    """Give fields their old values where the merge's values still stand; the others stay and are named."""
    present = tables.read_contents(work.db, kind.model, [record])[record]
    clean = {name: (new, old) for name, (old, new) in steps.items() if present[name] == new}
    if clean:
        work.act.change_rows(kind.model, [(record, clean)], [BY_HAND])
    labels = [_label(kind, name) for name in steps if name not in clean and present[name] != steps[name][0]]
    if labels:
        work.keep(kind, record, f"{'、'.join(labels)}{kept}")


def _point_back(model: type[Plain], row: int, steps: Mapping[str, tuple[int, int]]) -> None:
    for name, (old, new) in steps.items():
        link = model._meta.fields[name]
        model.update({name: old}).where((model.id == row) & (link == new)).execute()


def _restore(work: _Work, kind: RecordType, records: Iterable[int]) -> None:
    """Bring back what the merge voided; what was restored or voided anew since stays as it is."""
    marked = (kind.model.voided_at == work.merge.at) & kind.model.id.in_(list(records))
    for record in kind.model.select().where(marked):
        work.act.restore(record)
        work.done.restored += work.titled(kind, [record.id])


def _name_edits(work: _Work, back: Mapping[type[Plain], list[int]]) -> None:
    """What was edited since goes back with its record, edits and all."""
    for kind in ALL:
        records = [one for one in back.get(kind.model, ()) if (kind.name, one) in work.later]
        present = tables.read_contents(work.db, kind.model, records)
        for record in records:
            labels = _edited(kind, work.later[kind.name, record], present[record])
            if labels:
                work.keep(kind, record, f"合并后的改动（{'、'.join(labels)}）随记录保留")


def _edited(kind: RecordType, changes: Sequence[Change], present: Mapping[str, Any]) -> list[str]:
    """The fields that now say something else than right after the merge; links are told where they are put back."""
    first: dict[str, Any] = {}
    for change in changes:
        for name, (old, _) in values_of(change).items():
            first.setdefault(name, old)
    names = (name for name, old in first.items() if present[name] != old)
    found = [_label(kind, name) for name in names if not isinstance(kind.model._meta.fields[name], ForeignKeyField)]
    marks = [change.action for change in changes if change.action in (history.VOID, history.RESTORE)]
    return [*found, *(["作废"] if marks and marks[-1] == history.VOID else [])]


def _added(work: _Work) -> Iterator[tuple[RecordType, int]]:
    """Records of the winner that were entered after the merge."""
    winner = work.merge.__data__["winner"]
    for kind in ALL:
        link = kind.model._meta.fields.get("person")
        if link is not None:
            fresh = [
                record
                for (name, record), changes in work.later.items()
                if name == kind.name and any(change.action == history.NEW for change in changes)
            ]
            mine = kind.model.select(kind.model.id).where((link == winner) & kind.model.id.in_(fresh))
            yield from ((kind, row.id) for row in mine.order_by(kind.model.id))


def _later(merge: Merge) -> dict[tuple[str, int], list[Change]]:
    """What was done after the merge to what it touched and to what is the winner's now, by record."""
    found: dict[tuple[str, int], list[Change]] = {}
    for kind, records in _concerned(merge).items():
        for part in chunked(sorted(records), 500):
            same = (Change.kind == kind) & Change.record.in_(part) & (Change.deed > merge.deed)
            for change in Change.select().where(same).order_by(Change.id):
                found.setdefault((change.kind, change.record), []).append(change)
    return found


def _concerned(merge: Merge) -> dict[str, set[int]]:
    """Numbers by kind: what the merge moved or filled, and all records of the winner."""
    kept: Any = merge.moved
    found: dict[str, set[int]] = {}
    for table, row, *_ in kept["rows"]:
        if table in _KINDS:
            found.setdefault(_KINDS[table].name, set()).add(row)
    for kind, row, _ in kept["filled"]:
        found.setdefault(kind, set()).add(row)
    for kind in ALL:
        link = kind.model._meta.fields.get("person")
        if link is not None:
            mine = kind.model.select(kind.model.id).where(link == merge.__data__["winner"])
            found.setdefault(kind.name, set()).update(row.id for row in mine)
    return found


def _require_living(merge: Merge) -> None:
    winner = Person.get_by_id(merge.__data__["winner"])
    if winner.voided_at:
        raise Refusal(f"保留的第 {winner.id} 号人员已作废，不能拆分。", "请先在回收站恢复它，再拆分。")


def _write_down(register: Register, work: _Work) -> None:
    merge, ids = work.merge, work.merge.__data__
    merge.undone_at, merge.undone_by = work.act.at, register.user
    merge.save()
    log.note(
        register,
        log.Action.UNMERGE,
        f"第 {ids['loser']} 号从第 {ids['winner']} 号拆出",
        kind=PERSON,
        record=ids["winner"],
        people=2,
        detail={"merge": merge.id, "restored": len(work.done.restored), "kept": len(work.done.kept)},
    )


def _grouped(entries: Iterable[list[Any]]) -> Iterator[tuple[str, list[list[Any]]]]:
    """Entries by their first element."""
    found: dict[str, list[list[Any]]] = {}
    for first, *rest in entries:
        found.setdefault(first, []).append(rest)
    yield from found.items()


def _label(kind: RecordType, name: str) -> str:
    return spec_of(kind.model._meta.fields[name]).label
