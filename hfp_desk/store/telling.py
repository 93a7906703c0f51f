"""The history of a record or of one field, in words: who, when, old → new, why, and from which row of which list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import ForeignKeyField

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.records import ALL, BY_NAME, HOUSEHOLD, PERSON, Change, ImportBatch, Person, RecordType
from hfp_desk.store import history
from hfp_desk.store.choosing import title_of
from hfp_desk.store.opening import Register
from hfp_desk.store.titles import restricted_among

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
    deed: int = 0


def story(register: Register, kind: RecordType, record: int, viewer: Viewer) -> list[Told]:
    """All changes of a record, newest first, as ``viewer`` may read them."""
    with register.session():
        return told_of(register, history.of_record(kind.name, record), viewer)


def told_of(register: Register, changes: Sequence[Change], viewer: Viewer) -> list[Told]:
    """These changes as ``viewer`` may read them, in their order; asked for inside a session."""
    secret = set() if viewer.sees_restricted else _restricted(register, changes)
    files = _files(changes, viewer)
    return [_told(change, viewer, (change.kind, change.record) in secret, files) for change in changes]


def whole_story(register: Register, person: int, viewer: Viewer) -> list[tuple[str, Told]]:
    """All changes of a person and of what belongs to them, newest first, each with the title of its record.

    Of restricted records nothing is told to those who may not know of them.
    """
    changes: list[Change] = []
    with register.session():
        for name, record in records_of(register, person, viewer):
            changes += history.of_record(name, record)
        changes.sort(key=lambda change: change.id, reverse=True)
        told = told_of(register, changes, viewer)
    return [(BY_NAME[change.kind].title, one) for change, one in zip(changes, told, strict=True)]


def of_field(register: Register, kind: RecordType, record: int, field: str, viewer: Viewer) -> list[tuple[Told, Turn]]:
    """The steps of one field, newest first."""
    return [
        (told, turn) for told in story(register, kind, record, viewer) for turn in told.turns if turn.field == field
    ]


def of_label(register: Register, person: int, label: str, viewer: Viewer) -> list[tuple[Told, Turn]]:
    """The steps of the value that stands under ``label`` on a person's card: the person's, else the household's."""
    with register.session():
        home = Person.select(Person.household).where(Person.id == person).scalar()
        for kind, record in ((PERSON, person), (HOUSEHOLD, home)):
            told = story(register, kind, record, viewer) if record else []
            found = [(one, turn) for one in told for turn in one.turns if turn.label == label]
            if found:
                return found
    return []


def records_of(register: Register, person: int, viewer: Viewer) -> Iterator[tuple[str, int]]:
    """The person and the records about the person, voided ones too, those left out that ``viewer`` may not know of."""
    for kind in ALL:
        mine = _about(kind, person)
        secret = set() if viewer.sees_restricted else restricted_among(register.db, kind, mine)
        yield from ((kind.name, record) for record in mine if record not in secret)


def field_labels(kind: RecordType, names: Iterable[str]) -> list[str]:
    """What the office calls these fields, in the order of the form; inner ones have no name."""
    wanted = set(names) - _NO_WORDS
    return [spec_of(field).label for field in kind.fields if field.name in wanted]


def _about(kind: RecordType, person: int) -> list[int]:
    if kind.model is Person:
        return [person]
    link = kind.model._meta.fields.get("person")
    if link is None:
        return []
    return [row.id for row in kind.model.select(kind.model.id).where(link == person)]


def _told(change: Change, viewer: Viewer, restricted: bool, files: dict[int, str]) -> Told:
    turns = tuple(_turns(BY_NAME[change.kind], change, viewer, restricted))
    action, source = ACTIONS[change.action], _source(change, files, viewer)
    return Told(change.at, change.user, action, turns, change.reason, source, change.deed)


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


def _restricted(register: Register, changes: Sequence[Change]) -> set[tuple[str, int]]:
    """The records of these changes that are restricted, or once were."""
    found = {(change.kind, change.record) for change in changes if _once_restricted(change)}
    for kind in ALL:
        mine = {change.record for change in changes if change.kind == kind.name}
        found |= {(kind.name, record) for record in restricted_among(register.db, kind, mine)}
    return found


def _once_restricted(change: Change) -> bool:
    values: Any = change.values or {}
    return any(values.get("restricted", ()))


def _files(changes: Iterable[Change], viewer: Viewer) -> dict[int, str]:
    ids = {change.batch for change in changes if change.batch is not None}
    found = ImportBatch.select().where(ImportBatch.id.in_(list(ids)))
    return {batch.id: gate.file_name(batch.file_name, viewer) for batch in found}


def _source(change: Change, files: dict[int, str], viewer: Viewer) -> str:
    if change.batch is None:
        return ""
    row = f"第 {change.row} 行" if change.row else ""
    sheet = change.sheet if viewer.sees_persons else ""
    return " ".join(part for part in (files.get(change.batch, f"批次 {change.batch}"), sheet, row) if part)
