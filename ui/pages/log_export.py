"""Writing the log into a workbook, on the worker, after asking what for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from hfp_desk.problems import Progress
from hfp_desk.store.log_search import Wanted
from ui.desk import Desk
from ui.front.files import save_file
from ui.office import Office
from ui.pages.exporting import FOLDER
from ui.pages.reason import AskLine

_KINDS = "Excel 工作簿 (*.xlsx);;CSV 文本 (*.csv)"
_NOTE = "按现在的条件导出日志，姓名照您所见带出；用途记入日志。"


def ask(owner: QWidget, corner: QWidget, desk: Desk, office: Office, wanted: Wanted) -> None:
    """Ask for the purpose at ``corner`` and where to, then write."""
    if office.register.read_only:
        desk.say("登记簿是只读打开的，不能导出。", "warn")
        return

    def where(purpose: str) -> None:
        proposed = Path(desk.settings.get(FOLDER) or Path.home()) / "日志.xlsx"
        save_file(owner, "导出日志", proposed, _KINDS, lambda path: write(desk, office, wanted, purpose, path))

    AskLine(corner, "导出日志", "用途，如：检查备查", "导出", where, _NOTE).ask()


def write(desk: Desk, office: Office, wanted: Wanted, purpose: str, target: Path) -> None:
    """Write the lines that fit; the toast says how many and where."""
    register, viewer = office.register, office.viewer
    desk.settings.set(FOLDER, str(target.parent))

    def work(progress: Progress) -> int:
        from hfp_desk.excel import log_files

        return log_files.write(register, viewer, wanted, target, purpose, progress)

    done = office.in_session(work)
    desk.tasks.run(done, lambda count: desk.say(f"已导出 {count:,} 条到 {target.name}。"), title="导出日志")
