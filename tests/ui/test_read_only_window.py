"""A register open elsewhere: the sign-in offers to look at it, and the desk shows everything and changes nothing."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from hfp_desk.records import MODELS, PERSON, Person
from hfp_desk.store import backup, keeping, opening
from hfp_desk.store.opening import Register
from tests.domain.test_two_programs import go_on, told
from tests.domain.test_two_programs import program as other_program
from tests.ui.conftest import PASSWORD, USER
from tests.ui.fakes import Key, press
from tests.ui.fronts import refused, seen
from ui import pages
from ui.front.sign_in import SignInPage
from ui.program import Program
from ui.tasks import Tasks
from ui.widgets.band import Band

WRITING = {"新增", "导入", "作废", "保存", "保存并新增", "恢复", "合并", "撤销", "新增人员", "删除"}


@pytest.fixture
def settings_only() -> None:
    """Here every page is wanted."""


@pytest.fixture
def holder(register_path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another program that has the register open."""
    started = other_program(register_path)
    go_on(started)
    assert told(started) == "opened"
    yield started
    started.communicate("\n", timeout=60)


@pytest.fixture
def owner(register_path: Path) -> Iterator[Register]:
    """The register open for work in this process, with one person; what it binds is given to whoever looks."""
    register = opening.open_register(register_path, USER, PASSWORD)
    keeping.save(register, Person.new(name="欧阳修竹", id_number="360982195903127520"))
    yield register
    register.db.connect(reuse_if_open=True)
    register.close()


def save(owner: Register, name: str, looked: Register) -> None:
    """The owner saves another person, in a process of its own as it were."""
    owner.db.bind(MODELS)
    keeping.save(owner, Person.new(name=name))
    looked.bind()


def look(qtbot: QtBot, program: Program, path: Path) -> Register:
    """Sign in, be refused, and take what is offered instead, by keys alone."""
    page = program.sign_in(path, USER)
    program.window.show()
    page.user.editor.setText(USER)
    page.password.editor.setText(PASSWORD)
    assert "已由" in refused(qtbot, page)
    qtbot.waitUntil(page.look.isVisible)
    press(page.look, Key.Key_Return)
    qtbot.waitUntil(lambda: program.session is not None, timeout=10_000)
    assert program.session is not None
    return program.session.office.register


def band(program: Program) -> Band:
    assert program.session is not None
    found = program.session.shell.findChildren(Band)
    assert len(found) == 1
    return found[0]


def calm(qtbot: QtBot, program: Program) -> None:
    qtbot.waitUntil(lambda: program.session is not None and not program.session.desk.busy, timeout=15_000)


def names(program: Program) -> set[str]:
    """The people the list page shows."""
    assert program.session is not None
    page: Any = program.session.shell.page
    known = {"欧阳修竹", "柳如烟"}
    return {text for row in range(len(page.grid.rows or ())) for text in page.grid.model.text(row) if text in known}


def test_signing_in_is_refused_with_who_has_it_and_a_way_to_look(
    qtbot: QtBot, tasks: Tasks, holder: "subprocess.Popen[str]", register_path: Path
) -> None:
    page = SignInPage(tasks, [register_path], USER)
    seen(qtbot, page)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=10_000)
    page.password.editor.setText(PASSWORD)
    said = refused(qtbot, page)
    assert "已由 李敏 于 20" in said
    assert "在电脑“" in said
    assert page.look.isVisible()
    assert page.look.hasFocus()
    assert page.password.editor.text() == PASSWORD
    with qtbot.waitSignal(page.opened, timeout=10_000) as signal:
        press(page.look, Key.Key_Return)
    assert signal.args is not None
    found: Register = signal.args[0]
    assert found.read_only
    found.close()


def test_a_wrong_password_is_offered_nothing(
    qtbot: QtBot, tasks: Tasks, holder: "subprocess.Popen[str]", register_path: Path
) -> None:
    page = SignInPage(tasks, [register_path], USER)
    seen(qtbot, page)
    qtbot.waitUntil(lambda: not tasks.busy, timeout=10_000)
    page.password.editor.setText("wrong-password")
    assert "用户名或密码不对" in refused(qtbot, page)
    assert not page.look.isVisible()


