"""The townships that send returns in, by code, name and alias; a merged one stands for the one it went into."""

from __future__ import annotations

from dataclasses import dataclass

from peewee import SqliteDatabase

from hfp_desk.records import Place
from hfp_desk.store.place_names import PlaceNames

TOWN = "4"


@dataclass(frozen=True)
class Town:
    """A township as it sends returns in."""

    id: int
    code: str
    name: str


class Towns:
    """The townships of a register; made inside a session."""

    def __init__(self, db: SqliteDatabase) -> None:
        self._names = PlaceNames(db)
        rows = Place.select(Place.id, Place.code, Place.name).where((Place.level == TOWN) & (Place.voided_at == ""))
        self._towns = {one.id: Town(one.id, one.code, one.name) for one in rows}

    def town(self, place: int) -> Town | None:
        """The township with this number."""
        return self._towns.get(place)

    def coded(self, code: str) -> Town | None:
        """The township with this code of the divisions."""
        return next((one for one in self._towns.values() if code and one.code == code), None)

    def named(self, text: str) -> Town | None:
        """The township that a text names: alone, or somewhere within a title or the name of a file."""
        town, _ = self._names.within(text)
        found = self._names.find(town or text, "").town
        return self._towns.get(found) if found is not None else None

    def called(self, text: str) -> int | None:
        """The township that is called so, by its aliases, too; None for a text with more in it."""
        found = self._names.find(text, "")
        return found.town if found.village is None else None

    def village(self, town: Town, text: str) -> int | None:
        """The village of a township that a text names, by its aliases, too."""
        found = self._names.find(town.name, text)
        return found.village if found.town == town.id else None


def villages_of(town: Town) -> frozenset[int]:
    """The numbers of its villages (inside a session)."""
    return frozenset(one.id for one in Place.select(Place.id).where(Place.parent == town.id))
