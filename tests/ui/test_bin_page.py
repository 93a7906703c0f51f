"""The recycle bin by keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hfp_desk.records import DIAGNOSIS, PERSON, Diagnosis, Identity, Person, Treatment
from hfp_desk.store import voiding
from tests.ui.clerk import Clerk, kept, patient
from tests.ui.fakes import Key, write
from ui import pages
from ui.pages.bin_page import BinPage
from ui.pages.people_page import PeoplePage
from ui.widgets.ask import Notice

CONTROL = Qt.KeyboardModifier.ControlModifier


PAGES = {pages.BIN: BinPage, pages.PEOPLE: PeoplePage}


@pytest.fixture
def page(clerk: Clerk) -> BinPage:
    """Two persons voided, one with everything that hangs on her."""
    voiding.void(clerk.office.register, PERSON, kept(clerk, PERSON, {"name": "张三"}), "迁出")
    voiding.void(clerk.office.register, PERSON, patient(clerk), "重复登记")
    found = clerk.go(pages.BIN)
    assert isinstance(found, BinPage)
    return found


def words(page: BinPage) -> list[str]:
    rows = page.grid.rows
    assert rows is not None
    return [rows.cells(row)[2] for row in range(len(rows))]


def agree(clerk: Clerk) -> str:
    def seen() -> list[Notice]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, Notice) and one.isVisible()]

    clerk.qtbot.waitUntil(lambda: len(seen()) == 1)
    sentence = seen()[0].sentence
    seen()[0].accept()
    clerk.settle()
    return sentence


def test_enter_brings_back_what_went_together(clerk: Clerk, page: BinPage) -> None:
    title = "人员 李玥（连同 身份 1 条、患病核准 1 条、救治记录 1 条、费用结算 1 条）"
    assert words(page) == [title, "人员 张三"]
    clerk.press(Key.Key_Return)
    assert agree(clerk) == f"恢复：{title}？"
    assert words(page) == ["人员 张三"]
    assert not Person.get(Person.name == "李玥").voided_at
    assert not any(one.voided_at for model in (Identity, Diagnosis, Treatment) for one in model.select())


def test_one_record_of_a_deed_comes_back_alone(clerk: Clerk, page: BinPage) -> None:
    ill = Diagnosis.get()
    voiding.restore(clerk.office.register, PERSON, ill.person.id)
    voiding.void(clerk.office.register, DIAGNOSIS, ill.id, "录错")
    page.refresh()
    clerk.settle()
    page.list.setFocus()
    page.list.setCurrentRow(0)
    clerk.press(Key.Key_R, CONTROL)
    assert agree(clerk) == "恢复：患病核准 李玥？"
    assert words(page) == ["人员 张三"]


def test_typing_finds_by_name_and_reason(clerk: Clerk, page: BinPage) -> None:
    page.search.setFocus()
    focus = QApplication.focusWidget()
    assert focus is page.search
    write(page.search, "迁出")
    clerk.settle()
    assert words(page) == ["人员 张三"]
    page.search.setText("没有这个人")
    clerk.settle()
    assert words(page) == []
    assert not page.panel.isVisible()


def test_an_empty_bin_says_so_and_the_list_leads_to_it(clerk: Clerk) -> None:
    people = clerk.go(pages.PEOPLE)
    entry = next(one for one in people.grid.row_actions if one.text() == "回收站")
    entry.trigger()
    clerk.settle()
    page = clerk.shell.page
    assert isinstance(page, BinPage)
    assert page.grid.empty.isVisible()
    assert not page.restore_deed.isEnabled()
