"""The list of returns: what is due in a month, what keeps it back, what went up, and mistakes in definitions."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from hfp_desk.records import Place
from hfp_desk.returns import periods
from hfp_desk.store import return_checks, returns, sending
from hfp_desk.store.opening import Register
from hfp_desk.store.return_standing import Standing, State
from tests.ui import own_returns
from tests.ui.clerk import Clerk, patient
from tests.ui.fakes import Key
from ui import pages
from ui.pages.return_page import ReturnPage
from ui.pages.return_reading import Given
from ui.pages.returns_page import ReturnsPage

PAGES = {pages.RETURNS: ReturnsPage, pages.RETURN: ReturnPage}
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
TITLE = "住院分娩情况月报表"


@pytest.fixture
def page(clerk: Clerk, register: Register) -> ReturnsPage:
    own_returns.lay(register)
    patient(clerk)
    found: ReturnsPage = clerk.go(pages.RETURNS, "2020-03")
    return found


def row(page: ReturnsPage, title: str = TITLE) -> dict[str, str]:
    rows = page.grid.rows
    assert rows is not None
    for place in range(len(rows)):
        cells = dict(zip([column.label for column in rows.columns], rows.cells(place), strict=True))
        if cells["名称"] == title:
            return cells
    return {}


def one(page: ReturnsPage, name: str = "own_births") -> Standing:
    return next(one for one in page.standings if one.definition.name == name)


def test_every_return_stands_in_its_own_period_with_its_day(page: ReturnsPage, register: Register) -> None:
    known = returns.catalogue(register).definitions
    assert page.grid.rows is not None
    assert len(page.grid.rows) == len(known) > 10
    assert page.grid.table.hasFocus()
    cells = row(page)
    assert (cells["报告期"], cells["上报截止"], cells["期别"]) == ("2020年3月", "2020-03-28", "月报")
    assert "可上报，已迟" in cells["状态"]
    quarters = [one.period.mark for one in page.standings if one.definition.name == "clinics"]
    assert quarters == ["2020-Q1"]
    assert all(one.table is not None for one in page.standings)


def test_the_month_is_typed_and_turned(page: ReturnsPage, clerk: Clerk) -> None:
    clerk.press(Key.Key_PageDown, ALT)
    clerk.settle()
    assert one(page).period.mark == "2020-04"
    clerk.press(Key.Key_D, CONTROL)
    clerk.type("202001")
    clerk.settle()
    assert one(page).period.mark == "2020-01"
    assert row(page)["上报截止"] == "2020-01-28"
    assert page.grid.table.hasFocus()


def test_a_month_that_cannot_be_read_keeps_the_cursor(page: ReturnsPage, clerk: Clerk) -> None:
    clerk.press(Key.Key_D, CONTROL)
    clerk.type("2020-13")
    assert page.month.editor.hasFocus()
    assert page.month.words.text()
    assert one(page).period.mark == "2020-03"


def test_a_month_to_come_is_listed_and_not_counted(page: ReturnsPage, clerk: Clerk, qtbot: QtBot) -> None:
    page.turn_to("2099-01")
    clerk.settle()
    assert one(page).state(date.today()) is State.COMING
    assert row(page)["状态"] == "□ 未开始"
    with qtbot.waitSignal(clerk.desk.said) as said:
        clerk.press(Key.Key_Return)
    assert "还没有开始" in said.args[0]


def test_enter_opens_the_return_as_it_was_counted(page: ReturnsPage, clerk: Clerk) -> None:
    page.grid.select(page.standings.index(one(page)))
    clerk.press(Key.Key_Return)
    clerk.settle()
    where, target = clerk.gone[-1]
    assert where == pages.RETURN
    assert isinstance(target, Given)
    assert target.table is one(page).table
    assert clerk.shell.page is not None
    assert clerk.shell.page.title == TITLE
    clerk.press(Key.Key_Escape)
    assert clerk.shell.page is page


def test_a_figure_written_on_the_other_page_is_counted_anew_here(
    page: ReturnsPage, clerk: Clerk, register: Register
) -> None:
    town = Place.get((Place.name == "临江镇") & (Place.level == "4")).id
    clerk.go(pages.RETURN, Given("own_births", "2020-03"))
    shown: ReturnPage = clerk.shell.page  # type: ignore[assignment]
    own_returns.write(register, "2020-03", "births", town, 3)
    shown.grid.go(town, "hospital")
    shown.grid.figures.setData(shown.grid.currentIndex(), "4")
    clerk.qtbot.waitUntil(lambda: shown.grid.hasFocus() is False)
    clerk.type("乡镇卫生院 3 月报表")
    clerk.settle()
    clerk.go(pages.RETURNS)
    assert row(page)["状态"].startswith("▲ 有差错 1")
    assert row(page)["差错"] == "1"
    page.band.press("wrong")
    assert page.grid.rows is not None
    assert len(page.grid.rows) == 1
    clerk.press(Key.Key_Escape)
    assert len(page.grid.rows) == len(page.standings)


def test_a_sent_return_says_so_and_what_changed_since(page: ReturnsPage, clerk: Clerk, register: Register) -> None:
    definition = returns.named(register, "own_births")
    sending.send(register, definition, periods.period(definition, "2020-03"))
    page.refresh()
    clerk.settle()
    assert row(page)["状态"].startswith("● 已上报 第 1 版")
    assert row(page)["上报后变动"] == "没有变动"
    patient(clerk, "王小兰", "360982197803152246")
    clerk.desk.changed.emit({"person": frozenset({1})})
    clerk.settle()
    town = Place.get((Place.name == "临江镇") & (Place.level == "4")).id
    with register.session():
        before = return_checks.last_sent(definition, periods.period(definition, "2020-03"))
    now = one(page).table
    assert now is not None
    assert before is not None
    assert [now.cell(town, "people").value, before.cell(town, "people").value] == [2, 1]
    assert row(page)["上报后变动"] == "≠ 2 格", "of the township and of the sum; the share stays 100"


def test_a_mistake_in_a_definition_is_named_by_file_and_line(
    page: ReturnsPage, clerk: Clerk, register: Register
) -> None:
    assert not page.wrong.isVisible()
    path = own_returns.lay(register, own_returns.MISTAKEN, "wrong.toml")
    clerk.press(Key.Key_F5)
    clerk.settle()
    assert page.wrong.isVisible()
    assert "“wrong.toml”第 8 行" in page.problems.text()
    assert "no_such_thing" in page.problems.text()
    assert row(page), "the others stay"
    path.unlink()
    clerk.press(Key.Key_F8)
    clerk.settle()
    assert not page.wrong.isVisible()


def test_counting_can_be_stopped(page: ReturnsPage, clerk: Clerk, qtbot: QtBot) -> None:
    page.load()
    with qtbot.waitSignal(clerk.desk.said) as said:
        clerk.desk.tasks.running[-1].cancel()
    assert "已停止统计" in said.args[0]
    assert row(page), "what was counted before stays"
    clerk.press(Key.Key_F8)
    clerk.settle()
    assert one(page).table is not None


def test_what_a_return_is_stands_beside_the_list(page: ReturnsPage, clerk: Clerk) -> None:
    clerk.press(Key.Key_F6)
    assert page.about.isVisible()
    first = list(page.about.lines)
    page.grid.select(page.standings.index(one(page)))
    told = "\n".join(page.about.lines)
    assert "住院分娩数由各乡镇卫生院报来。" in told
    assert "由本单位填报" in told
    assert "住院分娩不能多于分娩" in told
    clerk.press(Key.Key_Down)
    assert page.about.lines not in (first if len(page.standings) > 2 else [], told.splitlines())
    clerk.press(Key.Key_Escape)
    assert not page.about.isVisible()


def test_ticked_returns_are_written_into_a_folder(page: ReturnsPage, clerk: Clerk, tmp_path: Path) -> None:
    target = tmp_path / "上报"
    target.mkdir()
    page.grid.select(page.standings.index(one(page)))
    clerk.press(Key.Key_Space)
    assert [found.definition.name for found in page.chosen()] == ["own_births"]
    page.write(page.chosen(), target)
    clerk.settle()
    assert [path.name for path in target.iterdir()] == [f"{TITLE}_2020年3月.xlsx"]
