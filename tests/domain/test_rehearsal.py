"""A rehearsal reads the newest backup from end to end and compares; what does not hold fails it, and it is logged."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hfp_desk.records import Event, Person
from hfp_desk.store import backup, keeping, rehearsing, verifying
from hfp_desk.store.backup import Backup
from hfp_desk.store.engine import connect
from hfp_desk.store.opening import Register
from hfp_desk.store.rehearsing import Rehearsal


def test_without_a_backup_there_is_nothing_to_rehearse(register: Register) -> None:
    assert rehearsing.rehearse(register) is None
    assert rehearsing.last(register) is None


def test_a_sound_backup_passes_and_is_told_of(register: Register, settings_home: Path) -> None:
    keeping.save(register, Person.new(name="张三"))
    made = backup.make(register, backup.BY_HAND)
    before = made.path.read_bytes()
    done = rehearsing.rehearse(register)
    assert done is not None
    assert done.passed
    assert done.words.startswith("人员 1，救治记录 0，历史和日志 ")
    assert made.path.read_bytes() == before
    rehearsing.record(register, done)
    assert rehearsing.last(register) == done
    assert Event.get(Event.action == "rehearsal").subject == "通过"
    assert not list((settings_home / "temporary").rglob("*.hfp"))


def describe_anew(made: Backup, **other: object) -> None:
    note = made.path.with_suffix(".json")
    told = json.loads(note.read_text(encoding="utf-8"))
    note.write_text(json.dumps({**told, **other}), encoding="utf-8")


def _other_bytes(made: Backup, key: bytes) -> None:
    made.path.write_bytes(made.path.read_bytes()[:-4096])


def _other_counts(made: Backup, key: bytes) -> None:
    describe_anew(made, counts={**made.counts, "人员": 7})


def _other_log(made: Backup, key: bytes) -> None:
    describe_anew(made, log_head="0" * 64)


def _no_keys(made: Backup, key: bytes) -> None:
    made.path.with_name(made.path.name + ".keys").unlink()


def _history_rewritten(made: Backup, key: bytes) -> None:
    """Somebody with the key changes an old row of the history and describes the file anew."""
    db = connect(made.path, key)
    db.connect()
    for name in [row[0] for row in db.execute_sql("SELECT name FROM sqlite_master WHERE type='trigger'")]:
        db.execute_sql(f'DROP TRIGGER "{name}"')
    db.execute_sql('UPDATE "change" SET "user"=? WHERE "id"=2', ("别人",))
    db.execute_sql("PRAGMA journal_mode=delete")
    db.close()
    describe_anew(made, sha256="")


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (_other_bytes, "内容变了"),
        (_other_counts, "与它的说明不一致"),
        (_other_log, "操作日志与它的说明不一致"),
        (_no_keys, "钥匙文件"),
        (_history_rewritten, "从第 2 条起对不上"),
    ],
)
def test_what_does_not_hold_fails_and_says_why(
    register: Register, harm: Callable[[Backup, bytes], None], words: str
) -> None:
    harm(backup.make(register, backup.BY_HAND), register.key)
    done = rehearsing.rehearse(register)
    assert done is not None
    assert not done.passed
    assert words in done.words
    rehearsing.record(register, done)
    assert Event.get(Event.action == "rehearsal").subject == "没有通过"


def test_a_rehearsal_is_due_once_a_month() -> None:
    now = datetime(2020, 11, 20, 12, 0)
    assert rehearsing.due(None, now)
    for days, due in ((29, False), (30, True)):
        done = Rehearsal(f"{now - timedelta(days=days):%Y-%m-%d %H:%M:%S}", "", True, "")
        assert rehearsing.due(done, now) is due


def test_checking_a_backup_writes_nothing_to_it(register: Register) -> None:
    made = backup.make(register, backup.BY_HAND)
    before = {path.name: path.read_bytes() for path in made.path.parent.iterdir()}
    assert verifying.facts(made.path, register.key).head == made.head
    assert {path.name: path.read_bytes() for path in made.path.parent.iterdir()} == before
