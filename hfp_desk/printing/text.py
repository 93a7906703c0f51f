"""Breaking and fitting Chinese text: no stop begins a line, no opening mark ends one, nothing leaves its box.

Everything is measured in em through a ``Measure``, so the rules know neither fonts nor paper.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

Measure = Callable[[str], float]
"""Width of a text in em (1.0 = the type size)."""

LEAST_SIZE = 7.5
"""Nothing on paper is smaller, in points."""
LEADING = 1.22

_NOT_FIRST = "，。；：？！、》”’）〉】〕］」』…—·％‰℃°～々,.;:?!)]}%"
_NOT_LAST = "《“‘（〈【〔［「『〖([{￥¥"
_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xAD, *range(0xFE00, 0xFE10)])
_CONTROL = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0), 0xA0, 0x2028, 0x2029) if code != 0x0A}
_CLEAN = {**_INVISIBLE, **_CONTROL}
_WORD = re.compile(r"[!-~]+| +|.", re.DOTALL)
_SQUEEZES = (1.0, 0.92, 0.85, 0.78, 0.7)
_FOR_ONE_LINE = (*_SQUEEZES, 0.63, 0.56)
_TOLERANCE = 0.01


def clean(text: str) -> str:
    """The text without invisible marks; control characters become spaces, line feeds stay."""
    return text.translate(_CLEAN)


def one_line(text: str) -> str:
    """The cleaned text with line feeds as spaces."""
    return clean(text).replace("\n", " ")


@dataclass(frozen=True)
class Fitted:
    """Text broken for a box: its lines, type size, horizontal squeeze and whether all of it is there."""

    lines: tuple[str, ...]
    size: float
    squeeze: float = 1.0
    whole: bool = True

    @property
    def leading(self) -> float:
        """Distance of base lines in points."""
        return self.size * LEADING


def wrap(text: str, width: float, measure: Measure) -> tuple[str, ...]:
    """Break a text into lines at most ``width`` em wide, after the Chinese rules."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(paragraph, width, measure))
    return tuple(lines)


def _wrap_paragraph(text: str, width: float, measure: Measure) -> Iterator[str]:
    line, used = "", 0.0
    for piece in _pieces(text, width, measure):
        space = measure(piece)
        if line and used + measure(piece.rstrip(" ")) > width + _TOLERANCE:
            yield line.rstrip(" ")
            line, used = "", 0.0
            piece = piece.lstrip(" ")
            space = measure(piece)
        line += piece
        used += space
    yield line.rstrip(" ")


def _pieces(text: str, width: float, measure: Measure) -> Iterator[str]:
    """Pieces that stay together; one too wide for any line is given character by character."""
    for piece in _clusters(text):
        if measure(piece) > width + _TOLERANCE and len(piece) > 1:
            yield from piece
        else:
            yield piece


def _clusters(text: str) -> list[str]:
    """Words and characters with the marks that may not leave them."""
    clusters: list[str] = []
    for word in _WORD.findall(text):
        sticks = clusters and (word[0] in _NOT_FIRST or clusters[-1][-1] in _NOT_LAST)
        if sticks and word != " ":
            clusters[-1] += word
        else:
            clusters.append(word)
    return clusters


def fit(text: str, width: float, height: float, size: float, measure: Measure, wraps: bool = True) -> Fitted:
    """Fit a text into a box of points: wrapped, then smaller, then narrower; at last cut with ``…``."""
    for at, squeeze in _attempts(size, wraps):
        ems = width / (at * squeeze)
        lines = wrap(text, ems, measure) if wraps else (one_line(text),)
        if _fits(lines, ems, height / at, measure):
            return Fitted(lines, at, squeeze)
    return _cut(text, width, height, measure, wraps)


def even_out(fitted: Fitted, width: float, measure: Measure) -> Fitted:
    """The same number of lines, as evenly filled as they can be: no line of one last character."""
    if len(fitted.lines) < 2 or not fitted.whole:
        return fitted
    text, ems = "".join(fitted.lines), width / (fitted.size * fitted.squeeze)
    best = fitted.lines
    while ems > 1:
        lines = wrap(text, ems, measure)
        if len(lines) != len(best) or "".join(lines) != text:
            break
        best, ems = lines, ems - 0.25
    return replace(fitted, lines=best)


def _attempts(size: float, wraps: bool) -> Iterator[tuple[float, float]]:
    sizes = [size]
    while sizes[-1] - 0.5 > LEAST_SIZE:
        sizes.append(sizes[-1] - 0.5)
    if size > LEAST_SIZE:
        sizes.append(LEAST_SIZE)
    if wraps:
        yield from ((at, 1.0) for at in sizes)
    else:
        yield from ((at, squeeze) for at in sizes for squeeze in _SQUEEZES[:3])
    yield from ((sizes[-1], squeeze) for squeeze in (_SQUEEZES if wraps else _FOR_ONE_LINE))


def _fits(lines: tuple[str, ...], ems: float, tall: float, measure: Measure) -> bool:
    if 1 + (len(lines) - 1) * LEADING > tall + _TOLERANCE:
        return False
    return all(measure(line) <= ems + _TOLERANCE for line in lines)


def _cut(text: str, width: float, height: float, measure: Measure, wraps: bool) -> Fitted:
    squeeze = _SQUEEZES[-1] if wraps else _FOR_ONE_LINE[-1]
    ems = width / (LEAST_SIZE * squeeze)
    room = max(1, int((height / LEAST_SIZE - 1) / LEADING + 1 + _TOLERANCE))
    kept = (wrap(text, ems, measure) if wraps else (one_line(text),))[:room]
    last = kept[-1] + "…"
    while len(last) > 1 and measure(last) > ems:
        last = last[:-2] + "…"
    return Fitted((*kept[:-1], last), LEAST_SIZE, squeeze, whole=False)
