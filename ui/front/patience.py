"""The wait after wrong tries: the button counts it down and cannot be pressed before it is over.

How long it is stands beside the register (``hfp_desk.store.tries``): leaving the page or the program does not end it.
"""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QPushButton

from ui.front.opening import Delay


class Patience(QObject):
    """Holds ``button`` back; ``second`` is the length of one in milliseconds. ``over`` when the wait has ended."""

    over = Signal()

    def __init__(self, button: QPushButton, second: int = 1000) -> None:
        super().__init__(button)
        self.delay = Delay()
        self.left = 0
        self._button = button
        self._words = button.text()
        self._timer = QTimer(self)
        self._timer.setInterval(second)
        self._timer.timeout.connect(self._tick)

    def wait(self, delay: Delay) -> None:
        """Wait as long as the register says; nothing to wait for frees the button."""
        self.delay = delay
        self.left = delay.seconds
        if self.left > 0:
            self._timer.start()
        else:
            self._timer.stop()
        self._show()

    def _tick(self) -> None:
        self.left -= 1
        if self.left <= 0:
            self._timer.stop()
        self._show()
        if self.left <= 0:
            self.over.emit()

    def _show(self) -> None:
        waiting = self.left > 0
        self._button.setEnabled(not waiting)
        self._button.setText(
            f"已输错 {self.delay.failures} 次，请等 {clock(self.left)}再试" if waiting else self._words
        )


def clock(seconds: int) -> str:
    """A wait in words: 45 秒, 2 分 05 秒."""
    return f"{seconds} 秒" if seconds < 60 else f"{seconds // 60} 分 {seconds % 60:02} 秒"
