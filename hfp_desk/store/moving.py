"""Which rows follow when two records of one person are made one: every row that points at the record taken in.

Pointers come from the schema (``hfp_desk.store.links``). Merges themselves tell what was done and stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from peewee import SQL, SqliteDatabase

from hfp_desk.gate import Viewer
from hfp_desk.records import Merge, NotDuplicate, Person, Plain, Record
from hfp_desk.store import doubles, links
from hfp_desk.store.doubles import Doubles
from hfp_desk.store.links import Pointer
from hfp_desk.store.sql import open_to

Shift = tuple[int, int]
"""From which record a row is moved to which."""


@dataclass
class Moves:
    """``rows`` to be moved by table, row and field, voided ones too; and what both persons have."""

    doubles: Doubles
    rows: dict[type[Plain], dict[int, dict[str, Shift]]] = field(default_factory=dict)

    @property
    def voided(self) -> Iterator[tuple[type[Record], int, int]]:
        """The doubles of the loser: model, its number, and the number of the one that is kept."""
        for model, pairs in self.doubles.same.items():
            for loser, winner in pairs.items():
                yield model, loser, winner


def moves(db: SqliteDatabase, winner: int, loser: int) -> Moves:
    """Every row that points at the loser, or at a double of it, and where it will point."""
    found = Moves(doubles.between(db, winner, loser))
    shifts: dict[type[Record], dict[int, int]] = {Person: {loser: winner}, **found.doubles.same}
    for target, pairs in shifts.items():
        for pointer in links.pointers(target):
            if pointer.model is not Merge:
                for old, new in pairs.items():
                    _collect(db, found, pointer, old, new)
    return found


def seen(model: type[Record], ids: Iterable[int], viewer: Viewer) -> list[int]:
    """Those of ``ids`` this viewer may know of: what is restricted moves with the others, untold."""
    mine = model.id.in_(list(ids)) & SQL(open_to(model, viewer, "") or "1")
    return [row.id for row in model.select(model.id).where(mine).order_by(model.id)]


def said_apart(one: int, other: int) -> list[NotDuplicate]:
    """What was said of the two being two."""
    both = (NotDuplicate.first << (one, other)) & (NotDuplicate.second << (one, other))
    return list(NotDuplicate.select().where(both))


def _collect(db: SqliteDatabase, found: Moves, pointer: Pointer, old: int, new: int) -> None:
    """A row that says the two are not one stays: about one and the same it would say nothing."""
    stays = {row.id for row in said_apart(old, new)} if pointer.model is NotDuplicate else set()
    for row in pointer.rows(db, old):
        if row not in stays:
            found.rows.setdefault(pointer.model, {}).setdefault(row, {})[pointer.field] = (old, new)
