"""Files that no library of ours writes, made by hand: .ods, .xlsb, web pages and XML named .xls, broken zips."""

import html
import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from hashlib import md5
from itertools import islice
from pathlib import Path

import olefile
from msoffcrypto.method.rc4 import DocumentRC4
from openpyxl import Workbook
from xlwt.CompoundDoc import XlsDoc

Rows = Sequence[Sequence[object]]
_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="名单">'
)
_ODS_END = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
    'table:number-columns-repeated="16384"/></table:table-row></table:table></office:spreadsheet>'
    "</office:body></office:document-content>"
)


def ods(path: Path, rows: Rows, hidden: Iterable[int] = (), tall: Iterable[tuple[int, int, int]] = ()) -> Path:
    """An .ods; ``tall`` merges (row, column, rows) downwards; an ``Exception`` as cell is a failed formula."""
    spans = {(row, column): down for row, column, down in tall}
    covered = {(row + n, column) for (row, column), down in spans.items() for n in range(1, down)}
    lines = []
    for number, row in enumerate(rows, 1):
        style = ' table:visibility="collapse"' if number in hidden else ""
        cells = (_ods_cell(cell, (number, at) in covered, spans.get((number, at), 1)) for at, cell in enumerate(row))
        lines.append(f"<table:table-row{style}>{''.join(cells)}</table:table-row>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", _ODS + "".join(lines) + _ODS_END)
    return path


def _ods_cell(cell: object, covered: bool, down: int) -> str:
    if covered:
        return "<table:covered-table-cell/>"
    span = f' table:number-rows-spanned="{down}" table:number-columns-spanned="1"' if down > 1 else ""
    if isinstance(cell, Exception):
        return (
            '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
            f"<text:p>{cell}</text:p></table:table-cell>"
        )
    if isinstance(cell, (int, float)):
        return f'<table:table-cell{span} office:value-type="float" office:value="{cell}"/>'
    if not cell:
        return f"<table:table-cell{span}/>"
    text = f"<text:p>{html.escape(str(cell))}</text:p>"
    return f'<table:table-cell{span} office:value-type="string">{text}</table:table-cell>'


def xlsb(path: Path, rows: Rows, name: str = "名单") -> Path:
    """An .xlsb with one sheet."""
    width = max(map(len, rows))
    sheet = [_record(129), _record(148, struct.pack("<4I", 0, len(rows) - 1, 0, width - 1)), _record(145)]
    for number, row in enumerate(rows):
        sheet.append(_record(0, struct.pack("<I", number) + bytes(13)))
        for column, cell in enumerate(row):
            place = struct.pack("<II", column, 0)
            if isinstance(cell, (int, float)):
                sheet.append(_record(5, place + struct.pack("<d", cell)))
            elif cell:
                sheet.append(_record(6, place + _wide(str(cell))))
    bundle = struct.pack("<II", 0, 1) + _wide("rId1") + _wide(name)
    book = [_record(131), _record(143), _record(156, bundle), _record(144), _record(132)]
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relation = f'<Relationship Id="rId1" Type="{kind}" Target="worksheets/sheet1.bin"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/_rels/workbook.bin.rels", f"<Relationships>{relation}</Relationships>")
        archive.writestr("xl/workbook.bin", b"".join(book))
        archive.writestr("xl/worksheets/sheet1.bin", b"".join([*sheet, _record(146), _record(130)]))
    return path


def _record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = len(body), b""
    while size > 127:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + length + bytes([size]) + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def web_page(path: Path, rows: Rows, encoding: str = "utf-8", tall: Iterable[tuple[int, int, int]] = ()) -> Path:
    """A web page with one table, as business systems export it; ``tall`` merges (row, column, rows) downwards."""
    spans = {(row, column): down for row, column, down in tall}
    covered = {(row + n, column) for (row, column), down in spans.items() for n in range(1, down)}
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<td rowspan="{spans.get((number, at), 1)}" style="width:9pt">{html.escape(str(cell))}&nbsp;</td>'
            for at, cell in enumerate(row)
            if (number, at) not in covered
        )
        lines.append(f"<tr>{cells}</tr>\n")
    head = f'<html><head><meta charset="{encoding}"><style>td {{}}</style></head><body><table border=1>\n'
    path.write_bytes((head + "".join(lines) + "</table></body></html>").encode(encoding))
    return path


