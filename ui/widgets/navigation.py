"""The places of the program at the left: words, or only icons where the window is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QVBoxLayout

from ui import icons, style
from ui.page import PageEntry
from ui.widgets.parts import button, tight

_WIDE = 148
_NARROW = 52


class Navigation(QFrame):
    """One button a place; Alt+digit goes to the first ten, Alt+Shift+digit to the next ten."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[PageEntry]) -> None:
        super().__init__()
        self.setProperty("band", "navigation")
        self._places = tuple(places)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._narrow = False
        column = QVBoxLayout(self)
        tight(column, (0, 8, 0, 8), 2)
        for number, place in enumerate(self._places, start=1):
            column.addWidget(self._button(place, number))
        column.addStretch(1)
        self.set_narrow(False)

    @property
    def narrow(self) -> bool:
        """Whether only icons are shown."""
        return self._narrow

    def set_narrow(self, narrow: bool) -> None:
        """Show only icons, or the words too."""
        self._narrow = narrow
        scale = style.current().body / 13
        self.setFixedWidth(int((_NARROW if narrow else _WIDE) * scale))
        for place in self._places:
            self._buttons[place.key].setText("" if narrow else f" {place.title}")

    def mark(self, key: str) -> None:
        """Show which place is open (nothing is emitted); a page that is not listed marks none."""
        if key in self._buttons:
            self._buttons[key].setChecked(True)
            return
        self._group.setExclusive(False)
        for made in self._buttons.values():
            made.setChecked(False)
        self._group.setExclusive(True)

    def _button(self, place: PageEntry, number: int) -> QPushButton:
        keys = f"Alt+{'Shift+' if number > 10 else ''}{number % 10}"
        made = button(look="navigation", hint=f"{place.title}（{keys}）", done=lambda: self.chosen.emit(place.key))
        made.setCheckable(True)
        made.setAccessibleName(place.title)
        made.setIcon(icons.icon(place.icon, "quiet", "accent"))
        size = style.current().navigation_icon
        made.setIconSize(QSize(size, size))
        self._group.addButton(made)
        self._buttons[place.key] = made
        QShortcut(keys, self, lambda: self.chosen.emit(place.key))
        return made
