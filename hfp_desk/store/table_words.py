"""A column of a table of words, the same on the screen, in the workbook and on paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Heading:
    """A column: its stable key, its heading, its width in half-width characters."""

    key: str
    label: str
    chars: int
    numeric: bool = False
