"""The signed-in window: head bar, navigation, title line, pages, status line, and the keys that work everywhere."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QToolTip, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.page import Page, PageEntry
from ui.widgets.choices import Choice, Finder
from ui.widgets.head_bar import HeadBar
from ui.widgets.navigation import Navigation
from ui.widgets.parts import tight
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.status_line import StatusLine
from ui.widgets.title_line import TitleLine
from ui.widgets.toast import Toast

NARROW, TIGHT = 1200, 860


class Shell(QWidget):
    """Puts the pages together. ``found`` carries the value of the search hit the clerk took."""

    found = Signal(object)
    help_asked = Signal(str)
    page_opened = Signal(str)

    def __init__(self, desk: Desk, entries: Sequence[PageEntry], find: Finder) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.desk = desk
        self._entries = {entry.key: entry for entry in entries}
        self._pages: dict[str, Page] = {}
        self._trail: list[str] = []
        self.head = HeadBar(find)
        self.navigation = Navigation([entry for entry in entries if entry.listed])
        self.title_line = TitleLine()
        self.stack = QStackedWidget()
        self.status = StatusLine()
        self.toast = Toast(self)
        self.reread: Callable[[], object] | None = None
        self._column = QVBoxLayout(self)
        self._arrange()
        self._connect()
        self._keys()

    @property
    def key(self) -> str:
        """The place that is open, nothing before the first."""
        return self._trail[-1] if self._trail else ""

    @property
    def page(self) -> Page | None:
        """The open page."""
        return self._pages.get(self.key)

    @property
    def built(self) -> tuple[Page, ...]:
        """The pages opened so far."""
        return tuple(self._pages.values())

    def go(self, key: str, target: object = None) -> None:
        """Open the place ``key`` (built now, if it never was) and show ``target`` there."""
        if key not in self._entries:
            return
        if self.key != key:
            self._trail = [*self._trail[-19:], key]
        page = self._page(key)
        self.stack.setCurrentWidget(page)
        self.title_line.present(page)
        self.navigation.mark(self._entries[key].under or key)
        if target is not None:
            page.open_at(target)
        elif not page.isAncestorOf(QApplication.focusWidget() or page):
            page.setFocus()
        self.page_opened.emit(key)

    def back(self) -> None:
        """Esc: a step back in the page, else to the page before."""
        if self.page is not None and self.page.back():
            return
        if len(self._trail) > 1:
            self._trail.pop()
            self.go(self._trail.pop())

    def rest(self) -> None:
        """The register is put away: no page reads any more, whatever it was about to read."""
        for timer in self.findChildren(QTimer):
            timer.stop()

    def put_over(self, band: QWidget) -> None:
        """Show a line under the head bar that stays."""
        self._column.insertWidget(1, band)

    def refresh(self) -> None:
        """F5: the open page reads again, or everything does where the register itself has to be read again."""
        if self.reread is not None:
            self.reread()
        elif self.page is not None:
            self.page.refresh()

    def help(self) -> None:
        """F1: what the field with the cursor means; without one, the help of the page is asked for."""
        field = QApplication.focusWidget()
        words = field.property("help") if field is not None else None
        if field is not None and words:
            QToolTip.showText(field.mapToGlobal(QPoint(0, field.height())), str(words), field)
        else:
            self.help_asked.emit(self.key)

    def showEvent(self, event: QShowEvent) -> None:
        """The cursor belongs to the page, not to the search."""
        super().showEvent(event)
        if self.page is not None:
            self.page.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the navigation where the window is narrow."""
        super().resizeEvent(event)
        self.navigation.set_narrow(self.width() < NARROW)
        self.head.set_narrow(self.width() < TIGHT)

    def _page(self, key: str) -> Page:
        if key not in self._pages:
            page = self._entries[key].build(self.desk)
            self._pages[key] = page
            self.stack.addWidget(page)
        return self._pages[key]

    def _arrange(self) -> None:
        right = QVBoxLayout()
        tight(right)
        right.addWidget(self.title_line)
        right.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        tight(middle)
        middle.addWidget(self.navigation)
        middle.addLayout(right, 1)
        tight(self._column)
        self._column.addWidget(self.head)
        self._column.addLayout(middle, 1)
        self._column.addWidget(ProgressStrip(self.desk.tasks))
        self._column.addWidget(self.status)

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.go)
        self.head.search.chosen.connect(self._found)
        self.head.help_asked.connect(self.help)
        self.desk.gone.connect(self.go)
        self.desk.said.connect(self.toast.show_text)
        heading = self.desk.heading
        self.head.set_chip(self.head.period, heading.period)
        self.head.set_chip(self.head.policy, heading.policy)
        self.head.set_chip(self.head.user, heading.user)

    def _found(self, choice: Choice) -> None:
        self.found.emit(choice.value)

    def _keys(self) -> None:
        for keys, done in (
            ("Ctrl+K", self.head.focus_search),
            ("F5", self.refresh),
            ("Esc", self.back),
            ("F1", self.help),
        ):
            QShortcut(keys, self, done)
