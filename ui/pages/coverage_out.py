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
from ui.office import Office
from ui.pages import exporting, menus, seen_export, sending
from ui.pages.leaving_panel import LeavingPanel
from ui.pages.print_request import PrintRequest, WallChart
from ui.pages.seen_export import Export
from ui.pages.village_panel import ENTERED

_TITLE = "导出各村情况"


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
        name = file_names.proposed(f"村级覆盖_{self._seen()[0]}", ".xlsx")
        export = Export(_TITLE, "上报覆盖情况", name)
        seen_export.ask(self._owner, self._corner, self._desk, export, self.write)

    def write(self, purpose: str, target: Path) -> None:
        """Write the villages as they are seen; the toast says how many and where."""
        day, _, places = self._seen()
        office = self._office

        def work(_progress: Progress) -> int:
            from hfp_desk.excel import coverage_files

            return coverage_files.write(office.register, office.viewer, day, places, target, purpose)

        seen_export.run(self._desk, office, work, target, title=_TITLE, unit="个村")

    def _export(self, kind: RecordType) -> None:
        self.leaving.start(exporting.whole(kind))
