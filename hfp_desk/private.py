"""Files and folders for nobody but the account they belong to, whatever the machine's habits (umask) are.

On Windows the modes mean nothing: there the folder of the user's profile keeps others out.
"""

import contextlib
import shutil
from pathlib import Path

_FILE, _FOLDER = 0o600, 0o700


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file of the owner's alone."""
    reserve(path)
    path.write_bytes(content)


def write_text(path: Path, text: str) -> None:
    """Write a text of the owner's alone, in UTF-8."""
    write_bytes(path, text.encode())


def copy(source: Path, target: Path) -> None:
    """Copy a file's content into one of the owner's alone."""
    reserve(target)
    shutil.copyfile(source, target)


def reserve(path: Path) -> None:
    """Make an empty file before a library makes it open to all; one that is there is closed to others."""
    path.touch(mode=_FILE)
    with contextlib.suppress(OSError):
        path.chmod(_FILE)


def folder(path: Path) -> Path:
    """Make a folder of the owner's alone, those above it too where they are missing; one that is there stays as it is.

    Whoever shares a folder on purpose has set its mode himself.
    """
    if not path.exists():
        if not path.parent.exists():
            folder(path.parent)
        path.mkdir(mode=_FOLDER, exist_ok=True)
    return path