def test_the_desk_says_that_it_is_read_only_and_has_no_deed_that_writes(
    qtbot: QtBot, program: Program, owner: Register
) -> None:
    look(qtbot, program, owner.path)
    qtbot.waitUntil(band(program).isVisible)
    assert band(program).text.startswith("只读：正在查看“樟树”")
    assert program.session is not None
    shell = program.session.shell
    for key in (pages.WORKBENCH, pages.PEOPLE, pages.DIAGNOSES, pages.TREATMENTS, pages.SETTLEMENTS, pages.FINDINGS):
        shell.go(key)
        calm(qtbot, program)
        assert shell.key == key
        assert shell.page is not None
        offered = {deed.text() for deed in shell.page.deeds if deed.isVisible() and deed.isEnabled()}
        assert not offered & WRITING, (key, offered)
    assert pages.IMPORT not in shell._entries


def test_a_record_can_be_read_in_its_form_but_not_written(qtbot: QtBot, program: Program, owner: Register) -> None:
    look(qtbot, program, owner.path)
    assert program.session is not None
    program.session.shell.go(pages.PEOPLE)
    calm(qtbot, program)
    page: Any = program.session.shell.page
    page.edit(PERSON, 1)
    form = page.panel.form
    assert form.fields["name"].editor.text() == "欧阳修竹"
    assert all(field.editor.isReadOnly() for field in form.fields.values())
    press(form.fields["name"].editor, Key.Key_X)
    press(form.fields["name"].editor, Key.Key_F9)
    assert form.fields["name"].editor.text() == "欧阳修竹"
    assert "不能修改" in page.panel.notice.text()
    assert not page.unsaved()


def test_f5_shows_what_the_owner_saved_meanwhile(qtbot: QtBot, program: Program, owner: Register) -> None:
    looked = look(qtbot, program, owner.path)
    assert looked.copy is None
    assert program.session is not None
    program.session.shell.go(pages.PEOPLE)
    calm(qtbot, program)
    assert names(program) == {"欧阳修竹"}
    save(owner, "柳如烟", looked)
    press(program.session.shell, Key.Key_F5)
    qtbot.waitUntil(lambda: names(program) == {"柳如烟", "欧阳修竹"}, timeout=10_000)


def test_f5_makes_a_new_copy_of_a_register_another_computer_has_open(
    qtbot: QtBot, program: Program, owner: Register
) -> None:
    note = owner.path.with_name(owner.path.name + ".open")
    note.write_text(json.dumps({**json.loads(note.read_text("utf-8")), "computer": "乡镇-02"}), encoding="utf-8")
    looked = look(qtbot, program, owner.path)
    copy = looked.copy
    assert copy is not None
    assert f"{looked.seen_at} 的内容" in band(program).text
    assert program.session is not None
    program.session.shell.go(pages.PEOPLE)
    calm(qtbot, program)
    save(owner, "柳如烟", looked)
    before = program.session
    press(program.session.shell, Key.Key_F5)
    qtbot.waitUntil(lambda: program.session is not before, timeout=10_000)
    assert program.session is not None
    assert program.session.shell.key == pages.PEOPLE
    qtbot.waitUntil(lambda: names(program) == {"柳如烟", "欧阳修竹"}, timeout=10_000)
    assert not copy.exists()


def test_what_is_arranged_while_looking_is_not_kept(qtbot: QtBot, program: Program, owner: Register) -> None:
    looked = look(qtbot, program, owner.path)
    assert program.session is not None
    program.session.desk.settings.set("grid.people", "name")
    assert program.session.desk.settings.get("grid.people") == "name"
    assert looked.db.execute_sql("SELECT count(*) FROM setting WHERE key='grid.people'").fetchone() == (0,)


def test_ending_leads_back_to_signing_in_and_touches_nothing(qtbot: QtBot, program: Program, owner: Register) -> None:
    look(qtbot, program, owner.path)
    band(program).offer.click()
    assert program.session is None
    assert isinstance(program.front, SignInPage)
    assert program.front.register == owner.path
    qtbot.waitUntil(lambda: not program.tasks.busy, timeout=10_000)
    assert backup.all_of(owner.path) == []
    assert owner.path.with_name(owner.path.name + ".open").exists()


def test_closing_the_window_while_looking_makes_no_backup(qtbot: QtBot, program: Program, owner: Register) -> None:
    look(qtbot, program, owner.path)
    with qtbot.waitSignal(program.left, timeout=10_000):
        program.window.close()
    assert backup.all_of(owner.path) == []


def test_a_backup_that_is_looked_at_says_which(qtbot: QtBot, program: Program, owner: Register) -> None:
    made = backup.make(owner, backup.BY_HAND)
    register = opening.open_read_only(made.path, USER, PASSWORD)
    register.db.close()
    program.enter(register)
    assert "手工备份的备份" in band(program).text
    assert [label.text() for label in band(program).findChildren(QLabel) if label.text()] == [band(program).text]
