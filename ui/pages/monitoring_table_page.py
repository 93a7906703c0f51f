"""预警情况表: the table of the monitoring module on a chosen day, township by township.

The figures over the table are those of the row under the cursor; each opens the names behind it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hfp_desk.rules import money
from hfp_desk.store import monitoring
from hfp_desk.store.keeping import Changes
from hfp_desk.store.monitoring import HEADINGS, HOUSEHOLDS, PEOPLE, VILLAGES, Heading, Row
from hfp_desk.store.scopes import Scope
from ui import pages
from ui.desk import Desk
from ui.grid import Grid
from ui.office import Office
from ui.page import Page
from ui.pages.day_choice import DayChoice
from ui.pages.narrowing import Narrow
from ui.pages.print_request import PrintRequest
from ui.pages.tabs import MONITOR_TABS, PageTabs
from ui.pages.told_rows import Told, ToldRows
from ui.rows import GridColumn
from ui.widgets.empty_state import EmptyState
from ui.widgets.figure_band import FigureBand, Shown
from ui.widgets.parts import action, label, tight

PAPER = "monitoring"
_PLACES = {VILLAGES: pages.COVERAGE, HOUSEHOLDS: pages.HOUSEHOLDS, PEOPLE: pages.PEOPLE}
_TOLD = {"alert", "identity", "person", "household", "diagnosis", "managedcase", "institution", "doctor", "arrangement"}
_NOTE = (
    "统计口径：预警家庭为已确认（统一标识）、风险未消除的家庭；患者为家庭成员中登记大病、慢性病或慢病管理的人；"
    "空白点为贫困村中没有卫生室或村医、也没有替代安排的村。"
)


class MonitoringTablePage(Page):
    """``open_at`` takes a day."""

    def __init__(self, desk: Desk, office: Office) -> None:
        super().__init__(desk, "监测比对 · 预警情况表")
        self._office = office
        self._stale = True
        self._asked = 0
        self.rows: tuple[Row, ...] = ()
        self.day = DayChoice(date.today())
        self.band = FigureBand()
        self.of = label("", "quiet")
        self.empty = EmptyState("正在读取…", icon="report")
        self.grid = Grid("monitoring", desk.settings, self.empty, desk.reading, frozen=1)
        self.deed("打印", "print", "F7", self.print)
        self.grid.row_actions = [
            action(self, "换日期", "calendar", "Ctrl+D", self.day.begin),
            action(self, "看各项数字", "report", "Ctrl+T", self.band.begin),
        ]
        self._arrange()
        self._connect()

    def open_at(self, target: object) -> None:
        """A day."""
        if isinstance(target, date):
            self.day.put(target)
        self.load()

    def refresh(self) -> None:
        """F5."""
        self.load()

    def load(self) -> None:
        """Count anew on the worker; an answer that was overtaken is dropped."""
        self._stale = False
        self._asked += 1
        number, day, office = self._asked, self.day.value, self._office
        work = office.in_session(lambda _progress: monitoring.table(office.register, office.viewer, office.policy, day))
        self.desk.reading.run(work, lambda rows: self._known(rows, number))

    def print(self) -> None:
        """F7."""
        self.desk.go(pages.PRINT, PrintRequest(PAPER, Scope(until=self.day.value), title=self.title))

    def open_cell(self, name: str) -> None:
        """The names behind a figure of the row under the cursor."""
        row = self._current()
        heading = next(one for one in HEADINGS if one.name == name)
        if row is None:
            return
        ids = tuple(one for one in row.cells[name] if one > 0)
        words = f"{self.day.value} {row.name} {heading.label}"
        if ids:
            self.desk.go(_PLACES[heading.kind], Narrow(ids, words))
        else:
            self.desk.say(f"{words}：没有。")

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while the page was not seen."""
        super().showEvent(event)
        if self._stale:
            self.load()

    def _known(self, rows: tuple[Row, ...], number: int) -> None:
        if number != self._asked:
            return
        self.rows = rows
        shown = ToldRows(_columns(), rows, _number, _counted)
        self.grid.show_rows(shown, same=self.grid.rows is not None)
        self.grid.select(0)
        self._follow()

    def _current(self) -> Row | None:
        number = self.grid.current_id()
        return next((row for row in self.rows if row.town == number), self.rows[-1] if self.rows else None)

    def _follow(self) -> None:
        row = self._current()
        if row is not None:
            self.of.setText(f"{row.name}：")
            self.band.show_figures(
                [Shown(one.name, one.label, _told(row, one), hint="回车或点击看名单") for one in HEADINGS]
            )

    def _changed(self, changes: Changes) -> None:
        if changes.keys() & _TOLD:
            self._stale = True
            if self.isVisible():
                self.load()

    def _arrange(self) -> None:
        line, told = QHBoxLayout(), QHBoxLayout()
        for row in (line, told):
            tight(row, spacing=12)
        line.addWidget(PageTabs(self.desk, pages.MONITORING_TABLE, MONITOR_TABS))
        line.addStretch(1)
        line.addWidget(self.day)
        told.addWidget(self.of)
        told.addWidget(self.band, 1)
        column = QVBoxLayout(self)
        tight(column, (16, 0, 16, 12), 8)
        column.addLayout(line)
        column.addLayout(told)
        column.addWidget(label(_NOTE, "quiet", "small", wrap=True))
        column.addWidget(self.grid, 1)
        self.setFocusProxy(self.grid)

    def _connect(self) -> None:
        self.day.chosen.connect(lambda _day: self.load())
        self.day.left.connect(self.grid.setFocus)
        self.band.opened.connect(self.open_cell)
        self.grid.current_changed.connect(lambda _record: self._follow())
        self.grid.opened.connect(lambda _record: self.band.begin())
        self.grid.copied.connect(self.tell_copied)
        self.desk.changed.connect(self._changed)


def _columns() -> tuple[Told[Row], ...]:
    counts = (
        Told(GridColumn(one.name, one.short, 14, numeric=True), partial(_cell, one), partial(_rank, one))
        for one in HEADINGS
    )
    return (Told(GridColumn("town", "乡镇", 10), _name, _order), *counts)


def _name(row: Row) -> str:
    return row.name


def _order(row: Row) -> int:
    return row.town


def _cell(heading: Heading, row: Row) -> str:
    return _told(row, heading)


def _rank(heading: Heading, row: Row) -> int:
    return len(row.cells[heading.name])


def _told(row: Row, heading: Heading) -> str:
    """A count; of villages with its share of the poor villages, as the city's table has it."""
    count = len(row.cells[heading.name])
    if heading.kind == VILLAGES and row.poor_villages:
        return f"{count:,}（{money.ratio(Decimal(count), Decimal(row.poor_villages))}%）"
    return f"{count:,}"


def _number(row: Row) -> int:
    return row.town


def _counted(rows: Sequence[Row]) -> str:
    return f"{len(rows) - 1:,} 个乡镇"
