"""规范与控制 of a year as a workbook or text, by place, team, doctor or programme as it was seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hfp_desk.excel import table_files
from hfp_desk.excel.table_files import WordTable, widths
from hfp_desk.problems import Refusal
from hfp_desk.store import quality_words, users
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.quality import QualityLine
from hfp_desk.store.releasing import Outgoing


def write(register: Register, year: int, lines: Sequence[QualityLine], target: Path, purpose: str) -> int:
    """Write the lines and their sum; how many lines. Refusal without a purpose, or to who may look at nothing."""
    if not users.viewer(register).may_look:
        raise Refusal("您没有任何角色，不能导出。", "请联系管理员分配角色。")
    rows = [quality_words.cells(one) for one in lines]
    headings = widths(quality_words.COLUMNS)
    table = WordTable("慢病规范管理情况", headings, rows)
    more = {"columns": [label for label, _ in headings], "rows": len(rows), "conditions": {"year": year}}
    outgoing = Outgoing(Action.EXPORT, f"{table.title} {year}年", 0, purpose.strip(), more)
    return table_files.write(register, table, target, outgoing)
