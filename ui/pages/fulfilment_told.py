"""What the page of fulfilment shows: read for a day on the worker, then narrowed and added up as it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from hfp_desk.records import Column, Contract, Person, Place
from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.store import awareness, fulfilment, signing
from hfp_desk.store.awareness import Answer
from hfp_desk.store.fulfilment import ContractLine, Fulfilment
from hfp_desk.store.signing import Signing
from hfp_desk.store.signing_groups import By, GroupLine, groups
from ui.facets import ChoiceFacet, Facet, Values
from ui.office import Office
from ui.pages import asking
from ui.widgets.choices import Choice

_STATES = (Choice("overdue", "有项目逾期"), Choice("good", "应完成的都已完成"))


@dataclass(frozen=True)
class Told:
    """Who is signed, what is due and done, and what people answered since the beginning of the year."""

    signing: Signing
    fulfilment: Fulfilment
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Asked:
    """The filters, the contracts named, and by what the table is told (None: contract by contract)."""

    values: Mapping[str, Values]
    only: tuple[int, ...] | None
    by: By | None


@dataclass(frozen=True)
class Shares:
    """What was asked of ``of``: the contracts, the table, and the figures over them."""

    of: Told
    by: By | None
    lines: list[ContractLine]
    groups: list[GroupLine]
    figures: tuple[Figure, ...]


def read(office: Office, day: date) -> Told:
    """Everything of a day; inside a session, off the window's thread."""
    register, policy = office.register, office.policy
    return Told(
        signing.signing(register, policy, day),
        fulfilment.fulfilment(register, office.eyes, policy, day),
        awareness.answers(register, date(day.year, 1, 1), day),
    )


def shares(told: Told, asked: Asked) -> Shares:
    """The contracts that the filters leave, and what they add up to."""
    items = told.fulfilment.items
    lines = [line for line in told.fulfilment.lines if _fits(line, asked, [item.name for item in items])]
    if asked.only is not None:
        named = set(asked.only)
        lines = [line for line in lines if line.id in named]
    made = groups(_of_places(told.signing, asked), lines, told.answers, asked.by) if asked.by is not None else []
    return Shares(told, asked.by, lines, made, fulfilment.figures(lines, items))


def facets(office: Office, told: Callable[[], Told | None]) -> tuple[Facet, ...]:
    """Township, village, how a contract stands, and which item it is behind with."""

    def items() -> Iterator[Choice]:
        found = told()
        for item in found.fulfilment.items if found is not None else ():
            yield Choice(item.name, f"未完成{item.label}")

    return (
        asking.town(office, Column(Place.name, (Contract.person, Person.town))).facet,
        ChoiceFacet("state", "履约", lambda: _STATES),
        ChoiceFacet("item", "项目", lambda: list(items())),
        asking.village(office, Column(Place.name, (Contract.person, Person.village))).facet,
    )


def _of_places(found: Signing, asked: Asked) -> Signing:
    """The same for the places chosen alone."""
    towns, villages = (set(asked.values.get(key, ())) for key in ("town", "village"))
    if not towns and not villages:
        return found
    people = (
        one
        for one in found.people
        if (not towns or str(one.town) in towns) and (not villages or str(one.village) in villages)
    )
    return Signing(found.day, tuple(people), found.running_out, found.lapsed, found.ahead, found.spots)


def _fits(line: ContractLine, asked: Asked, names: list[str]) -> bool:
    values = asked.values
    towns, villages, states, wanted = (values.get(key, ()) for key in ("town", "village", "state", "item"))
    if (towns and str(line.town) not in towns) or (villages and str(line.village) not in villages):
        return False
    if states and ("overdue" if line.state.overdue else "good") not in states:
        return False
    return not wanted or any(_behind(line, names.index(name)) for name in wanted if name in names)


def _behind(line: ContractLine, place: int) -> bool:
    cell = line.state.cells[place]
    return cell is not None and cell[1] < (1 if cell[0] is None else cell[0])
