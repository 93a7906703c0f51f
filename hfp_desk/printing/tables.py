"""Ruled tables of forms with merged cells; long ones go on on the next page under their repeated head."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.paper import THICK, Paper
from hfp_desk.printing.sheets import MM, Box
from hfp_desk.printing.text import LEADING, clean, wrap

_AIR = 0.8


@dataclass(frozen=True)
class Cell:
    """A cell over one or more columns and rows; ``draw`` fills its box by other means than text."""

    text: str = ""
    across: int = 1
    down: int = 1
    align: Align = Align.CENTRE
    face: Face = Face.BODY
    size: float = 10.5
    tinted: bool = False
    wraps: bool = True
    side: float = 0.8
    draw: Callable[[Paper, Box], None] | None = None


def head(text: str, across: int = 1, down: int = 1, size: float = 10) -> Cell:
    """A heading cell: 黑体 on light grey."""
    return Cell(text, across, down, face=Face.HEI, size=size, tinted=True)


@dataclass(frozen=True)
class Table:
    """A table on one page; rows list their cells from left to right, those covered from above left out."""

    widths: tuple[float, ...]
    heights: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def height(self) -> float:
        """Height of the whole table."""
        return sum(self.heights)

    def boxes(self, x: float, y: float) -> list[tuple[Cell, Box]]:
        """Every cell with its place on paper."""
        lefts = tuple(accumulate(self.widths, initial=x))
        tops = tuple(accumulate(self.heights, initial=y))
        covered: set[tuple[int, int]] = set()
        placed: list[tuple[Cell, Box]] = []
        for row, cells in enumerate(self.rows):
            column = 0
            for cell in cells:
                while (row, column) in covered:
                    column += 1
                covered |= {(row + r, column + c) for r in range(cell.down) for c in range(cell.across)}
                width = lefts[column + cell.across] - lefts[column]
                height = tops[row + cell.down] - tops[row]
                placed.append((cell, Box(lefts[column], tops[row], width, height)))
        return placed


def draw_table(paper: Paper, x: float, y: float, table: Table) -> float:
    """Draw a table at a place; gives the height where it ends."""
    placed = table.boxes(x, y)
    for cell, box in placed:
        if cell.tinted:
            paper.tint(box)
    for cell, box in placed:
        paper.frame(box)
        if cell.draw:
            cell.draw(paper, box)
        elif cell.text:
            paper.write(box.inset(cell.side, _AIR / 2), cell.text, cell.face, cell.size, cell.align, cell.wraps)
    paper.frame(Box(x, y, sum(table.widths), table.height), THICK)
    return y + table.height


def row_height(paper: Paper, widths: Sequence[float], cells: Sequence[Cell], least: float) -> float:
    """Height that a row of single cells needs to show all its text unshrunk."""
    return max(least, *(_cell_height(paper, width, cell) for width, cell in zip(widths, cells, strict=True)))


def _cell_height(paper: Paper, width: float, cell: Cell) -> float:
    ems = (width - 2 * cell.side) * MM / cell.size
    lines = len(wrap(clean(cell.text), ems, paper.fonts.face(cell.face).width)) if cell.wraps else 1
    return (1 + (lines - 1) * LEADING) * cell.size / MM + 2


def draw_long_table(
    paper: Paper,
    y: float,
    widths: tuple[float, ...],
    heading: tuple[Cell, ...],
    rows: Sequence[tuple[Cell, ...]],
    least: float = 8,
) -> float:
    """A table from the left margin over as many pages as its rows need; gives the height where it ends."""
    heading_height = row_height(paper, widths, heading, least)
    page: list[tuple[Cell, ...]] = [heading]
    heights = [heading_height]
    for cells in rows:
        height = row_height(paper, widths, cells, least)
        if y + sum(heights) + height > paper.sheet.foot and len(page) > 1:
            draw_table(paper, paper.sheet.left, y, Table(widths, tuple(heights), tuple(page)))
            paper.next_page()
            y, page, heights = paper.sheet.top, [heading], [heading_height]
        page.append(cells)
        heights.append(height)
    return draw_table(paper, paper.sheet.left, y, Table(widths, tuple(heights), tuple(page)))
