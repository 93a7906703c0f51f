"""Writes values into cells of somebody else's workbook by changing the XML of their sheets, and nothing else.

openpyxl would write the whole workbook anew and lose what it does not know (pictures of stamps, form controls, macros,
printer settings, parts of other programs). Here all other parts stay byte for byte; inside a sheet only the cells
written to change. Results that formulas had give way to those they have now, or to none, and the workbook is told to
compute when it is opened: a sum of last month under figures of this month would be believed.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from decimal import Decimal
from xml.parsers import expat
from xml.sax.saxutils import escape

from hfp_desk.excel import foreign_rich
from hfp_desk.excel.archives import damaged
from hfp_desk.excel.foreign_sheets import Place, address
from hfp_desk.excel.foreign_xml import Cell, Row, SheetXml
from hfp_desk.problems import Refusal

Value = Decimal | str | None
"""A figure, words, or nothing: the cell is emptied and keeps its style."""

_CALC = re.compile(rb"<((?:[\w.-]+:)?)calcPr\b[^>]*?/?>")
_AFTER_CALC = re.compile(
    rb"<(?:[\w.-]+:)?(?:oleSize|customWorkbookViews|pivotCaches|smartTagPr|smartTagTypes|webPublishing|"
    rb"fileRecoveryPr|webPublishObjects|extLst)\b|</((?:[\w.-]+:)?)workbook>"
)
_FULL = re.compile(rb'\s+fullCalcOnLoad\s*=\s*"[^"]*"')
_STRINGS = "xl/sharedstrings.xml"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


Cells = Mapping[str, Mapping[Place, Value]]
"""Values by the part of the sheet and the cell."""


def write(content: bytes, values: Cells, results: Cells | None = None) -> bytes:
    """The workbook with ``values`` in it, and ``results`` behind its formulas; Refusal where a cell holds a formula."""
    made, known = io.BytesIO(), results or {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
            sheets = {name for name in old.namelist() if posixpath.dirname(name).lower() == "xl/worksheets"}
            strings = next((old.read(name) for name in old.namelist() if name.lower() == _STRINGS), b"")
            parts = {part: _Sheet(old.read(part), strings) for part in sheets | set(values)}
            computes = any(sheet.computes for sheet in parts.values())
            for info in old.infolist():
                part = old.read(info)
                if info.filename in parts:
                    part = parts[info.filename].written(values.get(info.filename, {}), known.get(info.filename, {}))
                elif info.filename.lower() == "xl/workbook.xml" and computes:
                    part = _computing(part)
                new.writestr(info, part, info.compress_type)
    except (zipfile.BadZipFile, expat.ExpatError, KeyError, OSError) as error:
        raise damaged("模板") from error
    return made.getvalue()


class _Sheet(SheetXml):
    """A sheet to be written into."""

    def __init__(self, xml: bytes, strings: bytes) -> None:
        super().__init__(xml)
        self._strings = strings

    @property
    def computes(self) -> bool:
        """Whether there is a formula."""
        return any(cell.formula for row in self.rows for cell in row.cells)

    def written(self, values: Mapping[Place, Value], results: Mapping[Place, Value]) -> bytes:
        """The sheet with values in it, and new results of its formulas."""
        edits = [*self._computed(results), *self._placed(values)]
        xml = self.xml
        for start, end, new in sorted(edits, key=lambda edit: edit[:2], reverse=True):
            xml = xml[:start] + new + xml[end:]
        return xml

    def _computed(self, results: Mapping[Place, Value]) -> Iterator[tuple[int, int, bytes]]:
        """New results for formulas, none where we know none; what reaches into another workbook keeps what it had."""
        for cell in (cell for row in self.rows for cell in row.cells):
            begin, end = cell.formula or (0, 0)
            known = results.get(cell.place)
            if not end or b"[" in self.xml[begin:end] or (cell.value is None and known is None):
                continue
            text = escape(known).encode() if isinstance(known, str) else b"" if known is None else _number(known)
            new = b"" if known is None else b"<%sv>%s</%sv>" % (self.prefix, text, self.prefix)
            yield *(cell.value or (end, end)), new
            tag = self.tag(cell.start)
            kind = b' t="str"' if isinstance(known, str) else b""
            yield tag.start(2), tag.end(2), self.attributes(cell.start, (b"t",)) + kind

    def _placed(self, values: Mapping[Place, Value]) -> Iterator[tuple[int, int, bytes]]:
        rows = {row.number: row for row in self.rows}
        lines: dict[int, dict[int, Value]] = {}
        for (number, column), value in values.items():
            lines.setdefault(number, {})[column] = value
        missing = {number: cells for number, cells in lines.items() if number not in rows}
        for number, cells in lines.items():
            if number in rows:
                yield from self._into_row(rows[number], cells)
        if missing:
            yield from self._new_rows(missing)

    def _into_row(self, row: Row, values: Mapping[int, Value]) -> Iterator[tuple[int, int, bytes]]:
        there = {cell.place[1]: cell for cell in row.cells}
        new: dict[int, list[bytes]] = {}
        for column, value in sorted(values.items()):
            cell = there.get(column)
            if cell is not None:
                yield cell.start, cell.end, self._replaced(cell, value)
            elif value is not None:
                before = next((one.start for one in row.cells if one.place[1] > column), -1)
                new.setdefault(before, []).append(self._cell((row.number, column), value, self._style(row, column)))
        if new and self.is_empty(row.start):
            tag = self.tag(row.start)
            inside = b">" + b"".join(new[-1]) + b"</" + self.prefix + b"row>"
            yield tag.end(2), row.end, inside
            return
        for at, cells in new.items():
            place = at if at >= 0 else self.xml.rindex(b"</", row.start, row.end)
            yield place, place, b"".join(cells)

    def _new_rows(self, lines: Mapping[int, Mapping[int, Value]]) -> Iterator[tuple[int, int, bytes]]:
        begin, end = self.data
        made: dict[int, list[bytes]] = {}
        for number, cells in sorted(lines.items()):
            inside = b"".join(
                self._cell((number, column), value, self._style(None, column))
                for column, value in sorted(cells.items())
                if value is not None
            )
            before = next((row.start for row in self.rows if row.number > number), -1)
            line = b'<%srow r="%d">%s</%srow>' % (self.prefix, number, inside, self.prefix)
            made.setdefault(before, []).append(line)
        if self.is_empty(begin):
            yield self.tag(begin).end(2), end, b">" + b"".join(made[-1]) + b"</" + self.prefix + b"sheetData>"
            return
        for at, rows in made.items():
            place = at if at >= 0 else self.xml.rindex(b"</", begin, end)
            yield place, place, b"".join(rows)

    def _style(self, row: Row | None, column: int) -> bytes:
        """The style that a cell not yet there takes from its row, or from its column."""
        if row is not None and self.attribute(row.start, b"customFormat") in (b"1", b"true"):
            return self.attribute(row.start, b"s")
        return next((style for first, last, style in self.columns if first <= column <= last), b"")

    def _replaced(self, cell: Cell, value: Value) -> bytes:
        if cell.formula:
            raise Refusal(f"{address(*cell.place)} 是公式，不能写入数字。", "请在“上级模板”页取消这个单元格的对应。")
        attributes = self.attributes(cell.start, (b"t", b"cm", b"vm"))
        runs = self._runs(cell) if isinstance(value, str) else []
        if isinstance(value, str) and runs:
            inside = foreign_rich.filled(runs, _ILLEGAL.sub("", value))
            return b'<c%s t="inlineStr"><is>%s</is></c>' % (attributes, inside)
        return self._element(attributes, value)

    def _runs(self, cell: Cell) -> list[foreign_rich.Run]:
        """The fonts of the words in a cell; none where there is one throughout."""
        kind = self.attribute(cell.start, b"t")
        if self.prefix or kind not in (b"s", b"inlineStr"):
            return []
        if kind == b"inlineStr":
            return foreign_rich.runs_in(self.xml[cell.start : cell.end])
        start, end = cell.value or (0, 0)
        number = re.search(rb">\s*(\d+)\s*<", self.xml[start:end])
        return foreign_rich.runs(self._strings, int(number[1])) if number else []

    def _cell(self, place: Place, value: Value, style: bytes) -> bytes:
        reference = b' r="%s"' % address(*place).encode()
        return self._element(reference + (b' s="%s"' % style if style else b""), value)

    def _element(self, attributes: bytes, value: Value) -> bytes:
        name = self.prefix + b"c"
        if value is None:
            return b"<%s%s/>" % (name, attributes)
        if isinstance(value, Decimal):
            inside = b"<%sv>%s</%sv>" % (self.prefix, _number(value), self.prefix)
            return b"<%s%s>%s</%s>" % (name, attributes, inside, name)
        text = escape(_ILLEGAL.sub("", value)).encode()
        p = self.prefix
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
