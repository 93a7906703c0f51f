"""A return on paper, exactly as its workbook looks: both are drawn from one ``returns.layout.Sheet``.

The head is repeated on every page; a table wider than the paper goes on in strips marked 续表.
"""

from __future__ import annotations

from itertools import accumulate

from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A3_WIDE, A4, A4_WIDE, MM, Box
from hfp_desk.printing.sheets import Sheet as PaperSheet
from hfp_desk.printing.tables import Cell, Table, draw_table
from hfp_desk.problems import SILENT, Progress
from hfp_desk.returns.layout import Sheet
from hfp_desk.returns.layout_spans import Across, in_one_line
from hfp_desk.returns.table import TOTAL

_PAPERS = {("A4", False): A4, ("A4", True): A4_WIDE, ("A3", True): A3_WIDE}
_TITLE_SIZE = 22.0
_SIDE = 0.9
_ROW, _CORNER, _LEADING = 1.9, 1.55, 1.3
"""Heights in em of the type: of a row of figures, of a line over the table, of a line of text."""


def draw(paper: Paper, sheet: Sheet, progress: Progress = SILENT, *, told: bool = True) -> int:
    """Print the return as a section of its own; gives the number of lines. ``told`` says who printed it and when."""
    kind = _PAPERS[sheet.page.name, sheet.landscape]
    paper.begin(kind, told=told)
    for number, part in enumerate(sheet.parts):
        if number:
            paper.next_page()
        strip = _Strip(paper, part, kind, sheet.size)
        y = strip.above() if not number else strip.goes_on(number)
        y = strip.table(y, progress)
        if number == len(sheet.parts) - 1:
            _Strip(paper, sheet.parts[0], kind, sheet.size).below(y)
    paper.end()
    return len(sheet.lines)


class _Strip:
    """As many columns as go on one width of the paper."""

    def __init__(self, paper: Paper, sheet: Sheet, kind: PaperSheet, size: float) -> None:
        self._paper, self._sheet, self._kind, self._size = paper, sheet, kind, size
        self._em = size / MM
        whole = sum(sheet.widths)
        room = min(kind.inner, whole * self._em / 2)
        self._left = kind.left + (kind.inner - room) / 2
        self._widths = tuple(width * room / whole for width in sheet.widths)
        self._lefts = tuple(accumulate(self._widths, initial=self._left))

    def above(self) -> float:
        """Title, the block at the right and the line over the table; gives where the table begins."""
        paper, kind, sheet = self._paper, self._kind, self._sheet
        y = kind.top
        high = _TITLE_SIZE * 1.4 / MM
        room = self._lefts[-1] - self._left
        paper.write(Box(self._left, y, room, high), sheet.title, Face.TITLE, _TITLE_SIZE, Align.CENTRE, wraps=False)
        y += high
        for text in sheet.corner:
            self._words(sheet.corner_across, y, _CORNER, text, Align.LEFT)
            y += _CORNER * self._em
        aligns = (Align.LEFT, Align.CENTRE, Align.RIGHT)
        for across, text, align in zip(sheet.above_across, sheet.above, aligns, strict=False):
            self._words(across, y, _ROW, text, align)
        if not sheet.above_across:
            self._words(self._whole, y, _ROW, in_one_line(sum(sheet.widths), sheet.above), Align.LEFT)
        return y + _ROW * self._em

    def goes_on(self, number: int) -> float:
        """The line over a further strip."""
        words = f"{self._sheet.title}（续表{number}）"
        self._words(self._whole, self._kind.top, _ROW, words, Align.LEFT)
        return self._kind.top + _ROW * self._em

    def table(self, y: float, progress: Progress) -> float:
        """The head and the lines, over as many pages as they need; gives where they end."""
        sheet, paper = self._sheet, self._paper
        heads, heights = self._head()
        row = _ROW * self._em
        done = 0
        while True:
            room = int((self._kind.foot - 2 - y - sum(heights)) / row)
            some = range(done, min(done + max(room, 1), len(sheet.lines)))
            lines = tuple(self._line(number) for number in some)
            y = draw_table(paper, self._left, y, Table(self._widths, (*heights, *[row] * len(some)), (*heads, *lines)))
            done += len(some)
            progress.step(done, len(sheet.lines), f"第 {paper.number} 页")
            if done >= len(sheet.lines):
                return y
            paper.next_page()
            y = self._kind.top

    def below(self, y: float) -> None:
        """Notes, signers, and which frozen version it is; on a page of their own where there is no room."""
        sheet, paper, size = self._sheet, self._paper, self._size
        width = self._lefts[-1] - self._left
        lines = sum(self._note_lines(text, width) for text in sheet.told_notes)
        needed = (lines * _LEADING + _ROW * 2 + (_CORNER if sheet.foot else 0)) * self._em + 2
        y = paper.room_for(y + 1, needed)
        for text in sheet.told_notes:
            y = paper.paragraph(self._left, y, width, text, size=size)
        y += 1
        for across, text in zip(sheet.below_across, sheet.signed, strict=False):
            self._words(across, y, _ROW * 1.4, text, Align.LEFT)
        if not sheet.below_across:
            self._words(self._whole, y, _ROW * 1.4, in_one_line(sum(sheet.widths), sheet.signed), Align.LEFT)
        if sheet.foot:
            self._words(self._whole, y + _ROW * 1.4 * self._em, _CORNER, sheet.foot, Align.LEFT)

    @property
    def _whole(self) -> Across:
        return 0, len(self._widths) - 1

    def _note_lines(self, text: str, width: float) -> int:
        return len(self._paper.fitted(Box(0, 0, width, 1000), text, Face.BODY, self._size).lines)

    def _words(self, across: Across, y: float, ems: float, text: str, align: Align) -> None:
        first, last = across
        box = Box(self._lefts[first], y, self._lefts[last + 1] - self._lefts[first], ems * self._em)
        self._paper.write(box, text, size=self._size, align=align, wraps=False)

    def _head(self) -> tuple[tuple[tuple[Cell, ...], ...], tuple[float, ...]]:
        sheet, size = self._sheet, self._size
        rows: list[list[Cell]] = [[] for _ in range(sheet.head_rows)]
        for cell in sorted(sheet.heads, key=lambda one: (one.row, one.column)):
            face = Face.BODY if cell.row == sheet.head_rows - 1 else Face.HEI
            rows[cell.row].append(
                Cell(cell.text, cell.columns, cell.rows, face=face, size=size, tinted=True, side=_SIDE / 2)
            )
        heights = [max(_ROW - 0.2, lines * _LEADING + 0.75) * self._em for lines in sheet.head_lines]
        return tuple(map(tuple, rows)), tuple(heights)

    def _line(self, number: int) -> tuple[Cell, ...]:
        sheet = self._sheet
        texts, total = sheet.lines[number], sheet.keys[number] == TOTAL
        leading = sheet.leading
        figures = tuple(self._cell(text, Align.RIGHT, total) for text in texts[leading:])
        if total and leading > 1:
            return (self._cell(texts[leading - 1], Align.CENTRE, total, leading), *figures)
        numbers = tuple(self._cell(text, Align.CENTRE, total) for text in texts[: leading - 1])
        return (*numbers, self._cell(texts[leading - 1], Align.LEFT, total), *figures)

    def _cell(self, text: str, align: Align, total: bool, across: int = 1) -> Cell:
        face = Face.BOLD if total else Face.BODY
        return Cell(text, across, align=align, face=face, size=self._size, wraps=False, side=_SIDE * self._em / 3.7)
