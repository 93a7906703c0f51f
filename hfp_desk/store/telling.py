"""The history of a record or of one field, in words: who, when, old → new, why, and from which row of which list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from peewee import ForeignKeyField

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.records import ALL, Change, ImportBatch, Person, RecordType
from hfp_desk.store import history
from hfp_desk.store.choosing import title_of
from hfp_desk.store.opening import Register

ACTIONS = {history.NEW: "新增", history.CHANGE: "修改", history.VOID: "作废", history.RESTORE: "恢复"}
_NO_WORDS = frozenset({"id_key"})


@dataclass(frozen=True)
class Turn:
    """One field's step from one value to the next."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Told:
    """One change of a record; ``source`` names the list it came from, nothing when it was made by hand."""

    at: str
    user: str
    action: str
    turns: tuple[Turn, ...]
    reason: str = ""
    source: str = ""


def story(register: Register, kind: RecordType, record: int, viewer: Viewer) -> list[Told]:
    """All changes of a record, newest first, as ``viewer`` may read them."""
    with register.session():
        changes = history.of_record(kind.name, record)
        restricted = _restricted(kind, record)
        files = _files(changes)
        return [_told(kind, change, viewer, restricted, files) for change in changes]


def whole_story(register: Register, person: int, viewer: Viewer) -> list[tuple[str, Told]]:
    """All changes of a person and of what belongs to them, newest first, each with the title of its record."""
    found: list[tuple[str, Told]] = []
    with register.session():
        for kind in ALL:
            for record in _records_of(kind, person):
                found += [(kind.title, told) for told in story(register, kind, record, viewer)]
    return sorted(found, key=lambda pair: pair[1].at, reverse=True)


def of_field(register: Register, kind: RecordType, record: int, field: str, viewer: Viewer) -> list[tuple[Told, Turn]]:
    """The steps of one field, newest first."""
    return [
        (told, turn) for told in story(register, kind, record, viewer) for turn in told.turns if turn.field == field
    ]


def _records_of(kind: RecordType, person: int) -> list[int]:
    """The person, or the records of a kind that are about the person, voided ones too."""
    if kind.model is Person:
        return [person]
    link = kind.model._meta.fields.get("person")
    if link is None:
        return []
    return [row.id for row in kind.model.select(kind.model.id).where(link == person)]


def _told(kind: RecordType, change: Change, viewer: Viewer, restricted: bool, files: dict[int, str]) -> Told:
    turns = tuple(_turns(kind, change, viewer, restricted))
    source = _source(change, files)
    return Told(change.at, change.user, ACTIONS[change.action], turns, change.reason, source)


def _turns(kind: RecordType, change: Change, viewer: Viewer, restricted: bool) -> Iterator[Turn]:
    values: Any = change.values or {}
    for field in kind.fields:
        if field.name in values and field.name not in _NO_WORDS:
            old, new = (_shown(field, value, viewer, restricted) for value in values[field.name])
            yield Turn(field.name, spec_of(field).label, old, new)


def _shown(field: Any, stored: Any, viewer: Viewer, restricted: bool) -> str:
    spec = spec_of(field)
    if stored is None:
        return ""
    if isinstance(field, ForeignKeyField):
        target = field.rel_model.get_or_none(field.rel_model.id == stored)
        text = title_of(target) if target is not None else f"第 {stored} 号"
    else:
        text = spec.kind.show(field.python_value(stored))
    return gate.shown(spec, text, viewer, restricted)


def _restricted(kind: RecordType, record: int) -> bool:
    """Whether the record is a restricted disease, or hangs on one."""
    fields = kind.model._meta.fields
    if "restricted" not in fields and "treatment" not in fields:
        return False
    found: Any = kind.model.get_or_none(kind.model.id == record)
    holder = getattr(found, "treatment", None) if "treatment" in fields else found
    return bool(getattr(holder, "restricted", False))


def _files(changes: list[Change]) -> dict[int, str]:
    ids = {change.batch for change in changes if change.batch is not None}
    return {batch.id: batch.file_name for batch in ImportBatch.select().where(ImportBatch.id.in_(list(ids)))}


def _source(change: Change, files: dict[int, str]) -> str:
    if change.batch is None:
        return ""
    row = f"第 {change.row} 行" if change.row else ""
    return " ".join(part for part in (files.get(change.batch, f"批次 {change.batch}"), change.sheet, row) if part)
