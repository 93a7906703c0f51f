"""A template of the higher level as it lies before the clerk: its sheets, words, formulas, merged cells and widths.

Only looked at here; what is written goes into the XML of the file itself (``foreign_writing``), because a workbook
that openpyxl writes anew loses what openpyxl does not know: stamps' pictures, form controls, macros, print settings.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from hfp_desk.excel.archives import PasswordNeeded, damaged
from hfp_desk.excel.book import column_letters
from hfp_desk.excel.ooxml import sheet_parts
from hfp_desk.excel.receiving import receive
from hfp_desk.problems import Refusal
from hfp_desk.store.foreign_templates import Laid

MOST_ROWS, MOST_COLUMNS = 1000, 100
"""A return is not larger; a township's return with its villages has a few hundred rows."""

_WIDTH, _HEIGHT = 8.43, 15.0
_PERCENT = re.compile(r'"[^"]*"|\\.')

Place = tuple[int, int]
"""Row and column, both counted from 1."""


class Area(NamedTuple):
    """A range of cells, all ends included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Spot:
    """A cell with something in it, or with a style of its own."""

    text: str = ""
    formula: bool = False
    number_format: str = "General"
    locked: bool = False
    numeric: bool = False
    bold: bool = False
    align: str = ""

    @property
    def percent(self) -> bool:
        """Whether the cell shows a fraction as per cent: 0.98 is read 98%."""
        return "%" in _PERCENT.sub("", self.number_format)


_NOTHING = Spot()


@dataclass(frozen=True)
class ForeignSheet:
    """One sheet. ``part`` is the file inside the workbook that holds it."""

    name: str
    part: str
    rows: int
    columns: int
    spots: Mapping[Place, Spot] = field(repr=False)
    areas: tuple[Area, ...]
    widths: tuple[float, ...] = field(repr=False)
    heights: tuple[float, ...] = field(repr=False)

    def spot(self, row: int, column: int) -> Spot:
        """What stands in a cell; a cell inside a merged range shows what its first one holds."""
        return self.spots.get(self.anchor(row, column), _NOTHING)

    def anchor(self, row: int, column: int) -> Place:
        """The cell that holds what is seen here: the first one of a merged range."""
        return self._anchors.get((row, column), (row, column))

    def area(self, row: int, column: int) -> Area:
        """The merged range around a cell, or the cell alone."""
        top, left = self.anchor(row, column)
        return self._areas.get((top, left), Area(row, column, row, column))

    @cached_property
    def laid(self) -> Laid:
        """The words and where they stand, by which the template is known again; figures are no words."""
        texts = [
            (row, column, spot.text) for (row, column), spot in self.spots.items() if spot.text and not spot.numeric
        ]
        return Laid(
            self.name,
            tuple(sorted(texts)),
            tuple(sorted((one.top, one.left, one.bottom, one.right) for one in self.areas)),
        )

    @cached_property
    def _areas(self) -> dict[Place, Area]:
        return {(area.top, area.left): area for area in self.areas}

    @cached_property
    def _anchors(self) -> dict[Place, Place]:
        return {
            (row, column): (area.top, area.left)
            for area in self.areas
            for row in range(area.top, area.bottom + 1)
            for column in range(area.left, area.right + 1)
        }


@dataclass(frozen=True)
class Foreign:
    """A template: its content as it came, the sheets that are seen, and the ranges that have a name."""

    file: str
    content: bytes = field(repr=False)
    sheets: tuple[ForeignSheet, ...]
    names: tuple[tuple[str, str, Area], ...] = ()

    @property
    def laid(self) -> tuple[Laid, ...]:
        """The words of all sheets."""
        return tuple(sheet.laid for sheet in self.sheets)

    def sheet(self, name: str) -> ForeignSheet | None:
        """The sheet called so."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def address(row: int, column: int) -> str:
    """Excel's name of a cell: (6, 4) is D6."""
    return f"{column_letters(column - 1)}{row}"


def read(path: Path) -> Foreign:
    """A template from its file; Refusal for anything but an .xlsx (or .xlsm) that opens without a password."""
    name = f"「{path.name}」"
    try:
        received = receive(path)
    except PasswordNeeded:
        raise Refusal(f"{name}设了打开密码。", "请用 WPS 或 Excel 打开，取消密码后保存，再选择。") from None
    if received.format != "xlsx":
        raise Refusal(f"{name}不是 .xlsx 工作簿，填写时保不住原来的样子。", "请用 WPS 或 Excel 另存为 .xlsx 再选择。")
    return opened(received.content, path.name)


