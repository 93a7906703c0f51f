"""Entering records with the keyboard alone: a whole patient, copying, warnings, doubles, leaving, voiding."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from hfp_desk.records import (
    INSTITUTION,
    PERSON,
    TREATMENT,
    Diagnosis,
    Identity,
    NotDuplicate,
    Person,
    Settlement,
    Treatment,
)
from hfp_desk.store import taking_back
from hfp_desk.store.opening import Register
from tests.ui.clerk import Clerk, kept, patient, village
from tests.ui.fakes import Key, press, write
from ui import pages
from ui.pages.field_history import FieldHistory
from ui.pages.people_page import PeoplePage
from ui.pages.person_page import PersonPage
from ui.pages.reason import AskLine
from ui.pages.treatments_page import TreatmentsPage
from ui.widgets.ask import Notice

CONTROL = Qt.KeyboardModifier.ControlModifier
NUMBER = "36098219590312752X"


@pytest.fixture
def clerk(qtbot: QtBot, register: Register) -> Iterator[Clerk]:
    found = {pages.PEOPLE: PeoplePage, pages.PERSON: PersonPage, pages.TREATMENTS: TreatmentsPage}
    made = Clerk(qtbot, register, dict(found))
    yield made
    made.stop()


def choose(clerk: Clerk, digit: Qt.Key) -> None:
    """F2 on the person's page, then the digit of what is to be entered; the window is in front again."""
    clerk.press(Key.Key_F2)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, digit)
    clerk.shell.activateWindow()
    clerk.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))


@pytest.mark.qt_log_ignore("does not support grabbing the keyboard", extend=True)
def test_a_whole_patient_is_entered_without_the_mouse(clerk: Clerk) -> None:
    people = clerk.go(pages.PEOPLE)
    clerk.press(Key.Key_F2)
    clerk.type("李玥", NUMBER, "", "", "", "hz", "13812345678", "ljz", village().name, "", "hz", "", "建档立卡", "2014")
    clerk.press(Key.Key_F9)
    clerk.settle()
    person = Person.get(Person.name == "李玥")
    assert (str(person.birth), person.sex, person.town.name, person.village.id) == (
        *("1959-03-12", "2", "临江镇"),
        village().id,
    )
    assert (person.relation, Identity.get(Identity.person == person).kind) == ("02", "01")
    assert people.grid.current_id() == person.id
    clerk.press(Key.Key_Return)
    clerk.settle()
    choose(clerk, Key.Key_2)
    clerk.type("肺癌", "", "1", "", "2019-12", "", "2", "3.5")
    clerk.press(Key.Key_F9)
    clerk.settle()
    choose(clerk, Key.Key_1)
    clerk.type("肺癌", "", "樟树市人民医院", "2", "1", "1", "ZY1", "", "2020-3-2", "20200312", "", "2")
    clerk.type("20200312", "1000", "1000", "", "", "100", "600", "200", "50", "50")
    clerk.press(Key.Key_F9)
    clerk.settle()
    ill = Diagnosis.get(Diagnosis.person == person)
    stay = Treatment.get(Treatment.person == person)
    bill = Settlement.get(Settlement.treatment == stay)
    assert (ill.standard_disease, ill.batch_class, ill.verify_state) == ("肺癌", "1", "2")
    assert (stay.admitted, stay.discharged, stay.diagnosis.id) == (date(2020, 3, 2), date(2020, 3, 12), ill.id)
    assert (bill.total, bill.basic, bill.own_share) == (Decimal(1000), Decimal(600), Decimal(100))


def test_saving_and_going_on_copies_from_the_last(clerk: Clerk) -> None:
    people = clerk.go(pages.PEOPLE)
    clerk.press(Key.Key_F2)
    clerk.type("李玥", NUMBER, "", "", "", "hz", "", "ljz")
    clerk.press(Key.Key_Return, CONTROL)
    clerk.settle()
    assert people.entering
    clerk.type("李月", "", "", "", "")
    clerk.press(Key.Key_F4)
    assert people.panel.form.fields["nation"].editor.text() == "汉族"
    assert people.panel.form.fields["phone"].editor.hasFocus()


