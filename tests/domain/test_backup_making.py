"""Whenever the program is stopped, a listed backup is whole; what else lies in the folder does no harm."""

import json
import shutil
import threading
from types import ModuleType
from typing import Any

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import Event, Person
from hfp_desk.store import (
    backup,
    chain,
    durable,
    keeping,
    log,
    opening,
    settings,
    since,
    taking_back,
    traces,
    users_keeping,
    verifying,
)
from hfp_desk.store.opening import Register
from tests.domain.conftest import PASSWORD


class Killed(BaseException):
    """The program ends here: nobody catches this, nothing is tidied up."""


@pytest.mark.parametrize(
    ("where", "step"),
    [
        (verifying, "facts"),
        (durable, "digest"),
        (durable, "sync"),
        (durable, "put"),
        (backup, "describe"),
        (durable, "write"),
        (durable, "place"),
    ],
)
def test_a_backup_cut_off_anywhere_is_not_listed_and_its_rest_is_cleared(
    register: Register, monkeypatch: pytest.MonkeyPatch, where: ModuleType, step: str
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(where, step, killed)
        with pytest.raises(Killed):
            backup.make(register, backup.BY_HAND)
    assert backup.all_of(register.path) == []
    made = backup.make(register, backup.BY_HAND)
    assert backup.all_of(register.path) == [made]
    assert {path.suffix for path in register.beside("backups").iterdir()} == {".hfp", ".keys", ".json"}
    assert len(list(register.beside("backups").iterdir())) == 3


def test_cut_off_before_the_last_name_is_given_only_small_rests_stay(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = durable.place

    def killed(rough: Any, final: Any) -> None:
        if final.suffix == ".hfp":
            raise Killed
        given(rough, final)

    with monkeypatch.context() as patch:
        patch.setattr(durable, "place", killed)
        with pytest.raises(Killed):
            backup.make(register, backup.BY_HAND)
    assert {path.suffix for path in register.beside("backups").iterdir()} == {".part", ".keys", ".json"}
    assert backup.all_of(register.path) == []
    backup.make(register, backup.BY_HAND)
    assert len(list(register.beside("backups").iterdir())) == 3


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b"{}",
        b'"text"',
        b'{"at": 5, "reason": "x", "head": "", "counts": {}}',
        b'{"at": "yesterday", "reason": "x", "head": "", "counts": {}}',
        b'{"at": "2020-03-31 10:32:00", "reason": "x", "head": "", "counts": {"a": "b"}}',
        b'{"at": "2020-03-31 10:32:00", "reason": "x", "head": "", "counts": null}',
    ],
)
def test_a_description_that_is_none_is_passed_over_and_stays(register: Register, content: bytes) -> None:
    folder = register.beside("backups")
    folder.mkdir()
    (folder / "20200331T1032-x.hfp").write_bytes(b"something")
    (folder / "20200331T1032-x.json").write_bytes(content)
    (folder / "letter.json").mkdir()
    assert backup.all_of(register.path) == []
    made = backup.make(register, backup.BY_HAND)
    assert backup.all_of(register.path) == [made]
    assert (folder / "20200331T1032-x.json").read_bytes() == content


def test_an_older_description_without_the_head_of_the_log_is_read(register: Register) -> None:
    made = backup.make(register, backup.BY_HAND)
    note = made.path.with_suffix(".json")
    told = json.loads(note.read_text(encoding="utf-8"))
    for name in ("log_head", "sha256", "mark"):
        del told[name]
    note.write_text(json.dumps(told), encoding="utf-8")
    (found,) = backup.all_of(register.path)
    assert (found.head, found.log_head, found.counts) == (made.head, "", made.counts)


def test_the_heads_of_both_chains_are_kept(register: Register) -> None:
    heads = [chain.head(register.db, one) for one in (chain.CHANGES, chain.EVENTS)]
    made = backup.make(register, backup.BY_HAND)
    assert [made.head, made.log_head] == heads
    assert made.sha256 == durable.digest(made.path)
    assert made.mark == verifying.mark_of(register.key)
    assert register.key.hex() not in made.path.with_suffix(".json").read_text(encoding="utf-8")


