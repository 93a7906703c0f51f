"""Putting a backup in the register's place: opened and checked before it replaces anything, and nothing is deleted.

The present state becomes a listed backup first. What cannot be read is moved to ``<register>.quarantine``, whole.
Nothing is played back from the log: every save is on the disk before it is confirmed, so an undamaged register has
them all, and of a damaged one only what a checked backup holds is trusted.
"""

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from peewee import SqliteDatabase

from hfp_desk import private
from hfp_desk.gate import ADMIN
from hfp_desk.problems import SILENT, Progress, Refusal, disk_trouble
from hfp_desk.store import backup, durable, keys, log, traces, unlocking, verifying
from hfp_desk.store.engine import connect
from hfp_desk.store.locking import OpenMark
from hfp_desk.store.opening import Register

_STAMP = "%Y%m%dT%H%M%S%f"
_PAGE = 512
_CODE = re.compile(r"[0-9A-Za-z]{4}(-[0-9A-Za-z]{4}){5}")
_SIDES = ("-wal", "-shm", "-journal", traces.HELD)
_COPYING, _CHECKING, _KEEPING = "正在放回备份", "正在校验备份", "正在保留现在的登记簿"


@dataclass(frozen=True)
class Restored:
    """What became of the state before: kept as a backup, moved away because it was unreadable, or there was none."""

    kept: Path | None = None
    quarantine: Path | None = None


def restore(
    register: Path,
    chosen: Path,
    user: str,
    password: str,
    *,
    by: str = "",
    reason: str = "",
    progress: Progress = SILENT,
) -> Restored:
    """Put the backup ``chosen`` in place, with ``user`` and password as they are in that backup.

    The code of the recovery sheet serves as a password, and whoever has it as an administrator.

    Refusal for a wrong password, a damaged backup, one of another register, a register that is open, and when
    ``by`` (who asks; else ``user``) does not administer the readable register that is to be replaced.
    """
    if not chosen.is_file():
        raise Refusal(f"找不到备份“{chosen.name}”。", "请在备份列表中重新选择。")
    key, by = unlocked(chosen, user, password, by)
    progress.step(0, 0, _CHECKING)
    held = verifying.facts(chosen, key)
    _require_ours(register, key)
    mark = OpenMark(register)
    register.parent.mkdir(parents=True, exist_ok=True)
    mark.take(by)
    traces.hold(register)
    try:
        before = _set_aside(register, key, by, progress)
        _put_in_place(chosen, register, progress)
        _bring_originals(chosen, register)
        traces.clear(register)
        _log(Register(register, connect(register, key), by, key, mark), chosen, reason, before, held)
    except OSError as error:
        raise Refusal(
            f"没有恢复成：{disk_trouble(error)}。", "原来的登记簿没有动；请检查磁盘空间和权限后再试。"
        ) from error
    finally:
        mark.release()
    return before


def unlocked(chosen: Path, user: str, secret: str, by: str = "") -> tuple[bytes, str]:
    """The key of a backup by a password of its time or by the recovery code, and who asks."""
    if _CODE.fullmatch(secret.strip()):
        return unlocking.by_code(chosen, secret), by or unlocking.RECOVERY_SHEET
    return unlocking.by_password(chosen, user, secret), by or user


def check(chosen: Path, user: str, password: str, progress: Progress = SILENT) -> None:
    """Refusal when this backup cannot be put in place by this user and password; nothing is touched."""
    key, _ = unlocked(chosen, user, password)
    progress.step(0, 0, _CHECKING)
    verifying.facts(chosen, key)


def quarantine(register: Path) -> Path:
    """Keep a register that cannot be read, with all that lies around it, where it can be looked into later.

    It stays in its place too until something better takes it: killed in between, the program finds it there.
    """
    folder = register.with_name(f"{register.name}.quarantine") / f"{datetime.now():{_STAMP}}"
    private.folder(folder)
    for path in (register.with_name(register.name + side) for side in ("", *_SIDES)):
        if path.exists():
            _keep(path, folder / path.name)
    for ring in (keys.key_file(register), keys.next_file(register)):
        if ring.exists():
            private.copy(ring, folder / ring.name)
    traces.clear(register)
    return folder


