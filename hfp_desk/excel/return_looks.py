"""A laid-out return drawn on a worksheet: merged heads, borders, sums and ratios as formulas, pages as on paper.

Every formula carries its value, so that a preview that does not reckon shows the figures.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from hfp_desk.excel.list_files import LIVE
from hfp_desk.excel.return_formulas import Formulas
from hfp_desk.returns.layout import Sheet
from hfp_desk.returns.layout_heights import FOOT, ROW, SIGNED
from hfp_desk.returns.layout_pages import SIZE
from hfp_desk.returns.layout_spans import Across

_PAPERS = {"A4": 9, "A3": 8}
_PADDING = 0.71
"""Half-width characters that a spreadsheet adds to the width of a column."""
_MM = 1 / 25.4
FONT = "宋体"


@dataclass(frozen=True)
class Places:
    """Where things stand on the worksheet, counted from 0: the head, the lines, the rows under them."""

    above: int
    head: int
    lines: int
    below: int


@dataclass(frozen=True)
class Filling:
    """How a worksheet comes to be: its formulas, and whether it is to be filled in by a township."""

    formulas: Formulas
    blank: bool = False
    footer: str = ""


class Drawing:
    """One return on one worksheet."""

    def __init__(self, book: Any, worksheet: Any, sheet: Sheet) -> None:
        self._book = book
        self._to = worksheet
        self._sheet = sheet
        self._parts = sheet.parts
        self._first = replace(self._parts[0], repeats=len(self._parts) > 1)
        self._styles: dict[tuple[tuple[str, Any], ...], Any] = {}

    @cached_property
    def places(self) -> Places:
        """The rows of the parts of the sheet."""
        head = 2 + len(self._sheet.corner)
        lines = head + self._sheet.head_rows
        return Places(head - 1, head, lines, lines + len(self._sheet.lines))

    def draw(self, filling: Filling) -> None:
        """Everything but the properties of the workbook."""
        self._columns()
        self._above()
        self._head()
        for row in range(len(self._sheet.lines)):
            self._line(row, filling)
        self._below()
        self._pages(filling)
        if filling.blank:
            self._open_for_figures(filling)

    def _style(self, **said: Any) -> Any:
        known = tuple(sorted(said.items()))
        if known not in self._styles:
            base = {"font_name": FONT, "font_size": SIZE, "valign": "vcenter"}
            self._styles[known] = self._book.add_format({**base, **said})
        return self._styles[known]

    def _columns(self) -> None:
        leading = self._sheet.leading
        widths = [*self._first.widths, *(width for part in self._parts[1:] for width in part.widths[leading:])]
        for place, width in enumerate(widths):
            self._to.set_column(place, place, width - _PADDING)

    def _across(self, row: int, across: Across, text: str, style: Any) -> None:
        first, last = across
        if first != last:
            self._to.merge_range(row, first, row, last, "", style)
        self._to.write_string(row, first, text, style)

    def _above(self) -> None:
        first, whole = self._first, self._first.all_across
        high = first.heights
        self._to.set_row(0, high.title)
        self._across(0, whole, first.title, self._style(font_size=high.title_size, bold=True, align="center"))
        for row, text in enumerate(first.corner, 1):
            self._to.set_row(row, high.corner[row - 1])
            self._across(row, first.corner_across, text, self._style(align="left"))
        row = self.places.above
        self._to.set_row(row, ROW)
        for across, text, align in zip(first.above_across, first.above, ("left", "center", "right"), strict=False):
            self._across(row, across, text, self._style(align=align))
        if not first.above_across:
            self._across(row, whole, first.in_one_line(first.above), self._style(align="left"))

    def _head(self) -> None:
        said = {"border": 1, "align": "center", "text_wrap": True, "bg_color": "#F2F2F2"}
        for row, high in enumerate(self._sheet.heights.head, self.places.head):
            self._to.set_row(row, high)
        for cell in self._sheet.heads:
            top, left = self.places.head + cell.row, cell.column
            style = self._style(**said, bold=cell.row < self._sheet.head_rows - 1)
            if not cell.rows == cell.columns == 1:
                self._to.merge_range(top, left, top + cell.rows - 1, left + cell.columns - 1, "", style)
            self._to.write_string(top, left, self._sheet.head_text(cell), style)

    def _line(self, line: int, filling: Filling) -> None:
        row, sheet = self.places.lines + line, self._sheet
        total = filling.formulas.is_total(line)
        self._to.set_row(row, ROW)
        words = self._style(border=1, bold=total, align="center", num_format="@")
        texts = sheet.lines[line]
        if total and sheet.leading > 1:
            self._across(row, (0, sheet.leading - 1), texts[sheet.leading - 1], words)
        else:
            for place in range(sheet.leading):
                text = texts[place]
                live = text.startswith(LIVE)
                leaning = _leaning(place, sheet)
                style = self._style(border=1, bold=total, num_format="@", **leaning, **_quoted(live))
                self._to.write_string(row, place, text, style)
        for place in range(sheet.leading, len(sheet.columns)):
            self._figure(row, line, place, filling)

    def _figure(self, row: int, line: int, place: int, filling: Filling) -> None:
        column, value = self._sheet.columns[place], self._sheet.values[line][place]
        formula = filling.formulas.of(line, place)
        said: dict[str, Any] = {"border": 1, "align": "right", "num_format": f"{column.number_format}_ "}
        said["bold"] = filling.formulas.is_total(line)
        if filling.blank:
            said |= {"locked": bool(formula)} | ({"bg_color": "#E6E9EC"} if formula else {})
        style = self._style(**said)
        if formula:
            self._to.write_formula(row, place, formula, style, self._cached(line, place))
        elif value is not None:
            self._to.write_number(row, place, float(value), style)
        else:
            self._to.write_blank(row, place, None, style)

    def _open_for_figures(self, filling: Filling) -> None:
        """Only figures go into the white cells; the sheet is protected without a password, against slips."""
        for line in range(len(self._sheet.lines)):
            for place in range(self._sheet.leading, len(self._sheet.columns)):
                if not filling.formulas.of(line, place):
                    row = self.places.lines + line
                    self._to.data_validation(row, place, row, place, _rule(self._sheet.columns[place].digits))
        allowed = ("select_locked_cells", "select_unlocked_cells", "format_columns", "format_rows")
        self._to.protect("", dict.fromkeys(allowed, True))

    def _cached(self, line: int, place: int) -> float | str:
        value = self._sheet.values[line][place]
        return self._sheet.lines[line][place] if value is None else float(value)

    def _below(self) -> None:
        first, row = self._first, self.places.below
        whole = first.all_across
        wraps = self._style(text_wrap=True, align="left")
        for text, high in zip(first.told_notes, first.heights.notes, strict=True):
            self._across(row, whole, text, wraps)
            self._to.set_row(row, high)
            row += 1
        self._to.set_row(row, SIGNED)
        for across, text in zip(first.below_across, first.signed, strict=False):
            self._across(row, across, text, self._style(align="left"))
        if not first.below_across:
            self._across(row, whole, first.in_one_line(first.signed), self._style(align="left"))
        if first.foot:
            self._to.set_row(row + 1, FOOT)
            self._across(row + 1, whole, first.foot, self._style(align="left", font_size=9))

    def _pages(self, filling: Filling) -> None:
        to, sheet, places = self._to, self._sheet, self.places
        to.freeze_panes(places.lines, sheet.leading)
        to.repeat_rows(places.head, places.lines - 1)
        to.set_paper(_PAPERS[sheet.page.name])
        to.set_landscape() if sheet.landscape else to.set_portrait()
        to.set_margins(left=25 * _MM, right=15 * _MM, top=15 * _MM, bottom=15 * _MM)
        to.center_horizontally()
        to.set_footer(f"&L{filling.footer.replace('&', '&&')}&C第 &P 页 共 &N 页", {"margin": 6 * _MM})
        to.fit_to_pages(len(self._parts), 1 if sheet.on_one_page else 0)
        if len(self._parts) > 1:
            to.repeat_columns(0, sheet.leading - 1)


def _rule(digits: int) -> dict[str, Any]:
    return {
        "validate": "decimal" if digits else "integer",
        "criteria": ">=",
        "value": 0,
        "error_title": "请填写数字",
        "error_message": "这里填写不小于 0 的数字" + ("。" if digits else "，不带小数。"),
    }


def _quoted(live: bool) -> dict[str, Any]:
    return {"quote_prefix": True} if live else {}


def _leaning(place: int, sheet: Sheet) -> dict[str, Any]:
    return {"align": "center"} if place < sheet.leading - 1 else {"align": "left", "indent": 1}
