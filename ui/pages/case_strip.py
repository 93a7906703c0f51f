"""The case under the cursor below the list: its visits of a year as a strip, each with its figure and where it went."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hfp_desk.store import visit_past
from hfp_desk.store.visit_past import YearVisit
from ui.office import Office
from ui.widgets.flow import FlowLayout
from ui.widgets.parts import button, label, press_focused, tight

_ARROWS = {"↑": "error", "↓": "ok"}


class CaseStrip(QWidget):
    """``opened`` carries a visit, ``entered`` asks for a new one, ``printed`` for the sheet of the year shown."""

    opened = Signal(int)
    entered = Signal()
    printed = Signal(int)

    def __init__(self, office: Office) -> None:
        super().__init__()
        self._office = office
        self.case = 0
        self.year = date.today().year
        self._years: tuple[int, ...] = ()
        self.lines: list[str] = []
        self._title = label(level="section")
        self._visits = QWidget()
        self._row = FlowLayout(self._visits, gap=8)
        top = QHBoxLayout()
        tight(top, spacing=8)
        top.addWidget(button(icon="left", done=lambda: self.turn(-1), look="bare", hint="上一年（Alt+PgUp）"))
        top.addWidget(self._title)
        top.addWidget(button(icon="right", done=lambda: self.turn(1), look="bare", hint="下一年（Alt+PgDn）"))
        top.addStretch(1)
        if office.may_enter:
            top.addWidget(button("登记随访", look="link", done=self.entered.emit, hint="登记一次随访（Ctrl+I）"))
        print_it = lambda: self.printed.emit(self.year)  # noqa: E731
        top.addWidget(button("打印本年随访表", look="link", done=print_it, hint="本年随访表（F6）"))
        column = QVBoxLayout(self)
        tight(column, (12, 6, 12, 8), 4)
        column.addLayout(top)
        column.addWidget(self._visits)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what has the cursor, as Space does."""
        if not press_focused(self, event):
            super().keyPressEvent(event)

    def show_case(self, case: int) -> None:
        """Show one case in the latest year in which it was visited."""
        if case != self.case:
            self._years = visit_past.years(self._office.register, self._office.eyes, case)
            self.year = next(iter(self._years), date.today().year)
        self.case = case
        self._show()

    def turn(self, by: int) -> None:
        """So many years on or back."""
        if self.case:
            self.year += by
            self._show()

    def _show(self) -> None:
        found = visit_past.year(self._office.register, self._office.eyes, self.case, self.year)
        self._title.setText(f"{self.year} 年随访 {len(found)} 次")
        self.lines = []
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one in found:
            self._row.addWidget(self._chip(one))
        if not found:
            told = "这一年没有随访记录。" if self._years else "还没有随访记录。"
            self._row.addWidget(label(told, "quiet"))

    def _chip(self, one: YearVisit) -> QWidget:
        """One visit: day and way, figure with its arrow, class."""
        made = QWidget()
        row = QHBoxLayout(made)
        tight(row, (0, 0, 12, 0), 4)
        day = f"{one.day:%m-%d}" if one.day is not None else "—"
        words = f"{day} {one.mode} {one.figure}".strip()
        hint = f"打开：{one.control}" if one.control else "打开"
        row.addWidget(button(words, look="link", done=partial(self.opened.emit, one.id), hint=hint))
        if one.arrow:
            row.addWidget(label(one.arrow, _ARROWS.get(one.arrow, "quiet")), 0, Qt.AlignmentFlag.AlignVCenter)
        if one.control:
            row.addWidget(label(one.control, "quiet", "small"), 0, Qt.AlignmentFlag.AlignVCenter)
        self.lines.append(" ".join(part for part in (words + one.arrow, one.control) if part))
        return made
