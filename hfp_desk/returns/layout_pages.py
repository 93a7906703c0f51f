"""On what paper a return goes: A4 while it can be read, then A3, then in strips of whole groups of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hfp_desk.returns.layout_heads import SheetColumn

SIZE, SMALL, LEAST, TINY = 10.5, 9.0, 7.8, 7.6
"""Points of the type (look.md: 9 to 10.5): the smallest before A3 is taken, so that all lines go on one page, on A3."""
_PAPER = {"A4": (210, 297), "A3": (297, 420)}
_BINDING, _ENDS = 40, 30
"""Millimetres of both margins together at the sides (25 for binding, 15) and at the ends."""
_EM = 25.4 / 72
_MOST, _NAMES = 4.0, 1.5
"""A table of few columns is not drawn out further than this, the names of its lines than that."""
_FEW_LINES, _FEW_STRIPS = 5, 2
"""Strips of so few lines go under each other on one page; so few strips go on A4."""

Strips = tuple[tuple[int, ...], ...]
"""The places of the columns of each strip; each repeats those that name the line."""


@dataclass(frozen=True)
class Page:
    """A kind of paper, ``A4`` or ``A3``, and whether it is turned."""

    name: str
    landscape: bool

    @property
    def inner(self) -> float:
        """Millimetres between the margins."""
        return _PAPER[self.name][self.landscape] - _BINDING

    @property
    def high(self) -> float:
        """Points between the upper and the lower margin."""
        return (_PAPER[self.name][not self.landscape] - _ENDS) / _EM

    def chars(self, size: float = SIZE) -> float:
        """How many half-width characters of a type size go into a line."""
        return self.inner / (size / 2 * _EM)

    def size(self, width: float, height: float = 0) -> float:
        """The type size at which so many characters fill a line, and, if it can be read, so much height a page."""
        by_width = min(SIZE, SIZE * self.chars() / max(width, 1))
        by_height = SIZE * self.high / max(height, 1)
        return min(by_width, by_height) if by_height >= LEAST else by_width


def placed(columns: Sequence[SheetColumn], leading: int, lines: int, landscape: bool) -> tuple[Page, Strips]:
    """The smallest paper on which the columns can be read, and the strips in which they go on it."""
    a4, a3 = Page("A4", True), Page("A3", True)
    tried = [*(() if landscape else [(Page("A4", False), SMALL)]), (a4, SMALL), (a3, TINY)]
    few = lines <= _FEW_LINES
    for page, least in tried[:-1] if few else tried:
        strips = _parted(columns, leading, page.chars(least))
        if len(strips) == 1:
            return page, strips
    on_a4 = _parted(columns, leading, a4.chars(SMALL))
    if few or len(on_a4) <= _FEW_STRIPS:
        return a4, on_a4
    return a3, _parted(columns, leading, a3.chars(SMALL))


def stretched(columns: Sequence[SheetColumn], leading: int, width: float) -> tuple[SheetColumn, ...]:
    """The columns drawn out to this width together: that of the running numbers not, the names a little."""
    factor = width / sum(column.width for column in columns)
    if factor <= 1:
        return tuple(columns)
    numbers, name = tuple(columns[: leading - 1]), columns[leading - 1]
    named = replace(name, width=_drawn_out(name.width, min(factor, _NAMES)))
    figures = columns[leading:]
    left = width - sum(column.width for column in (*numbers, named))
    share = min(left / max(sum(column.width for column in figures), 1), _MOST)
    wider = (replace(column, width=_drawn_out(column.width, share)) for column in figures)
    return (*numbers, named, *wider)


def _drawn_out(width: float, factor: float) -> float:
    return int(width * factor * 10) / 10


def _parted(columns: Sequence[SheetColumn], leading: int, width: float) -> Strips:
    """Strips of about one width, none wider than ``width``; they end where a group of columns does, if it fits."""
    leads = tuple(range(leading))
    room = width - sum(columns[place].width for place in leads)
    fewest = _filled(columns, leading, room)
    whole = sum(column.width for column in columns[leading:])
    for percent in range(100, 200, 4):
        even = min(whole / len(fewest) * percent / 100, room)
        strips = _filled(columns, leading, even)
        if len(strips) == len(fewest):
            return tuple((*leads, *strip) for strip in strips)
    return tuple((*leads, *strip) for strip in fewest)


def _filled(columns: Sequence[SheetColumn], leading: int, room: float) -> list[list[int]]:
    strips: list[list[int]] = [[]]
    for group in _groups(columns, leading):
        whole = sum(columns[place].width for place in group) <= room + 0.01
        for piece in [group] if whole else [[place] for place in group]:
            held = sum(columns[place].width for place in strips[-1])
            if strips[-1] and held + sum(columns[place].width for place in piece) > room + 0.01:
                strips.append([])
            strips[-1] += piece
    return strips


def _groups(columns: Sequence[SheetColumn], leading: int) -> list[list[int]]:
    """Neighbours under one first heading."""
    found: list[list[int]] = []
    for place in range(leading, len(columns)):
        if found and len(columns[place].head) > 1 and columns[place - 1].head[0] == columns[place].head[0]:
            found[-1].append(place)
        else:
            found.append([place])
    return found
