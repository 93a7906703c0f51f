"""Blocks of tiles into the columns of a wall chart: the largest type that fits, columns of even height.

Pure arithmetic in millimetres. A block is a township with so many tiles; blocks keep their order, down the columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

_MOST_COLUMNS, _MOST_ACROSS = 12, 12
_NAME_EMS = 4.7
"""Width of a tile in characters of its name: four and some air."""
_NAME_SHARE = 0.40
"""The name's size as a share of the tile's height."""
_FLATTEST = 2.4
"""Width to height of a tile beyond which it looks like a stripe."""


@dataclass(frozen=True)
class Ground:
    """The field the blocks share and the measures that go with the paper's size."""

    width: float
    height: float
    head: float
    """Height of a block's heading in one line."""
    wide: float
    """From which width on a heading goes into one line; in two lines it may be two thirds as wide."""
    gap: float
    """Between blocks, across and down."""
    seam: float
    """Between tiles."""

    def head_for(self, width: float) -> float:
        """Height of the heading of a block so wide."""
        return self.head if width >= self.wide else self.head * 1.6


@dataclass(frozen=True)
class Packing:
    """How the blocks lie: ``columns`` hold their indexes; all columns are as wide, ``across`` tiles in a full row."""

    columns: tuple[tuple[int, ...], ...]
    across: int
    width: float
    rows: tuple[int, ...]
    """Rows of tiles of each block."""
    size: float
    """Size of the names in millimetres that the tightest column allows."""
    score: float
    """How well it looks: wide and tall tiles, neither stripes nor uneven columns."""


@dataclass(frozen=True)
class Placed:
    """One block on the ground: left, top, its width, the height of its rows, tiles in a row."""

    block: int
    x: float
    y: float
    width: float
    row: float
    across: int


def pack(counts: Sequence[int], ground: Ground) -> Packing:
    """The packing that looks best; of several alike the one with fewer columns."""
    return max(_packings(tuple(counts), ground), key=lambda one: (round(one.score, 2), -len(one.columns)))


def place(packing: Packing, counts: Sequence[int], ground: Ground) -> Iterator[Placed]:
    """Every block with its place; each column is stretched to the full height of the ground."""
    for number, column in enumerate(packing.columns):
        x, y = number * (packing.width + ground.gap), 0.0
        rows = sum(packing.rows[block] for block in column)
        row = (ground.height - _overhead(len(column), packing.width, ground)) / max(rows, 1)
        for block in column:
            across = -(-counts[block] // packing.rows[block])
            yield Placed(block, x, y, packing.width, row, across)
            y += ground.head_for(packing.width) + packing.rows[block] * row + ground.gap


def shares(counts: Sequence[int], sheets: int) -> list[list[int]]:
    """The blocks dealt to so many sheets in their order, as evenly as they go."""
    weights = tuple(count + 4 for count in counts)
    cuts = _partition(weights, sheets)
    return [list(range(first, last)) for first, last in cuts if last > first]


def _packings(counts: tuple[int, ...], ground: Ground) -> Iterator[Packing]:
    for number in range(1, min(_MOST_COLUMNS, len(counts)) + 1):
        width = (ground.width - (number - 1) * ground.gap) / number
        if number > 1 and width < ground.wide * 2 / 3:
            break
        for across in range(1, _MOST_ACROSS + 1):
            yield _packing(counts, ground, number, width, across)


def _packing(counts: tuple[int, ...], ground: Ground, number: int, width: float, across: int) -> Packing:
    tile = (width - (across + 1) * ground.seam) / across
    rows = tuple(max(1, -(-count // across)) for count in counts)
    overhead = (ground.head_for(width) + ground.gap) / max(tile / 2.2, 1)
    cuts = _partition(tuple(row + overhead for row in rows), number)
    columns = tuple(tuple(range(first, last)) for first, last in cuts if last > first)
    tallest = [_row_height(column, rows, width, ground) for column in columns]
    lowest, highest = min(tallest), max(tallest)
    if lowest <= ground.seam or tile <= 0:
        return Packing(columns, across, width, rows, 0.0, 0.0)
    high = lowest - ground.seam
    across_size, down_size = tile / _NAME_EMS, high * _NAME_SHARE
    fair = min(1.0, _FLATTEST * high / tile, 1.5 * lowest / highest, len(columns) / number)
    score = fair * 2 / (1 / across_size + 1 / down_size)
    return Packing(columns, across, width, rows, min(across_size, down_size), score)


def _row_height(column: tuple[int, ...], rows: tuple[int, ...], width: float, ground: Ground) -> float:
    return (ground.height - _overhead(len(column), width, ground)) / sum(rows[block] for block in column)


def _overhead(blocks: int, width: float, ground: Ground) -> float:
    return blocks * (ground.head_for(width) + ground.gap) - ground.gap


def _partition(weights: tuple[float, ...], parts: int) -> list[tuple[int, int]]:
    """Cut the weights into so many runs that are as alike as can be (least sum of squares)."""
    ends = list(accumulate(weights, initial=0.0))
    count = len(weights)
    cost = [(ends[-1] - start) ** 2 for start in ends]
    cuts: list[list[int]] = [[count] * (count + 1)]
    for _ in range(parts - 1):
        tries = [
            min(((ends[cut] - ends[first]) ** 2 + cost[cut], cut) for cut in range(first, count + 1))
            for first in range(count + 1)
        ]
        cost = [least for least, _ in tries]
        cuts.append([cut for _, cut in tries])
    runs, first = [], 0
    for ending in reversed(cuts):
        runs.append((first, ending[first]))
        first = ending[first]
    return runs
