"""Marks of an .ods: rows hidden or filtered out, failed formulas, merged cells."""

import html
import io
import re
import zipfile

from hfp_desk.excel.book import Merge
from hfp_desk.excel.marks import Marks, MarksOf

_TABLE = re.compile(rb'<table:table\b[^>]*?table:name="([^"]*)"')
_ROW = re.compile(rb"<table:table-row\b([^>]*)>")
_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
_REPEATED_ROWS = re.compile(rb'number-rows-repeated="(\d+)"')
_REPEATED = re.compile(rb'number-columns-repeated="(\d+)"')
_SPANNED_ROWS = re.compile(rb'number-rows-spanned="(\d+)"')
_SPANNED = re.compile(rb'number-columns-spanned="(\d+)"')
_HIDDEN = re.compile(rb'table:visibility="(?:collapse|filter)"')
_TEXT = re.compile(rb"<text:p[^>]*>([^<]*)<")


def sheet_marks(content: bytes, names: list[str]) -> MarksOf:
    """Marks of the sheets of an .ods."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        xml = archive.read("content.xml")
    starts = list(_TABLE.finditer(xml))
    ends = [*(start.start() for start in starts[1:]), len(xml)]
    spans = {html.unescape(s[1].decode()): (s.end(), end) for s, end in zip(starts, ends, strict=True)}
    return lambda index: _scan(xml, *spans[names[index]]) if names[index] in spans else Marks()


def _scan(xml: bytes, start: int, end: int) -> Marks:
    marks, number = Marks(merges=[]), 1
    rows = list(_ROW.finditer(xml, start, end))
    stops = [*(row.start() for row in rows[1:]), end]
    for row, stop in zip(rows, stops, strict=False):  # a sheet may have no row at all
        repeated = _count(_REPEATED_ROWS, row[1])
        if _HIDDEN.search(row[1]) and repeated < 1_000_000:
            marks.hidden.update(range(number, number + repeated))
        body = xml[row.end() : stop]
        if b"-spanned=" in body or b'"error"' in body:
            _cells(body, number, marks)
        number += repeated
    return marks


def _cells(body: bytes, number: int, marks: Marks) -> None:
    column = 0
    for cell in _CELL.finditer(body):
        attributes = cell[1]
        if b'value-type="error"' in attributes:
            text = _TEXT.search(body, cell.end())
            marks.errors[number, column] = html.unescape(text[1].decode()) if text else "#N/A"
        down, across = _count(_SPANNED_ROWS, attributes), _count(_SPANNED, attributes)
        if (down > 1 or across > 1) and marks.merges is not None:
            marks.merges.append(Merge(number, column, number + down - 1, column + across - 1))
        column += _count(_REPEATED, attributes)


def _count(pattern: re.Pattern[bytes], attributes: bytes) -> int:
    found = pattern.search(attributes)
    return int(found[1]) if found else 1
