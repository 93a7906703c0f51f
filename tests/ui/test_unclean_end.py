"""The program did not end by itself: looked at and told; damaged: a checked backup is offered, nothing is deleted."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hfp_desk.records import Change, Person
from hfp_desk.store import backup, keeping, keys, opening
from tests.ui.conftest import PASSWORD, USER
from ui.front.restore import RestorePage
from ui.front.sign_in import SignInPage
from ui.program import Program
from ui.widgets.ask import Notice

PAGE = 4096


@pytest.fixture
def cut(register_path: Path, tmp_path: Path) -> Path:
    """The files as a power cut leaves them: a backup with one person, then three steps, never closed."""
    register = opening.open_register(register_path, USER, PASSWORD)
    keeping.save(register, Person.new(name="张三"))
    backup.make(register, backup.BEFORE_IMPORT)
    for name in ("李四", "王五", "赵六"):
        keeping.save(register, Person.new(name=name))
    folder = tmp_path / "cut"
    folder.mkdir()
    for path in register_path.parent.glob(f"{register_path.name}*"):
        if path.is_dir():
            shutil.copytree(path, folder / path.name)
        elif path.suffix != ".lock":
            shutil.copy(path, folder / path.name)
    register.close()
    return folder / register_path.name


def sign_in(qtbot: QtBot, program: Program, path: Path) -> SignInPage:
    page = program.sign_in(path)
    qtbot.waitUntil(lambda: not program.tasks.busy, timeout=15_000)
    page.user.editor.setText(USER)
    page.password.editor.setText(PASSWORD)
    page.sign_in()
    return page


def wipe(path: Path, first: int, last: int) -> None:
    content = bytearray(path.read_bytes())
    content[first * PAGE : last * PAGE] = bytes((last - first) * PAGE)
    path.write_bytes(content)


def close(path: Path) -> None:
    """Bring the log into the file, and let the next program find it as if it had not been closed."""
    opening.open_register(path, USER, PASSWORD).close()
    path.with_name(path.name + ".open").write_text("{}", encoding="utf-8")


def test_a_sound_register_opens_and_it_is_said(qtbot: QtBot, program: Program, cut: Path) -> None:
    sign_in(qtbot, program, cut)
    qtbot.waitUntil(lambda: program.session is not None, timeout=20_000)
    assert program.session is not None
    assert "上次没有正常退出，已检查登记簿，数据完好" in program.session.shell.toast.text
    last = Change.select().order_by(Change.id.desc()).get()
    assert f"最后一次保存：{last.at[:16]} {last.user}" in program.session.shell.toast.text
    assert Person.select().count() == 4


def test_after_a_proper_end_nothing_is_said(qtbot: QtBot, program: Program, cut: Path) -> None:
    opening.open_register(cut, USER, PASSWORD).close()
    sign_in(qtbot, program, cut)
    qtbot.waitUntil(lambda: program.session is not None, timeout=20_000)
    assert program.session is not None
    assert "上次没有正常退出" not in program.session.shell.toast.text


def test_of_a_damaged_register_the_best_backup_is_offered_and_restored(
    qtbot: QtBot, program: Program, cut: Path
) -> None:
    close(cut)
    pages = cut.stat().st_size // PAGE
    wipe(cut, pages // 2, pages // 2 + 12)
    damaged = cut.read_bytes()
    sign_in(qtbot, program, cut)
    qtbot.waitUntil(lambda: isinstance(program.front, RestorePage) and not program.tasks.busy, timeout=30_000)
    page = program.front
    assert isinstance(page, RestorePage)
    assert "已损坏" in page.trouble.text
    assert "不会删除" in page.trouble.text
    assert "（导入前，人员 1，救治记录 0），刚刚重新打开核对过" in page.told.text()
    assert cut.read_bytes() == damaged
    page.go.click()
    qtbot.waitUntil(lambda: isinstance(program.front, SignInPage), timeout=30_000)
    (kept,) = cut.with_name(f"{cut.name}.quarantine").iterdir()
    assert (kept / cut.name).read_bytes() == damaged
    again = opening.open_register(cut, USER, PASSWORD)
    assert [person.name for person in Person.select()] == ["张三"]
    again.close()


def test_what_came_after_the_backup_is_counted_when_it_can_be_read(qtbot: QtBot, program: Program, cut: Path) -> None:
    """The damage lies where no history is: in a page that only the list of persons by name needs."""
    close(cut)
    wipe(cut, page_of(cut, "person"), page_of(cut, "person") + 1)
    sign_in(qtbot, program, cut)
    qtbot.waitUntil(lambda: isinstance(program.front, RestorePage) and not program.tasks.busy, timeout=30_000)
    page = program.front
    assert isinstance(page, RestorePage)
    assert "备份之后的 3 步操作不在其中" in page.told.text()


def page_of(path: Path, table: str) -> int:
    """Where the root page of a table lies, counted from nought."""
    register = opening.open_register(path, USER, PASSWORD)
    try:
        row = register.db.execute_sql("SELECT rootpage FROM sqlite_master WHERE name=?", (table,)).fetchone()
        return int(row[0]) - 1
    finally:
        register.close()
        path.with_name(path.name + ".open").write_text("{}", encoding="utf-8")


def test_without_any_sound_backup_another_folder_is_asked_for(qtbot: QtBot, program: Program, cut: Path) -> None:
    close(cut)
    wipe(cut, 0, 1)
    for one in backup.all_of(cut):
        wipe(one.path, 0, 8)
    sign_in(qtbot, program, cut)
    qtbot.waitUntil(lambda: isinstance(program.front, RestorePage) and not program.tasks.busy, timeout=30_000)
    page = program.front
    assert isinstance(page, RestorePage)
    assert "请接上 U 盘或选择别处的备份文件夹" in page.told.text()
    assert not cut.with_name(f"{cut.name}.quarantine").exists()


def test_lost_keys_are_offered_from_the_newest_backup(qtbot: QtBot, program: Program, cut: Path) -> None:
    opening.open_register(cut, USER, PASSWORD).close()
    keys.key_file(cut).unlink()
    page = sign_in(qtbot, program, cut)
    qtbot.waitUntil(lambda: bool(page.findChildren(Notice)), timeout=15_000)
    notice = page.findChildren(Notice)[-1]
    assert "钥匙文件不见了" in notice.sentence
    assert not keys.key_file(cut).exists()
    notice.accept()
    qtbot.waitUntil(lambda: "钥匙已取回" in page.password.words, timeout=15_000)
    page.user.editor.setText(USER)
    page.password.editor.setText(PASSWORD)
    page.sign_in()
    qtbot.waitUntil(lambda: program.session is not None, timeout=20_000)
    assert Person.select().count() == 4
