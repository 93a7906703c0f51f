"""Looking at a register without taking it: the file itself where that is safe, else a still copy of this moment.

A register on a share cannot be read while another computer writes it: its log wants memory both can see. The copy
lies with the temporary files, encrypted as it is, and is as true as the moment it was made.
"""

import contextlib
from pathlib import Path

from peewee import OperationalError, SqliteDatabase

from hfp_desk import private, scratch
from hfp_desk.problems import Refusal, disk_trouble
from hfp_desk.store import engine, migrating
from hfp_desk.store.locking import OpenMark

_TRIES = 5
_LOG_HEAD = 32  # of the write-ahead log: its two salts change whenever it begins anew


def log_of(register: Path) -> Path:
    """Where the write-ahead log of ``register`` lies while it is open."""
    return register.with_name(register.name + "-wal")


def seen(path: Path, key: bytes, mark: OpenMark) -> tuple[SqliteDatabase, Path | None]:
    """A connected database that cannot write, and the copy it reads if that is not the file itself.

    The file is read where nobody ever wrote it (a backup), or who does so sits at this computer.
    """
    mode = "" if mark.known or log_of(path).exists() else "immutable=1"
    if mark.held_here:
        mode = "mode=ro"
    if mode:
        db = engine.reading(f"{path.absolute().as_uri()}?{mode}", key)
        with contextlib.suppress(OperationalError):
            engine.require_readable(db, path)
            if not migrating.pending(db):
                _require_known(db)
                return db, None
        db.close()
    copy = still_copy(path)
    try:
        _settle(engine.connect(copy, key), path)
        db = engine.reading(f"{copy.as_uri()}?immutable=1", key)
        db.connect()
    except BaseException:
        scratch.wipe(copy)
        raise
    return db, copy


def still_copy(register: Path) -> Path:
    """Copy register and log as they were at one moment; Refusal when they never kept still or there is no room.

    The file first, the log after it: what is moved from the log into the file meanwhile is in the copied log too,
    as long as the log did not begin anew. Then the copy is made once more.
    """
    copy = scratch.fresh(register.name)
    try:
        for _ in range(_TRIES):
            before = _state(register)
            private.copy(register, copy)
            with contextlib.suppress(FileNotFoundError):
                private.copy(log_of(register), log_of(copy))
            if _state(register) == before:
                return copy
            log_of(copy).unlink(missing_ok=True)
    except OSError as error:
        scratch.wipe(copy)
        raise Refusal(
            f"登记簿“{register.name}”读不出来：{disk_trouble(error, '磁盘不可读')}。",
            "请检查网络、磁盘空间和权限后再试。",
        ) from error
    scratch.wipe(copy)
    raise Refusal(f"登记簿“{register.name}”正在大量写入，暂时不能只读打开。", "请等对方导入或保存完成后再试。")


def _state(register: Path) -> object:
    found = register.stat()
    return _log_head(register) or (found.st_size, found.st_mtime_ns)


def _log_head(register: Path) -> bytes:
    try:
        with log_of(register).open("rb") as stream:
            return stream.read(_LOG_HEAD)
    except FileNotFoundError:
        return b""


def _require_known(db: SqliteDatabase) -> None:
    try:
        migrating.require_known(db)
    except BaseException:
        db.close()
        raise


def _settle(db: SqliteDatabase, path: Path) -> None:
    """Bring a private copy to this program's tables and its log into the file."""
    try:
        engine.require_readable(db, path)
        migrating.require_known(db)
        migrating.migrate(db)
        db.execute_sql("PRAGMA journal_mode=delete")
    finally:
        db.close()
