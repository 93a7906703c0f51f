"""补填方式 by keys: ticked visits or a narrowed list, the number said first, one deed that goes back whole."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt

from hfp_desk.records import FollowUp
from hfp_desk.store.opening import Register
from tests.domain.managed import case, visit
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key
from ui import pages
from ui.pages.follow_ups_page import FollowUpsPage

PAGES: dict[str, Any] = {pages.FOLLOW_UPS: FollowUpsPage}
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(register: Register, clerk: Clerk) -> Any:
    """Three visits of 高血压 and one of 2型糖尿病; one of them was by telephone."""
    one, other = case(register, "张兰"), case(register, "王芳", "2")
    for day, mode in ((date(2019, 1, 20), ""), (date(2019, 4, 20), ""), (date(2019, 7, 20), "3")):
        visit(register, one, day, mode=mode)
    visit(register, other, date(2019, 2, 1), mode="")
    found = clerk.go(pages.FOLLOW_UPS)
    found.grid.setFocus()
    return found


def modes() -> list[str]:
    return [one.mode for one in FollowUp.select().order_by(FollowUp.id)]


def choose_home(clerk: Clerk, page: Any) -> None:
    clerk.settle()
    assert page.modes.isVisible()
    assert [entry.text() for entry in page.modes.actions()] == ["&1　门诊", "&2　家庭", "&3　电话"]
    page.modes.actions()[1].trigger()
    page.modes.close()


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_ticked_visits_are_filled_where_they_say_nothing_and_taken_back(clerk: Clerk, page: Any) -> None:
    clerk.press(Key.Key_A, CONTROL)
    clerk.press(Key.Key_F6)
    choose_home(clerk, page)
    clerk.type("已向村医核实")
    clerk.settle()
    assert modes() == ["2", "2", "3", "2"]
    assert not list(page.grid.ticked_ids())
    clerk.press(Key.Key_Z, CONTROL)
    clerk.settle()
    assert modes() == ["", "", "3", ""]


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_a_narrowed_list_is_filled_as_a_whole_and_its_number_said(clerk: Clerk, page: Any) -> None:
    page.open_at({"programme": ("1",)})
    clerk.settle()
    said: list[str] = []
    clerk.desk.said.connect(lambda told, *_: said.append(told))
    page.fill_modes()
    choose_home(clerk, page)
    assert any("3 条随访中有 2 次没有写方式" in one for one in said)
    clerk.type("已向村医核实")
    clerk.settle()
    assert modes() == ["2", "2", "3", ""]


def test_neither_ticked_nor_narrowed_nothing_is_asked(clerk: Clerk, page: Any) -> None:
    clerk.press(Key.Key_F6)
    clerk.settle()
    assert not page.modes.isVisible()
    assert modes() == ["", "", "3", ""]
