"""The panel that asks before a list leaves: by keys alone, nothing can be ticked that may not go, nothing is kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import python_calamine
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from hfp_desk.records import Event
from hfp_desk.store.leaving import PURPOSES, Profile
from hfp_desk.store.opening import Register
from tests.ui.clerk import Clerk, patient
from tests.ui.fakes import Key, press, write
from ui import pages
from ui.pages import exporting, leaving_purpose
from ui.pages.diagnoses_page import DiagnosesPage
from ui.pages.identities_page import IdentitiesPage
from ui.pages.leaving_panel import LeavingPanel
from ui.pages.list_page import ListPage
from ui.pages.narrowing import Narrow
from ui.pages.people_page import PeoplePage
from ui.pages.treatments_page import TreatmentsPage

PAGES: Any = {
    pages.PEOPLE: PeoplePage,
    pages.IDENTITIES: IdentitiesPage,
    pages.DIAGNOSES: DiagnosesPage,
    pages.TREATMENTS: TreatmentsPage,
}
NUMBER = "36098219590312752X"


@pytest.fixture
def clerk(qtbot: QtBot, register: Register) -> Iterator[Clerk]:
    made = Clerk(qtbot, register, PAGES)
    patient(made)
    yield made
    made.stop()


def opened(clerk: Clerk, key: str, target: object = None) -> tuple[ListPage, LeavingPanel]:
    page = clerk.go(key, target)
    assert isinstance(page, ListPage)
    page.exports.actions()[0].trigger()
    clerk.settle()
    return page, page.leaving


def choose(panel: LeavingPanel, profile: Profile) -> None:
    """By the arrow keys, from the profile that is chosen."""
    order = list(Profile)
    panel.choices[panel.profile].setFocus()
    while panel.profile is not profile:
        before = panel.profile
        further = order.index(profile) > order.index(before)
        press(panel.choices[before], Key.Key_Down if further else Key.Key_Up)
        assert panel.profile is not before


def answer(panel: LeavingPanel, target: Path, clerk: Clerk) -> tuple[str, list[str]]:
    """Say where to; the name that was proposed and the kinds of files."""
    dialog = panel.findChild(QFileDialog)
    assert dialog is not None
    told = Path(dialog.selectedFiles()[0]).name, dialog.nameFilters()
    dialog.fileSelected.emit(str(target))
    dialog.close()
    clerk.settle()
    return told


def items(panel: LeavingPanel) -> dict[str, bool]:
    found = [panel.columns.list.item(row) for row in range(panel.columns.list.count())]
    return {item.text(): item.checkState() is Qt.CheckState.Checked for item in found}


def logged() -> list[Event]:
    return list(Event.select().where(Event.action == "export"))


def test_enter_leads_a_masked_list_out(clerk: Clerk, tmp_path: Path) -> None:
    page, panel = opened(clerk, pages.PEOPLE)
    assert panel.isVisible()
    assert panel.profile is Profile.INTERNAL
    assert panel.choices[Profile.INTERNAL].hasFocus()
    assert (panel.purpose.text, panel._head.note.text()) == ("内部核对", "1 条 · 1 人")
    clerk.press(Key.Key_Return)
    target = tmp_path / "人员.xlsx"
    assert answer(panel, target, clerk)[0] == "人员_内部工作.xlsx"
    [_, row] = python_calamine.CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()
    assert "李○" in row
    assert NUMBER not in row
    assert not panel.isVisible()
    focus = clerk.shell.window().focusWidget()
    assert focus is not None
    assert page.grid.isAncestorOf(focus)
    [event] = logged()
    assert (event.reason, event.people, event.subject) == ("内部核对", 1, page.title)


def test_in_full_asks_for_a_purpose_and_a_password(clerk: Clerk, tmp_path: Path) -> None:
    _, panel = opened(clerk, pages.PEOPLE)
    panel.purpose._group.setExclusive(False)
    for choice in panel.purpose.choices.values():
        choice.setChecked(False)
    panel.purpose._group.setExclusive(True)
    choose(panel, Profile.FULL)
    assert panel.lock.tick.isChecked()
    clerk.press(Key.Key_Return)
    assert panel.wrong.text() == "请写明用途。"
    assert panel.purpose.choices[PURPOSES[0]].hasFocus()
    focus: Any = QApplication.focusWidget()
    press(focus, Key.Key_Space)
    clerk.press(Key.Key_Return)
    assert "打开密码" in panel.wrong.text()
    assert panel.lock.first.hasFocus()
    write(panel.lock.first, "Linjiang-2020")
    clerk.press(Key.Key_Return)
    assert "两次输入" in panel.wrong.text()
    assert panel.lock.again.hasFocus()
    write(panel.lock.again, "Linjiang-2020")
    clerk.press(Key.Key_Return)
    target = tmp_path / "人员.xlsx"
    assert answer(panel, target, clerk)[1] == ["Excel 工作簿 (*.xlsx)"]
    assert target.read_bytes().startswith(b"\xd0\xcf\x11\xe0")
    assert "打开时要输入密码" in clerk.shell.toast.text
    assert (panel.lock.first.text(), panel.lock.again.text()) == ("", "")
    assert clerk.desk.settings.get(leaving_purpose.LAST) == PURPOSES[0]
    assert "Linjiang" not in str([event.__data__ for event in Event.select()])


def test_a_generated_password_is_shown_once(clerk: Clerk) -> None:
    _, panel = opened(clerk, pages.PEOPLE)
    choose(panel, Profile.FULL)
    panel.lock.generate.click()
    shown = panel.lock.first.text()
    assert panel.lock.first.echoMode() is QLineEdit.EchoMode.Normal
    assert panel.lock.again.text() == shown
    assert "只显示这一次" in panel.lock.words.text()
    assert panel.lock.fault() is None
    press(panel.lock.first, Key.Key_Escape)
    assert not panel.isVisible()
    opened(clerk, pages.PEOPLE)
    assert panel.lock.first.text() == ""
    assert panel.lock.first.echoMode() is QLineEdit.EchoMode.Password


def test_what_a_notice_may_not_hold_cannot_be_ticked(clerk: Clerk, tmp_path: Path) -> None:
    _, panel = opened(clerk, pages.IDENTITIES)
    choose(panel, Profile.NOTICE)
    ticks = items(panel)
    assert ticks["姓名"]
    assert ticks["身份类别"]
    assert not ticks["证件号码　不能带出"]
    row = list(ticks).index("证件号码　不能带出")
    panel.columns.list.setFocus()
    panel.columns.list.setCurrentRow(row)
    press(panel.columns.list, Key.Key_Space)
    assert items(panel) == ticks
    panel.columns.list.item(row).setCheckState(Qt.CheckState.Checked)
    clerk.press(Key.Key_Return)
    target = tmp_path / "公示.xlsx"
    answer(panel, target, clerk)
    head, *rest = python_calamine.CalamineWorkbook.from_path(str(target)).get_sheet_by_index(0).to_python()
    assert "证件号码" not in head
    assert NUMBER not in str(rest)
    assert [event.reason for event in logged()] == ["公示"]


@pytest.mark.parametrize("key", [pages.DIAGNOSES, pages.TREATMENTS])
def test_a_list_of_the_ill_is_refused_in_place(clerk: Clerk, key: str) -> None:
    _, panel = opened(clerk, key)
    choose(panel, Profile.NOTICE)
    assert "谁患病" in panel.wrong.text()
    assert not panel.go_on.isEnabled()
    clerk.press(Key.Key_Return)
    assert panel.findChild(QFileDialog) is None
    choose(panel, Profile.STATISTICS)
    assert panel.wrong.isHidden()
    assert panel.go_on.isEnabled()


def test_a_finding_of_the_office_is_no_notice(clerk: Clerk) -> None:
    _, panel = opened(clerk, pages.PEOPLE, Narrow((1,), "临江镇：疾病不清楚"))
    panel.choices[Profile.NOTICE].click()
    assert panel.wrong.text().startswith("只看“临江镇：疾病不清楚”的名单是内部工作用的")


def test_columns_that_are_not_ticked_stay_here(clerk: Clerk, tmp_path: Path) -> None:
    _, panel = opened(clerk, pages.PEOPLE)
    panel.columns.list.setFocus()
    panel.columns.list.setCurrentRow(0)
    before = len(panel.columns.ticked)
    press(panel.columns.list, Key.Key_Space)
    assert len(panel.columns.ticked) == before - 1
    assert panel.columns.words.text() == f"带出 {before - 1} 栏，留下 1 栏"
    for row in range(panel.columns.list.count()):
        panel.columns.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert panel.wrong.text() == "请至少勾选一个栏目。"
    assert not panel.go_on.isEnabled()


def test_another_purpose_is_written_and_proposed_again(clerk: Clerk, tmp_path: Path) -> None:
    _, panel = opened(clerk, pages.PEOPLE)
    panel.purpose.choices["其他"].click()
    assert panel.purpose.other.hasFocus()
    clerk.press(Key.Key_Return)
    assert panel.wrong.text() == "请写明用途。"
    write(panel.purpose.other, "配合审计核查")
    clerk.press(Key.Key_Return)
    answer(panel, tmp_path / "人员.csv", clerk)
    assert [event.reason for event in logged()] == ["配合审计核查"]
    _, panel = opened(clerk, pages.PEOPLE)
    assert panel.purpose.text == "配合审计核查"


def test_a_list_that_comes_back_leaves_whole(clerk: Clerk, tmp_path: Path) -> None:
    page = clerk.go(pages.PEOPLE)
    page.exports.actions()[1].trigger()
    clerk.settle()
    panel = page.leaving
    assert [profile for profile, choice in panel.choices.items() if not choice.isHidden()] == [Profile.FULL]
    assert not panel.columns.list.item(0).flags() & Qt.ItemFlag.ItemIsUserCheckable
    panel.purpose.choices["内部核对"].click()
    panel.lock.tick.click()
    clerk.press(Key.Key_Return)
    answer(panel, tmp_path / "人员.xlsx", clerk)
    rows = python_calamine.CalamineWorkbook.from_path(str(tmp_path / "人员.xlsx")).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "登记编号"
    assert "改好后可直接导入" in clerk.shell.toast.text


def test_who_only_looks_is_offered_no_whole_list(qtbot: QtBot, register: Register, clerk: Clerk) -> None:
    register.db.execute_sql('UPDATE "user" SET "roles"=\'query\'')
    other = Clerk(qtbot, register, PAGES)
    page, panel = opened(other, pages.PEOPLE)
    assert panel.choices[Profile.FULL].isHidden()
    assert panel.profile is Profile.INTERNAL
    panel.shut()
    page.exports.actions()[1].trigger()
    assert "录入" in str(other.failures.pop())
    assert not panel.isVisible()
    other.stop()


def test_nothing_leaves_a_register_that_is_only_looked_at(clerk: Clerk) -> None:
    page = clerk.go(pages.PEOPLE)
    clerk.office.register.read_only = True
    page.exports.actions()[0].trigger()
    assert "只读" in str(clerk.failures.pop())
    assert not page.leaving.isVisible()
    clerk.office.register.read_only = False


def test_a_purpose_is_remembered_with_the_office(clerk: Clerk) -> None:
    clerk.desk.settings.set(leaving_purpose.LAST, "部门比对")
    _, panel = opened(clerk, pages.PEOPLE)
    assert panel.purpose.choices["部门比对"].isChecked()
    assert exporting.FOLDER != leaving_purpose.LAST
