"""Taking a record out of all lists with what hangs on it, and bringing it all back.

A person goes with identities, diseases, stays and bills; a stay with its bills. What was voided together comes back
together. A household with members stays until they have moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from peewee import ForeignKeyField

from hfp_desk.problems import Refusal
from hfp_desk.records import ALL, Household, Person, Record, RecordType
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register

_OWNING = ("person", "treatment")


def void(register: Register, kind: RecordType, record: int, reason: str) -> keeping.Changes:
    """Void a record and what hangs on it; Refusal without a reason, or while others still need it."""
    if not reason.strip():
        raise Refusal("没有填写作废原因。", "请写明原因，以后可以恢复。")
    with register.session():
        _require_unneeded(kind, record)
        with keeping.deed(register) as act:
            for model, ids in _together(kind, [record], _living):
                act.void_rows(model, ids, reason.strip())
        return act.changes


def restore(register: Register, kind: RecordType, record: int) -> keeping.Changes:
    """Bring back a voided record with all that was voided together with it."""
    with register.session():
        found: Any = kind.model.get_or_none(kind.model.id == record)
        if found is None or not found.voided_at:
            raise Refusal(f"这条{kind.title}没有作废，不用恢复。", "请刷新后再看。")
        mark = (found.voided_at, found.void_reason)
        with keeping.deed(register) as act:
            for model, ids in _together(kind, [record], lambda made: _voided_with(made, mark)):
                for one in model.select().where(model.id.in_(ids)):
                    act.restore(one)
        return act.changes


def _living(model: type[Record]) -> Any:
    return model.voided_at == ""


def _voided_with(model: type[Record], mark: tuple[str, str]) -> Any:
    return (model.voided_at == mark[0]) & (model.void_reason == mark[1])


def _together(kind: RecordType, records: list[int], which: Any) -> Iterator[tuple[type[Record], list[int]]]:
    """The records and, after them, what hangs on them; each model once."""
    found: dict[type[Record], list[int]] = {kind.model: records}
    for child in ALL:
        for link in _owning(child.model):
            if link.rel_model in found:
                query = child.model.select(child.model.id).where(link.in_(found[link.rel_model]) & which(child.model))
                ids = [row.id for row in query]
                known = found.setdefault(child.model, [])
                known += [one for one in ids if one not in known]
    return ((model, ids) for model, ids in found.items() if ids)


def _owning(model: type[Record]) -> Iterator[Any]:
    fields = model._meta.fields
    return (fields[name] for name in _OWNING if isinstance(fields.get(name), ForeignKeyField))


def _require_unneeded(kind: RecordType, record: int) -> None:
    if kind.model is Household:
        members = Person.select().where((Person.household == record) & (Person.voided_at == "")).count()
        if members:
            raise Refusal(f"这户还有 {members} 名成员，不能作废。", "请先把成员改到别的户，或逐人作废。")
