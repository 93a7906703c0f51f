"""Files that are whole or not there: written aside, forced to the disk, then renamed."""

import contextlib
import hashlib
import os
import shutil
from pathlib import Path

from hfp_desk import private
from hfp_desk.problems import SILENT, Progress, Refusal

PART = ".part"
"""What a file is called while it is written; whatever is called so later was never finished."""
_CHUNK = 1 << 20
_SPARE = 1 << 23


def sync(path: Path) -> None:
    """Wait until the content of a file lies on the disk."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def place(rough: Path, final: Path) -> None:
    """Give a finished file its name; after a power cut it is there under one of the two, and whole."""
    sync(rough)
    rough.replace(final)
    sync_folder(final.parent)


def put(source: Path, target: Path) -> None:
    """A copy of ``source`` at ``target``, never half of it."""
    rough = target.with_name(target.name + PART)
    private.copy(source, rough)
    place(rough, target)


def write(text: str, target: Path) -> None:
    """A text file, never half of it."""
    rough = target.with_name(target.name + PART)
    private.write_text(rough, text)
    place(rough, target)


def copied(source: Path, target: Path, progress: Progress = SILENT, note: str = "") -> str:
    """Copy a large file step by step; the SHA-256 of what was read."""
    total, done = source.stat().st_size, 0
    seen = hashlib.sha256()
    private.reserve(target)
    with source.open("rb") as reading, target.open("wb") as writing:
        while chunk := reading.read(_CHUNK):
            seen.update(chunk)
            writing.write(chunk)
            done += len(chunk)
            progress.step(done, total + 1, note)
        writing.flush()
        os.fsync(writing.fileno())
    return seen.hexdigest()


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def require_room(folder: Path, size: int) -> None:
    """Refusal when the disk has no room for ``size`` bytes more."""
    free = shutil.disk_usage(folder).free
    if free < size + _SPARE:
        raise Refusal(
            f"“{folder}”所在磁盘只剩 {free >> 20:,} MB，放不下这份备份（{(size >> 20) + 1:,} MB）。",
            "请清理磁盘，或换一个位置。",
        )


def sync_folder(folder: Path) -> None:
    """Have the name of a new file survive a power cut, where the system can (Windows sees to it by itself)."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
