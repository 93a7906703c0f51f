"""附件6 死亡人员名单 as a workbook or text, in the columns and the order the medical insurance office wants (§2.7)."""

from __future__ import annotations

from pathlib import Path

from hfp_desk import gate
from hfp_desk.excel import table_files
from hfp_desk.excel.table_files import WordTable
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import Person
from hfp_desk.store import protection_rosters, scopes
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing
from hfp_desk.store.roster_lines import Line
from hfp_desk.store.scopes import Scope

TITLE, KIND = "死亡人员名单", "deaths"
"""What the list is called, and its word on the command line."""

COLUMNS = (("序号", 6), ("姓名", 12), ("身份证号码", 22), ("死亡时间", 12), ("镇街", 14), ("备注", 24))
"""Headings with their widths."""


def write(register: Register, viewer: Viewer, scope: Scope, target: Path, purpose: str) -> int:
    """Write who died as ``viewer`` reads it; how many. Refusal without a purpose, or to who may look at nothing."""
    if not viewer.may_look:
        raise Refusal("您没有任何角色，不能导出。", "请联系管理员分配角色。")
    with register.session():
        found = enumerate(protection_rosters.deaths(register, scope), start=1)
        rows = [(str(number), *_cells(line, viewer)) for number, line in found]
        asked = scopes.words(scope)
    more = {"columns": [heading for heading, _ in COLUMNS], "rows": len(rows), "conditions": {"scope": asked}}
    outgoing = Outgoing(Action.EXPORT, TITLE, len(rows), purpose.strip(), more)
    return table_files.write(register, WordTable(TITLE, COLUMNS, rows), target, outgoing)


def _cells(line: Line, viewer: Viewer) -> tuple[str, ...]:
    name, number, died, remark = (
        gate.shown(spec_of(one), spec_of(one).kind.show(line[one]), viewer)
        for one in (Person.name, Person.id_number, Person.died_on, Person.remark)
    )
    return name, number, died, line["town"] or "", remark
