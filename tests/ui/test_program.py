"""From the first page to the desk and out again: nothing is lost, nothing stays open, nothing blocks."""

import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

import main
from hfp_desk import home, policy
from hfp_desk.home import Looks
from hfp_desk.problems import Progress
from hfp_desk.records import Person
from hfp_desk.store import backup, keeping, opening, settings
from hfp_desk.store.opening import Register
from tests.ui.conftest import PASSWORD, USER
from tests.ui.fakes import Key, press
from ui import entries, style
from ui.front.first_start import FirstStartPage
from ui.front.recovery import KeepSheetPage, RecoverPage
from ui.front.sign_in import SignInPage
from ui.front.welcome import WelcomePage
from ui.main_window import MainWindow
from ui.office import Office
from ui.page import Page
from ui.pages import PLACES, RENEW, SETTINGS
from ui.pages.settings_page import SettingsPage
from ui.program import Program
from ui.session import UserSettings, short_name
from ui.widgets.ask import Notice

ROOT = Path(__file__).resolve().parents[2]


ALL = entries._PLACES


@pytest.fixture(autouse=True)
def _settings_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk opens at its settings: what other pages do is proved by their own tests."""
    monkeypatch.setattr("ui.entries._PLACES", tuple(place for place in ALL if place.key == SETTINGS))


@pytest.fixture
def program(qtbot: QtBot) -> Iterator[Program]:
    window = MainWindow()
    qtbot.addWidget(window)
    made = Program(window)
    window.show()
    yield made
    if made.session is not None:
        made.session.stop()
        made.session.office.register.close()
    made.tasks.stop()


def at_desk(qtbot: QtBot, program: Program, path: Path) -> Register:
    """Open a register and show its settings: the page that is always there."""
    register = opening.open_register(path, USER, PASSWORD)
    register.db.close()
    program.enter(register, SETTINGS, "about")
    return register


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
    register = at_desk(qtbot, program, register_path)
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
    at_desk(qtbot, program, register_path)
    left(qtbot, program)
    assert len(backup.all_of(register_path)) == 1


def test_when_the_computer_is_switched_off_there_is_no_backup_but_the_file_is_closed(
    qtbot: QtBot, program: Program, register_path: Path
) -> None:
    at_desk(qtbot, program, register_path)
    program._shut_down()
    left(qtbot, program)
    assert backup.all_of(register_path) == []
    opening.open_register(register_path, USER, PASSWORD).close()


def test_a_backup_that_cannot_be_made_is_told_before_leaving(
    qtbot: QtBot, program: Program, register_path: Path
) -> None:
    register = at_desk(qtbot, program, register_path)
    register.beside("backups").write_text("no folder")
    program.window.close()
    qtbot.waitUntil(lambda: program.farewell is not None and bool(program.farewell.trouble.text), timeout=10_000)
    assert program.farewell is not None
    assert "备份没有做成" in program.farewell.trouble.text
    with qtbot.waitSignal(program.left, timeout=10_000):
        program.farewell.skip.click()
    opening.open_register(register_path, USER, PASSWORD).close()


def test_a_backup_can_be_skipped(qtbot: QtBot, program: Program, register_path: Path) -> None:
    register = at_desk(qtbot, program, register_path)
    with qtbot.waitSignal(program.left, timeout=10_000):
        program.window.close()
        assert program.farewell is not None
        program.farewell.skip.click()
    assert register.db.is_closed()
    assert not list(register.beside("backups").glob("*.part"))


def test_leaving_a_front_page_ends_at_once(qtbot: QtBot, program: Program) -> None:
    program.begin()
    left(qtbot, program)
    assert program.farewell is None


def test_locking_closes_the_file_and_asks_for_the_password(qtbot: QtBot, program: Program, register_path: Path) -> None:
    at_desk(qtbot, program, register_path)
    assert program.session is not None
    press(program.session.shell, Key.Key_L, Qt.KeyboardModifier.ControlModifier)
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


def test_signing_in_right_after_locking_waits_for_the_file_to_be_closed(
    qtbot: QtBot, program: Program, register_path: Path
) -> None:
    at_desk(qtbot, program, register_path)
    program.lock()
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


def test_locking_asks_before_something_typed_is_lost(qtbot: QtBot, program: Program, register_path: Path) -> None:
    at_desk(qtbot, program, register_path)
    assert program.session is not None
    page = program.session.shell.page
    assert isinstance(page, SettingsPage)
    page.open_at("policy")
    page.section.name.editor.setText("樟树市卫健委")  # type: ignore[attr-defined]
    page.section.name.editor.textEdited.emit("樟树市卫健委")  # type: ignore[attr-defined]
    program.lock()
    assert program.session is not None
    asked = notice(program)
    assert "还没有保存" in asked.sentence
    asked.accept()
    assert isinstance(program.front, SignInPage)


# The desk


def test_a_changed_policy_builds_the_desk_anew(qtbot: QtBot, program: Program, register_path: Path) -> None:
    at_desk(qtbot, program, register_path)
    before = program.session
    assert before is not None
    settings.put(settings.POLICY, "dezhou-2018")
    before.desk.go(RENEW, "policy")
    after = program.session
    assert after is not None
    assert after is not before
    assert after.office.policy.name == "dezhou-2018"
    assert after.desk.heading.policy == "德州市 2018"


def test_chosen_looks_are_worn_at_once(qtbot: QtBot, program: Program, register_path: Path) -> None:
    at_desk(qtbot, program, register_path)
    assert program.session is not None
    home.set_looks(Looks("dark", "large"))
    program.session.desk.go(RENEW, "looks")
    assert style.current() == style.load("dark", "large")


@pytest.mark.parametrize(
    ("name", "short"),
    [("national-2017", "国家 2017"), ("zhangshu-2020", "樟树市 2020"), ("nanning-2017", "南宁市 2017")],
)
def test_policies_have_a_short_name(name: str, short: str) -> None:
    assert short_name(policy.load(name)) == short


def test_people_are_found_by_the_search_of_the_head_bar(qtbot: QtBot, program: Program, register_path: Path) -> None:
    register = at_desk(qtbot, program, register_path)
    person = Person.new(name="李玥")
    keeping.save(register, person)
    assert program.session is not None
    assert [(choice.value, choice.label) for choice in program.session.find("liyue")] == [(person.id, "李玥")]
    assert program.session.find("没有这个人") == []


def test_the_status_line_opens_the_backups(qtbot: QtBot, program: Program, register_path: Path) -> None:
    at_desk(qtbot, program, register_path)
    assert program.session is not None
    line = program.session.shell.status
    qtbot.waitUntil(lambda: line.backup.text() == "还没有备份", timeout=10_000)
    line.backup.click()
    page = program.session.shell.page
    assert isinstance(page, SettingsPage)
    assert type(page.section).__name__ == "BackupSection"


def test_a_save_is_seen_on_the_status_line(qtbot: QtBot, program: Program, register_path: Path) -> None:
    at_desk(qtbot, program, register_path)
    assert program.session is not None
    program.session.desk.changed.emit({})
    assert program.session.shell.status.saved.text().startswith("已保存 ")


def test_what_is_unclear_is_counted_on_the_status_line(qtbot: QtBot, program: Program, register_path: Path) -> None:
    register = at_desk(qtbot, program, register_path)
    assert program.session is not None
    line = program.session.shell.status
    qtbot.waitUntil(lambda: line.gaps.text() == "数据缺口 0", timeout=10_000)
    keeping.save(register, Person.new(name="李玥"))
    program.session.status.count()
    qtbot.waitUntil(lambda: line.gaps.text() == "数据缺口 1", timeout=10_000)
    assert line.todo.text() == "待办 0"


def test_settings_of_a_user_travel_with_the_register(register: Register) -> None:
    mine = UserSettings(USER)
    mine.set("grid.people", "name,village")
    assert mine.get("grid.people") == "name,village"
    assert UserSettings("王芳").get("grid.people") == ""


def test_a_job_of_the_worker_has_a_connection_and_leaves_none(
    qtbot: QtBot, program: Program, register: Register
) -> None:
    office = Office.of(register)
    found: list[object] = []

    def count(_: Progress) -> tuple[int, bool]:
        return Person.select().count(), register.db.is_closed()

    program.tasks.run(office.in_session(count), found.append)
    program.tasks.run(lambda _: register.db.is_closed(), found.append)
    qtbot.waitUntil(lambda: len(found) == 2)
    assert found == [(0, False), True]


@pytest.mark.parametrize("place", [place for place in ALL if find_spec(f"ui.pages.{place.module}")])
def test_every_place_has_its_page(place: entries.Place) -> None:
    assert issubclass(getattr(import_module(f"ui.pages.{place.module}"), place.name), Page)


def test_keys_of_places_are_used_once_and_only_some_are_listed() -> None:
    keys = [place.key for place in ALL]
    assert len(keys) == len(set(keys))
    assert not next(place for place in ALL if place.key == PLACES).listed


# main.py


@pytest.mark.parametrize(
    ("words", "window"),
    [((), True), (("樟树.hfp",), True), (("樟树.HFP",), True), (("demo",), False), (("check", "樟树.hfp"), False)],
)
def test_words_are_for_the_window_or_the_command_line(words: tuple[str, ...], window: bool) -> None:
    assert main._for_window(words) is window


def test_wrong_words_end_with_the_status_of_wrong_usage(capfd: pytest.CaptureFixture[str]) -> None:
    assert main.main(["nonsense"]) == 2
    assert "Traceback" not in capfd.readouterr().err


def test_a_bug_is_told_without_a_traceback_or_a_value(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def breaks(_: object) -> int:
        raise ValueError("360982195001011234")

    monkeypatch.setattr("hfp_desk.command.run", breaks)
    assert main.main(["check", "樟树.hfp"]) == 1
    told = capfd.readouterr().err
    assert "已保存的内容不受影响" in told
    assert "test_program.py" in told
    assert "360982195001011234" not in told
    assert "Traceback" not in told


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
def test_without_a_screen_a_sentence_says_what_to_do() -> None:
    command = [sys.executable, "main.py"]
    told = subprocess.run(command, cwd=ROOT, env={"PATH": ""}, capture_output=True, encoding="utf-8", check=False)
    assert told.returncode == 1
    assert "没有图形界面" in told.stderr


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "CI": "1"}, False),
    ],
)
def test_a_screen_is_known_by_its_signs(monkeypatch: pytest.MonkeyPatch, given: dict[str, str], seen: bool) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "CI", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert main.screen() is (seen or sys.platform != "linux")
