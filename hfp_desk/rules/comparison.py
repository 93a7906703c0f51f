"""Two or three lists compared by person: who is only in some of them, what differs, who has died, who has moved.

ZS §六 compares the national system, the provincial platform and the medical insurance; the same comparison serves two
months of one list (新增、取消、变更). A person is known by the 18-digit number; somebody without one that holds is
compared with nobody but told as a possible match of the same name, birth and village, to be confirmed by a person
(domain.md §4.1).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

ONLY_LEFT, ONLY_RIGHT, DIFFERS, DEAD, MOVED, ALIKE, SOME = "1", "2", "3", "4", "5", "6", "7"
"""Codes of the list ``discrepancy_kind``."""

PRESENT = "有"
ABSENT = "无"


@dataclass(frozen=True)
class Entry:
    """One person of one list, all rows of theirs taken together; ``values`` by label, as they are shown.

    ``key`` is the 18-digit number, empty where none holds; ``rows`` say where it stands in the file.
    """

    key: str
    name: str
    id_number: str = ""
    birth: date | None = None
    town: int | None = None
    village: int | None = None
    place: str = ""
    died: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Listed:
    """A list by its short name; ``labels`` are the columns it has, so that a missing column is no difference."""

    name: str
    entries: tuple[Entry, ...]
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Difference:
    """One difference about one person. ``left`` and ``right`` name the lists, ``values`` what stands in each."""

    kind: str
    entry: Entry
    left: str
    right: str
    column: str = ""
    values: tuple[str, str] = ("", "")
    rows: str = ""


def compare(lists: Sequence[Listed], died: Mapping[str, str] | None = None) -> list[Difference]:
    """All differences of two or three lists, in the order of the first; ``died`` are deaths the register knows of.

    ValueError for fewer than two or more than three lists.
    """
    if not 2 <= len(lists) <= 3:
        raise ValueError("two or three lists are compared")
    lists = _told_apart(lists)
    by_key = [{entry.key: entry for entry in each.entries if entry.key} for each in lists]
    keys = dict.fromkeys(key for known in by_key for key in known)
    alike = _alike(lists, by_key)
    found: list[Difference] = []
    for key in keys:
        entries = [known.get(key) for known in by_key]
        found += _of_person(lists, entries, (died or {}).get(key, ""), alike.get(key))
    return found + list(_nameless(lists, alike))


def _told_apart(lists: Sequence[Listed]) -> list[Listed]:
    """Whom several lists write with the same broken number or village, and name, each once: the same person."""
    once = [{mark for mark, count in Counter(map(_written, each.entries)).items() if count == 1} for each in lists]
    shared = {mark for mark, count in Counter(chain(*once)).items() if count > 1} - {""}
    return [
        replace(each, entries=tuple(replace(one, key=_mark(one, shared)) for one in each.entries)) for each in lists
    ]


def _mark(entry: Entry, shared: Collection[str]) -> str:
    return entry.key or (_written(entry) if _written(entry) in shared else "")


def _written(entry: Entry) -> str:
    if entry.key or not entry.name:
        return ""
    place = entry.village or entry.town
    return f"{entry.id_number or place} {entry.name}" if entry.id_number or place else ""


def _of_person(
    lists: Sequence[Listed], entries: Sequence[Entry | None], died: str, alike: Entry | None
) -> Iterator[Difference]:
    here = [(each, entry) for each, entry in zip(lists, entries, strict=True) if entry is not None]
    if len(here) < len(lists) and alike is None:
        yield _missing(lists, entries)
    yield from _dead(here, died)
    for number, (left, one) in enumerate(here):
        for right, other in here[number + 1 :]:
            yield from _differing(left, one, right, other)


def _missing(lists: Sequence[Listed], entries: Sequence[Entry | None]) -> Difference:
    """Somebody who is not in all lists."""
    here = [each.name for each, entry in zip(lists, entries, strict=True) if entry is not None]
    away = [each.name for each, entry in zip(lists, entries, strict=True) if entry is None]
    someone = next(entry for entry in entries if entry is not None)
    alone = ONLY_RIGHT if entries[0] is None else ONLY_LEFT
    kind = SOME if len(lists) > 2 else alone
    rows = "；".join(row for entry in entries if entry is not None for row in entry.rows)
    if kind == ONLY_RIGHT:
        return Difference(kind, someone, away[0], here[0], "", (ABSENT, PRESENT), rows)
    return Difference(kind, someone, "、".join(here), "、".join(away), "", (PRESENT, ABSENT), rows)


def _dead(here: Sequence[tuple[Listed, Entry]], died: str) -> Iterator[Difference]:
    """Somebody who has died by one of the lists or by the register, while another still carries them as living."""
    told = died or next((entry.died for _, entry in here if entry.died), "")
    living = [(each, entry) for each, entry in here if not entry.died]
    if told and living:
        source = "登记簿" if died else next(each.name for each, entry in here if entry.died)
        for each, entry in living:
            yield Difference(DEAD, entry, each.name, source, "死亡日期", ("", told), "；".join(entry.rows))


def _differing(left: Listed, one: Entry, right: Listed, other: Entry) -> Iterator[Difference]:
    """Columns that both lists have and that say different things; township and village make a move."""
    rows = "；".join((*one.rows, *other.rows))
    if one.name != other.name:
        yield Difference(DIFFERS, one, left.name, right.name, "姓名", (one.name, other.name), rows)
    both = None not in (one.village, other.village)
    if (both and one.village != other.village) or (not both and _town_differs(one, other)):
        yield Difference(MOVED, one, left.name, right.name, "住地", (one.place, other.place), rows)
    for label in one.values:
        if label in left.labels & right.labels and one.values[label] != other.values.get(label, ""):
            pair = (one.values[label], other.values.get(label, ""))
            yield Difference(DIFFERS, one, left.name, right.name, label, pair, rows)


def _town_differs(one: Entry, other: Entry) -> bool:
    return None not in (one.town, other.town) and one.town != other.town


def _alike(lists: Sequence[Listed], by_key: Sequence[Mapping[str, Entry]]) -> dict[str, Entry]:
    """For people missing in a list the entry there that may be them: same name, birth and village, number broken."""
    found: dict[str, Entry] = {}
    for number, each in enumerate(lists):
        broken: dict[tuple[object, ...], list[Entry]] = {}
        for entry in each.entries:
            if not entry.key:
                broken.setdefault(_who(entry), []).append(entry)
        for other, known in enumerate(by_key):
            for key, entry in known.items() if other != number and broken else ():
                candidates = [one for one in broken.get(_who(entry), []) if _may_be_born(one, entry)]
                if key not in by_key[number] and len(candidates) == 1:
                    found[key] = candidates[0]
    return found


def _who(entry: Entry) -> tuple[object, ...]:
    return (entry.name, entry.village or entry.town)


def _may_be_born(one: Entry, other: Entry) -> bool:
    return None in (one.birth, other.birth) or one.birth == other.birth


def _nameless(lists: Sequence[Listed], alike: Mapping[str, Entry]) -> Iterator[Difference]:
    """People whose number does not hold: possible matches with whom they may be, the others as not compared."""
    matched = {id(entry): key for key, entry in alike.items()}
    known = {entry.key: entry for each in lists for entry in each.entries if entry.key}
    for each in lists:
        for entry in each.entries:
            if entry.key:
                continue
            other = known.get(matched.get(id(entry), ""))
            pair = (entry.id_number or "无", other.id_number if other else "没有可比对的号码")
            lists_named = (each.name, "、".join(one.name for one in lists if one is not each))
            yield Difference(ALIKE, entry, *lists_named, "证件号码", pair, "；".join(entry.rows))


def counted(differences: Iterable[Difference]) -> dict[str, int]:
    """How many differences there are of each kind, in the order of the code list."""
    found: dict[str, int] = {}
    for one in differences:
        found[one.kind] = found.get(one.kind, 0) + 1
    return dict(sorted(found.items()))
