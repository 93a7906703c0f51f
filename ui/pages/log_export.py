"""Writing the log, or what became of an undone import, into a workbook, on the worker, after asking what for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hfp_desk.problems import Progress
from hfp_desk.store.log_search import Wanted
from ui.desk import Desk
from ui.office import Office
from ui.pages import seen_export
from ui.pages.seen_export import Export


def ask(owner: QWidget, corner: QWidget, desk: Desk, office: Office, wanted: Wanted) -> None:
    """Ask for the purpose at ``corner`` and where to, then write the log."""
    _ask(owner, corner, desk, office, "日志", lambda purpose, path: write(desk, office, wanted, purpose, path))


def ask_undone(owner: QWidget, corner: QWidget, desk: Desk, office: Office, batch: int) -> None:
    """The same for what became of the records of an import that was undone."""
    title = f"第 {batch} 号批次撤销结果"
    _ask(owner, corner, desk, office, title, lambda purpose, path: write_undone(desk, office, batch, purpose, path))


def write(desk: Desk, office: Office, wanted: Wanted, purpose: str, target: Path) -> None:
    """Write the lines that fit; the toast says how many and where."""

    def work(progress: Progress) -> int:
        from hfp_desk.excel import log_files

        return log_files.write(office.register, office.viewer, wanted, target, purpose, progress)

    seen_export.run(desk, office, work, target, title=f"导出{target.stem}")


def write_undone(desk: Desk, office: Office, batch: int, purpose: str, target: Path) -> None:
    """Write the three lists of an undone import."""

    def work(_progress: Progress) -> int:
        from hfp_desk.excel import log_files

        return log_files.write_undone(office.register, office.viewer, batch, target, purpose)

    seen_export.run(desk, office, work, target, title=f"导出{target.stem}")


def _ask(
    owner: QWidget, corner: QWidget, desk: Desk, office: Office, title: str, done: Callable[[str, Path], object]
) -> None:
    if office.register.read_only:
        desk.say("登记簿是只读打开的，不能导出。", "warn")
        return
    export = Export(f"导出{title}", "检查备查", f"{title}.xlsx")
    seen_export.ask(owner, corner, desk, export, done)
