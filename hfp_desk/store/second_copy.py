"""A second place for the backups, a USB stick or a share: the newest goes there whenever the place is there.

There it is proved by reading it back: same content, opened, checked and counted. With it go the sealed originals of
the imports, so that the register can be set up on another computer. A place that is not there is no error; how old
the newest backup there is stays known on this workstation.
"""

from dataclasses import replace
from enum import Enum
from pathlib import Path
from threading import Lock

from hfp_desk import home
from hfp_desk.home import Second
from hfp_desk.problems import SILENT, Cancelled, Progress, Refusal, disk_trouble
from hfp_desk.store import backup, durable, keys, verifying
from hfp_desk.store.backup import Backup
from hfp_desk.store.opening import Register

_COPYING = "正在复制到第二处"
_copying = Lock()


class Presence(Enum):
    """Whether the second place can be written to now."""

    HERE = "here"
    ABSENT = "absent"
    OTHER = "other"
    """Something is there, but not what the backups went to before: another stick."""


def presence(register: Path, second: Second) -> Presence:
    """Whether the second place is there, and is the one it was."""
    if not second.folder.is_dir():
        return Presence.ABSENT
    return Presence.OTHER if second.at and not folder_at(register, second).is_dir() else Presence.HERE


def folder_at(register: Path, second: Second) -> Path:
    """Where the backups of the register lie at the second place."""
    return second.folder / backup.folder_of(register).name


def choose(register: Register, folder: Path) -> Second:
    """Take a folder as the second place; Refusal when it is no second place or belongs to another register."""
    taken = Second(folder)
    near = (register.path.parent, backup.folder_of(register.path))
    if folder in near or backup.folder_of(register.path) in folder.parents:
        raise Refusal("这就是登记簿自己所在的文件夹。", "请选择 U 盘或共享盘上的文件夹，磁盘坏了才有一份在别处。")
    _require_ours(folder_at(register.path, taken), register.key)
    home.keep_second(register.path, taken)
    return taken


def follow(register: Register, progress: Progress = SILENT, *, anew: bool = False) -> Second | None:
    """Bring the newest backup to the second place when one is chosen; its state now, which is remembered.

    ``anew``: also to a stick that was never used for it.
    """
    with _copying:
        second = home.second(register.path)
        if second is None:
            return None
        now = _brought(register, second, progress, anew)
        if now != second and home.second(register.path) == second:
            home.keep_second(register.path, now)
        return now


def _brought(register: Register, second: Second, progress: Progress, anew: bool) -> Second:
    found = presence(register.path, second)
    newest = backup.newest_of(register.path)
    if newest is None or found is Presence.ABSENT or (found is Presence.OTHER and not anew):
        return second
    try:
        _bring(register, newest, folder_at(register.path, second), progress)
    except Refusal as refusal:
        return replace(second, trouble=refusal.sentence)
    except OSError as error:
        return replace(second, trouble=f"写不进去：{disk_trouble(error)}。")
    return Second(second.folder, newest.at)


def _bring(register: Register, newest: Backup, folder: Path, progress: Progress) -> None:
    _require_ours(folder, register.key)
    if newest.path.name not in {one.path.name for one in backup.listed(folder)}:
        folder.mkdir(parents=True, exist_ok=True)
        backup.clear(folder)
        durable.require_room(folder, newest.path.stat().st_size)
        try:
            _copy(newest, folder, register.key, progress)
        except (Cancelled, Refusal, OSError):
            backup.clear(folder)
            raise
        backup.prune(folder)
    _bring_originals(register, folder.with_suffix(".imports"), progress)


def _copy(newest: Backup, folder: Path, key: bytes, progress: Progress) -> None:
    final = folder / newest.path.name
    rough = final.with_suffix(durable.PART)
    read = durable.copied(newest.path, rough, progress, _COPYING)
    if newest.sha256 and read != newest.sha256:
        raise Refusal("本机最近一份备份的内容变了，没有复制到第二处。", "请再做一次手工备份。")
    held = verifying.facts(rough, key)
    if durable.digest(rough) != read or (held.counts, held.head) != (newest.counts, newest.head):
        raise Refusal("第二处读回来的内容与备份不一致，这份没有算数。", "U 盘可能有坏块，请换一个。")
    durable.put(keys.key_file(newest.path), keys.key_file(final))
    backup.describe(replace(newest, path=final, sha256=read))
    durable.place(rough, final)


def _bring_originals(register: Register, there: Path, progress: Progress) -> None:
    """They are written once and never changed: what is there with the same size is there."""
    here = register.beside("imports")
    for source in sorted(here.rglob("*.sealed")):
        target = there / source.relative_to(here)
        size = source.stat().st_size
        if not target.exists() or target.stat().st_size != size:
            progress.step(0, 0, _COPYING)
            target.parent.mkdir(parents=True, exist_ok=True)
            durable.require_room(target.parent, size)
            durable.put(source, target)


def _require_ours(folder: Path, key: bytes) -> None:
    marks = {one.mark for one in backup.listed(folder) if one.mark}
    if marks and verifying.mark_of(key) not in marks:
        raise Refusal("那里已有另一本同名登记簿的备份。", "请换一个文件夹，两本登记簿的备份不能混放。")
