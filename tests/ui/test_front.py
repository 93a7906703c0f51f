"""The pages before the desk: worked by keyboard, forgiving, and clear about what stands in the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from hfp_desk.papers.recovery import RecoverySheet
from hfp_desk.store import keys, opening, settings
from hfp_desk.store.opening import Register
from tests.ui.conftest import PASSWORD, USER
from tests.ui.fakes import Key, press, write
from ui.front.card import FrontPage
from ui.front.fields import NewPassword, PasswordLine
from ui.front.first_start import FirstStartPage
from ui.front.patience import pause_after
from ui.front.recovery import CodeLine, KeepSheetPage, RecoverPage, grouped
from ui.front.region import Region
from ui.front.sign_in import SignInPage
from ui.front.welcome import WelcomePage
from ui.tasks import Tasks


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.stop()


def seen(qtbot: QtBot, page: QWidget) -> None:
    """Put a page before the clerk."""
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.setFocus()


def sign_in_page(qtbot: QtBot, tasks: Tasks, *registers: Path, user: str = "") -> SignInPage:
    page = SignInPage(tasks, registers, user, second=1)
    seen(qtbot, page)
    qtbot.waitUntil(lambda: not tasks.busy)
    return page


def opened(qtbot: QtBot, page: SignInPage | RecoverPage) -> Register:
    """The register the page hands over after its button was pressed."""
    with qtbot.waitSignal(page.opened, timeout=10_000) as signal:
        page.go.click()
    assert signal.args is not None
    register: Register = signal.args[0]
    return register


def refused(qtbot: QtBot, page: FrontPage) -> str:
    """What the card says after its button was pressed in vain."""
    page.go.click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not page.tasks.busy, timeout=10_000)
    return page.trouble.text


def mangle(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[:4096] = bytes(4096)
    path.write_bytes(bytes(content))


# Signing in


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
    page = sign_in_page(qtbot, tasks, register_path)
    told: list[str] = []
    page.patience.ticked.connect(lambda _: told.append(page.go.text()))
    for _ in range(3):
        page.password.editor.setText("nanchang-2018")
        refused(qtbot, page)
    assert told[0] == "已输错 3 次，请等 2 秒再试"
    qtbot.waitUntil(lambda: page.go.isEnabled() and page.go.text() == "登录")


@pytest.mark.parametrize(("failures", "seconds"), [(1, 0), (2, 0), (3, 2), (4, 4), (7, 32), (8, 60), (500, 60)])
def test_pauses_grow_up_to_a_minute(failures: int, seconds: int) -> None:
    assert pause_after(failures) == seconds


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


# First start


def chosen(region: Region) -> list[str]:
    return [line.text() for line in region.lines]


def type_in(line: QLineEdit, text: str) -> None:
    line.setFocus()
    line.selectAll()
    write(line, text)
    press(line, Key.Key_Return)


@pytest.fixture
def first(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> FirstStartPage:
    page = FirstStartPage(tasks)
    seen(qtbot, page)
    return page


def test_province_city_and_county_are_filtered_by_what_is_typed(first: FirstStartPage) -> None:
    for line, text in zip(first.region.lines, ("江西", "宜春", "樟树"), strict=True):
        type_in(line, text)
    assert chosen(first.region) == ["江西省", "宜春市", "樟树市"]
    assert first.office.editor.hasFocus()


@pytest.mark.parametrize("text", ["360982", "樟树市"])
def test_the_county_alone_is_enough(first: FirstStartPage, text: str) -> None:
    type_in(first.region.lines[2], text)
    assert chosen(first.region) == ["江西省", "宜春市", "樟树市"]


def test_another_province_forgets_the_county(first: FirstStartPage) -> None:
    type_in(first.region.lines[2], "360982")
    type_in(first.region.lines[0], "山东")
    assert chosen(first.region) == ["山东省", "", ""]
    assert first.region.county is None


def test_a_county_elsewhere_is_found_after_one_was_chosen(first: FirstStartPage) -> None:
    type_in(first.region.lines[2], "360982")
    type_in(first.region.lines[2], "371402")
    assert chosen(first.region)[:2] == ["山东省", "德州市"]
    type_in(first.region.lines[1], "南宁")
    assert chosen(first.region) == ["广西壮族自治区", "南宁市", ""]


def test_a_province_with_one_city_needs_no_city(first: FirstStartPage) -> None:
    type_in(first.region.lines[0], "天津")
    assert chosen(first.region)[1] != ""


def test_office_policy_and_file_follow_the_county_until_written_by_hand(first: FirstStartPage) -> None:
    type_in(first.region.lines[2], "360982")
    assert first.office.text == "樟树市卫生健康委员会"
    assert "樟树市2020年" in first.policy.text
    assert first.place.text.endswith("樟树市.hfp")
    first.office.editor.selectAll()
    write(first.office.editor, "樟树市卫健委")
    type_in(first.region.lines[2], "371402")
    assert first.office.text == "樟树市卫健委"
    assert "德州市" in first.policy.text


def test_everything_missing_is_said_at_once(first: FirstStartPage) -> None:
    first.go.click()
    assert "请选择县" in first.region.fields[2].words
    assert "请填写单位全称" in first.office.words
    assert "请填写经办人姓名" in first.user.words
    assert "至少 6 位" in first.password.first.words
    assert first.region.lines[2].hasFocus()


@pytest.mark.parametrize(
    ("one", "two", "told"),
    [("12345", "12345", "只有 5 位"), ("linjiang-2020", "linjiang-2021", "两次输入的密码不一样")],
)
def test_a_password_has_to_hold(qtbot: QtBot, one: str, two: str, told: str) -> None:
    pair = NewPassword()
    for field, text in ((pair.first, one), (pair.again, two)):
        qtbot.addWidget(field)
        field.editor.setText(text)
    assert not pair.holds()
    assert told in pair.first.words + pair.again.words
    pair.first.editor.setText("linjiang-2020")
    pair.again.editor.setText("linjiang-2020")
    assert pair.holds()
    assert told not in pair.first.words + pair.again.words


def test_from_the_county_to_the_register_with_the_keyboard_alone(
    qtbot: QtBot, first: FirstStartPage, tmp_path: Path
) -> None:
    path = tmp_path / "新" / "樟树.hfp"
    type_in(first.region.lines[2], "360982")
    press(first, Key.Key_Return)  # the office as proposed
    press(first, Key.Key_Return)  # the policy as proposed
    first.place.editor.selectAll()
    for text in (str(path), "李敏", PASSWORD):
        write(first.focusWidget() or first, text)
        press(first, Key.Key_Return)
    write(first.focusWidget() or first, PASSWORD)
    with qtbot.waitSignal(first.made, timeout=20_000) as signal:
        press(first, Key.Key_Return)
    assert signal.args is not None
    register, code = signal.args
    register.db.connect()
    assert settings.get(settings.OFFICE_NAME) == "樟树市卫生健康委员会"
    assert settings.get(settings.POLICY) == "zhangshu-2020"
    register.close()
    opening.open_with_code(path, code, "李敏", "another-2020").close()


def test_a_file_that_exists_is_not_written_over(first: FirstStartPage, register_path: Path) -> None:
    first.place.editor.setText(str(register_path))
    first.go.click()
    assert "已经有一个同名的文件" in first.place.words


def test_a_place_that_cannot_be_written_is_said_on_the_card(
    qtbot: QtBot, first: FirstStartPage, register_path: Path
) -> None:
    type_in(first.region.lines[2], "360982")
    first.place.editor.setText(str(register_path / "below a file" / "a.hfp"))
    first.user.editor.setText(USER)
    for field in (first.password.first, first.password.again):
        field.editor.setText(PASSWORD)
    assert "不能建立文件夹" in refused(qtbot, first)
    assert first.go.isEnabled()


# The recovery sheet


def test_the_register_is_entered_only_when_the_code_is_safe(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> None:
    page = KeepSheetPage(tasks, RecoverySheet("樟树市卫生健康委员会", "樟树", "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF", USER))
    seen(qtbot, page)
    assert not page.go.isEnabled()
    page.panel.tick.click()
    assert page.go.isEnabled()
    page.panel.tick.click()
    assert not page.go.isEnabled()
    target = tmp_path / "恢复单.pdf"
    with qtbot.waitSignal(page.panel.kept, timeout=20_000):
        page.panel.save_to(target)
    assert target.read_bytes().startswith(b"%PDF")
    assert page.go.isEnabled()
    assert page.panel.open_button.isVisible()


def test_a_sheet_that_cannot_be_saved_is_said_and_does_not_open_the_way(
    qtbot: QtBot, tasks: Tasks, register_path: Path
) -> None:
    page = KeepSheetPage(tasks, RecoverySheet("", "樟树", "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF", USER))
    seen(qtbot, page)
    with qtbot.waitSignal(page.panel.failed, timeout=20_000):
        page.panel.save_to(register_path / "below a file" / "恢复单.pdf")
    assert page.trouble.text
    assert not page.go.isEnabled()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("rxedfa", "RXED-FA"), ("rxed fafh", "RXED-FAFH"), ("a" * 30, "-".join(["AAAA"] * 6)), ("锁rx-ed", "RXED")],
)
def test_a_code_is_put_into_groups(typed: str, shown: str) -> None:
    assert grouped(typed) == shown


def test_the_cursor_stays_where_the_clerk_types(qtbot: QtBot) -> None:
    line = CodeLine()
    qtbot.addWidget(line)
    QTest.keyClicks(line, "rxedfafhcg92")
    assert line.text() == "RXED-FAFH-CG92"
    line.setCursorPosition(2)
    QTest.keyClicks(line, "7")
    assert line.text() == "RX7E-DFAF-HCG9-2"
    assert line.cursorPosition() == 3


def recover_page(qtbot: QtBot, tasks: Tasks, path: Path, code: str, user: str = USER) -> RecoverPage:
    page = RecoverPage(tasks, path, second=1)
    seen(qtbot, page)
    QTest.keyClicks(page.code.editor, code.lower().replace("-", ""))
    page.user.editor.setText(user)
    for field in (page.password.first, page.password.again):
        field.editor.setText("wangfang-2020")
    return page


def test_the_code_opens_the_register_and_sets_a_new_password(
    qtbot: QtBot, tasks: Tasks, register_path: Path, register_made: tuple[Path, str]
) -> None:
    page = recover_page(qtbot, tasks, register_path, register_made[1], "王芳")
    opened(qtbot, page).close()
    opening.open_register(register_path, "王芳", "wangfang-2020").close()


def test_a_new_name_that_begins_like_an_old_one_stays_as_typed(qtbot: QtBot, tasks: Tasks, register_path: Path) -> None:
    page = recover_page(qtbot, tasks, register_path, "A" * 24, "")
    type_in(page.user.editor, "李")
    assert page.user.text == "李"
    page.user.editor.clear()
    page.user.setFocus()
    press(page, Key.Key_Down)
    press(page, Key.Key_Return)
    assert page.user.text == USER


def test_a_wrong_code_is_said_and_counted(qtbot: QtBot, tasks: Tasks, register_path: Path) -> None:
    page = recover_page(qtbot, tasks, register_path, "A" * 24)
    assert "恢复码不对" in refused(qtbot, page)
    assert page.patience.failures == 1
    assert page.code.editor.hasFocus()


def test_a_code_cut_short_is_noticed_before_it_is_tried(qtbot: QtBot, tasks: Tasks, register_path: Path) -> None:
    page = recover_page(qtbot, tasks, register_path, "A" * 20)
    page.go.click()
    assert "现在是 20 位" in page.code.words
    assert not tasks.busy


def test_enter_after_the_last_field_presses_the_button_and_nothing_else(
    qtbot: QtBot, tasks: Tasks, register_path: Path
) -> None:
    page = recover_page(qtbot, tasks, register_path, "A" * 24)
    stops = (page.code, page.user, page.password.first, page.password.again)
    page.code.setFocus()
    for stop in stops:
        assert stop.editor.hasFocus()
        press(page, Key.Key_Return)
    assert tasks.busy
    qtbot.waitUntil(lambda: not tasks.busy, timeout=10_000)


def test_fields_cannot_be_changed_while_the_worker_has_them(qtbot: QtBot, tasks: Tasks, register_path: Path) -> None:
    page = sign_in_page(qtbot, tasks, register_path)
    page.password.editor.setText("nanchang-2018")
    page.go.click()
    assert not page.password.editor.isEnabled()
    assert page.waiting.isVisible()
    qtbot.waitUntil(lambda: not tasks.busy, timeout=10_000)
    assert page.password.editor.isEnabled()
    assert not page.waiting.isVisible()


def test_the_card_stays_whole_in_a_small_window(qtbot: QtBot, first: FirstStartPage) -> None:
    first.resize(640, 360)
    qtbot.waitUntil(lambda: first.width() == 640)
    first.go.setFocus(Qt.FocusReason.TabFocusReason)
    card = first.go.parentWidget()
    assert card is not None
    assert card.height() >= card.heightForWidth(card.width()) > 360
