"""Our columns, colours and comments in a copy of the sender's workbook; everything of theirs stays as it is."""

from __future__ import annotations

import re
import warnings
from copy import copy
from datetime import datetime, timedelta
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from hfp_desk.excel.book import CellError, Sheet
from hfp_desk.excel.list_files import LIVE
from hfp_desk.excel.mapping import OURS
from hfp_desk.excel.outcomes import LEFT_OUT
from hfp_desk.excel.planning import Plan
from hfp_desk.excel.summary import Look, SummaryLine
from hfp_desk.excel.understanding import REPORT_SHEET
from hfp_desk.excel.verdicts import AUTHOR, CellMark, RowVerdict, SheetVerdict
from hfp_desk.problems import Severity

ERROR_COLOUR, WARNING_COLOUR, OUR_COLOUR = "FFFFC7CE", "FFFFEB9C", "FFEEF3F3"
_FILLS = {
    Severity.ERROR: PatternFill("solid", fgColor=ERROR_COLOUR),
    Severity.WARNING: PatternFill("solid", fgColor=WARNING_COLOUR),
}
_REACHES_OUT = re.compile(r"\||\[[^\]]+\][^(]*!|\b(?:HYPERLINK|WEBSERVICE|DDE|RTD|CALL|REGISTER|EXEC)\b", re.IGNORECASE)
"""DDE (``=cmd|…``), another workbook (``[1]Sheet1!A1``), and functions that leave the workbook."""
_QUOTED = re.compile(r'"[^"]*"')
_OURS = PatternFill("solid", fgColor=OUR_COLOUR)
_THIN = Border(*[Side("thin", color="FFB0B8B8")] * 4)
_WIDTHS = {OURS[0]: 11, OURS[1]: 60, OURS[2]: 12}
_SUMMARY_WIDTHS = (26, 60, 10, 8, 60, 30, 40)


def open_copy(plan: Plan) -> tuple[Workbook, str]:
    """The sender's workbook as it was sent, or one built from its cells, with a sentence that says so."""
    if plan.book.format == "xlsx" and plan.path.is_file():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return disarmed(load_workbook(plan.path, keep_vba=False, keep_links=False)), ""
        except Exception:  # openpyxl raises many things for what other programs write; the content is known anyway
            return _rebuilt(plan), "原工作簿不能原样改写，本表按原表内容重新生成，没有保留格式和公式。"
    kind = plan.path.suffix.lower().lstrip(".") or plan.book.format
    return _rebuilt(plan), f"原文件是 {kind} 格式，回执改用 .xlsx，按原表内容重新生成，没有保留原有格式。"


def disarmed(book: Workbook) -> Workbook:
    """Without formulas that start programs or fetch from other files: they stay to be read, as words."""
    for page in book.worksheets:
        for place in page._cells.values():
            if place.data_type == "f" and _reaches_out(str(place.value)):
                _text(place, str(place.value))
    for name in [name for name, one in book.defined_names.items() if _reaches_out(str(one.attr_text))]:
        del book.defined_names[name]
    return book


def _reaches_out(formula: str) -> bool:
    return _REACHES_OUT.search(_QUOTED.sub("", formula)) is not None


def _rebuilt(plan: Plan) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for sheet in plan.book.visible:
        _rebuild(book.create_sheet(sheet_name(sheet.name)), sheet)
    return book


def sheet_name(name: str) -> str:
    """A name that a workbook allows for a sheet."""
    kept = "".join(letter for letter in name if letter.isprintable() and letter not in "[]:*?/\\")
    return kept[:31].strip("' ") or "名单"


def _rebuild(page: Any, sheet: Sheet) -> None:
    for number in sheet.filled:
        for column, cell in enumerate(sheet.row(number), start=1):
            if cell is not None and cell != "":
                _put(page.cell(number, column), cell)
    for merge in sheet.merges or ():
        page.merge_cells(None, merge.top, merge.left + 1, merge.bottom, merge.right + 1)
    for number in sheet.hidden:
        page.row_dimensions[number].hidden = True
    for column in range(sheet.width):
        longest = max((_width(row[column]) for row in sheet.rows[:200] if column < len(row)), default=8)
        page.column_dimensions[get_column_letter(column + 1)].width = min(max(longest + 2, 6), 30)


def _width(cell: Any) -> int:
    text = str(cell or "")
    return 8 if len(text) > 40 else sum(2 if ord(letter) > 255 else 1 for letter in text)


def _put(place: Any, cell: Any) -> None:
    """A raw cell as it was; text stays text, whatever it begins with."""
    if isinstance(cell, CellError):
        place.value, place.data_type = cell.text, "e"
    elif isinstance(cell, str):
        _text(place, cell)
    elif isinstance(cell, timedelta):
        _text(place, str(cell))
    else:
        place.value = cell
        if isinstance(cell, datetime):
            place.number_format = "yyyy-mm-dd hh:mm"


def _text(place: Any, text: str) -> None:
    """Text that cannot come alive as a formula, now or when somebody edits the cell."""
    place.value = "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    place.data_type = "s"
    place.number_format = "@"
    if text.startswith(LIVE):
        place.quotePrefix = True