def opened(content: bytes, file: str) -> Foreign:
    """A template from its content; Refusal where it is damaged or larger than any return."""
    name = f"「{file}」"
    book = _book(content, name)
    try:
        parts = sheet_parts(zipfile.ZipFile(io.BytesIO(content)))
    except zipfile.BadZipFile as error:
        raise damaged(name) from error
    seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible" and sheet.title in parts]
    sheets = tuple(_sheet(sheet, parts[sheet.title]) for sheet in seen)
    if not any(spot.text for sheet in sheets for spot in sheet.spots.values()):
        raise Refusal(f"{name}里没有表头，是空的。", "请确认选对了文件，或向上级重新要一份。")
    return Foreign(file, content, sheets, tuple(_names(book)))


def _book(content: bytes, name: str) -> Any:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(content), keep_links=False)
    except Exception as error:  # openpyxl raises many things for what other programs write
        raise damaged(name) from error


def _sheet(page: Any, part: str) -> ForeignSheet:
    areas = tuple(Area(one.min_row, one.min_col, one.max_row, one.max_col) for one in page.merged_cells.ranges)
    protected = bool(page.protection.sheet)
    spots: dict[Place, Spot] = {}
    for (row, column), cell in page._cells.items():
        if cell.value is not None or cell.has_style:
            if row > MOST_ROWS or column > MOST_COLUMNS:
                _require_small(page.title, cell)
                continue
            spots[row, column] = _spot(cell, protected)
    lined = [place for place, spot in spots.items() if spot.text or page._cells[place].border.bottom.style]
    rows = max([row for row, _ in lined] + [area.bottom for area in areas], default=1)
    columns = max([column for _, column in lined] + [area.right for area in areas], default=1)
    rows, columns = min(rows, MOST_ROWS), min(columns, MOST_COLUMNS)
    return ForeignSheet(
        *(page.title, part, rows, columns, spots, areas),
        tuple(_widths(page, columns)),
        tuple(_heights(page, rows)),
    )


def _spot(cell: Any, protected: bool) -> Spot:
    value = cell.value
    formula = cell.data_type == "f"
    text = "" if value is None else str(getattr(value, "text", None) or value) if formula else _shown(value)
    numeric = not formula and cell.data_type == "n" and value is not None
    locked = protected and bool(cell.protection.locked)
    return Spot(
        *(text, formula, cell.number_format, locked, numeric),
        bold=bool(cell.font and cell.font.b),
        align=str(cell.alignment.horizontal or ""),
    )


def _shown(value: Any) -> str:
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value)


def _require_small(title: str, cell: Any) -> None:
    if cell.value is not None:
        raise Refusal(
            f"工作表“{title}”的内容到了 {cell.coordinate}，不像一张报表。",
            f"模板最多 {MOST_ROWS} 行、{MOST_COLUMNS} 列；请核对是不是选成了名单。",
        )


def _widths(page: Any, columns: int) -> Iterator[float]:
    """The widths in characters; one dimension may stand for several columns."""
    told = {
        number: 0.0 if one.hidden else one.width
        for one in page.column_dimensions.values()
        for number in range(one.min or 0, min(one.max or 0, columns) + 1)
        if one.width or one.hidden
    }
    usual = page.sheet_format.defaultColWidth or _WIDTH
    return (told.get(number, usual) for number in range(1, columns + 1))


def _heights(page: Any, rows: int) -> Iterator[float]:
    usual = page.sheet_format.defaultRowHeight or _HEIGHT
    for number in range(1, rows + 1):
        one = page.row_dimensions.get(number)
        yield 0.0 if one is not None and one.hidden else (one.height if one is not None else None) or usual


def _names(book: Any) -> Iterator[tuple[str, str, Area]]:
    from openpyxl.utils import range_boundaries

    scopes = [book.defined_names, *(page.defined_names for page in book.worksheets)]
    for name, one in ((name, one) for scope in scopes for name, one in scope.items()):
        try:
            targets = list(one.destinations)
            for sheet, reference in targets:
                left, top, right, bottom = range_boundaries(reference)
                if None not in (left, top, right, bottom) and len(targets) == 1:
                    yield name, sheet, Area(top, left, bottom, right)
        except (ValueError, TypeError):  # a name of a formula or of whole columns points at no cell
            continue
