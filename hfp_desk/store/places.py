"""Renaming and merging places: old names stay known, so that last year's lists are still understood."""

from datetime import date

from hfp_desk.problems import Refusal
from hfp_desk.records import Place
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register


def rename(register: Register, place: Place, name: str) -> keeping.Changes:
    """Give a place a new name; the old one becomes an alias."""
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
    if place.id == into.id or place.level != into.level:
        raise Refusal(f"“{place.name}”不能并入“{into.name}”。", "请选择同一层级的另一个地方。")
    place.successor, place.valid_to = into, on
    into.aliases = joined(into.aliases, place.name)
    return keeping.save(register, place, into, reason="合并")


def names_of(place: Place) -> tuple[str, ...]:
    """All names a place is known by."""
    return (place.name, *(alias for alias in place.aliases.split("、") if alias))


def joined(aliases: str, more: str) -> str:
    """``aliases`` with one more name, each once."""
    names = [name for name in aliases.split("、") if name]
    return "、".join(dict.fromkeys([*names, more.strip()]))
