"""The list of backups: what there is here and at the second place, and how the register differs from each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hfp_desk.store import backup, rehearsing, second_copy, standing
from hfp_desk.store.backup import Backup
from hfp_desk.store.opening import Register
from hfp_desk.store.rehearsing import Rehearsal
from hfp_desk.store.since import Since, since
from hfp_desk.store.standing import Standing
from ui import backup_words
from ui.pages.settings.table import Table

_COLUMNS = (
    ("备份时间", 16),
    ("距今", 7),
    ("原因", 8),
    ("人员", 6),
    ("救治记录", 8),
    ("在哪里", 9),
    ("状态", 6),
    ("之后的变动", 6),
)
_NUMBERS = (3, 4)


@dataclass(frozen=True)
class Line:
    """One backup: where it lies, whether a rehearsal proved it, and what came after it."""

    backup: Backup
    here: bool
    there: bool
    rehearsed: bool
    since: Since


@dataclass(frozen=True)
class Gathered:
    """Everything the section shows."""

    lines: Sequence[Line]
    standing: Standing
    rehearsal: Rehearsal | None


def gathered(register: Register) -> Gathered:
    """Look at both places and walk through the history (on the worker)."""
    found = standing.standing(register)
    mine = {one.path.name: one for one in backup.all_of(register.path)}
    theirs = {}
    if found.second is not None and found.presence is second_copy.Presence.HERE:
        folder = second_copy.folder_at(register.path, found.second)
        theirs = {one.path.name: one for one in backup.listed(folder)}
    each = sorted({**theirs, **mine}.values(), key=lambda one: one.path.name, reverse=True)
    later, rehearsal = since(register, each), rehearsing.last(register)
    proved = rehearsal.file if rehearsal is not None and rehearsal.passed else ""
    lines = [
        Line(one, one.path.name in mine, one.path.name in theirs, one.path.name == proved, later[one.path])
        for one in each
    ]
    return Gathered(lines, found, rehearsal)


class BackupTable(Table):
    """The newest first."""

    def __init__(self) -> None:
        super().__init__(_COLUMNS)
        self.lines: Sequence[Line] = ()
        self.setAccessibleName("备份")

    def show_lines(self, found: Gathered) -> None:
        """Show what was gathered; the chosen one stays chosen."""
        name = self.chosen.backup.path.name if self.chosen is not None else ""
        self.lines = found.lines
        now = datetime.now()
        self.put([_row(line, found.standing, now) for line in found.lines], _NUMBERS)
        again = next((row for row, line in enumerate(found.lines) if line.backup.path.name == name), -1)
        if again >= 0:
            self.selectRow(again)

    @property
    def chosen(self) -> Line | None:
        """The line with the cursor; None while nothing is chosen."""
        rows = {index.row() for index in self.selectedIndexes()}
        row = min(rows, default=-1)
        return self.lines[row] if 0 <= row < len(self.lines) else None


def _row(line: Line, found: Standing, now: datetime) -> tuple[str, ...]:
    one = line.backup
    counts = (f"{one.counts.get(title, 0):,}" for title in ("人员", "救治记录"))
    second = backup_words.place(found.second) if found.second is not None else ""
    where = "、".join(name for name, lies in (("本机", line.here), (second, line.there)) if lies)
    state = "已演练" if line.rehearsed else "已校验"
    return (one.at[:16], _ago((now.date() - one.moment.date()).days), one.reason, *counts, where, state, differs(line))


def differs(line: Line) -> str:
    """What came after this backup, briefly."""
    return backup_words.differs(line.since)


def _ago(days: int) -> str:
    return {0: "今天", 1: "昨天"}.get(max(days, 0), f"{days} 天前")
