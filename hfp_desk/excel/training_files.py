"""What village doctors owe in a year, as a workbook or text: times, days, what is short, when the next 进修 is due."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hfp_desk.excel import table_files
from hfp_desk.excel.table_files import WordTable, widths
from hfp_desk.gate import Viewer
from hfp_desk.policy import Policy
from hfp_desk.problems import Refusal
from hfp_desk.store import trainings
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing
from hfp_desk.store.training_words import COLUMNS, cells


def write(
    register: Register,
    viewer: Viewer,
    year: int,
    policy: Policy,
    doctors: Sequence[int],
    target: Path,
    purpose: str,
) -> int:
    """Write the doctors named, in their order, as ``viewer`` reads them; how many.

    Refusal without a purpose, or to who may look at nothing.
    """
    if not viewer.may_look:
        raise Refusal("您没有任何角色，不能导出。", "请联系管理员分配角色。")
    known = {one.id: one for one in trainings.obligations(register, viewer, year, policy)}
    rows = [cells(known[doctor]) for doctor in doctors if doctor in known]
    headings = [one.label for one in COLUMNS]
    table = WordTable("村医培训达标", widths(COLUMNS), rows)
    more = {"columns": headings, "rows": len(rows), "conditions": {"year": year}}
    outgoing = Outgoing(Action.EXPORT, f"{table.title} {year}年", len(rows), purpose.strip(), more)
    return table_files.write(register, table, target, outgoing)
