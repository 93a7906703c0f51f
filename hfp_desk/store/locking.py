"""Only one program has a register open; whoever comes second is told who has it and since when."""

import contextlib
import errno
import json
import platform
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from hfp_desk import private
from hfp_desk.problems import Refusal

_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_FULL = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


class NotFree(Refusal):
    """The register cannot be taken for work now or here; it can be looked at."""


class OpenMark:
    """An operating-system lock that vanishes with the process, and a note saying who holds it."""

    def __init__(self, register: Path) -> None:
        self._register = register
        # Taken by the worker that opens, let go by whichever thread closes: the lock belongs to the process.
        # A lock that is only a file would stay behind after a crash, so a disk without real ones is refused.
        lock = register.with_name(register.name + ".lock")
        self._lock = FileLock(lock, timeout=0, thread_local=False, fallback_to_soft=False)
        self._note = register.with_name(register.name + ".open")

    @property
    def known(self) -> bool:
        """Whether this register was ever opened where it lies; backups and copies were not."""
        return Path(self._lock.lock_file).exists()

    @property
    def held_here(self) -> bool:
        """Whether the note says that a program on this computer has it open."""
        return self._read().get("computer") == platform.node()

    def take(self, user: str) -> None:
        """Hold the register; ``NotFree`` naming the holder when it is open elsewhere, or why it cannot be held."""
        try:
            self._lock.acquire()
            note = {"user": user, "computer": platform.node(), "since": f"{datetime.now():%Y-%m-%d %H:%M}"}
            private.write_text(self._note, json.dumps(note, ensure_ascii=False))
        except Timeout:
            raise NotFree(
                f"登记簿“{self._register.name}”{self._holder()}。",
                "请先在那里关闭，或等对方用完再打开；只是查看，可用“只读打开”。",
            ) from None
        except (OSError, NotImplementedError) as error:
            if self._lock.is_locked:
                with contextlib.suppress(OSError):
                    self._note.unlink(missing_ok=True)
            self._lock.release()
            raise self._unlockable(error) from None

    def release(self) -> None:
        """Let others open the register; nothing when it was not held."""
        if not self._lock.is_locked:
            return
        self._note.unlink(missing_ok=True)
        self._lock.release()

    def _unlockable(self, error: Exception) -> Refusal:
        folder, number = self._register.parent, error.errno if isinstance(error, OSError) else None
        if number in _FORBIDDEN:
            return NotFree(f"没有权限写入“{folder}”。", "请把登记簿放到可以写入的文件夹，或请管理员放开权限。")
        if number in _FULL:
            return NotFree("磁盘已满，登记簿没有打开。", "请清理磁盘空间后再打开；只是查看，可用“只读打开”。")
        return NotFree(
            f"“{folder}”所在的磁盘或共享文件夹不支持文件锁，几个人同时打开会损坏登记簿，所以没有打开。",
            "请把登记簿放到本机硬盘；只是查看，可用“只读打开”。",
        )

    def _holder(self) -> str:
        note = self._read()
        if note:
            return f"已由 {note['user']} 于 {note['since']} 在电脑“{note['computer']}”上打开"
        return "正被另一个程序打开"

    def _read(self) -> dict[str, str]:
        with contextlib.suppress(OSError, ValueError):
            note = json.loads(self._note.read_text(encoding="utf-8"))
            if isinstance(note, dict) and {"user", "since", "computer"} <= note.keys():
                return {name: str(value) for name, value in note.items()}
        return {}
