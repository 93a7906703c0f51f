"""Beside a template: what the chosen cell is to hold, who signs, and what the clerk should look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from hfp_desk.excel.foreign_sheets import Place
from hfp_desk.returns import Column
from hfp_desk.returns.table import Line, Table
from hfp_desk.store.foreign_templates import CHECKER, FACTS, HEAD, PHONE, SENT_ON, UNIT, WRITER
from ui.widgets.parts import label, rule, tight

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ASKED = (UNIT, HEAD, CHECKER, WRITER, PHONE, SENT_ON)
CELL, SIGNED, HINTS = range(3)


@dataclass(frozen=True)
class Hint:
    """A sentence and the cell it is about, if it is about one."""

    text: str
    sheet: str = ""
    place: Place | None = None


class PointPanel(QWidget):
    """``chosen`` carries a column or the name of a fact, by Enter or a double click; ``left`` gives the cursor back."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.where = label(level="section")
        self.head = label(tone="quiet", level="small", wrap=True)
        self.now = label(level="small", wrap=True)
        self.targets = QListWidget()
        self.targets.setAccessibleName("填什么")
        self.targets.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.targets.installEventFilter(self)
        self.whole = QCheckBox("整列（按左边的名称对应各行）")
        self.whole.setChecked(True)
        self.line = QComboBox()
        self.line.setAccessibleName("行")
        self.line.setEnabled(False)
        self.whole.toggled.connect(lambda whole: self.line.setEnabled(not whole))
        self.targets.itemDoubleClicked.connect(lambda _item: self._take())
        column = QVBoxLayout(self)
        tight(column, (12, 8, 12, 12), 6)
        for part in (self.where, self.head, self.now):
            column.addWidget(part)
        column.addWidget(self.targets, 1)
        column.addWidget(self.whole)
        column.addWidget(self.line)
        column.addWidget(label("↑ ↓ 选栏目，回车填入，Esc 回到表格", "quiet", "small"))

    def offer(self, table: Table | None) -> None:
        """The columns and lines of a return, and the facts of head and foot."""
        self.targets.clear()
        for number, one in enumerate(table.definition.columns if table else (), start=1):
            self._add(f"{number}　{'｜'.join(one.head)}", one)
        for fact in FACTS:
            self._add(f"表头　{fact}", fact)
        self.line.clear()
        self.line.addItem("行：按左边的名称", None)
        for line in table.lines if table else ():
            self.line.addItem(f"行：{line.label}", line)

    def tell(self, where: str, head: str, now: str) -> None:
        """Which cell is chosen, what stands over it, what goes in."""
        self.where.setText(where)
        self.head.setText(head)
        self.head.setVisible(bool(head))
        self.now.setText(now)

    def mark(self, target: Column | str | None) -> None:
        """Put the bar on what the cell holds now."""
        rows = [row for row in range(self.targets.count()) if self._at(row) == target]
        self.targets.setCurrentRow(rows[0] if rows else max(self.targets.currentRow(), 0))

    @property
    def given_line(self) -> Line | None:
        """The line chosen for the cells, None to go by the names at the left."""
        found = self.line.currentData()
        return found if isinstance(found, Line) and not self.whole.isChecked() else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes what the bar stands on, Esc goes back to the cells."""
        if watched is self.targets and event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
        elif watched is self.targets and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in _ENTER:
                self._take()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.left.emit()
                return True
        return super().eventFilter(watched, event)

    def _add(self, text: str, target: Column | str) -> None:
        item = QListWidgetItem(text)
        item.setData(Qt.ItemDataRole.UserRole, target)
        item.setToolTip(text)
        self.targets.addItem(item)

    def _at(self, row: int) -> object:
        return self.targets.item(row).data(Qt.ItemDataRole.UserRole)

    def _take(self) -> None:
        if self.targets.currentRow() >= 0:
            self.chosen.emit(self._at(self.targets.currentRow()))


class FactsPanel(QWidget):
    """What head and foot say; ``said`` after every change."""

    said = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.lines = {name: QLineEdit() for name in _ASKED}
        form = QFormLayout()
        tight(form, spacing=6)
        for name, line in self.lines.items():
            line.setAccessibleName(name)
            line.textEdited.connect(lambda _text: self.said.emit(self.values))
            form.addRow(label(name, "quiet"), line)
        column = QVBoxLayout(self)
        tight(column, (12, 12, 12, 12), 8)
        column.addLayout(form)
        column.addWidget(label("填好后记住签署人，下期照用；报告期随所选报告期填写。", "quiet", "small", wrap=True))
        column.addStretch(1)

    @property
    def values(self) -> dict[str, str]:
        """What is written now."""
        return {name: line.text().strip() for name, line in self.lines.items()}

    def load(self, facts: Mapping[str, str]) -> None:
        """Show what is known."""
        for name, line in self.lines.items():
            line.setText(facts.get(name, ""))


class HintList(QListWidget):
    """Sentences; Enter or a double click goes to the cell one is about."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setAccessibleName("提示")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSpacing(4)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemDoubleClicked.connect(lambda _item: self._open())

    def load(self, hints: Sequence[Hint]) -> None:
        """Show other sentences."""
        self.clear()
        for hint in hints:
            item = QListWidgetItem(hint.text)
            item.setData(Qt.ItemDataRole.UserRole, hint)
            self.addItem(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in _ENTER:
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        item = self.currentItem()
        if item is not None:
            self.opened.emit(item.data(Qt.ItemDataRole.UserRole))


class TemplateSide(QFrame):
    """The three panels behind their tabs."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", True)
        self.points, self.facts, self.hints = PointPanel(), FactsPanel(), HintList()
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._stack = QStackedWidget()
        for title, part in (("单元格", self.points), ("签署", self.facts), ("提示", self.hints)):
            self.tabs.addTab(title)
            self._stack.addWidget(part)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        column = QVBoxLayout(self)
        tight(column, (1, 1, 1, 1))
        column.addWidget(self.tabs)
        column.addWidget(rule())
        column.addWidget(self._stack, 1)

    def show_hints(self, hints: Sequence[Hint], *, first: bool = False) -> None:
        """Other sentences; ``first`` puts them in front."""
        self.hints.load(hints)
        self.tabs.setTabText(HINTS, f"提示 {len(hints)}" if hints else "提示")
        if first and hints:
            self.tabs.setCurrentIndex(HINTS)
