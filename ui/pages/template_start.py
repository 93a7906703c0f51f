"""What 上级模板 shows before one is open: the templates that are known, and the button for another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from hfp_desk.store.foreign_templates import Remembered
from ui.widgets.ask import ask
from ui.widgets.empty_state import EmptyState
from ui.widgets.panels import CardPanel
from ui.widgets.parts import label, tight


class TemplateStart(QFrame):
    """``opened`` carries a known template (Enter), ``forgotten`` one to be forgotten (Delete, after asking)."""

    browsed = Signal()
    opened = Signal(object)
    forgotten = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.known = QListWidget()
        self.known.setAccessibleName("记住的模板")
        self.known.setFrameShape(QFrame.Shape.NoFrame)
        self.known.itemDoubleClicked.connect(lambda _item: self._open())
        self._empty = EmptyState(
            "还没有记住过上级模板",
            "选择模板",
            "workbook",
            "上级下发的 Excel 报表，指定一次每格填什么，以后每期打开就填好，其他内容一概不动。",
        )
        self._empty.pressed.connect(self.browsed)
        card = CardPanel("记住的模板", "回车打开，Delete 删除，Ctrl+O 选择新的模板")
        card.body.addWidget(self.known, 1)
        card.body.addWidget(label("上级改过模板时，用 Ctrl+O 打开新文件，会指出改了哪里。", "quiet", "small"))
        self._views = QStackedWidget()
        self._views.addWidget(self._empty)
        self._views.addWidget(card)
        column = QVBoxLayout(self)
        tight(column)
        column.addWidget(self._views)
        self._card: QWidget = card
        self.setFocusProxy(self.known)

    def load(self, known: Sequence[Remembered]) -> None:
        """Show the templates that were learnt, the last used first."""
        row = max(self.known.currentRow(), 0)
        self.known.clear()
        for one in known:
            item = QListWidgetItem(f"{one.name}　{len(one.points)} 格　{one.used_at[:10]} {one.used_by}　{one.file}")
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.known.addItem(item)
        self.known.setCurrentRow(min(row, len(known) - 1))
        self._views.setCurrentWidget(self._card if known else self._empty)

    def begin(self) -> None:
        """Put the cursor into the list."""
        self.known.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete asks whether to forget."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.key() == Qt.Key.Key_Delete and self._at is not None:
            found = self._at
            advice = "登记的数据和已填好的文件不受影响；以后要用须重新指定。"
            ask(self, f"删除“{found.name}”的对应关系？", advice, "删除", lambda: self.forgotten.emit(found))
        else:
            super().keyPressEvent(event)

    @property
    def _at(self) -> Remembered | None:
        item = self.known.currentItem()
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return found if isinstance(found, Remembered) else None

    def _open(self) -> None:
        if self._at is not None:
            self.opened.emit(self._at)
