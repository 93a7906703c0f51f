"""履约: by township, village, team, doctor or group who is signed and what of the services is due and done.

The table comes first; Enter opens the contracts behind a line, each with its items, and Enter on a contract shows the
records that prove them. The figures stand for what the filters leave; each opens the contracts or people behind it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QStackedWidget

from hfp_desk.records import CONTRACT, RecordType
from hfp_desk.store import evidence, signing
from hfp_desk.store.evidence import Evidence
from hfp_desk.store.signing_groups import By
from ui import pages
from ui.desk import Desk
from ui.filters import FilterBar
from ui.grid import Grid
from ui.office import Office
from ui.pages import fulfilment_told
from ui.pages.day_choice import DayChoice
from ui.pages.fulfilment_out import FulfilmentOut
from ui.pages.fulfilment_panel import FulfilmentPanel
from ui.pages.fulfilment_rows import FulfilmentRows, GroupRows
from ui.pages.fulfilment_told import Shares, Told
from ui.pages.group_tabs import GroupTabs
from ui.pages.jump import LIST_OF, RecordTarget
from ui.pages.narrowing import Narrow, NarrowLine
from ui.pages.signing_band import shown
from ui.pages.tabs import SIGNING_TABS, PageTabs
from ui.pages.told_lines import beside, told_column
from ui.pages.told_page import ToldPage
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import FigureBand
from ui.widgets.parts import action

_TOLD = frozenset(
    {
        *("contract", "service", "serviceitem", "followup", "checkup", "managedcase", "person", "identity", "survey"),
        *("team", "doctor", "place"),
    }
)
_EACH = "逐份协议"
_WAYS: tuple[By | None, ...] = (*By, None)


class FulfilmentPage(ToldPage):
    """``open_at`` takes a day, filters, or ``Narrow`` with contracts."""

    told_from = _TOLD

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "签约履约 · 履约")
        self.office = office
        self.told: Told | None = None
        self.shares: Shares | None = None
        self.day = DayChoice(date.today())
        self.band = FigureBand()
        self.grouping = GroupTabs(f"按{by.value}" if by is not None else _EACH for by in _WAYS)
        self.filters = FilterBar(fulfilment_told.facets(office, lambda: self.told))
        self.narrow = NarrowLine()
        self.empty = EmptyState("正在读取…", icon="signing")
        self.grid = Grid("fulfilment", desk.settings, self.empty, desk.reading, frozen=3)
        self.table = Grid("fulfilment_groups", desk.settings, EmptyState("正在读取…", icon="report"), frozen=1)
        self.contract = FulfilmentPanel()
        self.out = FulfilmentOut(self, desk, office)
        self._make_deeds()
        self._arrange()
        self._connect()

    def open_at(self, target: object) -> None:
        """A day, filters, or contracts by name."""
        if isinstance(target, date):
            self.day.put(target)
        elif isinstance(target, Narrow):
            self._narrow(target)
        elif isinstance(target, Mapping):
            self.filters.set_values(target)
            self.narrow.show_narrow(None)
        self.load()

    def load(self) -> None:
        """Reckon the day anew on the worker."""
        day, office = self.day.value, self.office
        self.tell(lambda: fulfilment_told.read(office, day), self._known)

    @property
    def by(self) -> By | None:
        """By what it is added up; None: contract by contract."""
        return _WAYS[self.grouping.currentIndex()]

    def open_line(self, record: int) -> None:
        """Enter on a line of the table: its contracts."""
        rows = self.table.rows
        if isinstance(rows, GroupRows) and (one := rows.line(record)) is not None:
            line = one[1]
            self._narrow(Narrow(line.contracts, f"{rows.by.value} {line.above}{line.name}"))
            self._fill()
            self.grid.setFocus()

    def open_contract(self, record: int) -> None:
        """Enter on a contract: its items and what proves them, beside the list."""
        self.grid.select(record)
        self.contract.setVisible(True)
        self._follow()

    def open_form(self) -> None:
        """Ctrl+E: the form of the contract under the cursor."""
        record = self.grid.current_id()
        if record is not None and self.by is None:
            self.desk.go(pages.CONTRACTS, RecordTarget(0, CONTRACT, record))

    def open_figure(self, name: str) -> None:
        """What is behind a figure: people in their list, contracts here."""
        if self.shares is None:
            return
        one = next(figure for figure in self.shares.figures if figure.name == name)
        if one.kind == signing.PERSON:
            self.desk.go(pages.PEOPLE, Narrow(one.ids, f"{self.day.value} {one.label}"))
            return
        behind = "未完成：" if name.startswith("item.") else ""
        self._narrow(Narrow(one.ids, f"{self.day.value} {behind}{one.label}"))
        self._fill()
        self.band.mark(name)
        self.grid.setFocus()

    def back(self) -> bool:
        """Esc closes the contract, then goes back to the table."""
        if self.contract.isVisible():
            self.contract.shut()
            return True
        if self.by is None:
            self.narrow.show_narrow(None)
            self.grouping.setCurrentIndex(0)
            self.table.setFocus()
            return True
        return False

    def _narrow(self, narrow: Narrow) -> None:
        with QSignalBlocker(self.grouping):
            self.grouping.setCurrentIndex(_WAYS.index(None))
        self.band.mark("")
        self.narrow.show_narrow(narrow)

    def _make_deeds(self) -> None:
        self.deed("导出", "export", done=self.out.export)
        self.deed("打印", "print", "F7", self.out.print)
        more = [
            action(self, "换汇总方式", "list", "Ctrl+G", self.grouping.turn),
            action(self, "换日期", "calendar", "Ctrl+D", self.day.begin),
            action(self, "看各项数字", "report", "Ctrl+T", self.band.begin),
        ]
        self.grid.row_actions = [action(self, "签约登记表", "edit", "Ctrl+E", self.open_form), *more]
        self.table.row_actions = more

    def _arrange(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.grid)
        tabs = PageTabs(self.desk, pages.FULFILMENT, SIGNING_TABS)
        column = told_column(self, tabs, self.filters, self.day, self.band)
        column.addWidget(self.narrow)
        column.addLayout(beside(self.grouping.over(self._stack), self.contract), 1)
        self.setFocusProxy(self._stack)
        self._stack.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.day.chosen.connect(lambda _day: self.load())
        self.day.left.connect(lambda: self._stack.currentWidget().setFocus())
        self.filters.changed.connect(lambda _values: self._fill())
        self.narrow.left.connect(self._fill)
        self.grouping.currentChanged.connect(lambda _place: self._fill())
        self.band.opened.connect(self.open_figure)
        self.table.opened.connect(self.open_line)
        self.grid.opened.connect(self.open_contract)
        self.grid.current_changed.connect(lambda _record: self._follow() if self.contract.isVisible() else None)
        for grid in (self.grid, self.table):
            grid.copied.connect(self.tell_copied)
        self.contract.closed.connect(self.grid.setFocus)
        self.contract.opened.connect(self._open_proof)
        self.contract.person_asked.connect(lambda person: self.desk.go(pages.PERSON, person))
        self.contract.contract_asked.connect(lambda _contract: self.open_form())
        self.empty.pressed.connect(self._help)
        self.desk.changed.connect(self.changed)

    def _open_proof(self, kind: RecordType, record: int) -> None:
        if LIST_OF[kind.name] == pages.PEOPLE:
            self.desk.go(pages.PERSON, record)
        else:
            self.desk.go(LIST_OF[kind.name], RecordTarget(0, kind, record))

    def _follow(self) -> None:
        record, office, day = self.grid.current_id(), self.office, self.day.value
        if record is None:
            return
        work = office.in_session(
            lambda _progress: evidence.evidence(office.register, office.eyes, office.policy, record, day)
        )
        self.desk.reading.run(work, self._show_evidence)

    def _show_evidence(self, found: Evidence | None) -> None:
        if found is not None and found.line.id == self.grid.current_id():
            self.contract.show_contract(found)

    def _known(self, told: Told) -> None:
        self.told = told
        self._fill()

    def _fill(self) -> None:
        """Show what the filters and the chosen figure leave; added up on the worker."""
        if self.told is None:
            return
        told, by = self.told, self.by
        asked = fulfilment_told.Asked(dict(self.filters.values), self.narrow.only if by is None else None, by)
        self.desk.reading.run(lambda _progress: fulfilment_told.shares(told, asked), self._show)

    def _show(self, shares: Shares) -> None:
        if shares.of is not self.told or shares.by is not self.by:
            return
        self.shares = shares
        if self.by is None:
            self.grid.show_rows(
                FulfilmentRows(shares.of.fulfilment.items, shares.lines), same=self.grid.rows is not None
            )
        else:
            same = isinstance(self.table.rows, GroupRows) and self.table.rows.by is self.by
            self.table.show_rows(GroupRows(self.by, shares.groups), same=same)
        inside = self._stack.isAncestorOf(self.focusWidget())
        self._stack.setCurrentIndex(1 if self.by is None else 0)
        if inside:
            self._stack.currentWidget().setFocus()
        self.narrow.setVisible(self.by is None and self.narrow.narrow is not None)
        self.band.show_figures([shown(one) for one in shares.figures])
        for empty in (self.empty, self.table.empty):
            if shares.of.fulfilment.lines:
                empty.explain("没有符合条件的签约", "清除条件", "可以放宽条件，或换一个日期。")
            else:
                empty.explain("这一天没有有效的签约", "打开签约", "先导入或录入签约，再看履约。")

    def _help(self) -> None:
        if self.told is not None and not self.told.fulfilment.lines:
            self.desk.go(pages.CONTRACTS)
        else:
            self.narrow.show_narrow(None)
            self.filters.clear()
