"""What the page 从备份恢复 does on the worker; the database is imported only then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from hfp_desk import home
from hfp_desk.problems import Progress

if TYPE_CHECKING:
    from hfp_desk.store.backup import Backup
    from hfp_desk.store.mending import Proposal
    from hfp_desk.store.restoring import Restored

_SUFFIX = ".backups"


@dataclass(frozen=True)
class Found:
    """A backup that may be chosen; ``own`` when it belongs to the register the page was opened for."""

    backup: Backup
    register: str
    own: bool

    @property
    def path(self) -> Path:
        """The file."""
        return self.backup.path

    @property
    def at(self) -> str:
        """When it was made."""
        return self.backup.at

    @property
    def words(self) -> str:
        """The line in the list."""
        counts = "　".join(f"{title} {self.backup.counts.get(title, 0):,}" for title in ("人员", "救治记录"))
        name = "" if self.own else f"　{self.register}"
        return f"{self.at[:16]}　{self.backup.reason}　{counts}{name}"

    @property
    def told(self) -> str:
        """What choosing it means."""
        return f"恢复后，登记簿是 {self.at[:16]} 的样子，用户和密码也是那时的。"


def home_of(register: Path) -> Path:
    """Where the backups of a register lie."""
    return register.with_name(f"{register.name}{_SUFFIX}")


def found_in(folder: Path, register: Path | None) -> Sequence[Found]:
    """The backups in a folder or in the backup folders inside it, newest first; with those of the second place."""
    from hfp_desk.store import backup, second_copy

    folders = [folder, *sorted(folder.glob(f"*{_SUFFIX}"))]
    if register is not None and folder == home_of(register):
        second = home.second(register)
        folders += [second_copy.folder_at(register, second)] if second is not None else []
    each: dict[tuple[str, str], Found] = {}
    for place in folders:
        name = place.name.removesuffix(_SUFFIX)
        own = register is not None and name == register.name
        for one in backup.listed(place):
            each.setdefault((name, one.path.name), Found(one, name, own))
    return sorted(each.values(), key=lambda one: one.path.name, reverse=True)


def proposed(register: Path, found: Sequence[Found], user: str, password: str, progress: Progress) -> Proposal | None:
    """The newest of them that is sound."""
    from hfp_desk.store import mending

    return mending.propose(register, [one.backup for one in found], user, password, progress)


def proposal_words(best: Proposal) -> str:
    """Which backup is proposed, what it holds and what it lacks."""
    one = best.backup
    counts = "，".join(f"{title} {one.counts.get(title, 0):,}" for title in ("人员", "救治记录"))
    lost = (
        "备份之后做过什么已经读不出来，可能有录入要补做。"
        if best.lost is None
        else f"备份之后的 {best.lost:,} 步操作不在其中，要补做。"
        if best.lost
        else "备份之后没有别的操作，内容是全的。"
    )
    passed = f"较新的 {best.passed_over} 份没有通过校验。" if best.passed_over else ""
    return f"建议用 {one.at[:16]} 的这份（{one.reason}，{counts}），刚刚重新打开核对过。{passed}{lost}"


def restorer(place: Path, chosen: Found, user: str, password: str) -> Callable[[Progress], Restored]:
    """Put the chosen backup at ``place``."""

    def work(progress: Progress) -> Restored:
        from hfp_desk.store import restoring

        reason = "从备份恢复"
        return restoring.restore(place, chosen.path, user, password, reason=reason, progress=progress)

    return work
