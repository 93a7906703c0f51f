"""The bar over everything: search, and for what time, by what policy and by whom is worked."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton

from ui.widgets.choices import Finder
from ui.widgets.parts import button, picture, tight
from ui.widgets.search_box import SearchBox

_DOWN = "  ▾"


class HeadBar(QFrame):
    """Search at the left; period, policy and user as chips at the right; help at the end."""

    help_asked = Signal()

    def __init__(self, find: Finder) -> None:
        super().__init__()
        self.setProperty("band", "head")
        self.search = SearchBox(find)
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(460)
        self.period = button(look="chip", icon="calendar", hint="工作月份")
        self.policy = button(look="chip", icon="policy", hint="现行政策")
        self.user = button(look="chip", icon="person", hint="操作员")
        self._words: dict[QPushButton, tuple[str, str]] = {}
        self._narrow = False
        row = QHBoxLayout(self)
        tight(row, (16, 8, 12, 8), 8)
        row.addWidget(picture("mark", "accent", 24))
        row.addWidget(self.search, 4)
        row.addStretch(1)
        for chip in (self.period, self.policy, self.user):
            chip.hide()
            row.addWidget(chip)
        row.addWidget(button(icon="help", look="bare", hint="帮助（F1）", done=self.help_asked.emit))

    def set_chip(
        self, chip: QPushButton, text: str, choices: tuple[tuple[str, Callable[[], object]], ...] = ()
    ) -> None:
        """Show ``text`` in ``chip`` with a menu of ``choices`` (words and what they do); no text hides it."""
        self._words[chip] = (text, text + _DOWN if choices else text)
        chip.setText("" if self._narrow else self._words[chip][1])
        chip.setAccessibleName(text)
        chip.setVisible(bool(text))
        old = chip.menu()
        if choices:
            menu = QMenu(chip)
            for words, done in choices:
                menu.addAction(words).triggered.connect(lambda _=False, done=done: done())
            chip.setMenu(menu)
        if old is not None:
            old.deleteLater()

    def set_narrow(self, narrow: bool) -> None:
        """Leave only the icons of the chips where the search needs the room."""
        self._narrow = narrow
        for chip, (text, words) in self._words.items():
            chip.setText("" if narrow else words)
            chip.setToolTip(text)

    def focus_search(self) -> None:
        """Put the cursor into the search (Ctrl+K)."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
