"""The hands of a clerk before the desk."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from hfp_desk.store import opening
from hfp_desk.store.opening import Register
from tests.ui.conftest import PASSWORD, USER
from tests.ui.fakes import Key, in_front, press, write
from ui.front.card import FrontPage
from ui.front.recovery import RecoverPage
from ui.front.sign_in import SignInPage
from ui.pages import SETTINGS
from ui.program import Program


def seen(qtbot: QtBot, page: QWidget) -> None:
    """Put a page before the clerk."""
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    qtbot.waitUntil(lambda: in_front(page))
    page.setFocus()


def opened(qtbot: QtBot, page: SignInPage | RecoverPage) -> Register:
    """The register the page hands over after its button was pressed."""
    with qtbot.waitSignal(page.opened, timeout=10_000) as signal:
        page.go.click()
    assert signal.args is not None
    register: Register = signal.args[0]
    return register


def refused(qtbot: QtBot, page: FrontPage) -> str:
    """What the card says after its button was pressed in vain."""
    page.go.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not page.tasks.busy, timeout=10_000)
    return page.trouble.text


def type_in(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    write(line, text)
    press(line, Key.Key_Return)


def at_desk(program: Program, path: Path) -> Register:
    """Open a register and show its settings: the page that is always there."""
    register = opening.open_register(path, USER, PASSWORD)
    register.db.close()
    program.enter(register, SETTINGS, "about")
    return register
