"""Charts on paper, readable in black and white: hatches and marks tell series apart, the figures stand at the bars.

They are drawn by the strokes of ``Paper`` like every other page and not by reportlab's own graphics, which would set
text in fonts of their own: names with rare characters would print as boxes and the file be no PDF/A any more.
The screen shows the very same drawing (``picture``).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.forms.wall_chart import dashes, disc, hatch
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import MM, Box, Sheet
from hfp_desk.returns.chart_data import Chart, ChartKind, Series

_SIZE = 8.0
_TITLE, _LEGEND = 6.5, 5.5
_EM = _SIZE / MM
_DASHES = (0.0, 1.6, 0.7, 3.0, 0.4, 5.0)
_HATCH = 1.5
_WHOLE = Decimal(100)


def picture(chart: Chart, target: Path, width: float, height: float) -> None:
    """The chart alone on a page of this size in millimetres: what the screen shows and the clipboard gets."""
    margin = 3.0
    with Paper(target, chart.title) as paper:
        paper.begin(Sheet(width, height, margin, margin, margin, margin), numbered=False, told=False)
        draw(paper, Box(margin, margin, width - 2 * margin, height - 2 * margin), chart)


def draw(paper: Paper, box: Box, chart: Chart) -> None:
    """A chart within a box: title, legend where there are several series, the drawing."""
    unit = f"（{chart.unit}）" if chart.unit else ""
    head = Box(box.x, box.y, box.width, _TITLE)
    paper.write(head, f"{chart.title}{unit}", Face.HEI, 10, Align.CENTRE, wraps=False)
    top = _TITLE
    if chart.kind is ChartKind.STACKED or (len(chart.series) > 1 and chart.kind is not ChartKind.PYRAMID):
        top += _legend(paper, Box(box.x, box.y + top, box.width, _LEGEND), chart)
    ground = Box(box.x, box.y + top, box.width, box.height - top)
    if chart.empty:
        paper.write(ground, "本期没有数据", size=_SIZE, align=Align.CENTRE)
        return
    _DRAWN[chart.kind](paper, ground, chart)


def fill(paper: Paper, box: Box, number: int) -> None:
    """The pattern of a series: grey, strokes, white, strokes the other way, dark, a lattice."""
    if box.width <= 0 or box.height <= 0:
        return
    match number:
        case 0:
            paper.tint(box, 0.72)
        case 1:
            hatch(paper, box, _HATCH, 0.4)
        case 3:
            _mirrored(paper, box)
        case 4:
            paper.tint(box, 0.35)
        case 5:
            hatch(paper, box, _HATCH, 0.4)
            _mirrored(paper, box)
    paper.frame(box, 0.5)


def _mirrored(paper: Paper, box: Box) -> None:
    """Strokes that fall where those of ``hatch`` rise."""
    low = (paper.sheet.height - box.y - box.height) * MM
    paper.code(f"q {box.x * MM:.2f} {low:.2f} {box.width * MM:.2f} {box.height * MM:.2f} re W n")
    x = box.x - box.height
    while x < box.x + box.width:
        paper.line(x, box.y, x + box.height, box.y + box.height, 0.4)
        x += _HATCH
    paper.code("Q")


def _width(paper: Paper, text: str) -> float:
    return paper.fonts.face(Face.BODY).width(text) * _EM


def _legend(paper: Paper, box: Box, chart: Chart) -> float:
    """Samples with their words, in as many lines as they need; the height."""
    x, y = box.x, box.y
    for number, series in enumerate(chart.series):
        wide = _width(paper, series.label) + 12
        if x + wide > box.x + box.width and x > box.x:
            x, y = box.x, y + _LEGEND
        sample = Box(x, y + 1, 7, 3)
        if chart.kind is ChartKind.LINES:
            _stroke(paper, [(sample.x, sample.y + 1.5), (sample.x + 7, sample.y + 1.5)], number)
            _mark(paper, sample.x + 3.5, sample.y + 1.5, number)
        else:
            fill(paper, sample, number)
        paper.text(x + 8, y + 3.6, series.label, size=_SIZE)
        x += wide
    return y + _LEGEND - box.y + 1


def _bars(paper: Paper, box: Box, chart: Chart) -> None:
    """Bars that lie, a label at the left, the value at the end; what is below its target is hatched."""
    left, right = _sides(paper, chart, box)
    top = box.y + (4.5 if chart.target is not None else 0)
    step = (box.y + box.height - top) / len(chart.labels)
    scale = (box.width - left - right) / float(chart.highest)
    many = max(len(chart.series), 1)
    goal = None if chart.target is None else box.x + left + float(chart.target) * scale
    if goal is not None:
        _target(paper, chart, goal, top, box)
    for row, label in enumerate(chart.labels):
        y, high = top + row * step, step * 0.72
        _label(paper, Box(box.x, y, left - 1.5, high), label)
        for number, series in enumerate(chart.series):
            value = series.values[row]
            one = Box(box.x + left, y + number * high / many, float(value or 0) * scale, high / many)
            short = many == 1 and chart.target is not None and value is not None and value < chart.target
            fill(paper, one, 1 if short else number)
            told = "—" if value is None else chart.shown(value)
            x, wide = one.x + one.width + 1, _width(paper, told)
            if goal is not None and x - 1 < goal < x + wide + 1:
                x = goal + 1  # clear of the line of the target
            _on_white(paper, x, one.y + one.height / 2 + 0.36 * _EM, told)
    _axis(paper, Box(box.x + left, top, 0, box.y + box.height - top))


def _target(paper: Paper, chart: Chart, x: float, top: float, box: Box) -> None:
    assert chart.target is not None
    with dashes(paper, 1.2):
        paper.line(x, top - 1, x, box.y + box.height, 0.8)
    words = f"目标 {chart.target.normalize():f}{chart.unit}（斜线为未达到）"
    paper.text(min(x, box.x + box.width - _width(paper, words) / 2), top - 1.6, words, size=_SIZE, align=Align.CENTRE)


def _stacked(paper: Paper, box: Box, chart: Chart) -> None:
    """Bars of parts; a part says its figure where there is room for it."""
    left, right = _sides(paper, chart, box)
    step = box.height / len(chart.labels)
    for row, label in enumerate(chart.labels):
        y, high, x = box.y + row * step, min(step * 0.72, 12.0), box.x + left
        y += (step * 0.72 - high) / 2
        values = [series.values[row] or Decimal(0) for series in chart.series]
        whole = sum(values, Decimal(0))
        scale = (box.width - left - right) / float((whole or 1) if chart.share else chart.highest)
        _label(paper, Box(box.x, y, left - 1.5, high), label)
        for number, value in enumerate(values):
            part = Box(x, y, float(value) * scale, high)
            fill(paper, part, number)
            _figure(paper, part, chart.shown(value) if value else "")
            x += part.width
        paper.text(x + 1, y + high / 2 + 0.36 * _EM, chart.shown(whole), size=_SIZE)
    _axis(paper, Box(box.x + left, box.y, 0, box.height))


def _figure(paper: Paper, part: Box, text: str) -> None:
    """A figure on white within its part, where it fits."""
    wide = _width(paper, text) + 1
    if text and wide < part.width - 0.6 and part.height >= _EM:
        middle = part.y + part.height / 2
        paper.tint(Box(part.x + (part.width - wide) / 2, middle - _EM * 0.6, wide, _EM * 1.2), 1)
        paper.text(part.x + part.width / 2, middle + 0.36 * _EM, text, size=_SIZE, align=Align.CENTRE)


def _pyramid(paper: Paper, box: Box, chart: Chart) -> None:
    """Men to the left, women to the right, the bands between them."""
    men, women = chart.series[:2]
    gap = max(_width(paper, label) for label in chart.labels) + 3
    room = _width(paper, chart.shown(chart.highest)) + 2
    half = (box.width - gap) / 2
    scale = (half - room) / float(chart.highest)
    head, middle = 5.0, box.x + box.width / 2
    for series, x in ((men, middle - gap / 2 - half / 2), (women, middle + gap / 2 + half / 2)):
        whole = sum((value or Decimal(0) for value in series.values), Decimal(0))
        paper.text(x, box.y + 3.4, f"{series.label} {chart.shown(whole)}", Face.HEI, 9, Align.CENTRE)
    step = (box.height - head) / len(chart.labels)
    for row, label in enumerate(chart.labels):
        y, high = box.y + head + row * step, step * 0.82
        base = y + high / 2 + 0.36 * _EM
        paper.text(middle, base, label, size=_SIZE, align=Align.CENTRE)
        wide = float(men.values[row] or 0) * scale
        fill(paper, Box(middle - gap / 2 - wide, y, wide, high), 0)
        paper.text(middle - gap / 2 - wide - 1, base, chart.shown(men.values[row]), size=_SIZE, align=Align.RIGHT)
        wide = float(women.values[row] or 0) * scale
        fill(paper, Box(middle + gap / 2, y, wide, high), 1)
        paper.text(middle + gap / 2 + wide + 1, base, chart.shown(women.values[row]), size=_SIZE)
    for x in (middle - gap / 2, middle + gap / 2):
        _axis(paper, Box(x, box.y + head, 0, box.height - head))


def _lines(paper: Paper, box: Box, chart: Chart) -> None:
    """Values through time over a quiet grid; each point of one or two series says its figure."""
    top, bottom = _scale_ends(chart)
    left = max(_width(paper, chart.shown(one)) for one in (top, bottom)) + 3
    end = _width(paper, chart.labels[-1]) / 2
    ground = Box(box.x + left, box.y + 4, box.width - left - end, box.height - 11)
    paper.code("q 0.75 G")
    for part in range(5):
        y = ground.y + ground.height * part / 4
        paper.line(ground.x, y, ground.x + ground.width, y, 0.3)
    paper.code("Q")
    for part in range(5):
        value = top - (top - bottom) * part / 4
        y = ground.y + ground.height * part / 4 + 0.36 * _EM
        paper.text(ground.x - 1.5, y, chart.shown(value), size=_SIZE, align=Align.RIGHT)
    step = ground.width / max(len(chart.labels) - 1, 1)
    widest = max(_width(paper, label) for label in chart.labels) + 2
    every = 1 + int(widest / step)
    last = len(chart.labels) - 1
    for at, label in enumerate(chart.labels):
        if at == last or (at % every == 0 and (last - at) * step > widest):
            paper.text(ground.x + at * step, ground.y + ground.height + 5, label, size=_SIZE, align=Align.CENTRE)
    for number, series in enumerate(chart.series):
        _line(paper, ground, chart, series, number, (top, bottom))
    _axis(paper, Box(ground.x, ground.y, 0, ground.height))


def _scale_ends(chart: Chart) -> tuple[Decimal, Decimal]:
    """A round number above the highest value, and nought; whole numbers have whole steps, shares end at 100."""
    highest, step = chart.highest, Decimal(1).scaleb(-chart.digits) * 4
    while step * 10 < highest:
        step *= 10
    top = next((one for times in (1, 2, 3, 5, 10) if (one := step * times) >= highest), highest)
    share = chart.unit == "%" and highest <= _WHOLE
    return min(top, _WHOLE) if share else top, Decimal(0)


def _line(paper: Paper, ground: Box, chart: Chart, series: Series, number: int, ends: tuple[Decimal, Decimal]) -> None:
    top, bottom = ends
    step = ground.width / max(len(chart.labels) - 1, 1)
    high = ground.height / float(top - bottom or 1)
    points = [
        (ground.x + at * step, ground.y + float(top - value) * high)
        for at, value in enumerate(series.values)
        if value is not None
    ]
    _stroke(paper, points, number)
    told = [value for value in series.values if value is not None]
    widest = max((_width(paper, chart.shown(value)) for value in told), default=0) * 1.6 + 1
    last = max((x for x, _ in points), default=0)
    for at, ((x, y), value) in enumerate(zip(points, told, strict=True)):
        _mark(paper, x, y, number)
        if len(chart.series) == 1 and (step > widest or x == last or (not at and last - x > widest)):
            _on_white(paper, x if at else x + 1.5, y - 1.8, chart.shown(value), Align.CENTRE if at else Align.LEFT)


def _stroke(paper: Paper, points: list[tuple[float, float]], number: int) -> None:
    length = _DASHES[number % len(_DASHES)]
    with dashes(paper, length) if length else nullcontext():
        for (x1, y1), (x2, y2) in pairwise(points):
            paper.line(x1, y1, x2, y2, 1.0)


def _mark(paper: Paper, x: float, y: float, number: int) -> None:
    """A disc, a ring, a square, an empty square …: one for each series."""
    side = 2.0
    box = Box(x - side / 2, y - side / 2, side, side)
    paper.tint(box, 1) if number % 2 else None
    if number % 4 < 2:
        disc(paper, box, 0.8, number % 2 == 0)
        return
    if number % 2 == 0:
        paper.tint(box, 0)
    paper.frame(box, 0.8)


def _on_white(paper: Paper, x: float, base: float, text: str, align: Align = Align.LEFT) -> None:
    """A figure that no line runs through."""
    wide = _width(paper, text)
    left = x - (wide / 2 if align is Align.CENTRE else 0)
    paper.tint(Box(left - 0.3, base - _EM * 0.86, wide + 0.6, _EM), 1)
    paper.text(x, base, text, size=_SIZE, align=align)


def _label(paper: Paper, box: Box, label: str) -> None:
    size = min(_SIZE, box.height * MM * 1.05)
    paper.write(Box(box.x, box.y - 1, box.width, box.height + 2), label, Face.BODY, size, Align.RIGHT, wraps=False)


def _sides(paper: Paper, chart: Chart, box: Box) -> tuple[float, float]:
    """Room for the labels at the left and the figures at the right."""
    names = max((_width(paper, label) for label in chart.labels), default=0) + 2.5
    return min(names, box.width * 0.35), _width(paper, chart.shown(chart.highest)) + 3


def _axis(paper: Paper, box: Box) -> None:
    paper.line(box.x, box.y, box.x + box.width, box.y + box.height, 0.8)


_DRAWN: dict[ChartKind, Callable[[Paper, Box, Chart], None]] = {
    ChartKind.BARS: _bars,
    ChartKind.STACKED: _stacked,
    ChartKind.LINES: _lines,
    ChartKind.PYRAMID: _pyramid,
}
