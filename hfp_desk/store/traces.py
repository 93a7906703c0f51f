"""What a program leaves beside a register when it does not end by itself: the note who had it open, the log.

A backup that failed its checks leaves a trace too, so that the register is looked at when it is next opened.
"""

import contextlib
from pathlib import Path

from hfp_desk.problems import Refusal

_NOTE, _LOG, _SUSPECT = ".open", "-wal", ".suspect"


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


def clear(register: Path) -> None:
    """The register was looked at, or is there no more."""
    with contextlib.suppress(OSError):
        _beside(register, _SUSPECT).unlink(missing_ok=True)


def _beside(register: Path, ending: str) -> Path:
    return register.with_name(register.name + ending)
