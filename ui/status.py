"""Keeps the status line true: when was saved, how old the last backup is, what is due, what is missing."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer

from hfp_desk.store import backup, clears, summary
from hfp_desk.store.backup import Backup
from ui.desk import Desk
from ui.office import Office
from ui.widgets.status_line import StatusLine

_MINUTE = 60_000
_SOON = 2_000
_SHARE = 50
"""Counting may take a fiftieth of the worker's time: the longer it takes, the rarer it is done."""
_STALE = timedelta(days=3)


@dataclass(frozen=True)
class Counts:
    """What the work bench has to be done, persons about whom something is unclear, and the seconds the count took."""

    todo: int
    gaps: int
    seconds: float


class Status(QObject):
    """Follows one desk: the backups every minute, the counts some time after a change."""

    def __init__(self, line: StatusLine, desk: Desk, office: Office) -> None:
        super().__init__(line)
        self._line = line
        self._desk = desk
        self._office = office
        self._timer = QTimer(self)
        self._timer.setInterval(_MINUTE)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SOON)
        self._later.timeout.connect(self.count)
        desk.changed.connect(self._saved)
        self.look()
        self.count()

    def count(self) -> None:
        """Count on the worker what is due and what is missing."""
        office = self._office
        self._desk.tasks.run(office.in_session(lambda _: counted(office)), self._show_counts, _silent)

    def look(self) -> None:
        """Read the list of backups on the worker and show the newest."""
        path = self._office.register.path
        self._desk.tasks.run(lambda _: backup.all_of(path), self._show_backup, _silent)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._later.stop()

    def _saved(self) -> None:
        self._line.set_saved(f"{datetime.now():%H:%M}")
        if not self._later.isActive():
            self._later.start()

    def _show_counts(self, counts: Counts) -> None:
        self._later.setInterval(max(_SOON, int(counts.seconds * 1000 * _SHARE)))
        self._line.set_todo(counts.todo)
        self._line.set_gaps(counts.gaps)

    def _show_backup(self, found: Sequence[Backup]) -> None:
        newest = found[0].moment if found else None
        self._line.set_backup(backup_words(newest, datetime.now()), "" if fresh(newest, datetime.now()) else "warn")


def counted(office: Office) -> Counts:
    """Count now, inside a session."""
    begun = time.monotonic()
    gaps = sum(town.persons - town.complete for town in clears.by_town(office.register, office.viewer))
    todo = sum(each.count for each in summary.summary(office.register, office.viewer).to_do)
    return Counts(todo, gaps, time.monotonic() - begun)


def backup_words(made: datetime | None, now: datetime) -> str:
    """The age of the last backup as the status line says it."""
    if made is None:
        return "还没有备份"
    return f"上次备份 {age(made, now)} 已校验"


def fresh(made: datetime | None, now: datetime) -> bool:
    """Whether a backup of this age needs no care."""
    return made is not None and now - made <= _STALE


def age(made: datetime, now: datetime) -> str:
    """The clock for today, the day before by its name, else how many days ago."""
    days = (now.date() - made.date()).days
    if days <= 0:
        return f"{made:%H:%M}"
    return f"昨天 {made:%H:%M}" if days == 1 else f"{days} 天前"


def _silent(_: Exception) -> None:
    """A folder that cannot be read now is looked at again in a minute."""
