"""A template that is being pointed and filled: its cells, what was pointed so far, and what would be written now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

import msgspec

from hfp_desk.excel import foreign_filling, foreign_heads, foreign_learning, foreign_sheets
from hfp_desk.excel.foreign_filling import Filled, Filling
from hfp_desk.excel.foreign_heads import Frame
from hfp_desk.excel.foreign_learning import Counted, Known
from hfp_desk.excel.foreign_sheets import Foreign, Place
from hfp_desk.problems import Refusal
from hfp_desk.returns import Column, Definition, Period
from hfp_desk.returns.table import Line
from hfp_desk.store import foreign_templates
from hfp_desk.store.foreign_templates import Fact, Figure, Point
from hfp_desk.store.opening import Register


@dataclass
class Sitting:
    """Plain values and what the clerk did to them; nothing is written before ``F8`` (kept) and ``F9`` (saved)."""

    name: str
    foreign: Foreign
    known: Known
    counted: Counted
    facts: dict[str, str]
    points: dict[tuple[str, int, int], Point] = field(default_factory=dict)
    found: Filling = field(default_factory=lambda: Filling(()))
    touched: bool = False

    def __post_init__(self) -> None:
        self.points = {point.place: point for point in self.known.points}
        self.refill()

    @property
    def unsure(self) -> int:
        """How many cells are only proposed."""
        return sum(not point.sure for point in self.points.values())

    @property
    def changed(self) -> bool:
        """Whether the higher level changed the template since it was learnt."""
        return bool(self.known.changes or self.known.lost)

    def refill(self) -> None:
        """What would be written now."""
        counted, points = self.counted, tuple(self.points.values())
        self.found = foreign_filling.filling(self.foreign, points, counted.tables, self.facts, counted.names)

    def filled(self, sheet: str) -> dict[Place, Filled]:
        """The cells of a sheet as they would be."""
        return {cell.place: cell for cell in self.found.cells if cell.sheet == sheet}

    def computed(self, sheet: str) -> dict[Place, str]:
        """What the formulas of a sheet will come to, as far as we can tell."""
        found = ((place, value) for place, value in self.found.computed.items() if place[0] == sheet)
        return {(row, column): _read(value) for (_, row, column), value in found}

    def points_of(self, sheet: str) -> dict[Place, Point]:
        """What the cells of a sheet were pointed to."""
        return {(row, column): point for (name, row, column), point in self.points.items() if name == sheet}

    def frame(self, sheet: str, name: str) -> Frame | None:
        """Where the lines of a return stand in a sheet."""
        page = self.foreign.sheet(sheet)
        names = self.counted.names.get(name)
        return foreign_heads.frame(page, names) if page is not None and names is not None else None

    def head(self, sheet: str, name: str, column: int) -> str:
        """The heads over a column, joined."""
        page, found = self.foreign.sheet(sheet), self.frame(sheet, name)
        return "｜".join(foreign_heads.head_of(page, found, column)) if page is not None and found is not None else ""

    def told(self, point: Point) -> str:
        """What a cell was pointed to, in words."""
        if isinstance(point.target, Fact):
            return point.target.name
        table = self.counted.tables.get(point.target.name)
        column = next(
            (one for one in table.definition.columns if one.name == point.target.column) if table else iter(()), None
        )
        head = "｜".join(column.head) if column is not None else point.target.column
        return f"{head} · {point.target.label}"

    def propose(self, sheet: str, definition: Definition) -> int:
        """Propose what a sheet's cells want of a return; how many were found."""
        before = len(self.points)
        found = foreign_learning.propose(
            self.foreign, tuple(self.points.values()), sheet, definition, self.counted.names[definition.name]
        )
        self._put(found)
        return len(self.points) - before

    def point_column(self, sheet: str, cells: Iterable[Place], definition: Definition, column: Column) -> int:
        """The whole column under the first chosen cell takes its lines from the names at the left; how many cells."""
        found = self.frame(sheet, definition.name)
        if found is None:
            raise Refusal(
                f"工作表“{sheet}”左边几列里认不出《{definition.title}》的行（如{self._some(definition)}）。",
                "请去掉“整列”，给单元格指定行。",
            )
        at = min(cells)[1]
        return self._figures(sheet, [(row, at, line) for row, line in found.lines], definition, column)

    def point_cells(
        self, sheet: str, cells: Iterable[Place], definition: Definition, column: Column, line: Line | None
    ) -> int:
        """The chosen cells, each with the line named at its left, or all with ``line``; how many cells."""
        found = self.frame(sheet, definition.name)
        wanted = [(row, at, line or (found.line(row) if found else None)) for row, at in cells]
        if all(one is None for _, _, one in wanted):
            raise Refusal("认不出这一行是报表的哪一行。", "请在“行”里指定。")
        return self._figures(sheet, [(row, at, one) for row, at, one in wanted if one], definition, column)

    def point_fact(self, sheet: str, cell: Place, name: str) -> int:
        """A cell of the head or the foot."""
        page = self.foreign.sheet(sheet)
        if page is None or page.spot(*cell).formula:
            raise Refusal(f"{foreign_sheets.address(*cell)} 是公式，不能填写。", "请另选一个单元格。")
        self._put([Point(sheet, *page.anchor(*cell), Fact(name))])
        return 1

    def clear(self, sheet: str, cells: Iterable[Place]) -> int:
        """Take out what the cells were pointed to; how many had anything."""
        page = self.foreign.sheet(sheet)
        anchors = {page.anchor(*cell) for cell in cells} if page is not None else set()
        gone = [place for place in self.points if place[0] == sheet and place[1:] in anchors]
        for place in gone:
            del self.points[place]
        self.touched = self.touched or bool(gone)
        self.refill()
        return len(gone)

    def confirm(self) -> None:
        """What was proposed is right."""
        self.points = {
            place: point if point.sure else msgspec.structs.replace(point, sure=True)
            for place, point in self.points.items()
        }

    def _figures(
        self, sheet: str, places: Iterable[tuple[int, int, Line]], definition: Definition, column: Column
    ) -> int:
        page = self.foreign.sheet(sheet)
        if page is None:
            return 0
        fitting = [(*page.anchor(row, at), line) for row, at, line in places]
        fitting = [(row, at, line) for row, at, line in fitting if foreign_heads.fillable(page, row, at)]
        if not fitting:
            raise Refusal("选中的单元格是公式或文字，不能填数字。", "公式会自动计算；请选空白或有数字的单元格。")
        self._put(
            Point(sheet, row, at, Figure(definition.name, column.name, line.key, line.label))
            for row, at, line in fitting
        )
        return len(fitting)

    def _put(self, points: Iterable[Point]) -> None:
        new = {point.place: point for point in points}
        self.touched = self.touched or any(self.points.get(place) != point for place, point in new.items())
        self.points |= new
        self.refill()

    def _some(self, definition: Definition) -> str:
        lines = self.counted.tables[definition.name].lines[1:3]
        return "、".join(line.label for line in lines)


def sit_down(register: Register, foreign: Foreign, chosen: str, day: date, *, by_title: bool = False) -> Sitting:
    """A template looked at for the period in which ``day`` lies; ``chosen`` is the return it is probably for.

    ``by_title``: a month that its title names goes before, unless it is still to come.
    """
    titled = foreign_learning.day_named(foreign) if by_title else None
    day = titled if titled is not None and titled <= date.today() else day
    counted, known = foreign_learning.prepare(register, foreign, day, (chosen,))
    name = known.remembered.name if known.remembered else _title(foreign.file)
    facts = foreign_templates.facts(register, counted.period.label, date.today())
    return Sitting(name, foreign, known, counted, facts)


def recount(register: Register, sitting: Sitting, names: Iterable[str], period: Period) -> Counted:
    """The same template for another period, or with one more return."""
    wanted = dict.fromkeys((*names, *sitting.counted.tables))
    return foreign_learning.count(register, tuple(wanted), period.ends)


def _read(value: Decimal | str) -> str:
    return value if isinstance(value, str) else f"{value.normalize():,f}"


def _title(file: str) -> str:
    """A template is called as its file, without the month."""
    stem = Path(file).stem
    return foreign_templates.lasting(stem).strip("-_.（）() ") or stem
