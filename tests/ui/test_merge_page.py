"""Making two records one, by keys alone, and taking them apart again."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from hfp_desk.records import DIAGNOSIS, IDENTITY, PERSON, SETTLEMENT, TREATMENT, NotDuplicate, Person, Treatment, User
from hfp_desk.store import entering, merges
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register
from tests.ui.clerk import Clerk, kept, patient
from tests.ui.fakes import Key, write
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.page import Page
from ui.pages.findings_page import FindingsPage
from ui.pages.merge_page import MergePage
from ui.pages.merging import taking_apart
from ui.pages.people_page import PeoplePage
from ui.pages.person_page import PersonPage
from ui.widgets.ask import Notice

CONTROL = Qt.KeyboardModifier.ControlModifier
PAGES: dict[str, Callable[[Desk, Office], Page]] = {
    pages.MERGE: MergePage,
    pages.PEOPLE: PeoplePage,
    pages.PERSON: PersonPage,
    pages.FINDINGS: FindingsPage,
}


def two(clerk: Clerk) -> tuple[int, int]:
    """李玥 with everything, and once more without a number but with a telephone and a stay."""
    first = patient(clerk)
    born = Person.get_by_id(first).birth
    other = kept(clerk, PERSON, {"name": "李玥", "birth": born, "phone": "13800000000", "sex": "2"})
    kept(clerk, IDENTITY, {"person": other, "kind": "01"})
    kept(clerk, DIAGNOSIS, {"person": other, "disease": "胃癌"})
    stay = {"person": other, "disease": "胃癌", "admitted": date(2020, 6, 1)}
    bill = Draft(SETTLEMENT, {"total": Decimal(300)})
    entering.keep(clerk.office.register, clerk.office.policy, [Draft(TREATMENT, stay), bill])
    return first, other


def at_hand(page: Page) -> set[str]:
    """What the page can do here and now."""
    return {deed.text() for deed in page.deeds if deed.isVisible() and deed.isEnabled()}


def test_a_likely_pair_is_made_one_by_keys_alone(clerk: Clerk) -> None:
    first, other = two(clerk)
    page = clerk.go(pages.MERGE)
    assert [page.grid.rows.cells(row)[0] for row in range(len(page.grid.rows))] == ["姓名和出生日期相同"]
    clerk.press(Key.Key_Return)
    clerk.settle()
    assert page.comparing
    assert at_hand(page) == {"不是同一人", "合并"}
    assert page.compare.people == (first, other)
    assert "救治记录 1 条" in page.compare.after.text()
    assert "两边都有，只留一条：身份 1 条" in page.compare.after.text()
    while page.compare.table.hasFocus():
        clerk.press(Key.Key_Return)
    assert page.compare.reason.hasFocus()
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert Person.get_by_id(first).phone == "13800000000"
    assert Person.get_by_id(other).voided_at
    assert Treatment.select().where(Treatment.person == first).count() == 2
    assert clerk.gone[-1] == (pages.PERSON, first)
    assert "并入" in clerk.shell.toast.text


def test_arrows_choose_whose_value_is_kept_and_swapping_keeps_the_choice(clerk: Clerk) -> None:
    first, other = two(clerk)
    page = clerk.go(pages.MERGE, (first, other))
    table = page.compare.table
    proposed = page.compare.chosen
    assert (proposed["phone"], proposed["id_number"]) == (other, first)
    row = [table.item(line, 0).text() for line in range(table.rowCount())].index("联系电话")
    table.setCurrentCell(row, 0)
    assert table.item(row, 2).text().startswith("●")
    clerk.press(Key.Key_Left)
    assert page.compare.chosen["phone"] == first
    assert table.item(row, 1).text() == "● （空）"
    clerk.press(Key.Key_T, CONTROL)
    clerk.settle()
    assert page.compare.people == (other, first)
    assert page.compare.chosen["phone"] == first
    assert page.compare.chosen["id_number"] == first


def test_the_toast_takes_the_merge_apart(clerk: Clerk) -> None:
    first, other = two(clerk)
    merged(clerk, first, other)
    clerk.shell.toast._button.click()
    clerk.settle()
    assert not Person.get_by_id(other).voided_at
    assert not merges.of_person(clerk.office.register, first)
    assert "恢复原样" in clerk.shell.toast.text


def merged(clerk: Clerk, first: int, other: int) -> Any:
    page = clerk.go(pages.MERGE, (first, other))
    page.compare.reason.setText("重复登记")
    page.merge()
    clerk.settle()
    return page


def test_the_page_of_the_person_takes_it_apart_and_tells_what_stays(clerk: Clerk) -> None:
    first, other = two(clerk)
    merged(clerk, first, other)
    kept(clerk, DIAGNOSIS, {"person": first, "disease": "尿毒症"})
    page = clerk.go(pages.PERSON, first)
    menu = taking_apart.offers(page, clerk.desk, clerk.office, first)
    assert [action.text()[:5] for action in menu.actions()] == ["&1　查找", "&2　拆分"]
    menu.actions()[1].trigger()
    page.window().findChildren(Notice)[-1].accept()
    clerk.settle()
    told = page.window().findChildren(Notice)[-1]
    assert "合并后新登记" in told.advice
    assert not Person.get_by_id(other).voided_at
    told.accept()


def test_no_reason_and_no_word_hold_it_back(clerk: Clerk) -> None:
    first = patient(clerk)
    other = kept(clerk, PERSON, {"name": "李玥", "id_number": "360982195903127538"})
    page = clerk.go(pages.MERGE, (first, other))
    page.merge()
    assert page.compare.reason.hasFocus()
    write(page.compare.reason, "重复登记")
    clerk.press(Key.Key_F9)
    assert page.compare.sure.hasFocus()
    assert "证件号码都有效" in page.compare.doubt.text()
    clerk.press(Key.Key_Space)
    clerk.press(Key.Key_F9)
    clerk.settle()
    assert Person.get_by_id(other).voided_at


def test_two_who_are_two_are_never_named_again(clerk: Clerk) -> None:
    two(clerk)
    page = clerk.go(pages.MERGE)
    assert at_hand(page) == {"不是同一人", "是同一人，合并…"}
    clerk.press(Key.Key_D, CONTROL)
    line = clerk.shell.window().focusWidget()
    assert isinstance(line, QLineEdit)
    write(line, "姐妹")
    clerk.press(Key.Key_Return)
    assert NotDuplicate.get().reason == "姐妹"
    assert len(page.grid.rows) == 0
    assert at_hand(page) == set()
    page.refresh()
    clerk.settle()
    assert len(page.grid.rows) == 0
    assert "没有发现疑似重复" in page.empty.sentence
    assert at_hand(page) == set()


def test_two_selected_people_are_brought_side_by_side(clerk: Clerk) -> None:
    two(clerk)
    page = clerk.go(pages.PEOPLE)
    page.merge()
    assert clerk.gone[-1][0] == pages.MERGE
    assert isinstance(clerk.gone[-1][1], int)
    clerk.go(pages.PEOPLE)
    page.grid.setFocus()
    clerk.press(Key.Key_Home)
    clerk.press(Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    clerk.press(Key.Key_J, CONTROL)
    clerk.settle()
    target = clerk.gone[-1][1]
    assert isinstance(target, tuple)
    shown: Any = clerk.shell.page
    assert shown.comparing
    assert shown.compare.people == target


def test_of_one_person_the_likely_doubles_are_shown_and_others_can_be_found(clerk: Clerk) -> None:
    first, other = two(clerk)
    stranger = kept(clerk, PERSON, {"name": "张三"})
    page = clerk.go(pages.MERGE, first)
    assert len(page.grid.rows) == 1
    page.search.setFocus()
    write(page.search, "张三")
    page.search.settle()
    clerk.settle()
    assert page.compare.people == (first, stranger)
    assert page.back()
    assert not page.comparing
    assert not page.back()
    assert other not in page.compare.people


def test_the_check_finds_the_pair_and_leads_here(clerk: Clerk) -> None:
    _, other = two(clerk)
    page = clerk.go(pages.FINDINGS)
    number = next(n for n, one in enumerate(page.findings) if one.problem.code == "W-TWICE")
    assert page.findings[number].record == other
    page.open_finding(number)
    clerk.settle()
    assert clerk.gone[-1] == (pages.MERGE, other)
    shown: Any = clerk.shell.page
    assert len(shown.grid.rows) == 1


def test_who_may_not_enter_is_told_so(qtbot: QtBot, register: Register) -> None:
    User.update(roles="query").execute()
    clerk = Clerk(qtbot, register, PAGES)
    page = clerk.go(pages.MERGE)
    assert page.empty.sentence == "您不能合并人员"
    clerk.stop()
