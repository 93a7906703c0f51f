"""While work goes on a backup is made every half hour, nobody waits for it, and the second place follows."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from hfp_desk import home
from hfp_desk.home import Second
from hfp_desk.records import Event, Person
from hfp_desk.store import backup, keeping, rehearsing, second_copy
from hfp_desk.store.standing import Standing
from tests.ui.heard import Heard
from ui.desk import Desk
from ui.keeper import Keeper
from ui.office import Office
from ui.status import Status
from ui.widgets.status_line import StatusLine

HALF_HOUR = 30


@pytest.fixture
def keeper(qtbot: QtBot, desk: Desk, office: Office) -> Iterator[Keeper]:
    owner = QObject()
    made = Keeper(desk, office, owner)
    yield made
    made.stop()


def work(qtbot: QtBot, keeper: Keeper, minutes: int) -> None:
    for _ in range(minutes):
        keeper.minute()
        qtbot.waitUntil(lambda: not keeper.tasks.busy, timeout=20_000)


def reasons(office: Office) -> list[str]:
    return [one.reason for one in backup.all_of(office.register.path)]


def test_after_half_an_hour_of_work_there_is_a_backup(qtbot: QtBot, keeper: Keeper, office: Office) -> None:
    keeping.save(office.register, Person.new(name="张三"))
    work(qtbot, keeper, HALF_HOUR - 1)
    assert reasons(office) == []
    work(qtbot, keeper, 1)
    assert reasons(office) == [backup.PERIODIC]


def test_when_nothing_changed_there_is_none(qtbot: QtBot, keeper: Keeper, office: Office) -> None:
    backup.make(office.register, backup.BY_HAND)
    work(qtbot, keeper, HALF_HOUR)
    assert reasons(office) == [backup.BY_HAND]


def test_a_running_job_goes_first(qtbot: QtBot, keeper: Keeper, desk: Desk, office: Office) -> None:
    keeper._since_backup = HALF_HOUR
    gate: list[bool] = []
    desk.tasks.run(lambda _: qtbot_wait(gate), lambda _: None)
    work(qtbot, keeper, 1)
    assert reasons(office) == []
    gate.append(True)
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=10_000)
    work(qtbot, keeper, 1)
    assert reasons(office) == [backup.PERIODIC]


def qtbot_wait(gate: list[bool]) -> None:
    from threading import Event as Gate

    pause = Gate()
    while not gate:
        pause.wait(0.01)


def test_a_stick_that_is_put_in_gets_the_newest_within_a_minute(
    qtbot: QtBot, keeper: Keeper, office: Office, tmp_path: Path
) -> None:
    stick = tmp_path / "U盘"
    home.keep_second(office.register.path, Second(stick))
    made = backup.make(office.register, backup.BY_HAND)
    seen: list[Standing] = []
    keeper.looked.connect(seen.append)
    work(qtbot, keeper, 1)
    assert seen[-1].presence is second_copy.Presence.ABSENT
    stick.mkdir()
    work(qtbot, keeper, 1)
    assert seen[-1].made_there == made.moment
    assert len(backup.listed(stick / "樟树.hfp.backups")) == 1


def test_once_a_month_the_newest_backup_is_rehearsed_and_logged(
    qtbot: QtBot, keeper: Keeper, desk: Desk, office: Office
) -> None:
    backup.make(office.register, backup.BY_HAND)
    work(qtbot, keeper, 7)
    qtbot.waitUntil(lambda: not desk.tasks.busy, timeout=10_000)
    done = rehearsing.last(office.register)
    assert done is not None
    assert done.passed
    assert Event.select().where(Event.action == "rehearsal").count() == 1


def test_a_rehearsal_that_fails_is_said_aloud(
    qtbot: QtBot, keeper: Keeper, desk: Desk, office: Office, heard: Heard
) -> None:
    made = backup.make(office.register, backup.BY_HAND)
    made.path.write_bytes(made.path.read_bytes()[:-4096])
    work(qtbot, keeper, 5)
    qtbot.waitUntil(lambda: bool(heard.said) and not desk.tasks.busy, timeout=10_000)
    assert "备份演练没有通过" in heard.said[0]


def test_a_backup_that_cannot_be_made_is_shown_until_one_is(qtbot: QtBot, desk: Desk, office: Office) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    status = Status(line, desk, office)
    keeper = status.keeper
    assert keeper is not None
    folder = office.register.beside("backups")
    folder.write_text("in the way")
    keeper.round(back_up=True)
    qtbot.waitUntil(lambda: "备份没有做成" in line.backup.text(), timeout=10_000)
    assert line.backup.property("tone") == "warn"
    folder.unlink()
    keeper.round(back_up=True)
    qtbot.waitUntil(lambda: line.backup.text().startswith("上次备份"), timeout=10_000)
    assert line.backup.property("tone") == ""
    status.stop()


def test_an_old_second_copy_is_said_once_at_the_start(
    qtbot: QtBot, desk: Desk, office: Office, heard: Heard, tmp_path: Path
) -> None:
    home.keep_second(office.register.path, Second(tmp_path / "U盘", "2020-03-01 10:00:00"))
    line = StatusLine()
    qtbot.addWidget(line)
    status = Status(line, desk, office)
    qtbot.waitUntil(lambda: bool(heard.said), timeout=10_000)
    status.look()
    assert status.keeper is not None
    keeper = status.keeper
    qtbot.waitUntil(lambda: not keeper.tasks.busy, timeout=10_000)
    assert len([one for one in heard.said if "U盘上已有" in one]) == 1
    assert "U盘未插入" in line.backup.text()
    status.stop()


def test_a_register_that_is_only_looked_at_is_not_kept(qtbot: QtBot, desk: Desk, office: Office) -> None:
    office.register.read_only = True
    line = StatusLine()
    qtbot.addWidget(line)
    status = Status(line, desk, office)
    assert status.keeper is None
    status.stop()
    office.register.read_only = False
