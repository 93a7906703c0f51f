"""Writing what a page shows into a workbook or CSV: asking what for and where to, then writing it on the worker."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hfp_desk.problems import Progress
from ui.desk import Desk
from ui.front.files import save_file
from ui.office import Office
from ui.pages.exporting import FOLDER
from ui.pages.reason import AskLine

_KINDS = "Excel 工作簿 (*.xlsx);;CSV 文本 (*.csv)"
_NOTE = "姓名照您所见带出；用途记入日志。"


@dataclass(frozen=True)
class Export:
    """What is written (导出日志), a purpose as an example, and the name of the file that is proposed."""

    title: str
    example: str
    name: str


def ask(owner: QWidget, corner: QWidget, desk: Desk, export: Export, done: Callable[[str, Path], object]) -> None:
    """Ask for the purpose at ``corner``, then where to; ``done`` gets both."""

    def where(purpose: str) -> None:
        proposed = Path(desk.settings.get(FOLDER) or Path.home()) / export.name
        save_file(owner, export.title, proposed, _KINDS, lambda path: done(purpose, path))

    AskLine(corner, export.title, f"用途，如：{export.example}", "导出", where, _NOTE).ask()


def run(
    desk: Desk, office: Office, work: Callable[[Progress], int], target: Path, *, title: str, unit: str = "条"
) -> None:
    """Write on the worker; the toast says how many and where."""
    desk.settings.set(FOLDER, str(target.parent))
    told = office.in_session(work)
    desk.tasks.run(told, lambda count: desk.say(f"已导出 {count:,} {unit}到 {target.name}。"), title=title)
