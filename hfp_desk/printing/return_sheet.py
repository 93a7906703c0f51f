"""A return on paper, exactly as its workbook looks: both are drawn from one ``returns.layout.Sheet``.

The head is repeated on every page; a table wider than the paper goes on in strips marked 续表.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A3_WIDE, A4, A4_WIDE, MM, Box
from hfp_desk.printing.sheets import Sheet as PaperSheet
from hfp_desk.printing.tables import Cell, Table, draw_table
from hfp_desk.problems import SILENT, Progress
from hfp_desk.returns.layout import Sheet
from hfp_desk.returns.layout_heights import CONTINUED, ROW, SIGNED
from hfp_desk.returns.layout_pages import SIZE
from hfp_desk.returns.layout_spans import Across
from hfp_desk.returns.table import TOTAL

_PAPERS = {("A4", False): A4, ("A4", True): A4_WIDE, ("A3", True): A3_WIDE}
_SIDE = 0.9


def draw(paper: Paper, sheet: Sheet, progress: Progress = SILENT, *, told: bool = True) -> int:
    """Print the return as a section of its own; gives the number of lines. ``told`` says who printed it and when."""
    kind = _PAPERS[sheet.page.name, sheet.landscape]
    paper.begin(kind, told=told)
    strips = [_Strip(paper, part, kind) for part in sheet.parts]
    y = strips[0].table(strips[0].above(), progress)
    for number, strip in enumerate(strips[1:], 1):
        y = strip.table(strip.goes_on(y, number), progress)
    strips[0].below(y)
    paper.end()
    return len(sheet.lines)


class _Strip:
    """As many columns as go on one width of the paper; heights are those of the layout at the size of the sheet."""

    def __init__(self, paper: Paper, sheet: Sheet, kind: PaperSheet) -> None:
        self._paper, self._sheet, self._kind = paper, sheet, kind
        self._size, self._high = sheet.size, sheet.heights
        self._share = sheet.size / SIZE / MM
        whole = sum(sheet.widths)
        room = min(kind.inner, whole * self._size / 2 / MM)
        self._left = kind.left + (kind.inner - room) / 2
        self._widths = tuple(width * room / whole for width in sheet.widths)
        self._lefts = tuple(accumulate(self._widths, initial=self._left))

    def above(self) -> float:
        """Title, the block at the right and the line over the table; gives where the table begins."""
        paper, sheet, high = self._paper, self._sheet, self._high
        y = self._kind.top
        title = replace(self._across(sheet.all_across, y), height=high.title * self._share)
        size = high.title_size * self._size / SIZE
        paper.write(title, sheet.title, Face.TITLE, size, Align.CENTRE, wraps=False)
        y += title.height
        for text, height in zip(sheet.corner, high.corner, strict=True):
            y = self._words(sheet.corner_across, y, height, text, Align.LEFT)
        aligns = (Align.LEFT, Align.CENTRE, Align.RIGHT)
        for across, text, align in zip(sheet.above_across, sheet.above, aligns, strict=False):
            self._words(across, y, ROW, text, align)
        if not sheet.above_across:
            self._words(sheet.all_across, y, ROW, sheet.in_one_line(sheet.above), Align.LEFT)
        return y + ROW * self._share

    def goes_on(self, y: float, number: int) -> float:
        """The line over a further strip, under the one before if all of it goes there; gives where its table begins."""
        needed = (CONTINUED + self._high.table) * self._share
        y = y + (CONTINUED - ROW) * self._share if y + needed <= self._kind.foot else self._next_page()
        return self._words((0, len(self._widths) - 1), y, ROW, f"{self._sheet.title}（续表{number}）", Align.LEFT)

    def table(self, y: float, progress: Progress) -> float:
        """The head and the lines, over as many pages as they need; gives where they end."""
        sheet, row, done = self._sheet, ROW * self._share, 0
        heads, heights = self._head(), tuple(height * self._share for height in self._high.head)
        while True:
            room = int((self._kind.foot + 0.2 - y - sum(heights)) / row)
            some = range(done, min(done + max(room, 1), len(sheet.lines)))
            lines = tuple(self._line(number) for number in some)
            table = Table(self._widths, (*heights, *[row] * len(some)), (*heads, *lines))
            y = draw_table(self._paper, self._left, y, table)
            done += len(some)
            progress.step(done, len(sheet.lines), f"第 {self._paper.number} 页")
            if done >= len(sheet.lines):
                return y
            y = self._next_page()

    def below(self, y: float) -> None:
        """Notes, signers, and which frozen version it is; on a page of their own where there is no room."""
        sheet, paper, high = self._sheet, self._paper, self._high
        y = paper.room_for(y, high.below * self._share - 0.5)
        for text, height in zip(sheet.told_notes, high.notes, strict=True):
            box = replace(self._across(sheet.all_across, y), height=height * self._share)
            paper.write(box, text, size=self._size)
            y += box.height
        for across, text in zip(sheet.below_across, sheet.signed, strict=False):
            self._words(across, y, SIGNED, text, Align.LEFT)
        if not sheet.below_across:
            self._words(sheet.all_across, y, SIGNED, sheet.in_one_line(sheet.signed), Align.LEFT)
        if sheet.foot:
            self._words(sheet.all_across, y + SIGNED * self._share, high.foot, sheet.foot, Align.LEFT)

    def _next_page(self) -> float:
        self._paper.next_page()
        return self._kind.top

    def _across(self, across: Across, y: float) -> Box:
        first, last = across
        return Box(self._lefts[first], y, self._lefts[last + 1] - self._lefts[first], 0)

    def _words(self, across: Across, y: float, height: float, text: str, align: Align) -> float:
        box = replace(self._across(across, y), height=height * self._share)
        self._paper.write(box, text, size=self._size, align=align, wraps=False)
        return y + box.height

    def _head(self) -> tuple[tuple[Cell, ...], ...]:
        sheet, size = self._sheet, self._size
        rows: list[list[Cell]] = [[] for _ in range(sheet.head_rows)]
        for cell in sorted(sheet.heads, key=lambda one: (one.row, one.column)):
            face = Face.BODY if cell.row == sheet.head_rows - 1 else Face.HEI
            rows[cell.row].append(
                Cell(sheet.head_text(cell), cell.columns, cell.rows, face=face, size=size, tinted=True, side=_SIDE / 2)
            )
        return tuple(map(tuple, rows))

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
        return Cell(text, across, align=align, face=face, size=self._size, wraps=False, side=_SIDE)
