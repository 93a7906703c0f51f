"""Small menus under the buttons of a page, chosen by their digit."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

_MARGIN = 16


def numbered(owner: QWidget, entries: Sequence[tuple[str, Callable[[], object]]]) -> QMenu:
    """Entries begin with their digit, the tenth with 0. The menu is kept: one deleted as it closes takes the focus."""
    menu = QMenu(owner)
    for number, (words, done) in enumerate(entries, start=1):
        menu.addAction(f"&{number % 10}　{words}").triggered.connect(lambda _=False, done=done: done())
    return menu


def drop(owner: QWidget, menu: QMenu) -> None:
    """Open a menu under the buttons at the right, the first entry marked."""
    menu.popup(owner.mapToGlobal(QPoint(owner.width() - menu.sizeHint().width() - _MARGIN, 0)))
    menu.setActiveAction(menu.actions()[0])
