"""Cells of follow-up sheets: words and options that break between options only, with boxes for their codes."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face, Fonts
from hfp_desk.printing.paper import RISE, Paper
from hfp_desk.printing.sheets import MM, Box
from hfp_desk.printing.text import LEADING, clean, wrap
from hfp_desk.printing.visit_facts import Content, SheetLine

SIZE = 8.0
_NOTE = 10.0
_STEP = SIZE * LEADING / MM
_BOX, _SLASH = 3.6, 1.5
_SIDE, _END = 0.8, 0.5
_ROW = _BOX + 0.7
"""A row of boxes with the air between it and what stands above."""
TALLEST = 42.0
"""A cell does not grow higher: what is longer is told whole on the back."""


def height(paper: Paper, width: float, content: Content) -> float:
    """How high a cell must be to hold all of its content."""
    return sum(_line_height(paper, width - 2 * _SIDE, line) for line in content) + 2 * _END


def draw_content(content: Content, paper: Paper, box: Box) -> None:
    """Draw a cell; its lines stand in the middle of its height."""
    inner = box.inset(_SIDE)
    heights = [_line_height(paper, inner.width, line) for line in content]
    y = box.y + max(_END, (box.height - sum(heights)) / 2)
    for line, high in zip(content, heights, strict=True):
        _draw_line(paper, Box(inner.x, y, inner.width, high), line)
        y += high


def shortened(paper: Paper, width: float, content: Content, number: int) -> tuple[Content, str]:
    """The content with a text too long for any cell cut and marked, and that text, empty when nothing was cut."""
    for place, line in enumerate(content):
        lines = _broken(paper, width - 2 * _SIDE, line)
        most = int(TALLEST / _STEP)
        if line.words and len(lines) > most:
            begun = "".join(lines[: most - 2]) + f"…（全文见背页{number}）"
            return (*content[:place], replace(line, words=begun), *content[place + 1 :]), line.words
    return content, ""


def draw_note(paper: Paper, y: float, width: float, words: str) -> float:
    """A paragraph below ``y``, on the next page where this one has no room left; gives the height where it ends."""
    lines = _lines(paper.fonts, SheetLine(words), width * MM / _NOTE)
    step = _NOTE * 1.5 / MM
    y = paper.room_for(y, len(lines) * step)
    for said in lines:
        y += step
        paper.text(paper.sheet.left, y - step * 0.3, said, size=_NOTE)
    return y + 1.2


def boxes_wide(count: int) -> float:
    """Width of so many boxes with a stroke between them."""
    return count * _BOX + (count - 1) * _SLASH


def draw_boxes(paper: Paper, x: float, y: float, codes: tuple[str, ...]) -> None:
    """Boxes beside each other with a stroke between them, the codes written in."""
    for number, code in enumerate(codes):
        left = x + number * (_BOX + _SLASH)
        if number:
            paper.line(left - _SLASH + 0.4, y + _BOX - 0.3, left - 0.4, y + 0.3)
        paper.frame(Box(left, y, _BOX, _BOX))
        if code:
            paper.write(Box(left + 0.2, y, _BOX - 0.4, _BOX), code, size=SIZE, align=Align.CENTRE, wraps=False)


def _line_height(paper: Paper, width: float, line: SheetLine) -> float:
    words = len(_broken(paper, width, line)) * _STEP
    if line.boxes == 1:
        return max(words, _ROW)
    return words + len(_box_rows(width, line)) * _ROW


def _draw_line(paper: Paper, box: Box, line: SheetLine) -> None:
    lines = _broken(paper, box.width, line)
    below = 0.0 if line.boxes == 1 else len(_box_rows(box.width, line)) * _ROW
    _draw_words(paper, Box(box.x, box.y, box.width - _beside(line), box.height - below), line, lines)
    if line.boxes == 1:
        left = box.x + (box.width - _BOX if lines else (box.width - _BOX) / 2)
        low = box.y + box.height - (_BOX + (_ROW if len(lines) < 2 else _STEP)) / 2
        draw_boxes(paper, left, low, (line.codes or ("",))[:1])
        return
    y = box.y + box.height - below + 0.4
    for codes in _box_rows(box.width, line):
        draw_boxes(paper, box.x + (box.width - boxes_wide(len(codes))) / 2, y, codes)
        y += _ROW


def _draw_words(paper: Paper, box: Box, line: SheetLine, lines: Sequence[str]) -> None:
    """The broken lines in the middle of a box; the label before options is set off by its face."""
    y = box.y + (box.height - len(lines) * _STEP) / 2 + _STEP / 2 + RISE * SIZE / MM
    face = Face.HEI if line.strong and not line.options else Face.BODY
    for number, said in enumerate(lines):
        x, rest = box.x, said
        if line.options and line.words and not number and said.startswith(line.words):
            paper.text(x, y, line.words, Face.HEI, SIZE)
            x, rest = x + paper.fonts.face(Face.HEI).width(line.words) * SIZE / MM, said[len(line.words) :]
        if line.centred:
            paper.text(box.x + box.width / 2, y, rest, face, SIZE, Align.CENTRE)
        else:
            paper.text(x, y, rest, face, SIZE)
        y += _STEP


def _box_rows(width: float, line: SheetLine) -> list[tuple[str, ...]]:
    """The codes of a line of several boxes, as many boxes in a row as there is room for; more codes, more boxes."""
    if line.boxes < 2:
        return []
    count = max(line.boxes, len(line.codes))
    codes = (*line.codes, *[""] * (count - len(line.codes)))
    most = max(1, int((width + _SLASH) / (_BOX + _SLASH)))
    rows = -(-count // most)
    each = -(-count // rows)
    return [codes[start : start + each] for start in range(0, count, each)]


def _beside(line: SheetLine) -> float:
    return _BOX + 0.6 if line.boxes == 1 else 0.0


def _broken(paper: Paper, width: float, line: SheetLine) -> tuple[str, ...]:
    """The words of a line broken to its width; options stay whole as long as one fits a line."""
    return _lines(paper.fonts, replace(line, codes=()), (width - _beside(line)) * MM / SIZE)


@lru_cache(maxsize=4096)
def _lines(fonts: Fonts, line: SheetLine, ems: float) -> tuple[str, ...]:
    """Sheet after sheet has the same labels and options: they are broken once."""
    measure = fonts.face(Face.HEI if line.strong else Face.BODY).width
    if not line.options:
        return wrap(clean(line.words), ems, measure) if line.words else ()
    lines: list[str] = [clean(line.words)]
    for option in line.options:
        joined = f"{lines[-1]} {option}" if lines[-1] else option
        if lines[-1] and measure(joined) > ems:
            lines.append(option)
        else:
            lines[-1] = joined
    return tuple(part for whole in lines for part in wrap(clean(whole), ems, measure))
