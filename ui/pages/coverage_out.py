"""What leaves the page of villages: papers of the day by their digit, the list as it is seen, lists to be corrected."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hfp_desk import file_names, papers
from hfp_desk.problems import Progress
from hfp_desk.records import RecordType
from hfp_desk.store.scopes import Scope
from ui import pages
from ui.desk import Desk
from ui.front.files import save_file
from ui.office import Office
from ui.pages import exporting, menus, sending
from ui.pages.leaving_panel import LeavingPanel
from ui.pages.print_request import PrintRequest, WallChart
from ui.pages.reason import AskLine
from ui.pages.village_panel import ENTERED

_KINDS = "Excel 工作簿 (*.xlsx);;CSV 文本 (*.csv)"


class CoverageOut:
    """``seen`` tells the day, the townships chosen and the places shown in their order."""

    def __init__(
        self,
        owner: QWidget,
        corner: QWidget,
        desk: Desk,
        office: Office,
        seen: Callable[[], tuple[date, tuple[int, ...], tuple[int, ...]]],
    ) -> None:
        self._owner, self._corner, self._desk, self._office, self._seen = owner, corner, desk, office, seen
        self.leaving = LeavingPanel(desk, office)
        forms = [form for form in papers.FORMS.values() if form.area is papers.Area.NETWORK]
        self.papers = menus.numbered(owner, [(form.title, partial(self.print, form.name)) for form in forms])
        whole = [(f"{kind.title}（可再导入）", partial(self._export, kind)) for kind, _ in ENTERED]
        sent = sending.entries(owner, desk, office, tuple(kind for kind, _ in ENTERED), lambda: seen()[1])
        self.exports = menus.numbered(owner, [("按所见导出各村情况", self.ask_purpose), *whole, *sent])

    def print(self, form: str) -> None:
        """The print page with a paper as of the day, for the townships chosen."""
        day, towns, _ = self._seen()
        self._desk.go(pages.PRINT, PrintRequest(form, Scope(towns=towns, until=day)))

    def chart(self) -> None:
        """The wall chart of the day, for the townships chosen."""
        day, towns, _ = self._seen()
        self._desk.go(pages.WALL_CHART, WallChart(day=day, towns=towns))

    def ask_purpose(self) -> None:
        """What the villages are wanted for, and then where to."""
        note = "姓名照您所见带出；用途记入日志。"
        AskLine(self._corner, "导出各村情况", "用途，如：上报覆盖情况", "导出", self._ask_where, note).ask()

    def write(self, purpose: str, target: Path) -> None:
        """Write the villages as they are seen; the toast says how many and where."""
        self._desk.settings.set(exporting.FOLDER, str(target.parent))
        day, _, places = self._seen()
        office = self._office

        def work(_progress: Progress) -> int:
            from hfp_desk.excel import coverage_files

            return coverage_files.write(office.register, office.viewer, day, places, target, purpose)

        told = office.in_session(work)
        say = self._desk.say
        self._desk.tasks.run(told, lambda count: say(f"已导出 {count:,} 个村到 {target.name}。"), title="导出各村情况")

    def _ask_where(self, purpose: str) -> None:
        folder = Path(self._desk.settings.get(exporting.FOLDER) or Path.home())
        name = file_names.proposed(f"村级覆盖_{self._seen()[0]}", ".xlsx")
        save_file(self._owner, "导出各村情况", folder / name, _KINDS, lambda path: self.write(purpose, path))

    def _export(self, kind: RecordType) -> None:
        self.leaving.start(exporting.whole(kind))