def test_an_error_holds_the_first_save_back_and_not_the_second(clerk: Clerk) -> None:
    people = clerk.go(pages.PEOPLE)
    clerk.press(Key.Key_F2)
    clerk.type("李玥", "360982195903127526")
    clerk.press(Key.Key_F9)
    assert "末位校验码应为 X" in people.panel.form.fields["id_number"].words
    assert "1 处错误" in people.panel.notice.text()
    assert people.panel.form.fields["id_number"].editor.hasFocus()
    assert Person.select().count() == 0
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert Person.get().id_number == "360982195903127526"


def test_somebody_already_there_is_shown_beside_what_was_typed(clerk: Clerk) -> None:
    known = patient(clerk)
    people = clerk.go(pages.PEOPLE)
    clerk.press(Key.Key_F2)
    clerk.type("李月", NUMBER)
    clerk.press(Key.Key_F9)
    assert people.panel.candidates.ids == (known,)
    assert Person.select().count() == 1
    assert isinstance(QApplication.focusWidget(), QPushButton)
    clerk.press(Key.Key_Return)
    clerk.settle()
    assert Person.select().count() == 2
    pair = NotDuplicate.get()
    assert {pair.first.id, pair.second.id} == {known, Person.get(Person.name == "李月").id}


def test_the_known_person_can_be_opened_instead(clerk: Clerk) -> None:
    known = patient(clerk)
    people = clerk.go(pages.PEOPLE)
    clerk.press(Key.Key_F2)
    clerk.type("李月", NUMBER)
    clerk.press(Key.Key_F9)
    people.panel.candidates.opened.emit(known)
    assert clerk.gone[-1] == (pages.PERSON, known)
    assert Person.select().count() == 1


def test_leaving_with_something_unsaved_is_asked_about(clerk: Clerk) -> None:
    people = clerk.go(pages.PEOPLE)
    clerk.press(Key.Key_F2)
    write(people.panel.form.fields["name"].editor, "李玥")
    assert people.unsaved()
    assert people.back()
    notice = people.findChild(Notice)
    assert "还没有保存" in notice.sentence
    assert people.entering
    notice.accept()
    assert not people.entering
    assert not people.unsaved()


def test_a_stay_opens_with_its_bill_and_only_changes_are_kept(clerk: Clerk) -> None:
    patient(clerk)
    ledger = clerk.go(pages.TREATMENTS)
    clerk.press(Key.Key_E, CONTROL)
    fields = ledger.panel.form.fields
    assert (fields["disease"].editor.text(), fields["total"].editor.text()) == ("肺癌", "1,000.00")
    ledger.panel.form.focus("own_share")
    clerk.type("120")
    ledger.panel.form.focus("basic")
    clerk.type("880")
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert (Settlement.get().basic, Settlement.get().own_share) == (Decimal(880), Decimal(120))
    assert (Treatment.get().version, Settlement.get().version) == (1, 2)


def test_a_field_tells_its_history(clerk: Clerk) -> None:
    person = patient(clerk)
    page = clerk.go(pages.PERSON, person)
    page.edit(PERSON, person)
    page.panel.form.focus("name")
    clerk.press(Key.Key_H, CONTROL)
    panel = page.window().findChild(FieldHistory)
    assert [turn for _, turn in panel.lines] == ["（空） → 李玥"]
    assert "李敏 · 新增" in panel.lines[0][0]


def test_a_record_is_voided_with_a_reason_and_brought_back(clerk: Clerk) -> None:
    person = patient(clerk)
    page = clerk.go(pages.PERSON, person)
    page.edit(PERSON, person)
    page.panel.void()
    asked = page.window().findChild(AskLine)
    press(asked, Key.Key_Return)
    assert not Person.get().voided_at
    write(asked.line, "重复登记")
    press(asked.line, Key.Key_Return)
    clerk.settle()
    assert (Person.get().void_reason, Treatment.get().void_reason) == ("重复登记", "重复登记")
    page.edit(PERSON, person)
    assert "已作废：重复登记" in page.panel.notice.text()
    page.panel.void()
    clerk.settle()
    assert not Person.get().voided_at
    assert not Treatment.get().voided_at


