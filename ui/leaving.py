"""Putting a register away on the worker, and leaving the program when its window is closed.

A backup is made whenever a changed register is put away; that takes a while only when it does, and the clerk need
not wait for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from hfp_desk.problems import Cancelled, Refusal
from ui.front.farewell import Farewell
from ui.front.opening import put_away
from ui.tasks import Task, Tasks

if TYPE_CHECKING:
    from hfp_desk.store.opening import Register

_BLINK = 300


class Leaving(QObject):
    """``left`` when everything is put away after ``leave``; ``failed`` why there is no backup, when work goes on."""

    left = Signal()
    failed = Signal(object)

    def __init__(self, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._away: Task | None = None
        self._hurry = False
        self.begun = False
        self.farewell: Farewell | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.commitDataRequest.connect(self.hurry)

    def put_away(self, register: Register) -> None:
        """Back up and close on the worker; whatever is opened next waits behind it."""
        register.db.close()
        no_backup = self._hurry or register.read_only
        self._away = self._tasks.run(
            lambda progress: put_away(register, None if no_backup else progress), self._is_away, self._not_backed_up
        )

    def leave(self, register: Register | None) -> None:
        """The window is closed: put away what is open, then ``left``."""
        self.begun = True
        if register is not None:
            self.put_away(register)
        if self._away is None:
            self._quit()
            return
        self.farewell = Farewell()
        self.farewell.skipped.connect(self._skip)
        QTimer.singleShot(_BLINK, self.farewell, self.farewell.appear)

    def hurry(self) -> None:
        """The computer is switched off: saved is saved, there is no time for a backup."""
        self._hurry = True
        if self._away is not None:
            self._away.cancel()

    def _is_away(self, _: None) -> None:
        self._away = None
        if self.begun:
            self._quit()

    def _not_backed_up(self, error: Exception) -> None:
        self._away = None
        if self.begun and isinstance(error, Refusal) and self.farewell is not None:
            self.farewell.tell(error)
        elif self.begun:
            self._quit()
        elif not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _skip(self) -> None:
        if self._away is not None:
            self._away.cancel()
        else:
            self._quit()

    def _quit(self) -> None:
        if self.farewell is not None:
            self.farewell.skipped.disconnect(self._skip)
            self.farewell.deleteLater()
            self.farewell = None
        self._tasks.stop()
        self.left.emit()
