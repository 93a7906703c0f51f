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
from ui.office import Office
from ui.pages import menus, seen_export
from ui.pages.print_request import PrintRequest
from ui.pages.seen_export import Export

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
        name = file_names.proposed(f"村医培训达标_{self._seen()[0]}年", ".xlsx")
        seen_export.ask(self._owner, self._corner, self._desk, Export(_TITLE, "上报培训情况", name), self.write)

    def write(self, purpose: str, target: Path) -> None:
        """Write the doctors as they are seen; the toast says how many and where."""
        (year, doctors), office = self._seen(), self._office

        def work(_progress: Progress) -> int:
            from hfp_desk.excel import training_files

            return training_files.write(office.register, office.viewer, year, office.policy, doctors, target, purpose)

        seen_export.run(self._desk, office, work, target, title=_TITLE, unit="名村医")

    def _print(self, form: str) -> None:
        year = self._seen()[0]
        self._desk.go(pages.PRINT, PrintRequest(form, Scope(since=date(year, 1, 1), until=date(year, 12, 31))))
