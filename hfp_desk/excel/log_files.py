"""The log, and what became of an undone import, out of the register as tables of words."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from hfp_desk.excel import table_files
from hfp_desk.excel.table_files import WordTable
from hfp_desk.gate import Viewer
from hfp_desk.problems import SILENT, Progress
from hfp_desk.store import logbook, undoing
from hfp_desk.store.log import Action
from hfp_desk.store.log_search import Wanted
from hfp_desk.store.logbook import Line
from hfp_desk.store.opening import Register
from hfp_desk.store.releasing import Outgoing

_LOG = (
    *(("时间", 20), ("操作员", 10), ("动作", 12), ("内容", 60), ("状态", 20)),
    *(("原因", 30), ("人数", 8), ("电脑", 14), ("步号", 8)),
)
_UNDONE = (("结果", 16), ("记录和说明", 80))
_UNSAID = ("text", "person", "record")


def write(
    register: Register, viewer: Viewer, wanted: Wanted, target: Path, purpose: str, progress: Progress = SILENT
) -> int:
    """Write the lines of the log that fit, as ``viewer`` reads them; how many. Refusal without a purpose."""
    rows = [_cells(line) for line in logbook.every(register, viewer, wanted, progress)]
    asked = {key: value for key, value in asdict(wanted).items() if value and key not in _UNSAID}
    return _write(register, WordTable("日志", _LOG, rows), target, purpose, {"conditions": asked})


def write_undone(register: Register, viewer: Viewer, batch: int, target: Path, purpose: str) -> int:
    """Write what became of the records of an undone import, by bucket; how many. Refusal without a purpose."""
    told = undoing.told(register, batch, viewer)
    buckets = (("已恢复原状", told.reversed), ("予以保留", told.kept), ("不能撤销", told.impossible))
    rows = [(label, words) for label, found in reversed(buckets) for words in found]
    return _write(register, WordTable("撤销结果", _UNDONE, rows), target, purpose, {"batch": batch})


def _write(register: Register, table: WordTable, target: Path, purpose: str, detail: dict[str, object]) -> int:
    more = {"columns": [heading for heading, _ in table.columns], "rows": len(table.rows), **detail}
    return table_files.write(register, table, target, Outgoing(Action.EXPORT, table.title, None, purpose.strip(), more))


def _cells(line: Line) -> tuple[str, ...]:
    number = str(line.deed) if line.deed else ""
    return (
        *(line.at, line.user, line.action, line.words, line.state, line.reason),
        *(line.people, line.computer, number),
    )
