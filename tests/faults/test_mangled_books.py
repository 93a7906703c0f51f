"""Mangled workbooks: a plan or one sentence each; never a crash, a hang, a machine out of memory, a half import."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from hfp_desk.resources import resource
from tests.data import senders
from tests.data.ugly import cases
from tests.faults import dice as chance
from tests.faults import mangling
from tests.faults.processes import Ended, process
from tests.faults.registers import Made

SLOWEST = 30.0
MOST_MEMORY = 1300
"""Seconds for a file, and megabytes that a process may hold after any number of them."""

_DIED: dict[str, Any] = {"ended": "died", "seconds": SLOWEST, "wrote": False}
_CHINESE = re.compile(r"[\u4e00-\u9fff].*。$", re.DOTALL)
_ENDINGS = (".xlsx", ".xls", ".csv", ".ods", ".xlsb", ".txt", ".et", ".html", "")


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Real lists in every format."""
    folder = tmp_path_factory.mktemp("samples")
    kept = [path for path in sorted(resource("sample").iterdir()) if path.suffix in (".xlsx", ".xls", ".csv")]
    return [*kept, *(case.save(folder) for case in cases()), senders.poor(folder / "人口.xlsx", senders.people(60))]


def test_some_mangled_workbooks(made: Made, samples: list[Path], tmp_path: Path, figures: list[str]) -> None:
    _try_all(made, samples, tmp_path, figures, chance.count(100))


@pytest.mark.long
def test_two_thousand_mangled_workbooks(made: Made, samples: list[Path], tmp_path: Path, figures: list[str]) -> None:
    _try_all(made, samples, tmp_path, figures, chance.count(2000))


def _try_all(made: Made, samples: list[Path], folder: Path, figures: list[str], count: int) -> None:
    dice = chance.dice("books")
    chosen = list(_chosen(samples, folder, dice, count))
    halves = [chosen[0::2], chosen[1::2]]
    with ThreadPoolExecutor(len(halves)) as pool:
        read = pool.map(lambda place: _read(made, folder, place, halves[place]), range(len(halves)))
        found = [one for half in read for one in half]
    ended = Counter(one["ended"] for one in found)
    slowest = max(found, key=lambda one: one["seconds"])
    figures.append(
        f"mangled workbooks: {len(found)} ({dict(ended)}), slowest {slowest['seconds']:.1f} s, "
        f"most memory {max(one.get('peak', 0) for one in found)} MB"
    )
    wrong = [f"{one['name']}: {reason}" for one in found for reason in _wrong(one)]
    assert not wrong, f"seed {chance.seed()}, {len(wrong)} of {len(found)}\n" + "\n".join(wrong)
    assert {"refused", "commit"} <= set(ended)


def _chosen(samples: list[Path], folder: Path, dice: random.Random, count: int) -> Iterator[Path]:
    folder = folder / "mangled"
    folder.mkdir()
    for number in range(count):
        sample = dice.choice(samples)
        content = sample.read_bytes()
        bombed = content.startswith(b"PK") and number % 20 == 10
        mangle = mangling.bomb if bombed else dice.choice(mangling.fitting(content))
        ending = sample.suffix if dice.random() < 0.85 else dice.choice(_ENDINGS)
        path = folder / f"{number}-{mangle.__name__}-{sample.stem}{ending}"
        path.write_bytes(mangle(content, dice))
        yield path


def _read(made: Made, folder: Path, place: int, cases: list[Path]) -> list[dict[str, Any]]:
    """What a process says to each file; one that hangs or dies is named and replaced."""
    found: list[dict[str, Any]] = []
    register = made.copy(folder / f"register-{place}")
    left = list(enumerate(cases))
    while left:
        with process("tests.faults.reader", str(register), home=folder / "home", log=folder / f"log-{place}") as reader:
            reader.hear(60)
            while left:
                number, path = left.pop(0)
                try:
                    reader.ask({"path": str(path), "commit": number % 4 == 0})
                    found.append({"name": path.name, **reader.hear(SLOWEST)})
                    path.unlink()
                except Ended as ended:
                    reader.kill()
                    found.append({**_DIED, "name": path.name, "told": str(ended)})
                    break
    return found


def _wrong(one: dict[str, Any]) -> Iterator[str]:
    if one["ended"] in ("failed", "died"):
        yield one["told"]
    if one["ended"] == "refused" and not (_CHINESE.search(one["told"]) and one["advice"]):
        yield f"is no sentence with advice: {one['told']}"
    if one["wrote"]:
        yield "was written although it was only looked at"
    if one.get("peak", 0) > MOST_MEMORY:
        yield f"took {one['peak']} MB"
