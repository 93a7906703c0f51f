"""Fills a template with counted returns: what would be written cell by cell, then the file, logged as it leaves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from hfp_desk import scratch
from hfp_desk.excel import foreign_heads, foreign_sums
from hfp_desk.excel.foreign_sheets import Foreign, ForeignSheet, Place, Spot, address
from hfp_desk.excel.foreign_texts import filled as filled_text
from hfp_desk.excel.foreign_writing import Value, write
from hfp_desk.gate import ENTRY
from hfp_desk.problems import Problem, Refusal, Severity
from hfp_desk.returns import Column
from hfp_desk.returns.table import TOTAL, Line, Table, shown
from hfp_desk.store import leaving, releasing, users
from hfp_desk.store.foreign_templates import Figure, Point
from hfp_desk.store.line_names import LineNames
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing


@dataclass(frozen=True)
class Filled:
    """A cell as it will be: its new value, how it reads, what stood there."""

    sheet: str
    place: Place
    value: Value
    text: str
    was: str

    @property
    def address(self) -> str:
        """Excel's name of the cell."""
        return address(*self.place)


@dataclass(frozen=True)
class Filling:
    """All cells that will be written, what a clerk should know before, and what the formulas will come to."""

    cells: tuple[Filled, ...]
    problems: tuple[Problem, ...] = ()
    computed: Mapping[tuple[str, int, int], Decimal | str] = field(default_factory=dict)

    def at(self, sheet: str, place: Place) -> Filled | None:
        """What goes into a cell."""
        return next((cell for cell in self.cells if (cell.sheet, cell.place) == (sheet, place)), None)


def filling(
    foreign: Foreign,
    points: Sequence[Point],
    tables: Mapping[str, Table],
    facts: Mapping[str, str],
    names: Mapping[str, LineNames] | None = None,
) -> Filling:
    """What would be written; a formula stays, a line that the return no longer has stays empty, both are told.

    With ``names`` the sums that formulas come to are held against those of the return.
    """
    cells: list[Filled] = []
    problems: list[Problem] = []
    for point in points:
        sheet = foreign.sheet(point.sheet)
        if sheet is None:
            problems.append(_told("E-SHEET", f"没有工作表“{point.sheet}”，其中的单元格没有填。", point))
            continue
        made = _filled(sheet, point, tables, facts)
        if isinstance(made, Problem):
            problems.append(made)
        else:
            cells.append(made)
            problems += _locked(sheet.spot(point.row, point.column), point)
    computed = foreign_sums.computed(foreign, {(cell.sheet, *cell.place): cell.value for cell in cells})
    problems += _left_out(points, tables)
    problems += _apart(foreign, points, tables, names or {}, computed)
    return Filling(tuple(cells), tuple(problems), computed)


def save(register: Register, foreign: Foreign, found: Filling, target: Path, period: str) -> int:
    """Write the filled template, logged as an export to the higher level; how many cells changed.

    Refusal for another ending than the template's, in the place of the template itself, without the role to enter, or
    when the place cannot be written.
    """
    ending = Path(foreign.file).suffix.lower() or ".xlsx"
    if target.suffix.lower() != ending:
        raise Refusal(f"填好的模板要保存为 {ending} 文件。", f"请用 {ending} 作文件名结尾。")
    if target.is_file() and target.read_bytes() == foreign.content:
        raise Refusal(f"“{target.name}”就是上级的模板，不能盖掉它。", "请换一个文件名保存填好的表。")
    values: dict[str, dict[Place, Value]] = {}
    parts = {sheet.name: sheet.part for sheet in foreign.sheets}
    changed = [cell for cell in found.cells if not isinstance(cell.value, str) or cell.value != cell.was]
    for cell in changed:
        values.setdefault(parts[cell.sheet], {})[cell.place] = cell.value
    results: dict[str, dict[Place, Value]] = {}
    for (name, row, column), value in found.computed.items():
        results.setdefault(parts[name], {})[row, column] = value
    with register.session():
        users.require(register, ENTRY, "填写上级模板")
        content = write(foreign.content, values, results)
        finished = scratch.fresh(target.name)
        try:
            finished.write_bytes(content)
            detail = {"template": foreign.file, "period": period, "cells": len(changed)}
            told = Outgoing(Action.EXPORT, f"上级模板 {foreign.file}", None, leaving.PURPOSES[0], detail)
            releasing.release(register, finished, target, told)
        finally:
            scratch.wipe(finished)
    return len(changed)


