"""What the cells of a template probably want, read from their words: heads over columns, names of lines, blanks.

Everything found here is a proposal: the clerk confirms it once, and the template is known from then on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from hfp_desk.excel.foreign_sheets import Foreign, ForeignSheet, address
from hfp_desk.excel.foreign_texts import asked_facts, named_facts, placeholder
from hfp_desk.excel.headings import core, is_unit, plain
from hfp_desk.problems import Problem, Severity
from hfp_desk.returns import Column, Definition
from hfp_desk.returns.loading import Catalogue
from hfp_desk.returns.table import TOTAL, Line
from hfp_desk.store.foreign_templates import Fact, Figure, Point
from hfp_desk.store.line_names import LineNames

_ENOUGH, _SURE = 0.6, 0.85
NUMBERED = re.compile(r"[\d甲乙丙丁戊()（）=+\-*/×÷%.\s]*")
"""The row of a head that merely numbers the columns: 甲 乙 1 2 3, 3=1/2."""

_LEFT = 3
"""In so many columns at the left the names of the lines are looked for."""


@dataclass(frozen=True)
class Frame:
    """How a table lies in a sheet: in which column the lines are named, which rows they are, which rows the heads."""

    names: int
    lines: tuple[tuple[int, Line], ...]
    head_top: int
    head_bottom: int

    def line(self, row: int) -> Line | None:
        """The line that a row is."""
        return dict(self.lines).get(row)


def frame(sheet: ForeignSheet, names: LineNames) -> Frame | None:
    """Where the lines of a return stand in a sheet; None when the sheet names none of them."""
    found = [(column, _lines(sheet, names, column)) for column in range(1, min(_LEFT, sheet.columns) + 1)]
    column, lines = max(found, key=lambda one: len({line.key for _, line in one[1]}), default=(0, []))
    if not lines:
        return None
    first = lines[0][0]
    top = next((row for row in range(first - 1, 0, -1) if sheet.spot(row, column).text), 0)
    if not top or _is_wide(sheet, top, column):
        return Frame(column, tuple(lines), max(first - 1, 1), first - 1)
    return Frame(column, tuple(lines), sheet.area(_above_numbers(sheet, top, column), column).top, first - 1)


def head_of(sheet: ForeignSheet, found: Frame, column: int) -> tuple[str, ...]:
    """The heads over a column from the top down, each once; a row that merely numbers the columns is none."""
    words: list[str] = []
    for row in range(found.head_top, found.head_bottom + 1):
        text = sheet.spot(row, column).text
        if text and not NUMBERED.fullmatch(text) and (not words or words[-1] != text):
            words.append(text)
    return tuple(words)


def columns_of(sheet: ForeignSheet, found: Frame, definition: Definition) -> dict[int, Column]:
    """Which column of the return each column of the sheet probably wants; none is given twice, the likest first."""
    heads = {column: head_of(sheet, found, column) for column in range(found.names + 1, sheet.columns + 1)}
    return _assigned(heads, definition, _ENOUGH)


def _assigned(heads: Mapping[int, tuple[str, ...]], definition: Definition, enough: float) -> dict[int, Column]:
    """Which column of the return each head wants, the likest first; none is given twice."""
    scored = sorted(
        (
            (likeness(head, one.head), -place, -number)
            for number, head in heads.items()
            if head
            for place, one in enumerate(definition.columns)
        ),
        reverse=True,
    )
    given: dict[int, Column] = {}
    for score, place, number in scored:
        one = definition.columns[-place]
        if score >= enough and -number not in given and one not in given.values():
            given[-number] = one
    return given


def likeness(theirs: Sequence[str], ours: Sequence[str]) -> float:
    """How much a head of theirs is like one of ours, 0 to 1: the last level says what it is, those above of what."""
    one, other = tuple(map(_folded, theirs)), tuple(map(_folded, ours))
    if one == other:
        return 1.0
    last = _ratio(one[-1], other[-1])
    whole = _ratio("".join(one), "".join(other))
    above = _ratio("".join(one[:-1]), "".join(other[:-1])) if one[:-1] and other[:-1] else whole
    return 0.5 * last + 0.25 * whole + 0.25 * above


def proposed(sheet: ForeignSheet, definition: Definition, names: LineNames) -> list[Point]:
    """Every cell of a sheet that a return can fill, by heads and names of lines; formulas stay what they are."""
    found = frame(sheet, names)
    if found is None or (len(found.lines) == 1 and len(_downward(sheet, definition)) > 1):
        return _down(sheet, definition)
    columns = columns_of(sheet, found, definition)
    return [
        Point(sheet.name, row, column, Figure(definition.name, one.name, line.key, line.label), sure=False)
        for row, line in found.lines
        for column, one in sorted(columns.items())
        if fillable(sheet, row, column)
    ]


def _down(sheet: ForeignSheet, definition: Definition) -> list[Point]:
    """A sheet that names the columns of a return one below another (指标 | 单位 | 数量) wants the sum of each."""
    wanted = _downward(sheet, definition)
    free = [(sum(fillable(sheet, row, column) for row in wanted), -column) for column in range(2, sheet.columns + 1)]
    most, at = max(free, default=(0, 0))
    if len(wanted) < 2 or not most:
        return []
    return [
        Point(sheet.name, row, -at, Figure(definition.name, one.name, TOTAL, "合计"), sure=False)
        for row, one in sorted(wanted.items())
        if fillable(sheet, row, -at)
    ]


def _downward(sheet: ForeignSheet, definition: Definition) -> dict[int, Column]:
    heads = {}
    for row in range(1, sheet.rows + 1):
        words = [sheet.spot(row, column).text for column in range(1, min(_LEFT, sheet.columns) + 1)]
        words = [text for text in dict.fromkeys(words) if text and not NUMBERED.fullmatch(text)]
        heads[row] = tuple(words[:-1] if len(words) > 2 and is_unit(words[-1]) else words)
    return _assigned(heads, definition, _SURE)


def fillable(sheet: ForeignSheet, row: int, column: int) -> bool:
    """Whether a figure may go into a cell: no formula, no words, and not the inside of a merged range."""
    spot = sheet.spot(row, column)
    return sheet.anchor(row, column) == (row, column) and not spot.formula and (spot.numeric or not spot.text.strip())


def facts_in(foreign: Foreign) -> list[Point]:
    """The blanks of head and foot that name what they want: 填报单位：____ 填表人：____."""
    return [
        Point(sheet.name, row, column, Fact(fact), sure=False)
        for sheet in foreign.sheets
        for (row, column), spot in sorted(sheet.spots.items())
        if spot.text and not spot.formula and not spot.numeric
        for fact in named_facts(spot.text)[:1]
    ]


def written_in(foreign: Foreign, catalogue: Catalogue) -> list[Point]:
    """Cells that say themselves what they want: ``{three_batches.treated@临江镇}``, ``{填报单位}``; these are sure."""
    found = []
    for sheet in foreign.sheets:
        for (row, column), spot in sorted(sheet.spots.items()):
            wanted = placeholder(spot.text) if not spot.formula else None
            target = _target(catalogue, *wanted) if wanted else None
            facts = () if spot.formula or target else asked_facts(spot.text)
            if target or facts:
                found.append(Point(sheet.name, row, column, target or Fact(facts[0])))
    return found


def unknown_in(foreign: Foreign, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Cells that name a return or a column that is not there: they stay as they are, and that is told."""
    found = []
    for sheet in foreign.sheets:
        for (row, column), spot in sorted(sheet.spots.items()):
            wanted = placeholder(spot.text) if not spot.formula else None
            if wanted and _target(catalogue, *wanted) is None:
                what = f"报表“{wanted[0]}”" if catalogue.definition(wanted[0]) is None else f"栏目“{wanted[1]}”"
                text = f"{sheet.name} {address(row, column)}：没有{what}，“{spot.text.strip()}”没有填。"
                found.append(Problem("W-UNKNOWN", Severity.WARNING, text, sheet=sheet.name, row=row))
    return tuple(found)


