"""从备份恢复 without a desk: on another computer, over a damaged register, by keys alone."""

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hfp_desk import home
from hfp_desk.home import Second
from hfp_desk.records import Person
from hfp_desk.store import backup, keeping, opening, second_copy
from tests.ui.conftest import PASSWORD, USER
from tests.ui.fakes import Key, press
from tests.ui.fronts import seen
from ui.front.restore import RestorePage
from ui.front.sign_in import SignInPage
from ui.front.welcome import WelcomePage
from ui.program import Program
from ui.tasks import Tasks


@pytest.fixture
def backed_up(register_path: Path) -> Path:
    """A closed register with 李四, and a backup before him; the stick has it too."""
    register = opening.open_register(register_path, USER, PASSWORD)
    keeping.save(register, Person.new(name="张三"))
    backup.make(register, backup.BEFORE_IMPORT)
    keeping.save(register, Person.new(name="李四"))
    register.close()
    return register_path


def calm(qtbot: QtBot, page: RestorePage) -> None:
    qtbot.waitUntil(lambda: not page.tasks.busy, timeout=20_000)


def opened(qtbot: QtBot, tasks: Tasks, register: Path | None, folder: Path | None = None) -> RestorePage:
    page = RestorePage(tasks, register)
    seen(qtbot, page)
    if folder is not None:
        page.look(folder)
    calm(qtbot, page)
    return page


def lines(page: RestorePage) -> list[str]:
    return [page.list.item(row).text() for row in range(page.list.count())]


def names(path: Path) -> list[str]:
    register = opening.open_register(path, USER, PASSWORD)
    try:
        return [person.name for person in Person.select().order_by(Person.id)]
    finally:
        register.close()


def test_the_register_s_own_backups_are_shown_at_once(qtbot: QtBot, tasks: Tasks, backed_up: Path) -> None:
    page = opened(qtbot, tasks, backed_up)
    (line,) = lines(page)
    assert "导入前　人员 1　救治记录 0" in line
    assert page.place.text == str(backed_up)
    assert page.user.text == USER
    assert "用户和密码也是那时的" in page.told.text()


def test_it_is_done_by_the_keys(qtbot: QtBot, tasks: Tasks, backed_up: Path) -> None:
    page = opened(qtbot, tasks, backed_up)
    page.password.editor.setText(PASSWORD)
    page.password.editor.setFocus()
    with qtbot.waitSignal(page.restored, timeout=30_000) as signal:
        press(page, Key.Key_Return)
    assert signal.args is not None
    assert signal.args[:2] == [backed_up, USER]
    assert names(backed_up) == ["张三"]


def test_on_another_computer_the_stick_is_enough(
    qtbot: QtBot, tasks: Tasks, backed_up: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "U盘"
    shutil.copytree(backup.folder_of(backed_up), stick / "樟树.hfp.backups")
    page = opened(qtbot, tasks, None, stick)
    assert lines(page)[0].endswith("樟树.hfp")
    assert page.place.text.endswith("樟树.hfp")
    target = tmp_path / "新电脑" / "樟树.hfp"
    page.place.editor.setText(str(target))
    page.user.editor.setText(USER)
    page.password.editor.setText(PASSWORD)
    with qtbot.waitSignal(page.restored, timeout=30_000):
        page.go.click()
    assert names(target) == ["张三"]
    assert names(backed_up) == ["张三", "李四"]


def test_the_second_place_is_looked_at_too(qtbot: QtBot, tasks: Tasks, backed_up: Path, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    home.keep_second(backed_up, Second(stick))
    register = opening.open_register(backed_up, USER, PASSWORD)
    second_copy.follow(register)
    register.close()
    shutil.rmtree(backup.folder_of(backed_up))
    page = opened(qtbot, tasks, backed_up)
    assert len(lines(page)) == 1
    assert page.chosen is not None
    assert stick in page.chosen.path.parents


def test_a_folder_without_backups_says_where_to_look(qtbot: QtBot, tasks: Tasks, tmp_path: Path) -> None:
    page = opened(qtbot, tasks, None, tmp_path / "settings")
    assert lines(page) == []
    assert "没有找到备份" in page.told.text()
    page.go.click()
    assert not tasks.busy
    assert "请先选择一份备份" in page.folder.words


def test_a_wrong_password_has_to_wait_and_touches_nothing(qtbot: QtBot, tasks: Tasks, backed_up: Path) -> None:
    page = opened(qtbot, tasks, backed_up)
    before = backed_up.read_bytes()
    for _ in range(3):
        page.password.editor.setText("falsch-2020")
        page.go.click()
        calm(qtbot, page)
    assert "用户名或密码不对" in page.trouble.text
    assert not page.go.isEnabled()
    assert "已输错 3 次" in page.go.text()
    assert backed_up.read_bytes() == before


# Through the program


def test_the_front_pages_lead_there_and_back(qtbot: QtBot, program: Program, backed_up: Path) -> None:
    welcome = program.welcome()
    welcome.restore_asked.emit()
    assert isinstance(program.front, RestorePage)
    program.front.left.emit()
    assert isinstance(program.front, WelcomePage)
    home.remember(backed_up)
    page = program.sign_in()
    page.restore_asked.emit(page.register)
    assert isinstance(program.front, RestorePage)
    assert program.front.folder.text == str(backup.folder_of(backed_up))
    program.front.left.emit()
    assert isinstance(program.front, SignInPage)
    qtbot.waitUntil(lambda: not program.tasks.busy, timeout=15_000)


def test_after_restoring_the_clerk_signs_in(qtbot: QtBot, program: Program, backed_up: Path) -> None:
    page = program.putting_back.page(backed_up)
    calm(qtbot, page)
    page.password.editor.setText(PASSWORD)
    page.go.click()
    qtbot.waitUntil(lambda: isinstance(program.front, SignInPage), timeout=30_000)
    front = program.front
    assert isinstance(front, SignInPage)
    assert "已恢复到" in front.password.words
    qtbot.waitUntil(lambda: front.user.text == USER, timeout=10_000)
    assert front.register == backed_up
