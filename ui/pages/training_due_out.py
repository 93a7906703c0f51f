"""What leaves the page of training: the list of a year as it is seen, and the papers of the year's courses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hfp_desk import file_names, papers
from hfp_desk.problems import Progress
from hfp_desk.store.scopes import Scope
from ui import pages
from ui.desk import Desk
from ui.front.files import save_file
from ui.office import Office
from ui.pages import exporting, menus
from ui.pages.print_request import PrintRequest
from ui.pages.reason import AskLine

_KINDS = "Excel 工作簿 (*.xlsx);;CSV 文本 (*.csv)"
_TITLE = "导出村医培训达标"


class TrainingDueOut:
    """``seen`` tells the year and the doctors shown in their order."""

    def __init__(
        self,
        owner: QWidget,
        corner: QWidget,
        desk: Desk,
        office: Office,
        seen: Callable[[], tuple[int, tuple[int, ...]]],
    ) -> None:
        self._owner, self._corner, self._desk, self._office, self._seen = owner, corner, desk, office, seen
        forms = [form for form in papers.FORMS.values() if form.area is papers.Area.TRAINING]
        self.papers = menus.numbered(owner, [(form.title, partial(self._print, form.name)) for form in forms])

    def print(self) -> None:
        """F7: the papers of the year's courses."""
        menus.drop(self._owner, self.papers)

    def export(self) -> None:
        """What the list is wanted for, and then where to."""
        note = "姓名照您所见带出；用途记入日志。"
        AskLine(self._corner, _TITLE, "用途，如：上报培训情况", "导出", self._ask_where, note).ask()

    def write(self, purpose: str, target: Path) -> None:
        """Write the doctors as they are seen; the toast says how many and where."""
        self._desk.settings.set(exporting.FOLDER, str(target.parent))
        (year, doctors), office = self._seen(), self._office

        def work(_progress: Progress) -> int:
            from hfp_desk.excel import training_files

            return training_files.write(office.register, office.viewer, year, office.policy, doctors, target, purpose)

        say = self._desk.say
        told = office.in_session(work)
        self._desk.tasks.run(told, lambda count: say(f"已导出 {count:,} 名村医到 {target.name}。"), title=_TITLE)

    def _print(self, form: str) -> None:
        year = self._seen()[0]
        self._desk.go(pages.PRINT, PrintRequest(form, Scope(since=date(year, 1, 1), until=date(year, 12, 31))))

    def _ask_where(self, purpose: str) -> None:
        folder = Path(self._desk.settings.get(exporting.FOLDER) or Path.home())
        name = file_names.proposed(f"村医培训达标_{self._seen()[0]}年", ".xlsx")
        save_file(self._owner, _TITLE, folder / name, _KINDS, lambda path: self.write(purpose, path))
