"""整村录入 by keys: Enter from cell to cell, grey suggestions, paste from WPS, one deed, nothing typed is lost."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hfp_desk.gate import QUERY
from hfp_desk.records import Doctor, ManagedCase
from hfp_desk.store import drafts, users_keeping
from hfp_desk.store.opening import Register
from tests.domain.listed import keep, village_of
from tests.domain.managed import case, visit
from tests.domain.staff import LAN, as_user
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key
from tests.ui.village_tables import DAY, at, cell, column, kept, opened, write
from ui import pages
from ui.pages.follow_ups_page import VILLAGE, FollowUpsPage
from ui.pages.village_visits_page import VillageVisitsPage
from ui.widgets.ask import Notice

PAGES: dict[str, Any] = {pages.VILLAGE_VISITS: VillageVisitsPage, pages.FOLLOW_UPS: FollowUpsPage}
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def two(register: Register) -> list[ManagedCase]:
    """Two people of a village under management for 高血压, one visited before."""
    doctor = keep(register, Doctor.new(name="刘英", village=village_of("临江镇")))
    found = [case(register, name, doctor=doctor, of={"birth": date(1970, 1, 1)}) for name in ("张兰", "赵敏")]
    visit(register, found[0], date(2020, 1, 6), systolic=150, diastolic=92, control="2")
    return found


@pytest.fixture
def page(clerk: Clerk, two: list[ManagedCase]) -> Iterator[Any]:
    yield opened(clerk)
    QGuiApplication.clipboard().clear()


def test_the_people_of_the_village_stand_with_their_last_values(page: Any) -> None:
    heads = [page.model.headerData(row, Qt.Orientation.Vertical) for row in range(2)]
    assert heads == ["张兰 50岁", "赵敏 50岁"]
    assert page.model.told(0, 0) == "01-06 150/92"
    assert page.model.told(0, 1) == "2020-01-20"
    assert page.body.foot.text() == "2 人"
    assert at(page) == (0, "visited_on")
    assert cell(page, 0, "visited_on") == "2020-03-01"


def test_a_row_is_typed_by_numbers_and_kept_with_what_is_suggested(
    clerk: Clerk, page: Any, two: list[ManagedCase]
) -> None:
    write(clerk, "", "", "158/96", "", "65", "", "1", "1")
    assert at(page) == (0, "control")
    assert (cell(page, 0, "systolic"), cell(page, 0, "diastolic"), cell(page, 0, "adherence")) == ("158", "96", "规律")
    assert (cell(page, 0, "control"), cell(page, 0, "next_on")) == ("控制不满意", "2020-03-15")
    assert page.model.value(0, column(page, "control")) == ""
    assert "1 满意" in page.notice.text()
    assert page.body.foot.text() == "2 人　未保存 1 人　建议未采用 1 人"
    clerk.press(Key.Key_D, CONTROL)
    assert page.model.value(0, column(page, "control")) == "2"
    clerk.press(Key.Key_F9)
    clerk.settle()
    found = kept()["张兰"]
    assert (found.systolic, found.diastolic, found.control, found.next_on) == (158, 96, "2", date(2020, 3, 15))
    assert (found.referred, found.mode, found.case, found.doctor_name) == (True, "2", two[0], "刘英")
    assert len(clerk.desk.done) == 1
    assert page.body.foot.text() == "2 人　当天已有 1"
    clerk.press(Key.Key_Z, CONTROL)
    clerk.settle()
    assert kept() == {}


def test_suggestions_that_were_not_taken_hold_the_first_save_back(clerk: Clerk, page: Any) -> None:
    write(clerk, "", "", "128/78")
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert kept() == {}
    assert page.notice.text().startswith("有 1 人的建议（灰色）还没有采用")
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert (kept()["张兰"].systolic, kept()["张兰"].control) == (128, "")


def test_the_row_with_the_cursor_alone_takes_its_suggestion(clerk: Clerk, page: Any) -> None:
    first = column(page, "systolic")
    page.model.write_all([(row, first + place, text) for row in (0, 1) for place, text in enumerate(("128", "78"))])
    page.table.go(1, first)
    clerk.press(Key.Key_F4)
    assert [page.model.value(row, column(page, "control")) for row in (0, 1)] == ["", "1"]
    assert page.model.waiting == [0]


def test_what_cannot_be_read_is_red_and_says_why(clerk: Clerk, page: Any) -> None:
    page.model.write(0, column(page, "systolic"), "40a")
    page.table.go(0, column(page, "systolic"))
    assert page.notice.text() == "“40a”不是整数。"
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert kept() == {}
    assert page.notice.text().startswith("有 1 格读不懂")
    clerk.press(Key.Key_F3)
    assert at(page) == (0, "systolic")


def test_an_error_is_shown_at_its_cell_and_kept_only_when_asked_again(clerk: Clerk, page: Any) -> None:
    write(clerk, "", "", "90/140")
    clerk.press(Key.Key_D, CONTROL)
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert kept() == {}
    assert "收缩压应高于舒张压" in page.notice.text()
    assert at(page) == (0, "systolic")
    clerk.press(Key.Key_S, CONTROL)
    clerk.settle()
    assert kept()["张兰"].systolic == 90


def test_a_block_from_wps_goes_from_the_cursor_on_or_by_name(clerk: Clerk, page: Any) -> None:
    page.table.go(0, column(page, "systolic"))
    QGuiApplication.clipboard().setText("128\t78\n142\t88\n")
    clerk.press(Key.Key_V, CONTROL)
    assert [cell(page, row, "systolic") for row in (0, 1)] == ["128", "142"]
    assert cell(page, 1, "control") == "控制不满意"
    QGuiApplication.clipboard().setText("赵敏\t3.2\t失访\n王芳\t3.2\t失访\n张兰\t2020-03-03\t\n")
    clerk.press(Key.Key_V, CONTROL)
    assert (cell(page, 1, "visited_on"), cell(page, 1, "state")) == ("2020-03-02", "失访")
    assert cell(page, 0, "visited_on") == "2020-03-03"
    assert "本村没有（或不止一个）：王芳" in page.notice.text()


def test_who_was_not_met_is_written_without_values(clerk: Clerk, page: Any) -> None:
    write(clerk, "", "2")
    page.table.go(0, column(page, "lost_reason"))
    write(clerk, "1")
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert (kept()["张兰"].state, kept()["张兰"].lost_reason, kept()["张兰"].systolic) == ("2", "1", None)


def test_a_death_ends_the_case_and_is_to_be_confirmed_on_the_person(clerk: Clerk, page: Any) -> None:
    write(clerk, "", "3")
    page.table.go(0, column(page, "died_on"))
    write(clerk, "20200228")
    clerk.press(Key.Key_F9)
    clerk.settle()
    case_of = kept()["张兰"].case
    assert (case_of.ends, case_of.person.died_on) == (date(2020, 2, 28), None)
    assert "请核实后在人员登记中填写" in clerk.shell.toast.text


def test_enter_goes_down_when_asked_to_and_stays_so(clerk: Clerk, page: Any) -> None:
    page.table.go(0, column(page, "systolic"))
    clerk.press(Key.Key_F6)
    write(clerk, "128", "130")
    assert at(page) == (0, "diastolic")
    assert [cell(page, row, "systolic") for row in (0, 1)] == ["128", "130"]
    assert page.way.text() == "回车向下"
    assert VillageVisitsPage(clerk.desk, clerk.office).table.downwards


def test_a_quick_hand_loses_no_cell(page: Any) -> None:
    page.table.go(0, column(page, "systolic"))
    for key in (Key.Key_1, Key.Key_2, Key.Key_8, Key.Key_Return, Key.Key_7, Key.Key_8, Key.Key_Return):
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            letter = chr(key.value) if key.value < 128 else "\r"
            QApplication.sendEvent(
                QApplication.focusWidget() or page.table, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
            )
    assert (cell(page, 0, "systolic"), cell(page, 0, "diastolic")) == ("128", "78")
    assert at(page) == (0, "weight")


def test_the_way_must_be_known_before_anything_is_kept(clerk: Clerk, page: Any) -> None:
    page.head.fields["mode"].editor.clear()
    page.table.setFocus()
    page.table.go(0, column(page, "systolic"))
    write(clerk, "128")
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert kept() == {}
    assert page.head.fields["mode"].advice.startswith("请先选随访方式")
    clerk.type("1")
    clerk.press(Key.Key_F9)
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert kept()["张兰"].mode == "1"


def test_another_disease_is_asked_about_when_something_is_not_kept(clerk: Clerk, page: Any) -> None:
    write(clerk, "", "", "128")
    clerk.press(Key.Key_G, CONTROL)
    clerk.press(Key.Key_Return)
    clerk.type("2")
    notice = page.findChild(Notice)
    notice.reject()
    assert page.head.fields["programme"].editor.text() == "高血压"
    assert cell(page, 0, "systolic") == "128"
    assert page.unsaved()
    page.head.begin("programme")
    clerk.type("2")
    page.findChildren(Notice)[-1].accept()
    clerk.settle()
    assert page.body.empty.sentence.endswith("2型糖尿病没有在管对象")


def test_a_village_that_was_not_saved_comes_back(clerk: Clerk, page: Any) -> None:
    write(clerk, "", "", "128/78")
    page.typing.keep()
    typed = drafts.left(clerk.office.register)
    assert typed is not None
    assert typed.title == VILLAGE
    page.model.show_rows(())
    page.head.put({"village": None, "programme": "", "visited_on": None, "mode": ""}, {})
    clerk.go(pages.FOLLOW_UPS, typed)
    clerk.settle()
    assert (page.head.head.programme, page.head.head.day, page.head.head.mode) == ("1", DAY, "2")
    assert cell(page, 0, "diastolic") == "78"
    assert page.unsaved()
    clerk.press(Key.Key_F9)
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert kept()["张兰"].systolic == 128
    assert drafts.left(clerk.office.register) is None


def test_nothing_is_written_before_it_is_saved(clerk: Clerk, page: Any) -> None:
    write(clerk, "", "", "128/78")
    assert kept() == {}
    assert page.back()
    page.findChildren(Notice)[-1].accept()
    clerk.settle()
    assert kept() == {}


def test_a_programme_has_its_own_columns(clerk: Clerk, register: Register, page: Any) -> None:
    case(register, "王芳", "3", restricted=True)
    page.head.put({"programme": "3"}, {})
    page.refresh()
    clerk.settle()
    assert {"danger", "insight", "mental_adherence", "stability"} <= set(page.model.names)
    assert "systolic" not in page.model.names
    assert [one.name for one in page.model.rows] == ["王芳"]


def test_a_village_of_many_is_kept_in_one_deed(clerk: Clerk, register: Register, two: list[ManagedCase]) -> None:
    many = [f"赵{number:03}" for number in range(60)]
    for name in many:
        case(register, name)
    page = opened(clerk)
    rows = len(page.model.rows)
    assert rows == 62
    first = column(page, "systolic")
    page.table.go(0, first)
    QGuiApplication.clipboard().setText("\n".join("128\t78" for _ in range(rows)))
    clerk.press(Key.Key_V, CONTROL)
    clerk.press(Key.Key_D, CONTROL)
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert len(kept()) == rows
    assert {one.control for one in kept().values()} == {"1"}
    assert len(clerk.desk.done) == 1


def test_who_only_looks_cannot_write(qtbot: QtBot, register: Register, two: list[ManagedCase]) -> None:
    users_keeping.add(register, "赵兰", (QUERY,), LAN)
    looking = Clerk(qtbot, as_user(register, "赵兰", LAN), PAGES)
    page = looking.go(pages.VILLAGE_VISITS, {"village": village_of("临江镇").id, "programme": "1", "visited_on": DAY})
    assert [page.model.headerData(row, Qt.Orientation.Vertical) for row in (0, 1)] == ["张○", "赵○"]
    page.table.setFocus()
    page.table.begin()
    for key in (Key.Key_1, Key.Key_Delete):
        looking.press(key)
    looking.press(Key.Key_D, CONTROL)
    assert not page.unsaved()
    looking.stop()
    looking.office.register.close()
