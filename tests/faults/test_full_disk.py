"""A disk that is full or cannot be written, met by every step that writes: one sentence, nothing half, then on.

The disk is a real one: a small file system in memory, filled by a file, where the system lets the tests mount one;
besides, the database's own limit of pages, and a file that stands where a folder belongs.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hfp_desk import home, mishap, scratch
from hfp_desk.excel import exporting, importing, receipts
from hfp_desk.papers import going_out
from hfp_desk.problems import Refusal
from hfp_desk.records import MODELS, ImportBatch, Person
from hfp_desk.store import (
    backup,
    drafts,
    keeping,
    log,
    restoring,
    second_copy,
    settings,
    setup,
    undoing,
    users,
    users_keeping,
)
from hfp_desk.store.log import Action
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from tests.data import senders
from tests.faults.registers import PASSWORD, USER, Made, opened, require_sound

MEGABYTE = 1 << 20
SIZE = 40 * MEGABYTE
LEFT = (0, 4096, 40_000, 200_000, 700_000, 1_500_000, 4_000_000)
"""How much is free when a step begins: it is stopped earlier or later."""

Step = Callable[[Register, Path], object]


def save(register: Register, _: Path) -> None:
    keeping.save(register, *(Person.new(name=f"满盘{number}") for number in range(400)))


def bring(register: Register, folder: Path) -> None:
    importing.commit(register, importing.prepare(register, folder / "名单.xlsx"))


def receipt(register: Register, folder: Path) -> None:
    plan = importing.prepare(register, folder / "名单.xlsx")
    receipts.keep(register, plan, importing.commit(register, plan))


def undo(register: Register, _: Path) -> None:
    undoing.undo_batch(register, ImportBatch.select().order_by(ImportBatch.id).first().id)


def back_up(register: Register, _: Path) -> None:
    backup.make(register, backup.BY_HAND)


def copy_twice(register: Register, folder: Path) -> None:
    """A second place that is full is no error but a state that is told."""
    second = second_copy.follow(register, anew=True)
    assert second is not None
    if second.trouble:
        raise Refusal(second.trouble, "请清理第二处的磁盘。")


def export(register: Register, folder: Path) -> None:
    exporting.export_return(register, "people", folder / "人员.xlsx", users.viewer(register), purpose="内部核对")


def print_out(register: Register, folder: Path) -> None:
    going_out.save_form(register, "story", folder / "经过.pdf", Scope(persons=(1,)), users.viewer(register))


def change_password(register: Register, _: Path) -> None:
    users_keeping.change_password(register, PASSWORD, PASSWORD)


def set_office(register: Register, _: Path) -> None:
    settings.change(register, settings.OFFICE_NAME, "樟树市卫健委" * 9000, "单位名称", ("旧", "新"))


def keep_typed(register: Register, _: Path) -> None:
    drafts.keep(register, drafts.Typed("person", "人员", {"name": "张" * 90_000}))


def note(register: Register, _: Path) -> None:
    log.note(register, Action.VERIFY, "核对" * 20_000)


def new_register(register: Register, folder: Path) -> None:
    path, county, policy = folder / "新建.hfp", "360982", "zhangshu-2020"
    try:
        made, _ = setup.new_register(path, office="", county=county, policy_name=policy, user=USER, password=PASSWORD)
        made.close()
    finally:
        register.db.bind(MODELS)


STEPS: tuple[Step, ...] = (
    *(save, bring, receipt, undo, back_up, copy_twice, export, print_out),
    *(change_password, set_office, keep_typed, note, new_register),
)
INSIDE: tuple[Step, ...] = (save, bring, undo, set_office, keep_typed, note)
"""Those that need more pages in the register itself."""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(place)]
    if sys.platform != "linux" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this account may not mount a small disk")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


@pytest.fixture
def office(small_disk: Path, made: Made, monkeypatch: pytest.MonkeyPatch) -> Iterator[Register]:
    """A register on the small disk, with the program's own folder and the second place."""
    monkeypatch.setenv("HFP_DESK_HOME", str(small_disk / "home"))
    scratch._folder.cache_clear()
    register = opened(made.copy(small_disk / "office"))
    (small_disk / "second").mkdir()
    backup.make(register, backup.BY_HAND)
    second_copy.choose(register, small_disk / "second")
    senders.poor(register.path.parent / "名单.xlsx", senders.people(70))
    yield register
    register.close()
    scratch._folder.cache_clear()


@pytest.mark.parametrize("step", STEPS, ids=[step.__name__ for step in STEPS])
def test_a_full_disk_stops_a_step_with_a_sentence(step: Step, office: Register, small_disk: Path) -> None:
    folder, ballast = office.path.parent, small_disk / "ballast"
    stops = 0
    for left in LEFT:
        held = _state(office)
        _fill(ballast, small_disk, left)
        stopped = _stopped(lambda: step(office, folder))
        ballast.unlink()
        require_sound(office)
        if not stopped:
            break
        stops += 1
        assert _state(office) == held, f"{left} bytes were left, and half of it was done"
        assert not _half(folder), f"{left} bytes were left, and something half was left behind"
    else:
        step(office, folder)
    assert stops, "the disk was never full: the test proves nothing"
    keeping.save(office, Person.new(name="继续"))


