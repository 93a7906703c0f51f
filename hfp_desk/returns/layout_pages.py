"""On what paper a return goes: A4 while it can be read, then A3, then A3 in strips of whole groups of columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hfp_desk.returns.layout_heads import SheetColumn

SIZE, SMALL = 10.5, 9.0
"""Points of the type, and of the smallest before larger paper is taken (look.md: 9 to 10.5)."""
_PAPER = {"A4": (210, 297), "A3": (297, 420)}
_BINDING = 40
"""Millimetres of both margins together: 25 for binding, 15 at the other side."""
_EM = 25.4 / 72
_MOST, _NAMES = 4.0, 1.5
"""A table of few columns is not drawn out further than this, the names of its lines than that."""


@dataclass(frozen=True)
class Page:
    """A kind of paper, ``A4`` or ``A3``, and whether it is turned."""

    name: str
    landscape: bool

    @property
    def inner(self) -> float:
        """Millimetres between the margins."""
        return _PAPER[self.name][self.landscape] - _BINDING

    def chars(self, size: float = SIZE) -> float:
        """How many half-width characters of a type size go into a line."""
        return self.inner / (size / 2 * _EM)

    def size(self, width: float) -> float:
        """The type size at which so many characters fill a line, at most the usual one."""
        return min(SIZE, SIZE * self.chars() / max(width, 1))


def page_for(width: float, landscape: bool) -> Page:
    """The smallest paper on which columns of this width together can be read."""
    tried = [Page("A4", False), Page("A4", True)] if not landscape else [Page("A4", True)]
    return next((page for page in tried if width <= page.chars(SMALL)), Page("A3", True))


def stretched(columns: Sequence[SheetColumn], leading: int, page: Page) -> tuple[SheetColumn, ...]:
    """The columns drawn out so that the table fills the page: that of the running numbers not, the names a little."""
    factor = page.chars() / sum(column.width for column in columns)
    if factor <= 1:
        return tuple(columns)
    numbers, name = tuple(columns[: leading - 1]), columns[leading - 1]
    named = replace(name, width=_drawn_out(name.width, min(factor, _NAMES)))
    figures = columns[leading:]
    left = page.chars() - sum(column.width for column in (*numbers, named))
    share = min(left / max(sum(column.width for column in figures), 1), _MOST)
    wider = (replace(column, width=_drawn_out(column.width, share)) for column in figures)
    return (*numbers, named, *wider)


def _drawn_out(width: float, factor: float) -> float:
    return int(width * factor * 10) / 10


def parted(columns: Sequence[SheetColumn], leading: int, page: Page) -> tuple[tuple[int, ...], ...]:
    """The places of the columns of each strip; each repeats those that name the line.

    A strip ends where a group of columns does, as long as the group itself fits.
    """
    leads = tuple(range(leading))
    room = page.chars(SMALL) - sum(columns[place].width for place in leads)
    if sum(column.width for column in columns[leading:]) <= room:
        return (tuple(range(len(columns))),)
    strips: list[list[int]] = [[]]
    for group in _groups(columns, leading):
        wide = sum(columns[place].width for place in group)
        whole = wide <= room
        for piece in [group] if whole else [[place] for place in group]:
            held = sum(columns[place].width for place in strips[-1])
            if strips[-1] and held + sum(columns[place].width for place in piece) > room:
                strips.append([])
            strips[-1] += piece
    return tuple((*leads, *strip) for strip in strips)


def _groups(columns: Sequence[SheetColumn], leading: int) -> list[list[int]]:
    """Neighbours under one first heading."""
    found: list[list[int]] = []
    for place in range(leading, len(columns)):
        if found and len(columns[place].head) > 1 and columns[place - 1].head[0] == columns[place].head[0]:
            found[-1].append(place)
        else:
            found.append([place])
    return found
