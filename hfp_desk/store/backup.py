"""Backups that tell the truth: copied online, opened, checked and counted before they count as a backup.

A backup is the encrypted file, its wrapped keys and a small description, in ``<register>.backups``. It is written
under a temporary name, verified and only then renamed, so that a broken backup never looks like a good one.
"""

import contextlib
import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from peewee import DatabaseError, SqliteDatabase
from sqlcipher3 import dbapi2

from hfp_desk.problems import SILENT, Cancelled, Progress, Refusal
from hfp_desk.records import ALL
from hfp_desk.store import history, keys, tables
from hfp_desk.store.locking import OpenMark
from hfp_desk.store.opening import Register, connect

BEFORE_IMPORT, AT_EXIT, BY_HAND, BEFORE_RESTORE, BEFORE_UPGRADE = "导入前", "退出时", "手工备份", "恢复前", "升级前"
_STAMP = "%Y%m%dT%H%M%S%f"
_PAGES = 2048
_COPYING, _CHECKING = "正在复制", "正在校验"


@dataclass(frozen=True)
class Backup:
    """A verified backup: when and why it was made, what it holds, and the head of its history chain."""

    path: Path
    at: str
    reason: str
    head: str
    counts: Mapping[str, int]

    @property
    def moment(self) -> datetime:
        """When it was made."""
        return datetime.strptime(self.at, "%Y-%m-%d %H:%M:%S")


def make(register: Register, reason: str, progress: Progress = SILENT) -> Backup:
    """Copy the register as it is now, verify the copy and keep it; Refusal when anything about it is wrong.

    ``progress`` may raise ``Cancelled``: then nothing of the copy is kept.
    """
    folder = register.beside("backups")
    moment = datetime.now()
    final = _free_name(folder, f"{moment:{_STAMP}}-{reason}")
    rough = final.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _clear(folder)
        with register.session():
            _copy(register, rough, progress)
        progress.step(1, 1, _CHECKING)
        counts, head = _verified(rough, register.key)
        shutil.copy2(keys.key_file(register.path), keys.key_file(final))
        backup = Backup(final, f"{moment:%Y-%m-%d %H:%M:%S}", reason, head, counts)
        _describe(backup)
        rough.replace(final)
    except Cancelled:
        _clear(folder)
        raise
    except OSError as error:
        _clear(folder)
        raise Refusal(
            f"备份没有做成：{error.strerror or '磁盘不可写'}。", f"请检查“{folder}”所在磁盘的空间和权限。"
        ) from error
    _prune(register.path)
    return backup


def make_if_changed(register: Register, reason: str, progress: Progress = SILENT) -> Backup | None:
    """A backup unless the newest one already holds the present state."""
    newest = next(iter(all_of(register.path)), None)
    with register.session():
        if newest is not None and newest.head == history.head(register.db):
            return None
    return make(register, reason, progress)


def all_of(register: Path) -> list[Backup]:
    """All verified backups of the register at this path, newest first."""
    folder = register.with_name(f"{register.name}.backups")
    found = []
    for note in folder.glob("*.json"):
        stored = json.loads(note.read_text(encoding="utf-8"))
        path = note.with_suffix(".hfp")
        if path.is_file():
            found.append(Backup(path, stored["at"], stored["reason"], stored["head"], stored["counts"]))
    return sorted(found, key=lambda backup: backup.path.name, reverse=True)


def restore(register: Path, backup: Path, user: str, password: str) -> Path | None:
    """Put a backup in the register's place; where the present state was kept, None when there was none.

    The backup is opened and checked before it replaces anything. Refusal for a wrong password (the backup's own
    keys count), a damaged backup or a register that is open.
    """
    if not backup.is_file():
        raise Refusal(f"找不到备份“{backup.name}”。", "请在备份列表中重新选择。")
    key = keys.KeyRing.load(backup).unlock(user, password)
    _verified(backup, key)
    mark = OpenMark(register)
    mark.take(user)
    try:
        kept = _set_aside(register)
        if kept is not None:
            _list_set_aside(kept, key)
        _put(backup, register)
        _put(keys.key_file(backup), keys.key_file(register))
    finally:
        mark.release()
    return kept


def _copy(register: Register, target: Path, progress: Progress) -> None:
    target.unlink(missing_ok=True)
    copy = dbapi2.connect(str(target))
    try:
        copy.execute(f"PRAGMA key=\"x'{register.key.hex()}'\"")
        register.db.connection().backup(copy, pages=_PAGES, progress=_teller(progress))
    finally:
        copy.close()


