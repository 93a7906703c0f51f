"""Notices that nobody has touched keyboard or mouse for some minutes."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

CHOICES = (5, 10, 15, 30, 0)
"""Minutes a user may choose; 0 never locks."""
USUAL = 10
_MINUTE = 60.0
_LOOK = 5_000
_HANDS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Idle(QObject):
    """``expired`` after ``minutes`` without a hand, as often as that is looked at; never while ``busy``.

    It listens at the window that has the keyboard, not at every widget: nothing gets slower by it. ``minute`` is the
    length of one in seconds.
    """

    expired = Signal()

    def __init__(
        self,
        minutes: Callable[[], int],
        busy: Callable[[], bool],
        parent: QObject | None = None,
        *,
        minute: float = _MINUTE,
        look: int = _LOOK,
    ) -> None:
        super().__init__(parent)
        self._minutes = minutes
        self._busy = busy
        self._minute = minute
        self._touched = time.monotonic()
        self._timer = QTimer(self)
        self._timer.setInterval(look)
        self._timer.timeout.connect(self._look)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        self._app = app
        app.focusWindowChanged.connect(self._listen)
        self._listen(QGuiApplication.focusWindow())
        self._timer.start()

    def touch(self) -> None:
        """Somebody is here."""
        self._touched = time.monotonic()

    def stop(self) -> None:
        """Look and listen no more."""
        if self._timer.isActive():
            self._timer.stop()
            self._app.focusWindowChanged.disconnect(self._listen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key or movement means that somebody is here."""
        if event.type() in _HANDS:
            self.touch()
        return super().eventFilter(watched, event)

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def _look(self) -> None:
        away = time.monotonic() - self._touched
        if away < min(filter(None, CHOICES)) * self._minute or self._busy():
            return
        minutes = self._minutes()
        if minutes and away >= minutes * self._minute:
            self.expired.emit()


def read(kept: str) -> int:
    """The minutes as they are kept for a user; the usual ones when there is nothing sensible."""
    return int(kept) if kept.isdigit() and int(kept) in CHOICES else USUAL


def words(minutes: int) -> str:
    """A choice as the office reads it."""
    return f"{minutes} 分钟" if minutes else "不锁定"
