"""What every test stands on: Qt without a screen, settings of its own, no window that waits for an answer."""

import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

# Before Qt is imported: no screen, and no remark about a runtime folder that a bare machine lacks.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="hfp-runtime-"))

import pytest
from hypothesis import HealthCheck, settings
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QInputDialog, QMessageBox

from hfp_desk.store import keys

settings.register_profile("here", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")

WAITING: tuple[tuple[type, tuple[str, ...]], ...] = (
    (QApplication, ("exec", "exec_")),
    (QDialog, ("exec", "exec_")),
    (QMessageBox, ("about", "aboutQt", "critical", "information", "question", "warning")),
    (QInputDialog, ("getDouble", "getInt", "getItem", "getMultiLineText", "getText")),
    (QFileDialog, ("getExistingDirectory", "getOpenFileName", "getOpenFileNames", "getSaveFileName")),
)


def _refuse(name: str) -> Callable[..., None]:
    def waits(*_: object, **__: object) -> None:
        raise AssertionError(f"{name} would wait for ever in a test: answer it with monkeypatch")

    return waits


@pytest.fixture(scope="session", autouse=True)
def _nothing_waits() -> Iterator[None]:
    """A window that waits for an answer fails the test instead of stopping the run."""
    with pytest.MonkeyPatch.context() as patch:
        for owner, names in WAITING:
            for name in names:
                patch.setattr(owner, name, _refuse(f"{owner.__name__}.{name}"), raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _cheap_keys() -> Iterator[None]:
    """Passwords of tests keep no secret: a key costs a twentieth (test_key_cost asks the program itself)."""
    with pytest.MonkeyPatch.context() as patch:
        for part, cheap in (("memory", 8192), ("passes", 1)):
            patch.setitem(keys.COST, part, cheap)
        yield


@pytest.fixture(autouse=True)
def settings_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's own folder for this test; the user's settings are never touched."""
    home = tmp_path / "settings"
    monkeypatch.setenv("HFP_DESK_HOME", str(home))
    return home
