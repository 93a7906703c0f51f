"""The XML of a sheet with the places of its rows and cells in the file, so that pieces of it can be replaced.

Nothing is built up and written anew: expat tells where each element begins and ends in the bytes, whatever program
wrote them, with prefixed names or none, with cells numbered or not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from hfp_desk.excel.book import column_index
from hfp_desk.excel.foreign_sheets import Place
from hfp_desk.problems import Refusal

_TAG = re.compile(rb"""<([\w.-]+:)?[\w.-]+((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(/?)>""")
_ATTRIBUTE = re.compile(rb"""\s+([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')""")
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")


@dataclass
class Cell:
    """A cell: where it begins and ends, and where its formula and its value do."""

    place: Place
    start: int
    end: int = 0
    formula: tuple[int, int] | None = None
    value: tuple[int, int] | None = None


@dataclass
class Row:
    """A row and its cells."""

    number: int
    start: int
    end: int = 0
    cells: list[Cell] = field(default_factory=list)


class SheetXml:
    """``rows`` in the order of the file, ``data`` where the element around them begins and ends."""

    def __init__(self, xml: bytes) -> None:
        if xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise Refusal("模板的写法不常见（UTF-16），不能填写。", "请用 WPS 或 Excel 打开，另存为 .xlsx 再选择。")
        self.xml = xml
        self.rows: list[Row] = []
        self.columns: list[tuple[int, int, bytes]] = []
        self.data = (0, 0)
        self.prefix = b""
        self._stack: list[str] = []
        parser = expat.ParserCreate()
        parser.StartElementHandler = lambda name, found: self._begin(parser.CurrentByteIndex, name, found)
        parser.EndElementHandler = lambda _name: self._finish(parser.CurrentByteIndex)
        parser.Parse(xml, True)

    def _begin(self, at: int, name: str, found: Mapping[str, str]) -> None:
        prefix, _, tag = name.rpartition(":")
        self._stack.append(tag)
        match self._stack[1:]:
            case ["sheetData"]:
                self.prefix = f"{prefix}:".encode() if prefix else b""
                self.data = (at, 0)
            case ["cols", "col"]:
                self.columns.append((int(found["min"]), int(found["max"]), found.get("style", "").encode()))
            case ["sheetData", "row"]:
                number = int(found["r"]) if "r" in found else self.rows[-1].number + 1 if self.rows else 1
                self.rows.append(Row(number, at))
            case ["sheetData", "row", "c"]:
                self.rows[-1].cells.append(Cell(self._place(found.get("r")), at))
            case ["sheetData", "row", "c", "f"]:
                self.rows[-1].cells[-1].formula = (at, 0)
            case ["sheetData", "row", "c", "v"]:
                self.rows[-1].cells[-1].value = (at, 0)

    def _finish(self, at: int) -> None:
        here = self._stack[1:]
        self._stack.pop()
        if here == ["sheetData"]:
            self.data = (self.data[0], self._closed(self.data[0], at))
        elif here == ["sheetData", "row"]:
            self.rows[-1].end = self._closed(self.rows[-1].start, at)
        elif here[:3] == ["sheetData", "row", "c"] and len(here) <= 4:
            cell = self.rows[-1].cells[-1]
            if len(here) == 3:
                cell.end = self._closed(cell.start, at)
            elif here[3] == "f" and cell.formula:
                cell.formula = (cell.formula[0], self._closed(cell.formula[0], at))
            elif here[3] == "v" and cell.value:
                cell.value = (cell.value[0], self._closed(cell.value[0], at))

    def _place(self, reference: str | None) -> Place:
        row = self.rows[-1]
        found = _REFERENCE.fullmatch(reference or "")
        if found:
            return int(found[2]), column_index(found[1]) + 1
        return row.number, row.cells[-1].place[1] + 1 if row.cells else 1

    def _closed(self, start: int, at: int) -> int:
        """Where an element ends; of ``<c/>`` expat tells the place behind it, else that of the end tag."""
        return self.tag(start).end() if self.is_empty(start) else self.xml.index(b">", at) + 1

    def tag(self, start: int) -> re.Match[bytes]:
        """The tag that begins here; its second group are the attributes."""
        found = _TAG.match(self.xml, start)
        if found is None:
            raise expat.ExpatError
        return found

    def is_empty(self, start: int) -> bool:
        """Whether an element is written ``<c/>``."""
        return bool(self.tag(start)[3])

    def attributes(self, start: int, without: tuple[bytes, ...] = ()) -> bytes:
        """The attributes of an element as they are written, without some."""
        given = self.tag(start)[2]
        return b"".join(one[0] for one in _ATTRIBUTE.finditer(given) if one[1] not in without)

    def attribute(self, start: int, name: bytes) -> bytes:
        """The value of an attribute, empty where it is not written."""
        given: dict[bytes, bytes] = dict(_ATTRIBUTE.findall(self.tag(start)[2]))
        return given.get(name, b"").strip(b"\"'")
