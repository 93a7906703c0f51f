"""The villages of a day as a workbook or text: judged in words, with clinic, doctors and who serves them instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from hfp_desk.excel import table_files
from hfp_desk.excel.table_files import WordTable
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.rules.coverage_words import COLUMNS, cells
from hfp_desk.store.coverage import coverage
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing


def write(register: Register, viewer: Viewer, day: date, places: Sequence[int], target: Path, purpose: str) -> int:
    """Write the villages named, in their order, as ``viewer`` reads them; how many.

    Refusal without a purpose, or to who may look at nothing.
    """
    if not viewer.may_look:
        raise Refusal("您没有任何角色，不能导出。", "请联系管理员分配角色。")
    found = coverage(register, viewer, day)
    known = {one.place: one for one in (*found.villages, *found.unreported)}
    silent = {one.place for one in found.unreported}
    chosen = [known[place] for place in places if place in known]
    rows = [cells(one, silent=one.place in silent) for one in chosen]
    table = WordTable("村级覆盖", [(heading, width) for _, heading, width in COLUMNS], rows)
    people = len({doctor.id for one in chosen for doctor in one.doctors})
    more = {"columns": [heading for _, heading, _ in COLUMNS], "rows": len(rows), "conditions": {"day": str(day)}}
    outgoing = Outgoing(Action.EXPORT, f"{table.title} {day}", people, purpose.strip(), more)
    return table_files.write(register, table, target, outgoing)
