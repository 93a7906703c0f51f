"""Mangled registers and what lies beside them: opened with every row as it was, or one sentence; never wrong data."""

import os
import random
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hfp_desk.records import Person
from hfp_desk.store import backup, keeping
from tests.faults import dice as chance
from tests.faults import mangling
from tests.faults.processes import Ended, Process
from tests.faults.registers import Made, opened

SLOWEST = 30.0
_SENTENCE = re.compile(r"[\u4e00-\u9fff].*。$", re.DOTALL)
_PAGE = 4096
_SIDES = (".keys", ".open", ".lock", ".tries", ".held", "-shm", ".keys.next")
_DIED: dict[str, Any] = {"ended": "died", "seconds": SLOWEST}


def pages(content: bytes, dice: random.Random) -> bytes:
    """Pages zeroed, swapped, doubled or from elsewhere, at the places where a database keeps them."""
    parts = [content[at : at + _PAGE] for at in range(0, len(content), _PAGE)]
    for _ in range(dice.choice((1, 1, 4))):
        one, other = dice.randrange(len(parts)), dice.randrange(len(parts))
        match dice.randrange(4):
            case 0:
                parts[one] = bytes(len(parts[one]))
            case 1:
                parts[one], parts[other] = parts[other], parts[one]
            case 2:
                parts[one] = parts[other]
            case _:
                parts[one] = dice.randbytes(len(parts[one]))
    return b"".join(parts)


@pytest.fixture(scope="module")
def closed(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register that was closed, with a backup and an import's original."""
    path = made.copy(tmp_path_factory.mktemp("closed") / "office")
    register = opened(path)
    backup.make(register, backup.BY_HAND)
    register.close()
    return path


@pytest.fixture(scope="module")
def left_open(closed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same while somebody works in it: the last saves stand in the log."""
    folder = tmp_path_factory.mktemp("open")
    path = Path(shutil.copytree(closed.parent, folder / "working")) / closed.name
    register = opened(path)
    for number in range(2):
        keeping.save(register, Person.new(name=f"日志{number}"))
    shutil.copytree(path.parent, folder / "office")
    register.close()
    return folder / "office" / path.name


def test_some_mangled_registers(closed: Path, left_open: Path, tmp_path: Path, figures: list[str]) -> None:
    _try_all([closed, left_open], tmp_path, figures, chance.count(30))


@pytest.mark.long
def test_five_hundred_mangled_registers(closed: Path, left_open: Path, tmp_path: Path, figures: list[str]) -> None:
    _try_all([closed, left_open], tmp_path, figures, chance.count(500))


def _try_all(offices: list[Path], folder: Path, figures: list[str], count: int) -> None:
    dice = chance.dice("registers")
    found: list[dict[str, Any]] = []
    with _Opener(folder) as opener:
        whole = {opener.ask(_renewed(office, folder), looking=False)["told"] for office in offices}
        before = _states(offices[1], folder, opener)
        for number in range(count):
            office = dice.choice(offices)
            path = _renewed(office, folder)
            named = _mangle(path, dice)
            told = opener.ask(path, looking=dice.random() < 0.2)
            found.append({"name": f"{number} {named}", **told})
    slowest = max(one["seconds"] for one in found)
    figures.append(
        f"mangled registers: {count} ({dict(Counter(one['ended'] for one in found))}), slowest {slowest:.1f} s"
    )
    wrong = [f"{one['name']}: {reason}" for one in found for reason in _wrong(one, whole | before)]
    assert not wrong, f"seed {chance.seed()}, {len(wrong)} of {count}\n" + "\n".join(wrong)
    assert {"opened", "refused"} <= {one["ended"] for one in found}


class _Opener:
    """A process that opens registers; a new one when it hung or died."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: Process | None = None

    def __enter__(self) -> "_Opener":
        return self

    def __exit__(self, *_: object) -> None:
        if self._running is not None:
            self._running.close()

    def ask(self, path: Path, *, looking: bool) -> dict[str, Any]:
        """What came of opening it."""
        if self._running is None:
            self._running = Process("tests.faults.opener", home=self._folder / "home", log=self._folder / "log")
            self._running.hear(60)
        try:
            self._running.ask({"path": str(path), "looking": looking})
            told: dict[str, Any] = self._running.hear(SLOWEST)
        except Ended as ended:
            self._running.kill()
            self._running.close()
            self._running = None
            return {**_DIED, "told": str(ended)}
        return told


def _states(office: Path, folder: Path, opener: _Opener) -> set[str]:
    """All states that were once confirmed: a log cut off or broken ends at one of them."""
    log = office.with_name(office.name + "-wal").read_bytes()
    frame = 24 + _PAGE
    found = set()
    for frames in range((len(log) - 32) // frame + 1):
        path = _renewed(office, folder)
        path.with_name(path.name + "-wal").write_bytes(log[: 32 + frames * frame])
        found.add(opener.ask(path, looking=False)["told"])
    return found


def _renewed(office: Path, folder: Path) -> Path:
    shutil.rmtree(folder / "work", ignore_errors=True)
    return Path(shutil.copytree(office.parent, folder / "work")) / office.name


def _mangle(path: Path, dice: random.Random) -> str:
    """Do something bad to the register, its log, or a file beside it; what was done."""
    log = path.with_name(path.name + "-wal")
    beside = [one for end in _SIDES if (one := path.with_name(path.name + end)).exists()]
    rest = [one for one in path.parent.rglob("*") if one.is_file() and one.parent != path.parent]
    victims = [path] * 5 + [log] * (3 if log.exists() else 0) + [*beside, path.with_name(path.name + ".keys"), *rest]
    victim = dice.choice(victims)
    mangle = dice.choice((*mangling.ANYWHERE, pages, pages) if victim in (path, log) else mangling.ANYWHERE)
    if dice.random() < 0.05:
        victim.unlink()
        return f"{victim.name} removed"
    content = victim.read_bytes() or b"\0"
    victim.write_bytes(mangle(content, dice))
    return f"{victim.name} {mangle.__name__}"


def _wrong(one: dict[str, Any], states: set[str]) -> Iterator[str]:
    if one["ended"] in ("failed", "died"):
        yield one["told"]
    if one["ended"] in ("refused", "noticed") and not (_SENTENCE.search(one["told"]) and one["advice"]):
        yield f"is no sentence with advice: {one['told']}"
    if one["ended"] == "opened" and one["told"] not in states:
        yield "was opened with other rows than were ever saved"


def test_the_states_are_told_apart(closed: Path, left_open: Path, tmp_path: Path) -> None:
    """What the comparison stands on: another row is another fingerprint, a short log an earlier state."""
    with _Opener(tmp_path) as opener:
        told = {opener.ask(_renewed(office, tmp_path), looking=False)["told"] for office in (closed, left_open)}
        states = _states(left_open, tmp_path, opener)
    assert len(told) == 2
    assert len(states) == 3
    assert told <= states
    assert os.path.getsize(left_open.with_name(left_open.name + "-wal")) > _PAGE
