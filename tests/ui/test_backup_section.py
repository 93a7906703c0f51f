"""系统 › 备份: what there is and how it differs, the second place, the rehearsal, and three clicks back in time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hfp_desk import home
from hfp_desk.home import Care, Second
from hfp_desk.records import Event, Household, Person, User
from hfp_desk.store import backup, keeping, rehearsing
from hfp_desk.store.opening import Register
from tests.ui.conftest import PASSWORD, USER
from tests.ui.heard import Heard, shown
from ui import pages
from ui.desk import Desk
from ui.office import Office
from ui.pages.settings.backup_section import BackupSection
from ui.putting_back import Order
from ui.widgets.ask import Notice


@pytest.fixture
def section(qtbot: QtBot, desk: Desk, office: Office) -> Iterator[BackupSection]:
    """A backup with nobody in it; then two persons and a household came, one was changed, one went."""
    register = office.register
    backup.make(register, backup.BY_HAND)
    first = Person.new(name="张三")
    keeping.save(register, first)
    keeping.save(register, Person.new(name="李四"))
    backup.make(register, backup.BEFORE_IMPORT)
    keeping.save(register, Household.new(number="360982001", head_name="张三"))
    first.name = "张三丰"
    keeping.save(register, first)
    made = BackupSection(desk, office)
    shown(qtbot, made)
    settle(qtbot, desk)
    yield made
    desk.reading.stop()


def settle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.busy, timeout=15_000)


def cells(section: BackupSection, column: int) -> list[str]:
    items = [section.table.item(row, column) for row in range(section.table.rowCount())]
    return [item.text() for item in items if item is not None]


def test_each_backup_is_told_with_what_came_after_it(section: BackupSection) -> None:
    assert cells(section, 2) == [backup.BEFORE_IMPORT, backup.BY_HAND]
    assert cells(section, 3) == ["2", "0"]
    assert cells(section, 5) == ["本机", "本机"]
    assert cells(section, 7) == ["户 +1 −0，人员 改 1", "户 +1 −0，人员 +2 −0 改 1"]


def test_choosing_one_says_in_words_what_a_restore_takes_back(section: BackupSection) -> None:
    section.table.selectRow(0)
    assert section.side.isVisible()
    assert section.panel.undone.text() == "之后新增或恢复的不再在册：户 1。之后的修改回到原值：人员 1。共 2 步操作。"
    assert section.panel.user.text == USER
    section.side.shut()
    assert section.table.chosen is None


def test_in_a_narrow_window_the_chosen_one_takes_the_place_of_the_list(section: BackupSection) -> None:
    section.resize(640, 480)
    section.table.selectRow(0)
    assert section.side.isVisible()
    assert not section.table.isVisible()
    section.side.shut()
    assert section.table.isVisible()
    section.resize(1100, 640)
    section.table.selectRow(0)
    assert section.table.isVisible()


def test_a_wrong_password_is_said_at_the_field_and_the_desk_stays(
    qtbot: QtBot, section: BackupSection, desk: Desk, heard: Heard
) -> None:
    section.table.selectRow(0)
    section.panel.password.editor.setText("falsch-2020")
    section.panel.restore_button.click()
    settle(qtbot, desk)
    assert "备份那时的密码" in section.panel.password.words
    assert heard.gone == []
    assert section.panel.password.editor.text() == ""


def test_without_a_password_nothing_is_begun(section: BackupSection, desk: Desk) -> None:
    section.table.selectRow(0)
    section.panel.restore_button.click()
    assert not desk.tasks.busy
    assert "请输入备份那时的密码" in section.panel.password.words


def test_restoring_asks_once_and_leaves_the_desk(
    qtbot: QtBot, section: BackupSection, desk: Desk, office: Office, heard: Heard
) -> None:
    section.table.selectRow(1)
    section.panel.password.editor.setText(PASSWORD)
    section.panel.reason.editor.setText("误导入")
    section.panel.restore_button.click()
    settle(qtbot, desk)
    (notice,) = section.findChildren(Notice)
    assert "人员 2" in notice.advice
    assert "另存为一份“恢复前”备份" in notice.advice
    assert heard.gone == []
    notice.accept()
    chosen = backup.all_of(office.register.path)[1]
    assert heard.gone == [(pages.RESTORE, Order(chosen.path, chosen.at, USER, PASSWORD, USER, "误导入"))]


def test_only_an_administrator_may_restore_but_everybody_may_look(
    qtbot: QtBot, desk: Desk, register: Register, heard: Heard
) -> None:
    User.update(roles="entry").where(User.name == USER).execute()
    backup.make(register, backup.BY_HAND)
    section = BackupSection(desk, Office.of(register))
    shown(qtbot, section)
    settle(qtbot, desk)
    section.table.selectRow(0)
    assert not section.panel.restore_button.isEnabled()
    section.panel.password.editor.setText(PASSWORD)
    section.panel.look_button.click()
    settle(qtbot, desk)
    assert [page for page, _ in heard.gone] == [pages.LOOK_AT]
    desk.reading.stop()


def test_a_damaged_backup_is_refused_before_the_desk_is_left(
    qtbot: QtBot, section: BackupSection, desk: Desk, heard: Heard
) -> None:
    section.table.selectRow(0)
    line = section.table.chosen
    assert line is not None
    line.backup.path.write_bytes(bytes(8192))
    section.panel.password.editor.setText(PASSWORD)
    section.panel.restore_button.click()
    settle(qtbot, desk)
    assert "已损坏" in str(heard.failed[0])
    assert heard.gone == []


def test_a_stick_is_chosen_copied_to_and_given_up(
    qtbot: QtBot, section: BackupSection, desk: Desk, office: Office, tmp_path: Path
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    assert "没有设置" in section.facts.there.text()
    assert not section.facts.copy_button.isVisible()
    section.facts.take(stick)
    settle(qtbot, desk)
    assert section.facts.there.text().startswith("U盘 ")
    assert str(stick) in section.facts.there.text()
    assert cells(section, 5) == ["本机、U盘", "本机"]
    section.facts.drop_button.click()
    section.facts.findChildren(Notice)[-1].accept()
    settle(qtbot, desk)
    assert home.second(office.register.path) is None
    assert "没有设置" in section.facts.there.text()
    assert len(backup.listed(stick / "樟树.hfp.backups")) == 1


def test_a_folder_that_is_none_is_refused(
    qtbot: QtBot, section: BackupSection, desk: Desk, office: Office, heard: Heard
) -> None:
    section.facts.take(office.register.path.parent)
    settle(qtbot, desk)
    assert "登记簿自己所在的文件夹" in str(heard.failed[0])
    assert home.second(office.register.path) is None


def test_another_stick_is_taken_by_copying_now(
    qtbot: QtBot, section: BackupSection, desk: Desk, office: Office, tmp_path: Path
) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    home.keep_second(office.register.path, Second(stick, "2020-01-01 10:00:00"))
    section.refresh()
    settle(qtbot, desk)
    assert "不是原来那个" in section.facts.there.text()
    assert section.facts.there.property("tone") == "warn"
    section.facts.copy_button.click()
    settle(qtbot, desk)
    assert section.facts.there.text().startswith("U盘 ")
    assert section.facts.there.property("tone") == ""


def test_a_rehearsal_by_hand_is_said_shown_and_logged(
    qtbot: QtBot, section: BackupSection, desk: Desk, office: Office, heard: Heard
) -> None:
    section.facts.rehearse_button.click()
    settle(qtbot, desk)
    assert heard.said[0].startswith("演练通过：人员 2")
    done = rehearsing.last(office.register)
    assert done is not None
    assert section.facts.rehearsal.text() == f"最近演练 {done.at[:10]} 通过：{done.words}"
    assert cells(section, 6) == ["已演练", "已校验"]
    assert Event.select().where(Event.action == "rehearsal").count() == 1


def test_the_days_after_which_to_warn_are_kept(qtbot: QtBot, section: BackupSection, desk: Desk) -> None:
    section.facts.local_days.setValue(5)
    section.facts.second_days.setValue(14)
    section.facts.second_days.editingFinished.emit()
    settle(qtbot, desk)
    assert home.care() == Care(5, 14)
