"""What the shell asks of a page, and how the program's places are declared."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.widgets.parts import action

if TYPE_CHECKING:
    from ui.desk import Desk


class Page(QWidget):
    """One place of the program. Subclasses fill the widget and override what they need.

    ``deeds`` become the buttons of the title line, in order; their keys work while the page is seen.
    """

    retitled = Signal(str)

    def __init__(self, desk: "Desk", title: str) -> None:
        super().__init__()
        self.desk = desk
        self.title = title
        self.deeds: list[QAction] = []

    def deed(
        self,
        text: str,
        icon: str = "",
        keys: str = "",
        done: Callable[[], object] | None = None,
        *,
        primary: bool = False,
        allowed: bool = True,
    ) -> QAction:
        """Add something the page can do (at most one is ``primary``), if this user may: no button, no key otherwise."""
        made = action(self, text, icon, keys, done, primary=primary, allowed=allowed)
        if allowed:
            self.deeds.append(made)
        return made

    def retitle(self, title: str) -> None:
        """Change the title of the page."""
        self.title = title
        self.retitled.emit(title)

    def tell_copied(self, count: int) -> None:
        """So many rows of a list were copied."""
        self.desk.say(f"已复制 {count:,} 行，可粘贴到 WPS 表格。")

    def open_at(self, target: object) -> None:
        """Show what ``Desk.go`` asked for: a record's number, a filter, whatever the page documents."""

    def refresh(self) -> None:
        """Read again what is shown (F5)."""

    def back(self) -> bool:
        """Esc: step back inside the page; False lets the shell go to the page before."""
        return False

    def unsaved(self) -> bool:
        """Whether something typed would be lost by closing the window."""
        return False


@dataclass(frozen=True)
class PageEntry:
    """A place of the program, built when it is first opened; one not ``listed`` is reached from other pages only.

    ``under`` is the listed place that the navigation marks while this one is open.
    """

    key: str
    title: str
    icon: str
    build: Callable[["Desk"], Page]
    listed: bool = True
    under: str = ""
