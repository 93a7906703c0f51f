"""How high the parts of a laid-out return are, in points at the usual type; workbook and page take them from here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from hfp_desk.returns.layout_heads import SheetColumn, chars, lines_needed
from hfp_desk.returns.layout_pages import SIZE

ROW, CORNER, LINE, SIGNED, FOOT = 18.0, 15.5, 13.6, 27.0, 15.5
"""A row of figures, a line at the corner, a line of wrapped text, the signers, the mark of a frozen version."""
CONTINUED = ROW + 8
"""Between two strips on one page, with the line 续表."""
TITLE = 22.0
"""The type of the title at most."""
_HEAD_AIR, _NOTE_AIR = 6.0, 2.5


@dataclass(frozen=True)
class Heights:
    """The rows of a sheet from the top down."""

    title_size: float
    corner: tuple[float, ...]
    head: tuple[float, ...]
    rows: tuple[float, ...]
    notes: tuple[float, ...]
    foot: float

    @property
    def title(self) -> float:
        """The row of the title."""
        return self.title_size * 1.6

    @property
    def above(self) -> float:
        """Everything over the table: title, corner and the line with who reports what period."""
        return self.title + sum(self.corner) + ROW

    @property
    def table(self) -> float:
        """Head and lines."""
        return sum(self.head) + sum(self.rows)

    @property
    def below(self) -> float:
        """Notes, signers and mark."""
        return sum(self.notes) + SIGNED + self.foot

    @property
    def total(self) -> float:
        """All of it."""
        return self.above + self.table + self.below


def heights(
    columns: Sequence[SheetColumn],
    width: float,
    title: str,
    corner: Sequence[str],
    lines: int,
    notes: Sequence[str],
    foot: str,
) -> Heights:
    """The heights of a sheet of these columns whose texts may be ``width`` characters wide."""
    return Heights(
        title_size=min(TITLE, int(width * SIZE / max(chars(title), 1))),
        corner=(CORNER,) * len(corner),
        head=tuple(max(ROW - 2, needed * LINE + _HEAD_AIR) for needed in lines_needed(columns)),
        rows=(ROW,) * lines,
        notes=tuple(_note(text, width) for text in notes),
        foot=FOOT if foot else 0.0,
    )


def _note(text: str, width: float) -> float:
    return max(1, ceil(chars(text) / max(int(width) - 3, 10))) * LINE + _NOTE_AIR
