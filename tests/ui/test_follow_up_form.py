"""The form of a visit by keys: sections by programme, the last values beside, the suggestion taken by one key."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hfp_desk.gate import QUERY
from hfp_desk.records import Doctor, FollowUp, ManagedCase
from hfp_desk.store import users_keeping
from hfp_desk.store.opening import Register
from tests.domain.listed import keep
from tests.domain.managed import case, visit
from tests.domain.staff import LAN, as_user
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key, write
from ui import pages
from ui.pages.ask_fields import AskFields
from ui.pages.cases_page import CasesPage
from ui.pages.follow_ups_page import FollowUpsPage
from ui.pages.leaves_page import LeavesPage
from ui.pages.print_request import PrintRequest

PAGES: dict[str, Any] = {
    pages.FOLLOW_UPS: FollowUpsPage,
    pages.CASES: CasesPage,
    pages.LEAVES: LeavesPage,
}
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def managed(register: Register) -> ManagedCase:
    """Somebody of fifty under management for 高血压, whose last pressure was too high."""
    found = case(register, "张兰", of={"birth": date(1970, 1, 1)})
    visit(register, found, date(2020, 1, 6), systolic=150, diastolic=92, weight=65, control="2", doctor_name="刘英")
    return found


@pytest.fixture
def page(clerk: Clerk, managed: ManagedCase) -> Any:
    return clerk.go(pages.FOLLOW_UPS)


def begin(clerk: Clerk, name: str = "张兰") -> None:
    """F2, and the name taken from the list."""
    clerk.press(Key.Key_F2)
    clerk.settle()
    focus = QApplication.focusWidget()
    assert focus is not None
    write(focus, name)
    clerk.press(Key.Key_Return)
    clerk.settle()


def measure(clerk: Clerk, page: Any, high: str, low: str) -> None:
    page.panel.form.focus("visited_on")
    clerk.type("2020-03-01", "2")
    page.panel.form.focus("systolic")
    clerk.type(high, low)
    clerk.settle()


def test_the_only_programme_of_the_person_opens_its_form(clerk: Clerk, page: Any) -> None:
    begin(clerk)
    form = page.panel.form
    assert form.fields["programme"].editor.text() == "高血压"
    assert "salt" in form.fields
    assert "danger" not in form.fields
    assert form.fields["programme"].editor.hasFocus()
    clerk.type("严重精神障碍")
    assert "danger" in form.fields
    assert "salt" not in form.fields
    clerk.press(Key.Key_Return)
    assert form.fields["mode"].editor.hasFocus() or form.fields["visited_on"].editor.hasFocus()


def test_several_programmes_are_named_and_none_is_chosen(clerk: Clerk, page: Any, managed: ManagedCase) -> None:
    case(clerk.office.register, programme="2", who=managed.person)
    begin(clerk)
    field = page.panel.form.fields["programme"]
    assert (field.blank, field.advice) == (True, "在管：高血压、2型糖尿病")


def test_what_the_last_visit_said_stands_beside(clerk: Clerk, page: Any) -> None:
    begin(clerk)
    fields = page.panel.form.fields
    assert {name: fields[name].before for name in ("systolic", "diastolic", "weight", "heart_rate")} == {
        "systolic": "上次 150",
        "diastolic": "上次 92",
        "weight": "上次 65",
        "heart_rate": "",
    }
    assert fields["systolic"].blank


def test_the_suggestion_is_taken_by_one_key(clerk: Clerk, page: Any, managed: ManagedCase) -> None:
    begin(clerk)
    measure(clerk, page, "158", "96")
    fields = page.panel.form.fields
    assert fields["control"].advice.startswith("建议：控制不满意（158/96），建议转诊，两周内复查，下次随访 2020-03-15")
    assert fields["control"].blank
    assert "建议：控制不满意" in page.panel.notice.text()
    clerk.press(Key.Key_D, CONTROL)
    clerk.settle()
    assert (fields["control"].value(), fields["next_on"].value(), fields["referred"].value()) == (
        *("2", date(2020, 3, 15)),
        True,
    )
    assert fields["control"].advice == ""
    clerk.press(Key.Key_F9)
    clerk.settle()
    kept = FollowUp.get(FollowUp.systolic == 158)
    assert (kept.case, kept.control, kept.stage, kept.next_on) == (managed, "2", "1", date(2020, 3, 15))
    assert page.grid.current_id() == kept.id


def test_what_was_written_is_not_overwritten_silently(clerk: Clerk, page: Any) -> None:
    begin(clerk)
    page.panel.form.focus("control")
    clerk.type("1")
    measure(clerk, page, "158", "96")
    fields = page.panel.form.fields
    clerk.press(Key.Key_D, CONTROL)
    assert fields["control"].value() == "1"
    assert fields["next_on"].value() == date(2020, 3, 15)
    assert "已填的此次随访分类“控制满意”与建议不同" in page.panel.notice.text()
    clerk.settle()
    clerk.press(Key.Key_D, CONTROL)
    assert fields["control"].value() == "2"


def test_a_pressure_that_holds_is_suggested_anew_while_typing(clerk: Clerk, page: Any) -> None:
    begin(clerk)
    measure(clerk, page, "158", "96")
    page.panel.form.focus("systolic")
    clerk.type("128", "78")
    clerk.settle()
    assert page.panel.form.fields["control"].advice.startswith("建议：控制满意（128/78）")


def test_a_visit_of_somebody_new_begins_the_case(clerk: Clerk, page: Any, managed: ManagedCase) -> None:
    begin(clerk)
    page.panel.form.focus("programme")
    clerk.type("2", "2020-03-01", "2")
    clerk.press(Key.Key_F9)
    clerk.settle()
    begun = ManagedCase.get(ManagedCase.programme == "2")
    assert (begun.person, begun.starts) == (managed.person, date(2020, 3, 1))
    clerk.press(Key.Key_Z, CONTROL)
    clerk.settle()
    assert ManagedCase.get(ManagedCase.programme == "2").voided_at


def test_a_stored_visit_opens_with_its_own_form(clerk: Clerk, page: Any, managed: ManagedCase) -> None:
    clerk.press(Key.Key_E, CONTROL)
    clerk.settle()
    assert page.panel.form.fields["systolic"].editor.text() == "150"
    assert "salt" in page.panel.form.fields
    page.panel.form.focus("systolic")
    clerk.type("148")
    clerk.press(Key.Key_F9)
    clerk.settle()
    kept = FollowUp.get()
    assert (kept.systolic, kept.case, kept.version) == (148, managed, 2)


def test_a_case_shows_its_year_and_takes_a_visit(clerk: Clerk, managed: ManagedCase) -> None:
    visit(clerk.office.register, managed, date(2020, 2, 6), systolic=142, diastolic=88, control="2")
    page = clerk.go(pages.CASES)
    assert page.strip.lines == ["01-06 家庭 150/92 控制不满意", "02-06 家庭 142/88↓ 控制不满意"]
    clerk.press(Key.Key_PageUp, ALT)
    assert page.strip.lines == []
    clerk.press(Key.Key_PageDown, ALT)
    clerk.press(Key.Key_F6)
    request = clerk.gone[-1][1]
    assert isinstance(request, PrintRequest)
    assert (request.form, request.scope.persons) == ("follow-up-hypertension", (managed.person.id,))
    clerk.press(Key.Key_I, CONTROL)
    clerk.settle()
    fields = page.panel.form.fields
    assert (fields["person"].value(), fields["programme"].value()) == (managed.person.id, "1")
    assert fields["visited_on"].editor.hasFocus()
    clerk.type("2020-03-01")
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert len(page.strip.lines) == 3


def test_cases_are_ended_and_handed_over_by_keys(clerk: Clerk, managed: ManagedCase) -> None:
    doctor = keep(clerk.office.register, Doctor.new(name="陈志远"))
    clerk.go(pages.CASES)
    clerk.press(Key.Key_G, CONTROL)
    clerk.type("", "陈")
    clerk.settle()
    found = ManagedCase.get()
    assert (found.doctor, found.doctor_name) == (doctor, "陈志远")
    clerk.press(Key.Key_B, CONTROL)
    clerk.type("2020-03-01", "")
    panel = clerk.shell.window().findChildren(AskFields)[-1]
    assert panel.wrong.text() == "终止日期和原因都要填写。请补填后再确定。"
    panel.fields[1].editor.setFocus()
    clerk.type("迁出")
    clerk.settle()
    found = ManagedCase.get()
    assert (found.ends, found.end_reason) == (date(2020, 3, 1), "2")
    clerk.press(Key.Key_Z, CONTROL)
    clerk.settle()
    assert ManagedCase.get().ends is None


def test_a_case_form_shows_the_supplement_only_for_its_disease(clerk: Clerk, managed: ManagedCase) -> None:
    page = clerk.go(pages.CASES)
    clerk.press(Key.Key_E, CONTROL)
    clerk.settle()
    fields = page.panel.form.fields
    assert not {"guardian", "smear"} & fields.keys()
    page.panel.form.focus("programme")
    clerk.type("3")
    assert "guardian" in page.panel.form.fields
    page.panel.form.focus("programme")
    clerk.type("4")
    assert "smear" in page.panel.form.fields
    assert "guardian" not in page.panel.form.fields


def test_the_leave_of_a_doctor_is_entered(clerk: Clerk, register: Register) -> None:
    doctor = keep(register, Doctor.new(name="陈志远"))
    page = clerk.go(pages.LEAVES)
    clerk.press(Key.Key_F2)
    clerk.type("陈", "", "2020-03-01", "2020-03-10")
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert len(page.grid.rows) == 1
    assert page.grid.rows.cells(0)[0] == doctor.name


def test_who_only_looks_sees_the_year_and_enters_nothing(
    qtbot: QtBot, register: Register, managed: ManagedCase
) -> None:
    users_keeping.add(register, "赵兰", (QUERY,), LAN)
    looking = Clerk(qtbot, as_user(register, "赵兰", LAN), PAGES)
    page = looking.go(pages.CASES)
    assert page.grid.rows.cells(0)[2] == "张○"
    for key in (Key.Key_I, Key.Key_B, Key.Key_G):
        looking.press(key, CONTROL)
    assert not page.entering
    assert not looking.shell.window().findChildren(AskFields)
    looking.stop()
    looking.office.register.close()
