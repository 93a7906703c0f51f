"""Choosing from a list while typing: the popup under a field, and the field that owns it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

Key = Qt.Key
_MOST = 200
_SEEN = 9
_FOLLOW = 50


@dataclass(frozen=True)
class Choice:
    """Something to choose: its value, its words, its number or code, and what helps to tell it apart."""

    value: object
    label: str
    mark: str = ""
    hint: str = ""

    @property
    def line(self) -> str:
        """The choice as one line of the popup."""
        return "  ".join(part for part in (self.mark, self.label, self.hint) if part)


Finder = Callable[[str], Sequence[Choice]]
"""The choices that fit what was typed, the best first; all of them for no text."""


class ChoicePopup(QListWidget):
    """Choices under a field. It lies inside the window and never takes the keyboard away."""

    chosen = Signal(object)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field.window())
        self._field = field
        self._choices: tuple[Choice, ...] = ()
        self.setProperty("look", "choices")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._follow = QTimer(self)
        self._follow.timeout.connect(self._place)
        self.hide()
        self.itemClicked.connect(self._clicked)

    @property
    def current(self) -> Choice | None:
        """The highlighted choice, None when the popup is closed."""
        row = self.currentRow()
        return self._choices[row] if self.isVisible() and 0 <= row < len(self._choices) else None

    def offer(self, choices: Sequence[Choice], *, highlight: int = 0) -> None:
        """Show ``choices`` under the field; nothing to choose closes the popup."""
        self._choices = tuple(choices[:_MOST])
        self.clear()
        for choice in self._choices:
            self.addItem(QListWidgetItem(choice.line))
        if not self._choices:
            self.hide()
            return
        self.setCurrentRow(highlight)
        self._place()
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Move the highlight."""
        if self._choices:
            self.setCurrentRow((self.currentRow() + by) % len(self._choices))

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the field while open: problems above it or scrolling may move it."""
        self._follow.start(_FOLLOW)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing to follow any more."""
        self._follow.stop()
        super().hideEvent(event)

    def _place(self) -> None:
        window = self._field.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        line = max(self.sizeHintForRow(0), 20)
        height = line * min(len(self._choices), _SEEN) + 6
        width = max(self._field.width(), min(self.sizeHintForColumn(0) + 40, 480))
        corner = self._field.mapTo(window, QPoint(0, self._field.height() + 2))
        below = window.height() - corner.y() - 4
        if height > below and corner.y() > window.height() / 2:
            height = min(height, corner.y() - self._field.height() - 8)
            corner.setY(corner.y() - self._field.height() - height - 4)
        corner.setX(max(4, min(corner.x(), window.width() - width - 4)))
        self.setGeometry(QRect(corner.x(), corner.y(), width, max(line + 6, min(height, window.height()))))

    def _clicked(self, item: QListWidgetItem) -> None:
        choice = self._choices[self.row(item)]
        self.hide()
        self.chosen.emit(choice)


class ChoiceField(QLineEdit):
    """A line in which a choice is typed by number, label or initials; Down opens the whole list.

    ``chosen`` carries the ``Choice`` the clerk took (never one set by the program).
    """

    chosen = Signal(object)

    def __init__(self, find: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._popup: ChoicePopup | None = None
        self.textEdited.connect(self._typed)

    @property
    def popup(self) -> ChoicePopup:
        """The popup of this field (made when first needed: only then the field knows its window)."""
        if self._popup is None:
            self._popup = ChoicePopup(self)
            self._popup.chosen.connect(self.take)
        return self._popup

    @property
    def open(self) -> bool:
        """Whether the list is shown."""
        return self._popup is not None and self._popup.isVisible()

    def take(self, choice: Choice) -> None:
        """Accept a choice of the clerk."""
        self.setText(choice.label)
        self.chosen.emit(choice)

    def unfold(self) -> None:
        """Open the whole list, what is chosen highlighted; where nothing can be written there is nothing to choose."""
        if self.isReadOnly():
            return
        choices = self._find("")
        labels = [choice.label for choice in choices[:_MOST]]
        self.popup.offer(choices, highlight=labels.index(self.text()) if self.text() in labels else 0)

    def fold(self) -> None:
        """Close the list."""
        if self._popup is not None:
            self._popup.hide()

    def event(self, event: QEvent) -> bool:
        """Keep Esc for closing the list while it is open."""
        ours = event.type() == QEvent.Type.ShortcutOverride and self.open
        if ours and isinstance(event, QKeyEvent) and event.key() == Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move in the list, Enter takes the highlighted choice and is passed on, Esc closes."""
        key = event.key()
        if key in (Key.Key_Down, Key.Key_Up) and self.open:
            self.popup.step(1 if key == Key.Key_Down else -1)
        elif key == Key.Key_Down:
            self.unfold()
        elif key == Key.Key_Escape and self.open:
            self.fold()
        elif key in (Key.Key_Return, Key.Key_Enter):
            self.settle()
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving by Tab takes the highlighted choice; a click elsewhere takes nothing."""
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.settle()
        self.fold()
        super().focusOutEvent(event)

    def settle(self) -> None:
        """Take what is highlighted, if the list is open, and close it."""
        choice = self._popup.current if self._popup is not None else None
        self.fold()
        if choice is not None:
            self.take(choice)

    def _typed(self, text: str) -> None:
        if text.strip():
            self.popup.offer(self._find(text.strip()))
        else:
            self.fold()
