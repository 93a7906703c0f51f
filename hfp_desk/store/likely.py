"""疑似重复: pairs of persons of the register who may be one, the surest first. Only said, never decided.

One pass over all living persons, then only those are compared who share a key: the number, the name with the birthday
or the village, the sound of the name with the village. Pairs once decided to be two people are never said again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from itertools import combinations
from typing import NamedTuple

from hfp_desk.problems import SILENT, Progress
from hfp_desk.records import NotDuplicate, Person, SearchEntry
from hfp_desk.store.opening import Register
from hfp_desk.store.tables import table

SAME_NUMBER = "证件号码相同"
_YEAR = 366
_MOST_ALIKE = 60
"""More people under one key than this are a list without particulars, no doubles."""

_SOURCE = (
    'SELECT p."id",p."name",p."id_key",p."id_number",p."village_id",p."birth",e."pinyin"'
    f' FROM {table(Person)} p LEFT JOIN {table(SearchEntry)} e ON e."id"=p."id" WHERE p."voided_at"=\'\''
)
_APART = f'SELECT "first_id","second_id" FROM {table(NotDuplicate)}'


class Pair(NamedTuple):
    """Two persons, the earlier one first, and why they may be one."""

    first: int
    second: int
    reason: str


class _Who(NamedTuple):
    id: int
    name: str
    key: str
    number: str
    village: int | None
    birth: str | None
    pinyin: str | None


Keys = Callable[[_Who], Iterable[Hashable]]
Test = Callable[[_Who, _Who], bool]


def pairs(register: Register, progress: Progress = SILENT) -> list[Pair]:
    """All likely pairs of the register."""
    with register.session():
        people = [_who(row) for row in register.db.execute_sql(_SOURCE)]
        known = {tuple(sorted(row)) for row in register.db.execute_sql(_APART)}
    found: dict[tuple[int, int], str] = {}
    for step, (reason, keys, test) in enumerate(_LOOKS):
        progress.step(step, len(_LOOKS), "查找疑似重复")
        for one, other in _alike(people, keys, test):
            pair = (min(one.id, other.id), max(one.id, other.id))
            if pair not in known:
                found.setdefault(pair, reason)
    return [Pair(*pair, reason) for pair, reason in found.items()]


def _who(row: tuple[int, str, str, str, int | None, str | None, str | None]) -> _Who:
    return _Who(row[0], row[1].replace("·", ""), *row[2:])


def _alike(people: Iterable[_Who], keys: Keys, test: Test) -> Iterator[tuple[_Who, _Who]]:
    blocks: dict[Hashable, list[_Who]] = {}
    for one in people:
        for key in keys(one):
            blocks.setdefault(key, []).append(one)
    for block in blocks.values():
        if 1 < len(block) <= _MOST_ALIKE:
            yield from (pair for pair in combinations(block, 2) if test(*pair))


def _numbers(one: _Who) -> Iterator[Hashable]:
    if one.key or one.number:
        yield one.key or one.number


def _names_and_births(one: _Who) -> Iterator[Hashable]:
    if one.name and one.birth:
        yield one.name, one.birth


def _names_and_villages(one: _Who) -> Iterator[Hashable]:
    if one.name and one.village:
        yield one.name, one.village


def _sounds_and_villages(one: _Who) -> Iterator[Hashable]:
    """Each whole reading of the name: in the search row one follows upon the shorter ends of the one before."""
    last = ""
    for word in (one.pinyin or "").split() if one.village else ():
        if not last.endswith(word):
            yield word, len(one.name), one.village
        last = word


def _same(_one: _Who, _other: _Who) -> bool:
    return True


def _not_two_numbers(one: _Who, other: _Who) -> bool:
    """Two valid numbers that differ are two people, unless name, birthday and village all agree."""
    return not (one.key and other.key and one.key != other.key)


def _same_day_in_village(one: _Who, other: _Who) -> bool:
    return bool(one.birth) and one.birth == other.birth


def _near(one: _Who, other: _Who) -> bool:
    """Born within a year, or one of the births is not known."""
    return _not_two_numbers(one, other) and _apart(one, other) <= _YEAR


def _near_and_known(one: _Who, other: _Who) -> bool:
    return bool(one.birth and other.birth) and one.name != other.name and _near(one, other)


def _apart(one: _Who, other: _Who) -> int:
    if not one.birth or not other.birth:
        return 0
    return abs((date.fromisoformat(one.birth) - date.fromisoformat(other.birth)).days)


_LOOKS: tuple[tuple[str, Keys, Test], ...] = (
    (SAME_NUMBER, _numbers, _same),
    ("姓名和出生日期相同", _names_and_births, _not_two_numbers),
    ("同村同名，出生日期相近", _names_and_villages, _near),
    ("同村同音，出生日期相近", _sounds_and_villages, _near_and_known),
    ("同村同名同日出生，证件号码不同", _names_and_villages, _same_day_in_village),
)