def _teller(progress: Progress) -> Callable[[int, int, int], None]:
    return lambda _, remaining, total: progress.step(total - remaining, total + 1, _COPYING)


def _clear(folder: Path) -> None:
    """Remove what a stopped or interrupted backup left behind: only one program writes here at a time."""
    with contextlib.suppress(OSError):
        for rough in folder.glob("*.part"):
            rough.unlink()


def _verified(path: Path, key: bytes) -> tuple[dict[str, int], str]:
    """Row counts and chain head of a copy that passes the checks of integrity and links; Refusal otherwise."""
    db = connect(path, key)
    try:
        db.connect()
        db.execute_sql("PRAGMA journal_mode=delete")
        sound = db.execute_sql("PRAGMA integrity_check").fetchone()[0] == "ok"
        if not sound or db.execute_sql("PRAGMA foreign_key_check").fetchone():
            raise Refusal(f"备份“{path.stem}”没有通过校验。", "请换一个磁盘位置再备份，并尽快联系维护人员。")
        return _counts(db), history.head(db)
    except DatabaseError:
        raise Refusal(f"备份“{path.stem}”已损坏，读不出来。", "请改用更早的一份已校验备份。") from None
    finally:
        if not db.is_closed():
            db.close()


def _counts(db: SqliteDatabase) -> dict[str, int]:
    return {
        kind.title: int(
            db.execute_sql(f"SELECT count(*) FROM {tables.table(kind.model)} WHERE \"voided_at\"=''").fetchone()[0]
        )
        for kind in ALL
    }


def _describe(backup: Backup) -> None:
    note = {**asdict(backup), "path": backup.path.name}
    backup.path.with_suffix(".json").write_text(json.dumps(note, ensure_ascii=False, indent=1), encoding="utf-8")


def _set_aside(register: Path) -> Path | None:
    """Move the present register and its keys into the backup folder, whole or damaged as they are."""
    if not register.is_file():
        return None
    folder = register.with_name(f"{register.name}.backups")
    folder.mkdir(parents=True, exist_ok=True)
    kept = _free_name(folder, f"{datetime.now():{_STAMP}}-{BEFORE_RESTORE}")
    for suffix in ("-wal", "-shm"):
        side = register.with_name(register.name + suffix)
        if side.exists():
            side.replace(kept.with_name(kept.name + suffix))
    register.replace(kept)
    if keys.key_file(register).exists():
        keys.key_file(register).replace(keys.key_file(kept))
    return kept


def _list_set_aside(kept: Path, key: bytes) -> None:
    """Describe the state kept before a restore, so that it can be chosen again; a damaged one stays unlisted."""
    with contextlib.suppress(Refusal):
        counts, head = _verified(kept, key)
        _describe(Backup(kept, history.now(), BEFORE_RESTORE, head, counts))


def _put(source: Path, target: Path) -> None:
    rough = target.with_name(target.name + ".part")
    shutil.copy2(source, rough)
    rough.replace(target)


def _free_name(folder: Path, stem: str) -> Path:
    names = (stem if i == 1 else f"{stem}-{i}" for i in range(1, 1000))
    return next(folder / f"{name}.hfp" for name in names if not (folder / f"{name}.hfp").exists())


def _prune(register: Path) -> None:
    """Keep all of today, one a day for 14 days, a week for 8 weeks, a month for 24 months; upgrades for ever."""
    backups = all_of(register)
    kept = set(_ladder(backups, datetime.now()))
    for backup in backups:
        if backup.path not in kept:
            for path in (backup.path, keys.key_file(backup.path), backup.path.with_suffix(".json")):
                path.unlink(missing_ok=True)


def _ladder(backups: Iterable[Backup], today: datetime) -> Iterable[Path]:
    steps = (
        (timedelta(days=14), "%Y%m%d"),
        (timedelta(weeks=8), "%G%V"),
        (timedelta(days=731), "%Y%m"),
    )
    seen: set[str] = set()
    for backup in backups:
        made = backup.moment
        step = next((form for reach, form in steps if today - made <= reach), None)
        slot = f"{step}{made:{step}}" if step else ""
        always = backup.reason == BEFORE_UPGRADE or made.date() == today.date()
        if always or (step and slot not in seen):
            seen.add(slot)
            yield backup.path
