"""A plain table of words as workbook or text, logged before the file is there; nothing in it can run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hfp_desk import VERSION, scratch
from hfp_desk.excel.list_files import LIVE
from hfp_desk.problems import Refusal
from hfp_desk.store import history
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing, release
from hfp_desk.store.table_words import Heading


@dataclass(frozen=True)
class WordTable:
    """Headings with the widths of their columns in half-width characters, and rows of texts."""

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str]]


def widths(columns: Sequence[Heading]) -> list[tuple[str, int]]:
    """The headings with the widths of their columns, none narrower than four characters."""
    return [(one.label, max(one.chars, 8)) for one in columns]


def write(register: Register, table: WordTable, target: Path, outgoing: Outgoing) -> int:
    """Write a table as .xlsx or .csv by the file's ending; how many rows.

    Refusal without a reason in ``outgoing``, for another ending, or when the place cannot be written.
    """
    if not outgoing.reason.strip():
        raise Refusal(f"没有写明导出{table.title}的用途。", "请写明用途，如：检查备查。")
    writers = {".xlsx": _xlsx, ".csv": _csv}
    if target.suffix.lower() not in writers:
        raise Refusal(f"不认得文件类型“{target.suffix}”。", "请用 .xlsx 或 .csv 作文件名结尾。")
    finished = scratch.fresh(target.name)
    try:
        writers[target.suffix.lower()](table, finished, register.user)
        release(register, finished, target, outgoing)
    finally:
        scratch.wipe(finished)
    return len(table.rows)


def _xlsx(table: WordTable, target: Path, by: str) -> None:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "tmpdir": str(target.parent)}
    book = xlsxwriter.Workbook(str(target), options)
    sheet = book.add_worksheet(table.title)
    base = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "vcenter"}
    head = book.add_format({**base, "bold": True, "bg_color": "#EEF3F3", "align": "center"})
    words = book.add_format({**base, "num_format": "@"})
    for place, (heading, width) in enumerate(table.columns):
        sheet.set_column(place, place, width, words)
        sheet.write_string(0, place, heading, head)
    for row, cells in enumerate(table.rows, start=1):
        for place, text in enumerate(cells):
            sheet.write_string(row, place, text, words)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    told = f"共 {len(table.rows)} 条 · {by} 于 {history.now()} 由健康扶贫台账 {VERSION} 导出"
    sheet.set_footer(f"&L{told}&R第 &P 页 共 &N 页")
    book.close()


def _csv(table: WordTable, target: Path, by: str) -> None:
    del by
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([heading for heading, _ in table.columns])
        writer.writerows([f"'{text}" if text.startswith(LIVE) else text for text in cells] for cells in table.rows)
