"""村级覆盖: for every village on a chosen day whether it has a clinic and a doctor, who serves it, what is a gap.

The figures stand for the villages that the filters leave; each opens the names behind it. Enter opens a village
beside the list; F2 enters a clinic, a doctor, an arrangement or a gap of the village under the cursor.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from hfp_desk.records import RecordType
from hfp_desk.rules import coverage_figures
from hfp_desk.rules.coverage_states import State
from hfp_desk.store import coverage
from hfp_desk.store.coverage import Coverage, Figure, VillageLine
from ui import pages
from ui.desk import Desk
from ui.filters import FilterBar
from ui.grid import Grid
from ui.office import Office
from ui.pages import coverage_band, menus, sheets
from ui.pages.coverage_filters import facets, lies_in
from ui.pages.coverage_out import CoverageOut
from ui.pages.coverage_rows import CoverageRows
from ui.pages.day_choice import DayChoice
from ui.pages.entry_page import EntryPage
from ui.pages.kept_lists import KeptLists
from ui.pages.narrowing import Narrow, NarrowLine
from ui.pages.tabs import NETWORK_TABS, PageTabs
from ui.pages.told_lines import beside, told_column
from ui.pages.told_page import ToldPage
from ui.pages.village_entry import GapEntry, known
from ui.pages.village_panel import ENTERED, VillagePanel
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import FigureBand
from ui.widgets.parts import action

_TOLD = frozenset({"place", "placestatus", *(kind.name for kind, _ in ENTERED), "licence", "practice"})
"""Kinds of records that the coverage is told from."""


_ALL = "villages"
"""The figure that stands for all villages."""


class CoveragePage(EntryPage, ToldPage):
    """``open_at`` takes a day, a place's number, filters, or ``Narrow`` with places."""

    told_from = _TOLD

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, "机构村医 · 村级覆盖")
        self._wanted: int | None = None
        self._figure = ""
        self.found: Coverage | None = None
        self.day = DayChoice(date.today())
        self.band = FigureBand()
        self.filters = FilterBar(facets(office))
        self.narrow = NarrowLine()
        self.empty = EmptyState("正在读取…", icon="place")
        self.grid = Grid("coverage", desk.settings, self.empty, desk.reading, frozen=2)
        self.village = VillagePanel(may_enter=office.may_enter)
        self.out = CoverageOut(self, self.filters, desk, office, self._seen)
        self.lists = KeptLists(desk, office, pages.COVERAGE, self.filters)
        self._make_deeds()
        self.compose(self._contents())
        self.setFocusProxy(self.grid)
        self._connect()

    def open_at(self, target: object) -> None:
        """A day, a place, filters, or places by name."""
        if isinstance(target, date):
            self.day.put(target)
        elif isinstance(target, Narrow | Mapping):
            self._figure = ""
            self.filters.set_values(target if isinstance(target, Mapping) else {})
            self.narrow.show_narrow(target if isinstance(target, Narrow) else None)
        elif isinstance(target, int):
            self._wanted = target
        self.load()

    @property
    def held(self) -> bool:
        """While something is entered the list stays."""
        return self.entering

    def load(self) -> None:
        """Tell the coverage of the day anew on the worker."""
        day, office = self.day.value, self.office
        self.tell(lambda: coverage.coverage(office.register, office.eyes, day), self._known)

    def open_village(self, place: int) -> None:
        """Enter: the village beside the list."""
        self.grid.select(place)
        self._follow()
        self.village.setVisible(True)

    def open_figure(self, name: str) -> None:
        """The names behind a figure: villages here, doctors in their list; once more shows all again."""
        figure = next(one for one in self.figures() if one.name == name)
        if figure.kind == coverage.DOCTOR:
            self.desk.go(pages.DOCTORS, Narrow(figure.ids, f"{self.day.value} {coverage_band.words_of(name)}"))
            return
        self._figure = "" if name in (self._figure, _ALL) else name
        if not self._figure:
            self.narrow.show_narrow(None)
        self._fill()

    def figures(self) -> tuple[Figure, ...]:
        """The figures over the villages that the filters of place and attribute leave."""
        if self.found is None:
            return ()
        values = self.filters.values
        if not values.keys() & {"town", "mark"}:
            return self.found.figures
        told = [one for one in self.found.villages if lies_in(one, values)]
        return coverage_figures.figures(told, [one for one in self.found.unreported if lies_in(one, values)])

    def enter(self, kind: RecordType) -> None:
        """A new record of the village under the cursor."""
        village = self.current()
        if village is None:
            return
        sheet = sheets.NEW.get(kind.name) or self.sheet_for(kind)
        self.start(sheet, *known(kind, village, self.day.value))

    def next_values(self) -> tuple[dict[str, Any], dict[str, str]]:
        """Ctrl+Enter: the next one is of the same village."""
        village, sheet = self.current(), self.panel.sheet
        return known(sheet.main, village, self.day.value) if village is not None and sheet is not None else ({}, {})

    def current(self) -> VillageLine | None:
        """The village under the cursor."""
        place, rows = self.grid.current_id(), self.grid.rows
        return rows.village(place) if place is not None and isinstance(rows, CoverageRows) else None

    def shown_again(self) -> None:
        """The cursor goes back to the list; what was saved is told anew."""
        self.grid.setFocus()
        if self._stale:
            self.load()

    def back(self) -> bool:
        """Esc leaves the form, then closes the village."""
        if super().back():
            return True
        if self.village.isVisible():
            self.village.shut()
            return True
        return False

    def register_gaps(self) -> None:
        """Ctrl+B: enter all gaps of the day that the ledger does not hold yet, with one deadline for them."""
        if self.found is not None:
            GapEntry(self.desk, self.office, self.filters).ask(self.found)

    def _make_deeds(self) -> None:
        may = self.office.may_enter
        self.deed("登记空白点", "warning", "Ctrl+B", self.register_gaps, allowed=may)
        self.deed("导出", "export", done=lambda: menus.drop(self, self.out.exports))
        self.deed("打印", "print", "F7", lambda: menus.drop(self, self.out.papers))
        self.deed("作战图", "report", "", lambda: self.out.chart())
        self.deed("登记", "add", "F2", lambda: menus.drop(self, self.entries), primary=True, allowed=may)
        self.entries = menus.numbered(self, [(f"登记{words}", partial(self.enter, kind)) for kind, words in ENTERED])
        self.grid.row_actions = [
            action(self, "换日期", "calendar", "Ctrl+D", self.day.begin),
            action(self, "看各项数字", "report", "Ctrl+T", self.band.begin),
            self.undo_entry,
        ]

    def _seen(self) -> tuple[date, tuple[int, ...], tuple[int, ...]]:
        rows = self.grid.rows
        shown = tuple(one.place for one in rows.villages) if isinstance(rows, CoverageRows) else ()
        return self.day.value, tuple(int(one) for one in self.filters.values.get("town", ())), shown

    def _contents(self) -> QWidget:
        page = QWidget()
        tabs = PageTabs(self.desk, pages.COVERAGE, NETWORK_TABS)
        column = told_column(page, tabs, self.filters, self.day, self.band)
        column.addWidget(self.narrow)
        column.addLayout(beside(self.grid, self.village, self.out.leaving), 1)
        return page

    def _connect(self) -> None:
        self.day.chosen.connect(lambda _day: self.load())
        self.day.left.connect(self.grid.setFocus)
        self.filters.changed.connect(lambda _values: self._fill())
        self.lists.opened.connect(self._fill)
        self.narrow.left.connect(lambda: self.open_figure(_ALL))
        self.out.leaving.closed.connect(self.grid.setFocus)
        self.band.opened.connect(self.open_figure)
        self.grid.opened.connect(self.open_village)
        self.grid.current_changed.connect(lambda _place: self._follow() if self.village.isVisible() else None)
        self.grid.copied.connect(self.tell_copied)
        self.village.opened.connect(self.edit)
        self.village.entered.connect(self.enter)
        self.village.gaps_asked.connect(self._go_to_gaps)
        self.village.closed.connect(self.grid.setFocus)
        self.empty.pressed.connect(self._show_all)
        self.desk.changed.connect(self.changed)

    def _go_to_gaps(self) -> None:
        self.desk.go(pages.GAPS, {"village": (str(self.village.place),)})

    def _follow(self) -> None:
        village, rows = self.current(), self.grid.rows
        if village is not None and isinstance(rows, CoverageRows):
            self.village.show_village(village, silent=rows.state(village) is State.UNREPORTED)

    def _known(self, found: Coverage) -> None:
        self.found = found
        self._fill()

    def _fill(self) -> None:
        """Show what the filters and the chosen figure leave."""
        if self.found is None:
            return
        figures = self.figures()
        self.band.show_figures(coverage_band.shown(figures))
        self.band.mark(self._figure)
        if self._figure:
            ids = next(one.ids for one in figures if one.name == self._figure)
            self.narrow.show_narrow(Narrow(ids, coverage_band.words_of(self._figure)))
        self.empty.explain("没有符合条件的村", "显示全部", "可以放宽条件，或换一个日期。")
        again = self.grid.rows is not None
        self.grid.show_rows(CoverageRows(self.found, self._chosen(self.found)), same=again)
        if self._wanted is not None:
            self.grid.select(self._wanted)
            self._wanted = None
        if self.village.isVisible():
            self._follow()

    def _chosen(self, found: Coverage) -> list[VillageLine]:
        rows = CoverageRows(found, [*found.villages, *found.unreported])
        values, only = self.filters.values, self.narrow.only
        states, named = values.get("state", ()), set(only or ())
        return [
            one
            for one in rows.villages
            if lies_in(one, values)
            and (not states or rows.state(one) in states)
            and (only is None or one.place in named)
        ]

    def _show_all(self) -> None:
        """Take every condition away."""
        self._figure = ""
        self.narrow.show_narrow(None)
        self.filters.clear()
