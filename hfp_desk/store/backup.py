"""Backups that tell the truth: copied online, opened, checked and counted before they count as a backup.

A backup is the encrypted file, its wrapped keys and a small description, in ``<register>.backups``. It is written
under a temporary name, verified and forced to the disk, and gets its name last: whenever the program is stopped, a
listed backup is whole, and what was not finished is cleared by the next one. Imported originals lie beside the
register, sealed and never changed; only the second place (``second_copy``) needs copies of them.
"""

import contextlib
import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from peewee import fn
from sqlcipher3 import dbapi2

from hfp_desk import private
from hfp_desk.problems import SILENT, Cancelled, Progress, Refusal, disk_trouble
from hfp_desk.records import Event
from hfp_desk.store import durable, history, keys, ladder, log, traces, verifying
from hfp_desk.store.opening import Register

BEFORE_IMPORT, BEFORE_BULK, BEFORE_MERGE = "导入前", "批量修改前", "合并前"
BEFORE_RESTORE, BEFORE_UPGRADE = "恢复前", "升级前"
PERIODIC, AT_EXIT, BY_HAND = "每半小时", "退出时", "手工备份"
UNLOGGED = frozenset({PERIODIC, AT_EXIT, BEFORE_RESTORE})
"""Made by the program itself as time goes by: their list is their log."""
_MANAGING = (log.Action.USER, log.Action.PASSWORD, log.Action.RECOVERY, log.Action.SETTING)
_FOLDER = ".backups"
_STAMP = "%Y%m%dT%H%M%S%f"
_PAGES, _MANY = 2048, 50
_COPYING, _CHECKING = "正在复制", "正在校验"
_making = Lock()


@dataclass(frozen=True)
class Backup:
    """A verified backup: when and why it was made, what it holds, where the chains of history and log ended.

    ``sha256`` of the file, and ``mark`` of the register it belongs to; older descriptions lack them.
    """

    path: Path
    at: str
    reason: str
    head: str
    counts: Mapping[str, int]
    log_head: str = ""
    sha256: str = ""
    mark: str = ""

    @property
    def moment(self) -> datetime:
        """When it was made."""
        return datetime.strptime(self.at, history.MOMENT)


def make(register: Register, reason: str, progress: Progress = SILENT) -> Backup:
    """Copy the register as it is now, verify the copy and keep it; Refusal when anything about it is wrong.

    ``progress`` may raise ``Cancelled``: then nothing of the copy is kept.
    """
    if register.read_only:
        raise Refusal("登记簿是只读打开的，不能备份。", "请正常打开后再备份。")
    folder = folder_of(register.path)
    with _making:
        try:
            private.folder(folder)
            clear(folder)
            durable.require_room(folder, register.path.stat().st_size)
            made = _made(register, reason, progress)
        except (Cancelled, Refusal):
            clear(folder)
            raise
        except (OSError, dbapi2.Error) as error:
            clear(folder)
            why = disk_trouble(error)
            raise Refusal(f"备份没有做成：{why}。", f"请检查“{folder}”所在磁盘的空间和权限。") from error
        prune(folder)
    _log(register, made)
    return made


def make_if_changed(register: Register, reason: str, progress: Progress = SILENT) -> Backup | None:
    """A backup unless the newest one already holds the present records, users and settings, or nothing can change
    them here. Who only signed in, looked or printed changed nothing.
    """
    if register.read_only:
        return None
    newest = newest_of(register.path)
    with register.session():
        if newest is not None and newest.head == history.head(register.db) and not _managed_since(register, newest):
            return None
    return make(register, reason, progress)


def _managed_since(register: Register, newest: Backup) -> bool:
    """Whether a user, a password, the recovery sheet or a setting was changed after this backup."""
    if not register.db.table_exists("event"):
        return False
    end = Event.select(fn.coalesce(fn.max(Event.id), 0)).where(Event.hash == newest.log_head)
    return bool(Event.select().where(Event.action.in_(_MANAGING) & (Event.id > end)).exists())


def before_many(register: Register, count: int) -> None:
    """A backup before ``count`` records are changed at once, when they are many and it is not there yet."""
    if count >= _MANY:
        make_if_changed(register, BEFORE_BULK)


def owner_of(path: Path) -> Path:
    """The register a backup was made of, by where it lies; any other file is its own."""
    if path.parent.name.endswith(_FOLDER):
        return path.parent.with_name(path.parent.name.removesuffix(_FOLDER))
    return path


def folder_of(register: Path) -> Path:
    """Where the backups of a register lie, also when one of them is looked at."""
    own = owner_of(register)
    return own.with_name(own.name + _FOLDER)


