"""How the backups of a register stand: the newest here and at the second place, and whether that calls for care."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from hfp_desk import home
from hfp_desk.home import Care, Second
from hfp_desk.store import backup, history, second_copy
from hfp_desk.store.backup import Backup
from hfp_desk.store.opening import Register
from hfp_desk.store.second_copy import Presence


@dataclass(frozen=True)
class Standing:
    """``current``: the newest backup here holds the present records. ``trouble``: why the last one was not made."""

    newest: Backup | None = None
    current: bool = False
    second: Second | None = None
    presence: Presence | None = None
    trouble: str = ""

    @property
    def made(self) -> datetime | None:
        """When the newest backup here was made."""
        return self.newest.moment if self.newest is not None else None

    @property
    def made_there(self) -> datetime | None:
        """When the newest backup was made that was proved to lie at the second place."""
        if self.second is None or not self.second.at:
            return None
        return datetime.strptime(self.second.at, history.MOMENT)

    def wants_care(self, now: datetime, care: Care) -> bool:
        """Whether the backups here are behind the work for too long."""
        return bool(self.trouble) or self.made is None or (not self.current and _older(self.made, now, care.local))

    def second_wants_care(self, now: datetime, care: Care) -> bool:
        """Whether those at the second place are; never when nobody chose one."""
        if self.second is None:
            return False
        there = self.made_there
        if there is None or self.second.trouble:
            return True
        return not (self.current and there == self.made) and _older(there, now, care.second)


def standing(register: Register, trouble: str = "") -> Standing:
    """Look at both places; the second may take its time where it is a share."""
    newest = backup.newest_of(register.path)
    with register.session():
        current = newest is not None and newest.head == history.head(register.db)
    owner = backup.owner_of(register.path)
    second = home.second(owner)
    there = second_copy.presence(owner, second) if second is not None else None
    return Standing(newest, current, second, there, trouble)


def is_share(folder: Path) -> bool:
    """Whether a folder lies on another computer, by its name."""
    return str(folder).startswith(("\\\\", "//"))


def _older(made: datetime, now: datetime, days: int) -> bool:
    return now - made > timedelta(days=days)
