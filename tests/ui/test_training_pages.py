"""培训: by keys from the course to the sheet of signatures, what doctors owe, the cadres' rotation."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTreeWidget
from pytestqt.qtbot import QtBot

from hfp_desk import papers
from hfp_desk.gate import QUERY
from hfp_desk.policy import load
from hfp_desk.records import Attendance, Course, Doctor, Presence
from hfp_desk.store import attending, figures, keeping, settings, taking_back, users_keeping
from hfp_desk.store.figures import Figure
from hfp_desk.store.opening import Register
from tests.domain.staff import LAN, as_user
from tests.domain.trained import CHEN, LIU, ZHANG, attends, cadre, course, doctor
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key
from ui import pages
from ui.pages.attendances_page import AttendancesPage
from ui.pages.cadres_page import CadresPage
from ui.pages.courses_page import CoursesPage
from ui.pages.doctors_page import DoctorsPage
from ui.pages.jump import RecordTarget
from ui.pages.narrowing import Narrow
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
    """Two days with three people of 临江镇, the first two of them doctors of the roster."""
    ask_for_training(register)
    found = course(register, "2019-03-11", "2019-03-12", name="规范培训")
    for name, number in (("张兰", ZHANG), ("刘英", LIU)):
        attends(register, found, doctor(register, name, number))
    attends(register, found, None, name="陈生", id_number=CHEN, unit="观上镇卫生院")
    return found


def ask_for_training(register: Register) -> None:
    """The office fills in what 樟树's document does not give."""
    edition = load("zhangshu-2020").editions[0]
    for name, figure in (
        ("doctor_trainings", Figure(Decimal(2))),
        ("doctor_training_weeks", Figure(Decimal(2))),
        ("secondment_months", Figure(Decimal(1))),
        ("secondment_years", Figure(None, Decimal(3), Decimal(5))),
    ):
        figures.fill(register, "zhangshu-2020", edition, name, figure)


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
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert Presence.select().count() == 6
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


@pytest.fixture
def due(spring: Course, clerk: Clerk, register: Register) -> TrainingDuePage:
    """张兰 was away in 2017 and in one more course, 刘英 never away and in service since 2001."""
    autumn = course(register, "2019-10-14", "2019-10-21", name="签约服务培训", kind="3")
    away = course(register, "2017-03-01", "2017-03-31", name="脱产进修", kind="6")
    for one in (autumn, away):
        attends(register, one, Doctor.get(Doctor.name == "张兰"))
    found: TrainingDuePage = clerk.go(pages.TRAINING_DUE)
    found.grid.setFocus()
    return found


def cells(page: TrainingDuePage) -> dict[str, tuple[str, ...]]:
    """By name: times, days, short by, reached, and the state of the next leave."""
    rows = page.grid.rows
    assert rows is not None
    keys = [column.key for column in rows.columns]
    wanted = [keys.index(key) for key in ("times", "days", "short_times", "short_days", "reached", "leave")]
    return {rows.cells(row)[2]: tuple(rows.cells(row)[at] for at in wanted) for row in range(len(rows))}


def test_each_doctor_s_year_stands_in_a_line(due: TrainingDuePage) -> None:
    assert due.year.value == 2019, "the year of the latest course"
    assert cells(due) == {
        "张兰": ("2", "10", "", "", "达标", "未到期"),
        "刘英": ("1", "2", "1", "8", "未达标", "已超期"),
    }
    told = due.band.words()
    assert told["short"] == "次数或天数未达标 1"
    assert told["times"] == "培训次数达标 1/2"
    assert not due.unjudged.isVisible()


def test_another_year_is_typed(due: TrainingDuePage, clerk: Clerk) -> None:
    clerk.press(Key.Key_D, CONTROL)
    clerk.type("2017")
    clerk.settle()
    assert due.found is not None
    assert due.found.year == 2017
    assert cells(due)["张兰"][:2] == ("0", "0")


def test_a_figure_opens_the_names_behind_it(due: TrainingDuePage, clerk: Clerk) -> None:
    clerk.press(Key.Key_T, CONTROL)
    for _ in range(list(due.band.words()).index("short")):
        clerk.press(Key.Key_Right)
    clerk.press(Key.Key_Space)
    assert set(cells(due)) == {"刘英"}
    assert "未达标" in due.narrow.words.text()
    due.band.press("short")
    assert set(cells(due)) == {"张兰", "刘英"}
    due.filters.set_values({"state": ("leave.overdue",)})
    due.filters.changed.emit(due.filters.values)
    assert set(cells(due)) == {"刘英"}


