"""What leaves the page of 应随访: the list as it is seen, and the papers of the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hfp_desk import file_names
from hfp_desk.problems import Progress
from hfp_desk.store.due import Lines
from hfp_desk.store.scopes import Scope
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import menus, seen_export
from ui.pages.print_request import PrintRequest
from ui.pages.seen_export import Export

_TITLE = "导出应随访名单"
PAPERS = (
    ("随访工作单（按村）", "visit-work-village"),
    ("随访工作单（按责任医生）", "visit-work-doctor"),
    ("应随访名单", "visits-due"),
    ("慢病规范管理情况表", "follow-up-quality"),
)


class DueOut:
    """``seen`` tells the day, the places chosen and the lines shown in their order."""

    def __init__(
        self,
        owner: QWidget,
        corner: QWidget,
        desk: Desk,
        office: Office,
        seen: Callable[[], tuple[Scope, Lines | None]],
    ) -> None:
        self._owner, self._corner, self._desk, self._office, self._seen = owner, corner, desk, office, seen
        self.papers = menus.numbered(owner, [(title, partial(self._print, form)) for title, form in PAPERS])

    def print(self) -> None:
        """F7: the papers of the day."""
        menus.drop(self._owner, self.papers)

    def export(self) -> None:
        """What the list is wanted for, and then where to."""
        name = file_names.proposed(f"应随访名单_{self._seen()[0].until or date.today()}", ".xlsx")
        seen_export.ask(self._owner, self._corner, self._desk, Export(_TITLE, "下发村医随访", name), self.write)

    def write(self, purpose: str, target: Path) -> None:
        """Write the lines as they are seen; the toast says how many and where."""
        lines, office = self._seen()[1], self._office
        if lines is None:
            return

        def work(_progress: Progress) -> int:
            from hfp_desk.excel import due_files

            return due_files.write(office.register, office.viewer, lines, target, purpose)

        seen_export.run(self._desk, office, work, target, title=_TITLE)

    def _print(self, form: str) -> None:
        self._desk.go(pages.PRINT, PrintRequest(form, self._seen()[0]))
