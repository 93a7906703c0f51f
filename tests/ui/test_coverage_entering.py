"""村级覆盖: what is entered for a village by keys, and what leaves the page."""

from datetime import date
from pathlib import Path

import pytest
import python_calamine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from hfp_desk.records import GAP, Arrangement, Doctor, Event, Gap, Institution, Licence, Place, Practice
from hfp_desk.store import gaps
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key
from tests.ui.villages import DAY, OPEN, focused, menu_at, names, plant, states
from ui import pages
from ui.pages.coverage_page import CoveragePage
from ui.pages.print_request import PrintRequest, WallChart

PAGES = OPEN
CONTROL = Qt.KeyboardModifier.ControlModifier
MENU = pytest.mark.qt_log_ignore("does not support", extend=True)


@pytest.fixture
def five(register: Register) -> list[Place]:
    return plant(register)


@pytest.fixture
def page(clerk: Clerk, five: list[Place]) -> CoveragePage:
    found: CoveragePage = clerk.go(pages.COVERAGE, DAY)
    return found


@MENU
def test_a_clinic_is_entered_for_the_village_by_keys(page: CoveragePage, clerk: Clerk, five: list[Place]) -> None:
    gap = five[2]
    page.grid.select(gap.id)
    page.grid.setFocus()
    clerk.press(Key.Key_F2)
    menu_at(clerk, Key.Key_1)
    clerk.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    form = page.panel.form
    assert form is not None
    assert [form.fields[name].editor.text() for name in ("town", "village", "kind")] == [
        "临江镇",
        gap.name,
        "村卫生室",
    ]
    clerk.type("双洲村卫生室")
    clerk.press(Key.Key_F9)
    clerk.settle()
    built = Institution.get(Institution.village == gap)
    assert (built.name, built.kind, built.town.name) == ("双洲村卫生室", "6", "临江镇")
    assert not page.entering
    assert states(page)[gap.name] == "○ 空白：无村医"
    assert page.grid.current_id() == gap.id


@MENU
def test_a_doctor_is_entered_with_certificate_and_further_village(
    page: CoveragePage, clerk: Clerk, five: list[Place]
) -> None:
    gap, further = five[2], five[4]
    page.grid.select(gap.id)
    page.grid.setFocus()
    clerk.press(Key.Key_F2)
    menu_at(clerk, Key.Key_2)
    clerk.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    form = page.panel.form
    assert form is not None
    clerk.type("周强", "36098219590312752X")
    form.focus("kind")
    clerk.type("1")
    form.focus("licence.kind")
    clerk.type("2", "3609001", "", "2022-05")
    form.focus("practice.village")
    clerk.type(further.name, "20200101")
    clerk.press(Key.Key_F9)
    clerk.settle()
    made = Doctor.get(Doctor.name == "周强")
    assert (made.kind, made.village.id, made.sex) == ("1", gap.id, "2")
    paper = Licence.get(Licence.doctor == made)
    assert (paper.kind, paper.number, paper.expires) == ("2", "3609001", "2022-05")
    also = Practice.get(Practice.doctor == made)
    assert (also.village.id, also.mode, also.starts) == (further.id, "2", date(2020, 1, 1))
    assert states(page)[gap.name] == "○ 空白：无卫生室"
    assert "（兼）" in page.grid.model.text(names(page).index(further.name))[7]


@MENU
def test_an_arrangement_starts_on_the_day_and_offers_the_doctors_near_by(
    page: CoveragePage, clerk: Clerk, five: list[Place]
) -> None:
    gap = five[2]
    page.grid.select(gap.id)
    page.grid.setFocus()
    clerk.press(Key.Key_F2)
    menu_at(clerk, Key.Key_3)
    clerk.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    clerk.type("4", "l")
    clerk.press(Key.Key_F9)
    clerk.settle()
    made = Arrangement.get(Arrangement.village == gap)
    assert (made.kind, made.starts) == ("4", DAY)
    assert made.served_by is not None
    assert made.served_by.name.startswith("李")
    assert states(page)[gap.name] == "▲ 替代：室医皆无"


