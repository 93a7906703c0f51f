"""The places of the register: read as a tree, renamed, merged; what a village is in a year.

Old names stay known, so that last year's lists are still understood.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from hfp_desk.gate import ADMIN
from hfp_desk.problems import Refusal
from hfp_desk.records import Place, PlaceStatus
from hfp_desk.store import keeping, users
from hfp_desk.store.opening import Register

COUNTY, TOWN, VILLAGE = "3", "4", "5"


@dataclass(frozen=True)
class PlaceLine:
    """A place in the tree; ``gone_into`` names the place it was merged into, ``status`` is its latest code."""

    id: int
    code: str
    level: str
    name: str
    parent: int | None
    aliases: tuple[str, ...]
    gone_into: str = ""
    status: str = ""


def lines() -> list[PlaceLine]:
    """Every township and village in the official order, added ones after them."""
    wanted = (Place.id, Place.code, Place.level, Place.name, Place.parent, Place.aliases, Place.successor)
    standing = Place.select(*wanted).where(Place.level.in_((TOWN, VILLAGE)) & (Place.voided_at == ""))
    rows: list[Any] = list(standing.order_by(Place.level, Place.sort.is_null(), Place.sort).tuples())
    names, latest = {row[0]: row[3] for row in rows}, _latest_statuses()
    return [
        PlaceLine(id, code, level, name, parent, names_in(aliases), names.get(successor, ""), latest.get(id, ""))
        for id, code, level, name, parent, aliases, successor in rows
    ]


def get(place: int) -> Place:
    """The place with this number."""
    found: Place = Place.get_by_id(place)
    return found


def statuses(place: int) -> list[PlaceStatus]:
    """What a village was, the latest year first."""
    mine = (PlaceStatus.place == place) & (PlaceStatus.voided_at == "")
    return list(PlaceStatus.select().where(mine).order_by(PlaceStatus.year.desc()))


def places_of(lines: Iterable[int]) -> tuple[int, ...]:
    """The places of which these lines tell what they were in a year (inside a session)."""
    told = PlaceStatus.select(PlaceStatus.place).where(PlaceStatus.id.in_(list(lines)))
    rows: Any = told.order_by(PlaceStatus.id).tuples()
    return tuple(dict.fromkeys(row[0] for row in rows))


def set_status(
    register: Register,
    place: Place,
    year: int,
    status: str,
    households: int | None = None,
    population: int | None = None,
) -> keeping.Changes:
    """Say what a village is in a year; what was said before for that year is changed. Refusal for a strange year."""
    _require_admin(register)
    if not 1990 <= year <= date.today().year + 1:
        raise Refusal(f"年度“{year}”不对。", "请填四位年份，如 2020。")
    line = next((one for one in statuses(place.id) if one.year == year), None)
    line = line or PlaceStatus.new(place=place, year=year)
    line.status, line.households, line.population = status, households, population
    return keeping.save(register, line, reason="村属性")


def drop_status(register: Register, line: PlaceStatus) -> keeping.Changes:
    """Take back what was said of a village for a year."""
    _require_admin(register)
    return keeping.void(register, line, "填错年度")


def add(register: Register, parent: Place, name: str) -> keeping.Changes:
    """Enter a place the division list does not have, below ``parent``; Refusal when it is there already."""
    _require_admin(register)
    name = name.strip()
    if not name:
        raise Refusal("没有填写名称。", "请填写新地方的全称。")
    level = TOWN if parent.level == COUNTY else VILLAGE
    if any(name in (line.name, *line.aliases) for line in lines() if line.parent == parent.id):
        raise Refusal(f"“{parent.name}”下已经有“{name}”。", "请直接在列表中选择它。")
    return keeping.save(register, Place.new(name=name, level=level, parent=parent), reason="新增地名")


def county() -> Place:
    """The county this register is for."""
    found: Place = Place.get(Place.level == COUNTY)
    return found


def set_aliases(register: Register, place: Place, aliases: str) -> keeping.Changes:
    """Replace the other names of a place, given with 、 between them."""
    _require_admin(register)
    place.aliases = "、".join(names_in(aliases))
    return keeping.save(register, place, reason="修改别名")


def rename(register: Register, place: Place, name: str) -> keeping.Changes:
    """Give a place a new name; the old one becomes an alias."""
    _require_admin(register)
    if not name.strip():
        raise Refusal("没有填写新名称。", "请填写改名后的全称。")
    place.aliases = joined(place.aliases, place.name)
    place.name = name.strip()
    return keeping.save(register, place, reason="更名")


def add_alias(register: Register, place: Place, alias: str) -> keeping.Changes:
    """Remember another spelling under which lists name this place."""
    place.aliases = joined(place.aliases, alias)
    return keeping.save(register, place, reason="增加别名")


def merge(register: Register, place: Place, into: Place, on: date) -> keeping.Changes:
    """Merge ``place`` into another of the same level from a day on; what was recorded before keeps its place."""
    _require_admin(register)
    if place.id == into.id or place.level != into.level:
        raise Refusal(f"“{place.name}”不能并入“{into.name}”。", "请选择同一层级的另一个地方。")
    place.successor, place.valid_to = into, on
    into.aliases = joined(into.aliases, place.name)
    return keeping.save(register, place, into, reason="合并")


def _require_admin(register: Register) -> None:
    with register.session():
        users.require(register, ADMIN, "修改地名")


def names_of(place: Place) -> tuple[str, ...]:
    """All names a place is known by."""
    return (place.name, *names_in(place.aliases))


def names_in(aliases: str) -> tuple[str, ...]:
    """Names written with 、 between them, each once."""
    return tuple(dict.fromkeys(name.strip() for name in aliases.split("、") if name.strip()))


def joined(aliases: str, more: str) -> str:
    """``aliases`` with one more name, each once."""
    return "、".join(names_in(f"{aliases}、{more}"))


def _latest_statuses() -> dict[int, str]:
    said = PlaceStatus.select(PlaceStatus.place, PlaceStatus.status).where(PlaceStatus.voided_at == "")
    pairs: Any = said.order_by(PlaceStatus.year).tuples()
    return dict(pairs)