def xml_2003(path: Path, rows: Rows, hidden: Iterable[int] = ()) -> Path:
    """ "XML Spreadsheet 2003", blank rows told by an index only."""
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<Cell ss:Index="{at}"><Data ss:Type="{_xml_type(cell)}">{html.escape(str(cell))}</Data></Cell>'
            for at, cell in enumerate(row, 1)
            if cell != ""
        )
        style = ' ss:Hidden="1"' if number in hidden else ""
        lines.append(f'<Row ss:Index="{number}"{style}>{cells}</Row>' if cells else "")
    space = (
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    )
    body = f'<Worksheet ss:Name="名单"><Table>{"".join(lines)}</Table></Worksheet>'
    path.write_text(f'<?xml version="1.0"?><Workbook {space}>{body}</Workbook>', encoding="utf-8")
    return path


def _xml_type(cell: object) -> str:
    if isinstance(cell, Exception):
        return "Error"
    return "Number" if isinstance(cell, (int, float)) else "String"


def locked_xls(plain: Path, path: Path, password: str) -> Path:
    """The same .xls encrypted as Excel 2003 does: RC4, a new key for each 1024 bytes, headers left readable."""
    with olefile.OleFileIO(plain) as ole:
        stream = ole.openstream("Workbook").read().rstrip(b"\0") + bytes(3)  # ends with 0A 00 00 00
    salt, proof = bytes(range(16)), bytes(range(16, 32))
    shown = DocumentRC4.decrypt(password, salt, io.BytesIO(proof + md5(proof).digest()), 1024).read()
    lock = struct.pack("<HH3H", 0x2F, 54, 1, 1, 1) + salt + shown
    spare = -(len(stream) + len(lock)) % 4  # the container fills up with zeros, which must be whole records
    lock += struct.pack("<HH", 0xE1, spare) + bytes(spare)
    clear, hidden, at = bytearray(), bytearray(), 0
    while at < len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + size]
        readable = size if kind in (0x809, 0xE1) else 4 if kind == 0x85 else 0
        if kind == 0x85:
            body = struct.pack("<I", struct.unpack_from("<I", body)[0] + len(lock)) + body[4:]
        clear += struct.pack("<HH", kind, size) + body[:readable] + bytes(size - readable)
        hidden += bytes(4 + readable) + body[readable:]
        if at == 0:
            clear += lock
            hidden += bytes(len(lock))
        at += 4 + size
    cipher = DocumentRC4.decrypt(password, salt, io.BytesIO(bytes(hidden)), 1024).read()
    keep = _readable(bytes(clear))
    XlsDoc().save(str(path), bytes(c if k else e for c, e, k in zip(clear, cipher, keep, strict=True)))
    return path


def _readable(stream: bytes) -> bytearray:
    """One for each byte that is not encrypted: record headers, the lock, the positions of the sheets."""
    keep, at = bytearray(len(stream)), 0
    while at < len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        open_part = size if kind in (0x809, 0x2F, 0xE1) else 4 if kind == 0x85 else 0
        keep[at : at + 4 + open_part] = bytes([1]) * (4 + open_part)
        at += 4 + size
    return keep


def raw_xlsx(path: Path, rows: Iterable[bytes], dimension: str = "A1") -> Path:
    """An .xlsx whose sheet consists of these ``<row>`` elements; nobody checks them."""
    book = Workbook()
    book.active.title = "名单"
    model = path.with_suffix(".model")
    book.save(model)
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    head = f'<worksheet xmlns="{space}"><dimension ref="{dimension}"/><sheetData>'
    with zipfile.ZipFile(model) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in source.namelist():
            if name != "xl/worksheets/sheet1.xml":
                archive.writestr(name, source.read(name))
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            sheet.write(head.encode())
            every = iter(rows)
            while piece := b"".join(islice(every, 20_000)):
                sheet.write(piece)
            sheet.write(b"</sheetData></worksheet>")
    model.unlink()
    return path


def text_row(number: int, *cells: str) -> bytes:
    """One ``<row>`` of text cells for ``raw_xlsx``."""
    body = "".join(
        f'<c r="{chr(65 + at)}{number}" t="inlineStr"><is><t>{html.escape(cell)}</t></is></c>'
        for at, cell in enumerate(cells)
    )
    return f'<row r="{number}">{body}</row>'.encode()
