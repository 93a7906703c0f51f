"""用户与恢复单: users kept by keyboard, one's own password, the sheet, and what others do not see."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from hfp_desk.gate import ADMIN, ENTRY, QUERY
from hfp_desk.store import opening, users, users_keeping
from hfp_desk.store.opening import Register
from tests.ui.conftest import PASSWORD, USER
from tests.ui.fakes import Key, Memory, in_front, press, write
from tests.ui.heard import Heard, shown
from ui.desk import Desk, Heading
from ui.office import Office
from ui.pages import RENEW
from ui.pages.settings.user_panel import UserPanel
from ui.pages.settings.users_section import UsersSection
from ui.widgets.ask import Notice
from ui.widgets.parts import ActionButton

FANG = "wangfang-2020"


@pytest.fixture
def section(qtbot: QtBot, desk: Desk, office: Office) -> UsersSection:
    made = UsersSection(desk, office)
    shown(qtbot, made)
    qtbot.waitUntil(lambda: in_front(made))
    made.setFocus()
    return made


@pytest.fixture
def with_fang(register: Register) -> None:
    users_keeping.add(register, "王芳", (ENTRY,), FANG, "经办员")


@pytest.fixture
def looking(register_path: Path) -> Iterator[Register]:
    """The register as 赵兰 has it open, who may only look."""
    first = opening.open_register(register_path, USER, PASSWORD)
    users_keeping.add(first, "赵兰", (QUERY,), "zhaolan-2020")
    first.close()
    opened = opening.open_register(register_path, "赵兰", "zhaolan-2020")
    yield opened
    if not opened.db.is_closed():
        opened.close()


def form_of(section: UsersSection) -> UserPanel:
    assert section.list.form is not None
    assert section.list.side.isVisible()
    return section.list.form


def table(section: UsersSection) -> list[list[str]]:
    seen = section.list.table
    cells = [[seen.item(row, place) for place in range(4)] for row in range(seen.rowCount())]
    return [[cell.text() if cell is not None else "" for cell in row] for row in cells]


def typed(section: UsersSection, text: str) -> None:
    """A line and Enter."""
    field = section.focusWidget()
    assert isinstance(field, QLineEdit)
    write(field, text) if not text.isascii() else QTest.keyClicks(field, text)
    press(section, Key.Key_Return)


def idle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=10_000)


# The list


def test_a_user_is_added_by_keys_alone(
    qtbot: QtBot, section: UsersSection, desk: Desk, heard: Heard, register: Register
) -> None:
    press(section, Key.Key_F2)
    form = form_of(section)
    typed(section, "王芳")
    typed(section, "经办员")
    press(section, Key.Key_Return)
    assert form.roles[ENTRY].hasFocus()
    press(section, Key.Key_Space)
    for _ in range(3):
        press(section, Key.Key_Return)
    typed(section, FANG)
    typed(section, FANG)
    assert form.go.hasFocus()
    press(section, Key.Key_Return)
    idle(qtbot, desk)
    assert heard.said == ["已新增用户“王芳”，请把第一个密码当面告诉本人"]
    assert table(section) == [[USER, "", "管理员、录入、保密", "能"], ["王芳", "经办员", "录入", "能"]]
    assert not section.list.side.isVisible()
    assert not section.unsaved()
    register.close()
    opening.open_register(register.path, "王芳", FANG).close()


def test_what_is_missing_or_refused_is_said_in_the_panel(qtbot: QtBot, section: UsersSection, desk: Desk) -> None:
    press(section, Key.Key_F2)
    form = form_of(section)
    press(section, Key.Key_F9)
    assert "请填写姓名" in form.name.words
    write(form.name.editor, "王芳")
    press(section, Key.Key_F9)
    assert "请设一个密码" in form.password.first.words
    for field in (form.password.first, form.password.again):
        field.editor.setText(FANG)
    assert section.unsaved()
    form.submit()
    idle(qtbot, desk)
    assert "没有选择角色" in form.trouble.text()
    form.roles[QUERY].click()
    assert form.trouble.isHidden()
    form.submit()
    idle(qtbot, desk)
    assert table(section)[1] == ["王芳", "", "查询", "能"]


def test_escape_leaves_the_panel_and_nothing_is_done(section: UsersSection, desk: Desk) -> None:
    press(section, Key.Key_F2)
    assert not section._below.isVisible()
    press(section, Key.Key_Escape)
    assert not section.list.side.isVisible()
    assert section._below.isVisible()
    assert section.list.table.hasFocus()
    assert len(table(section)) == 1


def test_roles_and_duty_are_changed(
    with_fang: None, qtbot: QtBot, section: UsersSection, desk: Desk, heard: Heard, register: Register
) -> None:
    section.list.table.selectRow(1)
    press(section, Key.Key_Return)
    form = form_of(section)
    assert form.title.editor.hasFocus()
    assert form.name.editor.isReadOnly()
    assert form.roles[ENTRY].isChecked()
    assert not form.unsaved
    form.roles[ADMIN].click()
    assert form.unsaved
    form.submit()
    idle(qtbot, desk)
    assert table(section)[1] == ["王芳", "经办员", "管理员、录入", "能"]
    assert heard.gone == []


def test_ones_own_new_role_builds_the_desk_anew(
    qtbot: QtBot, section: UsersSection, desk: Desk, heard: Heard, register: Register
) -> None:
    press(section, Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    form_of(section).roles[QUERY].click()
    form_of(section).submit()
    idle(qtbot, desk)
    assert heard.gone == [(RENEW, "users")]
    assert QUERY in users.viewer(register).roles


def test_the_administrator_cannot_lose_the_role(qtbot: QtBot, section: UsersSection, desk: Desk) -> None:
    press(section, Key.Key_Return)
    form_of(section).roles[ADMIN].click()
    form_of(section).submit()
    idle(qtbot, desk)
    assert "不能取消自己的管理员角色" in form_of(section).trouble.text()
    assert not section.list.off.isVisible()
    assert not section.list.reset.isVisible()


def test_a_forgotten_password_is_reset(
    with_fang: None, qtbot: QtBot, section: UsersSection, desk: Desk, heard: Heard, register: Register
) -> None:
    section.list.table.selectRow(1)
    section.list.reset.trigger()
    form = form_of(section)
    assert form.password.first.editor.hasFocus()
    for field in (form.password.first, form.password.again):
        field.editor.setText("new-wangfang")
    form.submit()
    idle(qtbot, desk)
    assert heard.said == ["“王芳”的密码已重设，请当面告诉本人"]
    register.close()
    opening.open_register(register.path, "王芳", "new-wangfang").close()


def test_a_user_is_switched_off_after_a_question_and_on_again(
    with_fang: None, qtbot: QtBot, section: UsersSection, desk: Desk, register: Register
) -> None:
    section.list.table.selectRow(1)
    section.list.off.trigger()
    asked = section.findChildren(Notice)[-1]
    assert "以前的备份带着当时的钥匙" in asked.advice
    asked.accept()
    idle(qtbot, desk)
    assert table(section)[1] == ["王芳", "经办员", "录入", "已停用"]
    assert "王芳" not in register.ring.users
    section.list.table.selectRow(1)
    assert not section.list.off.isVisible()
    section.list.on.trigger()
    form = form_of(section)
    for field in (form.password.first, form.password.again):
        field.editor.setText("new-wangfang")
    form.submit()
    idle(qtbot, desk)
    assert table(section)[1][3] == "能"


# Others


def test_who_does_not_administer_sees_the_list_and_his_own_password(qtbot: QtBot, looking: Register) -> None:
    desk = Desk(Memory(), Heading("", "", "", "赵兰"))
    section = UsersSection(desk, Office.of(looking))
    shown(qtbot, section)
    assert [row[0] for row in table(section)] == [USER, "赵兰"]
    assert section.list.findChildren(ActionButton) == []
    assert section.password.isVisible()
    assert not section.sheet.isVisible()
    press(section.list.table, Key.Key_F2)
    press(section.list.table, Key.Key_Return)
    assert not section.list.side.isVisible()
    section.password.old.editor.setText("zhaolan-2020")
    for field in (section.password.new.first, section.password.new.again):
        field.editor.setText("new-zhaolan")
    section.password.change()
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=10_000)
    desk.stop()
    looking.close()
    opening.open_register(looking.path, "赵兰", "new-zhaolan").close()
