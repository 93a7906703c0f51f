"""Panels: a titled card of the workbench, and the panel beside or below a list that replaces dialogs."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.widgets.parts import button, label, press_focused, rule, tight


class SectionTitle(QWidget):
    """A semibold title, a quiet note behind it, and room for buttons at the right."""

    def __init__(self, text: str, note: str = "") -> None:
        super().__init__()
        self.row = QHBoxLayout(self)
        tight(self.row, spacing=8)
        self.title: QLabel = label(text, level="section")
        self.note: QLabel = label(note, "quiet", "small")
        self.row.addWidget(self.title)
        self.row.addWidget(self.note)
        self.row.addStretch(1)

    def add(self, widget: QWidget) -> None:
        """Put a button at the right."""
        self.row.addWidget(widget)


class CardPanel(QFrame):
    """A white panel with a section title; ``body`` is the layout to fill."""

    def __init__(self, title: str = "", note: str = "") -> None:
        super().__init__()
        self.setProperty("panel", True)
        layout = QVBoxLayout(self)
        tight(layout, (16, 12, 16, 12), 8)
        self.head = SectionTitle(title, note)
        layout.addWidget(self.head)
        self.head.setVisible(bool(title))
        self.body = QVBoxLayout()
        tight(self.body, spacing=4)
        layout.addLayout(self.body, 1)


class SidePanel(QFrame):
    """A panel beside or below a list: title, close button, one widget. Esc closes it."""

    closed = Signal()

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.setProperty("panel", True)
        self._head = SectionTitle(title)
        self._head.row.setContentsMargins(12, 4, 4, 4)
        self._head.add(button(icon="close", done=self.shut, look="bare", hint="关闭（Esc）"))
        self._layout = QVBoxLayout(self)
        tight(self._layout, (1, 1, 1, 1))
        self._layout.addWidget(self._head)
        self._layout.addWidget(rule())
        self._widget: QWidget | None = None

    def present(self, title: str, widget: QWidget, note: str = "") -> None:
        """Show ``widget`` under ``title`` in place of what was shown before."""
        self._head.title.setText(title)
        self._head.note.setText(note)
        if self._widget is not widget:
            if self._widget is not None:
                self._layout.removeWidget(self._widget)
                self._widget.deleteLater()
            self._layout.addWidget(widget, 1)
            self._widget = widget
        if self.parentWidget() is not None:
            self.show()

    def shut(self) -> None:
        """Hide the panel."""
        self.hide()
        self.closed.emit()

    def event(self, event: QEvent) -> bool:
        """Esc inside the panel belongs to the panel, not to the page."""
        if _is_escape(event, QEvent.Type.ShortcutOverride):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; Enter presses what has the cursor, as Space does."""
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        elif not press_focused(self, event):
            super().keyPressEvent(event)


def _is_escape(event: QEvent, kind: QEvent.Type) -> bool:
    return event.type() == kind and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
