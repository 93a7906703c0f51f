"""Divisions of the country as of 2023: province, city, county, township, village.

The data lies in ``resources/places``: ``index.txt`` names every province, city and county and says where the
county's townships and villages stand in ``counties.bin``, one compressed block a county. So a list of counties
opens no block, and the chosen county opens one. Provinces have codes of 2 digits, cities 4, counties 6,
townships (9 and three zeros) and villages 12. The level belongs to the key: a township and a village may carry
the same twelve digits. May import only the standard library, resources and problems.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from hfp_desk.problems import Refusal
from hfp_desk.resources import resource


class Level(IntEnum):
    """The five floors of administration."""

    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWNSHIP = 4
    VILLAGE = 5


@dataclass(frozen=True)
class Division:
    """One place; ``parent`` is the code of the division one level above, empty for a province."""

    code: str
    name: str
    level: Level
    parent: str


@dataclass(frozen=True)
class County:
    """A county with what lies above it and every township and village in it, in the order of their codes."""

    province: Division
    city: Division
    county: Division
    townships: tuple[Division, ...]
    villages: tuple[Division, ...]

    @property
    def full_name(self) -> str:
        """Province, city and county as written in an address, without the collective names of the statistics."""
        city = "" if self.city.name in _COLLECTIVE or self.city.name == self.county.name else self.city.name
        return self.province.name + city + self.county.name


@dataclass(frozen=True)
class _Index:
    divisions: dict[tuple[str, Level], Division]
    below: dict[str, tuple[Division, ...]]
    blocks: dict[str, tuple[int, int]]


_COLLECTIVE = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
_LENGTHS = {2: Level.PROVINCE, 4: Level.CITY, 6: Level.COUNTY}
_WORDS = {
    Level.PROVINCE: ("省级", "两位"),
    Level.CITY: ("市级", "四位"),
    Level.COUNTY: ("县级", "六位"),
    Level.TOWNSHIP: ("乡镇", "十二位"),
}
_COUNTRY = ""


def provinces() -> tuple[Division, ...]:
    """The 31 provinces, autonomous regions and municipalities the statistics describe."""
    return _index().below[_COUNTRY]


def children(code: str, level: Level) -> tuple[Division, ...]:
    """What lies directly below the division of that code and level: cities of a province, counties of a city…"""
    if level < Level.COUNTY:
        _known(code, level)
        return _index().below.get(code, ())
    if level is Level.COUNTY:
        return county(code).townships
    return _villages_of(code) if level is Level.TOWNSHIP else ()


def county(code6: str) -> County:
    """The county of a six-digit code with all its townships and villages."""
    place = _known(code6, Level.COUNTY)
    townships, villages = _parts(code6, _block(code6))
    return County(
        province=_known(code6[:2], Level.PROVINCE),
        city=_known(code6[:4], Level.CITY),
        county=place,
        townships=townships,
        villages=villages,
    )


def _known(code: str, level: Level) -> Division:
    found = _index().divisions.get((code, level))
    if found is None:
        raise _unknown(code, level)
    return found


def _unknown(code: str, level: Level) -> Refusal:
    kind, digits = _WORDS[level]
    return Refusal(
        f"随程序附带的2023年行政区划中没有{kind}代码“{code}”。",
        f"请核对{kind}代码（应为{digits}数字），或按省、市、县的名称逐级选择。",
    )


def _villages_of(township: str) -> tuple[Division, ...]:
    place = county(township[:6])
    if all(known.code != township for known in place.townships):
        raise _unknown(township, Level.TOWNSHIP)
    return tuple(village for village in place.villages if village.parent == township)


@cache
def _index() -> _Index:
    index = _Index({}, {}, {})
    below: dict[str, list[Division]] = {}
    for line in _read("index.txt").decode("utf-8").splitlines():
        code, name, *block = line.split("\t")
        level = _LENGTHS[len(code)]
        place = Division(code, name, level, code[:-2])
        index.divisions[code, level] = place
        below.setdefault(place.parent, []).append(place)
        if block:
            index.blocks[code] = (int(block[0]), int(block[1]))
    index.below.update({parent: tuple(places) for parent, places in below.items()})
    return index


def _block(code6: str) -> str:
    start, length = _index().blocks[code6]
    try:
        return zlib.decompress(_read("counties.bin", start, length)).decode("gb18030")
    except (zlib.error, UnicodeDecodeError) as error:
        raise _damaged() from error


def _parts(code6: str, block: str) -> tuple[tuple[Division, ...], tuple[Division, ...]]:
    """Townships and villages of a block: a line a township, parts separated by tabs (see the build script)."""
    townships: list[Division] = []
    villages: list[Division] = []
    for line in block.splitlines():
        town, *rest = line.split("\t")
        township = Division(f"{code6}{town[:3]}000", town[3:], Level.TOWNSHIP, code6)
        townships.append(township)
        villages.extend(_villages(township.code, rest))
    return tuple(townships), tuple(villages)


def _villages(township: str, parts: list[str]) -> Iterator[Division]:
    """Villages of a township; a name without a number before it has the number following the last one."""
    number = -1
    for part in parts:
        given, name = (part[1:4], part[4:]) if part[0] == "=" else ("", part)
        number = int(given) if given else number + 1
        yield Division(f"{township[:9]}{number:03d}", name, Level.VILLAGE, township)


def _read(name: str, start: int = 0, length: int = -1) -> bytes:
    try:
        with resource("places", name).open("rb") as file:
            file.seek(start)
            return file.read(length)
    except OSError as error:
        raise _damaged() from error


def _damaged() -> Refusal:
    return Refusal("随程序附带的行政区划数据缺失或已损坏。", "请重新安装本程序后再试，已登记的资料不受影响。")
