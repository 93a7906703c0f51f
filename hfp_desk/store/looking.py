"""A still copy of a register that another program may be writing at this moment, to be looked at in its stead.

A register on a share cannot be read while another computer writes it: its log wants memory both can see. The copy
lies with the temporary files, encrypted as it is, and is as true as the moment it was made.
"""

import contextlib
from pathlib import Path

from hfp_desk import private, scratch
from hfp_desk.problems import Refusal

_TRIES = 5
_LOG_HEAD = 32  # of the write-ahead log: its two salts change whenever it begins anew


def log_of(register: Path) -> Path:
    """Where the write-ahead log of ``register`` lies while it is open."""
    return register.with_name(register.name + "-wal")


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
            f"登记簿“{register.name}”读不出来：{error.strerror or '磁盘不可读'}。", "请检查网络、磁盘空间和权限后再试。"
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