def _keep(path: Path, target: Path) -> None:
    """The same file under a second name; a copy where the disk knows no second names."""
    try:
        os.link(path, target)
    except OSError:
        private.copy(path, target)


def _require_ours(register: Path, key: bytes) -> None:
    known = {one.mark for one in backup.all_of(register) if one.mark}
    if register.is_file() and known and verifying.mark_of(key) not in known:
        raise Refusal(
            f"这份备份不是“{register.name}”的，是另一本登记簿的。", "请把它恢复到另一个文件夹，作为单独一本登记簿。"
        )


def _set_aside(register: Path, key: bytes, by: str, progress: Progress) -> Restored:
    if not register.is_file():
        return Restored()
    if register.stat().st_size < _PAGE:
        return Restored(quarantine=quarantine(register))
    present = Register(register, connect(register, key), by, key, OpenMark(register))
    try:
        with present.session():
            _require_admin(present.db, by)
            progress.step(0, 0, _KEEPING)
            made = backup.make(present, backup.BEFORE_RESTORE, progress)
            present.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        return Restored(kept=made.path)
    except verifying.HINDERED:
        raise _not_now(register) from None
    except verifying.UNREADABLE:
        return Restored(quarantine=quarantine(register))
    except Refusal:
        if _readable(register, key):
            raise
        return Restored(quarantine=quarantine(register))


def _require_admin(db: SqliteDatabase, user: str) -> None:
    if user == unlocking.RECOVERY_SHEET:
        return
    active = ' AND "active"' if "active" in {column.name for column in db.get_columns("user")} else ""
    row = db.execute_sql(f'SELECT "roles" FROM "user" WHERE "name"=?{active}', (user,)).fetchone()
    if row is None or ADMIN not in row[0].split(","):
        raise Refusal(f"{user}不是这本登记簿的管理员，不能用备份替换它。", "请由管理员恢复，或以只读方式查看备份。")


def _readable(register: Path, key: bytes) -> bool:
    """Whether the present file passes the checks: then a refusal was about something else."""
    db = connect(register, key)
    try:
        db.connect()
        return bool(db.execute_sql("PRAGMA quick_check").fetchone()[0] == "ok")
    except verifying.HINDERED:
        raise _not_now(register) from None
    except verifying.UNREADABLE:
        return False
    finally:
        db.close()


def _not_now(register: Path) -> Refusal:
    """The disk or another program stands in the way, which says nothing about the file."""
    return Refusal(f"“{register.name}”现在读不出来，没有恢复。", "请检查磁盘、网络和文件权限后再试。")


def _put_in_place(chosen: Path, register: Path, progress: Progress) -> None:
    """The keys go with the file they belong to: passwords are again those of that time."""
    rough = register.with_name(register.name + durable.PART)
    try:
        durable.require_room(register.parent, chosen.stat().st_size)
        if durable.copied(chosen, rough, progress, _COPYING) != durable.digest(rough):
            raise Refusal("写到磁盘上的内容与备份不一致。", "请检查磁盘，或换一个位置恢复。")
    except BaseException:
        rough.unlink(missing_ok=True)
        raise
    for side in _SIDES:
        register.with_name(register.name + side).unlink(missing_ok=True)
    durable.place(rough, register)
    durable.put(keys.key_file(chosen), keys.key_file(register))
    keys.next_file(register).unlink(missing_ok=True)


def _bring_originals(chosen: Path, register: Path) -> None:
    """Sealed originals and receipts of imports, from beside a backup that lies elsewhere."""
    if chosen.parent.suffix != ".backups" or chosen.parent == backup.folder_of(register):
        return
    there = chosen.parent.with_suffix(".imports")
    here = register.with_name(f"{register.name}.imports")
    for source in sorted(there.rglob("*.sealed")):
        target = here / source.relative_to(there)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            durable.put(source, target)


def _log(register: Register, chosen: Path, reason: str, before: Restored, held: verifying.Facts) -> None:
    detail = {
        "file": chosen.name,
        "kept": before.kept.name if before.kept else "",
        "quarantine": before.quarantine.name if before.quarantine else "",
        "head": held.head,
    }
    with register.session():
        if register.db.table_exists("event"):
            log.note(register, log.Action.RESTORE, chosen.stem, reason=reason, detail=detail)
        register.db.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
