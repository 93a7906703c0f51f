"""考勤与工作量 by keys: Enter from cell to cell, paste from WPS, marks at the cell, one deed, missing months."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hfp_desk.gate import QUERY
from hfp_desk.records import POSTING_MONTH, Posting, PostingMonth
from hfp_desk.store import users_keeping
from hfp_desk.store.opening import Register
from tests.domain.posted import leave, pair, posting, report
from tests.domain.staff import LAN, as_user
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key
from ui import pages
from ui.pages.jump import RecordTarget
from ui.pages.month_model import FIXED
from ui.pages.posting_months_page import PostingMonthsPage
from ui.pages.postings_page import PostingsPage
from ui.widgets.ask import Notice

PAGES: dict[str, Any] = {pages.POSTING_MONTHS: PostingMonthsPage, pages.POSTINGS: PostingsPage}
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
MONTH = "2020-02"


@pytest.fixture
def two(register: Register) -> list[Posting]:
    """Two people there in February 2020, the second away for ten days of it."""
    of = pair(register)
    found = [
        posting(register, of, date(2020, 1, 1), date(2020, 3, 31), "张兰"),
        posting(register, of, date(2020, 1, 5), date(2020, 3, 31), "刘英"),
    ]
    leave(register, found[1], date(2020, 2, 1), date(2020, 2, 10))
    return found


@pytest.fixture
def page(clerk: Clerk, two: list[Posting]) -> Iterator[Any]:
    yield clerk.go(pages.POSTING_MONTHS, MONTH)
    QGuiApplication.clipboard().clear()


def write(clerk: Clerk, *texts: str) -> None:
    """Digits into the cell with the cursor, Enter after each."""
    for text in texts:
        for digit in text:
            clerk.press(Qt.Key(ord(digit)))
        clerk.press(Key.Key_Return)
        QApplication.processEvents()


def at(page: Any) -> tuple[int, int]:
    here = page.table.currentIndex()
    return here.row(), here.column() - len(FIXED)


def kept() -> dict[str, PostingMonth]:
    return {one.posting.name: one for one in PostingMonth.select().where(PostingMonth.voided_at == "")}


def numbers(name: str) -> tuple[Decimal | None, int | None]:
    """Days present and patients of somebody as kept."""
    one = kept()[name]
    return one.present, one.outpatients


def test_enter_goes_from_cell_to_cell_and_f9_keeps_all_in_one_deed(clerk: Clerk, page: Any) -> None:
    write(clerk, "20", "300")
    assert at(page) == (0, 2)
    for _ in range(10):
        clerk.press(Key.Key_Return)
    assert at(page) == (1, 0)
    write(clerk, "15")
    clerk.press(Key.Key_F9)
    clerk.settle()
    found = kept()
    assert numbers("张兰") == (Decimal(20), 300)
    assert found["刘英"].present == 15
    assert len(clerk.desk.done) == 1
    assert page.foot.text().startswith("2 人　已报 2　未报 0　出勤天数 35　门诊人次 300")
    assert at(page) == (1, 1)
    assert not page.unsaved()
    clerk.press(Key.Key_Z, CONTROL)
    clerk.settle()
    assert kept() == {}


def test_what_is_being_typed_is_kept_too(clerk: Clerk, page: Any) -> None:
    clerk.press(Key.Key_1)
    clerk.press(Key.Key_8)
    page.save()
    clerk.settle()
    assert kept()["张兰"].present == 18


def test_days_that_cannot_be_are_marked_and_kept_only_when_asked_again(clerk: Clerk, page: Any) -> None:
    write(clerk, "30")
    clerk.press(Key.Key_F9)
    assert kept() == {}
    assert at(page) == (0, 0)
    assert "只有 29 天" in page.notice.text()
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert kept()["张兰"].present == 30


def test_days_of_leave_are_only_warned_of(clerk: Clerk, page: Any) -> None:
    assert page.model.text(1, 2) == "19"
    page.table.begin(1)
    write(clerk, "20")
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert kept()["刘英"].present == 20


def test_what_cannot_be_read_stays_and_is_found_by_f3(clerk: Clerk, page: Any) -> None:
    QGuiApplication.clipboard().setText("20\t三百\n十五")
    clerk.press(Key.Key_V, CONTROL)
    clerk.press(Key.Key_F9)
    assert "有 2 格读不懂" in page.notice.text()
    assert at(page) == (0, 1)
    clerk.press(Key.Key_F3)
    assert at(page) == (1, 0)
    assert "十五" in page.notice.text()
    assert kept() == {}
    write(clerk, "15")
    clerk.press(Key.Key_F3)
    clerk.press(Key.Key_Delete)
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert numbers("张兰") == (Decimal(20), None)
    assert numbers("刘英") == (Decimal(15), None)


def test_a_block_from_wps_goes_to_the_people_it_names(clerk: Clerk, page: Any) -> None:
    clerk.press(Key.Key_Home)
    QGuiApplication.clipboard().setText("刘英\t16\t1,200\r\n王五\t9\r\n张兰\t20.5\t300\r\n")
    clerk.press(Key.Key_V, CONTROL)
    assert "粘贴了 4 格；本月没有（或不止一个）：王五" in page.notice.text()
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert numbers("刘英") == (Decimal(16), 1200)
    assert numbers("张兰") == (Decimal("20.5"), 300)


def test_a_block_larger_than_the_table_is_cut(clerk: Clerk, page: Any) -> None:
    QGuiApplication.clipboard().setText("\n".join(["1\t2"] * 5))
    page.table.begin(1)
    clerk.press(Key.Key_V, CONTROL)
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert set(kept()) == {"刘英"}


def test_a_report_that_is_emptied_goes_to_the_bin(
    clerk: Clerk, page: Any, register: Register, two: list[Posting]
) -> None:
    report(register, two[0], MONTH, present=Decimal(20))
    page.refresh()
    clerk.settle()
    assert page.model.text(0, len(FIXED)) == "20"
    clerk.press(Key.Key_Delete)
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert kept() == {}
    assert PostingMonth.get().void_reason == "当月数据全部清空"


def test_missing_months_open_and_months_are_turned(clerk: Clerk, page: Any) -> None:
    assert page.band.words() == {month: f"{month} 缺 2 人" for month in ("2020-03", "2020-02", "2020-01")}
    page.band.press("2020-01")
    clerk.settle()
    assert [one.name for one in page.model.rows] == ["张兰", "刘英"]
    clerk.press(Key.Key_PageUp, ALT)
    clerk.settle()
    assert (page.month.value, page.empty.sentence) == ("2019-12", "2019-12 没有人在派驻")
    clerk.press(Key.Key_D, CONTROL)
    clerk.type("202003")
    clerk.settle()
    assert (page.month.value, len(page.model.rows)) == ("2020-03", 2)


def test_nothing_typed_is_lost_without_a_question(clerk: Clerk, page: Any) -> None:
    write(clerk, "20")
    assert page.unsaved()
    clerk.press(Key.Key_PageDown, ALT)
    notice = page.findChild(Notice)
    assert page.month.value == MONTH
    notice.reject()
    assert page.model.text(0, len(FIXED)) == "20"
    assert page.back()
    page.findChildren(Notice)[-1].accept()
    clerk.settle()
    assert not page.unsaved()


def test_a_report_named_elsewhere_is_opened_in_its_month(
    clerk: Clerk, page: Any, register: Register, two: list[Posting]
) -> None:
    one = report(register, two[1], "2020-03", present=Decimal(20))
    clerk.go(pages.POSTING_MONTHS, RecordTarget(0, POSTING_MONTH, one.id))
    assert (page.month.value, at(page)) == ("2020-03", (1, 0))


def test_who_only_looks_cannot_write(qtbot: QtBot, register: Register, two: list[Posting]) -> None:
    users_keeping.add(register, "赵兰", (QUERY,), LAN)
    looking = Clerk(qtbot, as_user(register, "赵兰", LAN), PAGES)
    page = looking.go(pages.POSTING_MONTHS, MONTH)
    assert page.model.rows[0].name == "张○"
    QGuiApplication.clipboard().setText("20")
    for key in (Key.Key_2, Key.Key_Delete):
        looking.press(key)
    looking.press(Key.Key_V, CONTROL)
    assert not page.unsaved()
    assert page.model.text(0, len(FIXED)) == ""
    looking.stop()
    looking.office.register.close()