def named_in(foreign: Foreign, catalogue: Catalogue, names: LineNames | None = None) -> list[Point]:
    """Ranges with a name like ``three_batches.treated`` or ``three_batches.treated.临江镇``; these are sure.

    A range of several rows takes its lines from the names at its left; a single cell without a line is the sum.
    """
    found = []
    for name, sheet_name, area in foreign.names:
        parts = name.split(".")
        sheet = foreign.sheet(sheet_name)
        if sheet is None or len(parts) not in (2, 3) or catalogue.definition(parts[0]) is None:
            continue
        if area.top == area.bottom or len(parts) == 3 or names is None:
            target = _target(catalogue, parts[0], parts[1], "".join(parts[2:]))
            found += [Point(sheet_name, area.top, area.left, target)] if target else []
            continue
        for row, line in _named_rows(sheet, names, area.top, area.bottom):
            target = _target(catalogue, parts[0], parts[1], line.label, line.key)
            if target and fillable(sheet, row, area.left):
                found.append(Point(sheet_name, row, area.left, target))
    return found


def _target(
    catalogue: Catalogue, name: str, column: str, label: str = "", key: int | str | None = None
) -> Figure | None:
    definition = catalogue.definition(name)
    one = next((one for one in definition.columns if column in (one.name, _joined(one))), None) if definition else None
    if definition is None or one is None:
        return None
    of_all = label in ("", "合计")
    return Figure(definition.name, one.name, TOTAL if of_all else key if key is not None else "", label or "合计")


def _named_rows(sheet: ForeignSheet, names: LineNames, top: int, bottom: int) -> Iterator[tuple[int, Line]]:
    found = frame(sheet, names)
    return (pair for pair in found.lines if top <= pair[0] <= bottom) if found else iter(())


def _lines(sheet: ForeignSheet, names: LineNames, column: int) -> list[tuple[int, Line]]:
    """The rows of a sheet that a column names, each line once."""
    found: dict[int | str, tuple[int, Line]] = {}
    for row in range(1, sheet.rows + 1):
        if sheet.anchor(row, column)[0] != row or sheet.spot(row, column).formula:
            continue
        before = sheet.spot(row, column - 1).text if column > 1 else ""
        line = names.find(sheet.spot(row, column).text, before)
        if line is not None:
            found.setdefault(line.key, (row, line))
    return sorted(found.values(), key=lambda pair: pair[0])


def _above_numbers(sheet: ForeignSheet, row: int, column: int) -> int:
    """The row of the words, where the lowest row of the head numbers the columns (甲 1 2 3)."""
    while row > 1 and NUMBERED.fullmatch(sheet.spot(row, column).text) and sheet.spot(row - 1, column).text:
        row = sheet.area(row - 1, column).top
    return row


def _is_wide(sheet: ForeignSheet, row: int, column: int) -> bool:
    """Whether a row is a title over the whole table."""
    area = sheet.area(row, column)
    return area.right - area.left + 1 > max(2, sheet.columns // 2)


def _joined(column: Column) -> str:
    return "｜".join(column.head)


@lru_cache(4096)
def _folded(text: str) -> str:
    return core(text).replace("数", "").replace("情况", "") or plain(text)


@lru_cache(65536)
def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
