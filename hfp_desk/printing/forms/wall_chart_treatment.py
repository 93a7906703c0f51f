"""大病专项救治进度挂图作战图: townships × illnesses, in each cell the chain 发现–建档–治愈–销号 and where cases stand.

The bar of a cell is its cases: black closed, cross-hatched cured but not yet closed, hatched under way, white not yet
recorded. A corner turned down says that something is to be done at the desk. No colour is needed to tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise

from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.forms.wall_chart import (
    BLACK,
    CALM,
    HEAD,
    WHITE,
    Heading,
    corner,
    draw_heading,
    draw_signers,
    fill,
    frame,
    ground,
    hatch,
    pen,
    unit,
)
from hfp_desk.printing.paper import RISE, THIN, Paper
from hfp_desk.printing.sheets import A1_WALL, MM, Box, Sheet
from hfp_desk.printing.text import LEAST_SIZE
from hfp_desk.printing.wall_facts import Chain, TreatmentChartFacts
from hfp_desk.problems import SILENT, Progress

_LEGEND = 12.5
_NAMES, _HEAD, _SUM = 25.0, 13.0, 1.35
"""Width of the townships, height of the illnesses, width of the totals in columns."""
_NARROWEST, _LOWEST = 11.0, 8.4
_IN_A_ROW = 30.0
"""From this width on the four numbers stand in one row."""
_NAMED = 10.0
"""From this height on their names stand below them."""
_STAGES = ("发现", "建档", "治愈", "销号")
_TOTAL = "合计"
_PARTS = ("已销号", "治愈待销号", "已建档在治", "待建档")


@dataclass(frozen=True)
class _Part:
    """What one sheet shows: the townships and illnesses from one number to another."""

    towns: range
    illnesses: range


@dataclass(frozen=True)
class _Grid:
    """The cells of a sheet, totals included: left and right edges, upper and lower ones."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]

    def cell(self, row: int, column: int) -> Box:
        """The box of a cell."""
        x, y = self.columns[column], self.rows[row]
        return Box(x, y, self.columns[column + 1] - x, self.rows[row + 1] - y)


def draw(paper: Paper, facts: TreatmentChartFacts, sheet: Sheet = A1_WALL, progress: Progress = SILENT) -> int:
    """Print the chart on as many sheets as legible numbers need; gives the number of cases."""
    parts = list(_parts(facts, sheet)) if facts.towns else []
    for number, part in enumerate(parts):
        paper.begin(sheet, numbered=False)
        told = f"第 {number + 1} 张，共 {len(parts)} 张" if len(parts) > 1 else ""
        draw_heading(paper, Heading(facts.title, facts.office, facts.day, facts.figures, told))
        _draw_matrix(paper, facts, part)
        _draw_legend(paper, facts)
        draw_signers(paper, facts.signers)
        paper.end()
        progress.step(number + 1, len(parts), f"第 {number + 1} 张")
    return sum(cell.found for row in facts.cells for cell in row if cell)


def _parts(facts: TreatmentChartFacts, sheet: Sheet) -> Iterator[_Part]:
    field, u = ground(sheet, _LEGEND), unit(sheet)
    larger = (u + 1) / 2
    across = int((field.width - _NAMES * u) / (_NARROWEST * larger) - _SUM)
    down = int((field.height - _HEAD * u) / (_LOWEST * larger)) - 1
    for towns in _runs(len(facts.towns), down):
        for illnesses in _runs(len(facts.illnesses), across):
            yield _Part(towns, illnesses)


