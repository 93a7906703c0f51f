"""村级覆盖: by keys from the day over the figures to the village."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from hfp_desk.records import DOCTOR, Doctor, Place
from hfp_desk.store.opening import Register
from tests.domain.clinics import clinic, committee, covers, status
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key
from tests.ui.villages import DAY, OPEN, names, plant, states
from ui import pages
from ui.pages.coverage_page import CoveragePage
from ui.pages.narrowing import Narrow

PAGES = OPEN
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def five(register: Register) -> list[Place]:
    return plant(register)


@pytest.fixture
def page(clerk: Clerk, five: list[Place]) -> CoveragePage:
    found: CoveragePage = clerk.go(pages.COVERAGE, DAY)
    return found


def test_each_village_is_judged_in_a_sign_and_words(page: CoveragePage, five: list[Place]) -> None:
    found = states(page)
    told = [found[village.name] for village in five]
    assert told == ["● 达标", "◎ 未达标：证书过期", "○ 空白：室医皆无", "▲ 替代：室医皆无", "◇ 可不设：室医皆无"]
    assert set(list(found.values())[5:]) == {"□ 未报送"}
    row = names(page).index(five[1].name)
    assert page.grid.rows.flag(row) == "warn"  # type: ignore[union-attr]
    cells = page.grid.model.text(row)
    assert "已过期" in cells[7]
    assert (cells[5], cells[6]) == ("有 80㎡", "是")
    served = page.grid.model.text(names(page).index(five[3].name))
    assert "每周2次" in served[8]
    gap = page.grid.model.text(names(page).index(five[2].name))
    assert (gap[3], gap[4]) == ("深度贫困村", "812")


def test_another_day_is_typed_and_everything_told_anew(page: CoveragePage, clerk: Clerk, five: list[Place]) -> None:
    clerk.press(Key.Key_D, CONTROL)
    assert page.day.editor.hasFocus()
    clerk.type("20191231")
    clerk.settle()
    assert page.found is not None
    assert page.found.day == date(2019, 12, 31)
    assert page.day.editor.text() == "2019-12-31"
    assert page.grid.table.hasFocus(), "the arrow keys go on in the list"
    found = states(page)
    assert found[five[1].name] == "● 达标"
    assert found[five[3].name] == "○ 空白：室医皆无", "the arrangement began in 2020"


def test_a_day_that_is_none_is_told_and_the_day_before_stays(page: CoveragePage, clerk: Clerk) -> None:
    clerk.press(Key.Key_D, CONTROL)
    clerk.type("2020-13-45")
    clerk.settle()
    assert page.day.words.isVisible()
    assert "2020-13-45" in page.day.words.text()
    assert page.day.value == DAY


def test_a_figure_opens_the_names_and_closes_them_again(page: CoveragePage, clerk: Clerk, five: list[Place]) -> None:
    shown = page.band.words()
    assert (shown["villages"], shown["gap"], shown["covered"]) == ("行政村 5", "空白点 3", "含替代覆盖 4/5")
    assert (shown["uncovered"], shown["run_out"], shown["qualified"]) == ("未覆盖 1", "证书过期 1", "有合格村医 1/5")
    clerk.press(Key.Key_T, CONTROL)
    keys = list(shown)
    for _ in range(keys.index("gap")):
        clerk.press(Key.Key_Right)
    clerk.press(Key.Key_Return)
    clerk.settle()
    assert names(page) == [village.name for village in five[2:]]
    assert page.narrow.isVisible()
    assert "空白点" in page.narrow.words.text()
    focus = QApplication.focusWidget()
    assert isinstance(focus, QPushButton)
    assert focus.text() == "空白点 3", "the cursor stays on the figure"
    clerk.press(Key.Key_Space)
    clerk.settle()
    assert len(names(page)) > 5


def test_a_figure_follows_the_day(page: CoveragePage, clerk: Clerk, five: list[Place]) -> None:
    page.band.press("qualified")
    clerk.settle()
    assert names(page) == [five[0].name]
    page.open_at(date(2019, 12, 31))
    clerk.settle()
    assert names(page) == [five[0].name, five[1].name]


def test_doctors_behind_a_figure_are_opened_in_their_list(page: CoveragePage, clerk: Clerk, five: list[Place]) -> None:
    page.band.press("run_out")
    assert clerk.gone[-1][0] == pages.DOCTORS
    narrow = clerk.gone[-1][1]
    assert isinstance(narrow, Narrow)
    assert narrow.ids == (Doctor.get(Doctor.village == five[1]).id,)
    assert "证书过期" in narrow.words
    clerk.settle()
    assert len(clerk.shell.page.grid.rows) == 1  # type: ignore[union-attr]


def test_township_attribute_and_state_narrow_the_list_and_the_figures(
    page: CoveragePage, clerk: Clerk, register: Register, five: list[Place]
) -> None:
    other = committee(0, "永泰镇")
    clinic(register, other, standard=False)
    page.refresh()
    clerk.settle()
    assert page.band.words()["villages"] == "行政村 6"
    page.filters.open("town").tell((str(other.parent.id),))
    assert page.band.words()["villages"] == "行政村 1"
    assert other.name in names(page)
    assert five[0].name not in names(page)
    page.filters.set_values({})
    page.filters.open("mark").tell(("2",))
    assert names(page) == [five[2].name]
    assert page.band.words()["gap"] == "空白点 1"
    page.filters.set_values({})
    page.filters.open("state").tell(("substituted", "exempt"))
    assert names(page) == [five[3].name, five[4].name]
    assert page.band.words()["villages"] == "行政村 6", "the figures stand for all states"
    page.filters.open("mark").tell(("2",))
    assert page.empty.sentence == "没有符合条件的村"
    page.empty.pressed.emit()
    assert len(names(page)) > 6


def test_enter_opens_the_village_and_the_cursor_leads_on(page: CoveragePage, clerk: Clerk, five: list[Place]) -> None:
    page.grid.setFocus()
    clerk.press(Key.Key_Return)
    clerk.settle()
    assert page.village.isVisible()
    assert page.village.place == five[0].id
    assert any("李" in line and "至2021-03" in line for line in page.village.lines)
    clerk.press(Key.Key_Down)
    assert page.village.place == five[1].id
    assert any("已过期" in line for line in page.village.lines)
    for _ in range(20):
        clerk.press(Key.Key_Tab)
        if page.village.isAncestorOf(QApplication.focusWidget() or page):
            break
    assert page.village.isAncestorOf(QApplication.focusWidget() or page), "the panel is reached by Tab"
    clerk.press(Key.Key_Escape)
    assert not page.village.isVisible()
    assert page.grid.table.hasFocus()
    assert page.isVisible()


def test_a_doctor_named_in_the_village_opens_in_the_form(page: CoveragePage, clerk: Clerk, five: list[Place]) -> None:
    page.open_village(five[1].id)
    whose = Doctor.get(Doctor.village == five[1])
    page.village.opened.emit(DOCTOR, whose.id)
    clerk.settle()
    assert page.entering
    assert page.panel.record is not None
    assert page.panel.record.id == whose.id
    clerk.press(Key.Key_Escape)
    assert not page.entering
    assert page.village.isVisible()


def test_what_is_saved_elsewhere_is_told_when_the_page_is_seen_again(
    page: CoveragePage, clerk: Clerk, register: Register, five: list[Place]
) -> None:
    clerk.go(pages.DOCTORS)
    whose = Doctor.get(Doctor.village == five[0])
    clerk.desk.changed.emit({"practice": {covers(register, whose, five[2]).id}})
    clerk.go(pages.COVERAGE)
    assert states(page)[five[2].name] == "○ 空白：无卫生室"


def test_who_only_looks_sees_masked_names_and_enters_nothing(
    qtbot: QtBot, clerk: Clerk, register: Register, five: list[Place]
) -> None:
    register.db.execute_sql('UPDATE "user" SET "roles"=\'query\'')
    other = Clerk(qtbot, register, PAGES)
    page = other.go(pages.COVERAGE, DAY)
    assert {deed.text() for deed in page.deeds if deed.isVisible()} == {"导出", "打印", "作战图"}
    page.open_village(five[0].id)
    assert any("李○" in line for line in page.village.lines)
    assert not any("李2" in line for line in page.village.lines)
    other.stop()


def test_a_place_asked_for_gets_the_cursor(page: CoveragePage, clerk: Clerk, five: list[Place]) -> None:
    clerk.go(pages.COVERAGE, five[3].id)
    assert page.grid.current_id() == five[3].id


def test_sorting_goes_by_people_as_numbers(
    page: CoveragePage, register: Register, clerk: Clerk, five: list[Place]
) -> None:
    status(register, five[0], residents=1204)
    page.refresh()
    clerk.settle()
    page.grid.sort("residents", True)
    clerk.settle()
    assert names(page)[:2] == [five[0].name, five[2].name]
