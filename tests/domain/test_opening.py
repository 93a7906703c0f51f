"""A register opens by password or recovery sheet, is never readable without, and every refusal says why."""

import subprocess
import sys
from pathlib import Path

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import Person, Place
from hfp_desk.store import keeping, keys, migrating, opening
from hfp_desk.store.opening import Register
from tests.domain.conftest import PASSWORD


def test_the_file_tells_nothing_without_its_key(register: Register) -> None:
    keeping.save(register, Person.new(name="欧阳修竹"))
    register.close()
    content = register.path.read_bytes()
    assert b"SQLite" not in content[:64]
    assert "欧阳修竹".encode() not in content


def test_the_places_of_the_county_are_loaded_and_no_others(register: Register) -> None:
    assert Place.select().where(Place.level == "3").count() == 1
    towns = [place.name for place in Place.select().where(Place.level == "4")]
    assert "临江镇" in towns
    assert Place.get(Place.code == "360982100200").parent.name == "临江镇"


def test_the_recovery_code_opens_the_register_and_sets_a_new_password(tmp_path: Path) -> None:
    path = tmp_path / "a.hfp"
    made, code = opening.create(path, "李敏", PASSWORD)
    keeping.save(made, Person.new(name="张三"))
    made.close()
    opening.open_with_code(path, code.lower().replace("-", " "), "王芳", "new-password").close()
    again = opening.open_register(path, "王芳", "new-password")
    assert Person.get().name == "张三"
    again.close()


@pytest.mark.parametrize(("user", "password"), [("李敏", "wrong"), ("nobody", PASSWORD)])
def test_wrong_name_and_wrong_password_get_the_same_answer(register: Register, user: str, password: str) -> None:
    register.close()
    with pytest.raises(Refusal, match="用户名或密码不对"):
        opening.open_register(register.path, user, password)


def test_a_register_that_is_open_is_refused_with_who_has_it(register: Register) -> None:
    with pytest.raises(Refusal, match="已由 李敏 于"):
        opening.open_register(register.path, "李敏", PASSWORD)


def test_a_damaged_file_is_told_apart_from_a_wrong_password(register: Register) -> None:
    register.close()
    content = bytearray(register.path.read_bytes())
    content[0:4096] = bytes(4096)
    register.path.write_bytes(bytes(content))
    with pytest.raises(Refusal, match="已损坏，密码是对的"):
        opening.open_register(register.path, "李敏", PASSWORD)


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "空文件"), (b"PK\x03\x04workbook", "不是健康扶贫登记簿"), (b"%PDF-1.7", "不是健康扶贫登记簿")],
)
def test_foreign_and_empty_files_are_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "x.hfp"
    path.write_bytes(content)
    with pytest.raises(Refusal, match=told):
        opening.open_register(path, "李敏", PASSWORD)


def test_missing_files_are_named(tmp_path: Path, register: Register) -> None:
    with pytest.raises(Refusal, match=r"没有\.hfp"):
        opening.open_register(tmp_path / "没有.hfp", "李敏", PASSWORD)
    register.close()
    keys.key_file(register.path).unlink()
    with pytest.raises(Refusal, match="找不到钥匙文件"):
        opening.open_register(register.path, "李敏", PASSWORD)


def test_a_register_of_a_newer_program_is_refused(register: Register) -> None:
    register.db.execute_sql("INSERT INTO schema_migration (name, applied) VALUES ('9999_future', '2030-01-01')")
    register.close()
    with pytest.raises(Refusal, match="新版本"):
        opening.open_register(register.path, "李敏", PASSWORD)


def test_nothing_is_pending_in_a_new_register(register: Register) -> None:
    assert migrating.pending(register.db) == ()


def test_a_killed_program_loses_only_what_was_not_saved(tmp_path: Path) -> None:
    path = tmp_path / "a.hfp"
    opening.create(path, "李敏", PASSWORD)[0].close()
    script = (
        "import os, sys; from pathlib import Path; from hfp_desk.records import Person\n"
        "from hfp_desk.store import keeping, opening\n"
        "register = opening.open_register(Path(sys.argv[1]), '李敏', sys.argv[2])\n"
        "keeping.save(register, Person.new(name='已保存'))\n"
        "with keeping.deed(register) as act:\n"
        "    act.save(Person.new(name='未保存'))\n"
        "    os._exit(9)\n"
    )
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", script, str(path), PASSWORD], cwd=root, check=False).returncode == 9
    again = opening.open_register(path, "李敏", PASSWORD)
    assert [person.name for person in Person.select()] == ["已保存"]
    assert again.db.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
    again.close()
