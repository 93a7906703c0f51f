"""退回: a copy of the township's own workbook with what is wrong at its cells, and a sheet 退回说明 before it.

Everything of theirs stays as it is; colours and remarks of an earlier 退回 are taken away first. The copy is logged as
it leaves, and the return is then marked as sent back.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from hfp_desk import scratch
from hfp_desk.excel.annotating import ERROR_COLOUR, OUR_COLOUR, WARNING_COLOUR, disarmed, sheet_name
from hfp_desk.excel.book import column_letters
from hfp_desk.excel.list_files import LIVE
from hfp_desk.excel.verdicts import AUTHOR
from hfp_desk.problems import Refusal
from hfp_desk.returns.checking import LEVELS
from hfp_desk.returns.collected import Collected, Flaw
from hfp_desk.returns.table import Cell, shown
from hfp_desk.store import collecting, history
from hfp_desk.store.collecting_checks import Compared
from hfp_desk.store.collecting_state import Standing, TownReturn
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing, release

SHEET = "退回说明"
_FILLS = {
    "error": PatternFill("solid", fgColor=ERROR_COLOUR),
    "warning": PatternFill("solid", fgColor=WARNING_COLOUR),
    "note": PatternFill("solid", fgColor=OUR_COLOUR),
}
_HEADS = (("序号", 6), ("位置", 18), ("类别", 8), ("问题", 70), ("表中填写", 16), ("应为", 24))
_ADVICE = "请在原表中更正标了颜色的格（批注写明原因），保存后把整个文件重新报来；不要改动表头和行列。"


def write(register: Register, found: Standing, line: TownReturn, reason: str, target: Path) -> Path:
    """Write the copy for a township, log it, and mark its return as sent back; where it lies.

    Refusal without a reason, or when the workbook was not kept.
    """
    if line.kept is None:
        raise Refusal(f"{line.town.name}还没有报表，不能退回。", "请先收表。")
    with register.session():
        collecting.require_reason(reason)
        content = collecting.original(register, line.kept.id)
    path = target.with_suffix(".xlsx")
    rough = scratch.fresh(path.name)
    told = Outgoing(
        Action.EXPORT,
        f"退回 {line.town.name} {found.definition.title} {found.period.label}",
        0,
        reason.strip(),
        {"return": found.definition.name, "period": found.period.mark, "unit": line.town.name},
    )
    try:
        _written(content, found, line, reason, register.user, rough)
        release(register, rough, path, told)
    finally:
        scratch.wipe(rough)
    collecting.mark_returned(register, line.kept.id, reason)
    return path


def _written(content: bytes, found: Standing, line: TownReturn, reason: str, by: str, target: Path) -> None:
    assert line.kept is not None
    book, whole = _opened(content, line.kept.collected)
    _clean(book)
    for flaw in reversed(line.flaws):
        if flaw.sheet in book.sheetnames and flaw.row and flaw.column:
            _mark(book[flaw.sheet][f"{flaw.column}{flaw.row}"], flaw)
    page = book.create_sheet(SHEET, 0)
    _explain(page, _head(found, line, reason, by, whole), line)
    for one in book.worksheets:
        one.sheet_view.tabSelected = one.title == SHEET
    book.active = 0
    book.save(target)


def _opened(content: bytes, collected: Collected) -> tuple[Workbook, bool]:
    """Their workbook, or its cells in a new one where it cannot be written as it was."""
    if content.startswith(b"PK"):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return disarmed(load_workbook(io.BytesIO(content), keep_vba=False, keep_links=False)), True
        except Exception:  # openpyxl raises many things for what other programs write; the cells are known anyway
            pass
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet_name(collected.sheet)
    for number, texts in collected.raw:
        for place, text in enumerate(texts, 1):
            if text:
                _put(page.cell(number, place), text)
    return book, False


def _clean(book: Workbook) -> None:
    """Take away what an earlier 退回 of ours wrote."""
    if SHEET in book.sheetnames:
        book.remove(book[SHEET])
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if not isinstance(cell, MergedCell) and cell.comment is not None and cell.comment.author == AUTHOR:
                    cell.comment = None
                    cell.fill = PatternFill()


def _mark(cell: Any, flaw: Flaw) -> None:
    if isinstance(cell, MergedCell):
        return
    before = f"{cell.comment.text}\n" if cell.comment is not None else ""
    cell.fill = _FILLS[flaw.level]
    cell.comment = Comment(f"{before}{_words(flaw)}", AUTHOR, height=130, width=320)


def _words(flaw: Flaw) -> str:
    expected = f"，应为{flaw.expected}" if flaw.expected else ""
    return f"【{LEVELS[flaw.level]}】{flaw.message}{expected}。".replace("。。", "。")


def _head(found: Standing, line: TownReturn, reason: str, by: str, whole: bool) -> tuple[str, ...]:
    said = (
        f"{found.definition.title}（{found.period.label}）{SHEET}",
        f"填报单位：{line.town.name}　　退回：{by}　{history.now()[:16]}",
        f"退回原因：{reason.strip()}",
        _ADVICE,
    )
    return said if whole else (*said, "原文件不能原样改写，本表按原表内容重新生成，没有保留格式和公式。")


def _explain(page: Any, head: Sequence[str], line: TownReturn) -> None:
    for place, (_, width) in enumerate(_HEADS, 1):
        page.column_dimensions[column_letters(place - 1)].width = width
    for number, text in enumerate(head, 1):
        cell = page.cell(number, 1)
        _put(cell, text)
        cell.font = Font(bold=number == 1, size=16 if number == 1 else 11)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        page.merge_cells(None, number, 1, number, len(_HEADS))
        page.row_dimensions[number].height = 28 if number == 1 else 20
    row = len(head) + 1
    for place, (heading, _) in enumerate(_HEADS, 1):
        cell = page.cell(row, place, heading)
        cell.font, cell.fill = Font(bold=True), _FILLS["note"]
        cell.alignment = Alignment("center", "center")
    for number, texts in enumerate(_rows(line), 1):
        for place, text in enumerate((str(number), *texts), 1):
            cell = page.cell(row + number, place)
            _put(cell, text)
            cell.alignment = Alignment(vertical="top", wrap_text=True)
        page.row_dimensions[row + number].height = 15 * _lines(texts)
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{row}:{row}"


def _rows(line: TownReturn) -> Iterator[tuple[str, ...]]:
    for flaw in line.flaws:
        yield flaw.spot or "整个文件", LEVELS[flaw.level], flaw.message, flaw.found, flaw.expected.strip()
    for one in line.differences:
        message = f"{one.label}“{one.heading}”与县里登记簿的数不同，请核对"
        theirs, ours = (shown(one.column, Cell(value)) for value in (one.theirs, one.ours))
        yield _spot(line, one), "核对", message, theirs, f"县里为 {ours}"


def _spot(line: TownReturn, one: Compared) -> str:
    """Where the figure stands in their sheet."""
    spots = line.kept.collected.spots if line.kept is not None else ()
    keys = ("0", str(one.key)) if one.key == line.town.id else (str(one.key),)
    found = next((spot for spot in spots if spot.name == one.column.name and spot.key in keys), None)
    return f"第 {found.row} 行 {found.column} 列" if found is not None else ""


def _lines(texts: Sequence[str]) -> int:
    """How many lines the longest text of a row needs; a Chinese character is two wide."""
    wide = (sum(2 if letter > "\xff" else 1 for letter in text) for text in texts)
    return max(1 + (chars - 1) // width for chars, (_, width) in zip(wide, _HEADS[1:], strict=True))


def _put(cell: Any, text: str) -> None:
    """Text that cannot come alive as a formula."""
    cell.value = "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    cell.data_type = "s"
    if text.startswith(LIVE):
        cell.quotePrefix = True
