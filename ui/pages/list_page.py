"""A ledger: filter chips, grid with totals, and the person under the cursor below; entry opens in its place.

The list is made on the worker; what a save elsewhere changed is read again when the page is seen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from hfp_desk.store import card
from hfp_desk.store import columns as known
from hfp_desk.store.drafts import Typed
from hfp_desk.store.keeping import Changes
from hfp_desk.store.listing import View
from ui import pages
from ui.desk import Desk
from ui.facets import Values
from ui.filters import FilterBar
from ui.grid import Grid
from ui.office import Office
from ui.pages import asking, exporting, menus, reveal_panel, sending, undo
from ui.pages.entry_page import EntryPage
from ui.pages.exporting import Asked
from ui.pages.jump import LogOf, RecordTarget, StatisticsOf
from ui.pages.kept_lists import KeptLists
from ui.pages.leaving_panel import LeavingPanel
from ui.pages.ledger import Ledger
from ui.pages.list_frame import ListFrame
from ui.pages.narrowing import Narrow, NarrowLine
from ui.pages.person_view import PersonView
from ui.pages.print_request import PrintRequest
from ui.pages.record_panel import Saved
from ui.pages.seen_rows import COMPUTED, SeenRows
from ui.pages.tabs import PageTabs
from ui.widgets.empty_state import EmptyState
from ui.widgets.parts import action

_PAUSE = 60


class ListPage(EntryPage):
    """Enter opens the person (or the record, where there is none); Ctrl+E changes the record under the cursor."""

    def __init__(self, desk: Desk, office: Office, ledger: Ledger, tabs: PageTabs | None = None) -> None:
        super().__init__(desk, office, ledger.title)
        self.ledger = ledger
        self._stale = True
        self._arrived = False
        self._wanted: int | None = None
        self._asked = 0
        self.asks = asking.open_to(office, ledger.asks)
        self.facets = (*(ask.facet for ask in self.asks), *asking.common(ledger.kind))
        self.filters = FilterBar(self.facets)
        self.narrow = NarrowLine()
        self.lists = KeptLists(desk, office, ledger.key, self.filters)
        self.empty = EmptyState("正在读取…", icon=ledger.icon)
        columns = known.offered(ledger.kind)
        usual = {column.key for column in ledger.kind.columns} - {column.key for column in ledger.hidden}
        hidden = [column.key for column in columns if column.key not in usual]
        self.view = View(ledger.kind, columns)
        self.grid = Grid(ledger.key, desk.settings, self.empty, desk.reading, frozen=ledger.frozen, hidden=hidden)
        self.person = PersonView(desk, office)
        self.leaving = LeavingPanel(desk, office)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._follow)
        self._make_deeds()
        over = self.above(), self.narrow
        frame = ListFrame(tabs, self.filters, over, self.grid, self.person, self.leaving)
        self.split, self.below = frame.split, frame.below
        self.compose(frame)
        self.setFocusProxy(self.grid)
        self._connect()

    @property
    def conditions(self) -> dict[str, Values]:
        """What the filter line says."""
        return self.filters.values

    def open_at(self, target: object) -> None:
        """A number puts the cursor on a record, a mapping sets the filters, ``Narrow`` names the records to show."""
        if isinstance(target, Mapping | Narrow):
            self.filters.set_values(target if isinstance(target, Mapping) else {})
            self.narrow.show_narrow(target if isinstance(target, Narrow) else None)
            self.load()
        elif isinstance(target, RecordTarget):
            self.edit(target.kind, target.record, target.label)
        elif isinstance(target, Typed):
            self.resume(target)
        elif isinstance(target, int):
            self._wanted = target
            self.load()

    def refresh(self) -> None:
        """F5."""
        self.load(same=True)

    def load(self, *, same: bool = False) -> None:
        """Make the list anew on the worker and show it; an answer that was overtaken is dropped."""
        self._stale = False
        self._asked += 1
        if self.leaving.isVisible() and not same:
            self.leaving.shut()
        number = self._asked
        view = asking.asked(self.view, self.asks, self.conditions, self.narrow.only)
        key, descending = self.grid.order
        if same and key and not key.startswith(COMPUTED):
            view = replace(view, order=((known.find(self.ledger.kind, key), descending),))
        make = self.office.in_session(lambda _progress: self.rows_of(view))
        self.desk.reading.run(make, lambda rows: self._show_rows(rows, number, same))

    def rows_of(self, view: View) -> SeenRows:
        """The rows of a view, made on the worker; a page may add columns that are computed (``COMPUTED``)."""
        return SeenRows.of(self.office, view, self.ledger.summed)

    def add(self) -> None:
        """F2: the form for a new record."""
        self.start(self.sheet_for(self.ledger.kind))

    def change(self) -> None:
        """Ctrl+E: the form of the record under the cursor."""
        record = self.grid.current_id()
        if record is not None and not self.entering:
            self.edit(self.ledger.kind, record)

    def reveal(self) -> None:
        """Ctrl+R: a masked value of the record under the cursor, with a reason."""
        record = self.grid.current_id()
        if record is not None and not self.entering:
            reveal_panel.offer(self.desk, self.office, self.filters, self.ledger.kind, record)

    def export(self) -> None:
        """Offer to write the list as it is seen (ticked rows only, where some are), or whole to be imported back."""
        menus.drop(self, self.exports)

    def leaving_list(self) -> Asked:
        """The list as seen, to be taken out of the office."""
        narrow = self.narrow.narrow
        return Asked(self.seen_view(), self.title, narrowed=narrow.words if narrow is not None else "")

    def print(self) -> None:
        """F7: the print page with this list."""
        view, values = self.seen_view(), self.conditions
        paper = asking.paper(self.ledger.paper, values, whole=view.only is None)
        narrow = self.narrow.narrow
        told = self.ledger.title, asking.words(self.facets, values), narrow.words if narrow is not None else ""
        self.desk.go(pages.PRINT, PrintRequest(paper, asking.scope(values), view, *told))

    def tell_apart(self) -> None:
        """Ctrl+Shift+T: the list as it is seen, ticked rows only where some are, told apart by its columns."""
        if self.grid.rows is None or self.entering:
            return
        view, narrow = self.seen_view(), self.narrow.narrow
        ticked = self.grid.ticks.count(len(self.grid.rows))
        told = f"勾选的 {ticked:,} 条" if 0 < ticked < len(self.grid.rows) else ""
        words = (asking.words(self.facets, self.conditions), narrow.words if narrow is not None else "", told)
        self.desk.go(pages.STATISTICS, StatisticsOf(view, "；".join(filter(None, words))))

    def seen_view(self) -> View:
        """The list as seen: shown columns in their order, the order of the rows, ticked rows if any."""
        rows = self.grid.rows
        assert isinstance(rows, SeenRows)
        layout = self.grid.layout_of_columns
        keys = [layout.columns[number].key for number in layout.shown()]
        columns = tuple(known.find(self.ledger.kind, key) for key in keys if not key.startswith(COMPUTED))
        some = 0 < self.grid.ticks.count(len(rows)) < len(rows)
        only = tuple(self.grid.ticked_ids()) if some else None
        return asking.seen(rows.listing.view, columns, only)

    def kept(self, saved: Saved) -> None:
        """The cursor goes to what was saved."""
        self._wanted = saved.kept.ids[0]
        self.load(same=True)

    def shown_again(self) -> None:
        """The cursor goes back to the list."""
        self.grid.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was not seen."""
        super().showEvent(event)
        self._arrived = True
        if self._stale:
            self.load(same=self.grid.rows is not None)

    def tell_history(self) -> None:
        """Ctrl+H: the whole history of the record under the cursor, in the log."""
        record = self.grid.current_id()
        if record is not None:
            self.desk.go(pages.LOG, LogOf(self.ledger.kind, record))

    def _make_deeds(self) -> None:
        may = self.office.may_enter
        self.deed("导入", "import", done=lambda: self.desk.go(pages.IMPORT), allowed=may)
        self.deed("导出", "export", done=self.export)
        self.deed("打印", "print", "F7", self.print)
        self.deed("新增", "add", "F2", self.add, primary=True, allowed=may)
        seen = ("按所见导出", lambda: self.leaving.start(self.leaving_list()))
        back = ("导出可再导入的表", lambda: self.leaving.start(exporting.whole(self.ledger.kind)))
        kind, towns = self.ledger.kind, lambda: sending.chosen(self.conditions)
        sent = sending.entries(self, self.desk, self.office, (kind,), towns)
        self.exports = menus.numbered(self, (seen, back, *sent))
        if self.office.viewer.sees_persons:
            words, icon = ("修改", "edit") if may else ("查看登记表", "eye")
            self.grid.row_actions = [action(self, words, icon, "Ctrl+E", self.change)]
        self.grid.row_actions.append(action(self, reveal_panel.WORDS, "eye", reveal_panel.KEYS, self.reveal))
        self.grid.row_actions += [
            action(self.grid, "变更历史", "history", "Ctrl+H", self.tell_history),
            action(self, "统计这份名单", "report", "Ctrl+Shift+T", self.tell_apart),
            action(self.grid, "回收站", "void", done=lambda: self.desk.go(pages.BIN)),
            self.undo_entry,
        ]
        self.grid.menu_opening.connect(lambda: undo.name_it(self.undo_entry, self.desk, self.office))

    def _connect(self) -> None:
        self.filters.changed.connect(lambda _values: self.load())
        self.lists.opened.connect(self.load)
        self.narrow.left.connect(self.load)
        self.empty.pressed.connect(self._help)
        self.grid.opened.connect(self.open_record)
        self.grid.current_changed.connect(lambda _record: self._pause.start())
        self.grid.copied.connect(self.tell_copied)
        self.leaving.closed.connect(self.grid.setFocus)
        self.desk.changed.connect(self._changed)

    def above(self) -> QWidget | None:
        """What a page shows between its filters and its list; asked once, while the page is laid out."""
        return None

    def open_record(self, record: int) -> None:
        """Enter: the person's page; a record that is about nobody opens its form."""
        person = self._person_of(record)
        if person is not None:
            self.desk.go(pages.PERSON, person)
        else:
            self.edit(self.ledger.kind, record)

    def _person_of(self, record: int) -> int | None:
        return card.person_of(self.office.register, self.ledger.kind, record, self.office.viewer)

    def _follow(self) -> None:
        record = self.grid.current_id()
        person = self._person_of(record) if record is not None else None
        self.below.setVisible(person is not None)
        if person is not None:
            self.person.show_person(person)

    def _changed(self, changes: Changes) -> None:
        self._stale = True
        if self.isVisible() and not self.entering and self._wanted is None and changes:
            self.load(same=True)

    def _show_rows(self, rows: SeenRows, number: int, same: bool) -> None:
        if number != self._asked:
            rows.listing.close()
            return
        self.ledger.explain(self.empty, self.office, narrowed=bool(self.conditions))
        self.grid.show_rows(rows, same=same)
        if self._wanted is not None:
            self.grid.select(self._wanted)
            self._wanted = None
        if self._arrived and not isinstance(QApplication.focusWidget(), QLineEdit):
            self.grid.setFocus()
        self._arrived = False
        self._pause.start()

    def _help(self) -> None:
        if self.conditions:
            self.filters.clear()
        else:
            self.desk.go(pages.IMPORT)
