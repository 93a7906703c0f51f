"""What every page of a ledger has alike: title, head of one or two rows, ruled grid."""

from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import TYPE_CHECKING

from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.paper import THICK, Paper
from hfp_desk.printing.sheets import MM, Box, Sheet
from hfp_desk.printing.text import LEADING, wrap

if TYPE_CHECKING:
    from hfp_desk.printing.ledger import Ledger

_TITLE, _LINE, _SIGNATURES = 12.0, 7.0, 11.0
_PARENT = 6.6
_WORDS = 12
_TOLD = 40.0
"""Millimetres for 共 1,234 条 under a table."""
_MOST_LINES = 4


@dataclass(frozen=True)
class Layout:
    """Where everything stands on a page, in millimetres."""

    sheet: Sheet
    widths: tuple[float, ...]
    lefts: tuple[float, ...]
    parents: float
    labels: float
    row_height: float
    label_columns: int
    totals: int

    @property
    def head_top(self) -> float:
        """Upper edge of the table."""
        return self.sheet.top + _TITLE + _LINE

    def row_top(self, row: int) -> float:
        """Upper edge of a row; the totals follow the last row."""
        return self.head_top + self.parents + self.labels + row * self.row_height

    @property
    def capacity(self) -> int:
        """How many rows a page holds beside its totals and the signatures."""
        room = self.sheet.foot - _SIGNATURES - self.row_top(0)
        return max(1, int(room / self.row_height) - self.totals)

    @property
    def label_box(self) -> Box:
        """Where the words of a totals row stand."""
        return Box(self.lefts[0], 0, sum(self.widths[: self.label_columns]), self.row_height)


def lay_out(ledger: "Ledger", paper: Paper) -> Layout:
    """Fill the paper's width with the columns and find the height of the head."""
    share = ledger.sheet.inner / sum(column.width for column in ledger.columns)
    widths = tuple(column.width * share for column in ledger.columns)
    lefts = tuple(accumulate(widths[:-1], initial=ledger.sheet.left))
    parents = _PARENT if any(column.parent for column in ledger.columns) else 0.0
    heights = [
        _label_height(column.label, width, ledger.size, paper) - (0 if column.parent else parents)
        for column, width in zip(ledger.columns, widths, strict=True)
    ]
    labels = max(6.6, *heights)
    words = next((n for n, column in enumerate(ledger.columns) if column.total or column.ratio), 0)
    return Layout(ledger.sheet, widths, lefts, parents, labels, ledger.row_height, max(words, 1), ledger.totals)


def _label_height(label: str, width: float, size: float, paper: Paper) -> float:
    ems = (width - 1) * MM / size
    lines = min(len(wrap(label, ems, paper.fonts.face(Face.HEI).width)), _MOST_LINES)
    return (1 + (lines - 1) * LEADING) * size / MM + 1.8


def draw_skeleton(paper: Paper, ledger: "Ledger", layout: Layout, rows: int) -> None:
    """Everything of a page but its rows: to be drawn once for each number of rows."""
    sheet = layout.sheet
    middle = sheet.left + sheet.inner / 2
    paper.text(middle, sheet.top + 8.5, ledger.title, Face.TITLE, 22, Align.CENTRE, width=sheet.inner)
    draw_lines(paper, layout.head_top - 2.2, ledger.left_line, ledger.right_line)
    paper.tint(Box(sheet.left, layout.head_top, sheet.inner, layout.parents + layout.labels))
    _draw_labels(paper, ledger, layout)
    _draw_grid(paper, layout, max(rows, 1))


def draw_lines(paper: Paper, y: float, left: str, right: str) -> None:
    """The words left and right over a table; the left ones make room for the right ones."""
    sheet = paper.sheet
    taken = paper.fonts.face(Face.BODY).width(right) * _WORDS / MM
    room = sheet.inner - taken - 4
    needed = paper.fonts.face(Face.BODY).width(left) * _WORDS / MM
    paper.text(sheet.left, y, left, size=_WORDS, width=0 if needed <= room else max(room, sheet.inner / 3))
    most = sheet.inner * 2 / 3 - 4
    paper.text(sheet.end, y, right, size=_WORDS, align=Align.RIGHT, width=0 if taken <= most else most)


def draw_note(paper: Paper, y: float, words: str, size: float = 10.5) -> None:
    """Words under a table, left of what stands at its right end; shrunk where they are long."""
    room = paper.sheet.inner - _TOLD
    needed = paper.fonts.face(Face.BODY).width(words) * size / MM
    paper.text(paper.sheet.left, y, words, size=size, width=0 if needed <= room else room)


def _draw_labels(paper: Paper, ledger: "Ledger", layout: Layout) -> None:
    below = layout.head_top + layout.parents
    numbered = enumerate(ledger.columns)
    for parent, group in groupby(numbered, key=lambda pair: pair[1].parent):
        members = list(group)
        first, last = members[0][0], members[-1][0]
        right = layout.lefts[last] + layout.widths[last]
        if parent:
            box = Box(layout.lefts[first], layout.head_top, right - layout.lefts[first], layout.parents)
            _label(paper, box, parent, ledger.size)
            paper.line(layout.lefts[first], below, right, below)
        for number, column in members:
            top = below if parent else layout.head_top
            box = Box(layout.lefts[number], top, layout.widths[number], layout.row_top(0) - top)
            _label(paper, box, column.label, ledger.size)
            if number != first:
                paper.line(box.x, top, box.x, layout.row_top(0))
        if first:
            paper.line(layout.lefts[first], layout.head_top, layout.lefts[first], layout.row_top(0))


def _label(paper: Paper, box: Box, text: str, size: float) -> None:
    paper.write(box.inset(0.5), text, Face.HEI, size, Align.CENTRE)


def _draw_grid(paper: Paper, layout: Layout, rows: int) -> None:
    sheet = layout.sheet
    end = layout.row_top(rows + layout.totals)
    for number in range(rows + layout.totals):
        paper.line(sheet.left, layout.row_top(number), sheet.end, layout.row_top(number))
    for number, left in enumerate(layout.lefts[1:], start=1):
        joined = layout.totals and number < layout.label_columns
        paper.line(left, layout.row_top(0), left, layout.row_top(rows) if joined else end)
    paper.frame(Box(sheet.left, layout.head_top, sheet.inner, end - layout.head_top), THICK)
