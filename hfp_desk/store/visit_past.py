"""What earlier visits say, read for the form, the village grid and the strip of a case, through the gate."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import SQL

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.records import FOLLOW_UP, FollowUp, ManagedCase
from hfp_desk.rules import visit_figures
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import open_to

KEPT = 4
"""How many visits before one are looked at: two in a row decide about a referral."""


@dataclass(frozen=True)
class Before:
    """The visit before: its day, its figure in a few characters, and what it says by field name."""

    day: date | None
    figure: str
    texts: Mapping[str, str]


@dataclass(frozen=True)
class YearVisit:
    """One visit of a case in a year: its figure, and whether it went up or down since the one before."""

    id: int
    day: date | None
    mode: str
    figure: str
    arrow: str
    control: str
    next_on: date | None


def before(
    register: Register, viewer: Viewer, person: int, programme: str, day: date | None, but: int | None = None
) -> Before | None:
    """The last visit before ``day`` of somebody under a programme; None when there is none this viewer may know of."""
    with register.session():
        last = next(iter(earlier(viewer, [person], programme, day, but)[person]), None)
        return told(last, viewer) if last is not None else None


def told(visit: FollowUp, viewer: Viewer) -> Before:
    """A visit as ``viewer`` may read it."""
    texts = {one.name: _shown(visit, one, viewer) for one in FOLLOW_UP.fields if one.name not in _LINKS}
    figure = visit_figures.figure(visit.programme, values_of(visit))
    return Before(
        visit.visited_on, gate.shown(_SPEC, figure, viewer), {key: text for key, text in texts.items() if text}
    )


def year(register: Register, viewer: Viewer, case: int, of: int) -> tuple[YearVisit, ...]:
    """The visits of a case in a year, the first one first, each beside the one before it."""
    first, last = date(of, 1, 1), date(of, 12, 31)
    with register.session():
        mine = (FollowUp.case == case) & (FollowUp.voided_at == "") & _free(viewer)
        every = list(FollowUp.select().where(mine & (FollowUp.visited_on <= last)).order_by(FollowUp.visited_on))
        found = []
        for place, visit in enumerate(every):
            if visit.visited_on is not None and visit.visited_on >= first:
                found.append(_line(visit, every[place - 1] if place else None, viewer))
        return tuple(found)


def years(register: Register, viewer: Viewer, case: int) -> tuple[int, ...]:
    """The years in which a case was visited, the latest first; inside or outside a session."""
    with register.session():
        mine = (FollowUp.case == case) & (FollowUp.voided_at == "") & _free(viewer)
        every = FollowUp.select(FollowUp.visited_on).where(mine & FollowUp.visited_on.is_null(False))
        return tuple(sorted({one.visited_on.year for one in every if one.visited_on}, reverse=True))


def earlier(
    viewer: Viewer, persons: Collection[int], programme: str, day: date | None, but: int | None = None
) -> dict[int, list[FollowUp]]:
    """The latest visits before ``day`` by person, the last one first; inside a session."""
    found: dict[int, list[FollowUp]] = defaultdict(list)
    same = (FollowUp.person << list(persons)) & (FollowUp.programme == programme) & (FollowUp.voided_at == "")
    dated = FollowUp.visited_on.is_null(False) if day is None else (FollowUp.visited_on < day)
    query = (
        FollowUp.select().where(same & dated & _free(viewer)).order_by(FollowUp.visited_on.desc(), FollowUp.id.desc())
    )
    for visit in query:
        mine = found[visit.__data__["person"]]
        if visit.id != but and len(mine) < KEPT:
            mine.append(visit)
    return found


def values_of(visit: FollowUp) -> dict[str, Any]:
    """The plain values of a visit by field name, links left out."""
    return {one.name: getattr(visit, one.name) for one in FOLLOW_UP.fields if one.name not in _LINKS}


def open_cases(register: Register, viewer: Viewer, person: int, day: date) -> tuple[str, ...]:
    """The programmes under which somebody is managed on a day, as far as this viewer may know of them."""
    with register.session():
        free = SQL(open_to(ManagedCase, viewer, "") or "1")
        mine = (ManagedCase.person == person) & (ManagedCase.voided_at == "") & free
        on = ManagedCase.ends.is_null() | (ManagedCase.ends >= day)
        every = ManagedCase.select(ManagedCase.programme).where(mine & on).order_by(ManagedCase.id)
        return tuple(dict.fromkeys(one.programme for one in every if one.programme))


def whose(register: Register, viewer: Viewer, case: int) -> tuple[int, str] | None:
    """Person and programme of a case; None where this viewer may not know of it."""
    with register.session():
        free = SQL(open_to(ManagedCase, viewer, "") or "1")
        found = ManagedCase.get_or_none((ManagedCase.id == case) & free) if viewer.may_look else None
        return (found.__data__["person"], found.programme) if found is not None else None


_LINKS = {"person", "case", "doctor"}
_SPEC = spec_of(FollowUp.systolic)


def _free(viewer: Viewer) -> SQL:
    return SQL(open_to(FollowUp, viewer, "") or "1")


def _shown(visit: FollowUp, one: Any, viewer: Viewer) -> str:
    spec = spec_of(one)
    return gate.shown(spec, str(spec.kind.show(getattr(visit, one.name))), viewer)


def _line(visit: FollowUp, last: FollowUp | None, viewer: Viewer) -> YearVisit:
    values, old = values_of(visit), values_of(last) if last is not None else None
    seen = viewer.may_look
    return YearVisit(
        id=visit.id,
        day=visit.visited_on if seen else None,
        mode=_shown(visit, FollowUp.mode, viewer),
        figure=gate.shown(_SPEC, visit_figures.figure(visit.programme, values), viewer),
        arrow=visit_figures.arrow(visit.programme, values, old) if seen else "",
        control=_shown(visit, FollowUp.control, viewer) or _shown(visit, FollowUp.stability, viewer),
        next_on=visit.next_on if seen else None,
    )
