"""Ledgers: filtered, summed, followed by the person below, kept as lists, exported, printed, kept true after a save."""

from pathlib import Path
from typing import Any

import pytest
import python_calamine
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hfp_desk.records import DIAGNOSIS, HOUSEHOLD, INSTITUTION, PERSON, Place
from hfp_desk.store import saved_lists, voiding
from hfp_desk.store.leaving import Profile
from hfp_desk.store.opening import Register
from tests.ui.clerk import Clerk, kept, patient, village
from tests.ui.fakes import Key
from ui import pages
from ui.pages import exporting
from ui.pages.diagnoses_page import DiagnosesPage
from ui.pages.households_page import HouseholdsPage
from ui.pages.identities_page import IdentitiesPage
from ui.pages.institutions_page import InstitutionsPage
from ui.pages.jump import RecordTarget
from ui.pages.narrowing import Narrow
from ui.pages.people_page import PeoplePage
from ui.pages.print_request import LIST, PrintRequest
from ui.pages.settlements_page import SettlementsPage
from ui.pages.tabs import PageTabs
from ui.pages.treatments_page import TreatmentsPage

CONTROL = Qt.KeyboardModifier.ControlModifier
PAGES: dict[str, Any] = {
    pages.PEOPLE: PeoplePage,
    pages.HOUSEHOLDS: HouseholdsPage,
    pages.IDENTITIES: IdentitiesPage,
    pages.DIAGNOSES: DiagnosesPage,
    pages.TREATMENTS: TreatmentsPage,
    pages.SETTLEMENTS: SettlementsPage,
    pages.INSTITUTIONS: InstitutionsPage,
}
SECOND = "36098219700101551X"


@pytest.fixture
def two(clerk: Clerk) -> tuple[int, int]:
    return patient(clerk), patient(clerk, "张三", SECOND, "永泰镇")


def town(name: str) -> str:
    return str(Place.get((Place.name == name) & (Place.level == "4")).id)


@pytest.mark.parametrize("key", PAGES)
def test_every_ledger_shows_its_records_and_explains_when_it_has_none(clerk: Clerk, key: str) -> None:
    page = clerk.go(key)
    assert len(page.grid.rows) == 0
    assert page.empty.sentence.startswith("还没有")
    patient(clerk)
    kept(clerk, INSTITUTION, {"name": "樟树市人民医院", "level": "2"})
    page.refresh()
    clerk.settle()
    assert len(page.grid.rows) == 1
    assert all("None" not in cell for cell in page.grid.rows.cells(0))


@pytest.mark.parametrize("key", PAGES)
def test_every_facet_of_every_ledger_can_be_asked(clerk: Clerk, two: tuple[int, int], key: str) -> None:
    page = clerk.go(key)
    for facet in page.facets:
        panel = page.filters.open(facet.key)
        choices = getattr(facet, "choices", None)
        period = type(facet).__name__ == "PeriodFacet"
        values = (str(choices()[0].value),) if choices else ("2020-01-01", "") if period else ("三",)
        panel.tell(values)
        clerk.settle()
        assert page.conditions[facet.key] == values
        page.filters.clear()
        clerk.settle()
    assert len(page.grid.rows) in (0, 2)


@pytest.mark.parametrize("key", PAGES)
def test_a_looker_is_offered_only_what_he_may_ask_about(
    qtbot: QtBot, register: Register, clerk: Clerk, two: tuple[int, int], key: str
) -> None:
    periods = {"开始", "结束"} if key == pages.IDENTITIES else set()
    personal = {"姓名", "户主姓名", "证件号码", "联系电话", "出生", "户编号"} | periods
    all_of_them = {facet.label for facet in clerk.go(key).facets}
    register.db.execute_sql('UPDATE "user" SET "roles"=\'query\'')
    looker = Clerk(qtbot, register, PAGES)
    page = looker.go(key)
    assert {facet.label for facet in page.facets} == all_of_them - personal
    for facet in page.facets:
        choices = getattr(facet, "choices", None)
        text = ("2020-01-01", "") if type(facet).__name__ == "PeriodFacet" else ("三",)
        page.open_at({facet.key: (choices()[0].value,) if choices else text})
        looker.settle()
    looker.stop()


def test_a_kept_list_with_a_condition_no_longer_open_says_so(qtbot: QtBot, register: Register, clerk: Clerk) -> None:
    clerk.go(pages.PEOPLE)
    saved_lists.keep(register, pages.PEOPLE, "李家", {"name": ("李",), "sex": ("2",)})
    register.db.execute_sql('UPDATE "user" SET "roles"=\'query\'')
    looker = Clerk(qtbot, register, PAGES)
    page = looker.go(pages.PEOPLE)
    page.lists.open("李家")
    looker.settle()
    assert page.conditions == {"sex": ("2",)}
    assert "已略去" in looker.shell.toast.text
    looker.stop()