def test_all_gaps_of_the_day_are_entered_with_a_deadline_by_keys(
    page: CoveragePage, clerk: Clerk, five: list[Place]
) -> None:
    clerk.press(Key.Key_B, CONTROL)
    focused().insert("20200630")
    clerk.press(Key.Key_Return)
    focused().insert("临江镇卫生院")
    clerk.press(Key.Key_Return)
    clerk.settle()
    found = {gap.village.id: gap for gap in Gap.select()}
    assert found.keys() == {village.id for village in five[2:]}
    bare = found[five[2].id]
    assert (bare.kind, bare.found_on, bare.deadline, bare.unit, bare.remedy) == (
        *("3", DAY, date(2020, 6, 30)),
        *("临江镇卫生院", ""),
    )
    assert found[five[3].id].remedy == "5"
    assert page.band.words()["open"] == "未销号 3"
    assert page.grid.model.text(names(page).index(five[2].name))[9] == "未销号"
    clerk.press(Key.Key_B, CONTROL)
    assert not isinstance(QApplication.focusWidget(), QLineEdit)
    clerk.press(Key.Key_Z, CONTROL)
    clerk.settle()
    assert page.band.words()["open"] == "未销号 0"


def test_a_deadline_that_is_no_day_is_refused_in_the_panel(page: CoveragePage, clerk: Clerk) -> None:
    clerk.press(Key.Key_B, CONTROL)
    focused().insert("明天")
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Return)
    assert Gap.select().count() == 0
    assert focused().text() == "明天"
    clerk.press(Key.Key_Escape)
    assert Gap.select().count() == 0


@MENU
def test_the_papers_are_asked_for_the_day_and_the_townships(
    page: CoveragePage, clerk: Clerk, five: list[Place]
) -> None:
    page.filters.set_values({"town": (str(five[0].parent.id),)})
    clerk.press(Key.Key_F7)
    menu_at(clerk, Key.Key_1)
    assert clerk.gone[-1] == (
        pages.PRINT,
        PrintRequest("clinic-ledger", Scope(towns=(five[0].parent.id,), until=DAY)),
    )
    chart = next(deed for deed in page.deeds if deed.text() == "作战图")
    chart.trigger()
    assert (pages.WALL_CHART, WallChart(day=DAY, towns=(five[0].parent.id,))) in clerk.gone


def test_the_villages_seen_are_written_as_a_workbook(
    page: CoveragePage, clerk: Clerk, five: list[Place], tmp_path: Path
) -> None:
    page.band.press("gap")
    clerk.settle()
    target = tmp_path / "各村.xlsx"
    page.out.write("上报覆盖情况", target)
    clerk.settle()
    rows = python_calamine.CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python()
    assert [row[1] for row in rows[1:]] == [village.name for village in five[2:]]
    assert rows[0][:3] == ["乡镇", "行政村", "判定"]
    event = Event.select().order_by(Event.id.desc()).get()
    assert (event.action, event.reason) == ("export", "上报覆盖情况")


@MENU
def test_the_next_one_is_entered_for_the_same_village(page: CoveragePage, clerk: Clerk, five: list[Place]) -> None:
    page.grid.select(five[2].id)
    page.enter(GAP)
    form = page.panel.form
    assert form is not None
    assert form.fields["kind"].editor.text() == "室医皆无"
    assert form.fields["found_on"].editor.text() == str(DAY)
    clerk.press(Key.Key_Return, CONTROL)
    clerk.settle()
    assert Gap.get().village.id == five[2].id
    assert page.entering
    form = page.panel.form
    assert form is not None
    assert form.fields["village"].editor.text() == five[2].name
    clerk.press(Key.Key_Escape)
    clerk.settle()
    assert page.band.words()["open"] == "未销号 1"


def test_the_gaps_of_the_village_are_opened_in_their_ledger(
    page: CoveragePage, clerk: Clerk, register: Register, five: list[Place]
) -> None:
    gaps.register_gaps(register, DAY)
    page.open_village(five[3].id)
    page.village.gaps_asked.emit()
    clerk.settle()
    assert clerk.gone[-1] == (pages.GAPS, {"village": (str(five[3].id),)})
    assert len(clerk.shell.page.grid.rows) == 1  # type: ignore[union-attr]
