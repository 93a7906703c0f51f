"""All of a plan is written or nothing: rehearsal, refusal, stopping, the kept original, undoing."""

from pathlib import Path

import pytest

from hfp_desk.excel.importing import commit, prepare
from hfp_desk.excel.outcomes import Outcome
from hfp_desk.excel.writing import rehearse
from hfp_desk.problems import Cancelled, Refusal
from hfp_desk.records import Change, Identity, ImportBatch, Person
from hfp_desk.resources import resource
from hfp_desk.store import history, keeping, undoing
from hfp_desk.store.opening import Register
from tests.data import senders
from tests.data.senders import bring, people


def test_looking_writes_nothing(register: Register, tmp_path: Path) -> None:
    plan = prepare(register, senders.poor(tmp_path / "名单.xlsx", people(5)))
    with register.session():
        assert plan.counts["new"] == 5
        assert (Person.select().count(), Identity.select().count(), ImportBatch.select().count()) == (0, 0, 0)
        assert not Change.select().where(Change.kind == "person").exists()


def test_the_rehearsal_finds_what_the_database_would_refuse(register: Register, tmp_path: Path) -> None:
    plan = prepare(register, senders.poor(tmp_path / "名单.xlsx", people(2)))
    plan.work.ledgers[Person].fresh[0]["name"] = None
    with register.session(), pytest.raises(Exception, match="NOT NULL"):
        rehearse(register, plan)
    with register.session():
        assert not Person.select().exists()


def test_a_plan_is_refused_when_the_register_or_the_file_has_changed(register: Register, tmp_path: Path) -> None:
    path = senders.poor(tmp_path / "名单.xlsx", people(2))
    plan = prepare(register, path)
    with register.session():
        keeping.save(register, Person.new(name="王五"))
    with pytest.raises(Refusal, match="登记簿在检查之后有了改动"):
        commit(register, plan)
    plan = prepare(register, path)
    senders.poor(path, people(3))
    with pytest.raises(Refusal, match="被移走或改动过"):
        commit(register, plan)
    with register.session():
        assert Person.select().count() == 1


class StopAt:
    """Stops a job once it says this."""

    def __init__(self, word: str) -> None:
        self.word = word

    def step(self, done: int, total: int, note: str = "") -> None:
        if self.word in note:
            raise Cancelled


@pytest.mark.parametrize("word", ["备份", "写入人员", "写入历史"])
def test_a_stopped_import_leaves_nothing(register: Register, tmp_path: Path, word: str) -> None:
    plan = prepare(register, senders.poor(tmp_path / "名单.xlsx", people(4)))
    with pytest.raises(Cancelled):
        commit(register, plan, StopAt(word))
    with register.session():
        assert (Person.select().count(), ImportBatch.select().count()) == (0, 0)
        assert history.head(register.db) == plan.head
    assert not list(register.beside("imports").rglob("*.sealed"))
    assert commit(register, plan).batch == 1


def test_the_original_is_kept_sealed(register: Register, tmp_path: Path) -> None:
    from hfp_desk.store import sealing

    path = senders.poor(tmp_path / "名单.xlsx", people(1))
    bring(register, path)
    with register.session():
        batch = ImportBatch.get()
        kept = register.beside("imports") / batch.kept_file
    assert sealing.unseal(register.key, kept) == path.read_bytes()
    assert path.read_bytes()[:64] not in kept.read_bytes()
    assert (register.beside("backups") / batch.backup).is_file()
    assert Outcome.NEW in {Outcome(key) for key, count in dict(batch.counts).items() if count}  # type: ignore[call-overload]


def test_a_batch_is_undone_and_goes_in_again(register: Register) -> None:
    plan = prepare(register, resource("sample", "农村低保对象_民政局_202003.csv"))
    done = commit(register, plan)
    assert done.batch is not None
    undone = undoing.undo_batch(register, done.batch)
    assert len(undone.reversed) == 400
    assert not undone.kept
    assert not undone.impossible
    again = prepare(register, resource("sample", "农村低保对象_民政局_202003.csv"))
    assert again.counts["new"] == 200
    assert not again.earlier
