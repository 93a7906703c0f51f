"""Through the whole program: back in time in three clicks, a look at an earlier state, the stick at the exit."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hfp_desk import home
from hfp_desk.home import Second
from hfp_desk.records import Event, Person
from hfp_desk.store import backup, keeping, opening
from hfp_desk.store.opening import Register
from tests.ui.conftest import PASSWORD, USER
from tests.ui.fronts import at_desk
from ui import pages
from ui.front.sign_in import SignInPage
from ui.pages.settings.backup_section import BackupSection
from ui.pages.settings_page import SettingsPage
from ui.program import Program
from ui.widgets.ask import Notice


@pytest.fixture
def desk_of(qtbot: QtBot, program: Program, register_path: Path) -> Register:
    register = at_desk(program, register_path)
    keeping.save(register, Person.new(name="张三"))
    backup.make(register, backup.BY_HAND)
    keeping.save(register, Person.new(name="李四"))
    return register


def open_section(qtbot: QtBot, program: Program) -> BackupSection:
    assert program.session is not None
    program.session.open(pages.SETTINGS, "backup")
    page = program.session.shell.page
    assert isinstance(page, SettingsPage)
    section = page.section
    assert isinstance(section, BackupSection)
    qtbot.waitUntil(lambda: section.table.rowCount() > 0, timeout=15_000)
    return section


def test_three_clicks_and_the_register_is_as_it_was(
    qtbot: QtBot, program: Program, desk_of: Register, register_path: Path
) -> None:
    section = open_section(qtbot, program)
    section.table.selectRow(0)
    section.panel.password.editor.setText(PASSWORD)
    section.panel.restore_button.click()
    qtbot.waitUntil(lambda: bool(section.findChildren(Notice)), timeout=15_000)
    section.findChildren(Notice)[-1].accept()
    qtbot.waitUntil(lambda: not program.tasks.busy, timeout=30_000)
    page = program.front
    assert isinstance(page, SignInPage)
    assert page.trouble.text == ""
    assert "已恢复到" in page.password.words
    again = opening.open_register(register_path, USER, PASSWORD)
    assert [person.name for person in Person.select()] == ["张三"]
    assert Event.get(Event.action == "restore").user == USER
    again.close()
    assert backup.all_of(register_path)[0].reason == backup.BEFORE_RESTORE


def test_a_backup_is_looked_at_and_nothing_of_it_or_of_the_register_changes(
    qtbot: QtBot, program: Program, desk_of: Register, register_path: Path
) -> None:
    section = open_section(qtbot, program)
    section.table.selectRow(0)
    line = section.table.chosen
    assert line is not None
    before = line.backup.path.read_bytes()
    section.panel.password.editor.setText(PASSWORD)
    section.panel.look_button.click()
    qtbot.waitUntil(lambda: program.session is not None and program.session.office.register.read_only, timeout=30_000)
    assert [person.name for person in Person.select()] == ["张三"]
    assert program.session is not None
    assert not program.session.office.administers
    assert home.recent() == (register_path,)
    QApplication.processEvents()
    program.change_user()
    qtbot.waitUntil(lambda: not program.tasks.busy, timeout=15_000)
    assert line.backup.path.read_bytes() == before
    again = opening.open_register(register_path, USER, PASSWORD)
    assert Person.select().count() == 2
    again.close()


def test_leaving_brings_the_last_backup_to_the_stick(
    qtbot: QtBot, program: Program, desk_of: Register, register_path: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    home.keep_second(register_path, Second(stick))
    with qtbot.waitSignal(program.left, timeout=30_000):
        program.window.close()
    newest = backup.all_of(register_path)[0]
    assert newest.reason == backup.AT_EXIT
    assert backup.listed(stick / "樟树.hfp.backups")[0].path.name == newest.path.name
    assert home.second(register_path) == Second(stick, newest.at)


def test_a_stick_that_is_full_holds_nobody_up_at_the_exit(
    qtbot: QtBot, program: Program, desk_of: Register, register_path: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    (stick / "樟树.hfp.backups").write_text("in the way")
    home.keep_second(register_path, Second(stick))
    with qtbot.waitSignal(program.left, timeout=30_000):
        program.window.close()
    second = home.second(register_path)
    assert second is not None
    assert second.trouble
    assert backup.all_of(register_path)[0].reason == backup.AT_EXIT
