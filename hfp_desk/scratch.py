"""Files that may live only as long as the program runs: papers looked at, receipts opened in a table program.

They hold personal data in the clear, so their folder is wiped at exit; what a killed program left behind is wiped
when the program is next started. A lock tells a running program's folder from a leftover.
"""

import atexit
import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from filelock import FileLock, Timeout

from hfp_desk import home, private


def claim() -> None:
    """Have libraries put their temporary files here too, and wipe what a killed program left behind.

    Writers of workbooks leave whole sheets in the system's own folder otherwise. Where this folder cannot be made they
    go on as usual: whoever needs it later says so.
    """
    with contextlib.suppress(OSError):
        tempfile.tempdir = str(_folder())


def fresh(name: str) -> Path:
    """A path for a new temporary file called ``name``, in a folder of its own."""
    return Path(tempfile.mkdtemp(dir=_folder())) / name


def wipe(path: Path) -> None:
    """Remove a temporary file with its folder; one still open elsewhere goes at exit."""
    shutil.rmtree(path.parent, ignore_errors=True)


@contextlib.contextmanager
def temporaries() -> Iterator[None]:
    """Libraries that write files of their own on the way write them here, too."""
    before, tempfile.tempdir = tempfile.tempdir, str(_folder())
    try:
        yield
    finally:
        tempfile.tempdir = before


def sweep() -> None:
    """Wipe what programs left behind that were killed; called when the program starts."""
    with contextlib.suppress(OSError):
        for left in list(_top().iterdir()):
            if left.is_dir():
                _wipe_left(left)


def _top() -> Path:
    return home.folder() / "temporary"


@cache
def _folder() -> Path:
    top = private.folder(_top())
    sweep()
    mine = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=top))
    lock = _lock(mine)
    lock.acquire()
    atexit.register(_wipe_mine, mine, lock)
    return mine


def _lock(folder: Path) -> FileLock:
    return FileLock(folder.with_suffix(".lock"), timeout=0, thread_local=False)


def _wipe_left(folder: Path) -> None:
    """Wipe the folder of a program that is no longer there."""
    lock = _lock(folder)
    with contextlib.suppress(Timeout, OSError):
        lock.acquire()
        _wipe_mine(folder, lock)


def _wipe_mine(folder: Path, lock: FileLock) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    lock.release()
    folder.with_suffix(".lock").unlink(missing_ok=True)
