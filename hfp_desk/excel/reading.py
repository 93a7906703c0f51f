"""Opening a sender's file: whatever it is called and whoever wrote it, a ``Book`` of raw cells comes out.

Cells are left as they came; only two things are done to them. A whole number, which Excel stores as a float,
becomes an int below 1e15 (above that its last digits are already lost, so it stays a float and is judged later),
and a failed formula becomes a ``CellError``.
"""

import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hfp_desk.excel import biff, odf, ooxml
from hfp_desk.excel.archives import PasswordNeeded, WrongPassword, damaged
from hfp_desk.excel.book import WORDS_SHEET, Book, Cell, CellError, Merge, Row, Sheet, column_letters
from hfp_desk.excel.extent import bounded, checked, require_area
from hfp_desk.excel.marks import Marks, Reader
from hfp_desk.excel.markup import read_html
from hfp_desk.excel.receiving import Received, receive
from hfp_desk.excel.texts import decode, read_rows, too_many
from hfp_desk.excel.xmlbook import read_xml
from hfp_desk.problems import SILENT, Problem, Progress, Refusal, Severity

__all__ = ["MAX_ROWS", "Book", "Cell", "CellError", "PasswordNeeded", "Row", "Sheet", "WrongPassword", "open_book"]

MAX_ROWS = 200_000

_READERS: dict[str, Reader] = {"xlsx": ooxml.sheet_marks, "xls": biff.sheet_marks, "ods": odf.sheet_marks}
_Read = tuple[tuple[Sheet, ...], tuple[Problem, ...]]


def open_book(path: Path, password: str | None = None, progress: Progress = SILENT) -> Book:
    """Read a file sent by another office, or refuse it with one sentence that says what to do.

    Raises ``PasswordNeeded`` (or its kind ``WrongPassword``) when the workbook is locked.
    """
    received = receive(Path(path), password)
    name = f"「{received.path.name}」"
    sheets, notes = _sheets(received, name, progress)
    if not any(sheet.rows for sheet in sheets if sheet.visible):
        raise _without_data(sheets, name)
    if received.macros:
        notes += (_note("N-MACRO", "工作簿带有宏；宏没有运行，只读取了表格内容。"),)
    hidden = [sheet.name for sheet in sheets if not sheet.visible and sheet.name != WORDS_SHEET]
    if hidden:
        names = "、".join(f"「{name}」" for name in hidden)
        notes += (_note("N-HIDDEN", f"隐藏的工作表{names}没有读取；如需导入，请取消隐藏后保存。"),)
    return Book(received.path, received.format, tuple(map(bounded, sheets)), received.sha256, notes)


def _sheets(received: Received, name: str, progress: Progress) -> _Read:
    if received.format == "text":
        text, notes = decode(received.content, name)
        rows = read_rows(text, MAX_ROWS, name)
        return (Sheet(received.path.stem, rows, merges=None),), notes
    if received.format == "html":
        sheet, notes = read_html(received.content, MAX_ROWS, name)
        return (sheet,), notes
    if received.format == "xml":
        return read_xml(received.content, MAX_ROWS, name), ()
    return _calamine(received, name, progress)


def _calamine(received: Received, name: str, progress: Progress) -> _Read:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with _Guard(name):
        content = checked(received.content, received.format, name)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        reader = _READERS.get(received.format)
        marks_of = reader(content, workbook.sheet_names) if reader else lambda _index: Marks()
    sheets: list[Sheet] = []
    notes: list[Problem] = []
    known = workbook.sheets_metadata
    for index, known_sheet in enumerate(known):
        progress.step(index, len(known), known_sheet.name)
        if known_sheet.typ != SheetTypeEnum.WorkSheet:
            continue
        if known_sheet.visible != SheetVisibleEnum.Visible:
            sheets.append(Sheet(known_sheet.name, [], visible=False))
            continue
        with _Guard(name):
            marks = marks_of(index)
            require_area(known_sheet.name, *marks.used)
            sheets.append(_sheet(workbook.get_sheet_by_index(index), marks, received.format, name))
        if marks.uncomputed:
            notes.append(_uncomputed(known_sheet.name, marks))
    if received.format == "xlsb":
        notes.append(_note("N-XLSB", "xlsb 格式看不出隐藏行、合并单元格和公式错误；如有，请另存为 .xlsx 再导入。"))
    return tuple(sheets), tuple(notes)


