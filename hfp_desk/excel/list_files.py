"""A list as .xlsx, .csv or .json. Every value comes through the read gate of the listing.

Identity numbers, codes and phones are text with format @, and nothing that begins like a formula can come alive.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hfp_desk import VERSION
from hfp_desk.gate import HIDDEN
from hfp_desk.kinds import Measure, Money, Whole
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.records import Column
from hfp_desk.store import history
from hfp_desk.store.listing import Listing

NUMBER_HEADING = "登记编号"
WORKBOOK = ".xlsx"
LIVE = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""How a text begins that a table program may take for a formula."""

_WIDEST = 40
_LONGEST_FOOTER = 200


@dataclass(frozen=True)
class ListFile:
    """A list to be written; ``numbered`` adds the hidden column by which the file finds its records again."""

    listing: Listing
    title: str
    by: str
    about: str = ""
    numbered: bool = False
    progress: Progress = SILENT

    @property
    def footer(self) -> str:
        """Who wrote it, when, what for and how much."""
        made = f"{self.by} 于 {history.now()} 由健康扶贫台账 {VERSION} 导出"
        return " · ".join(filter(None, (f"共 {len(self.listing)} 条", self.about, made)))

    @property
    def headings(self) -> list[str]:
        """The titles of the columns."""
        titles = [column.title for column in self.listing.view.shown]
        return [NUMBER_HEADING, *titles] if self.numbered else titles

    def rows(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Records with their texts. What comes back must not say 保密 where a disease stands: such rows stay here."""
        total = len(self.listing)
        hiding = any(column.restricted for column in self.listing.columns)
        for row in range(total):
            if row % 1000 == 0:
                self.progress.step(row, total, "导出")
            cells = self.listing.cells(row)
            if not (self.numbered and hiding and HIDDEN in cells):
                yield self.listing.id_at(row), cells


def writer_for(target: Path) -> Callable[[ListFile, Path], int]:
    """What writes a file with this ending; it tells how many rows it wrote."""
    writer = {WORKBOOK: _xlsx, ".csv": _csv, ".json": _json}.get(target.suffix.lower())
    if writer is None:
        raise Refusal(f"不认得文件类型“{target.suffix}”。", "请用 .xlsx、.csv 或 .json 作文件名结尾。")
    return writer


def _value(column: Column, text: str) -> str | float | int | None:
    """Money, quantities and counts as numbers, everything else as the text that is shown."""
    if not text:
        return None
    if isinstance(column.spec.kind, Money):
        return float(text.replace(",", "")) if _is_number(text) else text
    if isinstance(column.spec.kind, Measure):
        return float(text) if _is_number(text) else text
    return int(text) if isinstance(column.spec.kind, Whole) and _is_number(text) else text


def _is_number(text: str) -> bool:
    return text.lstrip("-").replace(",", "").replace(".", "", 1).isdigit()


def _xlsx(made: ListFile, target: Path) -> int:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "tmpdir": str(target.parent)}
    book = xlsxwriter.Workbook(str(target), options)
    book.set_properties({"title": made.title, "author": made.by, "comments": made.footer})
    sheet = book.add_worksheet(sheet_name(made.title))
    try:
        written = _fill(book, sheet, made)
    except BaseException:
        sheet.row_data_fh.close()  # else its file can be wiped neither now nor at exit
        raise
    sheet.set_footer(f"&L{made.footer.replace('&', '&&')[:_LONGEST_FOOTER]}&R第 &P 页 共 &N 页")
    book.close()
    return written


def _fill(book: Any, sheet: Any, made: ListFile) -> int:
    base = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "vcenter"}
    head = book.add_format({**base, "bold": True, "bg_color": "#EEF3F3", "text_wrap": True, "align": "center"})
    words = book.add_format({**base, "num_format": "@"})
    quoted = book.add_format({**base, "num_format": "@", "quote_prefix": True})
    money = book.add_format({**base, "num_format": "#,##0.00"})
    _widths(sheet, made, words, money)
    for place, heading in enumerate(made.headings):
        sheet.write_string(0, place, heading, head)
    columns, shift, row = made.listing.view.shown, int(made.numbered), 0
    for row, (record, cells) in enumerate(made.rows(), start=1):
        if made.numbered:
            sheet.write_string(row, 0, str(record), words)
        for place, (column, text) in enumerate(zip(columns, cells, strict=True), start=shift):
            value = _value(column, text)
            if isinstance(value, float | int):
                sheet.write_number(row, place, value, money if isinstance(value, float) else words)
            else:
                sheet.write_string(row, place, value or "", quoted if text.startswith(LIVE) else words)
    return row


def _widths(sheet: Any, made: ListFile, words: Any, money: Any) -> None:
    shift = int(made.numbered)
    if made.numbered:
        sheet.set_column(0, 0, 10, words, {"hidden": True})
    for place, column in enumerate(made.listing.view.shown, start=shift):
        chars = max(column.spec.chars, 2 * len(column.title)) + 2
        style = money if isinstance(column.spec.kind, Money) else words
        sheet.set_column(place, place, min(chars, _WIDEST), style)
    sheet.freeze_panes(1, shift)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def sheet_name(title: str) -> str:
    """A name a workbook allows for a sheet, which nothing that refers to the sheet can mistake."""
    kept = "".join(letter for letter in title if letter.isprintable() and letter not in "[]:*?/\\!&'\"")
    name = kept.strip().lstrip("=+-@＝＋－＠ ")[:31].rstrip()
    return name if name and name.lower() != "history" else "清单"


def _csv(made: ListFile, target: Path) -> int:
    written = 0
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([_tamed(heading) for heading in made.headings])
        for record, cells in made.rows():
            texts = [_tame(column, text) for column, text in zip(made.listing.view.shown, cells, strict=True)]
            writer.writerow([str(record), *texts] if made.numbered else texts)
            written += 1
    return written


def _tame(column: Column, text: str) -> str:
    """A spreadsheet that opens the file must not run what somebody typed as a name."""
    if column.spec.kind.numeric and _is_number(text):
        return text.replace(",", "")
    return _tamed(text)


def _tamed(text: str) -> str:
    return "'" + text if text.startswith(LIVE) else text


def _json(made: ListFile, target: Path) -> int:
    keys = [column.key for column in made.listing.view.shown]
    written = 0
    with target.open("w", encoding="utf-8") as stream:
        stream.write("[")
        for record, cells in made.rows():
            values = [_value(column, text) for column, text in zip(made.listing.view.shown, cells, strict=True)]
            stream.write(",\n" if written else "\n")
            json.dump({"id": record, **dict(zip(keys, values, strict=True))}, stream, ensure_ascii=False)
            written += 1
        stream.write("\n]\n")
    return written
