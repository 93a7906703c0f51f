"""A table that is told on a day; the figures over it are those of the row under the cursor, each opens its names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from hfp_desk.store.scopes import Scope
from ui import pages
from ui.desk import Desk
from ui.grid import Grid
from ui.office import Office
from ui.pages.day_choice import DayChoice
from ui.pages.narrowing import Narrow
from ui.pages.print_request import PrintRequest
from ui.pages.tabs import PageTabs
from ui.pages.told_lines import told_column
from ui.pages.told_page import ToldPage
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import FigureBand
from ui.widgets.parts import action, label


class DayTablePage(ToldPage):
    """``open_at`` takes a day. A page fills ``grid`` and ``band`` and says what ``open_figure`` opens."""

    key: ClassVar[str]
    paper: ClassVar[str]
    note: ClassVar[str]
    frozen: ClassVar[int] = 1

    def __init__(self, desk: Desk, office: Office, title: str, tabs: Sequence[Any], icon: str) -> None:
        super().__init__(desk, title)
        self.office = office
        self.day = DayChoice(date.today())
        self.band = FigureBand()
        self.of = label("", "quiet")
        self.of.setContentsMargins(0, 5, 0, 0)
        self.empty = EmptyState("正在读取…", icon=icon)
        self.grid = Grid(self.key, desk.settings, self.empty, desk.reading, frozen=self.frozen)
        self.deed("打印", "print", "F7", self.print)
        self.grid.row_actions = [
            action(self, "换日期", "calendar", "Ctrl+D", self.day.begin),
            action(self, "看各项数字", "report", "Ctrl+T", self.band.begin),
        ]
        column = told_column(self, PageTabs(desk, self.key, tabs), None, self.day, self.of, self.band)
        column.addWidget(self.grid, 1)
        column.addWidget(label(self.note, "quiet", "small", wrap=True))
        self.setFocusProxy(self.grid)
        self.day.chosen.connect(lambda _day: self.load())
        self.day.left.connect(self.grid.setFocus)
        self.band.opened.connect(self.open_figure)
        self.grid.current_changed.connect(lambda _record: self.follow())
        self.grid.opened.connect(lambda _record: self.open_row())
        self.grid.copied.connect(self.tell_copied)
        desk.changed.connect(self.changed)

    def open_at(self, target: object) -> None:
        """A day."""
        if isinstance(target, date):
            self.day.put(target)
        self.load()

    def print(self) -> None:
        """F7."""
        self.desk.go(pages.PRINT, PrintRequest(self.paper, Scope(until=self.day.value), title=self.title))

    def open_figure(self, name: str) -> None:
        """The names behind a figure of the row under the cursor."""
        raise NotImplementedError

    def open_row(self) -> None:
        """Enter."""
        self.band.begin()

    def follow(self) -> None:
        """Show the figures of the row under the cursor."""
        raise NotImplementedError

    def open_names(self, page: str, ids: tuple[int, ...], words: str) -> None:
        """The list of these; the words alone where there is nobody."""
        words = f"{self.day.value} {words}"
        if ids:
            self.desk.go(page, Narrow(ids, words))
        else:
            self.desk.say(f"{words}：没有。")
