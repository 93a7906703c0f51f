"""One village on the wall: its name, 室 in a square, 医 in a circle, who serves it instead, the corner of a poor one.

Full sign: in order; outlined: there, but not standard or not licensed; an empty one with a cross: missing. A gap is
white on dark in a thick frame, a gap that is served has a thick frame and a hatched foot; no colour is needed to tell.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.forms.wall_chart import (
    ALARM,
    BLACK,
    WARN,
    WHITE,
    Colour,
    corner,
    dashes,
    disc,
    fill,
    frame,
    hatch,
    least,
    pen,
    unit,
)
from hfp_desk.printing.paper import RISE, Paper
from hfp_desk.printing.sheets import MM, Box
from hfp_desk.printing.text import LEAST_SIZE
from hfp_desk.printing.wall_facts import Clinic, Medic, State, Tile

_SIGN, _LETTER, _DEEP = 0.38, 0.8, "深"
_RIMS = {State.GAP: 0.85, State.SERVED: 0.53}
"""How thick the frame of a gap is, in units."""
_Shape = Callable[[Paper, Box, float, bool], None]


@dataclass(frozen=True)
class Look:
    """The size of the names in points and of the signs in millimetres, alike on the whole chart."""

    name: float
    sign: float


def look_of(name: float, row: float, width: float) -> Look:
    """The look for names of so many millimetres in tiles so tall and wide."""
    sign = min(_SIGN * row, width / 4.9)
    return Look(least(name * MM), max(sign, LEAST_SIZE / _LETTER / MM))


def draw_tile(paper: Paper, box: Box, tile: Tile, look: Look) -> None:
    """One village in its box."""
    u, ink = unit(paper.sheet), WHITE if tile.state is State.GAP else BLACK
    draw_state(paper, box, tile.state)
    rim = _rim(box, tile.state, u)
    leg = draw_mark(paper, box.inset(rim, rim), tile.mark, look.name * 0.62, ink) if tile.mark else 0.0
    edge = max(_edge(box, u), rim + 0.3 * u)
    with pen(paper, ink):
        room = box.height - look.sign - 2.2 * edge
        name = Box(box.x + edge, box.y + edge * 0.8, box.width - 1.6 * edge - leg * 0.65, room)
        paper.write(name, tile.name, Face.HEI_BOLD, look.name)
        first = Box(box.x + edge, box.y + box.height - look.sign - edge, look.sign, look.sign)
        if tile.state is State.SILENT:
            paper.text(first.x, first.y + first.height * 0.82, "未报送", Face.HEI, look.sign * _LETTER * MM)
        else:
            _draw_signs(paper, first, tile, ink)
    if tile.served:
        _draw_served(paper, box, tile, look)


def draw_clinic(paper: Paper, box: Box, clinic: Clinic, ink: Colour) -> None:
    """室 in a square."""
    _draw_sign(paper, box, "室", (clinic is Clinic.STANDARD, clinic is Clinic.NONE), ink, _square)


def draw_medic(paper: Paper, box: Box, medic: Medic, ink: Colour) -> None:
    """医 in a circle."""
    _draw_sign(paper, box, "医", (medic is Medic.QUALIFIED, medic is Medic.NONE), ink, disc)


def draw_word(paper: Paper, box: Box, word: str, size: float) -> None:
    """The short word of an arrangement on its label."""
    fill(paper, box, WHITE)
    frame(paper, box, 0.7 * unit(paper.sheet))
    paper.write(box.inset(0.3), word, Face.HEI_BOLD, size, Align.CENTRE, wraps=False)


def draw_state(paper: Paper, box: Box, state: State) -> None:
    """The ground and frame of a tile."""
    u = unit(paper.sheet)
    if state is State.GAP:
        fill(paper, box, ALARM)
        frame(paper, box, _rim(box, state, u) * MM)
        return
    fill(paper, box, WHITE)
    if state is State.SILENT:
        with dashes(paper, 0.9 * u):
            frame(paper, box, 0.5)
    elif state is State.SERVED:
        foot = Box(box.x, box.y + box.height * 0.56, box.width, box.height * 0.44)
        with pen(paper, (0.72, 0.6, 0.42)):
            hatch(paper, foot, 1.5 * u, 0.6 * u)
        with pen(paper, WARN):
            frame(paper, box, _rim(box, state, u) * MM)
    else:
        frame(paper, box, 0.5)


def draw_mark(paper: Paper, box: Box, mark: str, size: float, ink: Colour) -> float:
    """The corner of a poor village with its letter in points; gives the length of its legs."""
    size = least(size)
    leg = min(size * 1.85 / MM, box.height * 0.95)
    full = mark == _DEEP
    with pen(paper, ink):
        corner(paper, box, leg, full)
    x, y = box.x + box.width - leg * 0.31, box.y + leg * 0.31 + size * RISE / MM
    with pen(paper, (BLACK if ink == WHITE else WHITE) if full else ink):
        paper.text(x, y, mark, Face.HEI_BOLD, size, Align.CENTRE)
    return leg


def _rim(box: Box, state: State, u: float) -> float:
    """How thick the frame of a tile in this state is, in millimetres; nothing to speak of where all is well."""
    return min(_RIMS.get(state, 0.0) * u, box.height * 0.08)


def _edge(box: Box, u: float) -> float:
    """The air at the border of a tile."""
    return min(0.9 * u, box.height * 0.09)


def _draw_signs(paper: Paper, first: Box, tile: Tile, ink: Colour) -> None:
    draw_clinic(paper, first, tile.clinic, ink)
    second = Box(first.x + first.width * 1.18, first.y, first.width, first.height)
    draw_medic(paper, second, tile.medic, ink)


def _draw_sign(paper: Paper, box: Box, letter: str, state: tuple[bool, bool], ink: Colour, shape: _Shape) -> None:
    full, missing = state
    points = max(0.6, box.width * 0.17)
    under = ALARM if ink == WHITE else WHITE
    if not full:
        with pen(paper, under):
            shape(paper, box, points, True)
    with pen(paper, ink):
        shape(paper, box, points, full)
        if missing:
            _cross(paper, box.inset(box.width * 0.26, box.height * 0.26), points * 1.7)
    if not missing:
        size = box.width * _LETTER * MM
        base = box.y + box.height / 2 + size * RISE / MM
        with pen(paper, under if full else ink):
            paper.text(box.x + box.width / 2, base, letter, Face.HEI, size, Align.CENTRE)


def _cross(paper: Paper, box: Box, points: float) -> None:
    paper.line(box.x, box.y, box.x + box.width, box.y + box.height, points)
    paper.line(box.x, box.y + box.height, box.x + box.width, box.y, points)


def _square(paper: Paper, box: Box, points: float, full: bool) -> None:
    if full:
        paper.code(
            f"{box.x * MM:.2f} {(paper.sheet.height - box.y - box.height) * MM:.2f} "
            f"{box.width * MM:.2f} {box.height * MM:.2f} re f"
        )
    else:
        frame(paper, box, points)


def _draw_served(paper: Paper, box: Box, tile: Tile, look: Look) -> None:
    u = unit(paper.sheet)
    edge = max(_edge(box, u), _rim(box, tile.state, u) + 0.3 * u)
    left = box.x + look.sign * 2.18 + 1.9 * edge
    room = box.x + box.width - edge - left
    size = look.sign * _LETTER * MM
    measure = paper.fonts.face(Face.HEI_BOLD).width
    words = ("、".join(tile.served), f"{tile.served[0]}+", tile.served[0])
    word = next((one for one in words if measure(one) * size / MM + 0.5 * u <= room), words[-1])
    width = min(room, measure(word) * size / MM + 1.6 * u)
    top = box.y + box.height - look.sign - edge
    draw_word(paper, Box(box.x + box.width - edge - width, top, width, look.sign), word, size)
