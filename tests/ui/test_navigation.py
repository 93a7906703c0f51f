"""The places at the left: each is reached by a key, and its button says which."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.fakes import Key, Memory, press
from ui import pages
from ui.desk import Desk, Heading
from ui.page import Page, PageEntry
from ui.pages.tabs import RETURN_TABS, PageTabs
from ui.widgets.navigation import Navigation

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


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


def test_the_pages_of_a_row_follow_each_other_by_keys(qtbot: QtBot, memory: Memory) -> None:
    desk = Desk(memory, Heading("", "", "", "李敏"))
    gone: list[str] = []
    desk.gone.connect(lambda page, _target: gone.append(page))
    made = PageTabs(desk, pages.RETURNS, RETURN_TABS)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    press(made, Key.Key_Tab, CONTROL)
    press(made, Key.Key_Backtab, CONTROL | SHIFT)
    assert gone == [pages.TARGET_BOARD, RETURN_TABS[-1][0]]
    assert made.tabText(made.currentIndex()) == "报表", "the page that is left keeps itself marked"
    desk.tasks.stop()
