"""Workbooks in "XML Spreadsheet 2003", another thing that business systems export and name ``.xls``."""

import io
from collections.abc import Iterator
from datetime import datetime
from xml.etree import ElementTree

from hfp_desk.excel.archives import damaged
from hfp_desk.excel.book import Cell, CellError, Merge, Row, Sheet
from hfp_desk.excel.extent import MAX_LINES, require_area
from hfp_desk.excel.texts import too_many

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"


def read_xml(content: bytes, limit: int, name: str) -> tuple[Sheet, ...]:
    """The worksheets of the file; one with a document type of its own is refused as broken."""
    if b"<!ENTITY" in content or b"<!DOCTYPE" in content[:4096]:
        raise damaged(name)
    try:
        root = ElementTree.parse(io.BytesIO(content.lstrip())).getroot()
    except ElementTree.ParseError as error:
        raise damaged(name) from error
    try:
        return tuple(_sheet(sheet, limit, name) for sheet in root.iterfind(f"{_SS}Worksheet"))
    except (ValueError, OverflowError) as error:  # a place or a span that is no number, or beyond every sheet
        raise damaged(name) from error


def _sheet(sheet: ElementTree.Element, limit: int, name: str) -> Sheet:
    merges: list[Merge] = []
    hidden: set[int] = set()
    rows: dict[int, dict[int, Cell]] = {}
    for number, row in _placed(sheet.iterfind(f"{_SS}Table/{_SS}Row"), "Span"):
        if row.get(f"{_SS}Hidden") == "1":
            hidden.add(number)
        rows[number] = {}
        for place, cell in _placed(row.iterfind(f"{_SS}Cell"), "MergeAcross"):
            rows[number][place - 1] = _value(cell.find(f"{_SS}Data"))
            down, across = (int(cell.get(f"{_SS}{key}", 0)) for key in ("MergeDown", "MergeAcross"))
            if down or across:
                merges.append(Merge(number, place - 1, number + down, place - 1 + across))
    if len(rows) > limit:
        raise too_many(name, limit)
    shown = sheet.find(".//{*}Visible")
    return Sheet(
        sheet.get(f"{_SS}Name", "工作表"),
        _dense(rows, sheet.get(f"{_SS}Name", "工作表")),
        visible=shown is None or shown.text == "SheetVisible",
        merges=tuple(merges),
        hidden=frozenset(hidden),
    )


def _placed(items: Iterator[ElementTree.Element], stretch: str) -> Iterator[tuple[int, ElementTree.Element]]:
    """Rows or cells with their place, counted from 1: a gap is told by an Index."""
    place = 0
    for item in items:
        place = int(item.get(f"{_SS}Index", place + 1))
        if not 1 <= place <= MAX_LINES:
            raise OverflowError
        yield place, item
        place += int(item.get(f"{_SS}{stretch}", 0))


def _dense(rows: dict[int, dict[int, Cell]], name: str) -> list[Row]:
    filled = {number: cells for number, cells in rows.items() if any(cell != "" for cell in cells.values())}
    width = max((max(cells) + 1 for cells in filled.values()), default=0)
    require_area(name, len(filled), width)
    blank: Row = [""] * width
    last = max(filled, default=0)
    return [
        [filled[number].get(column, "") for column in range(width)] if number in filled else blank
        for number in range(1, last + 1)
    ]


def _value(data: ElementTree.Element | None) -> Cell:
    if data is None:
        return ""
    text = "".join(data.itertext())
    match data.get(f"{_SS}Type"):
        case "Number":
            return _number(text)
        case "Boolean":
            return text == "1"
        case "Error":
            return CellError(text)
        case "DateTime":
            return _moment(text)
        case _:
            return text


def _number(text: str) -> Cell:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _moment(text: str) -> Cell:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment.date() if moment.time() == moment.min.time() else moment
