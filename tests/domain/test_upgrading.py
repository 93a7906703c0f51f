"""A register made by the first program opens in this one with every value; what fails leaves it as it was."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import MODELS, Event, Person
from hfp_desk.store import backup, engine, history, keeping, keys, migrating, opening, restoring
from hfp_desk.store.locking import OpenMark
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from tests.domain.conftest import PASSWORD

GOLDEN = Path(__file__).parents[1] / "golden" / "register_0001.sql"
Rows = Mapping[str, list[tuple[Any, ...]]]


class Told:
    """The words of a long job."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def step(self, done: int, total: int, note: str = "") -> None:
        self.words.append(note)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A register as the program of the first schema left it, with rows in every table."""
    path = tmp_path / "樟树.hfp"
    ring, key = keys.new_ring(path)
    ring.set_password("李敏", PASSWORD, key)
    ring.write()
    db = engine.connect(path, key)
    db.connect()
    connection: Any = db.connection()
    connection.executescript("PRAGMA foreign_keys=0;" + GOLDEN.read_text(encoding="utf-8"))
    db.close()
    return path


def rows(register: Register) -> Rows:
    """Everything the first schema's tables hold."""
    execute: Any = register.db.execute_sql
    names = [line.split('"')[1] for line in GOLDEN.read_text("utf-8").splitlines() if line.startswith("CREATE TABLE")]
    return {name: execute(f'SELECT * FROM "{name}" ORDER BY "id"').fetchall() for name in names}


def first_columns(register: Register, held: Rows) -> Rows:
    """The same columns now: later steps may have added others behind them."""
    now = rows(register)
    return {name: [row[: len(held[name][0])] for row in now[name]] for name in held}


def as_it_is(path: Path) -> Register:
    """Open without bringing forward, as the older program does."""
    key = keys.KeyRing.load(path).unlock("李敏", PASSWORD)
    register = Register(path, engine.connect(path, key), "李敏", key, OpenMark(path))
    register.db.connect()
    return register


@pytest.fixture
def before(old: Path) -> Rows:
    register = as_it_is(old)
    held = rows(register)
    register.close()
    return held


def test_the_golden_register_has_rows_in_every_table(before: Rows) -> None:
    assert len(before) == 21
    assert all(before.values())


def test_every_value_is_kept_and_the_upgrade_is_logged(old: Path, before: Rows) -> None:
    told = Told()
    register = opening.open_register(old, "李敏", PASSWORD, told)
    assert migrating.pending(register.db) == ()
    now = first_columns(register, before)
    for name, held in before.items():
        assert now[name][: len(held)] == held, name
        assert len(now[name]) == len(held) or name in {"schema_migration", "setting"}, name
    assert history.first_broken(register.db) is None
    assert "正在升级登记簿" in told.words
    event = Event.get(Event.action == Action.UPGRADE)
    assert event.user == "李敏"
    assert "0002_trust" in str(event.detail)
    person = Person.get_by_id(1)
    person.phone = "13900000003"
    keeping.save(register, person)
    register.close()


def test_a_verified_backup_is_made_first_and_only_once(old: Path) -> None:
    opening.open_register(old, "李敏", PASSWORD).close()
    opening.open_register(old, "李敏", PASSWORD).close()
    made = [one for one in backup.all_of(old) if one.reason == backup.BEFORE_UPGRADE]
    assert len(made) == 1
    assert made[0].counts["人员"] == 1


def test_the_way_back_is_the_backup_which_the_older_program_opens(
    old: Path, before: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening.open_register(old, "李敏", PASSWORD).close()
    folder = tmp_path / "migrations"
    folder.mkdir()
    for path in migrating._FOLDER.glob("0001*"):
        shutil.copy(path, folder)
    monkeypatch.setattr(migrating, "_FOLDER", folder)
    with pytest.raises(Refusal, match="新版本"):
        opening.open_register(old, "李敏", PASSWORD)
    made = next(one for one in backup.all_of(old) if one.reason == backup.BEFORE_UPGRADE)
    restoring.restore(old, made.path, "李敏", PASSWORD)
    register = as_it_is(old)
    migrating.require_known(register.db)
    assert rows(register) == before
    register.close()


@pytest.mark.parametrize("how", ["a step fails", "a check fails", "rows are lost", "nothing can be logged"])
def test_what_fails_leaves_the_register_as_it_was(
    how: str, old: Path, before: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = {
        "a step fails": "CREATE TABLE person (id)",
        "a check fails": "UPDATE person SET household_id=999",
        "rows are lost": "DELETE FROM user WHERE id=2",
        "nothing can be logged": "DROP TABLE event",
    }[how]
    steps = tmp_path / "migrations"
    shutil.copytree(migrating._FOLDER, steps)
    body = f"def up(_migrator, db):\n    db.execute_sql('PRAGMA defer_foreign_keys=1')\n    db.execute_sql({wrong!r})\n"
    (steps / "0999_wrong.py").write_text(body, encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(migrating, "_FOLDER", steps)
        with pytest.raises(Refusal, match="保持升级前的样子") as told:
            opening.open_register(old, "李敏", PASSWORD)
    made = backup.all_of(old)
    assert [one.reason for one in made] == [backup.BEFORE_UPGRADE]
    assert made[0].path.name in told.value.advice
    register = as_it_is(old)
    assert rows(register) == before
    assert not register.db.table_exists("event")
    register.close()
    opening.open_register(old, "李敏", PASSWORD).close()


def test_without_a_backup_nothing_is_changed(old: Path, before: Rows) -> None:
    old.with_name(old.name + ".backups").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(Refusal, match="备份没有做成"):
        opening.open_register(old, "李敏", PASSWORD)
    register = as_it_is(old)
    assert rows(register) == before
    register.close()


def test_an_old_backup_is_looked_at_in_a_copy_brought_forward(old: Path, before: Rows) -> None:
    seen = opening.open_read_only(old, "李敏", PASSWORD)
    assert seen.copy is not None
    seen.db.bind(MODELS)
    assert {person.name for person in Person.select()} == {"柳长青", "柳如烟"}
    assert list(Event.select()) == []
    seen.close()
    register = as_it_is(old)
    assert rows(register) == before
    register.close()
