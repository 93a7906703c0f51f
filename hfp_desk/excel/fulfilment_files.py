"""签约履约 as a workbook or text: contracts with what is due and done, or the table by place, team, doctor, group."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hfp_desk.excel import table_files
from hfp_desk.excel.table_files import WordTable, widths
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.store.fulfilment import ContractLine, Fulfilment
from hfp_desk.store.fulfilment_words import cells, group_cells, group_headings, headings
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing
from hfp_desk.store.signing_groups import By, GroupLine
from hfp_desk.store.table_words import Heading


def write(
    register: Register, viewer: Viewer, found: Fulfilment, lines: Sequence[ContractLine], target: Path, purpose: str
) -> int:
    """Write these contracts as they were told to ``viewer``; how many."""
    rows = [cells(line) for line in lines]
    return _write(register, viewer, f"签约履约明细 {found.day}", (headings(found.items), rows), target, purpose)


def write_groups(
    register: Register,
    viewer: Viewer,
    found: Fulfilment,
    table: tuple[By, Sequence[GroupLine]],
    target: Path,
    purpose: str,
) -> int:
    """Write the table by place, team, doctor or group; how many rows."""
    by, lines = table
    rows = [group_cells(line, by) for line in lines]
    return _write(register, viewer, f"签约履约按{by.value} {found.day}", (group_headings(by), rows), target, purpose)


def _write(
    register: Register,
    viewer: Viewer,
    title: str,
    table: tuple[Sequence[Heading], Sequence[Sequence[str]]],
    target: Path,
    purpose: str,
) -> int:
    """Refusal without a purpose, or to who may look at nothing."""
    if not viewer.may_look:
        raise Refusal("您没有任何角色，不能导出。", "请联系管理员分配角色。")
    columns, rows = table
    made = WordTable(title, widths(columns), rows)
    more = {"columns": [one.label for one in columns], "rows": len(rows)}
    return table_files.write(register, made, target, Outgoing(Action.EXPORT, title, len(rows), purpose.strip(), more))
