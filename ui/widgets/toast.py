"""A short sentence over the page that goes away by itself: what was just done, and how to take it back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui import icons
from ui.widgets.parts import button, label, picture, tight

_STAYS = 5000
_ICONS = {"ok": "ok", "warn": "warning", "error": "error", "": "info"}


class Toast(QFrame):
    """Lies at the foot of ``host``; a new sentence takes the place of the old one."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        self.setProperty("toast", True)
        self._picture = picture("info", "surface")
        self._words = label()
        self._undo: Callable[[], object] | None = None
        self._button = button(done=self._pressed)
        row = QHBoxLayout(self)
        tight(row, (12, 8, 12, 8), 8)
        row.addWidget(self._picture)
        row.addWidget(self._words)
        row.addWidget(self._button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        host.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now."""
        return self._words.text()

    def show_text(self, text: str, tone: str = "ok", offer: str = "", done: Callable[[], object] | None = None) -> None:
        """Say ``text`` for some seconds; ``offer`` is a button such as 撤销 that calls ``done``."""
        self._picture.setPixmap(icons.pixmap(_ICONS.get(tone, "info"), "surface", 16, self.devicePixelRatioF()))
        self._words.setText(text)
        self._button.setText(offer)
        self._button.setVisible(bool(offer))
        self._undo = done
        self._place()
        self.show()
        self.raise_()
        self._timer.start(_STAYS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the host changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self.adjustSize()
        self.move((self._host.width() - self.width()) // 2, self._host.height() - self.height() - 48)

    def _pressed(self) -> None:
        self.hide()
        if self._undo is not None:
            self._undo()
