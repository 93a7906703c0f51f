"""Which township and village a list means: 小洲村, 小洲村委会, 洲上乡小洲村5组 are one place with its 12-digit code.

A name is looked for as written, then by its stem within its township; two places that share a stem are told apart
by village or community, and where that does not help nothing is guessed. A merged place stands for its successor.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from peewee import SqliteDatabase

from hfp_desk.records import Place
from hfp_desk.store import tables

COUNTY, TOWN, VILLAGE = "3", "4", "5"

_SPACE = re.compile(r"[\s\u200b-\u200f\ufeff,，、/|·\-—]+")
_TOWN_ENDS = ("街道办事处", "人民政府", "街道办", "办事处", "民族乡", "街道", "镇", "乡")
_VILLAGE_ENDS = (
    *("社区居民委员会", "村民委员会", "居民委员会", "社区居委会", "社区村", "村委会", "居委会", "行政村"),
    *("委员会", "居委", "村委", "社区", "村"),
)
_CITY_WORDS = ("社区", "居委", "居民委员会")
_LONGEST_NAME = 24


class Resolved(NamedTuple):
    """The ids found (None where not), what followed the place in an address, and why something was not found."""

    town: int | None = None
    village: int | None = None
    rest: str = ""
    code: str = ""
    sentence: str = ""
    expected: str = ""


class _Named(NamedTuple):
    id: int
    code: str
    level: str
    name: str
    parent: int | None
    aliases: tuple[str, ...]
    successor: int | None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


class PlaceNames:
    """All places of the register by their names; made once for an import."""

    def __init__(self, db: SqliteDatabase, answers: Mapping[str, str] | None = None) -> None:
        self._places = {place.id: place for place in _read(db)}
        self._answers = answers or {}
        self._towns = _Index(self._of(TOWN), _TOWN_ENDS)
        self._villages = _Index(self._of(VILLAGE), _VILLAGE_ENDS)
        below: dict[int | None, list[_Named]] = {}
        for place in self._of(VILLAGE):
            below.setdefault(place.parent, []).append(place)
        self._in_town = {town: _Index(places, _VILLAGE_ENDS) for town, places in below.items()}
        self._by_code = {place.code: place for place in self._places.values() if place.level in (TOWN, VILLAGE)}
        self._known: dict[tuple[str, str, str], Resolved] = {}
        self._town_words = {folded(name) for place in self._of(TOWN) for name in place.names}
        villages = (f"{stem(name, _VILLAGE_ENDS)}村" for place in self._of(VILLAGE) for name in place.names)
        self._village_words = {name for name in villages if len(name) > 2}
        above = sorted((place for place in self._places.values() if place.level < TOWN), key=lambda place: place.level)
        self._above = [folded(name) for place in above for name in place.names]

    def words(self) -> tuple[str, ...]:
        """Every name of a township or village, and its stem with 村: by these a column is known by its content."""
        villages = [name for place in self._of(VILLAGE) for name in place.names]
        stems = [f"{stem(name, _VILLAGE_ENDS)}村" for name in villages]
        return tuple(dict.fromkeys([name for place in self._of(TOWN) for name in place.names] + villages + stems))

    def title(self, place: int | None) -> str:
        """The name of a place."""
        return self._places[place].name if place in self._places else ""

    def named(self, text: str, levels: str = "12345") -> int | None:
        """The one place of these levels called exactly so; None when there is none or several."""
        found = [place.id for place in self._places.values() if place.level in levels and text in place.names]
        return found[0] if len(found) == 1 else None

    def coded(self, code: str, level: str) -> int | None:
        """The place with this code on this level (padded codes of two levels may be equal)."""
        found = [place.id for place in self._places.values() if place.code == code and level in ("", place.level)]
        return found[0] if code and len(found) == 1 else None

    def find(self, town: str, village: str, address: str = "") -> Resolved:
        """The places meant by two cells, or by an address where they say nothing."""
        asked = (town, village, address)
        if asked not in self._known:
            self._known[asked] = self._find(*map(folded, asked))
        return self._known[asked]

    def within(self, text: str) -> tuple[str, str]:
        """Names of the township and the village that a title or a sheet's name mentions; empty where it does not."""
        text = folded(text)
        town = max((name for name in self._town_words if name in text), key=len, default="")
        village = max((name for name in self._village_words if name in text), key=len, default="")
        return town, village

    def _of(self, level: str) -> list[_Named]:
        return [place for place in self._places.values() if place.level == level]

    def _find(self, town: str, village: str, address: str) -> Resolved:
        answer = self._by_code.get(self._answers.get(town + village or address, ""))
        if answer is not None:
            return self._placed(answer)
        if not town and not village:
            return self._address(address) if address else Resolved()
        if not town:
            return self._village_alone(village)
        found = self._towns.find(town)
        if len(found) != 1:
            together = self._address(town + village)
            return together if together.town else self._no_town(town)
        if not village:
            return Resolved(self._now(found[0]).id)
        return self._village_in(found[0], village)

    def _village_in(self, town: _Named, village: str) -> Resolved:
        index = self._in_town.get(town.id)
        found = index.find(village) if index else []
        if len(found) == 1:
            return self._placed(found[0])
        whole = self._address(village)
        if whole.village and whole.town == town.id:
            return whole
        return _unknown_village(self._now(town), village, found or (index.like(village) if index else []))

    def _village_alone(self, village: str) -> Resolved:
        found = self._villages.find(village)
        if len(found) == 1:
            return self._placed(found[0])
        whole = self._address(village)
        if whole.village or (whole.town and not found):
            return whole
        if not found:
            return Resolved(code="W-PLACE", sentence=f"不认得“{village}”是哪个村，请补填乡镇或指定村。")
        towns = "、".join(f"{self.title(place.parent)}{place.name}" for place in found[:4])
        return Resolved(code="W-PLACE", sentence=f"“{village}”在几个乡镇都有，请补填乡镇。", expected=towns)

    def _address(self, text: str) -> Resolved:
        """The township and village at the start of an address; what follows is the group or house."""
        for name in self._above:
            text = text.removeprefix(name)
        for length in range(min(len(text), _LONGEST_NAME), 1, -1):
            town = self._towns.find(text[:length])
            if len(town) == 1 and (length == len(text) or text[length - 1] in "镇乡道处区场城" or length > 2):
                return self._rest(town[0], text[length:])
        return Resolved(code="W-PLACE", sentence=f"地址“{text}”中看不出乡镇和村，请分列填写。")

    def _rest(self, town: _Named, text: str) -> Resolved:
        index = self._in_town.get(town.id)
        for length in range(min(len(text), _LONGEST_NAME), 0, -1) if index else ():
            found = index.find(text[:length]) if index else []
            if len(found) == 1:
                return self._placed(found[0])._replace(rest=text[length:])
        if not text:
            return Resolved(self._now(town).id)
        return _unknown_village(self._now(town), text, index.like(text) if index else [])

    def _placed(self, place: _Named) -> Resolved:
        place = self._now(place)
        return Resolved(place.id) if place.level == TOWN else Resolved(place.parent, place.id)

    def _now(self, place: _Named) -> _Named:
        """The place into which this one was merged, if it was."""
        seen = {place.id}
        while place.successor in self._places and place.successor not in seen:
            place = self._places[place.successor]
            seen.add(place.id)
        return place

    def _no_town(self, town: str) -> Resolved:
        like = "、".join(place.name for place in self._towns.like(town)[:4])
        return Resolved(code="W-PLACE", sentence=f"本县没有名为“{town}”的乡镇，请核对或增加别名。", expected=like)


