"""Keeps the status line true: when was saved, how old the last backup is, what is due, what is missing."""

import time
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from hfp_desk import home
from hfp_desk.store import clears, mending, summary
from hfp_desk.store.standing import Standing
from ui import backup_words, pages
from ui.desk import Desk
from ui.keeper import Keeper
from ui.office import Office
from ui.widgets.status_line import StatusLine

_SOON = 2_000
_SHARE = 50
"""Counting may take a fiftieth of the worker's time: the longer it takes, the rarer it is done."""


@dataclass(frozen=True)
class Counts:
    """What the work bench has to be done, persons about whom something is unclear, and the seconds the count took."""

    todo: int
    gaps: int
    seconds: float


class Status(QObject):
    """Follows one desk: the backups every minute, the counts some time after a change; ``keeper`` makes backups."""

    def __init__(self, line: StatusLine, desk: Desk, office: Office) -> None:
        super().__init__(line)
        self._line = line
        self._desk = desk
        self._office = office
        self._warned = False
        self.keeper: Keeper | None = None
        if not office.register.read_only:
            self.keeper = Keeper(desk, office, self)
            self.keeper.looked.connect(self._show_backup)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SOON)
        self._later.timeout.connect(self.count)
        desk.changed.connect(self._saved)
        desk.backed_up.connect(self.look)
        if office.register.unclean:
            desk.say(mending.sound_words(office.register))
        self.look()
        self.count()

    def count(self) -> None:
        """Count on the worker what is due and what is missing."""
        office = self._office
        self._desk.tasks.run(office.in_session(lambda _: counted(office)), self._show_counts, _silent)

    def look(self) -> None:
        """See how the backups stand, behind whatever looks after them."""
        if self.keeper is not None:
            self.keeper.round()

    def stop(self) -> None:
        """Look no more."""
        self._later.stop()
        if self.keeper is not None:
            self.keeper.stop()

    def _saved(self) -> None:
        self._line.set_saved(f"{datetime.now():%H:%M}")
        if not self._later.isActive():
            self._later.start()

    def _show_counts(self, counts: Counts) -> None:
        self._later.setInterval(max(_SOON, int(counts.seconds * 1000 * _SHARE)))
        self._line.set_todo(counts.todo)
        self._line.set_gaps(counts.gaps)

    def _show_backup(self, found: Standing) -> None:
        now, care = datetime.now(), home.care()
        warns = found.wants_care(now, care) or found.second_wants_care(now, care)
        self._line.set_backup(backup_words.line(found, now), "warn" if warns else "")
        cares = list(backup_words.cares(found, now, care))
        if cares and not self._warned:
            self._warned = True
            self._desk.say(cares[0], "warn", "查看", lambda: self._desk.go(pages.BACKUP))


def counted(office: Office) -> Counts:
    """Count now, inside a session."""
    begun = time.monotonic()
    gaps = sum(town.persons - town.complete for town in clears.by_town(office.register, office.viewer))
    todo = sum(each.count for each in summary.summary(office.register, office.viewer).to_do)
    return Counts(todo, gaps, time.monotonic() - begun)


def _silent(_: Exception) -> None:
    """A folder that cannot be read now is looked at again in a minute."""
