"""On a machine that lets everybody read everything, what the program writes is its owner's alone all the same."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from hfp_desk import home, scratch
from hfp_desk.excel import receipts
from hfp_desk.excel.importing import commit, prepare
from hfp_desk.home import Looks
from hfp_desk.problems import Refusal
from hfp_desk.records import Person
from hfp_desk.store import backup, engine, keeping, opening, restoring
from hfp_desk.store.opening import Register
from tests.data import senders
from tests.domain.conftest import PASSWORD, new_register

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes of a POSIX file system")
LOCKS = ".lock"
"""Files without content: they lock, and that is all."""


@pytest.fixture(autouse=True)
def open_to_all() -> Iterator[None]:
    """The most careless umask there is."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "office"
    folder.mkdir()
    return folder


@pytest.fixture
def made(office: Path, open_to_all: None) -> Iterator[Register]:
    register = new_register(office / "樟树.hfp")
    yield register
    if not register.db.is_closed():
        register.close()


def open_to_others(folder: Path) -> list[str]:
    """Files and folders in ``folder`` that anybody but the owner may do something with."""
    found = []
    for path in folder.rglob("*"):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077 and not (path.name.endswith(LOCKS) and path.stat().st_size == 0):
            found.append(f"{path.relative_to(folder)} {mode:o}")
    return found


def test_a_register_at_work(made: Register, office: Path) -> None:
    keeping.save(made, Person.new(name="欧阳修竹"))
    with pytest.raises(Refusal):
        opening.open_register(made.path, "李敏", "wrong-password")
    seen = {path.suffix for path in office.iterdir()}
    assert {".hfp", ".keys", ".hfp-wal", ".hfp-shm", ".open", ".tries"} <= seen
    assert open_to_others(office) == []


def test_imports_and_their_receipts(made: Register, office: Path, tmp_path: Path) -> None:
    sent = tmp_path / "sent"
    sent.mkdir()
    plan = prepare(made, senders.poor(sent / "名单.xlsx", senders.people(2)))
    receipt = receipts.keep(made, plan, commit(made, plan))
    assert list(made.beside("imports").rglob("*.sealed"))
    assert open_to_others(office) == []
    assert stat.S_IMODE(receipt.parent.stat().st_mode) == 0o700


def test_backups_and_what_a_restore_puts_aside(made: Register, office: Path) -> None:
    keeping.save(made, Person.new(name="欧阳修竹"))
    kept = backup.make(made, backup.BY_HAND)
    keeping.save(made, Person.new(name="柳如烟"))
    made.close()
    assert open_to_others(office) == []
    restoring.restore(made.path, kept.path, "李敏", PASSWORD)
    again = opening.open_register(made.path, "李敏", PASSWORD)
    assert open_to_others(office) == []
    again.close()
    assert open_to_others(office) == []


def test_a_folder_that_was_shared_on_purpose_stays_shared(made: Register) -> None:
    shared = made.beside("backups")
    shared.mkdir()
    shared.chmod(0o770)
    kept = backup.make(made, backup.BY_HAND)
    assert stat.S_IMODE(shared.stat().st_mode) == 0o770
    assert stat.S_IMODE(kept.path.stat().st_mode) == 0o600


def test_temporary_files_and_what_the_workstation_remembers(settings_home: Path) -> None:
    home.set_looks(Looks("dark"))
    assert open_to_others(settings_home) == []
    path = scratch.fresh("名单.xlsx")
    path.write_bytes(b"x")
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.parent.stat().st_mode) == 0o700
    scratch.wipe(path)
    assert not path.parent.exists()


def test_a_copy_that_is_looked_at_is_private_too(made: Register) -> None:
    made.close()
    seen = opening.open_read_only(made.path, "李敏", PASSWORD)
    assert seen.copy is not None
    assert stat.S_IMODE(seen.copy.stat().st_mode) == 0o600
    seen.close()


def test_the_engine_writes_nothing_in_the_clear_on_the_way(made: Register) -> None:
    assert made.db.execute_sql("PRAGMA temp_store").fetchone() == (2,)
    options = {row[0] for row in made.db.execute_sql("PRAGMA compile_options")}
    assert "TEMP_STORE=2" in options or "TEMP_STORE=3" in options
    reader = engine.reading(f"{made.path.as_uri()}?mode=ro", made.key)
    reader.connect()
    assert reader.execute_sql("PRAGMA temp_store").fetchone() == (2,)
    reader.close()
