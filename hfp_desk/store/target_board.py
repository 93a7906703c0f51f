"""The target board: each goal of the documents with what is reached, what is lacking, who is missing, and the clause.

A goal's figure is the column of a return that names it as its target, so that board, return and report say the same.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from functools import cache
from operator import itemgetter

import msgspec

from hfp_desk.gate import Viewer
from hfp_desk.policy import Target
from hfp_desk.problems import SILENT, Progress
from hfp_desk.resources import resource
from hfp_desk.returns import Cell, Column, Definition, Period, Table, periods
from hfp_desk.returns.loading import Catalogue
from hfp_desk.returns.table import NOWHERE, TOTAL
from hfp_desk.rules import judging
from hfp_desk.rules.judging import Judgement
from hfp_desk.store import figures, returns
from hfp_desk.store.opening import Register
from hfp_desk.store.reckoning import Members, reckoning

PART, WHOLE, MISSING = "part", "whole", "missing"
"""The lists behind a goal."""

_NOTHING = Cell()


@dataclass(frozen=True)
class Goal:
    """A goal on a day. ``definition`` None: no return says how it stands. ``behind`` are the townships below it."""

    area: str
    target: Target
    definition: Definition | None = None
    column: Column | None = None
    period: Period | None = None
    cell: Cell = _NOTHING
    behind: tuple[str, ...] = ()

    @property
    def judgement(self) -> Judgement | None:
        """Below, within or above; None while nothing is known."""
        return judging.judge(self.target, self.figure)

    @property
    def figure(self) -> Decimal | None:
        """The figure before it was rounded: 99.996 % are not everybody."""
        return None if self.column is None else _unrounded(self.column, self.cell)

    @property
    def met(self) -> bool | None:
        """Whether it is reached."""
        where = self.judgement
        return None if where is None else where is Judgement.IN

    @property
    def wanted(self) -> str:
        """The goal in words."""
        return judging.wanted(self.target)

    @property
    def distance(self) -> Decimal | None:
        """How far the figure is from the nearest edge of the goal, negative below it; zero when it is reached."""
        where, value = self.judgement, self.cell.value
        low, high = judging.edges(self.target)
        if where is None or value is None or self.column is None:
            return None
        step = Decimal(1).scaleb(-self.column.digits)
        if where is Judgement.LOW and low is not None:
            return min(value - low, -step)
        return max(value - high, step) if where is Judgement.HIGH and high is not None else Decimal(0)

    @property
    def lacking(self) -> int | None:
        """How many more of the whole the goal wants, or how many too many there are; None where nothing is counted."""
        low, high = judging.edges(self.target)
        part, whole = self.cell.part, self.cell.whole
        if part is None or not whole or self.column is None or self.judgement is None:
            return None
        if low is not None and self.judgement is Judgement.LOW:
            return int((low * whole / self.column.per - part).to_integral_value(ROUND_CEILING))
        if high is not None and self.judgement is Judgement.HIGH:
            return int((part - high * whole / self.column.per).to_integral_value(ROUND_CEILING))
        return 0


@dataclass(frozen=True)
class Board:
    """The goals of the edition of a day, area by area."""

    day: date
    edition: str
    goals: tuple[Goal, ...]


class _Area(msgspec.Struct, frozen=True):
    """Goals that are told together."""

    label: str
    targets: tuple[str, ...]


class _Goals(msgspec.Struct, frozen=True, rename={"told_by": "from"}):
    """``resources/returns/board/goals.toml``."""

    bench: tuple[str, ...]
    told_by: dict[str, str]
    areas: tuple[_Area, ...]


@cache
def _goals() -> _Goals:
    raw = tomllib.loads(resource("returns", "board", "goals.toml").read_text(encoding="utf-8"))
    return msgspec.convert(raw, _Goals)


def areas() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The goals by area."""
    return tuple((area.label, area.targets) for area in _goals().areas)


def for_the_bench() -> tuple[str, ...]:
    """The goals that the work bench shows."""
    return _goals().bench


