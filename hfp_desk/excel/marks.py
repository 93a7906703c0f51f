"""What calamine does not tell: hidden rows, failed formulas (it shows them as blank), formulas never computed.

Each format has a reader of its own (``ooxml``, ``biff``, ``odf``) which looks for these marks only, in bytes,
without building the cells; so the price is a fraction of the reading itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from hfp_desk.excel.book import Merge

FAILURES = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
"""The error values of Excel by their code in binary files."""


@dataclass
class Marks:
    """What was found in one sheet: Excel's own row numbers, columns counted from 0.

    ``used`` is the number of the last row with content and the number of columns up to the last cell.
    """

    hidden: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncomputed: list[tuple[int, int]] = field(default_factory=list)
    merges: list[Merge] | None = None
    used: tuple[int, int] = (0, 0)


MarksOf = Callable[[int], Marks]
"""Tells the marks of the sheet in this place of the workbook."""

Reader = Callable[[bytes, list[str]], MarksOf]
"""Takes the file and the names of its sheets in order."""