def test_a_backup_by_hand_is_logged_and_one_of_the_clock_is_not(register: Register) -> None:
    backup.make(register, backup.PERIODIC)
    assert not Event.select().where(Event.action == "backup").exists()
    made = backup.make(register, backup.BY_HAND)
    (event,) = Event.select().where(Event.action == "backup")
    assert (event.subject, event.detail) == (backup.BY_HAND, {"file": made.path.name})
    assert backup.make_if_changed(register, backup.PERIODIC) is None


def test_before_many_records_are_changed_at_once_there_is_a_backup(register: Register) -> None:
    people = [Person.new(name=f"张{number}") for number in range(60)]
    with keeping.deed(register) as act:
        for person in people:
            act.save(person)
    few, many = people[:2], people[2:]
    for some in (few, many):
        with keeping.deed(register) as act:
            act.void_rows(Person, [person.id for person in some], "重复")
        taking_back.take_back(register, act.number)
    (made,) = backup.all_of(register.path)
    assert (made.reason, made.counts["人员"]) == (backup.BEFORE_BULK, 2)


class Saving:
    """Saves a person in another thread as soon as copying has begun."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.done = False

    def step(self, done: int, total: int, note: str = "") -> None:
        if not self.done:
            self.done = True
            worker = threading.Thread(target=self.save)
            worker.start()
            worker.join()

    def save(self) -> None:
        with self.register.session():
            keeping.save(self.register, Person.new(name="张三"))


def test_saving_goes_on_while_a_backup_is_made(register: Register) -> None:
    saving = Saving(register)
    made = backup.make(register, backup.BY_HAND, saving)
    assert saving.done
    assert made.counts["人员"] == 0
    assert since.since(register, [made])[made.path].added == {"人员": 1}


def test_without_room_nothing_is_begun(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(register.path.parent)._replace(free=1 << 20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(Refusal, match="只剩 1 MB，放不下这份备份"):
        backup.make(register, backup.BY_HAND)
    assert list(register.beside("backups").iterdir()) == []


def test_a_copy_that_is_not_sound_has_the_register_looked_at_next_time(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unsound(*_: object) -> None:
        raise Refusal("没有通过校验")

    with monkeypatch.context() as patch:
        patch.setattr(verifying, "facts", unsound)
        with pytest.raises(Refusal, match="登记簿文件可能有损坏"):
            backup.make(register, backup.BY_HAND)
    register.close()
    assert traces.left(register.path)
    again = opening.open_register(register.path, "李敏", PASSWORD)
    assert again.unclean
    again.close()
    assert not traces.left(register.path)


def test_nothing_is_backed_up_from_a_register_that_is_only_looked_at(register: Register) -> None:
    register.close()
    looked = opening.open_read_only(register.path, "李敏", PASSWORD)
    try:
        assert backup.make_if_changed(looked, backup.AT_EXIT) is None
        with pytest.raises(Refusal, match="只读"):
            backup.make(looked, backup.BY_HAND)
    finally:
        looked.close()
    assert not register.beside("backups").exists()


def test_users_passwords_and_settings_are_a_reason_for_a_backup_signing_in_is_none(register: Register) -> None:
    assert backup.make_if_changed(register, backup.PERIODIC) is not None
    for action in (log.Action.SIGN_IN, log.Action.REVEAL, log.Action.SIGN_OUT):
        log.note(register, action)
    assert backup.make_if_changed(register, backup.PERIODIC) is None
    users_keeping.add(register, "王芳", ("entry",), "wangfang-2020")
    assert backup.make_if_changed(register, backup.PERIODIC) is not None
    assert backup.make_if_changed(register, backup.PERIODIC) is None
    settings.change(register, settings.OFFICE_NAME, "樟树市卫健委", "单位名称")
    assert backup.make_if_changed(register, backup.PERIODIC) is not None
    users_keeping.change_password(register, PASSWORD, "xinmima-2021")
    assert backup.make_if_changed(register, backup.PERIODIC) is not None
    assert backup.make_if_changed(register, backup.PERIODIC) is None