def test_diseases_and_hospitals_are_offered_and_never_taken_unasked(clerk: Clerk) -> None:
    person = patient(clerk)
    kept(clerk, INSTITUTION, {"name": "樟树市人民医院", "level": "2", "area": "1"})
    page = clerk.go(pages.PERSON, person)
    page.start(page.sheet_for(TREATMENT), *page.next_values())
    disease, hospital = (page.panel.form.fields[key].editor for key in ("disease", "hospital"))
    write(disease, "wa")
    clerk.press(Key.Key_Return)
    assert disease.text() == "wa"
    disease.setFocus()
    disease.selectAll()
    write(disease, "wa")
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Return)
    assert disease.text() == "胃癌"
    hospital.setFocus()
    write(hospital, "人民")
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Return)
    assert hospital.text() == "樟树市人民医院"
    clerk.press(Key.Key_F9)
    clerk.settle()
    stay = Treatment.get(Treatment.disease == "胃癌")
    assert (stay.hospital, stay.level, stay.area) == ("樟树市人民医院", "2", "1")


def test_ctrl_z_takes_back_what_was_saved_step_by_step(clerk: Clerk) -> None:
    people = clerk.go(pages.PEOPLE)
    clerk.press(Key.Key_F2)
    clerk.type("李玥", NUMBER)
    clerk.press(Key.Key_F9)
    clerk.settle()
    clerk.press(Key.Key_E, CONTROL)
    clerk.type("李月")
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert (Person.get().name, len(clerk.desk.done)) == ("李月", 2)
    clerk.press(Key.Key_Z, CONTROL)
    clerk.settle()
    assert Person.get().name == "李玥"
    clerk.press(Key.Key_Z, CONTROL)
    clerk.settle()
    assert Person.get().voided_at
    assert len(people.grid.rows) == 0
    clerk.press(Key.Key_Z, CONTROL)
    assert "还没有可以撤销" in clerk.shell.toast.text


def test_ctrl_z_skips_a_step_that_was_taken_back_elsewhere(clerk: Clerk) -> None:
    clerk.go(pages.PEOPLE)
    clerk.press(Key.Key_F2)
    clerk.type("李玥", NUMBER)
    clerk.press(Key.Key_F9)
    clerk.settle()
    clerk.press(Key.Key_E, CONTROL)
    clerk.type("李月")
    clerk.press(Key.Key_F9)
    clerk.settle()
    clerk.desk.changed.emit(taking_back.take_back(clerk.office.register, clerk.desk.done[-1]))
    clerk.settle()
    clerk.press(Key.Key_Z, CONTROL)
    clerk.settle()
    assert Person.get().voided_at
    assert "已撤销" in clerk.shell.toast.text


def test_saving_without_a_change_keeps_nothing_and_says_so(clerk: Clerk) -> None:
    person = patient(clerk)
    page = clerk.go(pages.PERSON, person)
    page.edit(PERSON, person)
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert "没有改动" in clerk.shell.toast.text
    assert (Person.get().version, len(clerk.desk.done)) == (1, 0)


def test_the_toast_takes_back_a_void(clerk: Clerk) -> None:
    person = patient(clerk)
    page = clerk.go(pages.PERSON, person)
    page.edit(PERSON, person)
    page.panel.void()
    write(page.window().findChild(AskLine).line, "重复登记")
    page.window().findChild(AskLine).confirm()
    clerk.settle()
    assert Treatment.get().voided_at
    clerk.shell.toast._pressed()
    clerk.settle()
    assert (Person.get().voided_at, Treatment.get().voided_at) == ("", "")
