"""How far a sheet reaches, found before calamine lays it out: a cell far out would take all the memory there is.

Calamine asks for the memory of the whole rectangle at once, and where the system refuses it the program is gone
without a word. A damaged file names such cells, rows repeated a million times, or a number of words that no file
of its size can hold.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from xml.parsers import expat

from hfp_desk.excel import biff, compound
from hfp_desk.excel.archives import damaged
from hfp_desk.excel.book import Merge, Sheet, column_letters
from hfp_desk.problems import Refusal

MAX_AREA = 20_000_000
"""Cells that may be laid out at once, blank ones included: about 700 MB."""

MAX_COLUMNS, MAX_LINES = 16_384, 1_048_576
"""What a sheet of today's Excel can hold; a file that says more is damaged."""

_MOST_WORDS, _LARGE = 20_000_000, 10_000
_WORDS = re.compile(rb"uniqueCount\s*=\s*[\"'](\d+)")
_TABLE = re.compile(rb"<table:table\b")
_ROW = re.compile(rb"<table:table-row\b([^>]*)>")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*?)(/?)>")
_ROWS_REPEATED = re.compile(rb'number-rows-repeated="(\d+)"')
_REPEATED = re.compile(rb'number-columns-repeated="(\d+)"')
_FAR = re.compile(rb'-repeated="\d{4,}"')


def require_area(sheet: str, rows: int, width: int) -> None:
    """Refusal when so many rows and columns cannot be laid out."""
    if rows * width > MAX_AREA:
        letters = column_letters(min(width, MAX_COLUMNS) - 1)
        raise Refusal(
            f"工作表「{sheet}」的内容散到了第 {rows} 行、{letters} 列，范围太大，不能读取。",
            "请选中数据以外的行和列，删除（不是清除内容）后保存，再导入。",
        )


def bounded(sheet: Sheet) -> Sheet:
    """The sheet without hidden rows below its last one, huge merges cut to its cells; Refusal when it is too wide."""
    if sheet.width > MAX_COLUMNS:
        raise Refusal(
            f"工作表「{sheet.name}」有 {sheet.width:,} 列，超过 Excel 的 {MAX_COLUMNS:,} 列，不能读取。",
            "请用 WPS 或 Excel 打开检查，只留下数据所在的列，另存后再导入。",
        )
    merges = None if sheet.merges is None else tuple(_clipped(sheet, sheet.merges))
    hidden = frozenset(number for number in sheet.hidden if number <= sheet.last)
    return Sheet(sheet.name, sheet.rows, sheet.first, sheet.visible, merges, hidden)


def _clipped(sheet: Sheet, merges: tuple[Merge, ...]) -> Iterator[Merge]:
    for merge in merges:
        top, left, bottom, right = merge
        if (bottom - top + 1) * (right - left + 1) > _LARGE:
            bottom, right = min(bottom, sheet.last), min(right, sheet.width - 1)
        if 0 < top <= bottom and 0 <= left <= right < MAX_COLUMNS:
            yield Merge(top, left, bottom, right)


def checked(content: bytes, kind: str, name: str) -> bytes:
    """The file as calamine may have it; a refusal when reading it would take the machine down."""
    check = _CHECKS.get(kind)
    return check(content, name) if check else content


def _checked_xls(content: bytes, name: str) -> bytes:
    stream = compound.workbook_stream(content, name)
    if sum(biff.areas(stream)) > MAX_AREA:  # more than a full sheet of Excel 2003
        raise damaged(name)
    return compound.repacked(stream)


def _checked_xlsx(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            if part.lower().endswith("sharedstrings.xml"):
                with archive.open(part) as stream:
                    words = _WORDS.search(stream.read(1 << 16))
                if words and int(words[1]) > _MOST_WORDS:
                    raise damaged(name)
    return content


def _checked_xlsb(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            if "sheets/" in part.lower() and part.lower().endswith(".bin"):
                rows, width = _binary_extent(archive.read(part))
                if rows > MAX_LINES or width > MAX_COLUMNS:
                    raise damaged(name)
                require_area(part.rpartition("/")[2], rows, width)
    return content


def _binary_extent(part: bytes) -> tuple[int, int]:
    """Rows and columns of an .xlsb sheet up to the last cell: records of kind and length, seven bits a byte."""
    last = width = row = at = 0
    while at < len(part) - 1:
        kind = part[at]
        at += 1
        if kind & 0x80:
            kind, at = kind & 0x7F | (part[at] & 0x7F) << 7, at + 1
        size = shift = 0
        while shift < 28 and at < len(part):
            byte = part[at]
            size, shift, at = size | (byte & 0x7F) << shift, shift + 7, at + 1
            if byte < 0x80:
                break
        if kind == 0 and at + 4 <= len(part):
            row = int.from_bytes(part[at : at + 4], "little")
        elif 1 <= kind <= 11 and at + 4 <= len(part):
            last = max(last, row + 1)
            width = max(width, int.from_bytes(part[at : at + 4], "little") + 1)
        at += size
    return last, width


def _checked_ods(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "content.xml" not in archive.namelist():
            raise damaged(name)
        xml = archive.read("content.xml")
    _require_whole(xml, name)
    if _FAR.search(xml):
        starts = [found.start() for found in _TABLE.finditer(xml)]
        for place, (start, end) in enumerate(zip(starts, [*starts[1:], len(xml)], strict=False), start=1):
            require_area(f"{name}第 {place} 张", *_open_extent(xml, start, end))
    return content


def _require_whole(xml: bytes, name: str) -> None:
    """Refusal when a tag is left open: calamine would look for its end for ever."""
    try:
        expat.ParserCreate().Parse(xml, True)
    except expat.ExpatError as error:
        raise damaged(name) from error


def _open_extent(xml: bytes, start: int, end: int) -> tuple[int, int]:
    """Rows and columns of an .ods sheet up to the last cell with something in it, repeats counted."""
    last = width = number = 0
    rows = list(_ROW.finditer(xml, start, end))
    for row, stop in zip(rows, [*(row.start() for row in rows[1:]), end], strict=False):
        number += _count(_ROWS_REPEATED, row[1])
        column = reach = 0
        for cell in _CELL.finditer(xml, row.end(), stop):
            column += _count(_REPEATED, cell[1])
            if not cell[2] or b"value" in cell[1]:
                reach = column
        if reach:
            last, width = number, max(width, reach)
    return last, width


def _count(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return min(int(found[1]), MAX_LINES) if found else 1


_CHECKS: dict[str, Callable[[bytes, str], bytes]] = {
    "xls": _checked_xls,
    "xlsx": _checked_xlsx,
    "xlsb": _checked_xlsb,
    "ods": _checked_ods,
}
