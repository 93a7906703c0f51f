"""Whose records a job is about: a township, a village, one person, a period."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import Person, Place
from hfp_desk.rules import identity_number
from hfp_desk.store.places import names_of

_TOWN, _VILLAGE = "4", "5"


@dataclass(frozen=True)
class Scope:
    """Ids of the chosen places and persons (empty means all) and the period, both ends included.

    ``records`` are ids of what the paper itself is about: a course, a gap, an assessment. ``copies`` are of an empty
    form, none said is one.
    """

    towns: tuple[int, ...] = ()
    villages: tuple[int, ...] = ()
    persons: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None
    records: tuple[int, ...] = field(default=(), kw_only=True)
    copies: int = field(default=0, kw_only=True)

    def where(self, person: str = "p", day: str = "") -> tuple[str, list[object]]:
        """The condition in SQL for the person's table alias and a date column, with its parameters."""
        parts: list[str] = []
        given: list[object] = []
        for column, ids in (("town_id", self.towns), ("village_id", self.villages), ("id", self.persons)):
            if ids:
                parts.append(f'{person}."{column}" IN ({",".join("?" * len(ids))})')
                given += ids
        for sign, moment in ((">=", self.since), ("<=", self.until)):
            if day and moment:
                parts.append(f"{day} {sign} ?")
                given.append(moment.isoformat())
        return " AND ".join(parts) or "1", given


def scope(viewer: Viewer, town: str = "", village: str = "", person: str = "") -> Scope:
    """The scope named by words as a clerk writes them; Refusal when a name is not known.

    Who sees persons masked names one by the number of the record only: whether a name is known would tell it.
    """
    return Scope(
        towns=_places(town, _TOWN, "乡镇") if town else (),
        villages=_places(village, _VILLAGE, "村") if village else (),
        persons=_persons(person, viewer) if person else (),
    )


def words(scope: Scope) -> str:
    """The scope in words for the log: places and period by name, persons only by their number."""
    ids = [*scope.towns, *scope.villages]
    named = [place.name for place in Place.select().where(Place.id.in_(ids)).order_by(Place.id)] if ids else []
    parts = ["、".join(named), f"指定的 {len(scope.persons)} 人" if scope.persons else ""]
    if scope.records:
        parts.append(f"指定的 {len(scope.records)} 条记录")
    if scope.since or scope.until:
        parts.append(f"{scope.since or '最早'} 至 {scope.until or '今'}")
    if scope.copies:
        parts.append(f"{scope.copies} 份")
    return "；".join(filter(None, parts)) or "全部"


def _places(name: str, level: str, word: str) -> tuple[int, ...]:
    found = [
        place.id
        for place in Place.select().where(Place.level == level)
        if name in (place.code, *names_of(place)) or _bare(name) in map(_bare, names_of(place))
    ]
    if not found:
        raise Refusal(f"没有名为“{name}”的{word}。", "请核对名称，或在“系统—地名”中为它加上别名。")
    return tuple(found)


def _bare(name: str) -> str:
    for ending in ("村民委员会", "居民委员会", "村委会", "居委会", "社区", "村"):
        name = name.removesuffix(ending)
    return name


def _persons(words: str, viewer: Viewer) -> tuple[int, ...]:
    known = identity_number.parsed(words.strip().upper())
    if not viewer.sees_persons and (known or not words.isdigit() or len(words) >= 10):
        raise Refusal("您看到的姓名和证件号码是隐去的，不能按它们找人。", "请写登记编号。")
    if known:
        query = Person.id_key == known.key
    elif words.isascii() and words.isdigit() and len(words) < 10:
        query = Person.id == int(words)
    else:
        query = Person.name == words.strip()
    found = [person.id for person in Person.select(Person.id).where(query & (Person.voided_at == ""))]
    if not found:
        raise Refusal(f"没有找到“{words}”。", "请用完整姓名、证件号码或登记编号。")
    return tuple(found)
