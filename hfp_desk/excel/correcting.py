"""Cells corrected by the clerk while looking at the preview: the workbook as read, with other words in some cells.

The sender's file stays as it was sent; each correction is told, so that the receipt says who wrote what.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from hfp_desk.excel.book import Book, Sheet, column_letters
from hfp_desk.excel.converting import written
from hfp_desk.problems import Problem, Severity


class CellPlace(NamedTuple):
    """A cell: sheet, Excel's row number, column counted from 0."""

    sheet: str
    row: int
    column: int


Corrections = Mapping[CellPlace, str]


def corrected(book: Book, corrections: Corrections) -> Book:
    """The workbook with these words in these cells; the same workbook when there are none."""
    if not corrections:
        return book
    sheets = tuple(_sheet(sheet, corrections) for sheet in book.sheets)
    return replace(book, sheets=sheets, notes=(*book.notes, *_notes(book, corrections)))


def _sheet(sheet: Sheet, corrections: Corrections) -> Sheet:
    mine = {place: text for place, text in corrections.items() if place.sheet == sheet.name}
    if not mine:
        return sheet
    rows = list(sheet.rows)
    for place, text in mine.items():
        row = list(rows[place.row - sheet.first])
        row[place.column] = text
        rows[place.row - sheet.first] = row
    return replace(sheet, rows=rows)


def _notes(book: Book, corrections: Corrections) -> Iterator[Problem]:
    sheets = {sheet.name: sheet for sheet in book.sheets}
    for place, text in sorted(corrections.items()):
        before = written(sheets[place.sheet].row(place.row)[place.column])
        cell = f"{column_letters(place.column)}{place.row}"
        message = f"{cell} 由经办人在核对时改为“{text}”（来表为“{before}”）。"
        yield Problem("N-CORRECTED", Severity.NOTE, message, found=before, sheet=place.sheet, row=place.row)
