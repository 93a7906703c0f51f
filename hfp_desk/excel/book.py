"""What a sender's file looks like once it is read: a book of sheets of raw cells, numbered as Excel numbers them."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path
from typing import NamedTuple, TypeAlias

from hfp_desk.problems import Problem


@dataclass(frozen=True)
class CellError:
    """A formula that failed: ``text`` is what the sheet shows, such as ``#REF!``."""

    text: str

    def __str__(self) -> str:
        return self.text


Cell: TypeAlias = str | float | int | bool | date | datetime | time | timedelta | CellError | None
"""A raw cell. Blank is ``""`` or None. A float of 1e15 or more was typed as a number: its last digits are lost."""

Row: TypeAlias = list[Cell]

GUIDE_SHEET, WORDS_SHEET = "填表说明", "下拉选项"
"""Sheets of our own templates that hold no list: what the columns mean, and the words offered in them (hidden)."""


class Merge(NamedTuple):
    """A merged range: Excel's own row numbers, columns counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One worksheet; ``rows[0]`` is Excel row ``first`` and all rows are equally wide.

    ``merges`` is None where the format does not tell them (text, xlsb). ``hidden`` holds the hidden rows.
    """

    name: str
    rows: list[Row] = field(repr=False)
    first: int = 1
    visible: bool = True
    merges: tuple[Merge, ...] | None = ()
    hidden: frozenset[int] = frozenset()

    @property
    def width(self) -> int:
        """Number of columns."""
        return max((len(row) for row in self.rows[:1]), default=0)

    @property
    def last(self) -> int:
        """Excel's number of the last row with something in it."""
        return self.first + len(self.rows) - 1

    @cached_property
    def filled(self) -> list[int]:
        """Excel's numbers of the rows with something in them: a stray cell may lie a million blank rows below."""
        numbers: list[int] = []
        blank: Row | None = None
        for number, row in enumerate(self.rows, start=self.first):
            if row is blank:
                continue
            if row.count("") == len(row):
                blank = row
            else:
                numbers.append(number)
        return numbers

    def row(self, number: int) -> Row:
        """The row that Excel numbers ``number``; IndexError outside the sheet."""
        if not self.first <= number <= self.last:
            raise IndexError(number)
        return self.rows[number - self.first]


@dataclass(frozen=True)
class Book:
    """A file as it was read: its sheets in order and what a reader of the result ought to know."""

    path: Path
    format: str
    sheets: tuple[Sheet, ...]
    sha256: str = ""
    notes: tuple[Problem, ...] = ()

    @property
    def visible(self) -> tuple[Sheet, ...]:
        """The sheets a clerk sees; hidden sheets are named in the notes and not read."""
        return tuple(sheet for sheet in self.sheets if sheet.visible)


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing, or nothing but white space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def column_letters(index: int) -> str:
    """Excel's name of a column counted from 0: 0 is A, 27 is AB."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The place of a column, counted from 0, from Excel's name of it."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1
