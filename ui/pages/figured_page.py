"""A ledger with figures over its list; each opens the rows behind it and stays marked while they are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from hfp_desk.store.keeping import Changes
from ui.desk import Desk
from ui.office import Office
from ui.pages.ledger import Ledger
from ui.pages.list_page import ListPage
from ui.pages.narrowing import Narrow
from ui.pages.tabs import PageTabs
from ui.widgets.figure_band import FigureBand, Shown


@dataclass(frozen=True)
class Counted:
    """A figure as it is written, and the rows it opens."""

    shown: Shown
    behind: Narrow


class FiguredPage(ListPage):
    """A page hands its figures to ``show_figures`` whenever it knows them."""

    def __init__(self, desk: Desk, office: Office, ledger: Ledger, tabs: PageTabs) -> None:
        self.band = FigureBand()
        self.behind: dict[str, Narrow] = {}
        super().__init__(desk, office, ledger, tabs)
        self.band.opened.connect(self.open_figure)
        self.narrow.left.connect(lambda: self.band.mark(""))

    def above(self) -> QWidget:
        """The figures."""
        return self.band

    def open_at(self, target: object) -> None:
        """As in every list; what is opened from elsewhere is no figure of this page."""
        if isinstance(target, Mapping | Narrow):
            self.band.mark("")
        super().open_at(target)

    def show_figures(self, found: Sequence[Counted]) -> None:
        """Show these over the list."""
        self.behind = {one.shown.name: one.behind for one in found}
        self.band.show_figures([one.shown for one in found])

    def open_figure(self, name: str) -> None:
        """The rows behind a figure."""
        self.open_at(self.behind[name])
        self.band.mark(name)

    def is_open(self, name: str) -> bool:
        """Whether the rows behind a figure are what the list is narrowed to."""
        return self.narrow.narrow is not None and self.narrow.narrow.words == self.behind[name].words


class CountedPage(FiguredPage):
    """The figures are counted beside the list, on the worker, and anew only after something has changed."""

    def __init__(self, desk: Desk, office: Office, ledger: Ledger, tabs: PageTabs) -> None:
        self._counted = False
        super().__init__(desk, office, ledger, tabs)

    def load(self, *, same: bool = False) -> None:
        """The list and its figures."""
        super().load(same=same)
        if not self._counted:
            self._counted = True
            self.desk.reading.run(self.office.in_session(lambda _progress: self.counted()), self.show_figures)

    def counted(self) -> tuple[Counted, ...]:
        """The figures that the page has; off the window's thread."""
        return ()

    def _changed(self, changes: Changes) -> None:
        self._counted = False
        super()._changed(changes)
