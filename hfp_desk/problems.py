"""What can be wrong, in the words of the office.

A ``Problem`` is data to be corrected: it is returned and shown at the field, never raised. A ``Refusal`` is
an expected failure of a whole job: one sentence and what to do next. Anything else that is raised is a bug.
"""

import errno
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Severity(StrEnum):
    """How grave a problem is: an error keeps a row out, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Problem:
    """One thing to be corrected; ``row`` is Excel's own row number, 0 when the data came from elsewhere."""

    code: str
    severity: Severity
    message: str
    label: str = ""
    found: str = ""
    expected: str = ""
    sheet: str = ""
    row: int = 0


class Refusal(Exception):
    """A job that cannot be done: one Chinese sentence naming what was found and what to do next."""

    def __init__(self, sentence: str, advice: str = "") -> None:
        super().__init__(sentence + advice)
        self.sentence = sentence
        self.advice = advice


def disk_trouble(error: BaseException, otherwise: str = "磁盘不可写") -> str:
    """What the disk said, in the words of the office; the system says it in English."""
    return _DISK.get(getattr(error, "errno", None), otherwise)


_DISK: dict[int | None, str] = {
    errno.ENOENT: "文件夹或文件不存在",
    errno.ENOTDIR: "文件夹不存在",
    errno.EISDIR: "那里是一个文件夹",
    errno.EACCES: "没有权限，或文件正被别的程序使用",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "磁盘出错，可能已损坏或被拔出",
    errno.ENAMETOOLONG: "文件名太长",
}


class Cancelled(Exception):
    """The clerk stopped a running job; nothing of it was kept."""


class Progress(Protocol):
    """Told how far a long job is; may raise ``Cancelled``."""

    def step(self, done: int, total: int, note: str = "") -> None:
        """Report that ``done`` of ``total`` parts are finished."""
        ...


class _Silent:
    def step(self, done: int, total: int, note: str = "") -> None:
        """Nobody is watching."""


SILENT: Progress = _Silent()
