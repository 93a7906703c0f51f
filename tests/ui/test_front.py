"""Signing in: worked by keyboard, forgiving, and clear about what stands in the way."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from hfp_desk.store import keys
from hfp_desk.store.opening import Register
from hfp_desk.store.tries import Tries
from tests.data.waiting import earlier
from tests.ui.conftest import PASSWORD, USER
from tests.ui.fakes import Key, press
from tests.ui.fronts import opened, refused, seen
from ui.front.fields import PasswordLine
from ui.front.patience import clock
from ui.front.sign_in import SignInPage
from ui.front.welcome import WelcomePage
from ui.tasks import Tasks


def sign_in_page(qtbot: QtBot, tasks: Tasks, *registers: Path, user: str = "", second: int = 1) -> SignInPage:
    page = SignInPage(tasks, registers, user, second=second)
    seen(qtbot, page)
    qtbot.waitUntil(lambda: not tasks.busy)
    return page


def mangle(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[:4096] = bytes(4096)
    path.write_bytes(bytes(content))


def test_the_only_user_is_proposed_and_the_cursor_waits_in_the_password(
    qtbot: QtBot, tasks: Tasks, register_path: Path
) -> None:
    page = sign_in_page(qtbot, tasks, register_path)
    assert page.user.text == USER
    assert page.password.editor.hasFocus()


def test_enter_signs_in_and_hands_over_a_register_without_a_connection(
    qtbot: QtBot, tasks: Tasks, register_path: Path
) -> None:
    page = sign_in_page(qtbot, tasks, register_path)
    QTest.keyClicks(page.password.editor, PASSWORD)
    with qtbot.waitSignal(page.opened, timeout=10_000) as signal:
        press(page, Key.Key_Return)
    assert signal.args is not None
    register: Register = signal.args[0]
    assert register.user == USER
    assert register.db.is_closed()
    register.close()


def test_a_wrong_password_is_said_on_the_card_and_cleared(qtbot: QtBot, tasks: Tasks, register_path: Path) -> None:
    page = sign_in_page(qtbot, tasks, register_path)
    page.password.editor.setText("nanchang-2018")
    assert "用户名或密码不对" in refused(qtbot, page)
    assert page.password.editor.text() == ""
    assert page.password.editor.hasFocus()
    page.password.editor.setText(PASSWORD)
    opened(qtbot, page).close()


def test_after_three_wrong_passwords_the_next_try_has_to_wait(qtbot: QtBot, tasks: Tasks, register_path: Path) -> None:
    page = sign_in_page(qtbot, tasks, register_path, second=100)
    for _ in range(3):
        page.password.editor.setText("nanchang-2018")
        refused(qtbot, page)
    assert not page.go.isEnabled()
    assert page.go.text().startswith("已输错 3 次，请等 ")
    page.password.editor.setText(PASSWORD)
    press(page, Key.Key_Return)
    assert not tasks.busy
    earlier(register_path, 6)
    qtbot.waitUntil(lambda: page.go.isEnabled() and page.go.text() == "登录")
    assert page.trouble.isHidden()
    opened(qtbot, page).close()


def test_the_wait_goes_on_where_the_program_is_started_again(qtbot: QtBot, tasks: Tasks, register_path: Path) -> None:
    found = Tries.load(register_path)
    for _ in range(8):
        found.fail(USER)
    page = sign_in_page(qtbot, tasks, register_path, register_path.with_name("别处.hfp"), second=1000)
    assert not page.go.isEnabled()
    assert page.go.text() == "已输错 8 次，请等 4 分 00 秒再试"
    page.list.setCurrentRow(1)
    qtbot.waitUntil(page.go.isEnabled)


def test_a_page_that_counted_too_fast_is_told_to_wait_on(qtbot: QtBot, tasks: Tasks, register_path: Path) -> None:
    found = Tries.load(register_path)
    for _ in range(8):
        found.fail(USER)
    page = sign_in_page(qtbot, tasks, register_path)
    qtbot.waitUntil(page.go.isEnabled)
    page.password.editor.setText(PASSWORD)
    assert "已连续输错 8 次。请等" in refused(qtbot, page)
    qtbot.waitUntil(page.go.isEnabled)


@pytest.mark.parametrize(("seconds", "words"), [(5, "5 秒"), (60, "1 分 00 秒"), (245, "4 分 05 秒")])
def test_a_wait_is_said_in_minutes(seconds: int, words: str) -> None:
    assert clock(seconds) == words


@pytest.mark.parametrize(("user", "password", "told"), [("", "x", "请填写用户姓名"), (USER, "", "请输入密码")])
def test_what_is_missing_is_said_at_its_field(
    qtbot: QtBot, tasks: Tasks, register_path: Path, user: str, password: str, told: str
) -> None:
    page = sign_in_page(qtbot, tasks, register_path)
    page.user.editor.setText(user)
    page.password.editor.setText(password)
    page.go.click()
    assert not tasks.busy
    assert told in page.user.words + page.password.words


def test_a_damaged_register_and_missing_keys_are_told_in_words(qtbot: QtBot, tasks: Tasks, register_path: Path) -> None:
    page = sign_in_page(qtbot, tasks, register_path)
    mangle(register_path)
    page.password.editor.setText(PASSWORD)
    assert "已损坏，密码是对的" in refused(qtbot, page)
    keys.key_file(register_path).unlink()
    page.password.editor.setText(PASSWORD)
    assert "找不到钥匙文件" in refused(qtbot, page)
    assert page.go.isEnabled()


def test_a_register_that_is_open_elsewhere_names_who_has_it(qtbot: QtBot, tasks: Tasks, register: Register) -> None:
    page = sign_in_page(qtbot, tasks, register.path)
    page.password.editor.setText(PASSWORD)
    assert "已由 李敏 于" in refused(qtbot, page)


def test_registers_are_chosen_by_the_arrow_keys(qtbot: QtBot, tasks: Tasks, register_path: Path) -> None:
    other = register_path.with_name("别处.hfp")
    page = sign_in_page(qtbot, tasks, register_path, other)
    page.list.setFocus()
    press(page, Key.Key_Down)
    assert page.register == other
    third = register_path.with_name("第三本.hfp")
    page.choose(third)
    assert page.register == third


def test_the_recovery_page_is_asked_for_with_the_chosen_register(
    qtbot: QtBot, tasks: Tasks, register_path: Path
) -> None:
    page = sign_in_page(qtbot, tasks, register_path)
    link = next(made for made in page.findChildren(type(page.go)) if made.text() == "用恢复单打开")
    with qtbot.waitSignal(page.recovery_asked) as signal:
        link.click()
    assert signal.args == [register_path]


def test_the_eye_shows_and_hides_the_password(qtbot: QtBot) -> None:
    line = PasswordLine()
    qtbot.addWidget(line)
    assert line.echoMode() == QLineEdit.EchoMode.Password
    line.actions()[0].trigger()
    assert line.echoMode() == QLineEdit.EchoMode.Normal
    line.actions()[0].trigger()
    assert line.echoMode() == QLineEdit.EchoMode.Password


# Welcome


def test_the_welcome_is_worked_by_arrows_and_enter(qtbot: QtBot, tasks: Tasks) -> None:
    page = WelcomePage(tasks)
    seen(qtbot, page)
    press(page, Key.Key_Up)
    with qtbot.waitSignal(page.sample_asked):
        press(page, Key.Key_Return)
    press(page, Key.Key_Down)
    with qtbot.waitSignal(page.new_asked):
        press(page, Key.Key_Return)


def test_fields_cannot_be_changed_while_the_worker_has_them(qtbot: QtBot, tasks: Tasks, register_path: Path) -> None:
    page = sign_in_page(qtbot, tasks, register_path)
    page.password.editor.setText("nanchang-2018")
    page.go.click()
    assert not page.password.editor.isEnabled()
    assert page.waiting.isVisible()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=10_000)
    assert page.password.editor.isEnabled()
    assert not page.waiting.isVisible()
