"""Who answers for a return is typed beside it, shown over it and stands on what leaves; what went up keeps its own."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hfp_desk.gate import QUERY, Viewer
from hfp_desk.store import sending
from hfp_desk.store.opening import Register
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key
from tests.ui.own_returns import MARCH, people
from ui import pages
from ui.pages.ask_signers import AskSigners
from ui.pages.return_page import ReturnPage
from ui.return_target import ReturnTarget

PAGES = {pages.RETURN: ReturnPage}
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(register: Register, clerk: Clerk) -> ReturnPage:
    people(register, clerk)
    found: ReturnPage = clerk.go(pages.RETURN, MARCH)
    return found


def signed(clerk: Clerk, *names: str) -> None:
    clerk.press(Key.Key_I, CONTROL)
    clerk.type(*names)
    clerk.settle()


def test_names_are_typed_shown_and_printed(page: ReturnPage, clerk: Clerk, tmp_path: Path) -> None:
    signed(clerk, "张三", "李四", "王五", "0795-7330000")
    assert not page.window().findChildren(AskSigners)
    told = page.lines.facts.text()
    assert "单位负责人 张三　审核人 李四　填表人 王五" in told
    assert page.found is not None
    page.out.write_book(page.found, tmp_path / "a.xlsx")
    clerk.settle()
    cells = [str(cell.value or "") for row in load_workbook(tmp_path / "a.xlsx").worksheets[0] for cell in row]
    assert any("张三" in text for text in cells)
    clerk.press(Key.Key_I, CONTROL)
    panel = page.window().findChildren(AskSigners)[0]
    proposed = [line.text() for line in panel.lines.values()]
    assert proposed == ["张三", "李四", "王五", "0795-7330000"]
    clerk.press(Key.Key_Escape)
    assert "审核人 李四" in page.lines.facts.text()


def test_a_version_that_went_up_keeps_its_own(page: ReturnPage, clerk: Clerk, register: Register, qtbot: QtBot) -> None:
    assert page.found is not None
    sent = sending.send(register, page.found.definition, page.found.period, at="2020-03-26 09:00:00")
    signed(clerk, "张三")
    clerk.press(Key.Key_Escape)
    clerk.go(pages.RETURN, ReturnTarget("own_births", "2020-03", sent.id))
    assert "张三" not in page.lines.facts.text()
    with qtbot.waitSignal(clerk.desk.said) as said:
        clerk.press(Key.Key_I, CONTROL)
    assert "冻结" in said.args[0]
    assert not page.window().findChildren(AskSigners)


def test_who_may_not_enter_names_nobody(page: ReturnPage, clerk: Clerk, qtbot: QtBot) -> None:
    looker = ReturnPage(clerk.desk, replace(clerk.office, viewer=Viewer("赵兰", frozenset({QUERY}))))
    qtbot.addWidget(looker)
    looker.open_at(MARCH)
    clerk.settle()
    with qtbot.waitSignal(clerk.desk.said) as said:
        looker.more.actions()[-1].trigger()
    assert "录入" in said.args[0]
    assert not looker.window().findChildren(AskSigners)
