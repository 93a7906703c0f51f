"""The ledgers of clinics, doctors, certificates, arrangements, gaps and equipment, by keys."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTabBar
from pytestqt.qtbot import QtBot

from hfp_desk.records import (
    ATTENDANCE,
    COURSE,
    EQUIPMENT,
    LICENCE,
    PRACTICE,
    Arrangement,
    Doctor,
    Equipment,
    Licence,
    Place,
    Practice,
)
from hfp_desk.store.opening import Register
from tests.domain.clinics import clinic, committee, doctor, licence
from tests.ui.clerk import Clerk, kept
from tests.ui.fakes import Key
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.page import Page
from ui.pages.arrangements_page import ArrangementsPage
from ui.pages.coverage_page import CoveragePage
from ui.pages.doctors_page import DoctorsPage
from ui.pages.equipment_page import EquipmentPage
from ui.pages.gaps_page import GapsPage
from ui.pages.institutions_page import InstitutionsPage
from ui.pages.jump import RecordTarget
from ui.pages.licences_page import LicencesPage
from ui.pages.practices_page import PracticesPage
from ui.pages.print_request import PrintRequest
from ui.pages.tabs import NETWORK_TABS, PageTabs

PAGES: dict[str, Callable[[Desk, Office], Page]] = {
    pages.INSTITUTIONS: InstitutionsPage,
    pages.COVERAGE: CoveragePage,
    pages.DOCTORS: DoctorsPage,
    pages.GAPS: GapsPage,
    pages.ARRANGEMENTS: ArrangementsPage,
    pages.LICENCES: LicencesPage,
    pages.PRACTICES: PracticesPage,
    pages.EQUIPMENT: EquipmentPage,
}
CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = date.today()


@pytest.fixture
def village() -> Place:
    return committee(0)


@pytest.fixture
def whose(register: Register, village: Place) -> Doctor:
    """A doctor of a standard clinic whose certificate has run out."""
    found = doctor(register, village, "李玥", institution=clinic(register, village, standard=True))
    licence(register, found, "2019-12", number="3609001")
    return found


def focused() -> QLineEdit:
    found = QApplication.focusWidget()
    assert isinstance(found, QLineEdit)
    return found


def column(page: Page, number: int) -> list[str]:
    grid = page.grid  # type: ignore[attr-defined]
    return [grid.model.text(row)[number] for row in range(len(grid.rows))]


@pytest.mark.parametrize("key", [key for key, _ in NETWORK_TABS])
def test_each_page_shows_the_row_of_tabs_with_itself_marked(clerk: Clerk, key: str) -> None:
    page = clerk.go(key)
    tabs = page.findChild(PageTabs)
    assert isinstance(tabs, QTabBar)
    assert NETWORK_TABS[tabs.currentIndex()][0] == key
    other = 0 if tabs.currentIndex() else 1
    tabs.setCurrentIndex(other)
    assert clerk.gone[-1] == (NETWORK_TABS[other][0], None)


def test_clinics_are_found_by_kind_standard_and_what_fails(clerk: Clerk, register: Register) -> None:
    clinic(register, committee(0), "甲卫生室", standard=True)
    clinic(register, committee(1), "乙卫生室", standard=False, failing=("4", "1"))
    clinic(register, committee(2), "丙卫生室")
    page = clerk.go(pages.INSTITUTIONS)
    for conditions, names in (
        ({"standard": ("否",)}, ["乙卫生室"]),
        ({"standard": ("是", "否")}, ["甲卫生室", "乙卫生室"]),
        ({"failing": ("4",)}, ["乙卫生室"]),
        ({"kind": ("5",)}, []),
        ({"kind": ("6",), "village": (str(committee(2).id),)}, ["丙卫生室"]),
    ):
        page.open_at(conditions)
        clerk.settle()
        assert column(page, 0) == names, conditions


def test_a_doctor_is_entered_together_with_the_certificate_by_keys(clerk: Clerk, village: Place) -> None:
    page = clerk.go(pages.DOCTORS)
    clerk.press(Key.Key_F2)
    clerk.type("李玥", "36098219590312752X")
    page.panel.form.focus("village")
    clerk.type(village.name)
    page.panel.form.focus("licence.kind")
    clerk.type("xcys", "3609001", "2015-3", "2022-12")
    clerk.press(Key.Key_F9)
    clerk.settle()
    made = Doctor.get()
    assert (made.name, made.village.id, made.town.name, str(made.birth)) == (
        *("李玥", village.id),
        *("临江镇", "1959-03-12"),
    )
    paper = Licence.get()
    assert (paper.doctor.id, paper.kind, paper.number, paper.issued_on, paper.expires) == (
        *(made.id, "1", "3609001"),
        *("2015-03", "2022-12"),
    )
    assert Practice.select().count() == 0, "nothing was said of a further village"
    assert page.grid.current_id() == made.id


def test_a_doctor_without_certificate_is_entered_alone(clerk: Clerk, village: Place) -> None:
    clerk.go(pages.DOCTORS)
    clerk.press(Key.Key_F2)
    clerk.type("李玥", "36098219590312752X")
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert (Doctor.select().count(), Licence.select().count()) == (1, 0)


def test_below_the_list_stands_what_hangs_on_the_doctor(
    clerk: Clerk, register: Register, whose: Doctor, village: Place
) -> None:
    kept(clerk, PRACTICE, {"doctor": whose.id, "village": committee(1).id, "mode": "2", "starts": date(2019, 1, 1)})
    course = kept(clerk, COURSE, {"name": "适宜技术班", "starts": TODAY.replace(day=1), "days": 15})
    part = kept(clerk, ATTENDANCE, {"course": course, "trainee": whose.id, "name": "李玥", "result": "1"})
    page = clerk.go(pages.DOCTORS)
    strip = page.strip
    assert strip.isVisible()
    assert strip.name == "李玥"
    assert strip.lines[0] == "乡村医生 3609001 至2019-12 已过期"
    assert strip.lines[1] == f"兼顾 临江镇 {committee(1).name} 2019-01-01起"
    assert strip.lines[2].startswith(f"{TODAY.replace(day=1)} 适宜技术班 15天")
    strip.opened.emit(ATTENDANCE, part)
    assert clerk.gone[-1] == (pages.ATTENDANCES, RecordTarget(0, ATTENDANCE, part, ""))


def test_a_certificate_of_the_doctor_under_the_cursor_is_entered_by_keys(clerk: Clerk, whose: Doctor) -> None:
    page = clerk.go(pages.DOCTORS)
    clerk.press(Key.Key_2, CONTROL)
    clerk.type("2", "3609002", "", "2030-12")
    clerk.press(Key.Key_F9)
    clerk.settle()
    made = Licence.get(Licence.number == "3609002")
    assert (made.doctor.id, made.kind, made.expires) == (whose.id, "2", "2030-12")
    assert page.strip.lines[0] == "执业助理医师 3609002 至2030-12"
    clerk.press(Key.Key_3, CONTROL)
    assert page.panel.form.fields["doctor"].editor.text() == "李玥"
    assert page.panel.sheet.main is PRACTICE


def test_certificates_are_found_by_the_day_they_run_out(clerk: Clerk, register: Register, whose: Doctor) -> None:
    licence(register, doctor(register, committee(1), "周强"), "2021-06")
    page = clerk.go(pages.LICENCES)
    assert column(page, 2) == ["李玥", "周强"]
    page.open_at({"expires": ("2019-12-01", "2020-03-31")})
    clerk.settle()
    assert column(page, 2) == ["李玥"]


def test_an_arrangement_names_doctor_institution_and_village_by_keys(
    clerk: Clerk, whose: Doctor, village: Place
) -> None:
    clerk.go(pages.ARRANGEMENTS)
    clerk.press(Key.Key_F2)
    clerk.type("ljz", committee(2).name, "5", "ly", "卫生室", village.name, "2", "周一上午", "20200101", "20201231")
    clerk.press(Key.Key_F9)
    clerk.settle()
    made = Arrangement.get()
    assert (made.village.id, made.kind, made.served_by.id) == (committee(2).id, "5", whose.id)
    assert made.provider.village.id == village.id
    assert made.neighbour.id == village.id
    assert (made.per_week, made.schedule, made.ends) == (Decimal(2), "周一上午", date(2020, 12, 31))


def test_equipment_is_entered_for_an_institution_by_keys(clerk: Clerk, whose: Doctor) -> None:
    page = clerk.go(pages.EQUIPMENT)
    assert page.empty.sentence == "还没有设备"
    clerk.press(Key.Key_F2)
    clerk.type("卫生室", "jkytj", "1")
    clerk.press(Key.Key_F9)
    clerk.settle()
    made = Equipment.get()
    assert (made.holder.id, made.kind, made.count) == (whose.institution.id, "01", 1)
    kept(clerk, EQUIPMENT, {"holder": whose.institution.id, "kind": "04"})
    page.open_at({"kind": ("04",)})
    clerk.settle()
    assert column(page, 2) == ["救护车"]


def test_rosters_are_printed_as_the_offices_own_papers(clerk: Clerk, whose: Doctor) -> None:
    clerk.go(pages.DOCTORS)
    clerk.press(Key.Key_F7)
    asked = clerk.gone[-1][1]
    assert isinstance(asked, PrintRequest)
    assert asked.form == "doctor-roster"


def test_who_only_looks_sees_masked_names_and_enters_nothing(
    qtbot: QtBot, clerk: Clerk, register: Register, whose: Doctor
) -> None:
    register.db.execute_sql('UPDATE "user" SET "roles"=\'query\'')
    other = Clerk(qtbot, register, PAGES)
    page = other.go(pages.DOCTORS)
    assert page.strip.name == "李○"
    other.press(Key.Key_2, CONTROL)
    assert not page.entering
    other.stop()


def test_a_form_of_a_doctor_can_be_left_by_jumping_to_a_certificate(clerk: Clerk, whose: Doctor) -> None:
    page = clerk.go(pages.LICENCES, RecordTarget(0, LICENCE, Licence.get().id, "证书有效期"))
    assert page.entering
    assert page.panel.form.fields["expires"].editor.hasFocus()
    assert page.panel.form.fields["doctor"].editor.text() == "李玥"
