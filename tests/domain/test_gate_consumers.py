"""Every consumer of values × every set of roles × every level of secrecy, run for real over planted values.

The table itself is ``planted.TABLE``. Which consumers there are is found in the source (``consumers``); one that is
neither probed, nor run by a probe, nor declared to carry no values fails the first test here.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType

import pytest

from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from tests.domain import consumers, planted
from tests.domain.conftest import new_register
from tests.domain.planted import LEVELS, MASKS, TABLE, Level, Seen, World
from tests.domain.probes import PROBES
from tests.domain.quiet import BEHIND, QUIET
from tests.domain.runs import Probe


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    register = new_register(tmp_path_factory.mktemp("gate") / "樟树.hfp")
    yield planted.plant(register)
    register.close()


def known() -> set[str]:
    return {name for name in PROBES if ":" not in name} | BEHIND.keys() | QUIET.keys()


def test_every_consumer_is_known() -> None:
    unknown = consumers.found() - known()
    assert not unknown, f"probe these, or say why they carry no values: {sorted(unknown)}"


def test_nothing_is_known_that_is_not_there() -> None:
    assert not known() - consumers.found()


@pytest.mark.parametrize(
    "source",
    [
        "def leak(register: Register, viewer: Viewer) -> str: ...",
        "def leak(viewer: 'gate.Viewer | None' = None) -> int: ...",
        "def leak(db: SqliteDatabase) -> list[str]: ...",
        "class Leak:\n    def __init__(self, viewer: Viewer) -> None: ...",
        "class Leak:\n    def told(self, register: Register) -> tuple[str, ...]: ...",
        "@dataclass(frozen=True)\nclass Leak:\n    viewer: Viewer",
        "def leak(given: Namespace) -> None: ...",
    ],
)
def test_a_consumer_that_nobody_declared_is_noticed(source: str) -> None:
    (found,) = consumers.found_in(source, "store.made_up")
    assert found not in known()


def test_what_cannot_hand_on_text_is_no_consumer() -> None:
    quiet = (
        "def number(register: Register) -> int: ...\ndef _own(viewer: Viewer) -> str: ...\ndef pure(a: str) -> str: ..."
    )
    assert list(consumers.found_in(quiet, "store.made_up")) == []


@pytest.mark.parametrize("roles", TABLE)
@pytest.mark.parametrize("name", PROBES)
def test_everybody_sees_what_the_table_says(world: World, tmp_path: Path, name: str, roles: str) -> None:
    probe, viewer = PROBES[name], world.viewer(roles)
    refused: Refusal | None = None
    said = ""
    try:
        said = probe.run(world, viewer, tmp_path)
    except Refusal as refusal:
        refused = refusal
    assert refused is None or probe.refuses(viewer), refused
    _holds(probe, viewer, TABLE[roles], said or str(refused))


def _holds(probe: Probe, viewer: Viewer, row: Mapping[Level, Seen], said: str) -> None:
    for value, level in LEVELS.items():
        told = value in said
        if row[level] is not Seen.WHOLE:
            assert not told, f"{value} ({level}) is told"
        elif value in probe.carries and not probe.refuses(viewer):
            assert told, f"{value} ({level}) is missing"
        if row[level] is Seen.MASKED and value in probe.carries and not probe.refuses(viewer):
            assert MASKS[value] in said, f"{MASKS[value]} is missing"


@pytest.mark.parametrize("name", BEHIND)
def test_what_is_said_to_be_run_by_a_probe_is_run(world: World, tmp_path: Path, name: str) -> None:
    called: set[str] = set()

    def watch(frame: FrameType, event: str, _argument: object) -> None:
        if event == "call":
            module = frame.f_globals.get("__name__", "").removeprefix("hfp_desk.")
            called.add(f"{module}.{frame.f_code.co_qualname.removesuffix('.__init__')}")

    probe = PROBES[BEHIND[name]]
    sys.setprofile(watch)
    try:
        probe.run(world, world.viewer("admin,entry,secret"), tmp_path)
    finally:
        sys.setprofile(None)
    assert name in called or any(one.startswith(f"{name}.") for one in called)
