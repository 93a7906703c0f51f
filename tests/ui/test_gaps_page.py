"""空白点: the states, and closing a gap by keys with day and evidence."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from hfp_desk.records import (
    GAP,
    Gap,
)
from hfp_desk.store.opening import Register
from tests.domain.clinics import arrangement, committee
from tests.ui.clerk import Clerk, kept
from tests.ui.fakes import Key
from tests.ui.villages import OPEN, focused
from ui import pages
from ui.page import Page
from ui.pages.ask_day import AskDay
from ui.pages.gaps_page import GapsPage
from ui.pages.print_request import PrintRequest

PAGES = OPEN
CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = date.today()


@pytest.fixture
def gaps(clerk: Clerk, register: Register) -> list[int]:
    """Three gaps: overdue, due in five days and covered by now, without a deadline."""
    made = []
    for number, (deadline, found) in enumerate(((TODAY - timedelta(1), 9), (TODAY + timedelta(5), 9), (None, 9))):
        days = {"found_on": TODAY - timedelta(found), "deadline": deadline}
        made.append(kept(clerk, GAP, {"village": committee(number).id, "kind": "3", **days}))
    arrangement(register, committee(1), "6", starts=TODAY - timedelta(3))
    return made


def column(page: Page, number: int) -> list[str]:
    grid = page.grid  # type: ignore[attr-defined]
    return [grid.model.text(row)[number] for row in range(len(grid.rows))]


def test_gaps_by_state_and_each_state_opens_its_gaps(clerk: Clerk, gaps: list[int]) -> None:
    page = clerk.go(pages.GAPS)
    words = page.band.words()
    assert (words["overdue"], words["within_10"], words["untouched"]) == ("超期 1", "10天内到期 1", "未整改 1")
    assert (words["closed"], words["closable"]) == ("已销号 0", "可以销号 1")
    clerk.press(Key.Key_T, CONTROL)
    clerk.press(Key.Key_Space)
    clerk.settle()
    assert column(page, 1) == [committee(0).name]
    assert "超期" in page.narrow.words.text()
    page.open_figure("overdue")
    clerk.settle()
    assert len(column(page, 1)) == 3
    assert not page.narrow.isVisible()


def test_a_gap_is_closed_by_keys_with_day_and_evidence(clerk: Clerk, gaps: list[int]) -> None:
    page = clerk.go(pages.GAPS)
    page.grid.select(gaps[1])
    clerk.press(Key.Key_B, CONTROL)
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Return)
    assert Gap.get_by_id(gaps[1]).closed_on is None
    assert "没有填写佐证材料" in said(page)
    focused().insert("公示照片 3 张")
    clerk.press(Key.Key_Return)
    clerk.settle()
    closed = Gap.get_by_id(gaps[1])
    assert (closed.closed_on, closed.evidence) == (TODAY, "公示照片 3 张")
    assert page.band.words()["closed"] == "已销号 1"
    assert page.band.words()["closable"] == "可以销号 0"
    clerk.press(Key.Key_Z, CONTROL)
    clerk.settle()
    assert Gap.get_by_id(gaps[1]).closed_on is None


def said(page: GapsPage) -> str:
    """What the open panel says is in the way."""
    return page.window().findChildren(AskDay)[-1].wrong.text()


def test_a_gap_that_nobody_covers_is_not_closed_and_the_panel_says_why(clerk: Clerk, gaps: list[int]) -> None:
    page = clerk.go(pages.GAPS)
    page.grid.select(gaps[0])
    clerk.press(Key.Key_B, CONTROL)
    clerk.press(Key.Key_Return)
    focused().insert("验收单")
    clerk.press(Key.Key_Return)
    assert "还没有消除空白点，不能销号" in said(page)
    assert Gap.get_by_id(gaps[0]).closed_on is None
    clerk.press(Key.Key_Escape)
    assert not any(panel.isVisible() for panel in page.window().findChildren(AskDay))
    assert page.grid.current_id() == gaps[0]


def test_the_village_of_a_gap_is_found_among_all_villages(clerk: Clerk, gaps: list[int]) -> None:
    page = clerk.go(pages.GAPS)
    page.grid.select(gaps[2])
    clerk.press(Key.Key_G, CONTROL)
    assert clerk.gone[-1] == (pages.COVERAGE, committee(2).id)


def test_the_ledger_is_printed_as_the_offices_own_paper(clerk: Clerk, gaps: list[int]) -> None:
    clerk.go(pages.GAPS)
    clerk.press(Key.Key_F7)
    asked = clerk.gone[-1][1]
    assert isinstance(asked, PrintRequest)
    assert asked.form == "gap-ledger"


def test_who_only_looks_closes_nothing(qtbot: QtBot, clerk: Clerk, register: Register, gaps: list[int]) -> None:
    register.db.execute_sql('UPDATE "user" SET "roles"=\'query\'')
    other = Clerk(qtbot, register, PAGES)
    page = other.go(pages.GAPS)
    assert "销号" not in {deed.text() for deed in page.deeds}
    other.press(Key.Key_B, CONTROL)
    assert not isinstance(QApplication.focusWidget(), QLineEdit)
    other.stop()
