"""After some wrong passwords the next try has to wait, longer each time: guessing by hand does not pay."""

from PySide6.QtCore import QObject, QTimer, Signal

_FREE, _LONGEST = 2, 60


def pause_after(failures: int) -> int:
    """Seconds to wait after so many wrong tries in a row: none after two, then 2, 4, 8 … up to a minute."""
    return 0 if failures <= _FREE else min(2 ** (failures - _FREE), _LONGEST)


class Patience(QObject):
    """Counts the wrong tries and the seconds that are left. ``second`` is the length of one in milliseconds."""

    ticked = Signal(int)

    def __init__(self, parent: QObject, second: int = 1000) -> None:
        super().__init__(parent)
        self.failures = 0
        self.left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(second)
        self._timer.timeout.connect(self._tick)

    def fail(self) -> None:
        """One more wrong try."""
        self.failures += 1
        self.left = pause_after(self.failures)
        if self.left:
            self._timer.start()
            self.ticked.emit(self.left)

    def _tick(self) -> None:
        self.left -= 1
        if self.left <= 0:
            self._timer.stop()
        self.ticked.emit(self.left)
