"""A restore replaces nothing before the backup was opened and checked, keeps the present state, and is logged."""

import os
import shutil
from pathlib import Path

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import Event, Person, User
from hfp_desk.store import backup, durable, keeping, keys, opening, restoring, sealing, setup, traces
from hfp_desk.store.opening import Register
from tests.domain.conftest import PASSWORD

USER = "李敏"


def people(path: Path) -> list[str]:
    register = opening.open_register(path, USER, PASSWORD)
    try:
        return [person.name for person in Person.select().order_by(Person.id)]
    finally:
        register.close()


@pytest.fixture
def earlier(register: Register) -> Path:
    """A backup with 张三 in it; 李四 came later; the register is closed."""
    keeping.save(register, Person.new(name="张三"))
    made = backup.make(register, backup.BY_HAND)
    keeping.save(register, Person.new(name="李四"))
    register.close()
    return made.path


def test_the_present_state_is_a_listed_backup_and_the_way_back(register: Register, earlier: Path) -> None:
    done = restoring.restore(register.path, earlier, USER, PASSWORD, reason="误导入")
    assert done.kept is not None
    assert people(register.path) == ["张三"]
    newest = backup.all_of(register.path)[0]
    assert (newest.path, newest.reason, newest.counts["人员"]) == (done.kept, backup.BEFORE_RESTORE, 2)
    restoring.restore(register.path, done.kept, USER, PASSWORD)
    assert people(register.path) == ["张三", "李四"]


def test_a_restore_is_logged_in_the_restored_register(register: Register, earlier: Path) -> None:
    done = restoring.restore(register.path, earlier, USER, PASSWORD, reason="误导入")
    again = opening.open_register(register.path, USER, PASSWORD)
    event = Event.get(Event.action == "restore")
    again.close()
    assert done.kept is not None
    assert (event.subject, event.reason, event.user) == (earlier.stem, "误导入", USER)
    assert event.detail["kept"] == done.kept.name  # type: ignore[index]


def test_a_wrong_password_touches_nothing(register: Register, earlier: Path) -> None:
    before = durable.digest(register.path)
    with pytest.raises(Refusal, match="用户名或密码不对"):
        restoring.restore(register.path, earlier, USER, "falsch-2020")
    assert durable.digest(register.path) == before
    assert len(backup.all_of(register.path)) == 1


def test_the_password_is_that_of_the_time_of_the_backup(register: Register, earlier: Path) -> None:
    ring = keys.KeyRing.load(register.path)
    ring.set_password(USER, "neu-2020-neu", register.key)
    ring.write()
    with pytest.raises(Refusal, match="用户名或密码不对"):
        restoring.restore(register.path, earlier, USER, "neu-2020-neu")
    restoring.restore(register.path, earlier, USER, PASSWORD)
    assert people(register.path) == ["张三"]


def test_only_an_administrator_replaces_a_sound_register(register: Register, earlier: Path) -> None:
    again = opening.open_register(register.path, USER, PASSWORD)
    User.update(roles="entry").where(User.name == USER).execute()
    again.close()
    with pytest.raises(Refusal, match="不是这本登记簿的管理员"):
        restoring.restore(register.path, earlier, USER, PASSWORD)
    assert people(register.path) == ["张三", "李四"]


def test_a_backup_of_another_register_is_refused(register: Register, earlier: Path, tmp_path: Path) -> None:
    made, _ = setup.new_register(
        tmp_path / "别处" / "樟树.hfp",
        office="",
        county="360982",
        policy_name="zhangshu-2020",
        user=USER,
        password=PASSWORD,
    )
    foreign = backup.make(made, backup.BY_HAND)
    made.close()
    with pytest.raises(Refusal, match="是另一本登记簿的"):
        restoring.restore(register.path, foreign.path, USER, PASSWORD)
    assert people(register.path) == ["张三", "李四"]


@pytest.mark.parametrize("harm", ["header", "page", "truncated", "empty"])
def test_a_damaged_register_goes_to_quarantine_whole(register: Register, earlier: Path, harm: str) -> None:
    damage(register.path, harm)
    damaged = register.path.read_bytes()
    done = restoring.restore(register.path, earlier, USER, PASSWORD)
    assert done.kept is None
    assert done.quarantine is not None
    assert (done.quarantine / register.path.name).read_bytes() == damaged
    assert people(register.path) == ["张三"]


