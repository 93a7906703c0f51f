"""Marks of an .xls (also WPS .et), found by walking its records."""

import io
import struct
from collections.abc import Iterator

from hfp_desk.excel.marks import FAILURES, Marks, MarksOf

_BOUND_SHEET, _EOF, _FORMULA, _BOOL_ERR, _ROW = 0x85, 0x0A, 0x06, 0x205, 0x208
_WANTED = frozenset((_BOUND_SHEET, _EOF, _FORMULA, _BOOL_ERR, _ROW))
_HIDDEN_ROW = 0x20
_SHEET_BEGIN, _DIMENSIONS = 0x809, 0x200
_MANY_NUMBERS, _WIDTH = 0xBD, 256
_CELLS = frozenset((0x203, 0x204, 0xD6, 0x205, 0x27E, 0xFD, 0x06, _MANY_NUMBERS))


def sheet_marks(content: bytes, names: list[str]) -> MarksOf:
    """Marks of the sheets of an .xls; none when it counts its sheets differently from the reader."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        stream = ole.openstream("Workbook" if ole.exists("Workbook") else "Book").read()
    starts = _starts(stream)
    return lambda index: _walk(stream, starts[index]) if len(starts) == len(names) else Marks()


def areas(stream: bytes) -> Iterator[int]:
    """For each sheet of a workbook stream how many cells calamine will lay out for it, blank ones included."""
    for start in _starts(stream):
        yield max(_area(stream, start))


def _area(stream: bytes, at: int) -> tuple[int, int]:
    """The rectangle said to be used, and the one around all cells."""
    end, header, place = len(stream) - 4, struct.Struct("<HH").unpack_from, struct.Struct("<HH").unpack_from
    said, top, left, bottom, right, depth = 0, 0x10000, 0x10000, -1, -1, 0
    while at <= end:
        kind, size = header(stream, at)
        if kind in _CELLS and depth <= 1 and size >= 6:
            row, column = place(stream, at + 4) if at + 8 <= len(stream) else (0, 0)
            top, bottom, left, right = min(top, row), max(bottom, row), min(left, column), max(right, column)
            if kind == _MANY_NUMBERS:
                right = max(right, column + (size - 6) // 6)
        elif kind == _DIMENSIONS and depth <= 1:
            said = max(said, _said(stream[at + 4 : at + 4 + size]))
        elif kind == _SHEET_BEGIN:
            depth += 1
        elif kind == _EOF:
            if depth <= 1:
                break
            depth -= 1
        at += 4 + size
    if right >= _WIDTH:  # no sheet of Excel 2003 is wider
        return said, 1 << 62
    return said, max(bottom - top + 1, 0) * max(right - left + 1, 0)


def _said(body: bytes) -> int:
    if len(body) not in (10, 14):
        return 0
    top, bottom, left, right = struct.unpack_from("<HHHH" if len(body) == 10 else "<IIHH", body)
    return int((bottom - top) & 0xFFFFFFFF) * int((right - (left if left <= 0xFF and left < right else 0)) & 0xFFFFFFFF)


def _starts(stream: bytes) -> list[int]:
    starts, at = [], 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _BOUND_SHEET and size >= 4 and at + 8 <= len(stream):
            starts.append(struct.unpack_from("<I", stream, at + 4)[0])
        elif kind == _EOF:
            break
        at += 4 + size
    return starts


def _walk(stream: bytes, at: int) -> Marks:
    marks, end, header = Marks(), len(stream) - 4, struct.Struct("<HH").unpack_from
    depth = 0
    while at <= end:
        kind, size = header(stream, at)
        if kind in _WANTED:
            if kind == _EOF and depth <= 1:
                break
            depth -= kind == _EOF
            _note(kind, stream[at + 4 : at + 4 + size], marks)
        elif kind == _SHEET_BEGIN:  # a chart inside the sheet opens and closes its own stream
            depth += 1
        at += 4 + size
    return marks


def _note(kind: int, body: bytes, marks: Marks) -> None:
    if len(body) < 8:
        return
    row, column = struct.unpack_from("<HH", body)
    if kind == _ROW and len(body) >= 16 and body[12] & _HIDDEN_ROW:
        marks.hidden.add(row + 1)
    elif kind == _BOOL_ERR and body[7]:
        marks.errors[row + 1, column] = FAILURES.get(body[6], "#N/A")
    elif kind == _FORMULA and len(body) >= 14 and body[6] == 2 and body[12:14] == b"\xff\xff":
        marks.errors[row + 1, column] = FAILURES.get(body[8], "#N/A")