def _sheet(raw: Any, marks: Marks, kind: str, name: str) -> Sheet:
    rows = _rows(raw.iter_rows(), raw.start[1] if raw.start else 0, name)
    for (number, column), text in marks.errors.items():
        if number <= len(rows) and column < len(rows[number - 1]) and rows[number - 1][column] == "":
            rows[number - 1] = list(rows[number - 1])
            rows[number - 1][column] = CellError(text)
    first = next((place for place, row in enumerate(rows) if any(cell != "" for cell in row)), 0)
    merges: tuple[Merge, ...] | None = tuple(marks.merges) if marks.merges is not None else None
    if merges is None and kind in ("xlsx", "xls"):
        merges = tuple(
            Merge(top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in raw.merged_cell_ranges or ()
        )
    return Sheet(raw.name, rows[first:], first + 1, merges=merges, hidden=frozenset(marks.hidden))


def _rows(raw: Iterable[list[Any]], left: int, name: str) -> list[Row]:
    """The rows down to the last one with something in it; blank ones share one list, which nobody may change.

    Calamine leaves out the ``left`` blank columns before the first cell, though not the rows above it.
    """
    rows: list[Row] = []
    blank: Row = []
    count = kept = 0
    before: Row = [""] * left
    for cells in raw if not left else (before + cells for cells in raw):
        if cells.count("") == len(cells):
            rows.append(blank or cells)
            blank = blank or cells
            continue
        count += 1
        if count > MAX_ROWS + 1000:
            raise too_many(name, MAX_ROWS)
        rows.append([int(x) if type(x) is float and x.is_integer() and -1e15 < x < 1e15 else x for x in cells])
        kept = len(rows)
    del rows[kept:]
    return rows


class _Guard:
    """Turns whatever a reader trips over in a broken file into the refusal for a damaged one."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        from python_calamine import CalamineError, PasswordError

        if error is None or isinstance(error, Refusal):
            return
        if isinstance(error, PasswordError):
            raise PasswordNeeded(f"{self._name}设了打开密码。", "请打开后取消密码，另存为 .xlsx 再导入。") from error
        broken = (CalamineError, zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, IndexError)
        if isinstance(error, broken) or type(error).__name__ == "PanicException":
            raise damaged(self._name) from error


def _without_data(sheets: tuple[Sheet, ...], name: str) -> Refusal:
    if not sheets:
        return Refusal(f"{name}里没有普通工作表，只有宏表或图表。", "请向报送单位要数据表。")
    if any(not sheet.visible for sheet in sheets):
        return Refusal(f"{name}能看到的工作表都是空的，还有工作表被隐藏了。", "请取消隐藏、保存后再导入。")
    return Refusal(f"{name}里没有数据，工作表都是空的。", "请确认选对了文件，或向报送单位重新要一份。")


def _uncomputed(sheet: str, marks: Marks) -> Problem:
    cells = "、".join(f"{column_letters(column)}{row}" for row, column in marks.uncomputed[:5])
    more = f"等 {len(marks.uncomputed)} 处" if len(marks.uncomputed) > 5 else ""
    message = f"{cells}{more}的公式没有计算结果，按空白读取；请用 WPS 或 Excel 打开、保存一次后再导入。"
    return Problem("W-FORMULA", Severity.WARNING, message, sheet=sheet, row=marks.uncomputed[0][0])


def _note(code: str, message: str) -> Problem:
    return Problem(code, Severity.NOTE, message)
