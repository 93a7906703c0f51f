"""统计分析: by keyboard alone, figures that open their lists, charts as they print, documents on the print page."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hfp_desk.papers.analysis import Analysis
from hfp_desk.papers.circular import Circular
from hfp_desk.records import PERSON, Person
from hfp_desk.returns import Span
from hfp_desk.store.listing import View
from hfp_desk.store.statistics import Shown, Statistic
from tests.domain.signed import contract
from tests.ui.clerk import Clerk, patient
from tests.ui.fakes import Key
from ui import pages
from ui.pages.jump import StatisticsOf
from ui.pages.narrowing import Narrow
from ui.pages.people_page import PeoplePage
from ui.pages.print_request import LIST, PrintRequest
from ui.pages.statistics.cross_view import CrossView
from ui.pages.statistics.pyramid_view import PyramidView
from ui.pages.statistics.report_views import AnalysisView, CircularView
from ui.pages.statistics.trend_view import TrendView
from ui.pages.statistics_page import KINDS, StatisticsPage

PAGES = {pages.STATISTICS: StatisticsPage, pages.PEOPLE: PeoplePage}
CONTROL = Qt.KeyboardModifier.ControlModifier
DAY = date(2020, 3, 31)


@pytest.fixture
def people(clerk: Clerk) -> tuple[int, ...]:
    """Two women and a man in two townships."""
    first = patient(clerk, "李玥", "36098219590312752X", "临江镇")
    second = patient(clerk, "王芳", "360982196003127529", "临江镇")
    third = patient(clerk, "张强", "360982197103127512", "永泰镇")
    return first, second, third


def page_of(clerk: Clerk, kind: str = KINDS[0]) -> Any:
    page = clerk.go(pages.STATISTICS, kind)
    clerk.settle()
    return page


def test_a_cross_table_opens_its_people_by_keys(clerk: Clerk, people: tuple[int, ...]) -> None:
    view = page_of(clerk).view
    assert isinstance(view, CrossView)
    assert view.table.texts == (("临江镇", "0", "2", "2"), ("永泰镇", "1", "0", "1"), ("合计", "1", "2", "3"))
    view.table.setFocus()
    clerk.press(Key.Key_Right)
    clerk.press(Key.Key_Return)
    clerk.settle()
    assert clerk.gone[-1] == (pages.PEOPLE, Narrow(people[:2], "临江镇 女"))


def test_the_kinds_are_turned_by_a_key_and_each_is_counted(clerk: Clerk, people: tuple[int, ...]) -> None:
    page = page_of(clerk)
    seen = [type(page.view)]
    for _ in KINDS[1:]:
        clerk.press(Key.Key_G, CONTROL)
        clerk.settle()
        seen.append(type(page.view))
    assert seen == [CrossView, TrendView, PyramidView, CircularView, AnalysisView]


def test_shares_and_other_groups_are_chosen(clerk: Clerk, people: tuple[int, ...]) -> None:
    view = page_of(clerk).view
    view.shown.setCurrentIndex(list(Shown).index(Shown.OF_ROW))
    clerk.settle()
    assert view.table.texts[0] == ("临江镇", "0.0%（0/2）", "100.0%（2/2）", "100.0%（2/2）")
    view.columns.setCurrentIndex(0)
    view.shown.setCurrentIndex(0)
    clerk.settle()
    assert view.table.texts == (("临江镇", "2"), ("永泰镇", "1"), ("合计", "3"))


def test_a_list_from_elsewhere_and_chips_narrow_the_table(clerk: Clerk, people: tuple[int, ...]) -> None:
    page = page_of(clerk)
    page.open_at(StatisticsOf(View(PERSON, only=people[1:]), "选定的 2 条"))
    clerk.settle()
    assert page.view.table.texts[-1] == ("合计", "1", "1", "2")
    town = Person.get_by_id(people[2]).town.id
    page.view.filters.set_values({"town": (str(town),)})
    page.view.filters.changed.emit(page.view.filters.values)
    clerk.settle()
    assert page.view.table.texts == (("永泰镇", "1", "1"), ("合计", "1", "1"))


def test_a_list_goes_to_statistics_as_it_is_seen_by_a_key(clerk: Clerk, people: tuple[int, ...]) -> None:
    page_of(clerk)
    town = Person.get_by_id(people[0]).town
    clerk.go(pages.PEOPLE, {"town": (str(town.id),)})
    clerk.press(Key.Key_T, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    clerk.settle()
    assert clerk.gone[-1][0] == pages.STATISTICS
    page = clerk.shell.page
    assert isinstance(page, StatisticsPage)
    view = page.view
    assert view.table.texts == (("临江镇", "2", "2"), ("合计", "2", "2"))
    assert "乡镇 临江镇" in view.words.text()


def test_a_trend_and_a_pyramid_open_their_people(clerk: Clerk, people: tuple[int, ...]) -> None:
    view = page_of(clerk, "趋势").view
    view.day.put(DAY)
    view.load()
    clerk.settle()
    assert view.span.value is Span.DAY
    assert view.told is not None
    assert [row[1] for row in view.told.rows][-1] == Decimal(3)
    view.table.opened.emit(len(view.told.rows) - 1, 1)
    clerk.settle()
    assert clerk.gone[-1][0] == pages.PEOPLE
    view = page_of(clerk, "金字塔").view
    view.day.put(DAY)
    view.load()
    clerk.settle()
    assert view.table.texts[-1] == ("合计", "1", "2", "3")
    view.table.opened.emit(len(view.table.texts) - 1, 2)
    clerk.settle()
    assert clerk.gone[-1] == (pages.PEOPLE, Narrow(people[:2], "建档立卡贫困人口 女"))


def test_a_trend_takes_a_ratio_and_opens_its_numerator(clerk: Clerk, people: tuple[int, ...]) -> None:
    contract(clerk.office.register, Person.get_by_id(people[0]))
    view = page_of(clerk, "趋势").view
    view.day.put(DAY)
    view.lines[0].setCurrentIndex(list(view.figures).index("signing.signed_poor_rate"))
    clerk.settle()
    assert view.span.currentText() == "按报表的口径"
    assert view.table.texts[-1][1] == "33.33%（1/3）"
    view.table.opened.emit(len(view.table.texts) - 1, 1)
    clerk.settle()
    assert clerk.gone[-1] == (pages.PEOPLE, Narrow(people[:1], "2020年4月 贫困人口—签约率"))


def test_the_chart_is_shown_and_copied_as_a_picture(clerk: Clerk, people: tuple[int, ...]) -> None:
    view = page_of(clerk).view
    chart = view.chart
    assert chart.picture is not None
    assert not chart.picture.isNull()
    chart.setFocus()
    clerk.press(Key.Key_C, CONTROL)
    clerk.settle()
    copied = QApplication.clipboard().image()
    assert copied.width() >= 2 * chart.width()
    assert "男：0、1" in chart.accessibleDescription()


def test_the_table_is_copied_whole(clerk: Clerk, people: tuple[int, ...]) -> None:
    view = page_of(clerk).view
    view.table.setFocus()
    clerk.press(Key.Key_C, CONTROL)
    assert QApplication.clipboard().text().splitlines()[0] == "乡镇\t男\t女\t合计"


def test_printing_takes_table_and_chart_along(clerk: Clerk, people: tuple[int, ...]) -> None:
    view = page_of(clerk).view
    clerk.press(Key.Key_F7)
    page, request = clerk.gone[-1]
    assert isinstance(request, PrintRequest)
    assert (page, request.form, request.report) == (pages.PRINT, LIST, view.told)
    assert isinstance(request.report, Statistic)


def test_a_statistic_is_exported_with_its_purpose(clerk: Clerk, people: tuple[int, ...], tmp_path: Path) -> None:
    view = page_of(clerk).view
    view.write("工作分析", tmp_path / "统计.xlsx")
    clerk.settle()
    assert (tmp_path / "统计.xlsx").stat().st_size > 4_000


def test_what_a_clerk_writes_goes_into_the_documents(clerk: Clerk, people: tuple[int, ...]) -> None:
    view = page_of(clerk, "工作分析").view
    assert isinstance(view, AnalysisView)
    view.texts["next"].setPlainText("抓紧续签。")
    view.day.put(DAY)
    clerk.press(Key.Key_F7)
    request = clerk.gone[-1][1]
    assert isinstance(request, PrintRequest)
    assert request.report == Analysis(DAY, {"next": "抓紧续签。"}, "樟树市卫生健康委员会")
    circular = page_of(clerk, "通报").view
    assert isinstance(circular, CircularView)
    circular.number.setText("樟卫健字〔2020〕5号")
    circular.print()
    request = clerk.gone[-1][1]
    assert isinstance(request, PrintRequest)
    assert isinstance(request.report, Circular)
    assert request.report.number == "樟卫健字〔2020〕5号"
    assert "three_batches.treated_rate" in request.report.places


def test_a_circular_without_figures_says_so(clerk: Clerk) -> None:
    view = page_of(clerk, "通报").view
    assert view.told is None
    assert "没有可以排名的数字" in view.empty.sentence
