"""What leaves the page of fulfilment: the table or the contracts as they are seen, and the papers of signing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from hfp_desk import file_names, papers
from hfp_desk.problems import Progress
from hfp_desk.store.scopes import Scope
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages import menus, seen_export
from ui.pages.fulfilment_rows import FulfilmentRows, GroupRows
from ui.pages.print_request import PrintRequest
from ui.pages.seen_export import Export

if TYPE_CHECKING:
    from ui.pages.fulfilment_page import FulfilmentPage

_TITLE = "导出签约履约"
_FORMS = (
    *("fulfilment-ledger", "fulfilment-table", "fulfilment-book", "signing-register", "signing-agreement"),
    "team-board",
)


class FulfilmentOut:
    """Asks ``page`` what is seen."""

    def __init__(self, page: FulfilmentPage, desk: Desk, office: Office) -> None:
        self._page, self._desk, self._office = page, desk, office
        forms = [papers.FORMS[name] for name in _FORMS]
        self.papers = menus.numbered(page, [(form.title, partial(self._print, form.name)) for form in forms])

    def print(self) -> None:
        """F7: the papers of signing."""
        menus.drop(self._page, self.papers)

    def export(self) -> None:
        """What the list is wanted for, and then where to."""
        by = self._page.by
        name = file_names.proposed(f"签约履约_{f'按{by.value}' if by else '明细'}_{self._page.day.value}", ".xlsx")
        grid = self._page.grid if by is None else self._page.table
        seen_export.ask(self._page, grid.foot, self._desk, Export(_TITLE, "上报签约进展", name), self.write)

    def write(self, purpose: str, target: Path) -> None:
        """Write the rows as they are seen; the toast says how many and where."""
        page, office = self._page, self._office
        if page.told is None:
            return
        found, rows = page.told.fulfilment, (page.grid if page.by is None else page.table).rows

        def work(_progress: Progress) -> int:
            from hfp_desk.excel import fulfilment_files

            if isinstance(rows, FulfilmentRows):
                lines = rows.lines
                return fulfilment_files.write(office.register, office.viewer, found, lines, target, purpose)
            assert isinstance(rows, GroupRows)
            table = rows.by, [line for _, line in rows.lines]
            return fulfilment_files.write_groups(office.register, office.viewer, found, table, target, purpose)

        seen_export.run(self._desk, office, work, target, title=_TITLE, unit="行")

    def _print(self, form: str) -> None:
        towns = tuple(int(one) for one in self._page.filters.values.get("town", ()))
        villages = tuple(int(one) for one in self._page.filters.values.get("village", ()))
        scope = Scope(towns=towns, villages=villages, until=self._page.day.value)
        self._desk.go(pages.PRINT, PrintRequest(form, scope))
