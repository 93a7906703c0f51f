"""名单比对 to its answer: nothing begins twice while files are read, and differences go down and come back."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt

from hfp_desk.records import Discrepancy
from tests.data.senders import number
from tests.domain.listed import keep, village_of
from tests.ui.clerk import Clerk
from tests.ui.fakes import Key
from ui import pages
from ui.pages.ask_fields import AskFields
from ui.pages.comparison_page import ComparisonPage
from ui.pages.discrepancies_page import DiscrepanciesPage

PAGES: dict[str, Any] = {pages.COMPARISON: ComparisonPage, pages.DISCREPANCIES: DiscrepanciesPage}
CONTROL = Qt.KeyboardModifier.ControlModifier


def workbook(path: Path, *people: tuple[str, int]) -> Path:
    book = Workbook()
    book.worksheets[0].append(("姓名", "身份证号"))
    for name, serial in people:
        book.worksheets[0].append((name, number(serial)))
    book.save(path)
    return path


@pytest.fixture
def page(clerk: Clerk, tmp_path: Path) -> ComparisonPage:
    found: ComparisonPage = clerk.go(pages.COMPARISON)
    found.slots[0].take(workbook(tmp_path / "三月.xlsx", ("何建桂", 1), ("李红", 2)))
    found.slots[1].take(workbook(tmp_path / "四月.xlsx", ("何建桂", 1)))
    return found


def test_while_lists_are_read_nothing_begins_twice_and_each_says_how_many(clerk: Clerk, page: ComparisonPage) -> None:
    clerk.press(Key.Key_B, CONTROL)
    assert not page.start.isEnabled()
    assert "Esc 停止" in page.notes.text()
    page.compare()
    assert len([task for task in clerk.desk.tasks.running if task.title == "比对名单"]) == 1
    clerk.settle()
    assert page.start.isEnabled()
    assert [slot.file.text() for slot in page.slots] == [
        "三月.xlsx　读出 2 人",
        "四月.xlsx　读出 1 人",
        "可不选，两份也能比对",
    ]


def test_esc_stops_and_the_lists_stay_chosen(clerk: Clerk, page: ComparisonPage) -> None:
    page.compare()
    assert page.back()
    clerk.settle()
    assert page.compared is None
    assert page.notes.text().startswith("已停止比对")
    assert page.slots[0].file.text() == "三月.xlsx"
    assert not page.back()
    clerk.press(Key.Key_B, CONTROL)
    clerk.settle()
    assert page.compared is not None


def test_what_is_kept_opens_narrowed_to_today(clerk: Clerk, page: ComparisonPage) -> None:
    town = village_of("临江镇").parent
    keep(
        clerk.office.register,
        Discrepancy.new(compared_on=date(2020, 4, 3), name="旧差", kind="1", town=town, state="1"),
    )
    page.compare()
    clerk.settle()
    clerk.press(Key.Key_F9)
    clerk.settle()
    listed: Any = clerk.shell.page
    assert [listed.grid.rows.cells(row)[2] for row in range(len(listed.grid.rows))] == ["李红"]


def test_ticked_differences_go_down_and_are_answered(clerk: Clerk, page: ComparisonPage) -> None:
    page.compare()
    clerk.settle()
    clerk.press(Key.Key_F9)
    clerk.settle()
    listed: Any = clerk.shell.page
    listed.grid.model.tick_all(True)
    clerk.press(Key.Key_F6)
    clerk.settle()
    assert [(one.state, one.handed_on) for one in Discrepancy.select()] == [("2", date.today())]
    said: list[str] = []
    clerk.desk.said.connect(lambda words, *_rest: said.append(words))
    clerk.press(Key.Key_F6)
    assert "都已下发" in said[0]
    clerk.press(Key.Key_B, CONTROL)
    [panel] = clerk.shell.window().findChildren(AskFields)
    assert [field.key for field in panel.fields] == ["outcome", "verified_by", "verified_on"]
    panel.confirm()
    assert "没有填写核实结果" in panel.wrong.text()
    clerk.type("已迁出", "刘英", "")
    clerk.settle()
    one = Discrepancy.get()
    assert (one.state, one.outcome, one.verified_by, one.verified_on) == ("3", "已迁出", "刘英", date.today())
    clerk.press(Key.Key_Z, CONTROL)
    clerk.settle()
    assert Discrepancy.get().state == "2"
