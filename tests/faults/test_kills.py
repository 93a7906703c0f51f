"""Killed at any moment: the register opens, is sound, holds all that was confirmed, and nothing by halves.

Half of the kills come after a random time, half before a random file operation, so that the short moments between
two renames are met too.
"""

import random
import shutil
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import Diagnosis, ImportBatch, Person, Settlement, Treatment
from hfp_desk.store import backup, drafts, engine, keeping, keys, opening, restoring, sealing, verifying
from hfp_desk.store.keys import WrongSecret
from hfp_desk.store.opening import Register
from tests.data import senders
from tests.faults import dice as chance
from tests.faults.clerks import Clerks
from tests.faults.registers import PASSWORD, USER, Made, content, opened, require_sound

USUALLY, OFTEN = 2, 200
_FRESH = 25
GOLDEN = Path(__file__).parents[1] / "golden" / "register_0001.sql"


@dataclass
class Job:
    """How a job is set up, for how long it runs at most before the kill, and what must hold afterwards."""

    name: str
    ready: Callable[[Made, Path], tuple[Path, list[str]]]
    check: Callable[[Register, list[dict[str, Any]]], None]
    seconds: float = 0.7
    operations: int = 60
    fresh: int = _FRESH


def _copied(made: Made, folder: Path) -> tuple[Path, list[str]]:
    return made.copy(folder), []


def _with_lists(made: Made, folder: Path) -> tuple[Path, list[str]]:
    path = made.copy(folder)
    everybody = senders.people(80)
    lists = [senders.poor(folder / f"名单{n}.xlsx", everybody[20 * n : 20 * n + 20]) for n in range(4)]
    return path, [str(one) for one in lists]


def _with_backups(made: Made, folder: Path) -> tuple[Path, list[str]]:
    """Two states, each with a backup; the keys of the first are older, with another password's salt."""
    path = made.copy(folder)
    files = []
    for name in ("甲", "乙"):
        register = opened(path)
        keeping.save(register, Person.new(name=name))
        files.append(str(backup.make(register, backup.BY_HAND).path))
        register.close()
    return path, files * 3


def _damaged(made: Made, folder: Path) -> tuple[Path, list[str]]:
    """A register whose pages are lost, and a backup of it."""
    path, files = _with_backups(made, folder)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    return path, files[:1]


def _old(made: Made, folder: Path) -> tuple[Path, list[str]]:
    folder.mkdir()
    path = folder / "樟树.hfp"
    shutil.copy(keys.key_file(made.path), keys.key_file(path))
    db = engine.connect(path, made.key)
    db.connect()
    connection: Any = db.connection()
    connection.executescript("PRAGMA foreign_keys=0;" + GOLDEN.read_text(encoding="utf-8"))
    db.close()
    return path, []


def _names() -> set[str]:
    return {person.name for person in Person.select(Person.name)}


def _saved(_: Register, said: list[dict[str, Any]]) -> None:
    confirmed = {one["name"] for one in said if one["done"] == "save"}
    assert confirmed <= _names()


def _entered(register: Register, said: list[dict[str, Any]]) -> None:
    entered = {person.name: person.id for person in Person.select() if person.name.startswith("录入")}
    assert {one["name"] for one in said if one["done"] == "entry"} <= set(entered)
    models: tuple[Any, ...] = (Diagnosis, Treatment, Settlement)
    for model in models:
        found = [row.person_id for row in model.select().where(model.person.in_(list(entered.values())))]
        assert sorted(found) == sorted(entered.values()), f"{model.__name__} by halves"
    last = said[-1] if said else {}
    if last.get("done") == "typed" and last["name"] not in entered:
        typed = drafts.left(register)
        assert typed is not None
        assert typed.texts["name"] == last["name"], "the typed form is gone"


def _imported(register: Register, said: list[dict[str, Any]]) -> None:
    batches: dict[int, Any] = {batch.id: batch for batch in ImportBatch.select()}
    assert {one["batch"] for one in said if one["done"] == "import" and one["batch"]} <= set(batches)
    for batch in batches.values():
        brought = Person.select().where(Person.batch == batch.id).count()
        assert brought == batch.counts["new"], "half an import"
        assert sealing.unseal(register.key, register.beside("imports") / batch.kept_file)


def _undone(register: Register, said: list[dict[str, Any]]) -> None:
    _imported(register, said)
    confirmed = {one["batch"] for one in said if one["done"] == "undo"}
    batches: list[Any] = list(ImportBatch.select())
    for batch in batches:
        living = Person.select().where((Person.batch == batch.id) & (Person.voided_at == "")).count()
        assert bool(batch.undone_at) or batch.id not in confirmed
        assert living == (0 if batch.undone_at else batch.counts["new"]), "half an undo"
    for one in said:
        if one["done"] == "back":
            assert Person.get_by_id(one["person"]).voided_at


def _backed_up(register: Register, said: list[dict[str, Any]]) -> None:
    _saved(register, said)
    listed = {one.path.name: one for one in backup.all_of(register.path)}
    confirmed = [one["file"] for one in said if one["done"] == "backup"]
    assert set(confirmed) <= set(listed)
    for one in list(listed.values())[:3]:
        held = verifying.facts(one.path, register.key)
        assert (held.head, held.counts) == (one.head, one.counts)
        assert keys.KeyRing.load(one.path).users


def _restored(register: Register, said: list[dict[str, Any]]) -> None:
    names = _names()
    assert "甲" in names, "neither the state before nor the backup's"
    if said and said[-1]["done"] == "finished":
        assert "乙" in names
    for one in backup.all_of(register.path):
        verifying.facts(one.path, register.key)


