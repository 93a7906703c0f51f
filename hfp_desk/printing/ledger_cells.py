"""Cells of a ledger as strings of operators, remembered because villages, diseases and hospitals come again."""

from dataclasses import replace

from hfp_desk.printing.facts import Align
from hfp_desk.printing.fonts import Face
from hfp_desk.printing.paper import RISE, Paper
from hfp_desk.printing.sheets import MM, Box
from hfp_desk.printing.text import Fitted

_PADDING = 0.6
_AIR = 0.7
_NARROWED = 0.84
"""A text that is a little too long is rather narrowed than broken."""
_KEPT = 5_000


class CellWriter:
    """Gives the operators of one column's cell; the origin is the lower edge of the row."""

    def __init__(self, paper: Paper, box: Box, face: Face, size: float, align: Align, wraps: bool = True) -> None:
        self._paper = paper
        self._box = replace(box.inset(_PADDING), height=box.height - _AIR)
        self._face = face
        self._size = size
        self._share = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[align]
        self._wraps = wraps
        self._left = self._box.x * MM
        self._room = self._box.width * MM
        self._middle = box.height * MM / 2
        self._known: dict[str, str] = {"": ""}

    def __call__(self, text: str) -> str:
        """The operators of a cell with this text."""
        cell = self._known.get(text)
        if cell is None:
            if len(self._known) > _KEPT:
                self._known = {"": ""}
            cell = self._known[text] = self._write(text)
        return cell

    def _write(self, text: str) -> str:
        if "\n" in text:
            return self._stack(text.split("\n"))
        ems, shown = self._paper.ink.encode(text, self._face, self._size)
        width = ems * self._size
        low = self._middle - RISE * self._size
        if width <= self._room:
            left = self._left + (self._room - width) * self._share
            return f"1 0 0 1 {left:.2f} {low:.2f} Tm {shown}"
        if width * _NARROWED <= self._room:
            return f"{self._room / width * 100:.1f} Tz 1 0 0 1 {self._left:.2f} {low:.2f} Tm {shown} 100 Tz"
        fitted = self._paper.fitted(self._box, text, self._face, self._size, self._wraps)
        if not fitted.whole:
            self._paper.overflow(text)
        return " ".join(self._line(fitted, number) for number in range(len(fitted.lines)))

    def _stack(self, lines: list[str]) -> str:
        """Lines set one under the other, each narrowed for itself."""
        fits = [self._paper.fitted(self._box, line, self._face, self._size, wraps=False) for line in lines]
        for line, fitted in zip(lines, fits, strict=True):
            if not fitted.whole:
                self._paper.overflow(line)
        merged = [replace(fitted, lines=tuple(f.lines[0] for f in fits)) for fitted in fits]
        return " ".join(self._line(fitted, number) for number, fitted in enumerate(merged))

    def _line(self, fitted: Fitted, number: int) -> str:
        ems, shown = self._paper.ink.encode(fitted.lines[number], self._face, fitted.size)
        left = self._left + (self._room - ems * fitted.size * fitted.squeeze) * self._share
        first = self._middle - RISE * fitted.size + (len(fitted.lines) - 1) * fitted.leading / 2
        place = f"1 0 0 1 {left:.2f} {first - number * fitted.leading:.2f} Tm"
        if fitted.squeeze == 1.0:
            return f"{place} {shown}"
        return f"{fitted.squeeze * 100:g} Tz {place} {shown} 100 Tz"
