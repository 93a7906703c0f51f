"""From the first page to the desk and out again: nothing is lost, nothing stays open, nothing blocks."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from hfp_desk import home
from hfp_desk.records import Person
from hfp_desk.store import backup, keeping, opening
from hfp_desk.store.opening import Register
from tests.ui.conftest import PASSWORD, USER
from tests.ui.fronts import at_desk
from ui.front.first_start import FirstStartPage
from ui.front.recovery import KeepSheetPage, RecoverPage
from ui.front.sign_in import SignInPage
from ui.front.welcome import WelcomePage
from ui.pages import SETTINGS
from ui.pages.settings_page import SettingsPage
from ui.program import Program
from ui.widgets.ask import Notice


def left(qtbot: QtBot, program: Program) -> None:
    with qtbot.waitSignal(program.left, timeout=10_000):
        program.window.close()


def notice(program: Program) -> Notice:
    return program.window.findChildren(Notice)[-1]


# The first page


def test_without_any_register_there_is_a_welcome(program: Program) -> None:
    program.begin()
    assert isinstance(program.front, WelcomePage)


def test_a_known_register_is_signed_in_to(program: Program, register_path: Path) -> None:
    home.remember(register_path)
    program.begin()
    assert isinstance(program.front, SignInPage)
    assert program.front.register == register_path


def test_a_named_register_comes_first(program: Program, register_path: Path, tmp_path: Path) -> None:
    home.remember(register_path)
    program.begin(tmp_path / "别处.hfp")
    assert isinstance(program.front, SignInPage)
    assert program.front.register == tmp_path / "别处.hfp"


def test_the_ways_of_the_front_pages_lead_to_each_other(program: Program, register_path: Path) -> None:
    program.welcome().new_asked.emit()
    assert isinstance(program.front, FirstStartPage)
    home.remember(register_path)
    program.front.left.emit()
    assert isinstance(program.front, SignInPage)
    program.front.recovery_asked.emit(register_path)
    assert isinstance(program.front, RecoverPage)
    assert program.front.place.text == str(register_path)


def test_signing_in_shows_the_desk_and_remembers_the_register(
    qtbot: QtBot, program: Program, register_path: Path
) -> None:
    program.sign_in_at_once(register_path, USER, PASSWORD)
    qtbot.waitUntil(lambda: program.session is not None, timeout=10_000)
    assert program.session is not None
    assert program.session.shell.key == SETTINGS
    assert "樟树市卫生健康委员会" in program.window.windowTitle()
    assert home.recent() == (register_path,)


def test_a_new_register_is_entered_after_its_sheet_is_kept(qtbot: QtBot, program: Program, register: Register) -> None:
    register.db.close()
    program._made(register, "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF")
    page = program.front
    assert isinstance(page, KeepSheetPage)
    assert program.session is None
    page.panel.tick.click()
    page.go.click()
    assert program.session is not None


def test_a_code_that_is_not_kept_holds_the_window_open(qtbot: QtBot, program: Program, register: Register) -> None:
    register.db.close()
    program._made(register, "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF")
    program.window.close()
    assert program.window.isVisible()
    assert "恢复码还没有打印或抄写" in notice(program).sentence
    with qtbot.waitSignal(program.left, timeout=10_000):
        notice(program).accept()
    opening.open_register(register.path, USER, PASSWORD).close()


def test_after_recovery_a_new_sheet_is_offered(program: Program, register: Register) -> None:
    register.db.close()
    program._recovered(register)
    assert program.session is not None
    assert program.session.shell.key == SETTINGS
    assert "旧恢复单请作废" in program.session.shell.toast.text


# Leaving and locking


def test_leaving_backs_up_what_changed_and_lets_go_of_the_file(
    qtbot: QtBot, program: Program, register_path: Path
) -> None:
    register = at_desk(program, register_path)
    keeping.save(register, Person.new(name="李玥"))
    left(qtbot, program)
    made = backup.all_of(register_path)
    assert [one.reason for one in made] == [backup.AT_EXIT]
    assert made[0].counts["人员"] == 1
    opening.open_register(register_path, USER, PASSWORD).close()


def test_leaving_twice_makes_one_backup_when_nothing_changed(
    qtbot: QtBot, program: Program, register_path: Path
) -> None:
    first = opening.open_register(register_path, USER, PASSWORD)
    backup.make(first, backup.BY_HAND)
    first.close()
    at_desk(program, register_path)
    left(qtbot, program)
    assert len(backup.all_of(register_path)) == 1


def test_when_the_computer_is_switched_off_there_is_no_backup_but_the_file_is_closed(
    qtbot: QtBot, program: Program, register_path: Path
) -> None:
    at_desk(program, register_path)
    program.leaving.hurry()
    left(qtbot, program)
    assert backup.all_of(register_path) == []
    opening.open_register(register_path, USER, PASSWORD).close()


def test_a_backup_that_cannot_be_made_is_told_before_leaving(
    qtbot: QtBot, program: Program, register_path: Path
) -> None:
    register = at_desk(program, register_path)
    register.beside("backups").write_text("no folder")
    program.window.close()
    qtbot.waitUntil(
        lambda: program.leaving.farewell is not None and bool(program.leaving.farewell.trouble.text), timeout=10_000
    )
    assert program.leaving.farewell is not None
    assert "备份没有做成" in program.leaving.farewell.trouble.text
    with qtbot.waitSignal(program.left, timeout=10_000):
        program.leaving.farewell.skip.click()
    opening.open_register(register_path, USER, PASSWORD).close()


def test_a_backup_can_be_skipped(qtbot: QtBot, program: Program, register_path: Path) -> None:
    register = at_desk(program, register_path)
    with qtbot.waitSignal(program.left, timeout=10_000):
        program.window.close()
        assert program.leaving.farewell is not None
        program.leaving.farewell.skip.click()
    assert register.db.is_closed()
    assert not list(register.beside("backups").glob("*.part"))


def test_the_program_is_left_once_however_its_windows_are_closed(
    qtbot: QtBot, program: Program, register_path: Path
) -> None:
    at_desk(program, register_path)
    times: list[None] = []
    program.left.connect(lambda: times.append(None))
    program.window.close()
    assert program.leaving.farewell is not None
    farewell = program.leaving.farewell
    farewell.appear()
    program.left.connect(farewell.close)
    qtbot.waitUntil(lambda: bool(times), timeout=10_000)
    assert len(times) == 1


def test_leaving_a_front_page_ends_at_once(qtbot: QtBot, program: Program) -> None:
    program.begin()
    left(qtbot, program)
    assert program.leaving.farewell is None


def test_leaving_the_desk_to_another_closes_the_file(qtbot: QtBot, program: Program, register_path: Path) -> None:
    at_desk(program, register_path)
    program.change_user()
    page = program.front
    assert isinstance(page, SignInPage)
    qtbot.waitUntil(lambda: page.user.text == USER and not program.tasks.busy, timeout=10_000)
    assert page.register == register_path
    assert [one.reason for one in backup.all_of(register_path)] == [backup.AT_EXIT]
    page.password.editor.setText(PASSWORD)
    with qtbot.waitSignal(page.opened, timeout=10_000) as signal:
        page.opened.disconnect(program.enter)
        page.sign_in()
    assert signal.args is not None
    signal.args[0].close()


def test_signing_in_right_afterwards_waits_for_the_file_to_be_closed(
    qtbot: QtBot, program: Program, register_path: Path
) -> None:
    at_desk(program, register_path)
    program.change_user()
    page = program.front
    assert isinstance(page, SignInPage)
    page.opened.disconnect(program.enter)
    page.user.editor.setText(USER)
    page.password.editor.setText(PASSWORD)
    with qtbot.waitSignal(page.opened, timeout=10_000) as signal:
        page.sign_in()
    assert page.trouble.text == ""
    assert signal.args is not None
    signal.args[0].close()


def test_another_user_is_asked_before_something_typed_is_lost(
    qtbot: QtBot, program: Program, register_path: Path
) -> None:
    at_desk(program, register_path)
    assert program.session is not None
    page = program.session.shell.page
    assert isinstance(page, SettingsPage)
    page.open_at("policy")
    page.section.name.editor.setText("樟树市卫健委")  # type: ignore[attr-defined]
    page.section.name.editor.textEdited.emit("樟树市卫健委")  # type: ignore[attr-defined]
    program.change_user()
    assert program.session is not None
    asked = notice(program)
    assert "还没有保存" in asked.sentence
    asked.accept()
    assert isinstance(program.front, SignInPage)
