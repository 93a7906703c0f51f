"""What deeds did, counted and in words: 修改 张三 的 电话; 作废 张三 的 人员、身份; 导入 名单.xlsx：新增 人员 30 条.

Restricted records are not counted for those who may not know of them, because a deed names whose the others are; a
deed over nothing else reads 保密.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from peewee import SqliteDatabase

from hfp_desk import gate
from hfp_desk.gate import Viewer
from hfp_desk.records import ALL, BY_NAME, PERSON, Change, ImportBatch
from hfp_desk.store import reversals
from hfp_desk.store.history import CHANGE
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import restricted_ids
from hfp_desk.store.steps import values_of
from hfp_desk.store.telling import ACTIONS, field_labels
from hfp_desk.store.titles import names

_FEW = 12
_LABELS = 3
_GROUPS = (
    'SELECT "deed","kind","action",count(*),min("id") FROM "change" WHERE "deed" IN ({marks}) '
    'GROUP BY "deed","kind","action"'
)
_HIDDEN = (
    'SELECT c."deed",c."action",count(*) FROM ({hidden}) h CROSS JOIN "change" c '
    'WHERE c."kind"=? AND c."record"=h."id" AND +c."deed" IN ({marks}) GROUP BY 1,2'
)
_PLACE = {kind.name: place for place, kind in enumerate(ALL)}
IMPORT, UNDO = "导入", "撤销"


class Group(NamedTuple):
    """So many records of a kind in a deed; ``first`` is the first history row of them."""

    kind: str
    action: str
    size: int
    first: int


@dataclass(frozen=True)
class Deed:
    """One user action over records; ``only`` is its record where it has just one.

    ``undid`` is the deed it took back, ``undone_by`` the one that took it back, as things are.
    """

    number: int
    at: str
    user: str
    action: str
    words: str
    count: int
    reason: str = ""
    batch: int | None = None
    only: tuple[str, int] | None = None
    undid: int | None = None
    undone_by: int | None = None


def described(register: Register, numbers: Collection[int], viewer: Viewer) -> dict[int, Deed]:
    """These deeds by number, records named as ``viewer`` may see them; asked for inside a session."""
    undid = reversals.undid(numbers)
    groups = _grouped(register.db, {*numbers, *undid.values()}, viewer)
    words = _Words(register.db, groups, viewer)
    undone = reversals.undone_by(numbers)
    found = {}
    for number in (one for one in numbers if one in groups):
        first = words.firsts[number]
        target = undid.get(number)
        action = UNDO if target is not None else IMPORT if first.batch is not None else _action(groups[number])
        text = words.of(number) if target is None else f"撤销第 {target} 步：{words.of(target)}"
        count = sum(group.size for group in groups[number])
        lone = words.lone(number)
        found[number] = Deed(
            number,
            first.at,
            first.user,
            action,
            text,
            count,
            first.reason,
            first.batch,
            (lone.kind, lone.record) if lone is not None else None,
            target,
            undone.get(number),
        )
    return found


def named(register: Register, number: int, viewer: Viewer) -> str:
    """What one deed did, in words; nothing when there is no such deed."""
    with register.session():
        found = described(register, [number], viewer)
    return found[number].words if number in found else ""


def _action(groups: Iterable[Group]) -> str:
    return "、".join(dict.fromkeys(ACTIONS[group.action] for group in groups))


def _grouped(db: SqliteDatabase, numbers: Collection[int], viewer: Viewer) -> dict[int, list[Group]]:
    """What each deed did as far as this viewer may know of it; all of it where he may know of nothing in it."""
    found: dict[int, list[Group]] = {}
    hidden = {} if viewer.sees_restricted else _hidden(db, numbers)
    sql = _GROUPS.format(marks=",".join("?" * len(numbers)))
    for deed, *rest in db.execute_sql(sql, tuple(numbers)):
        found.setdefault(deed, []).append(Group(*rest))
    for deed, groups in found.items():
        left = [one._replace(size=one.size - hidden.get((deed, one.kind, one.action), 0)) for one in groups]
        found[deed] = sorted([one for one in left if one.size] or groups, key=lambda group: _PLACE[group.kind])
    return found


def _hidden(db: SqliteDatabase, numbers: Collection[int]) -> dict[tuple[int, str, str], int]:
    """How many restricted records are in these deeds, by deed, kind and action."""
    found = {}
    for kind in ALL:
        hidden = restricted_ids(kind.model)
        if hidden:
            sql = _HIDDEN.format(hidden=hidden, marks=",".join("?" * len(numbers)))
            for deed, action, count in db.execute_sql(sql, (kind.name, *numbers)):
                found[deed, kind.name, action] = count
    return found


class _Words:
    """Reads once for all deeds what their words are made of."""

    def __init__(self, db: SqliteDatabase, groups: Mapping[int, list[Group]], viewer: Viewer) -> None:
        self._groups = groups
        firsts = [min(group.first for group in found) for found in groups.values()]
        few = [deed for deed, found in groups.items() if sum(group.size for group in found) <= _FEW]
        self.firsts = {row.deed: row for row in Change.select().where(Change.id.in_(firsts))}
        self._small: dict[int, list[Change]] = {}
        for row in Change.select().where(Change.deed.in_(few)).order_by(Change.id):
            self._small.setdefault(row.deed, []).append(row)
        self._names = _names(db, [row for rows in self._small.values() for row in rows], viewer)
        batches = [row.batch for row in self.firsts.values() if row.batch is not None]
        found = ImportBatch.select().where(ImportBatch.id.in_(batches))
        self._files = {one.id: gate.file_name(one.file_name, viewer) for one in found}

    def lone(self, deed: int) -> Change | None:
        """The only change of a deed that this viewer may know of."""
        rows = self._open(deed)
        return rows[0] if len(rows) == 1 else None

    def of(self, deed: int) -> str:
        """What a deed did; nothing for one that is not there."""
        if deed not in self.firsts:
            return ""
        batch = self.firsts[deed].batch
        if batch is not None:
            return f"导入 {self._files.get(batch, f'第 {batch} 号批次')}：{_counted(self._groups[deed])}"
        lone = self.lone(deed)
        if lone is not None:
            return self._single(lone)
        return self._of_one_person(self._open(deed)) or _counted(self._groups[deed])

    def _open(self, deed: int) -> list[Change]:
        rows = self._small.get(deed, [])
        return [row for row in rows if self._names.get((row.kind, row.record)) != gate.HIDDEN] or rows

    def _single(self, row: Change) -> str:
        kind, verb = BY_NAME[row.kind], ACTIONS[row.action]
        name = self._names.get((row.kind, row.record)) or f"第 {row.record} 号"
        labels = field_labels(kind, values_of(row)) if row.action == CHANGE else []
        more = f" 等 {len(labels)} 栏" if len(labels) > _LABELS else ""
        told = "、".join(labels[:_LABELS]) + more
        if kind is PERSON:
            return f"{verb} {name} 的 {told}" if told else f"{verb} 人员 {name}"
        return f"{verb} {kind.title} {name}" + (f" 的 {told}" if told else "")

    def _of_one_person(self, rows: Sequence[Change]) -> str:
        """Several records with one name and one verb; nothing when they differ."""
        told = {(self._names.get((row.kind, row.record), ""), row.action) for row in rows}
        if len(told) != 1:
            return ""
        (name, action) = told.pop()
        kinds = "、".join(dict.fromkeys(BY_NAME[row.kind].title for row in rows))
        return f"{ACTIONS[action]} {name} 的 {kinds}" if name else ""


def _counted(groups: Sequence[Group]) -> str:
    parts = []
    for action in dict.fromkeys(group.action for group in groups):
        told = "、".join(f"{BY_NAME[one.kind].title} {one.size:,} 条" for one in groups if one.action == action)
        parts.append(f"{ACTIONS[action]} {told}")
    return "；".join(parts)


def _names(db: SqliteDatabase, rows: Iterable[Change], viewer: Viewer) -> dict[tuple[str, int], str]:
    by_kind: dict[str, set[int]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, set()).add(row.record)
    found: dict[tuple[str, int], Any] = {}
    for kind, ids in by_kind.items():
        found |= {(kind, record): name for record, name in names(db, BY_NAME[kind], ids, viewer).items()}
    return found
