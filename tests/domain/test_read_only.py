"""A register looked at beside its owner, on a share, in a folder nobody may write, and as a backup."""

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import MODELS, Person
from hfp_desk.store import backup, keeping, keys, opening
from hfp_desk.store.opening import Register
from tests.domain.conftest import PASSWORD


@pytest.fixture
def looked(register: Register) -> Iterator[Register]:
    """The register that is open here, looked at a second time."""
    keeping.save(register, Person.new(name="欧阳修竹"))
    seen = opening.open_read_only(register.path, "李敏", PASSWORD)
    yield seen
    seen.close()


def names(register: Register) -> list[str]:
    with register.session():
        return [name for (name,) in register.db.execute_sql('SELECT "name" FROM "person" ORDER BY "id"')]


def beside(path: Path) -> set[str]:
    return {one.name for one in path.parent.iterdir()}


def elsewhere(register: Register) -> None:
    """As if the register had been opened from another computer on the share."""
    note = register.path.with_name(register.path.name + ".open")
    note.write_text(json.dumps({**json.loads(note.read_text("utf-8")), "computer": "乡镇-02"}), encoding="utf-8")


def test_what_the_owner_saves_is_seen_at_once(register: Register, looked: Register) -> None:
    assert looked.read_only
    assert looked.copy is None
    register.db.bind(MODELS)
    keeping.save(register, Person.new(name="柳如烟"))
    assert names(looked) == ["欧阳修竹", "柳如烟"]


def test_nothing_can_be_written(looked: Register) -> None:
    with pytest.raises(Refusal, match="只读"):
        keeping.save(looked, Person.new(name="新人"))
    with looked.session(), pytest.raises(Refusal, match="只读"):
        looked.db.execute_sql("INSERT INTO setting (owner, key, value) VALUES ('', 'x', '1')")


def test_the_owner_keeps_the_register_when_a_looker_leaves(register: Register, looked: Register) -> None:
    looked.close()
    with pytest.raises(Refusal, match="已由 李敏 于"):
        opening.open_register(register.path, "李敏", PASSWORD)
    register.db.bind(MODELS)
    keeping.save(register, Person.new(name="柳如烟"))


def test_from_another_computer_a_copy_of_this_moment_is_seen(register: Register) -> None:
    keeping.save(register, Person.new(name="欧阳修竹"))
    elsewhere(register)
    seen = opening.open_read_only(register.path, "李敏", PASSWORD)
    copy = seen.copy
    assert copy is not None
    assert copy.exists()
    assert copy.parent != register.path.parent
    assert names(seen) == ["欧阳修竹"]
    with register.session():
        register.db.bind(MODELS)
        keeping.save(register, Person.new(name="柳如烟"))
    assert names(seen) == ["欧阳修竹"]
    again = opening.look(seen.path, seen.user, seen.key)
    again.bind()
    assert names(again) == ["欧阳修竹", "柳如烟"]
    seen.close()
    again.close()
    assert not copy.exists()


def test_a_backup_is_seen_and_nothing_is_written_beside_it(register: Register) -> None:
    keeping.save(register, Person.new(name="欧阳修竹"))
    made = backup.make(register, backup.BY_HAND)
    register.close()
    before = beside(made.path)
    seen = opening.open_read_only(made.path, "李敏", PASSWORD)
    assert seen.copy is None
    assert names(seen) == ["欧阳修竹"]
    assert beside(made.path) == before
    seen.close()
    assert beside(made.path) == before


def test_what_a_killed_program_left_in_its_log_is_seen_without_touching_it(register: Register, tmp_path: Path) -> None:
    keeping.save(register, Person.new(name="欧阳修竹"))
    left = tmp_path / "left" / register.path.name
    left.parent.mkdir()
    for ending in ("", "-wal"):
        shutil.copy(register.path.with_name(register.path.name + ending), left.with_name(left.name + ending))
    shutil.copy(keys.key_file(register.path), keys.key_file(left))
    assert left.with_name(left.name + "-wal").stat().st_size > 0
    before = beside(left)
    seen = opening.open_read_only(left, "李敏", PASSWORD)
    assert names(seen) == ["欧阳修竹"]
    seen.close()
    assert beside(left) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user whom permissions hold back")
def test_a_register_in_a_folder_that_cannot_be_written_is_seen(register: Register) -> None:
    keeping.save(register, Person.new(name="欧阳修竹"))
    register.close()
    register.path.parent.chmod(0o500)
    try:
        with pytest.raises(Refusal, match="没有权限写入"):
            opening.open_register(register.path, "李敏", PASSWORD)
        seen = opening.open_read_only(register.path, "李敏", PASSWORD)
        assert names(seen) == ["欧阳修竹"]
        seen.close()
    finally:
        register.path.parent.chmod(0o700)


def test_a_register_nobody_has_open_is_not_touched_by_looking(register: Register) -> None:
    register.close()
    before = beside(register.path)
    opening.open_read_only(register.path, "李敏", PASSWORD).close()
    assert beside(register.path) == before
    opening.open_register(register.path, "李敏", PASSWORD).close()


def test_a_wrong_password_and_a_damaged_file_are_told_apart(register: Register) -> None:
    with pytest.raises(Refusal, match="用户名或密码不对"):
        opening.open_read_only(register.path, "李敏", "wrong")
    register.close()
    content = bytearray(register.path.read_bytes())
    content[0:4096] = bytes(4096)
    register.path.write_bytes(bytes(content))
    with pytest.raises(Refusal, match="已损坏，密码是对的"):
        opening.open_read_only(register.path, "李敏", PASSWORD)


def test_a_register_of_a_newer_program_is_not_looked_at_either(register: Register) -> None:
    register.db.execute_sql("INSERT INTO schema_migration (name, applied) VALUES ('9999_future', '2030-01-01')")
    with pytest.raises(Refusal, match="新版本"):
        opening.open_read_only(register.path, "李敏", PASSWORD)
