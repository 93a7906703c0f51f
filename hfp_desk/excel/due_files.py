"""Whose visit is due, as a workbook or text, in the order and with the lines that were seen."""

from __future__ import annotations

from pathlib import Path

from hfp_desk.excel import table_files
from hfp_desk.excel.table_files import WordTable, widths
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.store.due_lines import Lines
from hfp_desk.store.due_words import COLUMNS, cells
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing


def write(register: Register, viewer: Viewer, lines: Lines, target: Path, purpose: str) -> int:
    """Write the lines as ``viewer`` reads them; how many. Refusal without a purpose, or to who may look at nothing."""
    if not viewer.may_look:
        raise Refusal("您没有任何角色，不能导出。", "请联系管理员分配角色。")
    seen = lines.seen_by(viewer)
    rows = [cells(one) for one in seen]
    people = len({one.person for one in seen})
    table = WordTable("应随访名单", widths(COLUMNS), rows)
    more = {"columns": [one.label for one in COLUMNS], "rows": len(rows), "conditions": {"day": str(lines.on)}}
    outgoing = Outgoing(Action.EXPORT, f"{table.title} {lines.on}", people, purpose.strip(), more)
    return table_files.write(register, table, target, outgoing)
