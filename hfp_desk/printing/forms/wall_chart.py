"""What the wall charts have alike: title, band of figures, signatures, and strokes that tell without colour.

Everything is measured in units of an A3 sheet, so A1 is the same chart twice as large. Colour only repeats what a
shape, a frame, a hatch or a letter says.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from hfp_desk.printing.boxes import draw_signatures
from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.forms.shown import chinese_day
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import MM, Box, Sheet
from hfp_desk.printing.text import LEAST_SIZE
from hfp_desk.printing.wall_facts import ChartFigure

Colour = tuple[float, float, float]
BLACK, WHITE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
ALARM, WARN, CALM, HEAD = (0.62, 0.07, 0.05), (0.55, 0.32, 0.0), (0.93, 0.97, 0.97), (0.85, 0.92, 0.92)
_A3 = 420
_TITLE, _LINE, _BAND, _AIR, _SIGN = 11.0, 6.0, 12.5, 2.5, 9.0
_BEND = 0.5523
"""Of a quarter circle drawn as a curve."""


@dataclass(frozen=True)
class Heading:
    """What stands over the ground of a chart; ``sheet`` says which of several it is."""

    title: str
    office: str
    day: date
    figures: tuple[ChartFigure, ...]
    sheet: str = ""


def unit(sheet: Sheet) -> float:
    """How much larger than on A3 everything is."""
    return sheet.width / _A3


def ground(sheet: Sheet, legend: float) -> Box:
    """The field between the heading and the legend, which is so many units tall."""
    u = unit(sheet)
    top = sheet.top + (_TITLE + _LINE + _BAND + _AIR) * u
    return Box(sheet.left, top, sheet.inner, sheet.foot - (legend + _SIGN) * u - top)


def draw_heading(paper: Paper, heading: Heading) -> None:
    """Title in 小标宋, office and day, the large figures."""
    sheet, u = paper.sheet, unit(paper.sheet)
    middle = sheet.left + sheet.inner / 2
    paper.text(middle, sheet.top + 8 * u, heading.title, Face.TITLE, 26 * u, Align.CENTRE, width=sheet.inner)
    line = sheet.top + (_TITLE + 4) * u
    paper.text(sheet.left, line, f"制图单位：{heading.office}", size=12 * u)
    told = "　　".join(part for part in (heading.sheet, f"截至 {chinese_day(heading.day)}") if part)
    paper.text(sheet.end, line, told, size=12 * u, align=Align.RIGHT)
    _draw_band(paper, Box(sheet.left, sheet.top + (_TITLE + _LINE) * u, sheet.inner, _BAND * u), heading.figures)


def _draw_band(paper: Paper, box: Box, figures: Sequence[ChartFigure]) -> None:
    u = unit(paper.sheet)
    step = box.width / max(len(figures), 1)
    for number, figure in enumerate(figures):
        cell = Box(box.x + number * step, box.y, step, box.height)
        fill(paper, cell, ALARM if figure.loud else CALM)
        with pen(paper, WHITE if figure.loud else BLACK):
            _draw_figure(paper, cell, figure)
        if number:
            paper.line(cell.x, cell.y, cell.x, cell.y + cell.height)
    paper.frame(box, 1.0 * u)


def _draw_figure(paper: Paper, cell: Box, figure: ChartFigure) -> None:
    u = unit(paper.sheet)
    upper = Box(cell.x + u, cell.y + 0.8 * u, cell.width - 2 * u, 7 * u)
    ems = paper.fonts.face(Face.HEI_BOLD).width(figure.value) * 17 * u / MM
    note = paper.fonts.face(Face.BODY).width(figure.note) * 9 * u / MM + (1.2 * u if figure.note else 0)
    x = upper.x + max(0.0, (upper.width - ems - note) / 2)
    base = upper.y + 5.9 * u
    paper.text(x, base, figure.value, Face.HEI_BOLD, 17 * u)
    if figure.note:
        paper.text(x + ems + 1.2 * u, base, figure.note, size=9 * u)
    lower = Box(upper.x, cell.y + 7.8 * u, upper.width, 4 * u)
    paper.write(lower, figure.label, Face.HEI, 9 * u, Align.CENTRE, wraps=False)


def draw_signers(paper: Paper, signers: Sequence[str]) -> None:
    """Lines to sign on and the place of the stamp, at the foot."""
    sheet, u = paper.sheet, unit(paper.sheet)
    draw_signatures(paper, sheet.foot - 1.5 * u, (*signers, "单位（盖章）"), 11 * u)


def least(size: float) -> float:
    """A size in points that is never below what may be printed."""
    return max(size, LEAST_SIZE)


@contextmanager
def pen(paper: Paper, colour: Colour) -> Iterator[None]:
    """Text and strokes in a colour."""
    shown = " ".join(f"{part:g}" for part in colour)
    paper.code(f"q {shown} rg {shown} RG")
    yield
    paper.code("Q")


def fill(paper: Paper, box: Box, colour: Colour) -> None:
    """A box full of a colour."""
    paper.code(f"q {' '.join(f'{part:g}' for part in colour)} rg {_points(paper, box)} re f Q")


def frame(paper: Paper, box: Box, points: float) -> None:
    """A frame that lies wholly inside its box."""
    paper.frame(box.inset(points / MM / 2, points / MM / 2), points)


def hatch(paper: Paper, box: Box, step: float, points: float) -> None:
    """Slanting strokes over a box, clipped to it."""
    paper.code(f"q {_points(paper, box)} re W n")
    x = box.x - box.height + (-(box.x + box.y) % step)
    while x < box.x + box.width:
        paper.line(x, box.y + box.height, x + box.height, box.y, points)
        x += step
    paper.code("Q")


@contextmanager
def dashes(paper: Paper, length: float) -> Iterator[None]:
    """Strokes in dashes of so many millimetres."""
    paper.code(f"q [{length * MM:.2f} {length * MM * 0.75:.2f}] 0 d")
    yield
    paper.code("Q")


def disc(paper: Paper, box: Box, points: float, full: bool) -> None:
    """The circle within a square box, full or as a line."""
    x, y = (box.x + box.width / 2) * MM, (paper.sheet.height - box.y - box.height / 2) * MM
    r = min(box.width, box.height) / 2 * MM - (0 if full else points / 2)
    b = r * _BEND
    turns = (
        f"{x + r:.2f} {y:.2f} m {x + r:.2f} {y + b:.2f} {x + b:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c",
        f"{x - b:.2f} {y + r:.2f} {x - r:.2f} {y + b:.2f} {x - r:.2f} {y:.2f} c",
        f"{x - r:.2f} {y - b:.2f} {x - b:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c",
        f"{x + b:.2f} {y - r:.2f} {x + r:.2f} {y - b:.2f} {x + r:.2f} {y:.2f} c",
    )
    paper.code(f"{points:g} w {' '.join(turns)} {'f' if full else 's'}")


def corner(paper: Paper, box: Box, leg: float, full: bool) -> None:
    """The upper right corner of a box turned down, full or as a line."""
    right, top = (box.x + box.width) * MM, (paper.sheet.height - box.y) * MM
    path = f"{right - leg * MM:.2f} {top:.2f} m {right:.2f} {top:.2f} l {right:.2f} {top - leg * MM:.2f} l"
    paper.code(f"0.5 w {path} {'b' if full else 's'}")


def _points(paper: Paper, box: Box) -> str:
    low = (paper.sheet.height - box.y - box.height) * MM
    return f"{box.x * MM:.2f} {low:.2f} {box.width * MM:.2f} {box.height * MM:.2f}"