def _filled(
    sheet: ForeignSheet, point: Point, tables: Mapping[str, Table], facts: Mapping[str, str]
) -> Filled | Problem:
    spot = sheet.spot(point.row, point.column)
    where = f"{point.sheet} {address(point.row, point.column)}"
    if spot.formula:
        return _told("N-FORMULA", f"{where} 是公式（{spot.text}），保留公式，没有填数字。", point, Severity.NOTE)
    place = sheet.anchor(point.row, point.column)
    if not isinstance(point.target, Figure):
        text = filled_text(spot.text, facts, point.target.name)
        return Filled(point.sheet, place, text or None, text, spot.text)
    table = tables.get(point.target.name)
    if table is None:
        return _told("E-RETURN", f"{where}：没有报表“{point.target.name}”，没有填。", point)
    line, column = _line(table, point.target), _column(table, point.target)
    if column is None:
        return _told("E-COLUMN", f"{where}：报表里已没有栏目“{point.target.column}”，没有填。", point)
    if line is None:
        text = f"{where}：本期报表没有“{point.target.label}”这一行，留空。"
        return _told("W-LINE", text, point)
    value = line.cells[table.place(column.name)].value
    written = _value(spot, column, value)
    return Filled(point.sheet, place, written, _read(spot, column, line, table, written), spot.text)


def _line(table: Table, target: Figure) -> Line | None:
    """The line by its key, else by its name: the list of lines may have been made anew."""
    return table.line(target.key) or next((line for line in table.lines if line.label == target.label), None)


def _column(table: Table, target: Figure) -> Column | None:
    return next((one for one in table.definition.columns if one.name == target.column), None)


def _value(spot: Spot, column: Column, value: Decimal | None) -> Decimal | None:
    """A rate goes into a cell that shows per cent as the fraction that reads so."""
    if value is not None and spot.percent and (column.ratio is not None or column.unit in ("%", "‰")):
        return value / (column.per if column.ratio is not None else 1000 if column.unit == "‰" else 100)
    return value


def _read(spot: Spot, column: Column, line: Line, table: Table, written: Decimal | None) -> str:
    text = shown(column, line.cells[table.place(column.name)])
    if written is None:
        return ""
    return f"{text}%" if spot.percent and column.per == 100 and "%" not in text else text


def _locked(spot: Spot, point: Point) -> list[Problem]:
    if not spot.locked:
        return []
    where = f"{point.sheet} {address(point.row, point.column)}"
    return [_told("W-LOCKED", f"{where} 是上级锁定的单元格，请核对该不该填。", point)]


def _left_out(points: Iterable[Point], tables: Mapping[str, Table]) -> list[Problem]:
    """Lines of a return that the template has no row for, where it has some: their figures would be missing."""
    problems = []
    for name, table in tables.items():
        asked = {(one.key, one.label) for one in _figures(points, name)}
        keys, labels = {key for key, _ in asked}, {label for _, label in asked}
        if not asked - {(table.total.key, table.total.label)}:
            continue
        missing = [line.label for line in table.lines[1:] if line.key not in keys and line.label not in labels]
        missing = [label for label in missing if label] if len(missing) < len(table.lines) - 1 else []
        if missing:
            told = "、".join(missing[:5]) + (f"等 {len(missing)} 行" if len(missing) > 5 else "")
            text = f"《{table.definition.title}》里的{told}在模板中没有位置，模板的合计可能对不上。"
            problems.append(Problem("W-NO-ROW", Severity.WARNING, text))
    return problems


def _apart(
    foreign: Foreign,
    points: Sequence[Point],
    tables: Mapping[str, Table],
    names: Mapping[str, LineNames],
    computed: Mapping[tuple[str, int, int], Decimal | str],
) -> list[Problem]:
    """Sums of the template's own formulas that are not those of the return: lines without a place, people in two."""
    problems = []
    for sheet, name in ((sheet, name) for sheet in foreign.sheets for name in names):
        columns = {one.column: one.target for one in points if one.sheet == sheet.name and _is_of(one.target, name)}
        found = foreign_heads.frame(sheet, names[name]) if columns else None
        for row in (row for row, line in (found.lines if found else ()) if line.key == TOTAL):
            for column, target in sorted(columns.items()):
                theirs = computed.get((sheet.name, row, column))
                ours = tables[name].cell(TOTAL, target.column).value if isinstance(target, Figure) else None
                if isinstance(theirs, Decimal) and ours is not None and theirs != ours:
                    text = (
                        f"{sheet.name} {address(row, column)} 的公式算得 {theirs:,f}，报表的合计是 {ours:,f}，请核对。"
                    )
                    problems.append(Problem("W-SUM", Severity.WARNING, text, sheet=sheet.name, row=row))
    return problems


def _is_of(target: object, name: str) -> bool:
    return isinstance(target, Figure) and target.name == name


def _figures(points: Iterable[Point], name: str) -> list[Figure]:
    targets = (point.target for point in points)
    return [one for one in targets if isinstance(one, Figure) and one.name == name]


def _told(code: str, message: str, point: Point, severity: Severity = Severity.WARNING) -> Problem:
    return Problem(code, severity, message, sheet=point.sheet, row=point.row)
