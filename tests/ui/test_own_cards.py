"""One's own password, the minutes until the lock, and the recovery sheet."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hfp_desk.problems import Refusal
from hfp_desk.store import opening
from hfp_desk.store.keys import WrongSecret
from hfp_desk.store.opening import Register
from tests.ui.conftest import PASSWORD, USER
from tests.ui.heard import Heard, shown
from ui.desk import Desk
from ui.locking import MINUTES
from ui.office import Office
from ui.pages.settings.users_section import UsersSection
from ui.widgets.ask import Notice

FANG = "wangfang-2020"


@pytest.fixture
def section(qtbot: QtBot, desk: Desk, office: Office) -> UsersSection:
    made = UsersSection(desk, office)
    shown(qtbot, made)
    return made


def idle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=10_000)


def change(section: UsersSection, old: str, new: str) -> None:
    card = section.password
    for field, value in ((card.old, old), (card.new.first, new), (card.new.again, new)):
        field.editor.setText(value)
    card.change()


def test_a_password_is_changed_by_who_knows_the_old_one(
    qtbot: QtBot, section: UsersSection, register: Register, heard: Heard
) -> None:
    change(section, PASSWORD, FANG)
    qtbot.waitUntil(lambda: bool(heard.said), timeout=10_000)
    register.close()
    opening.open_register(register.path, USER, FANG).close()
    with pytest.raises(Refusal, match="用户名或密码不对"):
        opening.open_register(register.path, USER, PASSWORD)


def test_without_the_old_password_nothing_is_changed_and_tries_are_counted(
    qtbot: QtBot, section: UsersSection, desk: Desk, register: Register, heard: Heard
) -> None:
    for _ in range(3):
        change(section, "nanchang-2018", FANG)
        idle(qtbot, desk)
    assert "现在的密码不对" in section.password.old.words
    assert section.password.go.text().startswith("已输错 3 次")
    assert heard.said == []
    assert register.ring.unlock(USER, PASSWORD) == register.key


@pytest.mark.parametrize(("old", "new"), [("", FANG), (PASSWORD, "123")])
def test_a_password_that_does_not_hold_is_said_at_once(section: UsersSection, desk: Desk, old: str, new: str) -> None:
    change(section, old, new)
    assert not desk.tasks.busy
    assert section.password.old.words + section.password.new.first.words


def test_the_minutes_until_the_lock_are_kept_for_the_user(section: UsersSection, desk: Desk, heard: Heard) -> None:
    assert section.lock.choices[10].isChecked()
    section.lock.choices[5].click()
    assert desk.settings.get(MINUTES) == "5"
    section.lock.choices[0].click()
    assert desk.settings.get(MINUTES) == "0"
    assert heard.said == ["已改为离开 5 分钟自动锁定", "已改为不自动锁定"]


def test_a_new_sheet_replaces_the_old_one(
    qtbot: QtBot, section: UsersSection, register: Register, register_made: tuple[Path, str]
) -> None:
    section.sheet.go.click()
    section.findChildren(Notice)[-1].accept()
    qtbot.waitUntil(lambda: section.sheet.panel is not None, timeout=10_000)
    panel = section.sheet.panel
    assert panel is not None
    assert section.unsaved()
    panel.tick.click()
    assert not section.unsaved()
    with pytest.raises(WrongSecret):
        register.ring.unlock_with_code(register_made[1])
    assert register.ring.unlock_with_code(panel._sheet.code) == register.key
