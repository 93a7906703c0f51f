"""监测比对 and 专项工作: lists compared, warnings found and decided, tables whose figures open the names behind."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from hfp_desk.records import Alert, Discrepancy, Household, Identity, Person, Place, Settlement
from hfp_desk.store import keeping, warning
from hfp_desk.store.opening import Register
from tests.data.senders import number
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key
from tests.ui.villages import focused
from ui import pages
from ui.pages.alerts_page import AlertsPage
from ui.pages.comparison_page import ComparisonPage
from ui.pages.discrepancies_page import DiscrepanciesPage
from ui.pages.monitoring_table_page import MonitoringTablePage
from ui.pages.narrowing import Narrow
from ui.pages.people_page import PeoplePage
from ui.pages.programmes_page import ProgrammesPage
from ui.widgets.ask import Notice

PAGES = {
    pages.ALERTS: AlertsPage,
    pages.COMPARISON: ComparisonPage,
    pages.DISCREPANCIES: DiscrepanciesPage,
    pages.MONITORING_TABLE: MonitoringTablePage,
    pages.PROGRAMMES: ProgrammesPage,
    pages.PEOPLE: PeoplePage,
}
CONTROL = Qt.KeyboardModifier.ControlModifier
THIS_YEAR = date.today().year
HEAD = ("序号", "乡镇", "村", "姓名", "身份证号", "健康状况", "参保状态")


def workbook(path: Path, *rows: tuple[object, ...]) -> Path:
    book = Workbook()
    for line in (("参保名单",), HEAD, *rows):
        book.worksheets[0].append(line)
    book.save(path)
    return path


@pytest.fixture
def months(tmp_path: Path) -> tuple[Path, Path]:
    """Two months of a list: one left, one changed, one came."""
    stays = (1, "洲上乡", "小洲村", "何建桂", number(1), "健康", "正常参保")
    left = (2, "洲上乡", "小洲村", "李红", number(2), "健康", "正常参保")
    was = (3, "观上镇", "夫田村", "周小英", number(3), "健康", "正常参保")
    now = (3, "观上镇", "夫田村", "周小英", number(3), "长期慢性病", "正常参保")
    came = (4, "洲上乡", "小洲村", "吴新", number(4), "健康", "正常参保")
    return workbook(tmp_path / "三月.xlsx", stays, left, was), workbook(tmp_path / "四月.xlsx", stays, now, came)


@pytest.fixture
def homes(register: Register) -> list[Person]:
    """A household that illness made poor this year, and one that paid little."""
    village = Place.get((Place.level == "5") & (Place.name == "小洲村委会"))
    people = []
    for serial, own in enumerate(("4000", "10")):
        home = Household.new(number=f"36098200{serial}", town=village.parent, village=village, income=Decimal(7400))
        keeping.save(register, home)
        one = Person.new(name=f"王小{'甲乙'[serial]}", id_number=number(serial), household=home, village=village)
        one.town = village.parent
        keeping.save(register, one)
        bill = Settlement.new(person=one, settled_on=date(THIS_YEAR, 2, 1), total=Decimal(own), own_share=Decimal(own))
        keeping.save(register, bill, Identity.new(person=one, kind="09"))
        people.append(one)
    return people


def compared(clerk: Clerk, months: tuple[Path, Path]) -> ComparisonPage:
    page: ComparisonPage = clerk.go(pages.COMPARISON)
    for slot, path in zip(page.slots, months, strict=False):
        slot.take(path)
    clerk.press(Key.Key_B, CONTROL)
    clerk.settle()
    return page


def rows(page: AlertsPage | ComparisonPage | ProgrammesPage | MonitoringTablePage) -> list[list[str]]:
    assert page.grid.rows is not None
    return [list(page.grid.rows.cells(row)) for row in range(len(page.grid.rows))]


def test_two_lists_are_compared_and_a_figure_narrows_the_list(clerk: Clerk, months: tuple[Path, Path]) -> None:
    page = compared(clerk, months)
    assert page.band.words() == {
        "all": "全部差异 3",
        "仅甲方有": "仅甲方有 1",
        "仅乙方有": "仅乙方有 1",
        "字段不一致": "字段不一致 1",
    }
    assert "三月 3 人，四月 3 人" in page.notes.text()
    page.narrow("字段不一致")
    [row] = rows(page)
    assert row[:8] == ["观上镇", "夫田村委会", "周小英", number(3), "字段不一致", "健康状况", "健康", "长期慢性病"]
    page.narrow("字段不一致")
    assert len(rows(page)) == 3


def test_one_list_alone_is_not_compared(clerk: Clerk, months: tuple[Path, Path]) -> None:
    page: ComparisonPage = clerk.go(pages.COMPARISON)
    page.slots[0].take(months[0])
    clerk.press(Key.Key_B, CONTROL)
    clerk.settle()
    assert page.compared is None
    assert QApplication.focusWidget() is page.slots[1].pick


def test_differences_are_kept_by_key_and_the_ledger_opens(clerk: Clerk, months: tuple[Path, Path]) -> None:
    compared(clerk, months)
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert clerk.gone[-1][0] == pages.DISCREPANCIES
    assert Discrepancy.select().count() == 3


def test_the_workbook_of_the_townships_is_written(clerk: Clerk, months: tuple[Path, Path], tmp_path: Path) -> None:
    page = compared(clerk, months)
    page.save_to(tmp_path / "差异.xlsx")
    clerk.settle()
    assert load_workbook(tmp_path / "差异.xlsx").sheetnames == ["汇总", "观上镇", "洲上乡"]


def test_a_list_without_numbers_is_refused(clerk: Clerk, months: tuple[Path, Path], tmp_path: Path) -> None:
    book = Workbook()
    for line in (("姓名", "乡镇", "村"), ("何建桂", "洲上乡", "小洲村")):
        book.worksheets[0].append(line)
    book.save(tmp_path / "无号.xlsx")
    page: ComparisonPage = clerk.go(pages.COMPARISON)
    page.slots[0].take(months[0])
    page.slots[1].take(tmp_path / "无号.xlsx")
    clerk.press(Key.Key_B, CONTROL)
    clerk.qtbot.waitUntil(lambda: bool(clerk.failures), timeout=15_000)
    assert "无号.xlsx" in str(clerk.failures.pop())


def found(clerk: Clerk) -> AlertsPage:
    page: AlertsPage = clerk.go(pages.ALERTS)
    clerk.press(Key.Key_B, CONTROL)
    clerk.settle()
    [notice] = page.findChildren(Notice)
    assert "1 户达到预警线" in notice.sentence
    [yes] = [one for one in notice.findChildren(QPushButton) if one.text() == "登记"]
    yes.click()
    clerk.settle()
    clerk.shell.activateWindow()
    clerk.qtbot.waitUntil(lambda: QApplication.activeWindow() is clerk.shell)
    page.grid.setFocus()
    return page


def test_warnings_are_found_confirmed_and_taken_back(clerk: Clerk, homes: list[Person]) -> None:
    page = found(clerk)
    assert [row[2] for row in rows(page)] == ["王小甲"]
    assert page.band.words()["verify"] == "待核实审定 1"
    clerk.press(Key.Key_Y, CONTROL)
    clerk.press(Key.Key_Return)
    focused().insert("入户核实属实")
    clerk.press(Key.Key_Return)
    clerk.settle()
    kept = Alert.get()
    assert (kept.state, kept.decided_on, kept.reason) == ("2", date.today(), "入户核实属实")
    assert page.band.words()["measure"] == "待落实措施 1"
    clerk.press(Key.Key_Z, CONTROL)
    clerk.settle()
    assert Alert.get().state == "1"


def test_a_warning_is_cleared_only_with_a_reason(clerk: Clerk, homes: list[Person]) -> None:
    found(clerk)
    clerk.press(Key.Key_N, CONTROL)
    clerk.press(Key.Key_Return)
    clerk.press(Key.Key_Return)
    assert Alert.get().state == "1"
    focused().insert("报销已到位")
    clerk.press(Key.Key_Return)
    clerk.settle()
    assert Alert.get().state == "3"


def test_the_table_opens_the_people_behind_a_figure(clerk: Clerk, register: Register, homes: list[Person]) -> None:
    threatened = warning.threatened(register, clerk.office.viewer, clerk.office.policy, THIS_YEAR)
    warning.warn(register, threatened, date.today() - timedelta(3), THIS_YEAR)
    warning.confirm(register, [Alert.get().id], date.today(), "属实")
    page: MonitoringTablePage = clerk.go(pages.MONITORING_TABLE)
    assert rows(page)[0][0] == "合计"
    assert page.band.words()["members"] == "家庭成员总人数 1"
    page.open_figure("monitored")
    clerk.settle()
    opened, target = clerk.gone[-1]
    assert opened == pages.PEOPLE
    assert isinstance(target, Narrow)
    assert set(target.ids) == {one.id for one in homes}


def test_a_programme_opens_who_is_missing(clerk: Clerk, register: Register, homes: list[Person]) -> None:
    woman = homes[0]
    woman.sex, woman.birth = "2", date(THIS_YEAR - 40, 1, 1)
    keeping.save(register, woman)
    page: ProgrammesPage = clerk.go(pages.PROGRAMMES)
    at = [line.name for line in page.lines].index("screening-1")
    page.grid.select(at)
    clerk.press(Key.Key_Return)
    clerk.settle()
    opened, target = clerk.gone[-1]
    assert (opened, target) == (pages.PEOPLE, Narrow((woman.id,), f"{date.today()} {page.lines[at].label} 未覆盖"))