def _state(register: Register) -> tuple[int, ...]:
    """How much there is of all that a step may add to; a step that was stopped adds to none."""
    count: Any = register.db.execute_sql
    tables = ("person", "change", "import_batch")
    undone = ImportBatch.select().where(ImportBatch.undone_at != "").count()
    files = sum(1 for name in ("人员.xlsx", "经过.pdf", "新建.hfp") if register.path.with_name(name).exists())
    return (*(count(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables), undone, files)


def _half(folder: Path) -> list[Path]:
    fresh = (one for one in folder.glob("新建.hfp*") if one.suffix != ".lock")
    return [*fresh, *(one for one in folder.rglob("*") if one.suffix in (".part", ".new"))]


def _fill(ballast: Path, disk: Path, left: int) -> None:
    with ballast.open("wb") as stream:
        stream.truncate(0)
        while (free := shutil.disk_usage(disk).free - left) > 0:
            stream.write(bytes(min(free, MEGABYTE)))
            stream.flush()
            if free < 4096:
                break


def _stopped(act: Callable[[], object]) -> bool:
    """Whether it was stopped, and by nothing but a sentence that says what to do."""
    try:
        act()
    except Exception as error:
        told = error if isinstance(error, Refusal) else mishap.understood(error)
        if told is None:
            raise
        assert told.sentence.endswith("。"), told.sentence
        assert told.advice.endswith("。"), told.advice
        return True
    return False


@pytest.mark.parametrize("step", INSIDE, ids=[step.__name__ for step in INSIDE])
def test_a_register_that_may_not_grow_is_as_it_was(step: Step, made: Made, tmp_path: Path) -> None:
    register = opened(made.copy(tmp_path / "office"))
    senders.poor(register.path.parent / "名单.xlsx", senders.people(70))
    pages = register.db.execute_sql("PRAGMA page_count").fetchone()[0]
    held, stopped = _state(register), 0
    for more in (0, 1, 3, 9):
        register.db.execute_sql(f"PRAGMA max_page_count={pages + more}")
        if not _stopped(lambda: step(register, register.path.parent)):
            break
        stopped += 1
        require_sound(register)
        assert _state(register) == held, f"{step.__name__} left something with {more} pages"
    assert stopped, "it was never full"
    register.db.execute_sql("PRAGMA max_page_count=1000000")
    keeping.save(register, Person.new(name="继续"))
    register.close()


IN_THE_WAY: tuple[tuple[str, Step], ...] = (
    ("樟树.hfp.backups", back_up),
    ("樟树.hfp.backups", bring),
    ("樟树.hfp.imports", bring),
    ("人员.xlsx", export),
    ("经过.pdf", print_out),
    ("樟树.hfp.keys.next.new", change_password),
)


@pytest.mark.parametrize(("name", "step"), IN_THE_WAY, ids=[f"{n} {s.__name__}" for n, s in IN_THE_WAY])
def test_something_in_the_way_is_said(name: str, step: Step, made: Made, tmp_path: Path) -> None:
    register = opened(made.copy(tmp_path / "office"))
    folder = register.path.parent
    senders.poor(folder / "名单.xlsx", senders.people(5))
    place, aside = folder / name, folder / "aside"
    if place.exists():
        place.rename(aside)
    place.mkdir() if place.suffix in (".xlsx", ".pdf", ".new") else place.write_text("in the way")
    held = _state(register)
    assert _stopped(lambda: step(register, folder)), "nothing was in the way"
    require_sound(register)
    assert _state(register) == held
    place.rmdir() if place.is_dir() else place.unlink()
    if aside.exists():
        aside.rename(place)
    step(register, folder)
    register.close()


def test_a_restore_without_room_leaves_the_register(office: Register, small_disk: Path) -> None:
    made = backup.all_of(office.path)[0]
    keeping.save(office, Person.new(name="现在"))
    office.close()
    ballast = small_disk / "ballast"
    for left in LEFT:
        _fill(ballast, small_disk, left)
        assert _stopped(lambda: restoring.restore(office.path, made.path, USER, PASSWORD))
        ballast.unlink()
        register = opened(office.path)
        require_sound(register)
        assert Person.select().where(Person.name == "现在").exists()
        register.close()
    restoring.restore(office.path, made.path, USER, PASSWORD)
    register = opened(office.path)
    assert not Person.select().where(Person.name == "现在").exists()
    register.close()


def test_a_program_folder_that_cannot_be_written_only_forgets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "home").write_text("in the way")
    monkeypatch.setenv("HFP_DESK_HOME", str(tmp_path / "home"))
    home.remember(tmp_path / "樟树.hfp")
    assert home.recent() == ()
