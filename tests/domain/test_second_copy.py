"""The second place: proved by reading it back, absent without an error, never mixed with another register's."""

import json
import shutil
from pathlib import Path

import pytest

from hfp_desk import home
from hfp_desk.home import Second
from hfp_desk.problems import Refusal
from hfp_desk.records import Person
from hfp_desk.store import backup, durable, keeping, restoring, sealing, second_copy, setup
from hfp_desk.store.opening import Register
from hfp_desk.store.second_copy import Presence
from tests.domain.conftest import PASSWORD


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "U盘"
    made.mkdir()
    return made


@pytest.fixture
def chosen(register: Register, stick: Path) -> Second:
    return second_copy.choose(register, stick)


def there(register: Register, stick: Path) -> list[backup.Backup]:
    return backup.listed(stick / f"{register.path.name}.backups")


def test_without_a_second_place_nothing_happens(register: Register) -> None:
    backup.make(register, backup.BY_HAND)
    assert second_copy.follow(register) is None


def test_the_newest_backup_goes_there_and_is_proved(register: Register, stick: Path, chosen: Second) -> None:
    keeping.save(register, Person.new(name="欧阳修竹"))
    made = backup.make(register, backup.BY_HAND)
    state = second_copy.follow(register)
    assert state == Second(stick, made.at)
    assert home.second(register.path) == state
    (copy,) = there(register, stick)
    assert (copy.sha256, copy.counts, copy.log_head) == (made.sha256, made.counts, made.log_head)
    assert durable.digest(copy.path) == made.sha256
    assert "欧阳修竹".encode() not in copy.path.read_bytes()


def test_what_is_there_is_not_copied_again(register: Register, stick: Path, chosen: Second) -> None:
    backup.make(register, backup.BY_HAND)
    second_copy.follow(register)
    (copy,) = there(register, stick)
    written = copy.path.stat().st_mtime_ns
    second_copy.follow(register)
    assert copy.path.stat().st_mtime_ns == written


def test_originals_of_imports_go_with_it(register: Register, stick: Path, chosen: Second) -> None:
    sealing.seal(register.key, b"list", register.beside("imports") / "202003" / "1.xlsx.sealed")
    backup.make(register, backup.BY_HAND)
    second_copy.follow(register)
    brought = stick / "樟树.hfp.imports" / "202003" / "1.xlsx.sealed"
    assert sealing.unseal(register.key, brought) == b"list"


def test_a_register_is_set_up_again_from_the_stick_alone(
    register: Register, stick: Path, chosen: Second, tmp_path: Path
) -> None:
    keeping.save(register, Person.new(name="张三"))
    backup.make(register, backup.BY_HAND)
    second_copy.follow(register)
    target = tmp_path / "新电脑" / "樟树.hfp"
    restoring.restore(target, there(register, stick)[0].path, "李敏", PASSWORD)
    assert backup.listed(stick / "樟树.hfp.backups")[0].counts["人员"] == 1


def test_a_stick_that_is_not_there_is_no_error_and_its_age_stays_known(
    register: Register, stick: Path, chosen: Second
) -> None:
    first = backup.make(register, backup.BY_HAND)
    second_copy.follow(register)
    stick.rename(stick.with_name("拔出"))
    backup.make(register, backup.BY_HAND)
    state = second_copy.follow(register)
    assert state == Second(stick, first.at)
    assert second_copy.presence(register.path, state) is Presence.ABSENT
    stick.with_name("拔出").rename(stick)
    second_copy.follow(register)
    assert len(there(register, stick)) == 2


def test_another_stick_is_not_written_to_until_it_is_asked_for(register: Register, stick: Path, chosen: Second) -> None:
    first = backup.make(register, backup.BY_HAND)
    second_copy.follow(register)
    shutil.rmtree(stick)
    stick.mkdir()
    state = second_copy.follow(register)
    assert state == Second(stick, first.at)
    assert second_copy.presence(register.path, state) is Presence.OTHER
    assert list(stick.iterdir()) == []
    second_copy.follow(register, anew=True)
    assert len(there(register, stick)) == 1


def test_a_full_stick_says_so_and_leaves_no_half_copy(
    register: Register, stick: Path, chosen: Second, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup.make(register, backup.BY_HAND)
    usage = shutil.disk_usage(stick)._replace(free=1 << 20)
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "disk_usage", lambda _: usage)
        state = second_copy.follow(register)
    assert state is not None
    assert "放不下这份备份" in state.trouble
    assert state.at == ""
    assert there(register, stick) == []
    after = second_copy.follow(register)
    assert after is not None
    assert after.trouble == ""


def test_what_is_read_back_differently_does_not_count(
    register: Register, stick: Path, chosen: Second, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bad block: the last bytes of what was written come back as others."""
    backup.make(register, backup.BY_HAND)
    given = durable.copied

    def worn(source: Path, target: Path, *more: object) -> str:
        told = given(source, target)
        with target.open("r+b") as stream:
            stream.seek(-16, 2)
            stream.write(bytes(16))
        return told

    monkeypatch.setattr(durable, "copied", worn)
    state = second_copy.follow(register)
    assert state is not None
    assert state.trouble
    assert list((stick / "樟树.hfp.backups").iterdir()) == []


def test_a_local_backup_that_changed_is_not_carried_on(register: Register, stick: Path, chosen: Second) -> None:
    made = backup.make(register, backup.BY_HAND)
    made.path.write_bytes(made.path.read_bytes() + b"x")
    state = second_copy.follow(register)
    assert state is not None
    assert "内容变了" in state.trouble
    assert there(register, stick) == []


def test_two_registers_of_one_name_do_not_share_a_folder(
    register: Register, stick: Path, chosen: Second, tmp_path: Path
) -> None:
    backup.make(register, backup.BY_HAND)
    second_copy.follow(register)
    other, _ = setup.new_register(
        tmp_path / "别处" / "樟树.hfp",
        office="",
        county="360982",
        policy_name="zhangshu-2020",
        user="李敏",
        password=PASSWORD,
    )
    try:
        with pytest.raises(Refusal, match="另一本同名登记簿"):
            second_copy.choose(other, stick)
    finally:
        other.close()


def test_the_register_s_own_folder_is_no_second_place(register: Register) -> None:
    backup.make(register, backup.BY_HAND)
    for folder in (register.path.parent, register.beside("backups")):
        with pytest.raises(Refusal, match="自己所在的文件夹"):
            second_copy.choose(register, folder)


def test_the_stick_has_a_ladder_of_its_own(register: Register, stick: Path, chosen: Second) -> None:
    made = backup.make(register, backup.BY_HAND)
    second_copy.follow(register)
    (copy,) = there(register, stick)
    for year in (2001, 2002):
        old = copy.path.with_name(f"{year}0101T000000-退出时.hfp")
        shutil.copy(copy.path, old)
        note = json.loads(copy.path.with_suffix(".json").read_text(encoding="utf-8"))
        note["at"] = f"{year}-01-01 00:00:00"
        old.with_suffix(".json").write_text(json.dumps(note), encoding="utf-8")
    assert len(there(register, stick)) == 3
    newer = backup.make(register, backup.BY_HAND)
    second_copy.follow(register)
    assert [one.path.name for one in there(register, stick)] == [newer.path.name, made.path.name]