def _runs(count: int, most: int) -> list[range]:
    """``count`` things in as few runs as hold ``most`` each, the runs as even as can be."""
    runs = -(-count // most)
    edges = [round(count * number / runs) for number in range(runs + 1)]
    return [range(first, last) for first, last in pairwise(edges)]


def _draw_matrix(paper: Paper, facts: TreatmentChartFacts, part: _Part) -> None:
    field, u = ground(paper.sheet, _LEGEND), unit(paper.sheet)
    rows, columns = len(part.towns) + 1, len(part.illnesses)
    step = (field.width - _NAMES * u) / (columns + _SUM)
    lefts = tuple(field.x + _NAMES * u + number * step for number in range(columns + 1))
    high = (field.height - _HEAD * u) / rows
    tops = tuple(field.y + _HEAD * u + number * high for number in range(rows + 1))
    grid = _Grid((*lefts, field.x + field.width), tops)
    _draw_heads(paper, facts, part, grid)
    for row, town in enumerate(part.towns):
        cells = facts.cells[town]
        for column, illness in enumerate(part.illnesses):
            _draw_cell(paper, grid.cell(row, column), cells[illness])
        _draw_cell(paper, grid.cell(row, columns), _sum(cells), total=True)
    for column, illness in enumerate(part.illnesses):
        _draw_cell(paper, grid.cell(rows - 1, column), _sum(row[illness] for row in facts.cells), total=True)
    whole = _sum(chain.from_iterable(facts.cells))
    _draw_cell(paper, grid.cell(rows - 1, columns), whole, total=True)
    _draw_rules(paper, field, grid)


def _draw_heads(paper: Paper, facts: TreatmentChartFacts, part: _Part, grid: _Grid) -> None:
    field, u = ground(paper.sheet, _LEGEND), unit(paper.sheet)
    fill(paper, Box(field.x, field.y, field.width, _HEAD * u), HEAD)
    fill(paper, Box(field.x, field.y, _NAMES * u, field.height), HEAD)
    _draw_corner(paper, Box(field.x, field.y, _NAMES * u, _HEAD * u), grid.cell(0, 0).width < _IN_A_ROW * u)
    for column, name in enumerate((*(facts.illnesses[one] for one in part.illnesses), _TOTAL)):
        cell = grid.cell(0, column)
        _head(paper, Box(cell.x, field.y, cell.width, _HEAD * u), name)
    for row, name in enumerate((*(facts.towns[one] for one in part.towns), _TOTAL)):
        cell = grid.cell(row, 0)
        _head(paper, Box(field.x, cell.y, _NAMES * u, cell.height), name, 12)


def _draw_corner(paper: Paper, box: Box, narrow: bool) -> None:
    """What the rows are and, for narrow cells, where each number of the chain stands in them."""
    u = unit(paper.sheet)
    if not narrow:
        _head(paper, box, "乡镇（街道）")
        return
    _head(paper, Box(box.x, box.y, box.width, 5.4 * u), "乡镇（街道）")
    for number, stage in enumerate(_STAGES):
        down, right = divmod(number, 2)
        x = box.x + box.width * (0.3 + 0.4 * right)
        paper.text(x, box.y + (8.2 + 3.4 * down) * u, stage, size=8 * u, align=Align.CENTRE)


def _head(paper: Paper, box: Box, words: str, size: float = 11) -> None:
    u = unit(paper.sheet)
    paper.write(box.inset(0.8 * u, 0.4 * u), words, Face.HEI_BOLD, size * u, Align.CENTRE)


def _draw_rules(paper: Paper, field: Box, grid: _Grid) -> None:
    u = unit(paper.sheet)
    for x in grid.columns[:-1]:
        paper.line(x, field.y, x, field.y + field.height, THIN)
    for y in grid.rows[:-1]:
        paper.line(field.x, y, field.x + field.width, y, THIN)
    last, low = grid.columns[-2], grid.rows[-2]
    paper.line(last, field.y, last, field.y + field.height, 1.0 * u)
    paper.line(field.x, low, field.x + field.width, low, 1.0 * u)
    paper.frame(field, 1.2 * u)


def _draw_cell(paper: Paper, box: Box, cell: Chain | None, *, total: bool = False) -> None:
    """The numbers of the chain over the bar; nothing where there is no case."""
    u = unit(paper.sheet)
    if total:
        fill(paper, box, CALM)
    if cell is None or not cell.found:
        return
    bar = min(box.height * 0.2, 4.5 * u)
    inner = box.inset(0.9 * u, 0.6 * u)
    if cell.stands[1] or cell.stands[3]:
        with pen(paper, BLACK):
            corner(paper, box, min(2.2 * u, box.height * 0.25), True)
    numbers = Box(inner.x, inner.y, inner.width, inner.height - bar - 0.5 * u)
    _draw_numbers(paper, numbers, cell, Face.HEI_BOLD if total else Face.HEI)
    draw_bar(paper, Box(inner.x, inner.y + inner.height - bar, inner.width, bar), cell)


def _draw_numbers(paper: Paper, box: Box, cell: Chain, face: Face) -> None:
    """Four beside each other, or two over two where the cell is narrow."""
    u = unit(paper.sheet)
    across = 4 if box.width >= _IN_A_ROW * u else 2
    if across == 4 and box.height >= _NAMED * u:
        below = Box(box.x, box.y + box.height - 4 * u, box.width, 4 * u)
        box = Box(box.x, box.y, box.width, box.height - 4 * u)
        for number, stage in enumerate(_STAGES):
            x = below.x + (number + 0.5) * below.width / 4
            paper.text(x, below.y + 2.8 * u, stage, size=8 * u, align=Align.CENTRE)
    wide, high = box.width / across, box.height / (4 // across)
    ems = max(paper.fonts.face(face).width(str(count)) for count in cell.counts)
    size = max(LEAST_SIZE, min(high * 1.02 * MM, wide * 0.9 / ems * MM, 15 * u))
    for number, count in enumerate(cell.counts):
        down, right = divmod(number, across)
        x, y = box.x + (right + 0.5) * wide, box.y + (down + 0.5) * high
        paper.text(x, y + RISE * size / MM, str(count), face, size, Align.CENTRE)


def draw_bar(paper: Paper, box: Box, cell: Chain) -> None:
    """The cases as one bar: closed, to be closed, under way, to be recorded."""
    x = box.x
    fill(paper, box, WHITE)
    for count, draw_one in zip(cell.stands, _FILLS, strict=True):
        part = Box(x, box.y, box.width * count / cell.found, box.height)
        if count:
            draw_one(paper, part)
            frame(paper, part, 0.5)
        x += part.width
    paper.frame(box, 0.5)


def _black(paper: Paper, box: Box) -> None:
    fill(paper, box, BLACK)


def _crossed(paper: Paper, box: Box) -> None:
    _slanted(paper, box)
    u = unit(paper.sheet)
    x = box.x + 0.8 * u
    while x < box.x + box.width:
        paper.line(x, box.y, x, box.y + box.height, 0.6 * u)
        x += 0.8 * u


def _slanted(paper: Paper, box: Box) -> None:
    u = unit(paper.sheet)
    hatch(paper, box, 1.1 * u, 0.5 * u)


def _blank(_paper: Paper, _box: Box) -> None:
    """White: nothing is drawn."""


_FILLS: tuple[Callable[[Paper, Box], None], ...] = (_black, _crossed, _slanted, _blank)


def _sum(cells: Sequence[Chain | None] | Iterator[Chain | None]) -> Chain:
    return sum((cell for cell in cells if cell), Chain())


def _draw_legend(paper: Paper, facts: TreatmentChartFacts) -> None:
    """The key of the numbers and of the bar, then what counts for each stage."""
    u, field = unit(paper.sheet), ground(paper.sheet, _LEGEND)
    x, y = field.x, field.y + field.height + 1.8 * u
    size = 10 * u
    base = y + 3.4 * u
    key = "图例　格内数字：发现、建档、治愈、销号（窄格第一行发现、建档，第二行治愈、销号）。　条形："
    paper.text(x, base, key, size=size)
    x += paper.fonts.face(Face.BODY).width(key) * size / MM
    for draw_one, words in zip(_FILLS, _PARTS, strict=True):
        box = Box(x, y, 8 * u, 4.2 * u)
        draw_one(paper, box)
        frame(paper, box, 0.5)
        paper.text(x + 9 * u, base, words, size=size)
        x += 12.5 * u + paper.fonts.face(Face.BODY).width(words) * size / MM
    with pen(paper, BLACK):
        corner(paper, Box(x, y, 4.2 * u, 4.2 * u), 4.2 * u, True)
    paper.text(x + 5 * u, base, "有待建档或待销号", size=size)
    paper.write(Box(field.x, y + 5.4 * u, field.width, 5 * u), "　".join(facts.notes), size=9 * u, wraps=False)
