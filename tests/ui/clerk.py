"""A clerk at a desk: pages over a real register, filled in by keys alone."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from hfp_desk.records import DIAGNOSIS, HOUSEHOLD, IDENTITY, PERSON, SETTLEMENT, TREATMENT, Place
from hfp_desk.store import entering
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register
from tests.ui.fakes import Key, Memory, press, write
from ui.desk import Desk, Heading
from ui.office import Office
from ui.page import Page, PageEntry
from ui.shell import Shell

SECONDS = 15_000


def _built(made: Callable[[Desk, Office], Page], office: Office, desk: Desk) -> Page:
    return made(desk, office)


class Clerk:
    """Owns the shell with the pages given, and waits for the worker after each deed."""

    def __init__(self, qtbot: QtBot, register: Register, pages: dict[str, Callable[[Desk, Office], Page]]) -> None:
        self.qtbot = qtbot
        self.office = Office.of(register)
        self.desk = Desk(Memory(), Heading("樟树市卫生健康委员会", "", "", register.user))
        self.failures: list[BaseException] = []
        self.gone: list[tuple[str, object]] = []
        self.desk.failed.connect(self.failures.append)
        self.desk.gone.connect(lambda page, target: self.gone.append((page, target)))
        entries = [PageEntry(key, key, "list", partial(_built, made, self.office)) for key, made in pages.items()]
        self.shell = Shell(self.desk, entries, lambda _text: ())
        self.shell.resize(1280, 720)
        qtbot.addWidget(self.shell)
        self.shell.show()
        qtbot.waitExposed(self.shell)

    def go(self, page: str, target: object = None) -> Any:
        """Open a page and wait until it shows what it has."""
        self.shell.go(page, target)
        self.settle()
        return self.shell.page

    def settle(self) -> None:
        """Wait for the worker and for the short pauses of the open page."""
        self.qtbot.waitUntil(self._calm, timeout=SECONDS)
        assert not self.failures, [repr(problem) for problem in self.failures]

    def _calm(self) -> bool:
        timers = self.shell.page.findChildren(QTimer) if self.shell.page is not None else []
        return not self.desk.busy and not any(timer.isActive() and timer.isSingleShot() for timer in timers)

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """A key, where the cursor is."""
        press(self.shell, key, *modifiers)

    def type(self, *texts: str) -> None:
        """Each text into its field, Enter after each; an empty one is passed over."""
        for text in texts:
            focus = QApplication.focusWidget()
            assert focus is not None
            if text and isinstance(focus, QLineEdit):
                focus.selectAll()
            if text:
                write(focus, text)
            self.press(Key.Key_Return)

    def stop(self) -> None:
        """Let the worker go."""
        self.desk.stop()


def kept(clerk: Clerk, kind: Any, values: dict[str, Any]) -> int:
    """A record put into the register by the store."""
    return entering.keep(clerk.office.register, clerk.office.policy, [Draft(kind, values)]).ids[0]


def village(town: str = "临江镇") -> Place:
    """A village of a township."""
    found: Place = Place.get(Place.parent == Place.get((Place.name == town) & (Place.level == "4")))
    return found


def patient(clerk: Clerk, name: str = "李玥", number: str = "36098219590312752X", town: str = "临江镇") -> int:
    """An invented person of a township with household, identity, disease, stay and bill."""
    place = village(town)
    home = kept(clerk, HOUSEHOLD, {"number": f"36098{number[-4:]}", "head_name": name, "village": place.id})
    who = {"name": name, "id_number": number, "village": place.id, "household": home, "relation": "02"}
    person = kept(clerk, PERSON, who)
    kept(clerk, IDENTITY, {"person": person, "kind": "01", "starts": "2014"})
    kept(clerk, DIAGNOSIS, {"person": person, "disease": "肺癌", "batch_class": "1", "verify_state": "2"})
    days = {"admitted": date(2020, 3, 2), "discharged": date(2020, 3, 12)}
    stay = Draft(TREATMENT, {"person": person, "disease": "肺癌", "hospital": "樟树市人民医院", **days})
    bill = Draft(SETTLEMENT, {"total": Decimal(1000), "basic": Decimal(900), "own_share": Decimal(100)})
    entering.keep(clerk.office.register, clerk.office.policy, [stay, bill])
    return person
