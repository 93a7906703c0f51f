"""A template as a workbook: grey columns are locked, white ones are to be checked, empty rows below are for new ones.

Hidden are 登记编号, the mark of the township and the sheet with the words offered; the sheets are protected without
a password, against slips and not against anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hfp_desk.excel.book import GUIDE_SHEET, WORDS_SHEET
from hfp_desk.excel.list_files import LIVE, NUMBER_HEADING
from hfp_desk.excel.parts import MARK_HEADING
from hfp_desk.excel.returning import SENT
from hfp_desk.excel.template_kinds import Filled, Part, Template, Town
from hfp_desk.excel.template_words import hint, offered, told
from hfp_desk.kinds import Measure, Money, Whole
from hfp_desk.records import Column

SPARE = 20
"""Empty rows for new records under those that were sent."""

_HEAD = 2
"""The row of the headings, counted from 0; over it the title and what to do."""
_WIDEST, _GREY, _ROW = 30, "#E6E9EC", 20
_TODO = "灰色栏目由县级提供，请勿改动；白色栏目请逐项核对、直接改正；新增的请从已有行的下一行填起，“乡镇”也要填写。"
_FILL = (
    "灰色栏目是县级登记的对象，请勿改动；白色栏目由村医填写，没有做的留空；表中没有的人请从下一行填起，证件号码要填全。"
)
_HIDDEN_COLUMNS = 2


@dataclass(frozen=True)
class _Looks:
    """The formats of a workbook."""

    title: Any
    todo: Any
    head: Any
    head_locked: Any
    open: Any
    locked: Any
    hidden: Any


def draw(template: Template, town: Town, filled: Sequence[Filled], by: str, target: Path) -> None:
    """Write the workbook."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "tmpdir": str(target.parent)}
    book = xlsxwriter.Workbook(str(target), options)
    book.set_properties({"title": f"{town.called}{template.title}", "author": by})
    looks = _looks(book)
    sheets = [book.add_worksheet(one.part.sheet) for one in filled]
    _guide(book, book.add_worksheet(GUIDE_SHEET), template, looks)
    words = _Words(book.add_worksheet(WORDS_SHEET))
    for sheet, one in zip(sheets, filled, strict=True):
        _draw_list(sheet, template, town, one, looks, words)
    words.sheet.hide()
    book.close()


