"""What a program leaves beside a register when it does not end by itself: the note who had it open, the log.

A backup that failed its checks leaves a trace too, so that the register is looked at when it is next opened.
"""

import contextlib
import shutil
from pathlib import Path

from hfp_desk.problems import Refusal

_NOTE, _LOG, _SUSPECT = ".open", "-wal", ".suspect"
HELD = "-wal.held"
"""The log as it was found, until the register is known to be sound: opening a damaged one may do away with it."""


class Damaged(Refusal):
    """A register that cannot be read as it is: one of its backups is offered in its place."""

    def __init__(self, register: Path, sentence: str = "") -> None:
        super().__init__(sentence or f"登记簿“{register.name}”已损坏，密码是对的。", "请用最近一次已校验的备份恢复。")
        self.register = register


def left(register: Path) -> bool:
    """Whether the register was not closed as it should be; asked before it is opened."""
    with contextlib.suppress(OSError):
        log = _beside(register, _LOG)
        return any(_beside(register, end).exists() for end in (_NOTE, _SUSPECT)) or (
            log.exists() and log.stat().st_size > 0
        )
    return False


def suspect(register: Path) -> None:
    """Have the register looked at when it is next opened."""
    with contextlib.suppress(OSError):
        _beside(register, _SUSPECT).touch()


def suspected(register: Path) -> bool:
    """Whether a backup failed its checks: then every page is read, not only what hangs together."""
    return _beside(register, _SUSPECT).exists()


def hold(register: Path) -> None:
    """Keep the log as it was found; one that was kept before is the one to keep."""
    log, held = _beside(register, _LOG), _beside(register, HELD)
    with contextlib.suppress(OSError):
        if log.exists() and log.stat().st_size and not held.exists():
            shutil.copy2(log, held)


def clear(register: Path) -> None:
    """The register was looked at, or is there no more."""
    with contextlib.suppress(OSError):
        for ending in (_SUSPECT, HELD):
            _beside(register, ending).unlink(missing_ok=True)


def _beside(register: Path, ending: str) -> Path:
    return register.with_name(register.name + ending)
