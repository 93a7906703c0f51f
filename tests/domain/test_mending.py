"""After a power cut: looked at, told, and when damaged a checked backup is proposed with what it lacks."""

import shutil
from pathlib import Path

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import Person
from hfp_desk.store import backup, keeping, keys, mending, opening, restoring, traces
from hfp_desk.store.opening import Register
from hfp_desk.store.traces import Damaged
from tests.domain.conftest import PASSWORD

USER = "李敏"
PAGE = 4096


def power_cut(register: Register, folder: Path) -> Path:
    """The files as they lie on the disk at this moment, in the middle of work, with keys, note and backups."""
    folder.mkdir()
    for path in register.path.parent.glob(f"{register.path.name}*"):
        if path.is_dir():
            shutil.copytree(path, folder / path.name)
        elif path.suffix != ".lock":
            shutil.copy(path, folder / path.name)
    return folder / register.path.name


def names(path: Path) -> list[str]:
    register = opening.open_register(path, USER, PASSWORD)
    try:
        return [person.name for person in Person.select().order_by(Person.id)]
    finally:
        register.close()


def test_a_register_closed_as_it_should_be_leaves_no_trace(register: Register) -> None:
    assert traces.left(register.path)
    register.close()
    assert not traces.left(register.path)
    again = opening.open_register(register.path, USER, PASSWORD)
    assert not again.unclean
    again.close()


def test_after_a_power_cut_every_confirmed_save_is_there_and_it_is_told(register: Register, tmp_path: Path) -> None:
    for number in range(20):
        keeping.save(register, Person.new(name=f"张{number}"))
    cut = power_cut(register, tmp_path / "cut")
    assert cut.with_name(cut.name + "-wal").stat().st_size
    again = opening.open_register(cut, USER, PASSWORD)
    assert again.unclean
    assert Person.select().count() == 20
    again.close()
    assert not list(cut.parent.glob("*.held"))
    assert not traces.left(cut)


def test_a_log_torn_in_the_middle_loses_only_what_was_not_confirmed(register: Register, tmp_path: Path) -> None:
    keeping.save(register, Person.new(name="张三"))
    cut = power_cut(register, tmp_path / "cut")
    log = cut.with_name(cut.name + "-wal")
    whole = log.read_bytes()
    keeping.save(register, Person.new(name="李四"))
    later = register.path.with_name(register.path.name + "-wal").read_bytes()
    assert len(later) > len(whole)
    log.write_bytes(later[: len(whole) + 1000])
    assert names(cut) == ["张三"]


