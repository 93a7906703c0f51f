"""One return in the window: figures and the names behind them, 审核 with 情况说明, 上报 and what changed since."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from hfp_desk.gate import QUERY, Viewer
from hfp_desk.store import return_checks, returns
from hfp_desk.store.opening import Register
from tests.ui import own_returns
from tests.ui.clerk import Clerk, patient
from tests.ui.fakes import Key
from tests.ui.own_returns import MARCH, figure, people, send
from ui import pages
from ui.pages.narrowing import Narrow
from ui.pages.people_page import PeoplePage
from ui.pages.print_page import PrintPage
from ui.pages.return_page import ReturnPage

PAGES = {pages.RETURN: ReturnPage, pages.PEOPLE: PeoplePage, pages.PRINT: PrintPage}
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def town(register: Register, clerk: Clerk) -> int:
    return people(register, clerk)


@pytest.fixture
def page(clerk: Clerk, town: int) -> ReturnPage:
    found: ReturnPage = clerk.go(pages.RETURN, MARCH)
    return found


def test_the_table_has_its_heads_its_lines_and_its_sum_first(page: ReturnPage, town: int) -> None:
    model = page.grid.figures
    assert page.title == "住院分娩情况月报表"
    assert page.grid.corner.text() == "乡镇"
    assert model.headerData(0, Qt.Orientation.Vertical) == "合计"
    assert figure(page, 0, "people") == figure(page, town, "people") == "2"
    assert {head.text: head.columns for head in page.grid.head.heads}["住院分娩"] == 3
    assert "填报单位 樟树市卫生健康委员会" in page.lines.facts.text()
    assert "上报截止 2020-03-28" in page.lines.facts.text()
    assert page.grid.hasFocus(), "the arrow keys walk over the figures"


def test_the_cell_with_the_cursor_is_explained(page: ReturnPage, town: int) -> None:
    page.grid.go(town, "people")
    assert "临江镇" in page.strip.title.text()
    assert "第 1 栏" in page.strip.title.text()
    assert page.strip.value.text() == "2 人"
    assert "GJ §一" in page.strip.sources.text()
    page.grid.go(town, "rate")
    assert page.strip.value.text() == "100.00%（2/2）"
    assert "÷" in page.strip.sources.text()


def test_enter_opens_as_many_names_as_the_figure_says(page: ReturnPage, clerk: Clerk, town: int) -> None:
    page.grid.go(town, "people")
    clerk.press(Key.Key_Return)
    clerk.settle()
    where, narrow = clerk.gone[-1]
    assert where == pages.PEOPLE
    assert isinstance(narrow, Narrow)
    assert len(narrow.ids) == 2
    assert "2020年3月 临江镇 农村贫困人口" in narrow.words
    assert len(clerk.shell.page.grid.rows) == 2  # type: ignore[union-attr]
    clerk.press(Key.Key_Escape)
    assert clerk.shell.page is page
    assert page.grid.place == (town, "people"), "the cursor is where it was left"


def test_a_share_opens_numerator_and_denominator(page: ReturnPage, clerk: Clerk, town: int) -> None:
    for modifiers in ((), (CONTROL,)):
        page.grid.go(town, "rate")
        clerk.press(Key.Key_Return, *modifiers)
        clerk.settle()
        assert len(clerk.gone[-1][1].ids) == 2  # type: ignore[attr-defined]
        clerk.go(pages.RETURN)


def test_a_figure_of_nobody_opens_no_list(page: ReturnPage, clerk: Clerk, qtbot: QtBot) -> None:
    empty = next(line.key for line in page.grid.figures.lines if line.label == "永泰镇")
    page.grid.go(empty, "people")
    with qtbot.waitSignal(clerk.desk.said) as said:
        clerk.press(Key.Key_Return)
    assert "没有" in said.args[0]
    assert clerk.shell.page is page


def test_periods_are_turned_and_typed(page: ReturnPage, clerk: Clerk) -> None:
    clerk.press(Key.Key_PageUp, ALT)
    clerk.settle()
    assert page.lines.period.editor.text() == "2020-02"
    assert figure(page, 0, "people") == "2"
    clerk.press(Key.Key_D, CONTROL)
    clerk.type("201912")
    clerk.settle()
    assert page.found is not None
    assert page.found.period.mark == "2019-12"
    assert page.grid.hasFocus()


def test_a_period_that_is_none_is_told_and_a_coming_one_refused(page: ReturnPage, clerk: Clerk, qtbot: QtBot) -> None:
    clerk.press(Key.Key_D, CONTROL)
    clerk.type("2020-Q9")
    assert "2020-Q9" in page.lines.period.words.text()
    with qtbot.waitSignal(clerk.desk.said) as said:
        clerk.press(Key.Key_D, CONTROL)
        clerk.type("2099-01")
    assert "还没有开始" in said.args[0]
    assert page.found is not None
    assert page.found.period.mark == "2020-03"


def test_a_figure_no_register_holds_is_typed_with_its_basis(
    page: ReturnPage, clerk: Clerk, register: Register, town: int
) -> None:
    page.grid.go(town, "births")
    clerk.press(Key.Key_1)
    clerk.press(Key.Key_2)
    clerk.press(Key.Key_Return)
    clerk.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    clerk.type("乡镇卫生院 3 月报表")
    clerk.settle()
    assert figure(page, town, "births") == figure(page, 0, "births") == "12"
    found = page.found
    assert found is not None
    assert found.written[town, "births"].basis == "乡镇卫生院 3 月报表"
    row = page.grid.figures.find(town, "births")
    assert row is not None
    assert page.grid.currentIndex().row() == row[0] + 1, "the cursor went on to the next line"
    page.grid.go(town, "births")
    assert "乡镇卫生院 3 月报表" in page.strip.sources.text()
    clerk.press(Key.Key_Delete)
    clerk.qtbot.waitUntil(lambda: figure(page, town, "births") == "")
    clerk.settle()
    with register.session():
        assert not returns.written(found.definition, found.period)


def test_what_is_counted_cannot_be_typed_over_and_words_are_no_figures(
    page: ReturnPage, clerk: Clerk, qtbot: QtBot, town: int
) -> None:
    page.grid.go(town, "people")
    clerk.press(Key.Key_9)
    assert figure(page, town, "people") == "2"
    with qtbot.waitSignal(clerk.desk.said) as said:
        place = page.grid.figures.find(town, "births")
        assert place is not None
        page.grid.figures.setData(page.grid.figures.index(*place), "十二")
    assert "“十二”不是数字" in said.args[0]


@pytest.fixture
def wrong(page: ReturnPage, clerk: Clerk, register: Register, town: int) -> ReturnPage:
    """More births in hospital than births: an error."""
    own_returns.write(register, "2020-03", "births", town, 3)
    own_returns.write(register, "2020-03", "hospital", town, 4)
    page.refresh()
    clerk.settle()
    return page


def test_an_error_is_marked_listed_and_leads_to_its_cell(wrong: ReturnPage, clerk: Clerk, town: int) -> None:
    place = wrong.grid.figures.find(town, "hospital")
    assert place is not None
    mark = wrong.grid.figures.mark(*place)
    assert mark is not None
    assert mark.sign == "▲"
    assert "有差错 1 处" in wrong.lines.state.text()
    wrong.grid.put(0, 0)
    clerk.press(Key.Key_F8)
    assert wrong.checks.isVisible()
    assert wrong.checks.list.hasFocus()
    assert "住院分娩不能多于分娩" in wrong.checks.list.item(0).text()
    clerk.press(Key.Key_Return)
    assert wrong.grid.place == (town, "hospital")
    assert wrong.grid.hasFocus()
    assert "差错" in wrong.strip.known[0].text()
    clerk.press(Key.Key_Escape)
    assert not wrong.checks.isVisible()
    wrong.grid.put(0, 0)
    clerk.press(Key.Key_F3)
    assert wrong.grid.figures.mark(wrong.grid.currentIndex().row(), wrong.grid.currentIndex().column()) is not None


def test_an_unexplained_error_keeps_the_return_back_until_it_is_explained(
    wrong: ReturnPage, clerk: Clerk, register: Register, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(clerk.desk.said) as said:
        clerk.press(Key.Key_F9)
    assert "不能上报" in said.args[0]
    assert wrong.checks.list.hasFocus()
    clerk.press(Key.Key_Tab)
    wrong.checks.reason.setPlainText("一名产妇户籍已迁出，已电话核实")
    clerk.press(Key.Key_Return)
    clerk.settle()
    found = wrong.found
    assert found is not None
    with register.session():
        told = return_checks.explanations(found.definition, found.period)
    assert [one.text for one in told.values()] == ["一名产妇户籍已迁出，已电话核实"]
    assert "※" in wrong.checks.list.item(0).text()
    send(wrong, clerk)
    assert "已上报 第 1 版" in wrong.lines.state.text()


def test_a_record_changed_elsewhere_is_counted_when_the_page_is_seen_again(
    page: ReturnPage, clerk: Clerk, town: int
) -> None:
    clerk.go(pages.PEOPLE)
    patient(clerk, "周玉", "360982197001011246")
    clerk.desk.changed.emit({"person": frozenset({1})})
    clerk.go(pages.RETURN)
    assert figure(page, town, "people") == "3"


def test_who_only_looks_is_offered_neither_sending_nor_writing(
    clerk: Clerk, qtbot: QtBot, register: Register, town: int
) -> None:
    own_returns.write(register, "2020-03", "births", town, 3)
    own_returns.write(register, "2020-03", "hospital", town, 4)
    looker = ReturnPage(clerk.desk, replace(clerk.office, viewer=Viewer("赵兰", frozenset({QUERY}))))
    qtbot.addWidget(looker)
    looker.open_at(MARCH)
    clerk.settle()
    assert "上报" not in [deed.text() for deed in looker.deeds]
    place = looker.grid.figures.find(town, "births")
    assert place is not None
    assert not looker.grid.figures.flags(looker.grid.figures.index(*place)) & Qt.ItemFlag.ItemIsEditable
    assert looker.checks.list.count() == 1
    assert looker.checks.reason.isReadOnly()
    assert figure(looker, town, "people") == "2", "figures are for everybody who may look"


def test_the_column_with_the_cursor_is_drawn_beside_the_table(page: ReturnPage, clerk: Clerk, town: int) -> None:
    page.grid.go(town, "people")
    page.more.actions()[3].trigger()
    clerk.settle()
    chart = page.out.chart.view.chart
    assert chart is not None
    assert chart.series[0].values[chart.labels.index("临江镇")] == 2
    page.grid.go(town, "rate")
    drawn = page.out.chart.view.chart
    assert drawn is not None
    assert drawn.unit == "%"
    clerk.press(Key.Key_Escape)
    assert not page.out.chart.isVisible()
