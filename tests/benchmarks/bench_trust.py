"""What encryption and history cost: the same program against a plain file without history.

Run: ``python -m tests.benchmarks.bench_trust [rows [people bills]]``. Baseline: the very same code over the same
library without a key, so that the file is plain SQLite, and with a history that writes nothing. Each job runs in a
process of its own, both ways by turns; medians, so that a busy machine disturbs both alike. The seconds of the
processor are told besides: they do not depend on what else the machine does.

import: a list of 50,000 people × 40 columns, from the file to the end of the commit.
lists: opening a register and its lists, and jumping about in them, with nothing read before.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sqlcipher3 import dbapi2

from hfp_desk.gate import Viewer
from hfp_desk.records import HOUSEHOLD, PERSON, SETTLEMENT, TREATMENT
from hfp_desk.store import columns, history, opening
from hfp_desk.store.listing import Listing, View
from hfp_desk.store.opening import Register
from tests.benchmarks import bench_import
from tests.benchmarks.big_register import PASSWORD, USER, big_register

IMPORT, LISTS = 1.6, 1.2
ROWS, PEOPLE, BILLS = 50_000, 20_000, 200_000
TURNS, JUMPS = 3, 20
TRUSTED, PLAIN = "trusted", "plain"
CLERK = Viewer.of(USER, "admin,entry,secret")
ORDERS = ((SETTLEMENT, "total"), (SETTLEMENT, "person.name"), (TREATMENT, "hospital"), (PERSON, "birth"))


class Keyless(dbapi2.Connection):  # type: ignore[misc]
    """A connection that leaves the key away: the file it writes is plain SQLite."""

    def execute(self, sql: str, *values: Any) -> Any:
        """Everything but the key."""
        return super().execute("SELECT 1" if sql.startswith("PRAGMA key") else sql, *values)


def strip() -> None:
    """Take encryption and history out of the program, in this process."""
    dbapi2.connect = partial(dbapi2.connect, factory=Keyless)
    history.append = lambda *_: None
    opening._FOREIGN = ()  # type: ignore[assignment]  # here plain SQLite is no stranger


def imported(folder: Path) -> Iterator[float]:
    """Seconds for an import up to its preview, and for its commit."""
    yield from bench_import.ours(folder / "名单.xlsx", _fresh(folder))


def listed(folder: Path) -> Iterator[float]:
    """Seconds to open the register, to open lists one after another, and to jump about in them."""
    began = time.perf_counter()
    register = opening.open_register(_built(folder), USER, PASSWORD)
    with register.session():
        opened = time.perf_counter()
        lists = [Listing(register, view, CLERK) for view in _views()]
        for listing in lists:
            listing.cells(0)
        shown = time.perf_counter()
        _jump(lists)
        yield from (opened - began, shown - opened, time.perf_counter() - shown)
        for listing in lists:
            listing.close()
    register.close()


JOBS: dict[str, Callable[[Path], Iterator[float]]] = {"import": imported, "lists": listed}
PARTS = {
    "import": ("up to the preview", "commit", "processor"),
    "lists": ("open the register (the password takes most)", "open the lists", "page through them", "processor"),
}


def _views() -> Iterator[View]:
    for kind in (PERSON, HOUSEHOLD, TREATMENT, SETTLEMENT):
        yield View(kind)
    for kind, key in ORDERS:
        yield View(kind, order=((columns.find(kind, key), True),))


def _jump(lists: list[Listing]) -> None:
    chance = random.Random(1)
    for listing in lists:
        for _ in range(JUMPS):
            listing.cells(chance.randrange(len(listing)))


def _fresh(folder: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=folder))


def _built(folder: Path) -> Path:
    return next(folder.glob("big-*.hfp"))


def build(folder: Path, people: int, bills: int) -> None:
    """The register whose lists are looked at."""
    register: Register = big_register(folder, people, bills)
    register.close()


def _told(mode: str, *words: object) -> list[float]:
    """Run one job in a process of its own; what it measured."""
    command = [sys.executable, "-m", "tests.benchmarks.bench_trust", mode, *map(str, words)]
    here = Path(__file__).resolve().parents[2]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=here).stdout
    return [float(number) for number in told.splitlines()[-1].split()] if told else []


def measure(job: str, folders: dict[str, Path], parts: tuple[str, ...], goal: float, counted: slice) -> bool:
    """Run a job both ways by turns and print; whether the goal is kept by the parts that count."""
    found: dict[str, list[list[float]]] = {mode: [] for mode in folders}
    for turn in range(TURNS):
        for mode in sorted(folders, reverse=bool(turn % 2)):
            found[mode].append(_told(mode, job, folders[mode]))
    medians = {mode: [median(each) for each in zip(*runs, strict=True)] for mode, runs in found.items()}
    for part, ours, plain in zip(parts, medians[TRUSTED], medians[PLAIN], strict=True):
        print(f"  {part:44} {ours:7.2f} s   {ours / plain:5.2f} x {plain:6.2f} s")
    sums = {mode: median(sum(run[counted]) for run in runs) for mode, runs in found.items()}
    ratio = sums[TRUSTED] / sums[PLAIN]
    good = ratio <= goal
    print(f"{job:46} {sums[TRUSTED]:7.2f} s   {ratio:5.2f} x {sums[PLAIN]:6.2f} s   goal <= {goal} x  ", end="")
    print("ok" if good else "MISSED", flush=True)
    return good


@contextmanager
def _folders() -> Iterator[dict[str, Path]]:
    with tempfile.TemporaryDirectory() as folder:
        found = {mode: Path(folder) / mode for mode in (TRUSTED, PLAIN)}
        for each in found.values():
            each.mkdir()
        yield found


def main(rows: int = ROWS, people: int = PEOPLE, bills: int = BILLS) -> int:
    """Both jobs both ways; the exit status."""
    with _folders() as folders:
        for mode, folder in folders.items():
            bench_import.write(folder / "名单.xlsx", rows)
            _told(mode, "build", folder, people, bills)
            head = _built(folder).read_bytes()[:15]
            assert (head == b"SQLite format 3") == (mode == PLAIN), f"{mode} is not what it should be"
        good = measure("import", folders, PARTS["import"], IMPORT, slice(0, 2))
        good &= measure("lists", folders, PARTS["lists"], LISTS, slice(1, 3))
    return 0 if good else 1


if __name__ == "__main__":
    if sys.argv[1:2] in ([TRUSTED], [PLAIN]):
        mode, job, folder = sys.argv[1], sys.argv[2], Path(sys.argv[3])
        if mode == PLAIN:
            strip()
        if job == "build":
            build(folder, *map(int, sys.argv[4:]))
        else:
            begun = time.process_time()
            print(*JOBS[job](folder), time.process_time() - begun)
    else:
        sys.exit(main(*map(int, sys.argv[1:])))
