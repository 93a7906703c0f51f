"""The legend of the coverage chart: the very signs of the tiles, each with its words."""

from __future__ import annotations

from collections.abc import Callable

from hfp_desk.printing.fonts import Face
from hfp_desk.printing.forms.wall_chart import BLACK, frame, unit
from hfp_desk.printing.forms.wall_chart_tile import draw_clinic, draw_mark, draw_medic, draw_state, draw_word
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import MM, Box
from hfp_desk.printing.wall_facts import Clinic, CoverageChartFacts, Medic, State

_SIZE, _HIGH, _STEP = 10.0, 4.4, 6.0
_Sign = tuple[float, Callable[[Paper, Box], None], str]
"""Width in units, what draws it, its words."""

_SIGNS: tuple[_Sign, ...] = (
    (_HIGH, lambda paper, box: draw_clinic(paper, box, Clinic.STANDARD, BLACK), "达标卫生室"),
    (_HIGH, lambda paper, box: draw_clinic(paper, box, Clinic.BELOW, BLACK), "有卫生室，未达标"),
    (_HIGH, lambda paper, box: draw_clinic(paper, box, Clinic.NONE, BLACK), "无卫生室"),
    (_HIGH, lambda paper, box: draw_medic(paper, box, Medic.QUALIFIED, BLACK), "有合格村医"),
    (_HIGH, lambda paper, box: draw_medic(paper, box, Medic.LAPSED, BLACK), "有村医，证书过期或无资格"),
    (_HIGH, lambda paper, box: draw_medic(paper, box, Medic.NONE, BLACK), "无村医"),
    (8.0, lambda paper, box: draw_state(paper, box, State.GAP), "空白点"),
    (8.0, lambda paper, box: draw_state(paper, box, State.SERVED), "空白点，已有替代安排"),
)
_SILENT: _Sign = (8.0, lambda paper, box: draw_state(paper, box, State.SILENT), "未报送资料")


def draw_legend(paper: Paper, field: Box, facts: CoverageChartFacts) -> None:
    """Three lines under the ground: the signs, the letters and short words that occur, what is counted."""
    u = unit(paper.sheet)
    top = field.y + field.height + 1.8 * u
    paper.text(field.x, top + 3.4 * u, "图例", Face.HEI_BOLD, _SIZE * u)
    _draw_line(paper, field.x + 10 * u, top, field.width - 10 * u, _SIGNS)
    silent = any(tile.state is State.SILENT for town in facts.towns for tile in town.tiles)
    second = (*((_SILENT,) if silent else ()), *map(_mark, facts.marks), *map(_word, facts.words))
    _draw_line(paper, field.x + 10 * u, top + _STEP * u, field.width - 10 * u, second)
    if facts.note:
        note = Box(field.x + 10 * u, top + 2 * _STEP * u - 0.6 * u, field.width - 10 * u, 4 * u)
        paper.write(note, facts.note, size=9 * u, wraps=False)


def _draw_line(paper: Paper, x: float, y: float, room: float, signs: tuple[_Sign, ...]) -> None:
    """Signs beside each other, smaller words when the line would be too long."""
    u, size = unit(paper.sheet), _SIZE
    measure = paper.fonts.face(Face.BODY).width
    while size > 7.5 and sum((width + 4.5) * u + measure(words) * size * u / MM for width, _, words in signs) > room:
        size -= 0.5
    for width, draw_one, words in signs:
        draw_one(paper, Box(x, y, width * u, _HIGH * u))
        x += (width + 1) * u
        paper.text(x, y + _HIGH / 2 * u + 0.36 * size * u / MM, words, size=size * u)
        x += measure(words) * size * u / MM + 3.5 * u


def _mark(pair: tuple[str, str]) -> _Sign:
    letter, words = pair

    def draw_one(paper: Paper, box: Box) -> None:
        frame(paper, box, 0.5)
        draw_mark(paper, box, letter, 7.5 * unit(paper.sheet), BLACK)

    return 8.0, draw_one, words


def _word(pair: tuple[str, str]) -> _Sign:
    word, words = pair
    return 9.0, lambda paper, box: draw_word(paper, box, word, 8.5 * unit(paper.sheet)), words