class _Index:
    """Places of one level by folded name and by stem."""

    def __init__(self, places: Iterable[_Named], ends: tuple[str, ...]) -> None:
        self._ends = ends
        self._exact: dict[str, list[_Named]] = {}
        self._stems: dict[str, list[_Named]] = {}
        for place in places:
            for name in {folded(name) for name in place.names}:
                self._exact.setdefault(name, []).append(place)
            for core in {stem(name, ends) for name in place.names}:
                self._stems.setdefault(core, []).append(place)

    def find(self, text: str) -> list[_Named]:
        """The places meant: one when it is certain."""
        found = _standing(self._exact.get(text) or self._stems.get(stem(text, self._ends), []))
        if len(found) > 1:
            urban = _is_urban(text)
            found = [place for place in found if _is_urban(place.name) is urban] or found
        return found

    def like(self, text: str) -> list[_Named]:
        """Places whose stem shares a character place by place, nearest first: did you mean."""
        core = stem(text, self._ends)
        scored = [
            (sum(a == b for a, b in zip(core, name, strict=False)) / max(len(core), len(name)), name)
            for name in self._stems
        ]
        best = sorted((pair for pair in scored if pair[0] >= 0.5), reverse=True)[:4]
        return [place for _, name in best for place in self._stems[name]]


def folded(text: str) -> str:
    """Half width, without blanks and separators."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def stem(text: str, ends: tuple[str, ...]) -> str:
    """A name without the words for village, community or township at its end."""
    text = folded(text)
    while True:
        end = next((end for end in ends if text.endswith(end) and len(text) > len(end)), "")
        if not end:
            return text
        text = text.removesuffix(end)


def _is_urban(text: str) -> bool:
    return any(word in text for word in _CITY_WORDS)


def _standing(places: list[_Named]) -> list[_Named]:
    """Each place once; merged ones only when none that stands is meant."""
    each = list({place.id: place for place in places}.values())
    return [place for place in each if place.successor is None] or each


def _unknown_village(town: _Named, village: str, near: list[_Named]) -> Resolved:
    names = "、".join(dict.fromkeys(place.name for place in near[:4]))
    sentence = f"{town.name}没有名为“{village}”的村，乡镇已登记，请核对村名或增加别名。"
    return Resolved(town.id, None, "", "W-PLACE", sentence, names)


def _read(db: SqliteDatabase) -> Iterator[_Named]:
    columns = '"id","code","level","name","parent_id","aliases","successor_id"'
    for row in db.execute_sql(f"SELECT {columns} FROM {tables.table(Place)} WHERE \"voided_at\"=''"):
        aliases = tuple(alias for alias in row[5].split("、") if alias)
        yield _Named(row[0], row[1], row[2], row[3], row[4], aliases, row[6])
