"""签到表: people × half days by keys, enrolment, results and certificates."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTreeWidget
from pytestqt.qtbot import QtBot

from hfp_desk import papers
from hfp_desk.gate import QUERY
from hfp_desk.records import Attendance, Course, Doctor, Presence
from hfp_desk.store import users_keeping
from hfp_desk.store.opening import Register
from tests.domain.staff import LAN, as_user
from tests.domain.trained import cadre, course, doctor, three_people
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key
from ui import pages
from ui.pages.attendances_page import AttendancesPage
from ui.pages.cadres_page import CadresPage
from ui.pages.courses_page import CoursesPage
from ui.pages.doctors_page import DoctorsPage
from ui.pages.print_request import PrintRequest
from ui.pages.roll_page import RollPage
from ui.pages.training_due_page import TrainingDuePage
from ui.widgets.ask import Notice

PAGES: dict[str, Any] = {
    pages.COURSES: CoursesPage,
    pages.ROLL: RollPage,
    pages.ATTENDANCES: AttendancesPage,
    pages.TRAINING_DUE: TrainingDuePage,
    pages.CADRES: CadresPage,
    pages.DOCTORS: DoctorsPage,
}

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def spring(register: Register) -> Course:
    return three_people(register)


@pytest.fixture
def roll(clerk: Clerk, spring: Course) -> RollPage:
    found: RollPage = clerk.go(pages.ROLL, spring.id)
    found.table.setFocus()
    return found


def signs(page: RollPage) -> list[str]:
    """The half days of each person, as shown."""
    model = page.model
    return [
        "".join(model.data(model.index(row, column)) or "·" for column in range(model.result))
        for row in range(model.rowCount())
    ]


def test_f6_opens_the_sheet_of_the_course_under_the_cursor(clerk: Clerk, spring: Course) -> None:
    clerk.go(pages.COURSES)
    clerk.press(Key.Key_F6)
    clerk.settle()
    page = clerk.shell.page
    assert isinstance(page, RollPage)
    assert page.name.text() == spring.name
    assert signs(page) == ["····", "····", "····"]
    assert page.model.headerData(1, Qt.Orientation.Horizontal) == "3月11日\n下午"
    assert "张兰" in page.model.headerData(0, Qt.Orientation.Vertical)
    clerk.press(Key.Key_Escape)
    clerk.settle()
    assert isinstance(clerk.shell.page, CoursesPage)


def test_marks_are_made_by_keys_and_kept_in_one_deed(roll: RollPage, clerk: Clerk, register: Register) -> None:
    clerk.press(Key.Key_A, CONTROL)
    clerk.press(Key.Key_Right)
    for _ in range(2):
        clerk.press(Key.Key_Space)
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_3)
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_4)
    clerk.press(Key.Key_Right)
    clerk.press(Key.Key_1)
    clerk.press(Key.Key_Delete)
    assert signs(roll) == ["√×··", "√假··", "√迟··"]
    assert "未保存 6 处" in roll.facts.text()
    assert not Presence.select().count()
    clerk.press(Key.Key_Z, CONTROL)
    assert roll.unsaved(), "nothing is taken back while marks wait to be kept"
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert Presence.select().count() == 6
    assert roll.table.spot == (2, 2), "the cursor stays where it was"
    assert "半天签到 4/6（66.7%）" in roll.facts.text()
    assert not roll.unsaved()
    clerk.press(Key.Key_Z, CONTROL)
    clerk.settle()
    assert signs(roll) == ["····", "····", "····"], "one deed, taken back at once"


def test_several_cells_are_marked_together_and_filled_down(roll: RollPage, clerk: Clerk) -> None:
    clerk.press(Key.Key_Right, SHIFT)
    clerk.press(Key.Key_Down, SHIFT)
    clerk.press(Key.Key_Space)
    assert signs(roll) == ["√√··", "√√··", "····"]
    clerk.press(Key.Key_Up)
    clerk.press(Key.Key_2)
    clerk.press(Key.Key_D, CONTROL)
    assert signs(roll) == ["√×··", "√×··", "·×··"]


def test_results_are_filled_and_certificates_numbered_from_the_first_asked_for(roll: RollPage, clerk: Clerk) -> None:
    for _ in range(4):
        clerk.press(Key.Key_Right)
    clerk.press(Key.Key_3)
    clerk.press(Key.Key_A, CONTROL)
    model = roll.model
    assert [model.data(model.index(row, 4)) for row in range(3)] == ["不合格", "合格", "合格"]
    clerk.press(Key.Key_B, CONTROL)
    assert QApplication.focusWidget() is roll.table, "what is marked is to be kept first"
    clerk.press(Key.Key_F9)
    clerk.settle()
    clerk.press(Key.Key_B, CONTROL)
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.text() == "2019001"
    clerk.type("樟卫培2019-08")
    clerk.settle()
    assert [line.certificate for line in roll.model.lines] == ["", "樟卫培2019-08", "樟卫培2019-09"]


def test_what_is_not_kept_is_asked_about_before_it_is_left(roll: RollPage, clerk: Clerk) -> None:
    clerk.press(Key.Key_Space)
    clerk.press(Key.Key_Escape)
    asked = roll.findChildren(Notice)[-1]
    assert "还没有保存" in asked.sentence
    asked.reject()
    assert clerk.shell.page is roll
    assert signs(roll)[0] == "√···"
    clerk.press(Key.Key_Escape)
    roll.findChildren(Notice)[-1].accept()
    clerk.settle()
    assert isinstance(clerk.shell.page, CoursesPage)
    assert not roll.unsaved()


def test_f7_offers_the_papers_of_this_course(roll: RollPage, clerk: Clerk, spring: Course) -> None:
    clerk.press(Key.Key_Space)
    clerk.press(Key.Key_F7)
    assert not roll.papers.isVisible(), "what is marked is to be kept first"
    for one in roll.papers.actions():
        one.trigger()
    asked = [target for page, target in clerk.gone if page == pages.PRINT]
    known = {form.name for form in papers.FORMS.values()}
    assert [one.scope.records for one in asked if isinstance(one, PrintRequest)] == [(spring.id,)] * 5
    assert {one.form for one in asked if isinstance(one, PrintRequest)} <= known


def test_f2_enrols_a_whole_township_at_once(clerk: Clerk, register: Register) -> None:
    for name, town in (("张兰", "临江镇"), ("刘英", "临江镇"), ("陈生", "昌傅镇")):
        doctor(register, name, town=town)
    cadre(register, "周正")
    empty = course(register, "2019-03-11", name="空班")
    page: RollPage = clerk.go(pages.ROLL, empty.id)
    assert "还没有人员" in page.empty.sentence
    clerk.press(Key.Key_F2)
    tree = QApplication.focusWidget()
    assert isinstance(tree, QTreeWidget)
    tops = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    assert [one.text(0) for one in tops if one] == ["临江镇　2 人", "昌傅镇　1 人", "健康扶贫干部"]
    clerk.press(Key.Key_Space)
    clerk.press(Key.Key_Return)
    clerk.settle()
    assert [line.name for line in page.model.lines] == ["张兰", "刘英"]
    assert {one.__data__["trainee"] for one in Attendance.select()} == {one.id for one in Doctor.select().limit(2)}


def test_who_may_only_look_marks_nothing(qtbot: QtBot, register: Register, spring: Course) -> None:
    users_keeping.add(register, "赵兰", (QUERY,), LAN)
    looked = as_user(register, "赵兰", LAN)
    clerk = Clerk(qtbot, looked, PAGES)
    page: RollPage = clerk.go(pages.ROLL, spring.id)
    page.table.setFocus()
    clerk.press(Key.Key_Space)
    clerk.press(Key.Key_A, CONTROL)
    assert signs(page) == ["····", "····", "····"]
    assert "张○" in page.model.headerData(0, Qt.Orientation.Vertical)
    assert not page.save_deed.isVisible()
    clerk.stop()
    looked.close()
