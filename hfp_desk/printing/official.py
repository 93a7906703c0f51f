"""The layout of official documents, GB/T 9704-2012: 版心 156 x 225 mm, 22 lines of 28 characters of 3号 on a page.

Title in 2号小标宋, 一、in 黑体, （一）in 楷体, the text in 仿宋 (``fonts`` says what stands in for them). Full lines
are spread to the edge of the text area; the page number stands outside at its foot, right on odd pages, else left.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from hfp_desk.printing import charts
from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.forms.shown import chinese_day
from hfp_desk.printing.official_facts import Annex, Block, Grid, Mark, Official, Pictures, Words
from hfp_desk.printing.paper import RISE, Paper
from hfp_desk.printing.sheets import MM, OFFICIAL, Box
from hfp_desk.printing.tables import Cell, Table, draw_table, head
from hfp_desk.printing.text import Measure, clean, wrap

LINES, CHARS = 22, 28
_BODY, _TITLE, _NUMBER = 16.0, 22.0, 14.0
_STEP = (OFFICIAL.foot - OFFICIAL.top) / LINES
_WIDE = OFFICIAL.inner * MM
_CLOSE = _WIDE / CHARS - _BODY
"""Between two characters of a line of 28: a little less than nothing."""
_WIDEST = 3.2
_LONG = 8
"""A table of more rows is not parted where a page holds it."""
_FACES = {Mark.TEXT: Face.BODY, Mark.HEADING: Face.HEI}
_EM = _BODY / MM


def draw(paper: Paper, facts: Official) -> int:
    """Print a document; the number of its pages."""
    paper.begin(OFFICIAL, numbered=False, told=False)
    flow = Flow(paper)
    if facts.number:
        flow.centred(facts.number, Face.BODY, _BODY)
        flow.skip(1)
    flow.title(facts.title)
    if facts.addressee:
        flow.paragraph(f"{facts.addressee}：", Face.BODY, indent=False)
    flow.blocks(facts.blocks)
    _annexed(flow, facts.annexes)
    _signed(flow, facts)
    for number, annex in enumerate(facts.annexes, start=1):
        flow.new_page()
        flow.paragraph(f"附件{number if len(facts.annexes) > 1 else ''}", Face.HEI, indent=False)
        flow.title((annex.title,))
        flow.blocks(annex.blocks)
    return flow.end()


class Flow:
    """Lines one under another, from page to page; ``y`` is where the next may begin."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.y = OFFICIAL.top
        self.page = 1

    def skip(self, lines: int) -> None:
        """Leave lines empty, but none at the top of a page."""
        if self.y > OFFICIAL.top:
            self.y += lines * _STEP

    def title(self, lines: Sequence[str]) -> None:
        """The title, centred, and an empty line under it."""
        for line in lines:
            self.centred(line, Face.TITLE, _TITLE)
        self.skip(1)

    def centred(self, text: str, face: Face, size: float) -> None:
        """A line of its own in the middle; a long one is broken."""
        for line in evenly(clean(text), _WIDE / size, self.paper.fonts.face(face).width):
            base = self._line(size)
            self.paper.text(OFFICIAL.left + OFFICIAL.inner / 2, base, line, face, size, Align.CENTRE)

    def paragraph(self, text: str, face: Face, indent: bool = True, lead: str = "") -> None:
        """A paragraph, its first line two characters in; ``lead`` begins it in 楷体."""
        measure = self.paper.fonts.face(face).width
        lines = wrap(clean(f"　　{lead}{text}" if indent else text), CHARS, measure)
        for number, line in enumerate(lines):
            spare = (_WIDE - measure(line) * _BODY) / max(len(line), 1)
            last = number == len(lines) - 1
            apart = min(_CLOSE, spare) if last else min(max(spare, 2 * _CLOSE), _WIDEST)
            base = self._line(_BODY)
            head = f"　　{lead}" if lead and number == 0 and line.startswith(f"　　{lead}") else ""
            self.paper.code(f"{apart:.3f} Tc")
            self.paper.text(OFFICIAL.left, base, head, Face.KAI, _BODY)
            shift = measure(head) * _EM + len(head) * apart / MM
            self.paper.text(OFFICIAL.left + shift, base, line[len(head) :], face, _BODY)
            self.paper.code("0 Tc")

    def blocks(self, blocks: Sequence[Block]) -> None:
        """The text with its tables and pictures."""
        for one in blocks:
            match one:
                case Words():
                    self.paragraph(one.text, _FACES[one.mark], lead=one.lead)
                case Grid():
                    self._grid(one)
                case Pictures():
                    self._pictures(one)

    def room(self, height: float) -> None:
        """Go on with a new page where so much does not fit any more."""
        if self.y + height > OFFICIAL.foot + 0.01:
            self.new_page()

    def new_page(self) -> None:
        """Number the page and begin the next."""
        self._number()
        self.paper.next_page()
        self.page += 1
        self.y = OFFICIAL.top

    def end(self) -> int:
        """Number the last page; how many there are."""
        self._number()
        self.paper.end()
        return self.page

    def _line(self, size: float) -> float:
        """The base line of the next line."""
        self.room(_STEP)
        self.y += _STEP
        return self.y - _STEP / 2 + RISE * size / MM

    def _number(self) -> None:
        words, foot = f"— {self.page} —", OFFICIAL.foot + 7 + _NUMBER / MM
        if self.page % 2:
            self.paper.text(OFFICIAL.end - _NUMBER / MM, foot, words, Face.BODY, _NUMBER, Align.RIGHT)
        else:
            self.paper.text(OFFICIAL.left + _NUMBER / MM, foot, words, Face.BODY, _NUMBER)

    def _grid(self, grid: Grid) -> None:
        """A table over as many pages as it needs, its head on each."""
        whole = (len(grid.rows) + 1) * grid.high + 2 * _STEP
        if len(grid.rows) > _LONG and whole < OFFICIAL.foot - OFFICIAL.top - 3 * _STEP:
            self.room(whole)
        if grid.title:
            self.room(_STEP + 4 * grid.high)
            self.centred(grid.title, Face.HEI, 12)
        share = OFFICIAL.inner / sum(grid.widths)
        widths = tuple(width * share for width in grid.widths)
        rows = list(grid.rows)
        while rows:
            self.room(3 * grid.high)
            fits = max(int((OFFICIAL.foot - self.y) / grid.high) - 1, 1)
            part, rows = rows[:fits], rows[fits:]
            cells = (tuple(head(text, size=grid.size) for text in grid.head), *(_cells(grid, row) for row in part))
            end = draw_table(self.paper, OFFICIAL.left, self.y, Table(widths, (grid.high,) * len(cells), cells))
            if grid.note and not rows:
                end = self.paper.paragraph(OFFICIAL.left, end + 0.5, OFFICIAL.inner, grid.note, Face.BODY, 9)
            self.y = OFFICIAL.top + math.ceil((end - OFFICIAL.top + 0.5) / _STEP) * _STEP

    def _pictures(self, pictures: Pictures) -> None:
        """Charts side by side."""
        self.room(pictures.height)
        gap, count = 5.0, len(pictures.charts)
        width = (OFFICIAL.inner - gap * (count - 1)) / count
        for number, chart in enumerate(pictures.charts):
            box = Box(OFFICIAL.left + number * (width + gap), self.y + 1.5, width, pictures.height - 3)
            charts.draw(self.paper, box, chart)
        self.y += math.ceil(pictures.height / _STEP - 0.01) * _STEP


