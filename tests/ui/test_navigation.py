"""The places at the left: each is reached by a key, and its button says which."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.fakes import Key, press
from ui.page import Page, PageEntry
from ui.widgets.navigation import Navigation

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


def test_every_place_has_a_key_that_its_button_names(qtbot: QtBot) -> None:
    names = [f"第{number}处" for number in range(1, 18)]
    made = Navigation([PageEntry(name, name, "list", lambda desk: Page(desk, "")) for name in names])
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    opened: list[str] = []
    made.chosen.connect(opened.append)
    for key, held in ((Key.Key_4, ALT), (Key.Key_0, ALT), (Key.Key_4, ALT | SHIFT)):
        press(made, key, held)
    assert opened == ["第4处", "第10处", "第14处"]
    hints = [one.toolTip() for one in made.findChildren(QPushButton)]
    assert (hints[3], hints[13]) == ("第4处（Alt+4）", "第14处（Alt+Shift+4）")
    assert len(set(hints)) == len(names)
