"""整村体检 by keys: who is due, typed from cell to cell, checked, kept in one deed, nothing typed is lost."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from hfp_desk.records import Checkup, Contract, Person
from hfp_desk.store import drafts
from hfp_desk.store.opening import Register
from tests.domain.listed import keep, person, village_of
from tests.domain.managed import exam
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key, in_front
from tests.ui.fakes import write as commit
from tests.ui.village_tables import at, cell, column, write
from ui import pages
from ui.pages.checkups_page import VILLAGE, CheckupsPage
from ui.pages.village_exams_page import VillageExamsPage

PAGES: dict[str, Any] = {pages.VILLAGE_EXAMS: VillageExamsPage, pages.CHECKUPS: CheckupsPage}
CONTROL = Qt.KeyboardModifier.ControlModifier
DAY = date(2020, 6, 15)


@pytest.fixture
def two(register: Register) -> list[Person]:
    """Two people of a village with contracts in force, the second examined this year."""
    found = [person(register, name, birth=date(1950, 1, 1)) for name in ("张兰", "赵敏")]
    for one in found:
        keep(register, Contract.new(person=one, state="1", starts=date(2020, 1, 1), ends=date(2020, 12, 31)))
    exam(register, found[1], date(2020, 3, 2))
    return found


@pytest.fixture
def page(clerk: Clerk, two: list[Person]) -> Iterator[Any]:
    clerk.go(pages.CHECKUPS)
    clerk.press(Key.Key_T, CONTROL)
    found: Any = clerk.shell.page
    clerk.qtbot.waitUntil(lambda: in_front(clerk.shell) and found.head.fields["village"].editor.hasFocus())
    commit(found.head.fields["village"].editor, village_of("临江镇").name)
    clerk.press(Key.Key_Return)
    clerk.type("20200615", "临江中心卫生院", "刘英")
    clerk.settle()
    if not found.table.hasFocus():
        found.head.begin("doctor_name")
        clerk.press(Key.Key_Return)
    yield found
    QGuiApplication.clipboard().clear()


def kept() -> dict[str, Checkup]:
    return {one.person.name: one for one in Checkup.select().where((Checkup.voided_at == "") & (Checkup.unit != ""))}


def test_a_row_is_typed_checked_and_kept_in_one_deed(clerk: Clerk, page: Any) -> None:
    assert page.body.foot.text() == "应体检 2 人　本年已检 1 人"
    assert [page.model.told(row, 1) for row in (0, 1)] == ["", "2020-03-02 已检"]
    assert at(page) == (0, "examined_on")
    write(clerk, "", "160", "64", "80", "142/88", "", "72", "5.6", "1")
    assert (cell(page, 0, "systolic"), cell(page, 0, "diastolic")) == ("142", "88")
    assert cell(page, 0, "result") == "体检无异常"
    assert kept() == {}
    clerk.press(Key.Key_F9)
    clerk.settle()
    one = kept()["张兰"]
    assert (one.examined_on, one.unit, one.doctor_name) == (DAY, "临江中心卫生院", "刘英")
    assert (one.bmi, one.systolic, one.diastolic, one.heart_rate, one.result) == (Decimal(25), 142, 88, 72, "1")
    assert page.body.foot.text() == "应体检 2 人　本年已检 2 人"
    clerk.press(Key.Key_Z, CONTROL)
    clerk.settle()
    assert kept() == {}


def test_a_pressure_the_wrong_way_round_is_kept_only_when_asked_again(clerk: Clerk, page: Any) -> None:
    write(clerk, "", "", "", "", "88/142")
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert kept() == {}
    assert at(page) == (0, "systolic")
    assert "收缩压应高于舒张压" in page.notice.text()
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert kept()["张兰"].systolic == 88


def test_a_block_from_wps_goes_by_name(clerk: Clerk, page: Any) -> None:
    QGuiApplication.clipboard().setText("赵敏\t6.16\t158\t60\n王芳\t6.16\t150\t50\n张兰\t\t160\t64\n")
    clerk.press(Key.Key_V, CONTROL)
    row = page.model.row_called("赵敏")
    assert (cell(page, row, "examined_on"), cell(page, row, "height")) == ("2020-06-16", "158")
    assert "本村没有（或不止一个）：王芳" in page.notice.text()
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert {name: one.examined_on for name, one in kept().items()} == {"赵敏": date(2020, 6, 16), "张兰": DAY}


def test_what_was_typed_comes_back_after_an_unclean_end(clerk: Clerk, register: Register, page: Any) -> None:
    page.model.write(0, column(page, "height"), "161")
    page.typing.keep()
    typed = drafts.left(register)
    assert typed is not None
    assert typed.title == VILLAGE
    page.model.show_rows(())
    page.head.put({"village": None, "examined_on": None, "unit": ""}, {})
    clerk.go(pages.CHECKUPS, typed)
    clerk.settle()
    assert clerk.gone[-1] == (pages.VILLAGE_EXAMS, typed)
    assert cell(page, 0, "height") == "161"
    assert page.head.head.unit == "临江中心卫生院"


def test_nobody_due_is_said(clerk: Clerk) -> None:
    village = village_of("临江镇", 1)
    page = clerk.go(
        pages.VILLAGE_EXAMS, {"village": village.id, "examined_on": DAY, "titles": {"village": village.name}}
    )
    assert page.body.empty.sentence.endswith("没有应体检的人员")
