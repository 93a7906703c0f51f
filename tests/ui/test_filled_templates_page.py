"""上级模板: the clerk points with the mouse or by keys, sees the figures, and saves; known again next month."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hfp_desk.gate import QUERY, Viewer
from hfp_desk.records import Place
from hfp_desk.returns import periods
from hfp_desk.store import foreign_templates
from hfp_desk.store.foreign_templates import Fact, Figure
from hfp_desk.store.opening import Register
from tests.domain import foreign_books as books
from tests.ui.clerk import Clerk, patient
from tests.ui.fakes import Key
from ui import pages
from ui.pages.filled_templates_page import FilledTemplatesPage
from ui.pages.template_panel import HINTS
from ui.return_target import ReturnTarget

PAGES = {pages.FILLED_TEMPLATES: FilledTemplatesPage}
SHEET = "附件1"
ROLE = Qt.ItemDataRole.DisplayRole


@pytest.fixture
def towns(register: Register) -> list[str]:
    books.own_return(register)
    known = Place.select().where((Place.level == "4") & (Place.valid_to.is_null()))
    return [place.name for place in known.order_by(Place.code)]


@pytest.fixture
def template(towns: list[str], tmp_path: Path) -> Path:
    return books.progress(tmp_path / "2020年3月市表.xlsx", towns)


@pytest.fixture
def page(clerk: Clerk, towns: list[str]) -> FilledTemplatesPage:
    patient(clerk)
    found: FilledTemplatesPage = clerk.go(pages.FILLED_TEMPLATES)
    found.which.setCurrentIndex(found.which.findText("三个一批进展情况"))
    return found


def opened(page: FilledTemplatesPage, clerk: Clerk, path: Path) -> None:
    page.open(path)
    clerk.settle()
    assert page.sitting is not None


def shown(page: FilledTemplatesPage, row: int, column: int) -> str:
    return str(page.bench.model.index(row - 1, column - 1).data(ROLE))


def row_of(towns: list[str], name: str) -> int:
    return books.FIRST + towns.index(name)


def test_a_return_is_chosen_with_its_period_and_a_template_takes_its_figures(
    page: FilledTemplatesPage, clerk: Clerk, template: Path
) -> None:
    clerk.go(pages.FILLED_TEMPLATES, ReturnTarget("signing", "2019-12"))
    assert (page.definition.name, page.period.editor.text()) == ("signing", "2019-12")
    assert page.sitting is None
    chosen = page.which.itemData(page.which.findText("三个一批进展情况")).name
    clerk.go(pages.FILLED_TEMPLATES, ReturnTarget(chosen))
    opened(page, clerk, template)
    clerk.go(pages.FILLED_TEMPLATES, ReturnTarget("signing", "2020-02"))
    assert page.sitting is not None
    assert page.sitting.counted.period.mark == page.period.editor.text() == "2020-02"
    assert page.sitting.counted.tables.keys() >= {"signing", chosen}, "what was pointed keeps its figures"
    assert page.bench.definition is not None
    assert page.bench.definition.name == "signing"


def test_a_new_template_lies_there_as_it_was_sent(
    page: FilledTemplatesPage, clerk: Clerk, template: Path, towns: list[str]
) -> None:
    opened(page, clerk, template)
    assert "新模板" in page.bench.told.text()
    assert shown(page, 3, 5) == "大病集中救治"
    assert page.bench.grid.columnSpan(2, 4) == 3
    assert page.bench.grid.rowSpan(2, 0) == 2
    assert [page.bench.sheets.tabText(n) for n in range(page.bench.sheets.count())] == [SHEET, "填表说明"]
    assert page.period.value is not None
    assert page.period.value.mark == "2020-03", "the month that its title names"
    assert page.bench.grid.hasFocus()


def test_by_keys_a_column_is_pointed_and_seen_filled(
    page: FilledTemplatesPage, clerk: Clerk, template: Path, towns: list[str]
) -> None:
    opened(page, clerk, template)
    page.bench.grid.go(books.FIRST, 3)
    clerk.press(Key.Key_Return)
    assert page.bench.side.points.targets.hasFocus()
    clerk.press(Key.Key_Home)
    clerk.press(Key.Key_Down)
    clerk.press(Key.Key_Return)
    row = row_of(towns, "临江镇")
    assert shown(page, row, 3) == "1"
    assert shown(page, row_of(towns, "永泰镇"), 3) == "0"
    assert page.bench.grid.hasFocus()
    assert page.bench.grid.spot == (books.FIRST, 4), "on to the next column"
    assert page.sitting is not None
    targets = [point.target for point in page.sitting.points.values()]
    assert {one.column for one in targets if isinstance(one, Figure)} == {"people"}
    assert len(targets) == len(towns)
    page.bench.grid.go(row, 3)
    clerk.press(Key.Key_Delete)
    assert shown(page, row, 3) == ""
    assert len(page.sitting.points) == len(towns) - 1


def test_by_mouse_a_single_cell_takes_the_line_that_is_chosen(
    page: FilledTemplatesPage, clerk: Clerk, template: Path, towns: list[str]
) -> None:
    opened(page, clerk, template)
    grid, panel = page.bench.grid, page.bench.side.points
    index = page.bench.model.index(books.FIRST - 1, 7)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(index).center())
    assert panel.where.text().startswith("H7")
    panel.whole.setChecked(False)
    panel.line.setCurrentIndex(panel.line.findText("行：临江镇"))
    item = panel.targets.item(2)
    spot = panel.targets.visualItemRect(item).center()
    QTest.mouseClick(panel.targets.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(panel.targets.viewport(), Qt.MouseButton.LeftButton, pos=spot + QPoint(1, 0))
    assert page.sitting is not None
    (point,) = page.sitting.points.values()
    assert (point.row, point.column) == (7, 8)
    assert isinstance(point.target, Figure)
    assert (point.target.column, point.target.label) == ("verified", "临江镇")
    assert shown(page, 7, 8) == "1"


def test_a_formula_cannot_be_pointed(page: FilledTemplatesPage, clerk: Clerk, template: Path, towns: list[str]) -> None:
    opened(page, clerk, template)
    said: list[str] = []
    page.desk.said.connect(lambda text, *_more: said.append(text))
    page.bench.grid.go(6, 7)
    assert page.bench.side.points.now.text() == "保留公式"
    page.bench.point(page.definition.columns[0])
    assert "公式" in said[0]
    assert page.sitting is not None
    assert not page.sitting.points


def test_proposed_confirmed_saved_and_known_again(
    page: FilledTemplatesPage, clerk: Clerk, template: Path, towns: list[str], tmp_path: Path, register: Register
) -> None:
    opened(page, clerk, template)
    clerk.press(Key.Key_F7)
    assert page.sitting is not None
    assert page.sitting.unsure == 4 * len(towns) + 3
    assert "黄色" in page.bench.told.text()
    said: list[str] = []
    page.desk.said.connect(lambda text, *_more: said.append(text))
    clerk.press(Key.Key_F9)
    assert "没有确认" in said[-1], "nothing is written before it is confirmed"
    assert page.unsaved()
    clerk.press(Key.Key_F8)
    clerk.settle()
    assert not page.unsaved()
    assert page.sitting.unsure == 0
    facts = page.bench.side.facts.lines
    facts["审核人"].setText("王芳")
    facts["审核人"].textEdited.emit("王芳")
    page.write(tmp_path / "填好.xlsx")
    clerk.settle()
    assert "填好.xlsx" in said[-1]
    found = load_workbook(tmp_path / "填好.xlsx")[SHEET]
    assert found.cell(row_of(towns, "临江镇"), 4).value == 1
    assert "审核人：王芳" in str(found.cell(books.FIRST + len(towns), 1).value)
    clerk.press(Key.Key_Escape)
    assert page.sitting is None
    assert page.start.known.hasFocus()
    april = books.progress(tmp_path / "2020年4月市表.xlsx", towns, "2020年4月")
    opened(page, clerk, april)
    assert page.sitting.unsure == 0
    assert "已按记住的" in page.bench.told.text()
    assert shown(page, 1, 1).startswith("2020年4月")
    assert shown(page, row_of(towns, "临江镇"), 4) == "1"
    assert foreign_templates.facts(register, "", date(2020, 4, 27))["审核人"] == "王芳"


def test_the_kept_template_opens_with_enter_and_another_period_counts_again(
    page: FilledTemplatesPage, clerk: Clerk, template: Path, towns: list[str]
) -> None:
    opened(page, clerk, template)
    clerk.press(Key.Key_F7)
    clerk.press(Key.Key_F8)
    clerk.settle()
    clerk.press(Key.Key_Escape)
    clerk.press(Key.Key_Return)
    clerk.settle()
    assert page.sitting is not None
    row = row_of(towns, "临江镇")
    assert shown(page, row, 4) == "1"
    page.choose_period(periods.period(page.definition, "2013-05"))
    clerk.settle()
    assert shown(page, row, 4) == "0", "nobody was poor in 2013"
    assert shown(page, 1, 1).startswith("2013年5月")


def test_what_the_higher_level_changed_is_told_first(
    page: FilledTemplatesPage, clerk: Clerk, template: Path, towns: list[str], tmp_path: Path
) -> None:
    opened(page, clerk, template)
    clerk.press(Key.Key_F7)
    clerk.press(Key.Key_F8)
    clerk.settle()
    changed = books.progress(tmp_path / "2020年4月市表.xlsx", towns, "2020年4月", head="已治疗（人）")
    opened(page, clerk, changed)
    assert page.bench.side.tabs.currentIndex() == HINTS
    assert page.bench.side.hints.item(0).text() == f"{SHEET} F4：原“已救治（人）”，现“已治疗（人）”"
    assert "确认前不写任何内容" in page.bench.told.text()
    assert page.bench.grid.spot == (books.FIRST, 6), "the first cell that is asked for"
    page.bench.side.hints.setFocus()
    page.bench.side.hints.setCurrentRow(0)
    clerk.press(Key.Key_Return)
    assert page.bench.grid.spot == (4, 6)
    assert page.sitting is not None
    assert page.sitting.unsure == len(towns)


def test_a_fact_is_pointed_to_a_cell_of_the_head(
    page: FilledTemplatesPage, clerk: Clerk, template: Path, towns: list[str]
) -> None:
    opened(page, clerk, template)
    page.bench.grid.go(2, 1)
    page.bench.point("填报单位")
    assert shown(page, 2, 1).startswith("填报单位（盖章）：樟树市卫生健康委员会")
    assert page.sitting is not None
    (point,) = page.sitting.points.values()
    assert point.target == Fact("填报单位")


def test_whoever_only_looks_has_no_button_to_fill(page: FilledTemplatesPage, clerk: Clerk, qtbot: QtBot) -> None:
    looking = replace(clerk.office, viewer=Viewer("赵兰", frozenset({QUERY})))
    other = FilledTemplatesPage(clerk.desk, looking)
    qtbot.addWidget(other)
    assert {deed.text() for deed in page.deeds} == {"选择模板", "自动对应", "确认并记住", "填好另存"}
    assert [deed.text() for deed in other.deeds] == ["选择模板"]
