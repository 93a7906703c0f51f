"""A small panel that opens at a button and closes by itself: filters, column chooser."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.parts import button, tight


class Drop(QFrame):
    """Lies inside the window over everything else; Esc, a click outside or leaving it closes it for good."""

    def __init__(self, anchor: QWidget, width: int = 240) -> None:
        super().__init__(anchor.window())
        self._anchor = anchor
        self.setProperty("panel", True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(width)
        self.body = QVBoxLayout(self)
        tight(self.body, (12, 8, 12, 12), 8)

    def open_at(self, focus: QWidget | None = None) -> None:
        """Show the panel under its anchor, over it where there is more room; the cursor goes to ``focus``."""
        self.adjustSize()
        window = self._anchor.window()
        corner = self._anchor.mapTo(window, QPoint(0, self._anchor.height() + 4))
        height = min(max(self.sizeHint().height(), self.heightForWidth(self.width())), window.height() - 16)
        if corner.y() + height > window.height() - 8:
            over = corner.y() - self._anchor.height() - 8 - height
            corner.setY(over if over >= 8 else max(8, window.height() - 8 - height))
        left = min(corner.x(), window.width() - self.width() - 8)
        self.setGeometry(max(8, left), corner.y(), self.width(), height)
        self.show()
        self.raise_()
        (focus or self).setFocus()
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def answers(self, yes: str, confirm: Callable[[], object], told: QWidget | None = None) -> QHBoxLayout:
        """The row of buttons that leaves everything as it is or confirms; ``told`` stands to the left of them."""
        row = QHBoxLayout()
        tight(row, spacing=8)
        if told is not None:
            row.addWidget(told, 1)
        else:
            row.addStretch(1)
        row.addWidget(button("取消", done=self.shut))
        row.addWidget(button(yes, done=confirm, look="primary"))
        return row

    def shut(self) -> None:
        """Close, and give the cursor back."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        if self.isAncestorOf(QApplication.focusWidget() or self._anchor):
            self._anchor.setFocus()
        self.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press of the mouse elsewhere closes the panel."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            inside = self.rect().contains(self.mapFromGlobal(event.globalPosition().toPoint()))
            if not inside and isinstance(watched, QWidget):
                self.shut()
        return False

    def event(self, event: QEvent) -> bool:
        """Esc is ours while the panel is open."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.accept()
            return event.isAccepted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and Enter close."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.shut()
        else:
            super().keyPressEvent(event)
