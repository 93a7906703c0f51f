"""Marks of an .xlsx, found by searching the XML of a sheet piece by piece."""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from xml.etree import ElementTree

from hfp_desk.excel.book import column_index
from hfp_desk.excel.extent import MAX_COLUMNS, MAX_LINES
from hfp_desk.excel.marks import Marks, MarksOf

_PIECE = 1 << 22
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_NUMBER = re.compile(rb'\br="(\d+)"')
_REFERENCE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_FAR = re.compile(rb'\br="([A-Z]{3,}|[A-Z]{0,2}(?=\d{7}))(\d+)"[^>]*(?<!/)>')
_CONTENT = re.compile(rb"v>|is>")
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c\b([^>]*)>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)"
    rb"(?:<(?:\w+:)?v></(?:\w+:)?v>|<(?:\w+:)?v ?/>)?</(?:\w+:)?c>"
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def sheet_marks(content: bytes, names: list[str]) -> MarksOf:
    """Marks of the sheets of an .xlsx; a broken part raises ``zipfile.BadZipFile``."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    paths = sheet_parts(archive)

    def marks_of(index: int) -> Marks:
        path = paths.get(names[index])
        return _scan(archive, path) if path else Marks()

    return marks_of


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet by its name; ``zipfile.BadZipFile`` where the list of sheets is broken."""
    names = {name.lower(): name for name in archive.namelist()}
    try:
        book = ElementTree.fromstring(archive.read(names["xl/workbook.xml"]))
        relations = ElementTree.fromstring(archive.read(names["xl/_rels/workbook.xml.rels"]))
    except (KeyError, ElementTree.ParseError) as error:
        raise zipfile.BadZipFile from error
    targets = {item.get("Id"): item.get("Target", "") for item in relations}
    found = {}
    for sheet in book.iterfind(".//{*}sheet"):
        target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION), "")
        path = names.get(posixpath.normpath(posixpath.join("/xl", target)).lstrip("/").lower())
        if path:
            found[sheet.get("name", "")] = path
    return found


def _scan(archive: zipfile.ZipFile, path: str) -> Marks:
    marks = Marks()
    with archive.open(path) as part:
        for block in _blocks(part.read):
            _hidden(block, marks)
            _errors(block, marks)
            _used(block, marks)
            _far(block, marks)
            if b"f>" in block:
                _uncomputed(block, marks)
    return marks


def _blocks(read: Callable[[int], bytes]) -> Iterator[bytes]:
    """The sheet in pieces that end between two rows."""
    rest = b""
    while piece := read(_PIECE):
        block = rest + piece
        cut = block.rfind(b"row>") + 4
        if cut > 3:
            yield block[:cut]
            rest = block[cut:]
        elif len(block) > 4 * _PIECE:  # nothing but rows without an end tag: blank ones
            cut = block.rfind(b"<")
            yield block[:cut]
            rest = block[cut:]
        else:
            rest = block
    yield rest


def _hidden(block: bytes, marks: Marks) -> None:
    if b"hidden=" not in block:
        return
    for row in _ROW.finditer(block):
        attributes = row[1]
        if b'hidden="1"' in attributes or b'hidden="true"' in attributes:
            number = _NUMBER.search(attributes)
            if number:
                marks.hidden.add(int(number[1]))


def _errors(block: bytes, marks: Marks) -> None:
    at = block.find(b't="e"')
    while at >= 0:
        cell = _REFERENCE.search(block, block.rfind(b"<", 0, at), block.find(b">", at))
        end = block.find(b"c>", at)
        value = block.rfind(b"v>", at, block.rfind(b"</", at, end))
        close = block.rfind(b"</", at, value) if value >= 0 else -1
        text = block[block.rfind(b">", at, close) + 1 : close] if close >= 0 else b"#N/A"
        if cell:
            marks.errors[int(cell[2]), column_index(cell[1].decode())] = text.decode("ascii", "replace")
        at = block.find(b't="e"', at + 5)


def _used(block: bytes, marks: Marks) -> None:
    """The last row with content and the widest row; calamine lays out all cells in between."""
    content = max(block.rfind(b"v>"), block.rfind(b"is>"))
    if content < 0:
        return
    number = _NUMBER.search(block, block.rfind(b"row ", 0, content))
    last, width = marks.used
    at, before = block.find(b"row>"), 0
    while at >= 0:
        cell = _REFERENCE.match(block, block.rfind(b' r="', before, at) + 1)
        if cell and (len(cell[1]) > 2 or width < 702):
            width = max(width, column_index(cell[1].decode()) + 1)
        before, at = at, block.find(b"row>", at + 4)
    marks.used = (max(last, int(number[1])) if number else last, width)


def _far(block: bytes, marks: Marks) -> None:
    """Cells far out with something in them; what no sheet can hold raises ``zipfile.BadZipFile``."""
    for found in _FAR.finditer(block):
        row, width = int(found[2]), column_index(found[1].decode()) + 1 if len(found[1]) < 4 else MAX_COLUMNS + 1
        if row > MAX_LINES or width > MAX_COLUMNS:
            raise zipfile.BadZipFile
        end = block.find(b"row>", found.end())
        if _CONTENT.search(block, found.end(), end if end >= 0 else len(block)):
            marks.used = (max(marks.used[0], row), max(marks.used[1], width))


def _uncomputed(block: bytes, marks: Marks) -> None:
    for cell in _UNCOMPUTED.finditer(block):
        if b't="str"' not in cell[1]:
            reference = _REFERENCE.search(cell[1])
            if reference:
                marks.uncomputed.append((int(reference[2]), column_index(reference[1].decode())))
