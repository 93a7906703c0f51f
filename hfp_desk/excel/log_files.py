"""The log out of the register: the lines that were looked for, as workbook or text, logged before the file is there."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from hfp_desk import VERSION, scratch
from hfp_desk.gate import Viewer
from hfp_desk.problems import SILENT, Progress, Refusal
from hfp_desk.store import history, logbook
from hfp_desk.store.log import Action
from hfp_desk.store.log_search import Wanted
from hfp_desk.store.logbook import Line
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing, release

_HEADINGS = ("时间", "操作员", "动作", "内容", "状态", "原因", "人数", "电脑", "步号")
_WIDTHS = (20, 10, 12, 60, 20, 30, 8, 14, 8)
_LIVE = ("=", "+", "-", "@")


def write(
    register: Register, viewer: Viewer, wanted: Wanted, target: Path, purpose: str, progress: Progress = SILENT
) -> int:
    """Write the lines that fit as .xlsx or .csv, as ``viewer`` reads them; how many.

    Refusal without a purpose, for another ending, or when the place cannot be written.
    """
    if not purpose.strip():
        raise Refusal("没有写明导出日志的用途。", "请写明用途，如：检查备查。")
    writers = {".xlsx": _xlsx, ".csv": _csv}
    if target.suffix.lower() not in writers:
        raise Refusal(f"不认得文件类型“{target.suffix}”。", "请用 .xlsx 或 .csv 作文件名结尾。")
    rows = [_cells(line) for line in logbook.every(register, viewer, wanted, progress)]
    finished = scratch.fresh(target.name)
    try:
        writers[target.suffix.lower()](rows, finished, register.user)
        asked = {key: value for key, value in asdict(wanted).items() if value and key not in ("text", "person", "record")}
        detail = {"columns": list(_HEADINGS), "conditions": asked, "rows": len(rows)}
        release(register, finished, target, Outgoing(Action.EXPORT, "日志", None, purpose.strip(), detail))
    finally:
        scratch.wipe(finished)
    return len(rows)


def _cells(line: Line) -> tuple[str, ...]:
    number = str(line.deed) if line.deed else ""
    return (
        *(line.at, line.user, line.action, line.words, line.state, line.reason),
        *(line.people, line.computer, number),
    )


def _xlsx(rows: Sequence[Sequence[str]], target: Path, by: str) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(target), {"constant_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("日志")
    base = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "vcenter"}
    head = book.add_format({**base, "bold": True, "bg_color": "#EEF3F3", "align": "center"})
    words = book.add_format({**base, "num_format": "@"})
    for place, (heading, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
        sheet.set_column(place, place, width, words)
        sheet.write_string(0, place, heading, head)
    for row, cells in enumerate(rows, start=1):
        for place, text in enumerate(cells):
            sheet.write_string(row, place, text, words)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L共 {len(rows)} 条 · {by} 于 {history.now()} 由健康扶贫台账 {VERSION} 导出&R第 &P 页 共 &N 页")
    book.close()


def _csv(rows: Sequence[Sequence[str]], target: Path, by: str) -> None:
    del by
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_HEADINGS)
        writer.writerows([f"'{text}" if text.startswith(_LIVE) else text for text in cells] for cells in rows)
