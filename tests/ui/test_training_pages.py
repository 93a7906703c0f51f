"""培训: by keys from the courses over what doctors owe to the cadres' rotation."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from python_calamine import CalamineWorkbook

from hfp_desk.records import Attendance, Course, Doctor
from hfp_desk.store import attending, keeping, settings, taking_back
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from tests.domain.staff import events
from tests.domain.trained import CHEN, ask_for_training, attends, cadre, course, doctor, silent, three_people
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key
from ui import pages
from ui.pages.attendances_page import AttendancesPage
from ui.pages.cadres_page import CadresPage
from ui.pages.courses_page import CoursesPage
from ui.pages.doctors_page import DoctorsPage
from ui.pages.jump import RecordTarget
from ui.pages.narrowing import DueOf, Narrow
from ui.pages.print_request import PrintRequest
from ui.pages.roll_page import RollPage
from ui.pages.training_due_page import TrainingDuePage

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
    ask_for_training(register)
    return three_people(register)


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
    attending.tick(due.office.register, spring.id, {(first.id, date(2019, 3, 11), "1"): "1"})
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


def test_the_list_leaves_as_it_is_seen_for_a_purpose(due: TrainingDuePage, clerk: Clerk, tmp_path: Path) -> None:
    due.open_figure("short")
    target = tmp_path / "达标.xlsx"
    due.out.write("上报培训情况", target)
    clerk.settle()
    head, *rows = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert head[2:6] == ["姓名", "执业机构", "次数", "天数"]
    assert [row[2:6] for row in rows] == [["刘英", "", "1", "2"]]
    (event,) = events(Action.EXPORT)
    assert event.reason == "上报培训情况"


def test_the_papers_of_the_year_are_offered(due: TrainingDuePage, clerk: Clerk) -> None:
    due.out.papers.actions()[0].trigger()
    page, asked = clerk.gone[-1]
    assert page == pages.PRINT
    assert isinstance(asked, PrintRequest)
    assert (asked.scope.since, asked.scope.until) == (date(2019, 1, 1), date(2019, 12, 31))


def test_the_year_goes_on_and_back_by_arrows(due: TrainingDuePage, clerk: Clerk) -> None:
    clerk.press(Key.Key_D, CONTROL)
    clerk.press(Key.Key_Down)
    clerk.settle()
    assert due.year.value == 2018
    clerk.press(Key.Key_Up)
    clerk.settle()
    assert due.year.value == 2019
    clerk.go(pages.TRAINING_DUE, DueOf(2017, Narrow((Doctor.get(Doctor.name == "刘英").id,), "未达标")))
    assert due.found is not None
    assert (due.found.year, set(cells(due))) == (2017, {"刘英"})


def test_where_the_policy_asks_nothing_it_is_said(clerk: Clerk, register: Register) -> None:
    doctor(register, "张兰")
    office = replace(clerk.office, policy=silent(clerk.office.policy))
    page = TrainingDuePage(clerk.desk, office)
    clerk.qtbot.addWidget(page)
    page.open_at(2019)
    page.show()
    clerk.qtbot.waitUntil(lambda: page.found is not None and not clerk.desk.busy)
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
    clerk.press(Key.Key_B, CONTROL)
    assert Attendance.select().where(Attendance.trainee.is_null()).count() == 1, "nobody to be tied to yet"
    appeared = doctor(register, "陈生", CHEN)
    clerk.desk.changed.emit({"doctor": frozenset({appeared.id})})
    clerk.settle()
    assert page.band.words()["linkable"] == "可与名册关联 1 条"
    clerk.press(Key.Key_B, CONTROL)
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
    rows = made.grid.rows
    assert rows is not None
    shown = {rows.cells(row)[0]: tuple(rows.cells(row)[2:5]) for row in range(len(rows))}
    assert shown == {"周正": ("已轮训", "2019-05-07", "轮训班"), "吴缺": ("未轮训", "", "")}
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
