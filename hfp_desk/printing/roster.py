"""Rosters whose rows are as high as their text needs: problems, measures and causes are sentences to be read whole.

Title and head stand on every page. A row taller than a page goes on on the next one; only the rows of one page are
held at a time.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from hfp_desk.printing.boxes import draw_signatures
from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.ledger_head import draw_lines, draw_note
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.roster_facts import RosterFacts
from hfp_desk.printing.sheets import MM
from hfp_desk.printing.tables import Cell, Table, draw_table, head, row_height
from hfp_desk.printing.text import LEADING, clean, wrap
from hfp_desk.problems import SILENT, Progress

_TITLE, _LINE, _FOOT = 12.0, 7.0, 17.0
"""Millimetres for the title, for the line under it, and for the note and the signatures at the foot."""
_ATTACHMENT = 6.0
_SIDE = 1.0


def draw_roster(paper: Paper, facts: RosterFacts, progress: Progress = SILENT) -> int:
    """Print the roster as a section of its own; gives the number of rows printed."""
    paper.begin(facts.sheet)
    press = _Press(paper, facts)
    for texts, _ in facts.rows:
        press.put(texts)
        progress.step(press.printed, max(facts.count, press.printed), f"第 {paper.number} 页")
    press.close()
    paper.end()
    return press.printed


class _Press:
    """Gathers the rows of a page and draws it when the next row does not fit."""

    def __init__(self, paper: Paper, facts: RosterFacts) -> None:
        self.printed = 0
        self._paper = paper
        self._facts = facts
        share = facts.sheet.inner / sum(column.width for column in facts.columns)
        self._widths = tuple(column.width * share for column in facts.columns)
        self._head = _heading(facts)
        self._heads = _head_heights(paper, facts, self._widths)
        self._above = facts.sheet.top + (_ATTACHMENT if facts.attachment else 0)
        self._top = self._above + _TITLE + _LINE
        self._room = facts.sheet.foot - _FOOT - self._top - sum(self._heads)
        self._rows: list[tuple[Cell, ...]] = []
        self._heights: list[float] = []

    def put(self, texts: Sequence[str]) -> None:
        """Add a row, on a new page where this one is full."""
        for part in self._parts(texts):
            height = min(self._height(part), self._room)
            if self._rows and sum(self._heights) + height > self._room:
                self._draw()
                self._paper.next_page()
            self._rows.append(part)
            self._heights.append(height)
        self.printed += 1

    def close(self) -> None:
        """Draw the last page with rows to be filled by hand, the note and the signatures."""
        for texts, _ in self._facts.empty_rows():
            self.put(texts)
            self.printed -= 1
        if not self._rows:
            nothing = Cell("本期无记录", across=len(self._widths), size=self._facts.size)
            self._rows, self._heights = [(nothing,)], [self._facts.row_height]
        below = self._draw()
        paper, facts = self._paper, self._facts
        told = f"共 {self.printed:,} {facts.unit}" if self.printed else ""
        note = facts.note() if facts.note else ""
        draw_note(paper, below + 5.5, note)
        paper.text(facts.sheet.end, below + 5.5, told, align=Align.RIGHT)
        draw_signatures(paper, facts.sheet.foot - 1, facts.signers)

    def _draw(self) -> float:
        paper, facts, sheet = self._paper, self._facts, self._facts.sheet
        middle = sheet.left + sheet.inner / 2
        paper.text(sheet.left, sheet.top + 4, facts.attachment, Face.HEI, 14)
        paper.text(middle, self._above + 8.5, facts.title, Face.TITLE, 22, Align.CENTRE, width=sheet.inner)
        draw_lines(paper, self._top - 2.2, facts.left, facts.right)
        table = Table(self._widths, (*self._heads, *self._heights), (*self._head, *self._rows))
        self._rows, self._heights = [], []
        return draw_table(paper, sheet.left, self._top, table)

    def _parts(self, texts: Sequence[str]) -> Iterator[tuple[Cell, ...]]:
        """The row, or pieces of it that each fit a page."""
        cells = tuple(self._cell(number, text) for number, text in enumerate(texts))
        if self._height(cells) <= self._room:
            yield cells
            return
        size = self._facts.size
        most = int(((self._room - 2) * MM / size - 1) / LEADING) + 1
        pieces = [self._pieces(number, text, most) for number, text in enumerate(texts)]
        for parts in zip_longest(*pieces, fillvalue=""):
            yield tuple(self._cell(number, text) for number, text in enumerate(parts))

    def _pieces(self, number: int, text: str, most: int) -> list[str]:
        ems = (self._widths[number] - 2 * _SIDE) * MM / self._facts.size
        broken = wrap(clean(text), ems, self._paper.fonts.face(Face.BODY).width)
        return ["\n".join(broken[start : start + most]) for start in range(0, len(broken), most)]

    def _cell(self, number: int, text: str) -> Cell:
        column = self._facts.columns[number]
        return Cell(text, align=column.align, size=self._facts.size, wraps=column.wraps, side=_SIDE)

    def _height(self, cells: Sequence[Cell]) -> float:
        return row_height(self._paper, self._widths, cells, self._facts.row_height)


def _heading(facts: RosterFacts) -> tuple[tuple[Cell, ...], ...]:
    """The head: one row, or two where columns stand under a common heading."""
    columns, size = facts.columns, facts.size + 0.5
    if not any(column.parent for column in columns):
        return (tuple(head(column.label, size=size) for column in columns),)
    upper: list[Cell] = []
    for place, column in enumerate(columns):
        if column.parent is None:
            upper.append(head(column.label, down=2, size=size))
        elif place == 0 or columns[place - 1].parent != column.parent:
            across = sum(1 for other in columns[place:] if other.parent == column.parent)
            upper.append(head(column.parent, across, size=size))
    return tuple(upper), tuple(head(column.label, size=size) for column in columns if column.parent)


def _head_heights(paper: Paper, facts: RosterFacts, widths: Sequence[float]) -> tuple[float, ...]:
    size = facts.size + 0.5
    labels = [
        row_height(paper, (width,), (head(column.label, size=size),), 0)
        for column, width in zip(facts.columns, widths, strict=True)
    ]
    if not any(column.parent for column in facts.columns):
        return (max(8.0, *labels),)
    upper = 7.0
    lower = [height - (0 if column.parent else upper) for column, height in zip(facts.columns, labels, strict=True)]
    return upper, max(7.0, *lower)
