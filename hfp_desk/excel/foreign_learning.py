"""A template as it comes: known or new, what changed in it, and what its cells are taken for before anybody points.

Here the parts come together for the window and for the command line alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from hfp_desk.excel import foreign_changes, foreign_heads
from hfp_desk.excel.foreign_changes import Change
from hfp_desk.excel.foreign_sheets import Foreign
from hfp_desk.excel.foreign_texts import month_in
from hfp_desk.returns import Definition, Period, periods
from hfp_desk.returns.table import Table
from hfp_desk.store import foreign_templates, returns, sending, users
from hfp_desk.store.foreign_templates import Figure, Point, Remembered
from hfp_desk.store.line_names import LineNames
from hfp_desk.store.opening import Register

_TITLES = 3


@dataclass(frozen=True)
class Known:
    """A template that was looked at: as what it was recognised, where its points lie, what changed, what is lost."""

    remembered: Remembered | None = None
    points: tuple[Point, ...] = ()
    changes: tuple[Change, ...] = ()
    lost: tuple[Point, ...] = ()


@dataclass(frozen=True)
class Counted:
    """The returns of a period that a template can take its figures from, and the names of their lines.

    ``sent`` are those that went up already: their frozen figures are given again.
    """

    period: Period
    tables: Mapping[str, Table] = field(repr=False)
    names: Mapping[str, LineNames] = field(repr=False)
    sent: frozenset[str] = frozenset()


def look(register: Register, foreign: Foreign, counted: Counted | None = None) -> Known:
    """What is known of a template; one that changed has its points moved, with proposals for rows that came new."""
    known, same = foreign_templates.recognised(register, foreign.laid)
    if known is None:
        return Known(points=tuple(_told_by_itself(register, foreign, counted)))
    if same:
        return Known(known, known.points)
    found = foreign_changes.moved(known, foreign)
    points = list(found.points)
    for name, names in (counted.names if counted else {}).items():
        for sheet in foreign.sheets:
            points += foreign_changes.for_new_lines(points, sheet, names, name)
    return Known(known, tuple(points), found.changes, found.lost)


def returns_of(register: Register, foreign: Foreign, chosen: Sequence[str] = ()) -> tuple[str, ...]:
    """The returns a template takes its figures from: as it was learnt, as it says itself, else what was ``chosen``."""
    remembered, _same = foreign_templates.recognised(register, foreign.laid)
    catalogue = returns.catalogue(register)
    said = foreign_heads.written_in(foreign, catalogue) + foreign_heads.named_in(foreign, catalogue)
    named = [point.target.name for point in said if isinstance(point.target, Figure)]
    return tuple(dict.fromkeys(remembered.returns if remembered else named or chosen))


def prepare(register: Register, foreign: Foreign, day: date, chosen: Sequence[str] = ()) -> tuple[Counted, Known]:
    """The returns a template takes its figures from, counted for ``day``, and what is known of its cells."""
    counted = count(register, returns_of(register, foreign, chosen), day)
    return counted, look(register, foreign, counted)


def propose(
    foreign: Foreign, points: Sequence[Point], sheet: str, definition: Definition, names: LineNames
) -> tuple[Point, ...]:
    """What a sheet's cells probably want of a return, and its blanks; a cell that has a point keeps it."""
    taken = {point.place for point in points}
    page = foreign.sheet(sheet)
    found = [*foreign_heads.proposed(page, definition, names)] if page else []
    found += [point for point in foreign_heads.facts_in(foreign) if point.sheet == sheet]
    return (*points, *(point for point in found if point.place not in taken))


def count(register: Register, names: Sequence[str], day: date) -> Counted:
    """The returns called so of the period in which ``day`` lies: as they were sent, else as the register has them now.

    One that is unknown is left out; filling tells of it.
    """
    known = returns.catalogue(register)
    wanted = [one for one in map(known.definition, names) if one is not None]
    tables: dict[str, Table] = {}
    frozen = set[str]()
    with register.session():
        users.require_looking(register)
    for definition in wanted:
        period = periods.period_of(definition, day)
        with register.session():
            versions = sending.sent(definition.name, period.mark)
            if versions:
                tables[definition.name] = sending.frozen(versions[0].id)
                frozen.add(definition.name)
        if definition.name not in tables:
            tables[definition.name] = returns.counted(register, definition, period)
    lines = {name: LineNames(register, table) for name, table in tables.items()}
    first = next(iter(tables.values())).period if tables else Period("", day, day, day, "")
    return Counted(first, tables, lines, frozenset(frozen))


def day_named(foreign: Foreign) -> date | None:
    """A day of the month that the titles of a template name, in its first rows; None where they name none."""
    for sheet in foreign.sheets:
        for row in range(1, min(_TITLES, sheet.rows) + 1):
            month = next(filter(None, (month_in(text) for at, _, text in sheet.laid.texts if at == row)), None)
            if month is not None:
                return date(*month, 1)
    return None


def _told_by_itself(register: Register, foreign: Foreign, counted: Counted | None) -> list[Point]:
    known = returns.catalogue(register)
    found = foreign_heads.written_in(foreign, known)
    names = next(iter(counted.names.values()), None) if counted else None
    found += foreign_heads.named_in(foreign, known, names)
    first = {point.place: point for point in reversed(found)}
    return list(reversed(first.values()))
