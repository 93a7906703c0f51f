"""Looking at one masked value, with a reason: who, what and why are in the log before the value is told.

Restricted values are told only to those who hold the role for them, whatever the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from peewee import ForeignKeyField

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import HOUSEHOLD, PERSON, Household, Person, RecordType
from hfp_desk.store import log
from hfp_desk.store.choosing import title_of
from hfp_desk.store.opening import Register
from hfp_desk.store.titles import restricted_among

REASONS = ("电话核实", "入户核对", "上级检查", "医保结算核对")
"""What a value is usually looked at for; any other reason is written out."""

_FIRST = ("id_number", "phone", "name", "address")


@dataclass(frozen=True)
class Masked:
    """A value that is not shown whole: of which record, in which field, and what is seen of it."""

    kind: RecordType
    record: int
    field: str
    label: str
    seen: str


def reveal(register: Register, viewer: Viewer, kind: RecordType, record: int, field: str, reason: str) -> str:
    """The whole value of a field, once the look at it is in the log.

    Refusal without a reason, for somebody without any role, and for a restricted value without the role for it.
    """
    if not reason.strip():
        raise Refusal("没有写明查看原因。", "请选择或填写原因，再查看明文。")
    if not viewer.may_look:
        raise Refusal("您没有任何角色，不能查看明文。", "请联系管理员分配角色。")
    with register.session():
        if not viewer.sees_restricted and restricted_among(register.db, kind, [record]):
            raise Refusal("这条记录属于保密病种，您没有查看权限。", "请由有“保密”角色的同事处理。")
        found: Any = kind.model.get_or_none(kind.model.id == record)
        wanted = next((one for one in kind.fields if one.name == field), None)
        if found is None or wanted is None:
            raise Refusal(f"没有第 {record} 号{kind.title}的这一栏。", "请刷新后再看。")
        detail = {"field": spec_of(wanted).label}
        log.note(register, log.Action.REVEAL, kind=kind, record=record, reason=reason, detail=detail)
        return _text(found, wanted)


def masked(register: Register, kind: RecordType, record: int, viewer: Viewer) -> tuple[Masked, ...]:
    """What of a record, of the person it is about and of the household ``viewer`` sees masked, most asked for first."""
    with register.session():
        if not viewer.may_look or (not viewer.sees_restricted and restricted_among(register.db, kind, [record])):
            return ()
        found = [one for about, of in _about(kind, record) for one in _masked(about, of, viewer)]
    return tuple(sorted(found, key=_rank))


def _about(kind: RecordType, record: int) -> Iterator[tuple[RecordType, Any]]:
    found: Any = kind.model.get_or_none(kind.model.id == record)
    if found is None:
        return
    yield kind, found
    person = found if kind.model is Person else getattr(found, "person", None)
    if person is not None and person is not found:
        yield PERSON, person
    home = getattr(person, "household", None)
    if kind.model is not Household and home is not None:
        yield HOUSEHOLD, home


def _masked(kind: RecordType, record: Any, viewer: Viewer) -> Iterator[Masked]:
    for field in kind.fields:
        if field.name == "id_key" or isinstance(field, ForeignKeyField):
            continue
        text = _text(record, field)
        seen = gate.shown(spec_of(field), text, viewer)
        if seen != text:
            label = spec_of(field).label
            yield Masked(kind, record.id, field.name, label if kind is not HOUSEHOLD else f"户：{label}", seen)


def _rank(one: Masked) -> tuple[bool, int]:
    place = _FIRST.index(one.field) if one.field in _FIRST else len(_FIRST)
    return one.kind is not PERSON and place < len(_FIRST), place


def _text(record: Any, field: Any) -> str:
    if isinstance(field, ForeignKeyField):
        target = getattr(record, field.name)
        return title_of(target) if target is not None else ""
    return str(spec_of(field).kind.show(getattr(record, field.name)))
