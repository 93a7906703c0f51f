"""The recovery sheet: kept before the register is entered, and opening it when the password is lost."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hfp_desk.papers.recovery import RecoverySheet
from hfp_desk.store import opening
from tests.ui.conftest import USER
from tests.ui.fakes import Key, press
from tests.ui.fronts import opened, refused, seen, type_in
from ui.front.recovery import CodeLine, KeepSheetPage, RecoverPage, grouped
from ui.tasks import Tasks


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
    assert page.patience.delay.failures == 1
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
