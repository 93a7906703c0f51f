"""The window's tests: dressed as for a clerk, in memory only."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hfp_desk.store import keys, opening, setup
from hfp_desk.store.opening import Register
from tests.ui.clerk import Clerk
from tests.ui.fakes import Memory
from tests.ui.heard import Heard
from ui import entries, style
from ui.desk import Desk, Heading
from ui.main_window import MainWindow
from ui.office import Office
from ui.pages import SETTINGS
from ui.program import Program
from ui.tasks import Tasks

USER, PASSWORD = "李敏", "linjiang-2020"


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    style.apply(qapp, style.load()) if style.current() != style.load() or not qapp.styleSheet() else None


@pytest.fixture
def memory() -> Memory:
    return Memory()


@pytest.fixture(scope="session")
def register_made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A closed register of 樟树市 and its recovery code, made once."""
    path = tmp_path_factory.mktemp("register") / "樟树.hfp"
    register, code = setup.new_register(
        path,
        office="樟树市卫生健康委员会",
        county="360982",
        policy_name="zhangshu-2020",
        user=USER,
        password=PASSWORD,
    )
    register.close()
    return path, code


@pytest.fixture
def register_path(register_made: tuple[Path, str], tmp_path: Path) -> Path:
    """A closed register of this test's own."""
    made = register_made[0]
    for path in (made, keys.key_file(made)):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path / made.name


@pytest.fixture
def register(register_path: Path) -> Iterator[Register]:
    """That register, open in the window's thread."""
    opened = opening.open_register(register_path, USER, PASSWORD)
    yield opened
    if not opened.db.is_closed():
        opened.close()


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.stop()


@pytest.fixture
def office(register: Register) -> Office:
    return Office.of(register)


@pytest.fixture
def desk(memory: Memory, office: Office) -> Iterator[Desk]:
    made = Desk(memory, Heading("樟树市卫生健康委员会", "", "樟树市 2020", USER))
    yield made
    made.tasks.stop()


@pytest.fixture
def heard(desk: Desk) -> Heard:
    return Heard(desk)


@pytest.fixture
def settings_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk opens at its settings: what other pages do is proved by their own tests."""
    monkeypatch.setattr(entries, "_PLACES", tuple(place for place in entries._PLACES if place.key == SETTINGS))


@pytest.fixture
def program(qtbot: QtBot, settings_only: None) -> Iterator[Program]:
    window = MainWindow()
    qtbot.addWidget(window)
    made = Program(window)
    window.show()
    yield made
    if made.session is not None:
        made.session.stop()
        made.session.office.register.close()
    made.tasks.stop()


@pytest.fixture
def clerk(qtbot: QtBot, register: Register, request: pytest.FixtureRequest) -> Iterator[Clerk]:
    """A clerk at the pages that the module of the test names in ``PAGES``."""
    made = Clerk(qtbot, register, request.module.PAGES)
    yield made
    made.stop()
