"""Locking by key or because nobody is there: the desk stays as it is, behind a cover that hides everything.

Dialogs are hidden and come back; the title says nothing; what was copied leaves the clipboard. Jobs go on.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget
from shiboken6 import isValid

from hfp_desk.store import admitting, log
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from ui import idle
from ui.desk import Desk
from ui.front.cover import CoverPage
from ui.idle import Idle
from ui.main_window import MainWindow
from ui.office import Office
from ui.tasks import Tasks

T = TypeVar("T")

MINUTES = "lock.minutes"
"""What a user chose: after how many minutes."""


class Lock(QObject):
    """Covers ``window`` and uncovers it. ``other_asked``: somebody else wants to sign in, this desk is to be left."""

    other_asked = Signal()

    def __init__(self, window: MainWindow, desk: Desk, office: Office, *, second: int = 1000) -> None:
        super().__init__(window)
        self._window = window
        self._desk = desk
        self._office = office
        self._second = second
        self._tasks = Tasks(self)
        self._hidden: list[QWidget] = []
        self._focus: QWidget | None = None
        self._asking = False
        self.cover: CoverPage | None = None
        self.idle = Idle(lambda: idle.read(desk.settings.get(MINUTES)), self._working, self)
        self.idle.expired.connect(partial(self.lock, "无人操作"))

    def lock(self, why: str = "") -> None:
        """Cover everything now."""
        if self.cover is not None:
            return
        self._focus = QApplication.focusWidget()
        self.cover = CoverPage(self._tasks, self._office.register, second=self._second)
        self.cover.passed.connect(self._open)
        self.cover.other_asked.connect(self._other)
        self._clear_screen()
        self._window.cover(self.cover)
        self.cover.setFocus()
        self._log(lambda register: log.note(register, Action.LOCK, why))

    def stop(self) -> None:
        """The desk is left."""
        self.idle.stop()
        self._watch(False)
        self._tasks.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever opens a window behind the cover has to wait until the user is back."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and self._is_strange(watched):
            watched.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            QTimer.singleShot(0, watched, partial(self._hide, watched))
        return False

    def _open(self) -> None:
        self._watch(False)
        self.idle.touch()
        self._window.uncover()
        self.cover = None
        for widget in self._hidden:
            if isValid(widget):
                widget.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)
                widget.open() if isinstance(widget, QDialog) else widget.show()
        self._hidden = []
        if self._focus is not None and isValid(self._focus):
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._log(admitting.unlocked, self._tell)

    def _other(self) -> None:
        """The question whether to leave may be seen."""
        self._asking = True
        self.other_asked.emit()
        self._asking = False

    def _clear_screen(self) -> None:
        QToolTip.hideText()
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()
        self._hidden = []
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and self._is_strange(widget):
                self._hide(widget)
        self._watch(True)

    def _hide(self, widget: QWidget) -> None:
        if widget.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip):
            widget.close()
            return
        widget.hide()
        self._hidden.append(widget)

    def _is_strange(self, widget: QWidget) -> bool:
        """Whether it is a window that neither is ours nor asks something on behalf of the cover."""
        if not widget.isWindow() or widget is self._window or self._asking:
            return False
        above: QObject | None = widget
        while above is not None and above is not self.cover:
            above = above.parent()
        return above is None

    def _watch(self, on: bool) -> None:
        app = QApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        if on:
            app.installEventFilter(self)

    def _working(self) -> bool:
        return self.cover is not None or any(task.title for task in self._desk.tasks.running)

    def _log(self, write: Callable[[Register], T], done: Callable[[T], object] = lambda _: None) -> None:
        """On the desk's queue, behind a running job: neither locking nor unlocking waits for the database."""
        register = self._office.register
        if not register.read_only:
            self._desk.tasks.run(self._office.in_session(lambda _: write(register)), done)

    def _tell(self, failures: int) -> None:
        if failures:
            self._desk.say(f"锁定期间有 {failures} 次输错密码。", "warn")
