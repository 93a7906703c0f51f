"""A backup counts only when it was opened, checked and counted; restoring keeps the state before it."""

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import Person
from hfp_desk.store import backup, keeping, opening, restoring
from hfp_desk.store.opening import Register
from tests.domain.conftest import PASSWORD


def test_a_backup_is_encrypted_counted_and_listed(register: Register) -> None:
    keeping.save(register, Person.new(name="欧阳修竹"))
    made = backup.make(register, backup.BY_HAND)
    assert made.counts["人员"] == 1
    assert "欧阳修竹".encode() not in made.path.read_bytes()
    assert backup.all_of(register.path) == [made]


def test_an_unchanged_register_is_not_backed_up_again(register: Register) -> None:
    assert backup.make_if_changed(register, backup.AT_EXIT) is not None
    assert backup.make_if_changed(register, backup.AT_EXIT) is None


def test_a_restore_brings_the_state_back_and_keeps_the_present_one(register: Register) -> None:
    made = backup.make(register, backup.BY_HAND)
    keeping.save(register, Person.new(name="张三"))
    register.close()
    kept = restoring.restore(register.path, made.path, "李敏", PASSWORD).kept
    assert kept is not None
    again = opening.open_register(register.path, "李敏", PASSWORD)
    assert Person.select().count() == 0
    again.close()
    newest = backup.all_of(register.path)[0]
    assert (newest.path, newest.reason, newest.counts["人员"]) == (kept, backup.BEFORE_RESTORE, 1)


def test_a_damaged_backup_replaces_nothing(register: Register) -> None:
    made = backup.make(register, backup.BY_HAND)
    register.close()
    made.path.write_bytes(b"\0" * 8192)
    with pytest.raises(Refusal, match="已损坏"):
        restoring.restore(register.path, made.path, "李敏", PASSWORD)
    opening.open_register(register.path, "李敏", PASSWORD).close()


def test_an_open_register_is_not_replaced(register: Register) -> None:
    made = backup.make(register, backup.BY_HAND)
    with pytest.raises(Refusal, match="已由 李敏"):
        restoring.restore(register.path, made.path, "李敏", PASSWORD)


def test_a_backup_that_cannot_be_written_is_refused_with_the_folder(register: Register) -> None:
    register.beside("backups").write_text("in the way")
    with pytest.raises(Refusal, match="备份没有做成"):
        backup.make(register, backup.BY_HAND)
