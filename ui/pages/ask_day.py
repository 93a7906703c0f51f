"""Asking for a day and a line of words in a small panel at the button that needs them: closing a gap, a deadline."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from hfp_desk.kinds import Day, Unreadable
from ui.editors.base import this_year
from ui.editors.lines import DayEditor
from ui.widgets.drop import Drop
from ui.widgets.parts import label

_WIDTH = 400
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AskDay(Drop):
    """``done`` gets the day and the words and says what is wrong with them; nothing said, the panel closes.

    Enter goes from the day to the words and then confirms; Esc leaves everything as it is.
    """

    def __init__(
        self,
        anchor: QWidget,
        title: str,
        note: str,
        labels: tuple[str, str],
        yes: str,
        done: Callable[[date | None, str], str],
    ) -> None:
        super().__init__(anchor, _WIDTH)
        self._done = done
        self.day = DayEditor(Day(), this_year)
        self.day.setAccessibleName(labels[0])
        self.line = QLineEdit()
        self.line.setAccessibleName(labels[1])
        self.wrong = label(tone="error", level="small", wrap=True)
        self.wrong.hide()
        self.body.addWidget(label(title, level="section", wrap=True))
        if note:
            self.body.addWidget(label(note, "quiet", "small", wrap=True))
        for words, editor in zip(labels, (self.day, self.line), strict=True):
            self.body.addWidget(label(words, "quiet", "small"))
            self.body.addWidget(editor)
        self.body.addWidget(self.wrong)
        self.body.addLayout(self.answers(yes, self.confirm))

    def ask(self, day: date | None = None, hint: str = "") -> None:
        """Open with the cursor in the day, where ``day`` is proposed; ``hint`` stands in the empty line."""
        self.day.load(day)
        self.line.setPlaceholderText(hint)
        self.open_at(self.day)
        self.day.selectAll()

    def confirm(self) -> None:
        """Hand day and words over; what is wrong with them is said here, and the cursor stays."""
        try:
            day = self.day.value()
        except Unreadable as wrong:
            self._say(str(wrong), self.day)
            return
        told = self._done(day, self.line.text().strip())
        if told:
            self._say(told, self.line)
        else:
            self.shut()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, at the end it confirms."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif QApplication.focusWidget() is self.day:
            self.line.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.confirm()

    def _say(self, words: str, editor: QLineEdit) -> None:
        self.wrong.setText(words)
        self.wrong.setVisible(bool(words))
        self.adjustSize()
        editor.setFocus(Qt.FocusReason.TabFocusReason)