def evenly(text: str, width: float, measure: Measure) -> tuple[str, ...]:
    """A title in as few lines as it needs, of about the same length: no word alone on the last one."""
    lines = wrap(text, width, measure)
    narrow = measure(text) / max(len(lines), 1)
    while len(lines) > 1 and narrow < width:
        tried = wrap(text, narrow, measure)
        if len(tried) <= len(lines):
            return tried
        narrow += 0.5
    return lines


def _cells(grid: Grid, row: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(
        Cell(text, align=Align.LEFT if at < grid.left else Align.CENTRE, size=grid.size) for at, text in enumerate(row)
    )


def _annexed(flow: Flow, annexes: Sequence[Annex]) -> None:
    """附件 under the text: an empty line, two characters in, a name without a full stop."""
    if not annexes:
        return
    flow.skip(1)
    for number, annex in enumerate(annexes, start=1):
        lead = "附件：" if number == 1 else "　　　"
        flow.paragraph(f"{lead}{f'{number}.' if len(annexes) > 1 else ''}{annex.title}", Face.BODY)


def _signed(flow: Flow, facts: Official) -> None:
    """Who issues it, centred over the day, which ends four characters from the edge (7.3.5.1)."""
    if not facts.issuer and facts.issued is None:
        return
    day = chinese_day(facts.issued)
    flow.skip(1)
    flow.room(2 * _STEP)
    measure = flow.paper.fonts.face(Face.BODY).width
    middle = OFFICIAL.end - 4 * _EM - measure(day) * _EM / 2
    over = middle + measure(facts.issuer) * _EM / 2 - OFFICIAL.end
    flow.paper.text(middle - max(over, 0), flow._line(_BODY), facts.issuer, Face.BODY, _BODY, Align.CENTRE)
    flow.paper.text(middle, flow._line(_BODY), day, Face.BODY, _BODY, Align.CENTRE)
