"""Stays with their bills in a register, for judging what was settled."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hfp_desk import policy
from hfp_desk.gate import ENTRY, SECRET, Viewer
from hfp_desk.records import DISEASE_PRICE, IDENTITY, PERSON, SETTLEMENT, TREATMENT
from hfp_desk.store import entering, protection
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register
from hfp_desk.store.protection import Checked
from hfp_desk.store.protection_bills import Asked
from tests.domain.listed import village_of

CLERK = Viewer("李敏", frozenset({ENTRY, SECRET}))
ZS = policy.load("zhangshu-2020")
YEAR = 2020


@dataclass(frozen=True)
class Bill:
    """A bill and its stay."""

    stay: int
    bill: int


def person(register: Register, name: str = "李玥", town: str = "临江镇", *, poor: bool = True) -> int:
    """An invented person; 建档立卡 unless said otherwise."""
    village = village_of(town)
    who = entering.keep(register, ZS, [Draft(PERSON, {"name": name, "village": village.id})]).ids[0]
    if poor:
        entering.keep(register, ZS, [Draft(IDENTITY, {"person": who, "kind": "01", "starts": "2014"})])
    return who


def bill(
    register: Register, who: int, *, settled: date = date(2020, 3, 13), stay: dict[str, Any] | None = None, **fen: Any
) -> Bill:
    """A settled stay in a hospital of level two inside the county; amounts in yuan by field."""
    care = {"person": who, "disease": "肺癌", "hospital": "樟树市人民医院", "kind": "1", "level": "2", "area": "1"}
    care |= {"admitted": date(settled.year, settled.month, 1), "discharged": settled} | (stay or {})
    money = {
        name: Decimal(value) if isinstance(value, str | int) and not isinstance(value, bool) else value
        for name, value in fen.items()
    }
    drafts = [Draft(TREATMENT, care), Draft(SETTLEMENT, {"settled_on": settled, **money})]
    return Bill(*entering.keep(register, ZS, drafts).ids)


def price(register: Register, amount: str, **more: Any) -> int:
    """A price of a disease."""
    return entering.keep(
        register, ZS, [Draft(DISEASE_PRICE, {"disease": "肺癌", "price": Decimal(amount), **more})]
    ).ids[0]


def asked(year: int = YEAR, viewer: Viewer = CLERK) -> Asked:
    """The stays of a year."""
    return protection.year_of(year, viewer)


def checked(register: Register, region: policy.Policy = ZS, by: str = "town", year: int = YEAR) -> Checked:
    """The year judged under a region's policy."""
    return protection.check(register, region, asked(year), by)


def counts(found: Checked) -> dict[str, int]:
    """What was found at all, by name."""
    return {one.name: one.count for one in found.found if one.count}
