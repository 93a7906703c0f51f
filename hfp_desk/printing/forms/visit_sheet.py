"""The follow-up sheets of the third edition: four visits beside each other on A4, 填表说明 on the back.

A sheet that needs more than one page goes on under its repeated title; a text too long for its cell is told whole on
the back. Every sheet has an even number of pages, so that a village's sheets can be printed on both sides.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from hfp_desk.printing.boxes import draw_digits
from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import Box, Sheet
from hfp_desk.printing.tables import Cell, Table, draw_table
from hfp_desk.printing.visit_cells import SIZE, draw_content, draw_note, height, shortened
from hfp_desk.printing.visit_facts import Content, SheetRow, VisitSheetFacts

SHEET = Sheet(210, 297, top=11, right=12, bottom=14, left=25)
_HEAD = 23.0
"""Title, 姓名 and 编号, and the line about the person."""
_LEAST, _MOST_AIR = 4.8, 3.0
"""A row is at least so high, and gets at most so much of what is left on its page."""
_TAKEN_OVER = 60.0
_DIGIT = 4.6


@dataclass(frozen=True)
class _Tall:
    """A row with the height it needs."""

    row: SheetRow
    high: float


def draw(paper: Paper, facts: VisitSheetFacts) -> None:
    """Print one sheet with its back; without visits the form to be filled by hand."""
    paper.begin(SHEET)
    rows, long = _fitting(paper, facts)
    y = SHEET.foot
    for number, page in enumerate(_pages(rows)):
        if number:
            paper.next_page()
        _draw_head(paper, facts, number)
        y = _draw_rows(paper, facts, page)
    if paper.number == 1:
        paper.next_page()
        y = SHEET.top
    _draw_back(paper, facts, long, y)
    if paper.number % 2:
        paper.next_page()
        paper.text(SHEET.left + SHEET.inner / 2, SHEET.height / 2, "（此页空白）", size=9, align=Align.CENTRE)
    paper.end()


def _visit_width(facts: VisitSheetFacts) -> float:
    return (SHEET.inner - facts.group - facts.label) / facts.columns


def _cell_width(facts: VisitSheetFacts, row: SheetRow) -> float:
    return _visit_width(facts) * facts.columns / len(row.cells)


def _label_width(facts: VisitSheetFacts, row: SheetRow) -> float:
    return facts.label if row.group else facts.label + facts.group


def _fitting(paper: Paper, facts: VisitSheetFacts) -> tuple[list[_Tall], list[str]]:
    """Every row with its height; texts too long for a cell are kept for the back."""
    long: list[str] = []
    found: list[_Tall] = []
    for row in facts.rows:
        width = _cell_width(facts, row)
        cells: list[Content] = []
        for cell in row.cells:
            content, told = shortened(paper, width, cell, len(long) + 1)
            cells.append(content)
            long += [told] if told else []
        high = max(
            _LEAST,
            height(paper, _label_width(facts, row), row.label),
            *(height(paper, width, cell) for cell in cells),
        )
        found.append(_Tall(replace(row, cells=tuple(cells)), high))
    return found, long


def _pages(rows: Sequence[_Tall]) -> Iterator[list[_Tall]]:
    """Rows page by page; what is left of a page is shared out among its rows, room to write by hand."""
    room = SHEET.foot - SHEET.top - _HEAD
    page: list[_Tall] = []
    most = _MOST_AIR
    for row in rows:
        if page and _height(page) + row.high > room:
            kept = _whole_groups(page, row)
            yield _aired(page[:kept], room, most)
            page, most = page[kept:], _MOST_AIR / 3
        page.append(row)
    yield _aired(page, room, most)


def _height(rows: Sequence[_Tall]) -> float:
    return sum(one.high for one in rows)


def _whole_groups(page: Sequence[_Tall], following: _Tall) -> int:
    """How many rows of a full page stay on it: a group that goes on is taken over whole if it is not long."""
    group = following.row.group
    kept = len(page)
    while group and kept and page[kept - 1].row.group == group:
        kept -= 1
    return kept if kept and _height(page[kept:]) < _TAKEN_OVER else len(page)


def _aired(page: Sequence[_Tall], room: float, most: float) -> list[_Tall]:
    air = min(most, (room - _height(page)) / max(len(page), 1))
    return [_Tall(one.row, one.high + air) for one in page]


def _draw_head(paper: Paper, facts: VisitSheetFacts, number: int) -> None:
    middle, left, y = SHEET.left + SHEET.inner / 2, SHEET.left, SHEET.top
    title = facts.title + ("（续）" if number else "")
    paper.text(middle, y + 7, title, Face.TITLE, 16, Align.CENTRE, width=SHEET.inner)
    paper.text(left, y + 15, f"姓名：{facts.name or '＿' * 7}", size=11, width=SHEET.inner * 0.5)
    x = SHEET.end - 8 * _DIGIT - 4
    paper.text(x - 1.5, y + 15, "编号", size=11, align=Align.RIGHT)
    draw_digits(paper, x, y + 11.2, facts.number[:3], 3, _DIGIT, 5)
    paper.line(x + 3 * _DIGIT + 1, y + 13.7, x + 3 * _DIGIT + 3, y + 13.7, 1)
    draw_digits(paper, x + 3 * _DIGIT + 4, y + 11.2, facts.number[3:], 5, _DIGIT, 5)
    told = "　".join(f"{label}：{value or '＿' * 5}" for label, value in facts.about)
    paper.write(Box(left, y + 17.4, SHEET.inner, 5), told, size=9, wraps=False)


def _draw_rows(paper: Paper, facts: VisitSheetFacts, page: Sequence[_Tall]) -> float:
    """The rows of a page as one table; rows of a group that stand together share its cell."""
    rows: list[tuple[Cell, ...]] = []
    for group, members in groupby(page, key=lambda one: one.row.group):
        together = list(members)
        for place, tall in enumerate(together):
            first: tuple[Cell, ...] = ()
            if group and not place:
                first = (Cell(group, down=len(together), face=Face.HEI, size=SIZE),)
            rows.append((*first, *_cells(facts, tall.row)))
    widths = (facts.group, facts.label, *[_visit_width(facts)] * facts.columns)
    heights = tuple(one.high for one in page)
    return draw_table(paper, SHEET.left, SHEET.top + _HEAD, Table(widths, heights, tuple(rows)))


def _cells(facts: VisitSheetFacts, row: SheetRow) -> Iterator[Cell]:
    yield Cell(across=1 if row.group else 2, draw=partial(draw_content, row.label))
    for cell in row.cells:
        yield Cell(across=facts.columns // len(row.cells), draw=partial(draw_content, cell))


def _draw_back(paper: Paper, facts: VisitSheetFacts, long: Sequence[str], y: float) -> None:
    """填表说明, on the back or under what the front could not hold; then the texts that no cell could hold."""
    y = paper.room_for(y, 3 * _HEAD) + 7
    paper.text(SHEET.left + SHEET.inner / 2, y, "填表说明", Face.HEI, 13, Align.CENTRE)
    y += 2
    for number, note in enumerate(facts.notes, start=1):
        y = draw_note(paper, y, SHEET.inner, f"{number}. {note}")
    if long:
        y = draw_note(paper, y + 3, SHEET.inner, f"续页（{facts.name}）")
    for number, told in enumerate(long, start=1):
        y = draw_note(paper, y, SHEET.inner, f"背页{number}：{told}")
