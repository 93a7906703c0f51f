"""An agreement of treatment before payment, or of paying in instalments: text, table of sums, who signs."""

from hfp_desk.printing.agreement_facts import AgreementFacts
from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.forms.opinions import opinion
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A4
from hfp_desk.printing.tables import Cell, Table, draw_table, head

_SIZE, _PARTY = 14, 13
_ROW, _BOX, _LINE = 9.0, 30.0, 10.0
_PARTS = (16.0, 34.0, 34.0, 86.0)
_HEADS = ("期次", "应还日期", "应还金额（元）", "金额（大写）")


def draw(paper: Paper, facts: AgreementFacts) -> None:
    """Print one copy."""
    paper.begin(A4)
    middle = A4.left + A4.inner / 2
    paper.text(middle, A4.top + 8, facts.title, Face.TITLE, 22, Align.CENTRE, width=A4.inner)
    if facts.copy:
        paper.text(A4.end, A4.top + 1, facts.copy, size=10.5, align=Align.RIGHT)
    y = A4.top + 15
    for line in facts.parties:
        y = paper.paragraph(A4.left, y, A4.inner, line, Face.BODY, _PARTY)
    y = _draw_text(paper, y + 3, facts.paragraphs)
    if facts.parts or facts.blank:
        y = _draw_parts(paper, y + 2, facts) + 1
    y = _draw_text(paper, y, facts.after)
    y = _draw_opinions(paper, y, facts.opinions)
    _draw_signs(paper, y + 5, facts.signs)
    paper.end()


def _draw_text(paper: Paper, y: float, paragraphs: tuple[str, ...]) -> float:
    for text in paragraphs:
        y = paper.room_for(y, 12)
        y = paper.paragraph(A4.left, y, A4.inner, f"　　{text}", Face.BODY, _SIZE)
    return y


def _draw_parts(paper: Paper, y: float, facts: AgreementFacts) -> float:
    """The instalments; long plans go on on the next page under their head."""
    empty = tuple(
        (str(number), "", "", "") for number in range(len(facts.parts) + 1, len(facts.parts) + facts.blank + 1)
    )
    rows = [*facts.parts, *empty]
    while rows:
        y = paper.room_for(y, 3 * _ROW)
        fitting = max(1, int((A4.foot - y) / _ROW) - 1)
        some, rows = rows[:fitting], rows[fitting:]
        cells = (tuple(head(text) for text in _HEADS), *(tuple(map(_cell, range(4), row)) for row in some))
        y = draw_table(paper, A4.left, y, Table(_PARTS, (_ROW,) * len(cells), cells))
        if rows:
            paper.next_page()
            y = A4.top
    return y


def _cell(place: int, text: str) -> Cell:
    return Cell(text, align=(Align.CENTRE, Align.CENTRE, Align.RIGHT, Align.LEFT)[place], side=2)


def _draw_opinions(paper: Paper, y: float, labels: tuple[str, ...]) -> float:
    if not labels:
        return y
    y = paper.room_for(y + 3, _BOX * len(labels))
    rows = tuple(opinion(label, 1) for label in labels)
    return draw_table(paper, A4.left, y, Table((32.0, A4.inner - 32.0), (_BOX,) * len(rows), rows))


def _draw_signs(paper: Paper, y: float, signs: tuple[tuple[str, ...], ...]) -> None:
    """Who signs, side by side."""
    if not signs:
        return
    y = paper.room_for(y, _LINE * max(map(len, signs)) + 4)
    width = A4.inner / len(signs)
    for place, lines in enumerate(signs):
        for number, line in enumerate(lines, start=1):
            paper.text(A4.left + place * width, y + number * _LINE, line, size=_SIZE, width=width - 4)
