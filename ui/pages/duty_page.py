"""A ledger of the office's duties: over the list how many are late, due in 10 or 20 days, done; each opens its rows."""

from datetime import date

from PySide6.QtWidgets import QWidget

from hfp_desk.store import duties
from hfp_desk.store.duties import DutyFigure
from hfp_desk.store.keeping import Changes
from ui.desk import Desk
from ui.office import Office
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.narrowing import Narrow
from ui.pages.tabs import DUTY_TABS, PageTabs
from ui.widgets.figure_band import FigureBand, Shown

_TONES = {"overdue": "error", "within_10": "warn"}


class DutyPage(ListPage):
    """The figures are counted anew with the list."""

    def __init__(self, desk: Desk, office: Office, ledger: Ledger) -> None:
        self.band = FigureBand()
        self._figures: dict[str, DutyFigure] = {}
        self._counted = False
        super().__init__(desk, office, ledger, PageTabs(desk, ledger.key, DUTY_TABS))
        self.band.opened.connect(self._open_figure)
        self.narrow.left.connect(lambda: self.band.mark(""))

    def above(self) -> QWidget | None:
        """The figures."""
        return self.band

    def load(self, *, same: bool = False) -> None:
        """The list and its figures."""
        super().load(same=same)
        if not self._counted:
            self._counted = True
            self.desk.reading.run(self.office.in_session(lambda _progress: self.counted()), self._show_figures)

    def counted(self) -> tuple[DutyFigure, ...]:
        """The figures of this ledger; off the window's thread."""
        return duties.figures(self.office.register, self.ledger.kind, date.today())

    def _changed(self, changes: Changes) -> None:
        self._counted = False
        super()._changed(changes)

    def _show_figures(self, found: tuple[DutyFigure, ...]) -> None:
        self._figures = {one.name: one for one in found}
        self.band.show_figures(
            [
                Shown(one.name, one.label, f"{one.count:,}", _TONES.get(one.name, "") if one.count else "")
                for one in found
            ]
        )

    def _open_figure(self, name: str) -> None:
        one = self._figures[name]
        self.open_at(Narrow(one.ids, one.label))
        self.band.mark(name)
