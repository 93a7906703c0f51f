"""A computed list as workbook or text: the columns and lines that were seen, in their order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hfp_desk.excel import table_files
from hfp_desk.excel.table_files import WordTable
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing

_NARROWEST = 8


@dataclass(frozen=True)
class Seen:
    """Headings with their widths, and texts as they were told to the one who looks; ``title`` names the sheet.

    ``conditions`` say in the log to what the list was narrowed.
    """

    title: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str]]
    conditions: Mapping[str, str] = field(default_factory=dict)


def write(register: Register, viewer: Viewer, seen: Seen, target: Path, purpose: str) -> int:
    """Write what was seen; how many lines. Refusal without a purpose, or to who may look at nothing."""
    if not viewer.may_look:
        raise Refusal("您没有任何角色，不能导出。", "请联系管理员分配角色。")
    table = WordTable(seen.title, [(label, max(chars, _NARROWEST)) for label, chars in seen.columns], seen.rows)
    names = [label for label, _ in seen.columns]
    more = {"columns": names, "rows": len(seen.rows), "conditions": dict(seen.conditions)}
    told = " ".join((seen.title, *seen.conditions.values()))
    return table_files.write(
        register, table, target, Outgoing(Action.EXPORT, told, len(seen.rows), purpose.strip(), more)
    )
