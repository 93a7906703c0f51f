"""审核 beside a return: what does not agree, by sign and words; Enter goes to its cell, 情况说明 is typed below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QVBoxLayout, QWidget

from hfp_desk.returns.checking import LEVELS, Finding
from ui import style
from ui.widgets.panels import SidePanel
from ui.widgets.parts import button, label, tight

WIDTH = 340
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SIGNS = {"error": "▲", "warning": "△", "note": "○"}
_TONES = {"error": "error", "warning": "warn", "note": "quiet"}
_EXPLAINED = "※"
_WRITTEN = 76


class _Findings(QListWidget):
    """Enter opens the one with the cursor."""

    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setAccessibleName("审核结果")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(2)
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(self.row(item)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, or the list's own keys."""
        if event.key() in _ENTER and self.currentRow() >= 0:
            self.opened.emit(self.currentRow())
        else:
            super().keyPressEvent(event)


class _Reason(QPlainTextEdit):
    """Enter keeps what is written, Shift+Enter begins another line."""

    kept = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter keeps."""
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.kept.emit()
        else:
            super().keyPressEvent(event)


class ChecksPanel(SidePanel):
    """``followed`` carries the finding with the cursor, ``opened`` the one whose cell is wanted.

    ``explained`` carries a finding and what was written of it; an empty text takes it back.
    """

    followed = Signal(object)
    opened = Signal(object)
    explained = Signal(object, str)

    def __init__(self, *, may_enter: bool) -> None:
        super().__init__("审核")
        self.setFixedWidth(int(WIDTH * style.current().body / 13))
        self._found: tuple[Finding, ...] = ()
        self._told: Mapping[str, str] = {}
        self._about: Finding | None = None
        self.list = _Findings()
        self.reason = _Reason()
        self.reason.setPlaceholderText("写明原因，如：3 人外出务工，已电话核实。回车保存")
        self.reason.setAccessibleName("情况说明")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(int(_WRITTEN * style.current().body / 13))
        self.reason.setReadOnly(not may_enter)
        self.nothing = label("没有差错，也没有提醒。", "ok", wrap=True)
        self.present("审核", self._contents(may_enter=may_enter))
        self.list.currentRowChanged.connect(self._followed)
        self.list.opened.connect(lambda row: self.opened.emit(self._found[row]))
        self.reason.kept.connect(self.keep)
        self.hide()

    @property
    def current(self) -> Finding | None:
        """The finding with the cursor."""
        row = self.list.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def show_findings(self, found: Sequence[Finding], told: Mapping[str, str], note: str) -> None:
        """Show these; the cursor stays on the same finding, where it still is one."""
        kept = self.current.mark if self.current is not None else ""
        writing = self.reason.toPlainText() if self.unsaved() else None
        self._found, self._told = tuple(found), told
        self.list.blockSignals(True)
        self.list.clear()
        for one in self._found:
            self.list.addItem(self._item(one))
        self.list.setCurrentRow(next((row for row, one in enumerate(self._found) if one.mark == kept), 0))
        self.list.blockSignals(False)
        self.nothing.setVisible(not self._found)
        for part in (self.list, self.below):
            part.setVisible(bool(self._found))
        self._head.note.setText(note)
        self._show_reason()
        if writing is not None and self.current is not None and self.current.mark == kept:
            self.reason.setPlainText(writing)

    def begin(self) -> None:
        """F8: open, the cursor in the list."""
        self.show()
        (self.list if self._found else self).setFocus()
        if self.current is not None:
            self.followed.emit(self.current)

    def keep(self) -> None:
        """Keep what is written of the finding with the cursor."""
        if self.unsaved() and self._about is not None:
            self.explained.emit(self._about, self.reason.toPlainText().strip())

    def unsaved(self) -> bool:
        """Whether something was written that is not kept."""
        one = self._about
        return one is not None and self.reason.toPlainText().strip() != self._told.get(one.mark, "")

    def _contents(self, *, may_enter: bool) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        tight(column, (12, 8, 12, 12), 8)
        column.addWidget(self.nothing)
        column.addWidget(self.list, 1)
        self.below = QWidget()
        under = QVBoxLayout(self.below)
        tight(under, spacing=4)
        under.addWidget(label("情况说明", "quiet", "small"))
        under.addWidget(self.reason)
        save = button("保存说明", done=self.keep, hint="在说明中按回车也可保存；清空后保存即撤回")
        under.addWidget(save, 0, Qt.AlignmentFlag.AlignRight)
        save.setEnabled(may_enter)
        column.addWidget(self.below)
        column.addStretch(0)
        return inner

    def _item(self, one: Finding) -> QListWidgetItem:
        text = self._told.get(one.mark)
        sign = _SIGNS[one.level] if text is None else _EXPLAINED
        words = f"{sign} {LEVELS[one.level]}　{one.message}" + (f"\n※ 说明：{text}" if text is not None else "")
        item = QListWidgetItem(words)
        item.setForeground(style.current().colour(_TONES[one.level] if text is None else "text"))
        room = self.list.viewport().width() or self.width()
        width = min(room, self.width() - 2 * 12 - 2) - 24
        box = self.list.fontMetrics().boundingRect(0, 0, width, 2000, Qt.TextFlag.TextWordWrap, words)
        item.setSizeHint(QSize(width, box.height() + 12))
        return item

    def _followed(self, _row: int) -> None:
        """What was written of the one before is kept before another is shown."""
        self.keep()
        self._show_reason()
        if self.current is not None and self.isVisible():
            self.followed.emit(self.current)

    def _show_reason(self) -> None:
        one = self._about = self.current
        self.reason.setPlainText(self._told.get(one.mark, "") if one is not None else "")
