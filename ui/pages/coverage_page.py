"""村级覆盖: for every village on a chosen day whether it has a clinic and a doctor, who serves it, what is a gap.

The figures stand for the villages that the filters leave; each opens the names behind it. Enter opens a village
beside the list; F2 enters a clinic, a doctor, an arrangement or a gap of the village under the cursor.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hfp_desk.codes import code_list
from hfp_desk.records import ARRANGEMENT, DOCTOR, GAP, INSTITUTION, RecordType
from hfp_desk.rules import coverage_figures
from hfp_desk.rules.clinics import CLINIC
from hfp_desk.rules.coverage_states import WORDS, State
from hfp_desk.store import coverage
from hfp_desk.store.coverage import Coverage, Figure, VillageLine
from hfp_desk.store.keeping import Changes
from ui import pages
from ui.desk import Desk
from ui.facets import ChoiceFacet
from ui.filters import FilterBar
from ui.grid import Grid
from ui.office import Office
from ui.pages import asking, coverage_band, menus, sheets
from ui.pages.coverage_day import CoverageDay
from ui.pages.coverage_rows import CoverageRows
from ui.pages.entry_page import EntryPage
from ui.pages.narrowing import Narrow, NarrowLine
from ui.pages.tabs import NETWORK_TABS, PageTabs
from ui.pages.village_panel import ENTERED, VillagePanel
from ui.widgets.choices import Choice
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import FigureBand
from ui.widgets.parts import action, tight

_TOLD = {"place", "placestatus", *(kind.name for kind, _ in ENTERED), "licence", "practice"}
"""Kinds of records that the coverage is told from."""


class CoveragePage(EntryPage):
    """``open_at`` takes a day, a place's number, filters, or ``Narrow`` with places."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, "机构村医 · 村级覆盖")
        self._stale = True
        self._asked = 0
        self._wanted: int | None = None
        self.found: Coverage | None = None
        self.day = CoverageDay(date.today())
        self.band = FigureBand()
        self.filters = FilterBar(_facets(office))
        self.narrow = NarrowLine()
        self.empty = EmptyState("正在读取…", icon="place")
        self.grid = Grid("coverage", desk.settings, self.empty, desk.reading, frozen=2)
        self.village = VillagePanel(may_enter=office.may_enter)
        self._make_deeds()
        self.compose(self._contents())
        self.setFocusProxy(self.grid)
        self._connect()

    def open_at(self, target: object) -> None:
        """A day, a place, filters, or places by name."""
        if isinstance(target, date):
            self.day.put(target)
        elif isinstance(target, Narrow):
            self.narrow.show_narrow(target)
        elif isinstance(target, Mapping):
            self.filters.set_values(target)
            self.narrow.show_narrow(None)
        elif isinstance(target, int):
            self._wanted = target
        self.load()

    def refresh(self) -> None:
        """F5."""
        self.load()

    def load(self) -> None:
        """Tell the coverage of the day anew on the worker; an answer that was overtaken is dropped."""
        self._stale = False
        self._asked += 1
        number, day, office = self._asked, self.day.value, self.office
        work = office.in_session(lambda _progress: coverage.coverage(office.register, office.eyes, day))
        self.desk.reading.run(work, lambda found: self._known(found, number))

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was not seen."""
        super().showEvent(event)
        if self._stale:
            self.load()

    def open_village(self, place: int) -> None:
        """Enter: the village beside the list."""
        self.grid.select(place)
        self._follow()
        self.village.setVisible(True)

    def open_figure(self, name: str) -> None:
        """The names behind a figure: villages here, doctors in their list; once more shows all again."""
        figure = next(one for one in self.figures() if one.name == name)
        words = coverage_band.words_of(name)
        if figure.kind == coverage.DOCTOR:
            self.desk.go(pages.DOCTORS, Narrow(figure.ids, f"{self.day.value} {words}"))
            return
        same = self.narrow.narrow is not None and self.narrow.narrow.words == words
        self.narrow.show_narrow(None if same or name == "villages" else Narrow(figure.ids, words))
        self._fill()

    def figures(self) -> tuple[Figure, ...]:
        """The figures over the villages that the filters of place and attribute leave."""
        if self.found is None:
            return ()
        told = [one for one in self.found.villages if self._placed(one)]
        return coverage_figures.figures(told, [one for one in self.found.unreported if self._placed(one)])

    def enter(self, kind: RecordType) -> None:
        """A new record of the village under the cursor."""
        village = self.current()
        if village is None:
            return
        values, titles = known(kind, village, self.day.value)
        sheet = sheets.NEW_DOCTOR_SHEET if kind is DOCTOR else self.sheet_for(kind)
        self.start(sheet, values, titles)

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

    def _make_deeds(self) -> None:
        may = self.office.may_enter
        self.deed("登记", "add", "F2", lambda: menus.drop(self, self.entries), primary=True, allowed=may)
        self.entries = menus.numbered(self, [(f"登记{words}", partial(self.enter, kind)) for kind, words in ENTERED])
        self.grid_actions = [
            action(self, "按日期查看", "calendar", "Ctrl+D", self.day.begin),
            action(self, "看数字", "report", "Ctrl+T", lambda: self.band.setFocus()),
        ]
        self.grid.row_actions = [*self.grid_actions, self.undo_entry]

    def _contents(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        tight(column, spacing=8)
        line = QHBoxLayout()
        tight(line, spacing=12)
        line.addWidget(PageTabs(self.desk, pages.COVERAGE, NETWORK_TABS))
        line.addWidget(self.filters, 1)
        column.addLayout(line)
        told = QHBoxLayout()
        tight(told, spacing=12)
        told.addWidget(self.day)
        told.addWidget(self.band, 1)
        column.addLayout(told)
        column.addWidget(self.narrow)
        beside = QHBoxLayout()
        tight(beside, spacing=12)
        beside.addWidget(self.grid, 1)
        beside.addWidget(self.village)
        column.addLayout(beside, 1)
        return page

    def _connect(self) -> None:
        self.day.chosen.connect(lambda _day: self.load())
        self.filters.changed.connect(lambda _values: self._fill())
        self.narrow.left.connect(self._fill)
        self.band.opened.connect(self.open_figure)
        self.grid.opened.connect(self.open_village)
        self.grid.current_changed.connect(lambda _place: self._follow() if self.village.isVisible() else None)
        self.grid.copied.connect(lambda count: self.desk.say(f"已复制 {count:,} 行，可粘贴到 WPS 表格。"))
        self.village.opened.connect(self.edit)
        self.village.entered.connect(self.enter)
        self.village.gaps_asked.connect(self._go_to_gaps)
        self.village.closed.connect(self.grid.setFocus)
        self.empty.pressed.connect(self.filters.clear)
        self.desk.changed.connect(self._changed)

    def _go_to_gaps(self) -> None:
        self.desk.go(pages.GAPS, {"village": (str(self.village.place),)})

    def _follow(self) -> None:
        village, rows = self.current(), self.grid.rows
        if village is not None and isinstance(rows, CoverageRows):
            self.village.show_village(village, silent=rows.state(village) is State.UNREPORTED)

    def _known(self, found: Coverage, number: int) -> None:
        if number == self._asked:
            self.found = found
            self._fill()

    def _fill(self) -> None:
        """Show what the filters and the chosen figure leave."""
        if self.found is None:
            return
        rows = CoverageRows(self.found, [*self.found.villages, *self.found.unreported])
        states = self.filters.values.get("state", ())
        only = self.narrow.only
        chosen = [
            one
            for one in rows.villages
            if self._placed(one)
            and (not states or rows.state(one) in states)
            and (only is None or one.place in set(only))
        ]
        self.band.show_figures(coverage_band.shown(self.figures()))
        self.empty.explain("没有符合条件的村", "清除条件", "可以放宽条件，或换一个日期。")
        again = self.grid.rows is not None
        self.grid.show_rows(CoverageRows(self.found, chosen), same=again)
        if self._wanted is not None:
            self.grid.select(self._wanted)
            self._wanted = None
        if self.village.isVisible():
            self._follow()

    def _placed(self, village: VillageLine) -> bool:
        values = self.filters.values
        towns, marks = values.get("town", ()), values.get("mark", ())
        return (not towns or str(village.town) in towns) and (not marks or bool(village.marks.intersection(marks)))

    def _changed(self, changes: Changes) -> None:
        if changes.keys() & _TOLD:
            self._stale = True
            if self.isVisible() and not self.entering:
                self.load()


def known(kind: RecordType, village: VillageLine, day: date) -> tuple[dict[str, Any], dict[str, str]]:
    """What is known of a new record of a village, and how its links are called."""
    values: dict[str, Any] = {"town": village.town, "village": village.place}
    titles = {"town": village.town_name, "village": village.name}
    if kind is INSTITUTION:
        values["kind"] = CLINIC
    elif kind is DOCTOR and village.clinics:
        values["institution"] = village.clinics[0].id
        titles["institution"] = village.clinics[0].name
    elif kind is GAP:
        values |= {"kind": village.gap, "found_on": day}
    elif kind is ARRANGEMENT:
        values["starts"] = day
    return values, titles


def _facets(office: Office) -> tuple[ChoiceFacet, ...]:
    marks = [Choice(item.code, item.label) for item in code_list("village_status").items]
    states = [Choice(one.value, words) for one, words in WORDS.items()]
    return (
        ChoiceFacet("town", "乡镇", lambda: asking.towns(office)),
        ChoiceFacet("mark", "村属性", lambda: marks),
        ChoiceFacet("state", "判定", lambda: states),
    )
