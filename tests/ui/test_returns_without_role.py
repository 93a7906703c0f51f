"""Somebody without any role is told no figure of a return, a goal or a trend; each page says why."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hfp_desk.problems import Refusal
from hfp_desk.records import User
from hfp_desk.returns import periods
from hfp_desk.store import (
    collecting_state,
    report_figures,
    return_checks,
    return_differences,
    return_standing,
    returns,
    sending,
    target_board,
)
from hfp_desk.store.opening import Register
from hfp_desk.store.users import viewer
from tests.domain.listed import person
from tests.ui.own_returns import MARCH, lay
from ui import pages
from ui.main_window import MainWindow
from ui.page import Page
from ui.session import Session

DAY, WHY = date(2020, 3, 25), "您没有任何角色"


@pytest.fixture
def sent(register: Register) -> int:
    """A return that went up while its user still had a role."""
    lay(register)
    person(register, "王小兰")
    definition = returns.named(register, MARCH.name)
    number = sending.send(register, definition, periods.period(definition, MARCH.period)).id
    with register.session():
        User.update(roles="").execute()
    return number


def test_no_figure_is_counted_or_given_again(register: Register, sent: int) -> None:
    definition = returns.named(register, MARCH.name)
    period = periods.period(definition, MARCH.period)
    nobody = viewer(register)
    assert not nobody.roles
    table = sending.frozen(sent)
    asked = (
        lambda: returns.counted(register, definition, period),
        lambda: returns.counted_all(register, DAY),
        lambda: returns.members(register, nobody, definition, period, 0, "people"),
        lambda: return_checks.checked(register, table),
        lambda: return_standing.standings(register, DAY),
        lambda: return_differences.differences(register, nobody, sent),
        lambda: return_differences.changed_all(register, (sent,)),
        lambda: sending.frozen_members(register, nobody, sent, 0, "people"),
        lambda: target_board.board(register, DAY),
        lambda: report_figures.gathered(register, (MARCH.name,), period, {}),
        lambda: collecting_state.standing(register, definition, period, DAY),
    )
    for ask in asked:
        with pytest.raises(Refusal, match=WHY):
            ask()


def test_each_page_says_why(qtbot: QtBot, register: Register, sent: int) -> None:
    window = MainWindow()
    qtbot.addWidget(window)
    session = Session(window, register)
    window.show()
    for page, target in (
        (pages.RETURN, MARCH),
        (pages.TARGET_BOARD, DAY),
        (pages.COLLECTED, None),
        (pages.WORKBENCH, None),
    ):
        session.open(page, target)
        qtbot.waitUntil(lambda: not session.desk.busy, timeout=20_000)
        assert any(WHY in text for text in _middle(window)), page
    session.stop()


def _middle(window: MainWindow) -> Iterator[str]:
    """What is read in the pages; the passing notes lie over them."""
    return (one.text() for page in window.findChildren(Page) for one in page.findChildren(QLabel) if one.isVisible())
