"""Step 3: their columns with three sample values beside our fields; what is sure, what is asked, what is not read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QTabBar, QVBoxLayout, QWidget

from hfp_desk.excel import asking
from hfp_desk.excel.asking import Answer
from hfp_desk.excel.mapping import Column
from hfp_desk.excel.outcomes import Choices
from hfp_desk.excel.planning import PlanSheet, UnknownWord
from hfp_desk.problems import Severity
from ui.pages.importing.column_row import ColumnRow
from ui.pages.importing.looking import Sitting
from ui.pages.importing.notes import Notes
from ui.pages.importing.questions import Questions
from ui.widgets.parts import label, rule, tight


class ColumnsStep(QWidget):
    """``choices`` gives back what the clerk decided here."""

    edited = Signal()

    def __init__(self, answers: Callable[[UnknownWord], Sequence[Answer]]) -> None:
        super().__init__()
        self._sitting: Sitting | None = None
        self._lists: list[PlanSheet] = []
        self._rows: dict[int, list[ColumnRow]] = {}
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.summary = label(tone="quiet")
        self.notes = Notes(4)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.questions = Questions(answers)
        self._arrange()
        self.tabs.currentChanged.connect(self._present)

    @property
    def rows(self) -> list[ColumnRow]:
        """The columns of the list looked at."""
        return self._rows.get(self.tabs.currentIndex(), [])

    def show_sitting(self, sitting: Sitting) -> None:
        """Show the columns of every list that is read."""
        self._sitting = sitting
        self._lists = [one for one in sitting.plan.sheets if one.kind is not None] if sitting.plan else []
        self._rows = {}
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for one in self._lists:
            self.tabs.addTab(one.sheet)
        self.tabs.blockSignals(False)
        self.tabs.setVisible(len(self._lists) > 1)
        self.questions.show_sitting(sitting)
        self._present()

    def choices(self) -> Choices:
        """The choices so far and those made here; what was asked and left as proposed counts as agreed."""
        assert self._sitting is not None
        before = self._sitting.choices
        columns = {sheet: dict(chosen) for sheet, chosen in before.columns.items()}
        for number, rows in self._rows.items():
            for row in rows:
                if row.changed or not row.column.sure:
                    columns.setdefault(self._lists[number].sheet, {})[row.column.heading] = row.key
        return self.questions.choices(replace(before, columns=columns))

    def first_asked(self) -> QWidget | None:
        """The first field that wants an answer."""
        missing = any(one.table is None for one in self._lists)
        asked = (row.field for row in self.rows if not row.column.sure or (missing and not row.column.target))
        return next(asked, None) or self.questions.first_asked()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, passed on by a field, goes to the next one."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _present(self) -> None:
        number = self.tabs.currentIndex() if self._lists else -1
        if number < 0:
            self.area.setWidget(QWidget())
            return
        shown = self._lists[number]
        if number not in self._rows:
            self._rows[number] = self._made(shown)
        rows = self._rows[number]
        self.summary.setText(_summary(shown.columns))
        plan = self._sitting.plan if self._sitting else None
        told = [one for one in plan.general if one.sheet == shown.sheet and one.label] if plan else []
        self.notes.show_problems([one for one in told if one.severity is not Severity.NOTE])
        self.area.setWidget(_laid_out(rows))

    def _made(self, shown: PlanSheet) -> list[ColumnRow]:
        assert shown.kind is not None
        targets = asking.targets(shown.kind)
        made: list[ColumnRow] = []

        def taken(key: str) -> str:
            return next((f" {row.column.letters} 列" for row in made if row.key == key), "")

        chosen = self._sitting.choices.columns.get(shown.sheet, {}) if self._sitting is not None else {}
        made.extend(ColumnRow(one, targets, taken, chosen=one.heading in chosen) for one in shown.columns)
        return made

    def _arrange(self) -> None:
        panel = QFrame()
        panel.setProperty("panel", True)
        column = QVBoxLayout(panel)
        tight(column, (1, 1, 1, 1))
        head = QHBoxLayout()
        tight(head, (16, 8, 16, 8), 8)
        head.addWidget(label("来表的栏目与登记簿的栏目", level="section"))
        head.addWidget(self.summary, 1)
        column.addLayout(head)
        column.addWidget(self.notes)
        column.addWidget(rule())
        column.addWidget(self.area, 1)
        body = QHBoxLayout()
        tight(body, spacing=12)
        body.addWidget(panel, 1)
        body.addWidget(self.questions)
        outer = QVBoxLayout(self)
        tight(outer)
        outer.addWidget(self.tabs)
        outer.addLayout(body, 1)


def _laid_out(rows: Sequence[ColumnRow]) -> QWidget:
    """What is asked first, then what is sure, then what is not read."""
    body = QWidget()
    body.setProperty("plain", True)
    grid = QGridLayout(body)
    tight(grid, (16, 8, 16, 12), 4)
    grid.setHorizontalSpacing(12)
    grid.setColumnStretch(2, 3)
    grid.setColumnStretch(6, 1)
    for column, width in ((0, 24), (4, 180), (5, 120)):
        grid.setColumnMinimumWidth(column, width)
    groups = (
        ("请核对", [row for row in rows if not row.column.sure]),
        ("已认定", [row for row in rows if row.column.sure and row.column.target]),
        ("不读取", [row for row in rows if row.column.sure and not row.column.target]),
    )
    line = 0
    for title, members in groups:
        if members:
            grid.addWidget(label(f"{title} {len(members)}", "quiet", "small"), line, 0, 1, 6)
            line += 1
        for row in members:
            row.put_into(grid, line)
            line += 1
    grid.setRowStretch(line, 1)
    return body


def _summary(columns: Sequence[Column]) -> str:
    sure = sum(1 for column in columns if column.sure and column.target)
    asked = sum(1 for column in columns if not column.sure)
    unread = sum(1 for column in columns if column.sure and not column.target)
    parts = (("已认定", sure), ("请核对", asked), ("不读取", unread))
    return " · ".join(f"{words} {count} 栏" for words, count in parts if count)
