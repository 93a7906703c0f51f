"""Keeps the register backed up while work goes on: every half hour when something changed, and the second place.

On a thread of its own, so that nobody waits for it; it lets a running job go first. Once a month the newest backup is
rehearsed. What it did or could not do is shown on the status line.
"""

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from hfp_desk.problems import Cancelled, Progress, Refusal
from hfp_desk.store import backup, rehearsing, second_copy, standing
from hfp_desk.store.opening import Register
from hfp_desk.store.rehearsing import Rehearsal
from hfp_desk.store.standing import Standing
from ui.desk import Desk
from ui.office import Office
from ui.tasks import Tasks

_MINUTE = 60_000
_HALF_HOUR, _SETTLED = 30, 5
"""Minutes between two backups, and before the first rehearsal is thought of."""


@dataclass(frozen=True)
class Round:
    """What one round found and did."""

    standing: Standing
    rehearsal: Rehearsal | None = None


class Keeper(QObject):
    """``looked`` carries how the backups stand (``Standing``), every minute and after each backup."""

    looked = Signal(object)

    def __init__(self, desk: Desk, office: Office, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._register = office.register
        self._trouble = ""
        self._minutes = 0
        self._since_backup = 0
        self.tasks = Tasks(self)
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE)
        self._timer.timeout.connect(self.minute)
        self._timer.start()

    def minute(self) -> None:
        """A minute of work is over."""
        self._minutes += 1
        self._since_backup += 1
        if not self.tasks.busy:
            self.round(self._since_backup >= _HALF_HOUR and not self._desk.tasks.busy)

    def round(self, back_up: bool = False) -> None:
        """Look after everything that is due now; ``back_up`` makes a backup if anything changed."""
        register, trouble = self._register, self._trouble
        rehearse = self._minutes >= _SETTLED and not self._desk.tasks.busy
        if back_up:
            self._since_backup = 0
        self.tasks.run(lambda _: Round(standing.standing(register, trouble)), self._looked, self._failed)
        self.tasks.run(
            lambda progress: done(register, trouble, back_up, rehearse, progress), self._looked, self._failed
        )

    def stop(self) -> None:
        """Stop what is running; nothing of it is kept."""
        self._timer.stop()
        self.tasks.stop()

    def _looked(self, found: Round) -> None:
        self._trouble = found.standing.trouble
        if found.rehearsal is not None:
            self._tell(found.rehearsal)
        self.looked.emit(found.standing)

    def _tell(self, rehearsal: Rehearsal) -> None:
        """Logged behind whatever job runs; a failure is said aloud."""
        register = self._register
        self._desk.tasks.run(lambda _: rehearsing.record(register, rehearsal), lambda _: None)
        if not rehearsal.passed:
            self._desk.say(f"备份演练没有通过：{rehearsal.words}请在“系统 › 备份”中再做一份备份。", "error")

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self._desk.fail(error)


def done(register: Register, trouble: str, back_up: bool, rehearse: bool, progress: Progress) -> Round:
    """One round, on the keeper's thread; what stands in the way of a backup is told, not raised."""
    if back_up:
        trouble = _backed_up(register, progress)
    second_copy.follow(register, progress)
    rehearsal = None
    if rehearse and rehearsing.due(rehearsing.last(register), datetime.now()):
        rehearsal = rehearsing.rehearse(register, progress)
    return Round(standing.standing(register, trouble), rehearsal)


def _backed_up(register: Register, progress: Progress) -> str:
    try:
        backup.make_if_changed(register, backup.PERIODIC, progress)
    except Refusal as refusal:
        return refusal.sentence
    return ""
