"""The program's own folder on this workstation: registers opened lately and how the window looks.

Nothing personal is kept here, and nothing the work depends on: a folder that cannot be written or a damaged file
only means that the program remembers nothing. ``HFP_DESK_HOME`` names another folder. Standard library and
platformdirs only, because the window waits for it at start-up.
"""

import contextlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

_LONGEST = 8
_FILE = "program.json"


@dataclass(frozen=True)
class Looks:
    """How the window looks on this workstation: ``light`` or ``dark``, ``normal`` or ``large``."""

    colours: str = "light"
    sizes: str = "normal"


def folder() -> Path:
    """Where the program keeps what belongs to the workstation."""
    named = os.environ.get("HFP_DESK_HOME")
    return Path(named) if named else user_data_path("HFP Desk", appauthor=False)


def recent() -> tuple[Path, ...]:
    """Registers opened lately that are still there, the last one first."""
    return tuple(path for path in _listed() if path.is_file())


def remember(register: Path) -> None:
    """Put a register at the head of the recent ones."""
    path = register.absolute()
    _keep("registers", [str(one) for one in (path, *(known for known in _listed() if known != path))][:_LONGEST])


def forget(register: Path) -> None:
    """Take a register off the list."""
    path = register.absolute()
    _keep("registers", [str(known) for known in _listed() if known != path])


def looks() -> Looks:
    """The chosen appearance."""
    stored = _read().get("looks")
    given = stored if isinstance(stored, dict) else {}
    return Looks(
        "dark" if given.get("colours") == "dark" else "light",
        "large" if given.get("sizes") == "large" else "normal",
    )


def set_looks(chosen: Looks) -> None:
    """Keep the chosen appearance."""
    _keep("looks", {"colours": chosen.colours, "sizes": chosen.sizes})


def _listed() -> list[Path]:
    stored = _read().get("registers")
    return [Path(line) for line in stored if isinstance(line, str)] if isinstance(stored, list) else []


def _read() -> dict[str, Any]:
    with contextlib.suppress(OSError, ValueError):
        stored = json.loads((folder() / _FILE).read_text(encoding="utf-8"))
        if isinstance(stored, dict):
            return stored
    return {}


def _keep(key: str, value: object) -> None:
    with contextlib.suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True)
        new = folder() / f"{_FILE}.new"
        new.write_text(json.dumps({**_read(), key: value}, ensure_ascii=False, indent=1), encoding="utf-8")
        new.replace(folder() / _FILE)