def all_of(register: Path) -> list[Backup]:
    """All verified backups of the register at this path, newest first."""
    return listed(folder_of(register))


def newest_of(register: Path) -> Backup | None:
    """The newest verified backup of the register at this path; None when there is none."""
    return next(iter(all_of(register)), None)


def listed(folder: Path) -> list[Backup]:
    """The verified backups in a folder, newest first; descriptions that are damaged or no description are not."""
    with contextlib.suppress(OSError):
        found = [read(note) for note in folder.glob("*.json")]
        whole = [backup for backup in found if backup is not None and backup.path.is_file()]
        return sorted(whole, key=lambda backup: backup.path.name, reverse=True)
    return []


def read(note: Path) -> Backup | None:
    """The backup a description tells about; None when it cannot be understood."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        stored: dict[str, Any] = json.loads(note.read_text(encoding="utf-8"))
        counts = {str(title): int(count) for title, count in stored["counts"].items()}
        more = {name: str(stored.get(name, "")) for name in ("log_head", "sha256", "mark")}
        made = Backup(
            note.with_suffix(".hfp"), stored["at"], str(stored["reason"]), str(stored["head"]), counts, **more
        )
        return made if made.moment else None
    return None


def describe(backup: Backup) -> None:
    """Write the description beside the file it tells about."""
    note = {**asdict(backup), "path": backup.path.name}
    durable.write(json.dumps(note, ensure_ascii=False, indent=1), backup.path.with_suffix(".json"))


def prune(folder: Path) -> None:
    """Remove what the ladder of ages does not keep."""
    backups = listed(folder)
    kept = {one.path for one in ladder.kept(backups, datetime.now(), {BEFORE_UPGRADE}, {BEFORE_RESTORE})}
    for backup in backups:
        if backup.path not in kept:
            with contextlib.suppress(OSError):
                for path in (backup.path, keys.key_file(backup.path), backup.path.with_suffix(".json")):
                    path.unlink(missing_ok=True)


def clear(folder: Path) -> None:
    """Remove what a stopped backup left behind: unfinished files, and keys or descriptions that no file came to."""
    with contextlib.suppress(OSError):
        for rough in folder.glob(f"*{durable.PART}"):
            rough.unlink()
        for note in folder.glob("*.json"):
            if read(note) is not None and not note.with_suffix(".hfp").exists():
                note.unlink()
        for ring in folder.glob("*.hfp.keys"):
            if not ring.with_suffix("").exists():
                ring.unlink()


def _made(register: Register, reason: str, progress: Progress) -> Backup:
    moment = datetime.now()
    final = folder_of(register.path) / f"{moment:{_STAMP}}-{reason}.hfp"
    rough = final.with_suffix(durable.PART)
    with register.session():
        _copy(register, rough, progress)
    progress.step(1, 1, _CHECKING)
    held = _facts(register, rough)
    made = Backup(
        final,
        f"{moment:{history.MOMENT}}",
        reason,
        held.head,
        held.counts,
        held.log_head,
        durable.digest(rough),
        verifying.mark_of(register.key),
    )
    durable.put(keys.key_file(register.path), keys.key_file(final))
    describe(made)
    durable.place(rough, final)
    return made


def _facts(register: Register, rough: Path) -> verifying.Facts:
    """A copy that does not hold what it should tells of a damaged register, which is looked at when next opened."""
    try:
        return verifying.facts(rough, register.key)
    except Refusal:
        traces.suspect(register.path)
        raise Refusal(
            "备份没有通过校验，登记簿文件可能有损坏。",
            "请退出程序再重新打开，程序会检查登记簿，有损坏时提出用哪一份备份恢复。",
        ) from None


def _copy(register: Register, target: Path, progress: Progress) -> None:
    """One moment of the register: what is saved meanwhile does not begin the copy again."""
    private.reserve(target)
    copy = dbapi2.connect(str(target))
    try:
        copy.execute(f"PRAGMA key=\"x'{register.key.hex()}'\"")
        with register.db.atomic():
            register.db.execute_sql("SELECT count(*) FROM sqlite_master")
            register.db.connection().backup(copy, pages=_PAGES, progress=_teller(progress))
        copy.execute("PRAGMA journal_mode=delete")
    finally:
        copy.close()


def _teller(progress: Progress) -> Callable[[int, int, int], None]:
    return lambda _, remaining, total: progress.step(total - remaining, total + 1, _COPYING)


def _log(register: Register, made: Backup) -> None:
    with register.session():
        if made.reason not in UNLOGGED and register.db.table_exists("event"):
            log.note(register, log.Action.BACKUP, made.reason, detail={"file": made.path.name})