def _looks(book: Any) -> _Looks:
    base = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
    cell = {**base, "border": 1, "num_format": "@"}
    head = {**base, "border": 1, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#EEF3F3"}
    return _Looks(
        title=book.add_format({**base, "font_size": 16, "bold": True, "align": "center"}),
        todo=book.add_format({**base, "text_wrap": True, "align": "left"}),
        head=book.add_format(head),
        head_locked=book.add_format({**head, "bg_color": "#D5DADF"}),
        open=book.add_format({**cell, "locked": False, "text_wrap": True}),
        locked=book.add_format({**cell, "bg_color": _GREY, "text_wrap": True}),
        hidden=book.add_format({**cell, "font_color": "#93A1AE"}),
    )


def _todo(template: Template) -> str:
    return _FILL if template.is_filled_in else _TODO


class _Words:
    """The hidden sheet with the words offered in each drop-down: a list in a cell may not exceed 255 characters."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self._ranges: dict[tuple[str, ...], str] = {}

    def range(self, words: tuple[str, ...]) -> str:
        """Where these words stand, written once."""
        if words not in self._ranges:
            column = len(self._ranges)
            self.sheet.write_column(0, column, words)
            name = _letters(column)
            self._ranges[words] = f"={WORDS_SHEET}!${name}$1:${name}${len(words)}"
        return self._ranges[words]


def _draw_list(sheet: Any, template: Template, town: Town, one: Filled, looks: _Looks, words: _Words) -> None:
    columns = one.part.columns
    last = _HIDDEN_COLUMNS + len(columns) - 1
    sheet.merge_range(0, _HIDDEN_COLUMNS, 0, last, f"{town.called}{one.part.title}", looks.title)
    sheet.merge_range(1, _HIDDEN_COLUMNS, 1, last, f"{_todo(template)}　{SENT}：{town.code}", looks.todo)
    sheet.set_default_row(_ROW)
    sheet.set_row(0, 28)
    sheet.set_row(1, 30)
    sheet.set_row(_HEAD, 30)
    for place, heading in enumerate((NUMBER_HEADING, MARK_HEADING)):
        sheet.write_string(_HEAD, place, heading, looks.head_locked)
    for place, column in enumerate(columns, start=_HIDDEN_COLUMNS):
        style = looks.head_locked if one.part.is_locked(column) else looks.head
        sheet.write_string(_HEAD, place, column.title, style)
        sheet.set_column(place, place, _width(column))
        _offer(sheet, place, column, one, town, words)
    sheet.set_column(0, _HIDDEN_COLUMNS - 1, 10, looks.hidden, {"hidden": True})
    _rows(sheet, one, town, looks)
    _set_up(sheet, template, town)


def _rows(sheet: Any, one: Filled, town: Town, looks: _Looks) -> None:
    columns = one.part.columns
    styles = [looks.locked if one.part.is_locked(column) else looks.open for column in columns]
    for row, (record, cells) in enumerate(one.rows, start=_HEAD + 1):
        sheet.write_string(row, 0, str(record), looks.hidden)
        sheet.write_string(row, 1, town.code, looks.hidden)
        for place, (column, text, style) in enumerate(zip(columns, cells, styles, strict=True), start=_HIDDEN_COLUMNS):
            _put(sheet, row, place, column, text, style)
    first = _HEAD + 1 + len(one.rows)
    for row in range(first, first + SPARE):
        for place in range(_HIDDEN_COLUMNS, _HIDDEN_COLUMNS + len(columns)):
            sheet.write_blank(row, place, None, looks.open)


def _put(sheet: Any, row: int, place: int, column: Column, text: str, style: Any) -> None:
    """Numbers as numbers; text that begins like a formula stays text."""
    plain = text.replace(",", "")
    if isinstance(column.spec.kind, Money | Measure | Whole) and plain.lstrip("-").replace(".", "", 1).isdigit():
        sheet.write_number(row, place, float(plain), style)
    elif text:
        sheet.write_string(row, place, "'" + text if text.startswith(LIVE) else text, style)
    else:
        sheet.write_blank(row, place, None, style)


def _offer(sheet: Any, place: int, column: Column, one: Filled, town: Town, words: _Words) -> None:
    """The drop-down of a column and what is said when a cell is entered."""
    found = offered(column, town)
    rule: dict[str, Any] = {"validate": "list", "source": words.range(found)} if found else {"validate": "any"}
    rule |= {"input_title": column.title[:32], "input_message": hint(column)[:255], "ignore_blank": True}
    if found:
        rule |= {"error_title": "不在下拉选项中", "error_message": "请从下拉选项中选择；确无合适的，请在备注中说明。"}
    sheet.data_validation(_HEAD + 1, place, _HEAD + len(one.rows) + SPARE, place, rule)


def _set_up(sheet: Any, template: Template, town: Town) -> None:
    sheet.freeze_panes(_HEAD + 1, _HIDDEN_COLUMNS + 2)
    sheet.repeat_rows(_HEAD)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(0.6, 0.4, 0.6, 0.6)
    sheet.set_footer(f"&L{town.called}{template.title}　填报人：　　　　审核人：　　　　（盖章）&R第 &P 页 共 &N 页")
    allowed = ("select_locked_cells", "select_unlocked_cells", "format_columns", "format_rows", "sort", "autofilter")
    sheet.protect("", dict.fromkeys(allowed, True))


def _guide(book: Any, sheet: Any, template: Template, looks: _Looks) -> None:
    """填表说明: what each column means, whether it may be changed, how it is filled in."""
    plain = book.add_format({"font_name": "宋体", "font_size": 10, "text_wrap": True, "valign": "top", "border": 1})
    heads = (("工作表", 12), ("栏目", 16), ("能否改动", 24), ("怎样填写", 46), ("含义和依据", 46))
    sheet.merge_range(0, 0, 0, len(heads) - 1, f"{template.title}填表说明", looks.title)
    sheet.merge_range(1, 0, 1, len(heads) - 1, _todo(template), looks.todo)
    sheet.set_row(0, 28)
    sheet.set_row(1, 30)
    for place, (heading, width) in enumerate(heads):
        sheet.set_column(place, place, width)
        sheet.write_string(_HEAD, place, heading, looks.head)
    row = _HEAD
    for part in template.parts:
        for column in part.columns:
            row += 1
            for place, text in enumerate((part.sheet, column.title, _may(part, column), hint(column), told(column))):
                sheet.write_string(row, place, text, plain)
    sheet.freeze_panes(_HEAD + 1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.protect("", {"format_columns": True, "format_rows": True})


def _may(part: Part, column: Column) -> str:
    if part.is_locked(column):
        return "已有的勿改，新增时填写"
    return "由村医填写" if part.asked else "请核对改正"


def _width(column: Column) -> int:
    return min(max(column.spec.chars, 2 * len(column.title)) + 2, _WIDEST)


def _letters(index: int) -> str:
    from hfp_desk.excel.book import column_letters

    return column_letters(index)
