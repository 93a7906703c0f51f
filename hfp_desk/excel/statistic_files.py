"""A statistic as a workbook or text: numbers stay numbers, title and conditions stand above, the log says so first."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

from hfp_desk import VERSION, scratch
from hfp_desk.excel.list_files import LIVE
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.store import history
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing, release
from hfp_desk.store.statistics import Statistic

_FIRST = 3


def write(register: Register, viewer: Viewer, told: Statistic, target: Path, purpose: str) -> int:
    """Write a statistic as .xlsx or .csv by the file's ending; how many rows.

    Refusal without a purpose, for another ending, or to who may look at nothing.
    """
    if not viewer.may_look:
        raise Refusal("您没有任何角色，不能导出。", "请联系管理员分配角色。")
    if not purpose.strip():
        raise Refusal("没有写明导出统计的用途。", "请写明用途，如：工作分析。")
    writers = {".xlsx": _xlsx, ".csv": _csv}
    if target.suffix.lower() not in writers:
        raise Refusal(f"不认得文件类型“{target.suffix}”。", "请用 .xlsx 或 .csv 作文件名结尾。")
    detail = {"columns": list(told.head), "rows": len(told.rows), "conditions": {"about": told.about}}
    finished = scratch.fresh(target.name)
    try:
        writers[target.suffix.lower()](told, finished, register.user)
        with register.session():
            release(register, finished, target, Outgoing(Action.EXPORT, told.title, 0, purpose.strip(), detail))
    finally:
        scratch.wipe(finished)
    return len(told.rows)


def _xlsx(told: Statistic, target: Path, by: str) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(target), {"strings_to_formulas": False, "tmpdir": str(target.parent)})
    sheet = book.add_worksheet("统计")
    base = {"font_name": "宋体", "font_size": 11, "border": 1, "valign": "vcenter"}
    title = book.add_format({"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"})
    head = book.add_format({**base, "bold": True, "bg_color": "#EEF3F3", "align": "center", "text_wrap": True})
    words = book.add_format({**base, "num_format": "@"})
    number = book.add_format({**base, "num_format": f"#,##0{'.' + '0' * told.digits if told.digits else ''}"})
    last = len(told.head) - 1
    sheet.merge_range(0, 0, 0, last, told.title, title) if last else sheet.write_string(0, 0, told.title, title)
    sheet.write_string(1, 0, f"{told.about}{f'　单位：{told.unit}' if told.unit else ''}")
    for place, heading in enumerate(told.head):
        sheet.set_column(place, place, 18 if not place else max(10, min(2 * len(heading) + 2, 22)))
        sheet.write_string(_FIRST - 1, place, heading, head)
    for row, cells in enumerate(told.rows, start=_FIRST):
        for place, value in enumerate(cells):
            if isinstance(value, Decimal):
                sheet.write_number(row, place, float(value), number)
            else:
                sheet.write_string(row, place, value or "", words)
    sheet.freeze_panes(_FIRST, 1)
    sheet.repeat_rows(0, _FIRST - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L{by} 于 {history.now()} 由健康扶贫台账 {VERSION} 导出&R第 &P 页 共 &N 页")
    book.close()


def _csv(told: Statistic, target: Path, by: str) -> None:
    del by
    with target.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([f"'{text}" if text.startswith(LIVE) else text for text in told.head])
        for row in told.texts:
            writer.writerow([f"'{text}" if text.startswith(LIVE) else text for text in row])
