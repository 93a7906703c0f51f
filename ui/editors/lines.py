"""Editors in which a value is written: text, numbers, money, days, several lines."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from hfp_desk.kinds import Kind, Text, Unreadable

_SHORT_DAY = re.compile(r"(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
_FOUR_DIGITS = re.compile(r"(\d{2})(\d{2})")


class LineEditor(QLineEdit):
    """One line, read by its kind. ``edited`` is emitted by the clerk's hand only."""

    edited = Signal()

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.kind = kind
        self.textEdited.connect(self.edited)

    def load(self, value: Any, title: str = "") -> None:
        """Show a stored value."""
        self.setText(title or self.kind.show(value))
        self.setCursorPosition(0)

    def value(self) -> Any:
        """The value typed; raises ``Unreadable``."""
        return self.kind.read(self.text())

    def tidy(self) -> None:
        """Write a readable value as the office does."""
        try:
            self.setText(self.kind.show(self.value()))
        except Unreadable:
            return

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving tidies."""
        self.tidy()
        super().focusOutEvent(event)


class NumberEditor(LineEditor):
    """A number, at the right."""

    def __init__(self, kind: Kind) -> None:
        super().__init__(kind)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)


class MoneyEditor(NumberEditor):
    """Yuan at the right: thousands separated on leaving, bare digits while typing."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Digits without separators are easier to change."""
        if not self.isReadOnly():
            self.setText(self.text().replace(",", ""))
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()


class DayEditor(LineEditor):
    """A day; 3.31, 3-31 and 0331 mean the day of the working year, which is then shown in full."""

    def __init__(self, kind: Kind, year: Callable[[], int]) -> None:
        super().__init__(kind)
        self._year = year
        self.setPlaceholderText("如 20200331、3.31")

    def value(self) -> Any:
        """The day typed."""
        return self.kind.read(full_day(self.text().strip(), self._year(), exact=self.kind.name == "day"))


def full_day(text: str, year: int, *, exact: bool = True) -> str:
    """3.31 and 3-31 with their year, and 0331 where only an ``exact`` day can be meant; anything else as it is."""
    short = _SHORT_DAY.fullmatch(text) or (_FOUR_DIGITS.fullmatch(text) if exact else None)
    try:
        return date(year, int(short[1]), int(short[2])).isoformat() if short is not None else text
    except ValueError:
        return text


class LinesEditor(QPlainTextEdit):
    """Several lines; Enter goes on to the next field, Alt+Enter starts a new line."""

    edited = Signal()

    def __init__(self, kind: Text) -> None:
        super().__init__()
        self.kind = kind
        self._loading = False
        self.setTabChangesFocus(True)
        self.setFixedHeight(QFontMetrics(self.font()).lineSpacing() * 3 + 18)
        self.textChanged.connect(self._changed)

    def load(self, value: Any, title: str = "") -> None:
        """Show a stored value."""
        self._loading = True
        self.setPlainText(title or self.kind.show(value))
        self._loading = False

    def value(self) -> str:
        """The text typed; raises ``Unreadable`` when it is too long."""
        return self.kind.read(self.toPlainText())

    def text(self) -> str:
        """What stands in the editor."""
        return self.toPlainText()

    def tidy(self) -> None:
        """Free text stays as it was written."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the form's, Alt+Enter ours."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.insertPlainText("\n")
            else:
                event.ignore()
            return
        super().keyPressEvent(event)

    def _changed(self) -> None:
        if not self._loading:
            self.edited.emit()
