"""A masked value is seen for a minute after its reason was given, and not a moment longer."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from hfp_desk.records import Event
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from tests.ui.clerk import Clerk, patient
from tests.ui.fakes import Key, press
from ui import pages
from ui.pages.people_page import PeoplePage
from ui.pages.person_page import PersonPage
from ui.pages.reveal_panel import SECONDS, RevealPanel

NUMBER, MASKED = "36098219590312752X", "360***********752X"
_CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def guest(qtbot: QtBot, register: Register) -> Iterator[Clerk]:
    entered = Clerk(qtbot, register, {pages.PEOPLE: PeoplePage})
    patient(entered)
    entered.stop()
    register.db.execute_sql('UPDATE "user" SET "roles"=\'query\'')
    made = Clerk(qtbot, register, {pages.PERSON: PersonPage, pages.PEOPLE: PeoplePage})
    yield made
    made.stop()


def panel(clerk: Clerk) -> RevealPanel:
    (found,) = [one for one in clerk.shell.window().findChildren(RevealPanel) if one.isVisible()]
    return found


def asked(clerk: Clerk, page: str = pages.PERSON, target: object = 1) -> RevealPanel:
    clerk.go(page, target)
    clerk.press(Key.Key_R, _CTRL)
    return panel(clerk)


def looks() -> list[tuple[str, object]]:
    return [(line.reason, line.detail) for line in Event.select().where(Event.action == Action.REVEAL)]


def test_enter_shows_the_number_and_the_minute_hides_it(guest: Clerk) -> None:
    found = asked(guest)
    assert found.which.currentText() == f"证件号码　{MASKED}"
    assert looks() == []
    press(found, Key.Key_Return)
    assert found.value.text() == NUMBER
    assert f"{SECONDS} 秒" in found.countdown.text()
    assert looks() == [("电话核实", {"field": "证件号码"})]
    for _ in range(SECONDS - 1):
        found.tick()
    assert (found.value.text(), found.countdown.text()) == (NUMBER, "1 秒后自动隐去")
    found.tick()
    assert found.value.text() == ""
    assert not found.isVisible()


def test_another_reason_is_to_be_written(guest: Clerk) -> None:
    found = asked(guest)
    found.reasons.setCurrentRow(found.reasons.count() - 1)
    found.confirm()
    assert found.other.hasFocus()
    assert looks() == []
    found.other.setText("信访答复")
    found.confirm()
    assert found.value.text() == NUMBER
    assert looks()[0][0] == "信访答复"


def test_a_revealed_value_is_copied_masked(guest: Clerk) -> None:
    found = asked(guest)
    found.confirm()
    press(found, Key.Key_C, _CTRL)
    assert QGuiApplication.clipboard().text() == MASKED


def test_leaving_the_page_hides_it(guest: Clerk) -> None:
    found = asked(guest)
    found.confirm()
    guest.go(pages.PEOPLE)
    assert guest.shell.window().findChildren(RevealPanel) == []


def test_a_window_that_is_covered_hides_it(guest: Clerk) -> None:
    found = asked(guest)
    found.confirm()
    guest.shell.hide()
    assert found.value.text() == ""


def test_in_a_list_the_row_under_the_cursor_is_asked_about(guest: Clerk) -> None:
    found = asked(guest, pages.PEOPLE, None)
    found.which.setCurrentIndex(found.which.findText("联系", Qt.MatchFlag.MatchContains) % found.which.count())
    found.confirm()
    assert found.value.text()
    assert len(looks()) == 1


def test_the_eye_at_the_number_asks_too(guest: Clerk) -> None:
    page = guest.go(pages.PERSON, 1)
    page.head.reveal.click()
    assert panel(guest).which.currentText() == f"证件号码　{MASKED}"


def test_whoever_sees_everything_has_nothing_to_ask_for(qtbot: QtBot, register: Register) -> None:
    clerk = Clerk(qtbot, register, {pages.PERSON: PersonPage})
    clerk.go(pages.PERSON, patient(clerk)).reveal()
    assert clerk.shell.window().findChildren(RevealPanel) == []
    clerk.stop()


def test_whoever_chose_so_sees_numbers_masked_on_the_screen(qtbot: QtBot, register: Register) -> None:
    entered = Clerk(qtbot, register, {pages.PERSON: PersonPage})
    person = patient(entered)
    entered.stop()
    register.db.execute_sql(
        'INSERT INTO "setting" ("owner","key","value") VALUES (?,?,?)', (register.user, "looks.discreet", '"1"')
    )
    clerk = Clerk(qtbot, register, {pages.PERSON: PersonPage, pages.PEOPLE: PeoplePage})
    page = clerk.go(pages.PERSON, person)
    assert (page.head.name.text(), page.head.number.text()) == ("李玥", MASKED)
    page.head.reveal.click()
    panel(clerk).confirm()
    assert panel(clerk).value.text() == NUMBER
    listed = clerk.go(pages.PEOPLE)
    assert NUMBER not in listed.grid.model.text(0)
    clerk.stop()
