"""Asking for a reason, or a name, in a small panel at the button that needs it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.widgets.drop import Drop
from ui.widgets.parts import label


class AskLine(Drop):
    """One line to be filled in; ``done`` gets the words. Enter confirms, Esc leaves everything as it is."""

    def __init__(
        self, anchor: QWidget, title: str, hint: str, yes: str, done: Callable[[str], object], note: str = ""
    ) -> None:
        super().__init__(anchor, 340)
        self._done, self._hint = done, hint
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(title)
        self.body.addWidget(label(title, level="section"))
        if note:
            self.body.addWidget(label(note, "quiet", "small", wrap=True))
        self.body.addWidget(self.line)
        self.body.addLayout(self.answers(yes, self.confirm))

    def ask(self, words: str = "") -> None:
        """Open with the cursor in the line, where ``words`` are proposed."""
        self.line.setText(words)
        self.open_at(self.line)
        self.line.selectAll()

    def confirm(self) -> None:
        """Hand the words over; without any the cursor stays here, and the line says that it must not be empty."""
        words = self.line.text().strip()
        if not words:
            self.line.setPlaceholderText(f"不能空着：{self._hint}")
            self.line.setFocus()
            return
        self.shut()
        self._done(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter confirms."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirm()
        else:
            super().keyPressEvent(event)
