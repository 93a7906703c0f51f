"""Two records of what may be one person, side by side: what differs, what would move, and what stands against it.

Restricted records move with the others; a viewer who may not know of them is told nothing about them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from peewee import ForeignKeyField, SqliteDatabase

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import ENTRY, Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import ALL, BY_NAME, PERSON, Household, Person, Place, Record, RecordType
from hfp_desk.store import doubles, merges, moving, searching, tables, users
from hfp_desk.store.choosing import title_of
from hfp_desk.store.links import OWNING
from hfp_desk.store.moving import Moves
from hfp_desk.store.opening import Register
from hfp_desk.store.searching import Hit

_DERIVED = frozenset({"id_key"})
_BLANK = (None, "")


@dataclass(frozen=True)
class Facing:
    """One field of both, as the viewer may see it; ``keep`` is the person whose value is proposed."""

    name: str
    label: str
    winner: str
    loser: str
    differs: bool
    keep: int


@dataclass(frozen=True)
class Moving:
    """How many living records of a kind would move."""

    kind: RecordType
    count: int


@dataclass(frozen=True)
class Double:
    """A record both have: kept once, with what they do not agree on."""

    kind: RecordType
    record: int
    kept: int
    differing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """All a clerk must see before two records are made one; ``doubts`` are reasons to think of two people."""

    winner: Hit
    loser: Hit
    fields: tuple[Facing, ...]
    moving: tuple[Moving, ...]
    doubles: tuple[Double, ...]
    unclear: tuple[Moving, ...]
    homes: tuple[str, ...]
    doubts: tuple[str, ...]


def preview(register: Register, winner: int, loser: int, viewer: Viewer) -> Preview:
    """What a merge would do; Refusal where it cannot be done, or not by this viewer."""
    with register.session():
        users.require(register, ENTRY, "合并人员")
        require_mergeable(register, winner, loser)
        found = moving.moves(register.db, winner, loser)
        first, second = searching.hits(register, [winner, loser], viewer)
        return Preview(
            first,
            second,
            tuple(_fields(register.db, winner, loser, viewer)),
            tuple(_moving(found, viewer)),
            tuple(_doubles(register.db, found, viewer)),
            tuple(_unclear(found, viewer)),
            tuple(_homes(winner, loser, viewer)),
            tuple(doubts(register.db, winner, loser)),
        )


def require_mergeable(register: Register, winner: int, loser: int) -> None:
    """Refusal unless both are two living persons."""
    if winner == loser:
        raise Refusal("两边是同一条人员记录，不用合并。", "请选择另一条记录。")
    for person in (winner, loser):
        found = Person.get_or_none(Person.id == person)
        if found is None:
            raise Refusal(f"没有第 {person} 号人员。", "请刷新后重新选择。")
        line = merges.taken_in(register, person)
        if line is not None:
            raise Refusal(f"第 {person} 号人员已并入第 {line.winner} 号。", f"请改选第 {line.winner} 号人员。")
        if found.voided_at:
            raise Refusal(f"第 {person} 号人员已作废，不能合并。", "请先在回收站恢复，或选择另一条记录。")


def doubts(db: SqliteDatabase, winner: int, loser: int) -> list[str]:
    """Why the two may be two people."""
    one, other = (tables.read_contents(db, Person, [person])[person] for person in (winner, loser))
    found = []
    if one["id_key"] and other["id_key"] and one["id_key"] != other["id_key"]:
        found.append("证件号码都有效，但不相同")
    if one["sex"] and other["sex"] and one["sex"] != other["sex"]:
        found.append("性别不同")
    said = moving.said_apart(winner, loser)
    return [*found, *(f"{row.decided_by}在 {row.decided_at[:10]} 认定不是同一人" for row in said)]


def _fields(db: SqliteDatabase, winner: int, loser: int, viewer: Viewer) -> Iterator[Facing]:
    stored = tables.read_contents(db, Person, [winner, loser])
    both_placed = stored[winner]["village"] and stored[loser]["village"]
    hidden = _DERIVED | (frozenset({"town"}) if both_placed else frozenset())
    for one in (field for section in PERSON.sections for field in section.fields):
        mine, theirs = stored[winner][one.name], stored[loser][one.name]
        if one.name not in hidden and (mine not in _BLANK or theirs not in _BLANK):
            keep = loser if _prefers_loser(one.name, stored[winner], stored[loser]) else winner
            shown, other = _shown(one, mine, viewer), _shown(one, theirs, viewer)
            yield Facing(one.name, spec_of(one).label, shown, other, mine != theirs, keep)


def _prefers_loser(name: str, winner: Mapping[str, Any], loser: Mapping[str, Any]) -> bool:
    """The winner's value unless there is none, or it is a number that does not hold and the other one does."""
    if name == "id_number" and loser["id_key"] and not winner["id_key"]:
        return True
    return winner[name] in _BLANK and loser[name] not in _BLANK


def _shown(field: Any, stored: Any, viewer: Viewer) -> str:
    spec = spec_of(field)
    if stored in _BLANK:
        return ""
    if not isinstance(field, ForeignKeyField):
        return gate.shown(spec, spec.kind.show(field.python_value(stored)), viewer)
    target = field.rel_model.get_by_id(stored)
    title = _place(target) if isinstance(target, Place) else title_of(target)
    return gate.shown(spec, title, viewer)


def _place(place: Any) -> str:
    """A village with its township."""
    return f"{place.parent.name} {place.name}" if place.level == "5" and place.parent else str(place.name)


def _moving(found: Moves, viewer: Viewer) -> Iterator[Moving]:
    """What moves and is no double; voided records move unsaid."""
    gone = {(model, record) for model, record, _ in found.voided}
    for kind in ALL:
        rows = [row for row in found.rows.get(kind.model, {}) if (kind.model, row) not in gone]
        known = moving.seen(kind.model, rows, viewer)
        living = kind.model.select().where(kind.model.id.in_(known) & (kind.model.voided_at == "")).count()
        if living:
            yield Moving(kind, living)


def _unclear(found: Moves, viewer: Viewer) -> Iterator[Moving]:
    for model, ids in found.doubles.unclear.items():
        known = moving.seen(model, ids, viewer)
        if known:
            yield Moving(_kind(model), len(known))


def _doubles(db: SqliteDatabase, found: Moves, viewer: Viewer) -> Iterator[Double]:
    for model, record, kept in found.voided:
        kind, read = _kind(model), tables.read_contents(db, model, [record, kept])
        names = doubles.differing(read[kept], read[record], frozenset(OWNING))
        labels = tuple(spec_of(field).label for field in kind.fields if field.name in names)
        if len(moving.seen(model, (record, kept), viewer)) == 2:
            yield Double(kind, record, kept, labels)


def _homes(winner: int, loser: int, viewer: Viewer) -> Iterator[str]:
    """Households that may be left without members."""
    both = Person.id.in_((winner, loser))
    homes = {person.household for person in Person.select().where(both) if person.household is not None}
    for home in sorted(homes, key=lambda one: one.id) if len(homes) > 1 else ():
        others = (Person.household == home) & (Person.voided_at == "") & Person.id.not_in((winner, loser))
        if not Person.select().where(others).exists():
            spec = spec_of(Household.head_name)
            name = gate.shown(spec, home.head_name, viewer)
            title = " ".join(part for part in (name, home.number) if part) or f"第 {home.id} 号户"
            yield f"{title}：只有这一人，不选它时成为空户，户资料保留"


def _kind(model: type[Record]) -> RecordType:
    return BY_NAME[model.__name__.lower()]
