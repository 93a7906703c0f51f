"""What was entered after a merge and hangs on a record that goes back with the un-merge.

A bill goes where its stay goes, a reversal where its bill goes. Other links between records of two people (a stay of
the one naming a disease of the other) are undone, the record itself stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hfp_desk.fields import spec_of
from hfp_desk.records import BY_NAME, Plain, Record, RecordType
from hfp_desk.store import keeping, links
from hfp_desk.store.history import BY_HAND

PERSON_LINK = "person"


def follow(
    act: keeping.Deed, winner: int, loser: int, back: Mapping[type[Plain], Sequence[int]]
) -> Iterator[tuple[RecordType, int, str]]:
    """Send after, or part from, what went back; each record with what became of it."""
    for target, ids in back.items():
        if issubclass(target, Record) and PERSON_LINK in target._meta.fields:
            mine = _of(target, loser, ids)
            for pointer in links.foreign_keys(target):
                kind = BY_NAME.get(pointer.model.__name__.lower())
                if kind is not None and PERSON_LINK in kind.model._meta.fields:
                    yield from _each(act, kind, pointer.field, mine, winner, loser)


def _each(
    act: keeping.Deed, kind: RecordType, name: str, targets: Sequence[int], winner: int, loser: int
) -> Iterator[tuple[RecordType, int, str]]:
    fields: dict[str, Any] = kind.model._meta.fields
    owned = name in links.OWNING or fields[name].rel_model is kind.model
    for record in kind.model.select().where((fields[PERSON_LINK] == winner) & fields[name].in_(targets)):
        target = record.__data__[name]
        values: dict[str, tuple[Any, Any]] = {PERSON_LINK: (winner, loser)} if owned else {name: (target, None)}
        act.change_rows(kind.model, [(record.id, values)], [BY_HAND])
        label = spec_of(fields[name]).label
        yield kind, record.id, f"随{label}移回" if owned else f"{label}属于另一人，已取消关联"


def _of(model: type[Record], person: int, ids: Sequence[int]) -> list[int]:
    """Those of ``ids`` that are the person's now."""
    fields: dict[str, Any] = model._meta.fields
    found = model.select(model.id).where((fields[PERSON_LINK] == person) & model.id.in_(list(ids)))
    return [row.id for row in found]
