"""Lines of 规范与控制 as rows of a grid; a row's number is its place in the official order."""

from __future__ import annotations

from collections.abc import Sequence

from hfp_desk.store import quality_words
from hfp_desk.store.quality import QualityLine
from ui.pages.told_rows import Numbered, ToldRows, number, worded


def quality_rows(lines: Sequence[QualityLine]) -> ToldRows[Numbered[QualityLine]]:
    """The lines of a year; the sum of all of them is the first and stays there."""
    return ToldRows(_COLUMNS, list(enumerate(lines)), number, _counted, apart=lambda one: one[0] == 0)


def _cells(one: Numbered[QualityLine]) -> Sequence[str]:
    return quality_words.cells(one[1])


def _counted(lines: Sequence[Numbered[QualityLine]]) -> str:
    return f"{max(len(lines) - 1, 0):,} 行"


_COLUMNS = worded(quality_words.COLUMNS, _cells)
