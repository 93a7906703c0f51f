"""Two hands on one record: what both changed differently, and what only the other one changed.

Nothing is decided here but what needs no decision: a field that one side alone changed keeps that change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import ForeignKeyField

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.store import entering, telling
from hfp_desk.store.choosing import title_of
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register


@dataclass(frozen=True)
class Side:
    """A value and how it is written for this viewer."""

    value: Any
    text: str


@dataclass(frozen=True)
class Difference:
    """One field: as it is written in the form, as it is stored now, and as it was when the form was opened."""

    field: str
    label: str
    mine: Side
    theirs: Side
    was: Side


@dataclass(frozen=True)
class Conflict:
    """``drafts`` as they stand now; ``both`` need a choice, ``theirs`` do not; ``who`` changed it, when, by what."""

    drafts: tuple[Draft, ...]
    both: tuple[Difference, ...]
    theirs: tuple[Difference, ...]
    who: str


def between(register: Register, opened: Sequence[Draft], written: Sequence[Draft], viewer: Viewer) -> Conflict:
    """What stands between the drafts ``written`` over those that were ``opened`` and what is stored now.

    Refusal when a record was voided meanwhile, or may be seen no more.
    """
    with register.session():
        now = tuple(_again(register, draft, viewer) for draft in opened)
        mine = {draft.kind.name: draft for draft in written}
        found = [
            difference
            for before, after in zip(opened, now, strict=True)
            for difference in _differences(before, mine[before.kind.name], after, viewer)
        ]
        both = tuple(one for one, alone in found if not alone)
        return Conflict(now, both, tuple(one for one, alone in found if alone), _who(register, opened, now, viewer))


def _again(register: Register, draft: Draft, viewer: Viewer) -> Draft:
    if draft.id is None:
        return draft
    now = entering.load(register, draft.kind, draft.id, viewer)
    if now.voided and not draft.voided:
        raise Refusal(
            f"这条{draft.kind.title}在您打开之后已被作废（{now.void_reason}），您的修改没有保存。",
            "如果作废有误，请先恢复这条记录，再重新修改。",
        )
    return now


def _differences(before: Draft, mine: Draft, now: Draft, viewer: Viewer) -> Iterator[tuple[Difference, bool]]:
    """Fields changed by the other side, each with whether only there."""
    restricted = bool(now.values.get("restricted") or before.values.get("restricted"))
    for field in now.kind.fields:
        was, theirs = before.values.get(field.name), now.values.get(field.name)
        written = mine.values.get(field.name, was)
        if theirs in (was, written):
            continue
        sides = (Side(value, _text(field, value, viewer, restricted)) for value in (written, theirs, was))
        yield Difference(field.name, spec_of(field).label, *sides), written == was


def _text(field: Any, value: Any, viewer: Viewer, restricted: bool) -> str:
    spec = spec_of(field)
    if value is None:
        return ""
    if isinstance(field, ForeignKeyField):
        target = field.rel_model.get_or_none(field.rel_model.id == value)
        text = title_of(target) if target is not None else ""
    else:
        text = spec.kind.show(value)
    return gate.shown(spec, text, viewer, restricted)


def _who(register: Register, opened: Sequence[Draft], now: Sequence[Draft], viewer: Viewer) -> str:
    """The last one who changed what was overtaken: 王芳 10:32，导入“名单.xlsx”."""
    pairs = ((before, after) for before, after in zip(opened, now, strict=True) if before.version != after.version)
    told = [
        story[0]
        for before, _ in pairs
        if before.id is not None and (story := telling.story(register, before.kind, before.id, viewer))
    ]
    if not told:
        return ""
    last = max(told, key=lambda one: one.deed)
    via = f"导入“{last.source}”时" if last.source else last.reason
    return f"{last.user} {last.at[:16]}" + (f"（{via}）" if via else "")
