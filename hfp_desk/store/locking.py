"""Only one program has a register open; whoever comes second is told who has it and since when."""

import contextlib
import getpass
import json
import platform
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from hfp_desk.problems import Refusal


class OpenMark:
    """An operating-system lock that vanishes with the process, and a note saying who holds it."""

    def __init__(self, register: Path) -> None:
        self._register = register
        # Taken by the worker that opens, let go by whichever thread closes: the lock belongs to the process.
        self._lock = FileLock(register.with_name(register.name + ".lock"), timeout=0, thread_local=False)
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
        """Hold the register; Refusal naming the holder when it is open elsewhere."""
        try:
            self._lock.acquire()
        except Timeout:
            raise Refusal(
                f"登记簿“{self._register.name}”{self._holder()}。",
                "请先在那里关闭，或等对方用完再打开。",
            ) from None
        except OSError:
            raise Refusal(
                f"没有权限写入“{self._register.parent}”。",
                "请把登记簿放到可以写入的文件夹，或请管理员放开权限。",
            ) from None
        note = {
            "user": user,
            "computer": platform.node(),
            "account": getpass.getuser(),
            "since": f"{datetime.now():%Y-%m-%d %H:%M}",
        }
        self._note.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")

    def release(self) -> None:
        """Let others open the register; nothing when it was not held."""
        if not self._lock.is_locked:
            return
        self._note.unlink(missing_ok=True)
        self._lock.release()

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