def annotate(
    book: Workbook, plan: Plan, found: list[SheetVerdict], lines: list[SummaryLine], *, plain: bool = False
) -> None:
    """Put the report's first sheet, our three columns and the marks into the copy; a ``plain`` one gets a frame."""
    if REPORT_SHEET in book.sheetnames:
        book.remove(book[REPORT_SHEET])
    widths = {sheet.name: sheet.width for sheet in plan.book.visible}
    for sheet in found:
        name = sheet.sheet if sheet.sheet in book.sheetnames else sheet_name(sheet.sheet)
        if plain:
            _frame(book[name], sheet, widths[sheet.sheet])
        _annotate_sheet(book[name], sheet, widths[sheet.sheet])
    _write_summary(book.create_sheet(REPORT_SHEET, 0), lines)
    for page in book.worksheets:
        page.sheet_view.tabSelected = page.title == REPORT_SHEET
    book.active = 0


def _annotate_sheet(page: Any, sheet: SheetVerdict, width: int) -> None:
    columns = _own_columns(sheet, width)
    _forget_marks(page, sheet, width)
    first, last = sheet.header_rows[0], sheet.header_rows[-1]
    model = page.cell(last, max(width - len(sheet.ours), 1))
    for heading, column in columns.items():
        if not isinstance(page.cell(first, column), MergedCell):
            _write_heading(page, first, last, column, heading, model)
        page.column_dimensions[get_column_letter(column)].width = _WIDTHS[heading]
    for row in sheet.rows:
        _write_row(page, row, columns)


def _frame(page: Any, sheet: SheetVerdict, width: int) -> None:
    """Lines, a bold head and a centred title for cells that came without any format."""
    for number in (*sheet.header_rows, *(row.row for row in sheet.rows)):
        for column in range(1, width + 1):
            cell = page.cell(number, column)
            if number in sheet.header_rows:
                cell.font, cell.alignment = Font(bold=True), Alignment("center", "center", wrap_text=True)
            cell.border = _THIN
    for number in range(1, sheet.header_rows[0]):
        page.cell(number, 1).font = Font(bold=True, size=14)
        page.cell(number, 1).alignment = Alignment("center")


def _own_columns(sheet: SheetVerdict, width: int) -> dict[str, int]:
    """Where our columns stand: where an earlier report put them, else behind the last column."""
    free = max(width, 1) + 1
    columns: dict[str, int] = {}
    for heading in OURS:
        if heading in sheet.ours:
            columns[heading] = sheet.ours[heading] + 1
        else:
            columns[heading], free = free, free + 1
    return columns


def _forget_marks(page: Any, sheet: SheetVerdict, width: int) -> None:
    """Take our own colours and comments of an earlier report away; nobody else's."""
    if not sheet.ours:
        return
    for row in sheet.rows:
        for column in range(1, width + 1):
            cell = page.cell(row.row, column)
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                cell.fill = PatternFill()


def _write_heading(page: Any, first: int, last: int, column: int, heading: str, model: Any) -> None:
    cell = page.cell(first, column, heading)
    cell.font = copy(model.font)
    cell.border = copy(model.border) if model.has_style else _THIN
    cell.fill = _OURS
    cell.alignment = Alignment("center", "center", wrap_text=True)
    if last > first:
        page.merge_cells(None, first, column, last, column)


def _write_row(page: Any, row: RowVerdict, columns: dict[str, int]) -> None:
    told = dict(zip(OURS, (row.result, row.reason, row.number), strict=True))
    for heading, column in columns.items():
        cell = page.cell(row.row, column)
        if isinstance(cell, MergedCell):
            continue
        _text(cell, told[heading])
        cell.border = _THIN
        cell.alignment = Alignment(vertical="center")
        cell.fill = _FILLS[Severity.ERROR] if row.outcome in LEFT_OUT and heading == OURS[0] else _OURS
    for mark in row.marks:
        cell = page.cell(row.row, mark.column + 1)
        if not isinstance(cell, MergedCell):
            _mark(cell, mark)


def _mark(cell: Any, mark: CellMark) -> None:
    """Colour a guilty cell and say why; what the sender remarked there stays in front."""
    theirs = f"{cell.comment.text}\n\n" if cell.comment is not None else ""
    cell.fill = _FILLS[mark.severity]
    cell.comment = Comment(theirs + mark.text, AUTHOR, height=150, width=340)
    if mark.as_text:
        cell.number_format = "@"


def _write_summary(page: Any, lines: list[SummaryLine]) -> None:
    for column, width in enumerate(_SUMMARY_WIDTHS, start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    for number, line in enumerate(lines, start=1):
        for column, text in enumerate(line.cells, start=1):
            cell = page.cell(number, column)
            _text(cell, text)
            cell.font = Font(bold=line.look is not Look.PLAIN, size=16 if line.look is Look.TITLE else 11)
            cell.alignment = Alignment(vertical="top", wrap_text=line.look is Look.PLAIN)
            if line.look is Look.HEAD:
                cell.fill = _OURS
        page.row_dimensions[number].height = 24 if line.look is Look.TITLE else 16 * _lines(line)


def _lines(line: SummaryLine) -> int:
    """How many lines the longest cell of a line needs; a Chinese character is two wide."""
    shares = zip(line.cells, _SUMMARY_WIDTHS, strict=False)
    return max(1 + sum(2 if letter > "\xff" else 1 for letter in text) // width for text, width in shares)