@pytest.mark.parametrize("harm", ["header", "page", "truncated", "empty"])
def test_a_damaged_register_is_refused_as_such(register: Register, tmp_path: Path, harm: str) -> None:
    for number in range(20):
        keeping.save(register, Person.new(name=f"张{number}"))
    register.close()
    register.path.with_name(register.path.name + ".open").write_text("{}")
    content = bytearray(register.path.read_bytes())
    if harm == "header":
        content[:PAGE] = bytes(PAGE)
    elif harm == "page":
        content[20 * PAGE : 60 * PAGE] = bytes(40 * PAGE)
    register.path.write_bytes(
        content[: len(content) // 2] if harm == "truncated" else b"" if harm == "empty" else content
    )
    with pytest.raises(Damaged) as told:
        opening.open_register(register.path, USER, PASSWORD)
    assert told.value.register == register.path


@pytest.fixture
def damaged(register: Register) -> Register:
    """Two backups, three steps after the newer one, then a page in the middle is wiped out."""
    keeping.save(register, Person.new(name="张三"))
    backup.make(register, backup.BEFORE_IMPORT)
    keeping.save(register, Person.new(name="李四"))
    backup.make(register, backup.BY_HAND)
    for name in ("王五", "赵六", "孙七"):
        keeping.save(register, Person.new(name=name))
    register.close()
    return register


def wipe(path: Path, first: int, last: int) -> None:
    content = bytearray(path.read_bytes())
    content[first * PAGE : last * PAGE] = bytes((last - first) * PAGE)
    path.write_bytes(content)


def test_the_newest_backup_is_proposed_with_what_it_lacks(damaged: Register) -> None:
    found = mending.propose(damaged.path, backup.all_of(damaged.path), USER, PASSWORD)
    assert found is not None
    assert (found.backup.reason, found.backup.counts["人员"]) == (backup.BY_HAND, 2)
    assert found.lost == 3


def test_when_the_history_cannot_be_read_nothing_is_said_of_what_is_lost(damaged: Register) -> None:
    wipe(damaged.path, 0, 1)
    found = mending.propose(damaged.path, backup.all_of(damaged.path), USER, PASSWORD)
    assert found is not None
    assert found.lost is None


def test_a_backup_that_is_damaged_too_is_passed_over(damaged: Register) -> None:
    newest = backup.all_of(damaged.path)[0]
    wipe(newest.path, 20, 40)
    found = mending.propose(damaged.path, backup.all_of(damaged.path), USER, PASSWORD)
    assert found is not None
    assert (found.backup.reason, found.passed_over) == (backup.BEFORE_IMPORT, 1)
    for one in backup.all_of(damaged.path):
        wipe(one.path, 0, 60)
    assert mending.propose(damaged.path, backup.all_of(damaged.path), USER, PASSWORD) is None


def test_what_a_restore_put_aside_is_not_proposed_again(damaged: Register) -> None:
    """The newest backup is the wrong state that was left behind; the register went on from the older one."""
    older = backup.all_of(damaged.path)[1]
    restoring.restore(damaged.path, older.path, USER, PASSWORD)
    assert backup.all_of(damaged.path)[0].reason == backup.BEFORE_RESTORE
    found = mending.propose(damaged.path, backup.all_of(damaged.path), USER, PASSWORD)
    assert found is not None
    assert (found.backup, found.lost, found.passed_over) == (older, 0, 0)
    wipe(damaged.path, 0, 1)
    newest = mending.propose(damaged.path, backup.all_of(damaged.path), USER, PASSWORD)
    assert newest is not None
    assert (newest.backup.reason, newest.lost) == (backup.BEFORE_RESTORE, None)


def test_a_password_that_opens_no_backup_is_refused(damaged: Register) -> None:
    with pytest.raises(Refusal, match="用户名或密码不对"):
        mending.propose(damaged.path, backup.all_of(damaged.path), USER, "falsch-2020")


def test_proposing_changes_nothing(damaged: Register) -> None:
    wipe(damaged.path, 30, 31)
    before = {path: path.read_bytes() for path in damaged.path.parent.rglob("*") if path.is_file()}
    mending.propose(damaged.path, backup.all_of(damaged.path), USER, PASSWORD)
    after = {path: path.read_bytes() for path in before}
    assert after == before


@pytest.mark.parametrize("content", [None, "", "{}", '{"users": 5}', '{"users": {}, "recovery": {}}'])
def test_lost_or_damaged_keys_are_taken_from_the_newest_backup(damaged: Register, content: str | None) -> None:
    mine = keys.key_file(damaged.path)
    if content is None:
        mine.unlink()
    else:
        mine.write_text(content)
    found = mending.lost_keys(damaged.path)
    assert found is not None
    assert found.reason == backup.BY_HAND
    mending.take_keys(damaged.path, found)
    assert len(names(damaged.path)) == 5
    assert mine.with_name(mine.name + ".damaged").exists() is (content is not None)


def test_keys_that_hold_are_not_replaced(damaged: Register) -> None:
    assert mending.lost_keys(damaged.path) is None


def test_what_only_a_backup_notices_is_found_at_the_next_opening(register: Register) -> None:
    """An index that lacks a row passes the quick check; the backup fails, and then the register is read through."""
    db = register.db
    name, sql, page = db.execute_sql(
        "SELECT name,sql,rootpage FROM sqlite_master WHERE type='index' AND tbl_name='person' AND sql<>'' LIMIT 1"
    ).fetchone()
    backup.make(register, backup.BY_HAND)
    db.execute_sql("PRAGMA writable_schema=1")
    db.execute_sql("DELETE FROM sqlite_master WHERE name=?", (name,))
    register.close()
    again = opening.open_register(register.path, USER, PASSWORD)
    keeping.save(again, Person.new(name="张三"))
    again.db.execute_sql("PRAGMA writable_schema=1")
    row = ("index", name, "person", page, sql)
    again.db.execute_sql("INSERT INTO sqlite_master(type,name,tbl_name,rootpage,sql) VALUES(?,?,?,?,?)", row)
    again.close()
    looked = opening.open_register(register.path, USER, PASSWORD)
    with pytest.raises(Refusal, match="登记簿文件可能有损坏"):
        backup.make(looked, backup.BY_HAND)
    looked.close()
    with pytest.raises(Damaged):
        opening.open_register(register.path, USER, PASSWORD)
    assert len(backup.all_of(register.path)) == 1