def test_the_filter_narrows_list_and_totals(clerk: Clerk, two: tuple[int, int]) -> None:
    page = clerk.go(pages.TREATMENTS)
    assert page.grid.foot.totals == "2 条 · 合计 2,000.00 · 自付 200.00 · 实际报销 90.0%"
    page.open_at({"town": (town("永泰镇"),), "admitted": ("2020-01-01", "2020-03-31")})
    clerk.settle()
    assert page.grid.foot.totals.startswith("1 条 · 合计 1,000.00")
    assert page.grid.model.text(0)[:2] == ["永泰镇", "张三"]
    page.open_at({"admitted": ("1999-01-01", "1999-12-31")})
    clerk.settle()
    assert page.empty.sentence == "没有符合条件的记录"
    page.empty.pressed.emit()
    clerk.settle()
    assert len(page.grid.rows) == 2


def test_the_person_under_the_cursor_is_shown_below(clerk: Clerk, two: tuple[int, int]) -> None:
    page = clerk.go(pages.TREATMENTS)
    shown = page.person.strip
    first = shown.name.text()
    assert "建档立卡" in shown.chips.findChildren(type(shown.name))[0].text()
    assert "五个清楚" not in shown.dots.text
    assert "缺：" in shown.dots.text
    clerk.press(Key.Key_Down)
    clerk.settle()
    assert {first, shown.name.text()} == {"李玥", "张三"}
    assert "12752X" not in shown.who.text()


def test_enter_opens_the_person_and_a_household_its_form(clerk: Clerk, two: tuple[int, int]) -> None:
    clerk.go(pages.TREATMENTS)
    clerk.press(Key.Key_Return)
    assert clerk.gone[-1][0] == pages.PERSON
    assert clerk.gone[-1][1] in two
    homes = clerk.go(pages.HOUSEHOLDS)
    clerk.press(Key.Key_Return)
    assert homes.entering
    assert homes.panel.form.fields["head_name"].editor.text() in ("李玥", "张三")


def test_a_named_list_brings_its_conditions_back(clerk: Clerk, two: tuple[int, int]) -> None:
    page = clerk.go(pages.PEOPLE)
    page.open_at({"town": (town("临江镇"),), "identity": ("01",)})
    clerk.settle()
    page.lists.keep("临江建档立卡")
    assert list(saved_lists.kept(clerk.office.register, pages.PEOPLE)) == ["临江建档立卡"]
    page.filters.clear()
    clerk.settle()
    page.lists.open("临江建档立卡")
    clerk.settle()
    assert [page.grid.model.text(row)[2] for row in range(len(page.grid.rows))] == ["李玥"]
    page.lists.forget("临江建档立卡")
    assert saved_lists.kept(clerk.office.register, pages.PEOPLE) == {}


def test_a_save_elsewhere_is_seen_and_the_cursor_stays(clerk: Clerk, two: tuple[int, int]) -> None:
    page = clerk.go(pages.PEOPLE)
    page.grid.select(two[1])
    third = kept(clerk, PERSON, {"name": "王五", "village": village().id})
    clerk.desk.changed.emit({"person": frozenset({third})})
    clerk.settle()
    assert len(page.grid.rows) == 3
    assert page.grid.current_id() == two[1]


def test_voided_records_are_seen_only_when_asked_for(clerk: Clerk, two: tuple[int, int]) -> None:
    page = clerk.go(pages.PEOPLE)
    voiding.void(clerk.office.register, PERSON, two[0], "重复登记")
    page.refresh()
    clerk.settle()
    assert len(page.grid.rows) == 1
    page.open_at({"void": ("1",)})
    clerk.settle()
    assert [page.grid.rows.flag(page.grid.rows.find_row(person)) for person in two] == ["void", ""]
    page.open_at({"void": ("2",)})
    clerk.settle()
    assert [page.grid.rows.id_at(row) for row in range(len(page.grid.rows))] == [two[0]]


def test_a_list_can_be_narrowed_to_the_people_behind_a_number(clerk: Clerk, two: tuple[int, int]) -> None:
    page = clerk.go(pages.PEOPLE, Narrow((two[1],), "永泰镇：疾病不清楚"))
    assert (len(page.grid.rows), page.narrow.words.text()) == (1, "只看　永泰镇：疾病不清楚　1 条")
    page.narrow.leave()
    clerk.settle()
    assert len(page.grid.rows) == 2
    assert page.narrow.isHidden()


