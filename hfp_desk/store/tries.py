"""Wrong passwords and codes: each slows the next try down, and none is forgotten before it stands in the log.

Beside ``樟树.hfp`` lies ``樟树.hfp.tries`` until the next successful signing in: when, at which computer, for whom;
never what was typed. It survives the end of the program, so that starting again is no way round the wait. A damaged
file counts as three wrong tries: nobody is locked out for long, and the protection is not gone.
"""

import contextlib
import json
import math
import platform
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from hfp_desk import private
from hfp_desk.problems import Refusal
from hfp_desk.store.keys import WrongSecret

T = TypeVar("T")

_FREE = 3
_WAITS = (5, 15, 30, 60, 120, 240, 300)
_KEPT, _LONGEST_NAME = 100, 40
_BACKUPS = ".backups"


class MustWait(Refusal):
    """Too many wrong tries: ``seconds`` are left before the next one is looked at."""

    def __init__(self, failures: int, seconds: int) -> None:
        super().__init__(f"已连续输错 {failures} 次。", f"请等 {seconds} 秒再试；忘记密码可用恢复单打开。")
        self.failures = failures
        self.seconds = seconds


@dataclass(frozen=True)
class Try:
    """A wrong try: for whom, when (seconds since 1970), at which computer."""

    who: str
    at: float
    computer: str


@dataclass
class Tries:
    """The wrong tries of one register since the last successful signing in.

    ``row`` of them came one after another; ``forgotten`` is how many more there were than are kept.
    """

    path: Path
    failed: list[Try] = field(default_factory=list)
    row: int = 0
    forgotten: int = 0
    damaged: bool = False

    @classmethod
    def load(cls, register: Path) -> "Tries":
        """Read the file; one that cannot be understood counts as the tries after which waiting begins."""
        path = tries_file(register)
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            return _understood(path, stored)
        except FileNotFoundError:
            return cls(path)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls(path, [Try("", _changed(path), "")], _FREE, 0, damaged=True)

    @property
    def count(self) -> int:
        """How many wrong tries there were."""
        return len(self.failed) + self.forgotten

    def left(self) -> int:
        """Whole seconds to wait before the next try; when the clock was put back, counted from now."""
        pause = pause_after(self.row)
        if not pause or not self.failed:
            return 0
        last, now = self.failed[-1], time.time()
        if last.at > now:
            self.failed[-1] = last = replace(last, at=now)
            self._write()
        return max(0, math.ceil(pause - (now - last.at)))

    def fail(self, who: str) -> None:
        """One more wrong try."""
        self.row += 1
        self.failed.append(Try(who[:_LONGEST_NAME], time.time(), platform.node()))
        if len(self.failed) > _KEPT:
            self.forgotten += len(self.failed) - _KEPT
            self.failed = self.failed[-_KEPT:]
        self._write()

    def passed(self) -> None:
        """The right secret was given: nobody has to wait, but what failed before is still to be told."""
        if self.row:
            self.row = 0
            self._write()

    def clear(self) -> None:
        """Everything stands in the log now."""
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)

    def _write(self) -> None:
        """Where nothing can be written everything can be copied away: slowing down there would protect nothing."""
        content = {
            "format": 1,
            "row": self.row,
            "forgotten": self.forgotten,
            "damaged": self.damaged,
            "failed": [[one.who, one.at, one.computer] for one in self.failed],
        }
        rough = self.path.with_name(self.path.name + ".new")
        with contextlib.suppress(OSError):
            private.write_text(rough, json.dumps(content, ensure_ascii=False, indent=1))
            rough.replace(self.path)


def tries_file(register: Path) -> Path:
    """Where the wrong tries are kept; a register's backups count as the register itself."""
    if register.parent.name.endswith(_BACKUPS):
        register = register.parent.with_name(register.parent.name.removesuffix(_BACKUPS))
    return register.with_name(register.name + ".tries")


def pause_after(row: int) -> int:
    """Seconds to wait after so many wrong tries in a row: none after two, then 5, 15, 30 … up to five minutes."""
    return 0 if row < _FREE else _WAITS[min(row - _FREE, len(_WAITS) - 1)]


def guarded(register: Path, who: str, unlock: Callable[[], T]) -> T:
    """What ``unlock`` gives; a ``WrongSecret`` it raises is counted, ``MustWait`` when it is too early to try."""
    tries = Tries.load(register)
    left = tries.left()
    if left:
        raise MustWait(tries.row, left)
    try:
        found = unlock()
    except WrongSecret as wrong:
        tries.fail(who)
        wrong.failures, wrong.seconds = tries.row, tries.left()
        raise
    tries.passed()
    return found


def _understood(path: Path, stored: dict[str, Any]) -> Tries:
    failed = [Try(str(who), float(at), str(computer)) for who, at, computer in stored["failed"]]
    return Tries(path, failed, int(stored["row"]), int(stored["forgotten"]), bool(stored["damaged"]))


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return time.time()