def test_enter_says_on_what_the_days_stand(due: TrainingDuePage, clerk: Clerk, spring: Course) -> None:
    first = Attendance.get(Attendance.course == spring)
    attending.tick(due._office.register, spring.id, {(first.id, date(2019, 3, 11), "1"): "1"})
    due.refresh()
    clerk.settle()
    clerk.press(Key.Key_Return)
    assert due.doctor.isVisible()
    assert due.doctor.lines[:3] == [
        "2019 年在岗培训 2 次 8.5 天，差 1.5 天",
        "规范培训 2019-03-11 至 2019-03-12　0.5 天（按签到）",
        "签约服务培训 2019-10-14 至 2019-10-21　8 天（按班期）",
    ]
    assert "上次进修 2017-03-31 结束" in due.doctor.lines[3]
    clerk.press(Key.Key_E, CONTROL)
    page, target = clerk.gone[-1]
    assert page == pages.DOCTORS
    assert isinstance(target, RecordTarget)


def test_the_ticked_doctors_are_put_into_a_course(due: TrainingDuePage, clerk: Clerk, register: Register) -> None:
    winter = course(register, "2019-12-02", "2019-12-04", name="冬季培训")
    clerk.press(Key.Key_A, CONTROL)
    clerk.press(Key.Key_F2)
    clerk.type("冬季")
    clerk.settle()
    assert isinstance(clerk.shell.page, RollPage)
    assert [line.name for line in clerk.shell.page.model.lines] == ["张兰", "刘英"]
    assert Attendance.select().where(Attendance.course == winter).count() == 2


def test_where_the_policy_asks_nothing_it_is_said(clerk: Clerk, register: Register) -> None:
    doctor(register, "张兰")
    page: TrainingDuePage = clerk.go(pages.TRAINING_DUE, 2019)
    assert page.unjudged.isVisible()
    assert cells(page)["张兰"] == ("0", "0", "", "", "未规定", "未规定")


def test_people_of_no_roster_are_told_and_tied_when_they_appear(
    clerk: Clerk, spring: Course, register: Register
) -> None:
    page: AttendancesPage = clerk.go(pages.ATTENDANCES)
    assert page.band.words() == {"loose": "名册外参训人员 1 人"}
    page.band.press("loose")
    clerk.settle()
    assert page.grid.rows is not None
    assert len(page.grid.rows) == 1
    clerk.press(Key.Key_L, CONTROL)
    assert Attendance.select().where(Attendance.trainee.is_null()).count() == 1, "nobody to be tied to yet"
    appeared = doctor(register, "陈生", CHEN)
    clerk.desk.changed.emit({"doctor": frozenset({appeared.id})})
    clerk.settle()
    assert page.band.words()["linkable"] == "可与名册关联 1 条"
    clerk.press(Key.Key_L, CONTROL)
    clerk.settle()
    assert Attendance.get(Attendance.name == "陈生").__data__["trainee"] == appeared.id
    assert not page.band.isVisible()


def test_the_rotation_says_who_is_missing(clerk: Clerk, register: Register) -> None:
    settings.put(settings.POLICY, "nanchang-2018")
    clerk.office = type(clerk.office).of(register)
    done, missing = cadre(register, "周正"), cadre(register, "吴缺")
    attends(register, course(register, "2019-05-06", "2019-05-07", name="轮训班", kind="1"), done, result="2")
    made = CadresPage(clerk.desk, clerk.office)
    clerk.qtbot.addWidget(made)
    made.show()
    clerk.qtbot.waitUntil(lambda: made.rotation is not None and not clerk.desk.busy)
    assert made.band.words() == {
        "cadres": "应轮训干部 2",
        "trained": "已轮训 1/2",
        "late": "逾期轮训 0",
        "missing": "未轮训 1",
    }
    assert "2019-12-31" in made.deadline.text()
    assert "1 人未轮训" in made.deadline.text()
    made.grid.select(done.id)
    assert made.told.text() == "周正：2019-05-07 轮训（轮训班），合格。"
    made.band.press("missing")
    clerk.qtbot.waitUntil(lambda: not clerk.desk.busy)
    assert made.grid.current_id() == missing.id
    assert made.narrow.narrow == Narrow((missing.id,), "未轮训")


def test_a_course_taken_back_leaves_the_list(clerk: Clerk, spring: Course, register: Register) -> None:
    page: CoursesPage = clerk.go(pages.COURSES)
    assert page.grid.rows is not None
    keeping.void(register, spring, "取消")
    clerk.desk.changed.emit({"course": frozenset({spring.id})})
    clerk.settle()
    assert len(page.grid.rows) == 0
    assert taking_back.latest(register) is not None