def test_export_writes_the_list_as_it_is_seen(clerk: Clerk, two: tuple[int, int], tmp_path: Path) -> None:
    page = clerk.go(pages.TREATMENTS)
    page.grid.hide_column("person.id_number")
    page.open_at({"town": (town("永泰镇"),)})
    clerk.settle()
    target = tmp_path / "救治.csv"
    asked, answer = page.leaving_list(), exporting.Answer(Profile.FULL, "上报上级", page.seen_view())
    exporting.write(clerk.desk, clerk.office, exporting.ready(clerk.office, asked, answer), target)
    clerk.settle()
    head, row = target.read_text(encoding="utf-8-sig").splitlines()
    assert head.startswith("乡镇,姓名,标准病种,救治医院,入院日期")
    assert "证件号码" not in head
    assert "张三" in row
    assert clerk.desk.settings.get(exporting.FOLDER) == str(tmp_path)


def test_a_whole_list_goes_out_to_come_back(clerk: Clerk, two: tuple[int, int], tmp_path: Path) -> None:
    page = clerk.go(pages.PEOPLE)
    words = [entry.text() for entry in page.exports.actions()]
    assert words[:2] == ["&1　按所见导出", "&2　导出可再导入的表"]
    assert all("　导出下发模板：" in word for word in words[2:])
    target = tmp_path / "人员.xlsx"
    asked = exporting.whole(PERSON)
    left = exporting.ready(clerk.office, asked, exporting.Answer(Profile.FULL, "内部核对", asked.view))
    exporting.write(clerk.desk, clerk.office, left, target, back=True)
    clerk.settle()
    assert "2 条" in clerk.shell.toast.text
    book = python_calamine.CalamineWorkbook.from_path(str(target))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[0][0] == "登记编号"
    assert len(rows) == 3


def test_only_ticked_rows_are_exported_when_some_are_ticked(clerk: Clerk, two: tuple[int, int]) -> None:
    page = clerk.go(pages.PEOPLE)
    page.grid.select(two[0])
    clerk.press(Key.Key_Space)
    assert page.seen_view().only == (two[0],)
    clerk.press(Key.Key_A, CONTROL)
    assert page.seen_view().only is None


def test_printing_hands_the_list_and_its_scope_to_the_print_page(clerk: Clerk, two: tuple[int, int]) -> None:
    page = clerk.go(pages.TREATMENTS)
    page.open_at({"town": (town("永泰镇"),), "admitted": ("2020-01-01", "2020-03-31")})
    clerk.settle()
    clerk.press(Key.Key_F7)
    key, request = clerk.gone[-1]
    assert key == pages.PRINT
    assert isinstance(request, PrintRequest)
    assert (request.form, request.scope.towns) == ("treatment-ledger", (int(town("永泰镇")),))
    assert request.conditions == "乡镇 永泰镇；入院 2020年一季度"
    assert request.view is not None
    page.open_at({"town": (town("永泰镇"),), "disease": ("肺癌",)})
    clerk.settle()
    clerk.press(Key.Key_F7)
    request = clerk.gone[-1][1]
    assert isinstance(request, PrintRequest)
    assert request.form == LIST


def test_a_finding_opens_the_form_at_its_field(clerk: Clerk) -> None:
    home = kept(clerk, HOUSEHOLD, {"number": "3609820001", "head_name": "李大"})
    page = clerk.go(pages.HOUSEHOLDS, RecordTarget(0, HOUSEHOLD, home, "人数"))
    assert page.entering
    assert page.panel.form.fields["size"].editor.hasFocus()


def test_a_restricted_disease_is_not_opened_by_those_who_may_not_see_it(
    qtbot: QtBot, register: Register, clerk: Clerk
) -> None:
    person = patient(clerk)
    ill = kept(clerk, DIAGNOSIS, {"person": person, "disease": "精神分裂症"})
    register.db.execute_sql('UPDATE "user" SET "roles"=\'entry\'')
    other = Clerk(qtbot, register, PAGES)
    page = other.go(pages.DIAGNOSES)
    assert page.grid.rows.find_row(ill) == -1
    assert len(page.grid.rows) == 1
    page.open_at(RecordTarget(person, DIAGNOSIS, ill))
    assert "保密病种" in str(other.failures.pop())
    assert not page.entering
    other.stop()


def test_the_tabs_lead_to_the_other_lists_of_people(clerk: Clerk) -> None:
    page = clerk.go(pages.PEOPLE)
    tabs = page.findChild(PageTabs)
    tabs.setCurrentIndex(1)
    assert (clerk.gone[-1], tabs.currentIndex()) == ((pages.HOUSEHOLDS, None), 0)


def test_the_ledger_of_stays_keeps_the_offices_columns(clerk: Clerk) -> None:
    page = clerk.go(pages.TREATMENTS)
    patient(clerk)
    page.refresh()
    clerk.settle()
    columns = page.grid.layout_of_columns
    shown = [columns.columns[number].label for number in columns.shown()]
    assert shown[:3] == ["乡镇", "姓名", "证件号码"]
    assert {"总费用", "个人负担", "入院日期", "救治医院"} <= set(shown)
