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
from threading import Lock
from typing import Any

from platformdirs import user_data_path

from hfp_desk import private

_LONGEST, _MOST_DAYS = 8, 365
_FILE = "program.json"
_SECOND, _CARE = "second", "care"
_keeping = Lock()


@dataclass(frozen=True)
class Looks:
    """How the window looks on this workstation: ``light`` or ``dark``, ``normal`` or ``large``."""

    colours: str = "light"
    sizes: str = "normal"


@dataclass(frozen=True)
class Second:
    """The second place for a register's backups as this workstation knows it.

    ``at`` is the moment of the newest backup that was proved to lie there; ``trouble`` why the last copy failed.
    """

    folder: Path
    at: str = ""
    trouble: str = ""


@dataclass(frozen=True)
class Care:
    """After how many days without a new backup here and at the second place a warning is shown."""

    local: int = 3
    second: int = 7


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


def second(register: Path) -> Second | None:
    """The second place for the backups of a register; None when none is chosen."""
    given = _seconds().get(str(register.absolute()))
    if isinstance(given, dict) and isinstance(given.get("folder"), str):
        return Second(Path(given["folder"]), str(given.get("at", "")), str(given.get("trouble", "")))
    return None


def keep_second(register: Path, chosen: Second | None) -> None:
    """Remember the second place of a register and what is known about it, or that there is none."""
    rest = {path: given for path, given in _seconds().items() if path != str(register.absolute())}
    if chosen is not None:
        rest[str(register.absolute())] = {
            "folder": str(chosen.folder),
            "at": chosen.at,
            "trouble": chosen.trouble,
        }
    _keep(_SECOND, rest)


def care() -> Care:
    """When to warn about old backups."""
    stored = _read().get(_CARE)
    given = stored if isinstance(stored, dict) else {}
    return Care(_days(given.get("local"), Care.local), _days(given.get("second"), Care.second))


def set_care(chosen: Care) -> None:
    """Keep when to warn."""
    _keep(_CARE, {"local": chosen.local, "second": chosen.second})


def _seconds() -> dict[str, Any]:
    stored = _read().get(_SECOND)
    return stored if isinstance(stored, dict) else {}


def _days(given: object, usual: int) -> int:
    return given if isinstance(given, int) and 1 <= given <= _MOST_DAYS else usual


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
    with contextlib.suppress(OSError), _keeping:
        private.folder(folder())
        new = folder() / f"{_FILE}.new"
        private.write_text(new, json.dumps({**_read(), key: value}, ensure_ascii=False, indent=1))
        new.replace(folder() / _FILE)
