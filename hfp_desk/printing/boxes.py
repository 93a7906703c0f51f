"""Small things of official forms: boxed digits, tick boxes, lines to sign on."""

from collections.abc import Container, Iterable, Sequence

from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import MM, Box
from hfp_desk.printing.text import LEAST_SIZE

Option = tuple[str, str]
"""A code and its words as printed on the form."""

_GAP = 0.55
"""Between a tick box and its words, in em."""
_APART = 1.0


def draw_digits(paper: Paper, x: float, y: float, text: str, count: int, cell: float, height: float) -> None:
    """One character a box, empty boxes to the end; a longer text is written over all of them, not cut."""
    for number in range(count):
        paper.frame(Box(x + number * cell, y, cell, height))
    size = min(10.5, height * MM * 0.75)
    if len(text) > count:
        paper.write(Box(x, y, count * cell, height), text, size=size, align=Align.CENTRE, wraps=False)
        return
    for number, char in enumerate(text):
        paper.write(Box(x + number * cell, y, cell, height), char, size=size, align=Align.CENTRE, wraps=False)


def draw_tick(paper: Paper, x: float, y: float, ticked: bool, size: float = 9) -> None:
    """A tick box whose words stand on the base line ``y``; a tick also reads as √ when copied or searched."""
    side = size * 0.85 / MM
    top = y - side * 0.88
    paper.frame(Box(x, top, side, side))
    if ticked:
        corner, end = (x + side * 0.42, top + side * 0.82), (x + side * 1.02, top - side * 0.12)
        paper.line(x + side * 0.14, top + side * 0.46, *corner, points=1.1)
        paper.line(*corner, *end, points=1.1)
        paper.code("3 Tr")
        paper.text(x, y, "√", size=size)
        paper.code("0 Tr")


def tick_width(paper: Paper, words: str, size: float) -> float:
    """Room for a tick box with its words, in millimetres."""
    return (0.85 + _GAP + paper.fonts.face(Face.BODY).width(words)) * size / MM


def draw_options(paper: Paper, box: Box, options: Sequence[Option], chosen: Container[str], size: float = 9) -> None:
    """Every option with its tick box, in as many lines as the box needs and holds."""
    lines, size = _option_lines(paper, box, options, size)
    step = size * 1.35 / MM
    y = box.y + box.height / 2 - (len(lines) - 1) * step / 2 + 0.36 * size / MM
    for line in lines:
        x = box.x
        for code, words in line:
            draw_tick(paper, x, y, code in chosen, size)
            paper.text(x + (0.85 + _GAP * 0.6) * size / MM, y, f"{code} {words}", size=size)
            x += tick_width(paper, f"{code} {words}", size) + _APART * size / MM
        y += step


def _option_lines(paper: Paper, box: Box, options: Sequence[Option], size: float) -> tuple[list[list[Option]], float]:
    """Options in lines, at the largest size at which all lines fit the box."""
    while True:
        lines = _fill_lines(paper, box.width, options, size)
        fits = (len(lines) - 1) * size * 1.35 / MM + size / MM <= box.height
        if fits or size <= LEAST_SIZE:
            return lines, size
        size = max(size - 0.5, LEAST_SIZE)


def _fill_lines(paper: Paper, width: float, options: Iterable[Option], size: float) -> list[list[Option]]:
    lines: list[list[Option]] = [[]]
    used = 0.0
    for code, words in options:
        room = tick_width(paper, f"{code} {words}", size)
        if lines[-1] and used + room > width:
            lines.append([])
            used = 0.0
        lines[-1].append((code, words))
        used += room + _APART * size / MM
    return lines


def draw_signatures(paper: Paper, y: float, labels: Sequence[str], size: float = 12) -> None:
    """Words with a line to sign on, shared out over the width between the margins."""
    step = paper.sheet.inner / max(len(labels), 1)
    for number, label in enumerate(labels):
        x = paper.sheet.left + number * step
        words = f"{label}："
        paper.text(x, y, words, size=size)
        start = x + paper.fonts.face(Face.BODY).width(words) * size / MM
        paper.line(start, y + 1, x + step - 6, y + 1)
