"""Putting a finished file where somebody asked for it, in two steps between which it is logged.

``reserve`` makes sure beforehand that the place can be written, so that what is logged does happen; ``settle`` copies
the file beside its place and renames it: whoever looks sees the old file or the whole new one.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from hfp_desk.problems import Refusal, disk_trouble

_PART = ".part"


def reserve(target: Path) -> Path:
    """An empty file beside ``target``, which is proved to be replaceable; Refusal when anything stands in the way."""
    part = target.with_name(target.name + _PART)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.exists():
            with target.open("r+b"):
                pass  # a workbook that is open in Excel or WPS refuses this
        part.write_bytes(b"")
    except OSError as error:
        part.unlink(missing_ok=True) if part.parent.is_dir() else None
        raise _not_written(target, error) from error
    return part


def settle(finished: Path, part: Path, target: Path) -> None:
    """Put ``finished`` in the reserved place; Refusal, and nothing left behind, when the disk fails now."""
    try:
        with finished.open("rb") as source, part.open("wb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())
        part.replace(target)
    except OSError as error:
        raise _not_written(target, error) from error
    finally:
        part.unlink(missing_ok=True)


def _not_written(target: Path, error: OSError) -> Refusal:
    reason = disk_trouble(error)
    return Refusal(
        f"“{target.name}”没有写成：{reason}。", "请检查磁盘空间和权限；文件若已在 WPS 或别的程序中打开，请先关闭。"
    )
