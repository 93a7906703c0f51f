"""Places by number in the official order, villages behind their township, each with its name and what it lies in."""

from __future__ import annotations

from typing import NamedTuple

from peewee import SqliteDatabase

from hfp_desk.records import Place
from hfp_desk.store.tables import table

_LAST = 10**9


class Spot(NamedTuple):
    """A place: its name, that of the place above, and where it stands in the official order."""

    name: str
    above: str
    rank: int


NOWHERE = Spot("", "", _LAST)
"""What is said of nobody's place."""


def spots(db: SqliteDatabase) -> dict[int | None, Spot]:
    """All places of the register."""
    rows = db.execute_sql(f'SELECT "id","name","parent_id","sort" FROM {table(Place)}').fetchall()
    names = {place: name for place, name, *_ in rows}
    sort = {place: (_LAST if order is None else order, place) for place, _, _, order in rows}
    official = sorted(rows, key=lambda row: (sort.get(row[2], (-1, -1)), sort[row[0]]))
    return {row[0]: Spot(row[1], names.get(row[2], ""), rank) for rank, row in enumerate(official)}
