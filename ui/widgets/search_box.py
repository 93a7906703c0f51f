"""The search field of the head bar: names, pinyin, numbers, villages, institutions (Ctrl+K)."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui import icons
from ui.widgets.choices import ChoiceField, Finder

WORDS, MASKED_WORDS = "搜索姓名、拼音、证件号、村、机构", "搜索姓氏、村、机构"
_PAUSE = 120


class SearchBox(ChoiceField):
    """Finds while typing, after a short pause; the choice taken is cleared from the line and sent on."""

    def __init__(self, find: Finder, parent: QWidget | None = None) -> None:
        super().__init__(find, parent)
        self.setProperty("look", "search")
        self.promise(WORDS)
        self.setAccessibleName("搜索")
        self.addAction(icons.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._look)
        self.chosen.connect(self.clear)

    def promise(self, words: str) -> None:
        """Say what can be found."""
        self.setPlaceholderText(f"{words}   Ctrl+K")

    def settle(self) -> None:
        """Enter finds at once what the pause has not yet found."""
        if self._pause.isActive():
            self._look()
        super().settle()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the search takes nothing."""
        self._pause.stop()
        self.fold()
        super().focusOutEvent(event)

    def _typed(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self._pause.stop()
            self.fold()

    def _look(self) -> None:
        self._pause.stop()
        self.popup.offer(self._find(self.text().strip()))