FIRST = (
    "place",
    "placestatus",
    "household",
    "person",
    "identity",
    "institution",
    "diagnosis",
    "treatment",
    "settlement",
)
"""The kinds of record of the first release, of each of which its register holds some."""


def _upgraded(register: Register, _: list[dict[str, Any]]) -> None:
    held = {table: len(rows) for table, rows in content(register).items()}
    assert all(held[kind] for kind in FIRST), f"rows of the old register are missing: {held}"


JOBS = (
    Job("save", _copied, _saved),
    Job("entry", _copied, _entered),
    Job("import", _with_lists, _imported, seconds=1.2, operations=300, fresh=1),
    Job("undo", _with_lists, _undone, seconds=2.0, operations=400, fresh=1),
    Job("backup", _copied, _backed_up, operations=200),
    Job("restore", _with_backups, _restored, seconds=1.5, operations=160, fresh=1),
    Job("migrate", _old, _upgraded, seconds=0.5, operations=80, fresh=1),
    Job("password", _copied, lambda _register, _said: None, seconds=1.0, operations=60),
)


@pytest.mark.parametrize("job", JOBS, ids=[job.name for job in JOBS])
def test_a_few_kills(job: Job, made: Made, tmp_path: Path, figures: list[str]) -> None:
    _kill_often(job, made, tmp_path, figures, chance.count(USUALLY))


@pytest.mark.long
@pytest.mark.parametrize("job", JOBS, ids=[job.name for job in JOBS])
def test_two_hundred_kills(job: Job, made: Made, tmp_path: Path, figures: list[str]) -> None:
    _kill_often(job, made, tmp_path, figures, chance.count(OFTEN))


def _kill_often(job: Job, made: Made, folder: Path, figures: list[str], count: int) -> None:
    dice = chance.dice(job.name)
    started, confirmed, killed = time.monotonic(), 0, 0
    path, more = made.path, list[str]()
    with Clerks(folder) as clerks:
        for number in range(count):
            if number == 0:
                path, more = job.ready(made, folder / "work")
                shutil.copytree(folder / "work", folder / "ready")
            elif number % job.fresh == 0:
                shutil.rmtree(folder / "work")
                shutil.copytree(folder / "ready", folder / "work")
            said = clerks.work(job.name, path, _moment(job, dice), more)
            killed += not said or said[-1]["done"] != "finished"
            confirmed += len(said)
            try:
                _look(job, path, said)
            except BaseException as error:
                kept = folder / "failed"
                shutil.copytree(path.parent, kept, dirs_exist_ok=True)
                there = "、".join(sorted(one.name for one in kept.iterdir()))
                where = f"seed {chance.seed()}, {job.name} kill {number}"
                raise AssertionError(f"{where}, said {said[-3:]}, {there}") from error
    took = time.monotonic() - started
    figures.append(f"{job.name}: {killed} of {count} killed at work, {confirmed} confirmations, {took:.0f} s")


def _moment(job: Job, dice: random.Random) -> tuple[int, float]:
    """Before a file operation, after a time at work, or now and then while the program is still starting."""
    if dice.random() < 0.5:
        return dice.randrange(1, job.operations), job.seconds + 1
    seconds = dice.uniform(0.001, job.seconds)
    return 0, -seconds if dice.random() < 0.1 else seconds


def _look(job: Job, path: Path, said: list[dict[str, Any]]) -> None:
    register = _opened(path, said) if job.name == "password" else opened(path)
    try:
        require_sound(register)
        job.check(register, said)
    finally:
        register.close()


def _opened(path: Path, said: list[dict[str, Any]]) -> Register:
    """With the password confirmed last, or the one that was being set."""
    last = next((one["password"] for one in reversed(said) if one["done"] == "password"), PASSWORD)
    for password in dict.fromkeys((last, f"{PASSWORD}-0", f"{PASSWORD}-1")):
        try:
            register = opening.open_register(path, USER, password)
        except WrongSecret:
            continue
        from hfp_desk.store import users_keeping

        users_keeping.change_password(register, password, PASSWORD)
        return register
    raise AssertionError("no password opens the register")


@pytest.mark.parametrize("fall", range(1, 40, 13))
def test_a_kill_while_a_damaged_register_is_replaced_loses_neither(made: Made, tmp_path: Path, fall: int) -> None:
    _replace(made, tmp_path, [fall])


@pytest.mark.long
def test_any_kill_while_a_damaged_register_is_replaced(made: Made, tmp_path: Path, figures: list[str]) -> None:
    figures.append(f"damaged register replaced: {_replace(made, tmp_path, range(1, 90))} kills before a file operation")


def _replace(made: Made, folder: Path, falls: Iterable[int]) -> int:
    """The file at the register's place opens, or is still the damaged one and can be replaced again."""
    killed = 0
    path, more = _damaged(made, folder / "work")
    shutil.copytree(folder / "work", folder / "ready")
    with Clerks(folder) as clerks:
        for fall in falls:
            shutil.rmtree(folder / "work")
            shutil.copytree(folder / "ready", folder / "work")
            said = clerks.work("restore", path, (fall, 0), more)
            killed += not said
            assert path.is_file(), f"no register after operation {fall}"
            try:
                register = opened(path)
            except Refusal:
                restoring.restore(path, Path(more[0]), USER, PASSWORD)
                register = opened(path)
            require_sound(register)
            assert "甲" in _names()
            register.close()
    return killed
