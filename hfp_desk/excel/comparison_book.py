"""A comparison as a workbook for the townships: a summary, then one sheet a township with room to answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from hfp_desk import VERSION, scratch
from hfp_desk.excel.list_files import sheet_name
from hfp_desk.store import history
from hfp_desk.store.comparisons import Line
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing, release

_ELSEWHERE = "乡镇未明"
_COLUMNS = (
    ("序号", 5),
    ("行政村", 12),
    ("姓名", 8),
    ("证件号码", 20),
    ("差异类别", 11),
    ("差异栏目", 10),
    ("甲方内容", 14),
    ("乙方内容", 14),
    ("名单", 14),
    ("所在行", 13),
    ("核实结果", 16),
    ("核实人", 8),
    ("核实日期", 10),
)


def write(register: Register, lines: Sequence[Line], target: Path, lists: Sequence[str]) -> int:
    """Write the differences by township and log that they left; how many. Refusal when the place cannot be written."""
    finished = scratch.fresh(target.name)
    try:
        _book(lines, finished, lists, register.user)
        people = len({(line.name, line.id_number) for line in lines})
        told = Outgoing(Action.EXPORT, f"比对差异（{'、'.join(lists)}）", people=people, reason="下发乡镇核实")
        release(register, finished, target, told)
    finally:
        scratch.wipe(finished)
    return len(lines)


def _book(lines: Sequence[Line], target: Path, lists: Sequence[str], by: str) -> None:
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_numbers": False, "tmpdir": str(target.parent)}
    book = xlsxwriter.Workbook(str(target), options)
    base = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "vcenter", "num_format": "@"}
    styles = {
        "title": book.add_format({"font_name": "宋体", "font_size": 14, "bold": True}),
        "head": book.add_format({**base, "bold": True, "bg_color": "#EEF3F3", "align": "center", "text_wrap": True}),
        "words": book.add_format({**base, "text_wrap": True}),
        "number": book.add_format({**base, "num_format": "0", "align": "right"}),
    }
    groups = [(town or _ELSEWHERE, list(part)) for town, part in groupby(lines, key=lambda line: line.town)]
    footer = f"&L{by} 于 {history.now()} 由健康扶贫台账 {VERSION} 导出&R第 &P 页 共 &N 页"
    _summary(book, styles, groups, f"名单比对差异汇总（{' ↔ '.join(lists)}）", footer)
    for town, part in groups:
        _town(book, styles, town, part, footer)
    book.close()


def _summary(
    book: Any, styles: dict[str, Any], groups: Sequence[tuple[str, list[Line]]], title: str, footer: str
) -> None:
    sheet = book.add_worksheet("汇总")
    kinds = list(dict.fromkeys(line.kind for _, part in groups for line in part))
    sheet.write_string(0, 0, title, styles["title"])
    for place, heading in enumerate(("乡镇", *kinds, "合计")):
        sheet.write_string(1, place, heading, styles["head"])
    rows = [(town, Counter(line.kind for line in part)) for town, part in groups]
    whole: Counter[str] = Counter()
    for _, counts in rows:
        whole.update(counts)
    for row, (town, counts) in enumerate([*rows, ("合计", whole)], start=2):
        sheet.write_string(row, 0, town, styles["words"])
        for place, kind in enumerate(kinds, start=1):
            sheet.write_number(row, place, counts[kind], styles["number"])
        sheet.write_number(row, len(kinds) + 1, sum(counts.values()), styles["number"])
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, len(kinds) + 1, 14)
    _pages(sheet, footer, 1)


def _town(book: Any, styles: dict[str, Any], town: str, lines: Iterable[Line], footer: str) -> None:
    sheet = book.add_worksheet(sheet_name(town))
    sheet.write_string(0, 0, f"{town}名单比对差异核实表", styles["title"])
    for place, (heading, width) in enumerate(_COLUMNS):
        sheet.set_column(place, place, width)
        sheet.write_string(1, place, heading, styles["head"])
    for row, line in enumerate(lines, start=2):
        texts = (line.village, line.name, line.id_number, line.kind, line.column, line.left, line.right, line.lists)
        sheet.write_number(row, 0, row - 1, styles["number"])
        for place, text in enumerate((*texts, line.rows, "", "", ""), start=1):
            sheet.write_string(row, place, text, styles["words"])
    sheet.freeze_panes(2, 3)
    _pages(sheet, footer, 1)


def _pages(sheet: Any, footer: str, head: int) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.set_footer(footer)
