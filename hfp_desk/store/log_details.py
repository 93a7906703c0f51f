"""What stands behind one line of the log: every field old → new of a deed, columns and conditions of an export."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hfp_desk import gate
from hfp_desk.gate import Viewer
from hfp_desk.records import BY_NAME, Change, Event, RecordType
from hfp_desk.store import telling
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.telling import Told
from hfp_desk.store.titles import restricted_among, titles

MOST = 300
_ABOUT_LISTS = frozenset({Action.IMPORT, Action.UNDO_IMPORT})
"""Deeds that are logged under the name of a sender's file."""
_OUT = frozenset({Action.EXPORT, Action.PRINT})
"""Deeds by which a file leaves under a name that somebody chose."""
_LABELS = {
    "columns": "栏目",
    "conditions": "条件",
    "filter": "条件",
    "file": "文件",
    "profile": "用途类别",
    "rows": "行数",
    "count": "条数",
    "pages": "页数",
    "dropped": "未带出的栏目",
    "failed": "结果",
    "form": "表册",
    "scope": "范围",
    "locked": "打开密码",
    "protected": "打开密码",
    "to": "去向",
    "batch": "批次",
    "path": "文件",
    "field": "栏目",
    "result": "结果",
    "old": "原值",
    "new": "新值",
    "roles": "角色",
    "computer": "电脑",
    "merge": "合并编号",
    "restored": "恢复",
    "kept": "保留",
    "steps": "步骤",
}


@dataclass(frozen=True)
class Detail:
    """What a deed did to one record."""

    kind: RecordType
    record: int
    title: str
    told: Told


def of_deed(register: Register, deed: int, viewer: Viewer, most: int = MOST) -> list[Detail]:
    """The records of a deed with every field old → new as ``viewer`` may read them; the first ``most``.

    Of records he may not know of nothing is told beside others, which say whose they are.
    """
    with register.session():
        changes = list(Change.select().where(Change.deed == deed).order_by(Change.id).limit(most))
        changes = _open(register, changes, viewer) or changes
        named: dict[tuple[str, int], str] = {}
        for kind in BY_NAME.values():
            mine = {change.record for change in changes if change.kind == kind.name}
            found = titles(register.db, kind, mine, viewer)
            named |= {(kind.name, record): title for record, title in found.items()}
        told = telling.told_of(register, changes, viewer)
    return [
        Detail(BY_NAME[change.kind], change.record, named[change.kind, change.record], one)
        for change, one in zip(changes, told, strict=True)
    ]


def _open(register: Register, changes: list[Change], viewer: Viewer) -> list[Change]:
    if viewer.sees_restricted:
        return changes
    records: dict[str, set[int]] = {}
    for change in changes:
        records.setdefault(change.kind, set()).add(change.record)
    hidden = {kind: restricted_among(register.db, BY_NAME[kind], ids) for kind, ids in records.items()}
    return [change for change in changes if change.record not in hidden[change.kind]]


def subject(event: Event, viewer: Viewer) -> str:
    """What a line of the log is about, as ``viewer`` may read it: a file may be named after somebody."""
    return gate.file_name(event.subject, viewer) if event.action in _ABOUT_LISTS else str(event.subject)


def of_event(register: Register, event: int, viewer: Viewer) -> list[tuple[str, str]]:
    """What the log noted besides, as labels and words ``viewer`` may read."""
    with register.session():
        row = Event.get_or_none(Event.id == event)
    if row is None:
        return []
    facts = (("用户", row.user), ("电脑", row.computer), ("程序版本", row.program), ("原因", row.reason))
    return [(label, text) for label, text in (*facts, *_detail(_seen(row, viewer))) if text]


def _seen(row: Any, viewer: Viewer) -> Any:
    """The detail with the name of a file that left under a chosen name as this viewer may see it."""
    detail = row.detail
    if row.action in _OUT and detail and "file" in detail:
        return {**detail, "file": gate.file_name(str(detail["file"]), viewer)}
    return detail


def _detail(detail: Any) -> Iterator[tuple[str, str]]:
    for key, value in (detail or {}).items():
        yield _LABELS.get(key, key), _said(value)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(_said, value))
    if isinstance(value, dict):
        return "；".join(f"{key} {_said(one)}" for key, one in value.items())
    return "" if value is None else str(value)
