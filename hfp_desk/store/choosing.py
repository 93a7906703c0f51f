"""What a link field offers while a clerk types: places, households, institutions, by name, number or initials."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hfp_desk.gate import Viewer
from hfp_desk.records import Household, Institution, Place
from hfp_desk.store.offering import MOST, Offer, institutions, others, rank_of, title_of
from hfp_desk.store.opening import Register

__all__ = ["Offer", "offers", "title_of"]

TOWN_LEVEL, VILLAGE_LEVEL = "4", "5"


def offers(register: Register, link: Any, text: str, near: Mapping[str, Any], viewer: Viewer) -> list[Offer]:
    """Records that ``link`` may point at and that fit ``text``; ``near`` are the other values of the form.

    Places and institutions are everybody's; of the others only those who enter them are told.
    """
    with register.session():
        if link.rel_model is Place:
            return _places(link.name, text, near)
        if link.rel_model is Institution:
            return institutions(text, near)
        if not viewer.sees_persons:
            return []
        return _households(text, near) if link.rel_model is Household else others(link.rel_model, text, near, viewer)


def _places(name: str, text: str, near: Mapping[str, Any]) -> list[Offer]:
    level = {"town": TOWN_LEVEL, "village": VILLAGE_LEVEL, "place": VILLAGE_LEVEL, "neighbour": VILLAGE_LEVEL}.get(name)
    query = Place.select().where((Place.voided_at == "") & Place.valid_to.is_null())
    if level is not None:
        query = query.where(Place.level == level)
    town = near.get("town")
    if level == VILLAGE_LEVEL and town:
        query = query.where(Place.parent == town)
    found = query.order_by(Place.sort, Place.code)
    parents = {place.id: place.name for place in Place.select(Place.id, Place.name).where(Place.level == TOWN_LEVEL)}
    fitting = _fitting(found, text, lambda place: (place.name, place.aliases))
    return [Offer(place.id, place.name, parents.get(place.__data__["parent"], "")) for place in fitting]


def _households(text: str, near: Mapping[str, Any]) -> list[Offer]:
    query = Household.select().where(Household.voided_at == "")
    for name in ("village", "town"):
        if near.get(name):
            query = query.where(getattr(Household, name) == near[name])
            break
    if text:
        word = text.split()[0]
        query = query.where(Household.head_name.contains(word) | Household.number.contains(word))
    found = query.order_by(Household.number).limit(MOST)
    return [Offer(home.id, title_of(home), home.village.name if home.village else "") for home in found]


def _fitting(records: Iterable[Any], text: str, words: Any) -> list[Any]:
    """Those whose name or initials begin with ``text``, then those that hold it; all of them for no text."""
    if not text:
        return list(records)
    lower = text.lower()
    ranked = []
    for place, record in enumerate(records):
        name, aliases = words(record)
        rank = rank_of(name, aliases, lower)
        if rank is not None:
            ranked.append((rank, place, record))
    return [record for _, _, record in sorted(ranked, key=lambda found: found[:2])][:MOST]
