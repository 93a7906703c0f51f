"""Whom a month's comparison of premium subsidies is about, by township: as it was kept, or as it would be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from hfp_desk.codes import code_list
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer, shown
from hfp_desk.records import Person, Subsidy
from hfp_desk.rules.subsidies import CANCELLED, CHANGED, NEW, SAME
from hfp_desk.store import subsidies
from hfp_desk.store.opening import Register
from hfp_desk.store.subsidies import TownMonth

ELSEWHERE = "（未填乡镇）"
CHANGES = (NEW, CHANGED, CANCELLED, SAME)


@dataclass(frozen=True)
class ChangeLine:
    """One person of a comparison, as the viewer may see them; ``person`` below zero is new with the list."""

    subsidy: int
    person: int
    town: int | None
    town_name: str
    village_name: str
    name: str
    number: str
    change: str
    before: str
    after: str
    amount: Decimal | None


def made(viewer: Viewer, name: str, number: str) -> tuple[str, str]:
    """Name and number as ``viewer`` may see them."""
    return shown(spec_of(Person.name), name, viewer), shown(spec_of(Person.id_number), number, viewer)


def category(code: str, viewer: Viewer) -> str:
    """An identity in words, as ``viewer`` may see it."""
    return shown(spec_of(Subsidy.category), code_list("identity").shown(code) if code else "", viewer)


def kept(register: Register, viewer: Viewer, year: int) -> tuple[ChangeLine, ...]:
    """Who was new, changed or cancelled with the latest list of a year, in the official order of places."""
    with register.session():
        day = subsidies.latest_list(register, year)
        if day is None:
            return ()
        rows = register.db.execute_sql(_KEPT, (year, day.isoformat(), day.isoformat(), SAME)).fetchall()
    found = []
    for record, person, town, town_name, village_name, name, number, change, code, fen in rows:
        told = made(viewer, name, number)
        amount = None if fen is None else Decimal(fen).scaleb(-2)
        places = (town, town_name or ELSEWHERE, village_name or "")
        found.append(ChangeLine(record, person, *places, *told, change, "", category(code, viewer), amount))
    return tuple(found)


def by_town(lines: Iterable[ChangeLine]) -> tuple[TownMonth, ...]:
    """How many of each there are in every township, in the order of the lines."""
    counts: Counter[tuple[int | None, str]] = Counter()
    names: dict[int | None, str] = {}
    for line in lines:
        names.setdefault(line.town, line.town_name)
        counts[line.town, line.change] += 1
    return tuple(TownMonth(town, name, *(counts[town, one] for one in CHANGES)) for town, name in names.items())


_KEPT = (
    'SELECT s."id",p."id",p."town_id",t."name",v."name",p."name",p."id_number",s."change",s."category",s."subsidised"'
    ' FROM "subsidy" s JOIN "person" p ON p."id"=s."person_id" LEFT JOIN "place" t ON t."id"=p."town_id"'
    ' LEFT JOIN "place" v ON v."id"=p."village_id" WHERE s."year"=? AND s."voided_at"=\'\''
    ' AND (s."listed_on"=? OR s."cancelled_on"=?) AND s."change"<>?'
    ' ORDER BY t."sort" IS NULL,t."sort",v."sort",p."name",s."id"'
)
