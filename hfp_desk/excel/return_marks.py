"""What a workbook of a return says of itself on a sheet that nobody sees, so that it is known when it comes back.

The sheet ``_hfp`` is very hidden and holds rows of words: ``return``, ``title``, ``period``, ``unit``, ``place``,
``program``, ``edition``, ``version``, ``digest``, ``sheet`` with its value; then ``row`` with its number in Excel,
the key of the line, the code of its place or hospital, its name; then ``column`` with letters, name and headings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MARKS = "_hfp"
"""The name of the sheet."""


@dataclass(frozen=True)
class MarkedRow:
    """A line: its row as Excel numbers it, the key as text, the code of its place (or hospital, disease), its name."""

    row: int
    key: str
    code: str
    label: str


@dataclass(frozen=True)
class MarkedColumn:
    """A column: its letters, the name in the definition, its headings."""

    letters: str
    name: str
    label: str


@dataclass(frozen=True)
class Marks:
    """What is on the sheet; ``place`` is the code of the township that was to fill it in, empty for all."""

    name: str
    title: str
    period: str
    unit: str
    sheet: str
    place: str = ""
    program: str = ""
    edition: str = ""
    version: str = ""
    digest: str = ""
    rows: tuple[MarkedRow, ...] = ()
    columns: tuple[MarkedColumn, ...] = ()


_SAID = (
    ("return", "name"),
    ("title", "title"),
    ("period", "period"),
    ("unit", "unit"),
    ("sheet", "sheet"),
    ("place", "place"),
    ("program", "program"),
    ("edition", "edition"),
    ("version", "version"),
    ("digest", "digest"),
)


def write(book: Any, marks: Marks) -> None:
    """Add the sheet to a workbook that is being written."""
    sheet = book.add_worksheet(MARKS)
    lines: list[Sequence[str]] = [(word, getattr(marks, name)) for word, name in _SAID]
    lines += [("row", str(one.row), one.key, one.code, one.label) for one in marks.rows]
    lines += [("column", one.letters, one.name, one.label) for one in marks.columns]
    for number, line in enumerate(lines):
        for place, text in enumerate(line):
            sheet.write_string(number, place, text)
    sheet.very_hidden()


def marks_of(path: Path) -> Marks | None:
    """What a workbook says of itself; None where it is no return of ours, or its marks were spoilt.

    Look at a sender's file with ``reading`` first: it refuses what would be dangerous to open.
    """
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    if MARKS not in book.sheet_names:
        return None
    return _read([_text(cell) for cell in row] for row in book.get_sheet_by_name(MARKS).to_python())


def _read(rows: Iterable[list[str]]) -> Marks | None:
    said: dict[str, str] = {}
    lines: list[MarkedRow] = []
    columns: list[MarkedColumn] = []
    names = dict(_SAID)
    for word, *rest in rows:
        padded = [*rest, "", "", "", ""]
        if word == "row" and padded[0].isdigit():
            lines.append(MarkedRow(int(padded[0]), *padded[1:4]))
        elif word == "column":
            columns.append(MarkedColumn(*padded[:3]))
        elif word in names:
            said[names[word]] = padded[0]
    needed = ("name", "title", "period", "unit", "sheet")
    return Marks(**said, rows=tuple(lines), columns=tuple(columns)) if all(map(said.get, needed)) else None


def _text(cell: object) -> str:
    whole = isinstance(cell, float) and cell.is_integer()
    return "" if cell is None else str(int(cell) if whole and isinstance(cell, float) else cell)
