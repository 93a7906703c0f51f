"""应随访: whose visit is due on a chosen day, overdue, to be repeated or followed after a referral.

Every figure opens its names. Enter opens the person, F2 enters the visit of the person under the cursor; 缺项 says once
what data is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from hfp_desk.problems import Refusal
from hfp_desk.records import MANAGED_CASE
from hfp_desk.store import due, due_gaps, entering
from hfp_desk.store.due import Due, DueFigure, Lines
from hfp_desk.store.due_gaps import DataGap
from hfp_desk.store.due_reading import Wanted
from hfp_desk.store.scopes import Scope
from ui import pages
from ui.desk import Desk
from ui.filters import FilterBar
from ui.grid import Grid
from ui.office import Office
from ui.pages import due_band, menus, sheets
from ui.pages.day_choice import DayChoice
from ui.pages.due_out import DueOut
from ui.pages.due_rows import DueRows
from ui.pages.entry_page import EntryPage
from ui.pages.kept_lists import KeptLists
from ui.pages.narrowing import DueOn, Narrow, NarrowLine
from ui.pages.record_panel import Saved
from ui.pages.tabs import VISIT_TABS, PageTabs
from ui.pages.told_lines import told_column
from ui.pages.told_page import ToldPage
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import FigureBand
from ui.widgets.parts import action

_TOLD = frozenset({"followup", "managedcase", "person", "checkup", "team", "doctor", "place"})


class DuePage(EntryPage, ToldPage):
    """``open_at`` takes a day, filters, ``Narrow`` with cases, or ``DueOn``."""

    told_from = _TOLD

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, office, "慢病随访 · 应随访")
        self._figure = ""
        self.found: Due | None = None
        self.of_year: tuple[DueFigure, ...] = ()
        self.gaps: tuple[DataGap, ...] = ()
        self.day = DayChoice(date.today())
        self.band = FigureBand()
        self.filters = FilterBar(due_band.facets(office))
        self.narrow = NarrowLine()
        self.empty = EmptyState("正在读取…", icon="calendar")
        self.grid = Grid("due", desk.settings, self.empty, desk.reading, frozen=3)
        self.out = DueOut(self, self.grid.foot, desk, office, self.seen)
        self.lists = KeptLists(desk, office, pages.DUE, self.filters)
        self._make_deeds()
        self.compose(self._contents())
        self.setFocusProxy(self.grid)
        self._connect()

    def open_at(self, target: object) -> None:
        """A day, filters, cases by name, or a state of a day."""
        if isinstance(target, date):
            self.day.put(target)
        elif isinstance(target, DueOn):
            self.day.put(target.on or self.day.value)
            self.filters.set_values(target.filters or {})
            self._figure = target.state
            self.narrow.show_narrow(None)
        elif isinstance(target, Narrow | Mapping):
            self._figure = ""
            self.filters.set_values(target if isinstance(target, Mapping) else {})
            self.narrow.show_narrow(target if isinstance(target, Narrow) else None)
        self.load()

    @property
    def held(self) -> bool:
        """While something is entered the list stays."""
        return self.entering

    def load(self) -> None:
        """Tell the day anew on the worker, what the year lacks after it."""
        day, office, wanted = self.day.value, self.office, due_band.wanted(self.filters.values)
        self.tell(lambda: due.due(office.register, office.eyes, office.policy, day, wanted=wanted), self._known)
        self.tell_more(lambda: self._lacking(day, wanted), self._told)

    def open_figure(self, name: str) -> None:
        """The names behind a figure, or what data is missing; once more shows all that is due again."""
        if name == due_band.GAPS:
            self._offer_gaps()
            return
        self._figure = "" if name == self._figure else name
        self.narrow.show_narrow(None)
        self._fill()

    def gap_entries(self) -> QMenu:
        """What is missing, by its digit; each opens its list."""
        entries = [(f"{one.label} {one.count:,}", partial(self._open_gap, one)) for one in self.gaps]
        return menus.numbered(self, entries)

    def open_person(self, case: int) -> None:
        """Enter: the page of the person."""
        rows = self.grid.rows
        if isinstance(rows, DueRows):
            self.desk.go(pages.PERSON, rows.line(rows.find_row(case)).person)

    def enter_visit(self) -> None:
        """F2: the visit of the person under the cursor."""
        case = self.grid.current_id()
        if case is None or self.entering:
            return
        try:
            draft = entering.load(self.office.register, MANAGED_CASE, case, self.office.viewer)
        except Refusal as refusal:
            self.desk.fail(refusal)
            return
        known = {name: draft.values.get(name) for name in ("person", "programme", "doctor", "doctor_name")}
        titles = {name: draft.titles[name] for name in ("person", "doctor") if name in draft.titles}
        self.start(sheets.VISIT_SHEET, known, titles)

    def kept(self, _saved: Saved) -> None:
        """The list without the one who was visited."""
        self.load()

    def shown_again(self) -> None:
        """The cursor goes back to the list."""
        self.grid.setFocus()
        if self._stale:
            self.load()

    def seen(self) -> tuple[Scope, Lines | None]:
        """The day with the places chosen, and the lines shown in their order."""
        values, rows = self.filters.values, self.grid.rows
        towns, villages = (tuple(int(one) for one in values.get(key, ())) for key in ("town", "village"))
        scope = Scope(towns=towns, villages=villages, until=self.day.value)
        return scope, rows.lines if isinstance(rows, DueRows) else None

    def _lacking(self, day: date, wanted: Wanted | None) -> tuple[tuple[DueFigure, ...], tuple[DataGap, ...]]:
        office = self.office
        of_year = due_gaps.of_year(office.register, office.eyes, office.policy, day, wanted)
        return of_year, due_gaps.gaps(office.register, office.eyes)

    def _make_deeds(self) -> None:
        may = self.office.may_enter
        self.deed("整村录入", "edit", "Ctrl+B", lambda: self.desk.go(pages.VILLAGE_VISITS), allowed=may)
        self.deed("导出", "export", done=self.out.export)
        self.deed("打印", "print", "F7", self.out.print)
        self.deed("登记随访", "add", "F2", self.enter_visit, primary=True, allowed=may)
        self.grid.row_actions = [
            action(self, "换日期", "calendar", "Ctrl+D", self.day.begin),
            action(self, "看各项数字", "report", "Ctrl+T", self.band.begin),
            self.undo_entry,
        ]

    def _contents(self) -> QWidget:
        page = QWidget()
        column = told_column(page, PageTabs(self.desk, pages.DUE, VISIT_TABS), self.filters, self.day, self.band)
        column.addWidget(self.narrow)
        column.addWidget(self.grid, 1)
        return page

    def _connect(self) -> None:
        self.day.chosen.connect(lambda _day: self.load())
        self.day.left.connect(self.grid.setFocus)
        self.filters.changed.connect(lambda _values: self.load())
        self.lists.opened.connect(self.load)
        self.narrow.left.connect(lambda: self.open_figure(self._figure))
        self.band.opened.connect(self.open_figure)
        self.grid.opened.connect(self.open_person)
        self.grid.copied.connect(self.tell_copied)
        self.empty.pressed.connect(self._help)
        self.desk.changed.connect(self.changed)

    def _known(self, found: Due) -> None:
        self.found = found
        self._fill()

    def _told(self, found: tuple[tuple[DueFigure, ...], tuple[DataGap, ...]]) -> None:
        self.of_year, self.gaps = found
        self._fill()

    def _fill(self) -> None:
        """Show the lines that the figure or the names asked for leave."""
        if self.found is None:
            return
        figures = {one.name: one for one in (*self.found.figures, *self.of_year)}
        self.band.show_figures(due_band.shown(tuple(figures.values()), self.gaps))
        self.band.mark(self._figure)
        lines = self.found.lines
        if self._figure in figures:
            one = figures[self._figure]
            lines = lines.of(one.ids)
            self.narrow.show_narrow(Narrow(one.ids, f"{self.day.value} {one.label}"))
        elif self.narrow.only is not None:
            lines = lines.of(self.narrow.only)
        if self.found.open:
            self.empty.explain("没有要随访的", "显示全部", "可以放宽条件，或换一个日期。")
        else:
            self.empty.explain("没有在管的慢病患者", "打开慢病管理", "先导入履约台账，或在“慢病管理”中建卡。")
        self.grid.show_rows(DueRows(self.found, lines), same=self.grid.rows is not None)

    def _offer_gaps(self) -> None:
        if not self.gaps:
            self.desk.say("没有缺项。")
            return
        self._menu = self.gap_entries()
        menus.drop(self, self._menu)

    def _open_gap(self, gap: DataGap) -> None:
        page = pages.CASES if gap.kind is MANAGED_CASE else pages.FOLLOW_UPS
        self.desk.go(page, Narrow(gap.ids, gap.label))

    def _help(self) -> None:
        if self.found is not None and not self.found.open and not self.filters.values:
            self.desk.go(pages.CASES)
            return
        self._figure = ""
        self.narrow.show_narrow(None)
        self.filters.clear()
