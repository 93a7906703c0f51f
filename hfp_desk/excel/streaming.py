"""The report of a very large list: its cells written anew, row by row, in flat memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

from hfp_desk.excel.annotating import sheet_name
from hfp_desk.excel.book import CellError, Sheet
from hfp_desk.excel.mapping import OURS
from hfp_desk.excel.planning import Plan
from hfp_desk.excel.summary import Look, SummaryLine
from hfp_desk.excel.understanding import REPORT_SHEET
from hfp_desk.excel.verdicts import AUTHOR, CellMark, RowVerdict, SheetVerdict
from hfp_desk.problems import Severity

_MOST_COMMENTS = 5_000


def write(plan: Plan, found: list[SheetVerdict], lines: list[SummaryLine], target: Path) -> None:
    """The report's first sheet, then every visible sheet with our columns behind its own."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    where = {"tmpdir": str(target.parent), "default_date_format": "yyyy-mm-dd"}
    book = xlsxwriter.Workbook(str(target), {**options, **where})
    formats = _formats(book)
    _summary(book.add_worksheet(REPORT_SHEET), lines, formats)
    verdicts = {sheet.sheet: sheet for sheet in found}
    for sheet in plan.book.visible:
        page = book.add_worksheet(sheet_name(sheet.name))
        _Page(page, formats, verdicts.get(sheet.name)).write(sheet)
    book.close()


def _formats(book: Any) -> dict[str, Any]:
    base = {"font_size": 10, "num_format": "@", "quote_prefix": True}
    return {
        "title": book.add_format({**base, "bold": True, "font_size": 16}),
        "head": book.add_format({**base, "bold": True, "font_size": 11, "bg_color": "#EEF3F3"}),
        "text": book.add_format(base),
        "wrap": book.add_format({**base, "text_wrap": True, "valign": "top"}),
        Severity.ERROR: book.add_format({**base, "bg_color": "#FFC7CE"}),
        Severity.WARNING: book.add_format({**base, "bg_color": "#FFEB9C"}),
    }


def _summary(page: Any, lines: list[SummaryLine], formats: dict[str, Any]) -> None:
    page.set_column(0, 0, 26)
    page.set_column(1, 6, 40)
    looks = {Look.TITLE: formats["title"], Look.HEAD: formats["head"], Look.PLAIN: formats["wrap"]}
    for number, line in enumerate(lines):
        for column, text in enumerate(line.cells):
            page.write_string(number, column, text, looks[line.look])


class _Page:
    """One sheet of the copy."""

    def __init__(self, page: Any, formats: dict[str, Any], verdict: SheetVerdict | None) -> None:
        self._page, self._formats, self._verdict = page, formats, verdict
        self._rows = {row.row: row for row in verdict.rows} if verdict else {}
        self._comments = 0

    def write(self, sheet: Sheet) -> None:
        """All rows at the places they had."""
        own = self._verdict.ours if self._verdict else {}
        places = [own.get(heading, sheet.width + place) for place, heading in enumerate(OURS)]
        head = self._verdict.header_rows[-1] if self._verdict else 0
        self._page.set_column(places[1], places[1], 60)
        for number in sheet.filled:
            row, verdict = sheet.row(number), self._rows.get(number)
            marks = {mark.column: mark for mark in verdict.marks} if verdict else {}
            for column, cell in enumerate(row):
                if column not in own.values():
                    self._cell(number - 1, column, cell, marks.get(column))
            if number == head:
                self._tell(number - 1, places, OURS, self._formats["head"])
            elif verdict:
                self._tell(number - 1, places, _told(verdict), self._formats["text"])

    def _tell(self, row: int, places: list[int], words: tuple[str, ...], look: Any) -> None:
        for place, word in zip(places, words, strict=True):
            self._page.write_string(row, place, word, look)

    def _cell(self, row: int, column: int, cell: Any, mark: CellMark | None) -> None:
        look = self._formats[mark.severity] if mark else None
        if isinstance(cell, str):
            if cell or mark:
                self._page.write_string(row, column, cell, look or self._formats["text"])
        elif isinstance(cell, CellError):
            self._page.write_string(row, column, cell.text, look)
        elif cell is not None:
            self._page.write(row, column, cell, look)
        if mark and self._comments < _MOST_COMMENTS:
            self._comments += 1
            self._page.write_comment(row, column, mark.text, {"author": AUTHOR, "x_scale": 2})


def _told(row: RowVerdict) -> tuple[str, ...]:
    return (row.result, row.reason, row.number)
