"""Writes values into cells of somebody else's workbook by changing the XML of their sheets, and nothing else.

openpyxl would write the whole workbook anew and lose what it does not know (pictures of stamps, form controls, macros,
printer settings, parts of other programs). Here all other parts stay byte for byte; inside a sheet only the cells
written to change. Results that formulas had are taken out, and the workbook is told to compute when it is opened:
a sum of last month under figures of this month would be believed.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from xml.parsers import expat
from xml.sax.saxutils import escape

from hfp_desk.excel import foreign_rich
from hfp_desk.excel.archives import damaged
from hfp_desk.excel.book import column_index
from hfp_desk.excel.foreign_sheets import Place, address
from hfp_desk.problems import Refusal

Value = Decimal | str | None
"""A figure, words, or nothing: the cell is emptied and keeps its style."""

_TAG = re.compile(rb"""<([\w.-]+:)?[\w.-]+((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>""")
_ATTRIBUTE = re.compile(rb"""\s+([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_CALC = re.compile(rb"<((?:[\w.-]+:)?)calcPr\b[^>]*?/?>")
_AFTER_CALC = re.compile(
    rb"<(?:[\w.-]+:)?(?:oleSize|customWorkbookViews|pivotCaches|smartTagPr|smartTagTypes|webPublishing|"
    rb"fileRecoveryPr|webPublishObjects|extLst)\b|</((?:[\w.-]+:)?)workbook>"
)
_FULL = re.compile(rb'\s+fullCalcOnLoad\s*=\s*"[^"]*"')
_STRINGS = "xl/sharedstrings.xml"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass
class _Cell:
    place: Place
    start: int
    end: int = 0
    formula: tuple[int, int] | None = None
    value: tuple[int, int] | None = None


@dataclass
class _Row:
    number: int
    start: int
    end: int = 0
    cells: list[_Cell] = field(default_factory=list)


def write(content: bytes, values: Mapping[str, Mapping[Place, Value]]) -> bytes:
    """The workbook with ``values`` (by part of the sheet and cell) in it; Refusal where a cell holds a formula."""
    made = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
            sheets = {name for name in old.namelist() if posixpath.dirname(name).lower() == "xl/worksheets"}
            strings = next((old.read(name) for name in old.namelist() if name.lower() == _STRINGS), b"")
            parts = {part: _SheetXml(old.read(part), strings) for part in sheets | set(values)}
            computes = any(sheet.computes for sheet in parts.values())
            for info in old.infolist():
                part = old.read(info)
                if info.filename in parts:
                    part = parts[info.filename].written(values.get(info.filename, {}))
                elif info.filename.lower() == "xl/workbook.xml" and computes:
                    part = _computing(part)
                new.writestr(info, part, info.compress_type)
    except (zipfile.BadZipFile, expat.ExpatError, KeyError, OSError) as error:
        raise damaged("模板") from error
    return made.getvalue()


class _SheetXml:
    """The XML of a sheet with the places of its rows and cells in the file."""

    def __init__(self, xml: bytes, strings: bytes) -> None:
        if xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise Refusal("模板的写法不常见（UTF-16），不能填写。", "请用 WPS 或 Excel 打开，另存为 .xlsx 再选择。")
        self._xml, self._strings = xml, strings
        self._rows: list[_Row] = []
        self._columns: list[tuple[int, int, bytes]] = []
        self._data = (0, 0)
        self._prefix = b""
        self._stack: list[str] = []
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda name, found: self._begin(parser.CurrentByteIndex, name, found)
        parser.EndElementHandler = lambda _name: self._finish(parser.CurrentByteIndex)
        parser.Parse(xml, True)

    @property
    def computes(self) -> bool:
        """Whether there is a formula."""
        return any(cell.formula for row in self._rows for cell in row.cells)

    def written(self, values: Mapping[Place, Value]) -> bytes:
        """The sheet with values in it and without the results of its formulas."""
        edits = [*self._cleared(), *self._placed(values)]
        xml = self._xml
        for start, end, new in sorted(edits, key=lambda edit: edit[:2], reverse=True):
            xml = xml[:start] + new + xml[end:]
        return xml

    def _begin(self, at: int, name: str, found: Mapping[str, str]) -> None:
        prefix, _, tag = name.rpartition(":")
        self._stack.append(tag)
        match self._stack[1:]:
            case ["sheetData"]:
                self._prefix = f"{prefix}:".encode() if prefix else b""
                self._data = (at, 0)
            case ["cols", "col"]:
                self._columns.append((int(found["min"]), int(found["max"]), found.get("style", "").encode()))
            case ["sheetData", "row"]:
                number = int(found["r"]) if "r" in found else self._rows[-1].number + 1 if self._rows else 1
                self._rows.append(_Row(number, at))
            case ["sheetData", "row", "c"]:
                self._rows[-1].cells.append(_Cell(self._place(found.get("r")), at))
            case ["sheetData", "row", "c", "f"]:
                self._rows[-1].cells[-1].formula = (at, 0)
            case ["sheetData", "row", "c", "v"]:
                self._rows[-1].cells[-1].value = (at, 0)

    def _finish(self, at: int) -> None:
        here = self._stack[1:]
        self._stack.pop()
        if here == ["sheetData"]:
            self._data = (self._data[0], self._closed(self._data[0], at))
        elif here == ["sheetData", "row"]:
            self._rows[-1].end = self._closed(self._rows[-1].start, at)
        elif here[:3] == ["sheetData", "row", "c"] and len(here) <= 4:
            cell = self._rows[-1].cells[-1]
            if len(here) == 3:
                cell.end = self._closed(cell.start, at)
            elif here[3] == "f" and cell.formula:
                cell.formula = (cell.formula[0], self._closed(cell.formula[0], at))
            elif here[3] == "v" and cell.value:
                cell.value = (cell.value[0], self._closed(cell.value[0], at))

    def _place(self, reference: str | None) -> Place:
        row = self._rows[-1]
        found = _REFERENCE.fullmatch(reference or "")
        if found:
            return int(found[2]), column_index(found[1]) + 1
        return row.number, row.cells[-1].place[1] + 1 if row.cells else 1

    def _closed(self, start: int, at: int) -> int:
        """Where an element ends; of ``<c/>`` expat tells the place behind it, else that of the end tag."""
        return self._tag(start)[1] if self._is_empty(start) else self._xml.index(b">", at) + 1

    def _tag(self, start: int) -> tuple[re.Match[bytes], int]:
        found = _TAG.match(self._xml, start)
        if found is None:
            raise expat.ExpatError
        return found, found.end()

    def _is_empty(self, start: int) -> bool:
        return bool(self._tag(start)[0][3])

    def _attributes(self, start: int, without: tuple[bytes, ...] = ()) -> bytes:
        given = self._tag(start)[0][2]
        return b"".join(one[0] for one in _ATTRIBUTE.finditer(given) if one[1] not in without)

    def _cleared(self) -> Iterator[tuple[int, int, bytes]]:
        """Takes the results out of formulas; one that reaches into another workbook keeps what it had."""
        for cell in (cell for row in self._rows for cell in row.cells if cell.formula and cell.value):
            (start, end), (first, last) = cell.formula or (0, 0), cell.value or (0, 0)
            if b"[" not in self._xml[start:end]:
                yield first, last, b""
                tag = self._tag(cell.start)[0]
                yield tag.start(2), tag.end(2), self._attributes(cell.start, (b"t",))

    def _placed(self, values: Mapping[Place, Value]) -> Iterator[tuple[int, int, bytes]]:
        rows = {row.number: row for row in self._rows}
        lines: dict[int, dict[int, Value]] = {}
        for (number, column), value in values.items():
            lines.setdefault(number, {})[column] = value
        missing = {number: cells for number, cells in lines.items() if number not in rows}
        for number, cells in lines.items():
            if number in rows:
                yield from self._into_row(rows[number], cells)
        if missing:
            yield from self._new_rows(missing)

    def _into_row(self, row: _Row, values: Mapping[int, Value]) -> Iterator[tuple[int, int, bytes]]:
        there = {cell.place[1]: cell for cell in row.cells}
        new: dict[int, list[bytes]] = {}
        for column, value in sorted(values.items()):
            cell = there.get(column)
            if cell is not None:
                yield cell.start, cell.end, self._replaced(cell, value)
            elif value is not None:
                before = next((one.start for one in row.cells if one.place[1] > column), -1)
                new.setdefault(before, []).append(self._cell((row.number, column), value, self._style(row, column)))
        if new and self._is_empty(row.start):
            tag = self._tag(row.start)[0]
            inside = b">" + b"".join(new[-1]) + b"</" + self._prefix + b"row>"
            yield tag.end(2), row.end, inside
            return
        for at, cells in new.items():
            place = at if at >= 0 else self._xml.rindex(b"</", row.start, row.end)
            yield place, place, b"".join(cells)

    def _new_rows(self, lines: Mapping[int, Mapping[int, Value]]) -> Iterator[tuple[int, int, bytes]]:
        begin, end = self._data
        made: dict[int, list[bytes]] = {}
        for number, cells in sorted(lines.items()):
            inside = b"".join(
                self._cell((number, column), value, self._style(None, column))
                for column, value in sorted(cells.items())
                if value is not None
            )
            before = next((row.start for row in self._rows if row.number > number), -1)
            line = b'<%srow r="%d">%s</%srow>' % (self._prefix, number, inside, self._prefix)
            made.setdefault(before, []).append(line)
        if self._is_empty(begin):
            yield self._tag(begin)[0].end(2), end, b">" + b"".join(made[-1]) + b"</" + self._prefix + b"sheetData>"
            return
        for at, rows in made.items():
            place = at if at >= 0 else self._xml.rindex(b"</", begin, end)
            yield place, place, b"".join(rows)

    def _style(self, row: _Row | None, column: int) -> bytes:
        """The style that a cell not yet there takes from its row, or from its column."""
        if row is not None:
            given: dict[bytes, bytes] = dict(_ATTRIBUTE.findall(self._tag(row.start)[0][2]))
            if given.get(b"customFormat", b"").strip(b"\"'") in (b"1", b"true") and b"s" in given:
                return given[b"s"].strip(b"\"'")
        return next((style for first, last, style in self._columns if first <= column <= last), b"")

    def _replaced(self, cell: _Cell, value: Value) -> bytes:
        if cell.formula:
            raise Refusal(f"{address(*cell.place)} 是公式，不能写入数字。", "请在“上级模板”页取消这个单元格的对应。")
        attributes = self._attributes(cell.start, (b"t", b"cm", b"vm"))
        runs = self._runs(cell) if isinstance(value, str) else []
        if isinstance(value, str) and runs:
            inside = foreign_rich.filled(runs, _ILLEGAL.sub("", value))
            return b'<c%s t="inlineStr"><is>%s</is></c>' % (attributes, inside)
        return self._element(attributes, value)

    def _runs(self, cell: _Cell) -> list[foreign_rich.Run]:
        """The fonts of the words in a cell; none where there is one throughout."""
        kind = dict(_ATTRIBUTE.findall(self._tag(cell.start)[0][2])).get(b"t", b"").strip(b"\"'")
        if self._prefix or kind not in (b"s", b"inlineStr"):
            return []
        if kind == b"inlineStr":
            return foreign_rich.runs_in(self._xml[cell.start : cell.end])
        start, end = cell.value or (0, 0)
        number = re.search(rb">\s*(\d+)\s*<", self._xml[start:end])
        return foreign_rich.runs(self._strings, int(number[1])) if number else []

    def _cell(self, place: Place, value: Value, style: bytes) -> bytes:
        reference = b' r="%s"' % address(*place).encode()
        return self._element(reference + (b' s="%s"' % style if style else b""), value)

    def _element(self, attributes: bytes, value: Value) -> bytes:
        name = self._prefix + b"c"
        if value is None:
            return b"<%s%s/>" % (name, attributes)
        if isinstance(value, Decimal):
            inside = b"<%sv>%s</%sv>" % (self._prefix, _number(value), self._prefix)
            return b"<%s%s>%s</%s>" % (name, attributes, inside, name)
        text = escape(_ILLEGAL.sub("", value)).encode()
        p = self._prefix
        inside = b'<%sis><%st xml:space="preserve">%s</%st></%sis>' % (p, p, text, p, p)
        return b'<%s%s t="inlineStr">%s</%s>' % (name, attributes, inside, name)


def _number(value: Decimal) -> bytes:
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).encode()


def _computing(book: bytes) -> bytes:
    """The workbook's own part, told to compute all formulas when it is opened."""
    found = _CALC.search(book)
    if found is not None:
        told = _FULL.sub(b"", found[0])
        end = -2 if told.endswith(b"/>") else -1
        new = told[:end] + b' fullCalcOnLoad="1"' + told[end:]
        return book[: found.start()] + new + book[found.end() :]
    prefix = _prefix_of(book)
    element = b'<%scalcPr calcId="0" fullCalcOnLoad="1"/>' % prefix
    behind = _AFTER_CALC.search(book)
    return book if behind is None else book[: behind.start()] + element + book[behind.start() :]


def _prefix_of(book: bytes) -> bytes:
    found = re.search(rb"<((?:[\w.-]+:)?)workbook\b", book)
    return bytes(found[1]) if found else b""