def board(register: Register, day: date, progress: Progress = SILENT, only: Collection[str] = ()) -> Board:
    """How the goals (all, or only those named) stand in the periods of ``day``, each by the edition of that day."""
    known = returns.catalogue(register)
    with register.session():
        policy = figures.in_force()
        edition = policy.on(day)
        wanted = [(area, edition.target(name)) for area, names in areas() for name in names]
        given = [(area, target) for area, target in wanted if target.given and (not only or target.name in only)]
        sources = _sources(known)
        told = [sources[target.name][0] for _, target in given if target.name in sources]
        needed = {definition.name: definition for definition in told}
        tables: dict[str, Table] = {}
        with reckoning(register, policy, known.indicators) as reckoned:
            for done, definition in enumerate(needed.values()):
                progress.step(done, len(needed), definition.title)
                period = periods.period_of(definition, day)
                values = returns.values_of(definition, period)
                tables[definition.name] = reckoned.table(definition, period, returns.reporting_unit(), values)
    goals = tuple(_goal(area, target, sources, tables) for area, target in given)
    return Board(day, edition.label, goals)


def members(register: Register, viewer: Viewer, goal: Goal, which: str) -> Members | None:
    """The list behind a goal: who is counted, of whom, or who is missing; None where a figure has no list."""
    definition, column, period = goal.definition, goal.column, goal.period
    if definition is None or column is None or period is None or column.ratio is None:
        return None
    part, whole = column.ratio
    if which == MISSING and _is_money(returns.catalogue(register), definition.column(part)):
        return None
    if not (definition.column(part).indicator and definition.column(whole).indicator):
        return None
    if which != MISSING:
        return returns.members(register, viewer, definition, period, TOTAL, part if which == PART else whole)
    all_of, reached = (returns.members(register, viewer, definition, period, TOTAL, name) for name in (whole, part))
    if all_of.kind is not reached.kind:
        return None
    there = set(reached.ids)
    missing = tuple(one for one in all_of.ids if one not in there)
    return Members(all_of.kind, missing, max(all_of.count - reached.count - len(missing), 0))


def _is_money(known: Catalogue, column: Column) -> bool:
    return column.indicator in known.indicators and known.indicators[column.indicator].unit == "元"


def _sources(known: Catalogue) -> Mapping[str, tuple[Definition, Column]]:
    """For each goal the return with a column that names it: the one to be taken, else the first."""
    found: dict[str, tuple[Definition, Column]] = {}
    for definition in known.definitions:
        for column in definition.columns:
            if column.target and _goals().told_by.get(column.target, definition.name) == definition.name:
                found.setdefault(column.target, (definition, column))
    return found


def _goal(
    area: str, target: Target, sources: Mapping[str, tuple[Definition, Column]], tables: Mapping[str, Table]
) -> Goal:
    if target.name not in sources:
        return Goal(area, target)
    definition, column = sources[target.name]
    target = judging.in_unit(target, column.unit)
    table = tables[definition.name]
    cell = table.cell(TOTAL, column.name)
    return Goal(area, target, definition, column, table.period, cell, tuple(_behind(target, table, column)))


def _behind(target: Target, table: Table, column: Column) -> Iterator[str]:
    """The lines that do not reach the goal, the farthest first, alike ones in the official order."""
    place = table.place(column.name)
    lines = [
        (_unrounded(column, line.cells[place]), line.label) for line in table.lines if line.key not in (TOTAL, NOWHERE)
    ]
    judged = [(value, label) for value, label in lines if value is not None]
    below = [(value, label) for value, label in judged if judging.judge(target, value) is Judgement.LOW]
    above = [(value, label) for value, label in judged if judging.judge(target, value) is Judgement.HIGH]
    yield from (label for _, label in sorted(below, key=itemgetter(0)))
    yield from (label for _, label in sorted(above, key=itemgetter(0), reverse=True))


def _unrounded(column: Column, cell: Cell) -> Decimal | None:
    if column.ratio is None or cell.part is None or not cell.whole:
        return cell.value
    return cell.part * column.per / cell.whole