def damage(path: Path, harm: str) -> None:
    content = bytearray(path.read_bytes())
    if harm == "header":
        content[:4096] = bytes(4096)
    elif harm == "page":
        for at in range(3 * 4096, len(content) // 2, 4096):
            content[at : at + 4096] = bytes(4096)
    path.write_bytes(content[: len(content) // 2] if harm == "truncated" else b"" if harm == "empty" else content)


def test_a_disk_that_is_full_leaves_the_register_as_it_is(
    register: Register, earlier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(register.path.parent)._replace(free=1 << 20)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: usage)
        with pytest.raises(Refusal, match="放不下"):
            restoring.restore(register.path, earlier, USER, PASSWORD)
    assert people(register.path) == ["张三", "李四"]
    assert not list(register.path.parent.glob("*.quarantine"))


def test_a_restore_on_another_computer_brings_keys_and_originals(
    register: Register, earlier: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "U" / "樟树.hfp.backups"
    shutil.copytree(earlier.parent, stick)
    original = stick.with_name("樟树.hfp.imports") / "202003" / "1.xlsx.sealed"
    sealing.seal(register.key, b"list", original)
    target = tmp_path / "新电脑" / "樟树.hfp"
    done = restoring.restore(target, stick / earlier.name, USER, PASSWORD)
    assert done == restoring.Restored()
    assert people(target) == ["张三"]
    brought = target.with_name("樟树.hfp.imports") / "202003" / "1.xlsx.sealed"
    assert sealing.unseal(register.key, brought) == b"list"


@pytest.mark.parametrize("step", ["copied", "place"])
def test_a_restore_cut_off_leaves_a_register_that_opens(
    register: Register, earlier: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Cut off after the present state was kept: it is still in place, and a listed backup besides."""

    class Killed(BaseException):
        pass

    given = getattr(durable, step)

    def killed(source: Path, target: Path, *more: object) -> object:
        if target in (register.path, register.path.with_name(register.path.name + durable.PART)):
            raise Killed
        return given(source, target, *more)

    with monkeypatch.context() as patch:
        patch.setattr(durable, step, killed)
        with pytest.raises(Killed):
            restoring.restore(register.path, earlier, USER, PASSWORD)
    assert people(register.path) == ["张三", "李四"]
    assert backup.all_of(register.path)[0].reason == backup.BEFORE_RESTORE


def test_nothing_of_the_state_before_shines_through(register: Register, earlier: Path) -> None:
    """A log left beside the damaged file must not be played into the restored one."""
    damage(register.path, "header")
    register.path.with_name(register.path.name + "-wal").write_bytes(b"\x37\x7f\x06\x82" + bytes(4096))
    done = restoring.restore(register.path, earlier, USER, PASSWORD)
    assert done.quarantine is not None
    assert (done.quarantine / "樟树.hfp-wal.held").read_bytes().startswith(b"\x37\x7f")
    assert people(register.path) == ["张三"]
    assert not traces.left(register.path)


def test_the_recovery_code_restores_when_no_password_is_known(tmp_path: Path) -> None:
    path = tmp_path / "丰城.hfp"
    made, code = setup.new_register(
        path, office="", county="360982", policy_name="zhangshu-2020", user=USER, password=PASSWORD
    )
    kept = backup.make(made, backup.BY_HAND)
    keeping.save(made, Person.new(name="李四"))
    made.close()
    with pytest.raises(Refusal, match="恢复码不对"):
        restoring.restore(path, kept.path, "", "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF")
    restoring.restore(path, kept.path, "", code)
    again = opening.open_register(path, USER, PASSWORD)
    assert Person.select().count() == 0
    assert Event.get(Event.action == "restore").user == "恢复单"
    again.close()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_backups_are_nobody_else_s(register: Register, earlier: Path) -> None:
    restoring.restore(register.path, earlier, USER, PASSWORD)
    files = [register.path, keys.key_file(register.path), *backup.folder_of(register.path).iterdir()]
    assert {path.stat().st_mode & 0o077 for path in files} == {0}
    assert backup.folder_of(register.path).stat().st_mode & 0o077 == 0
