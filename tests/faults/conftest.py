"""One register made for all fault tests, and their figures told at the end of the run."""

import faulthandler

import pytest

from hfp_desk.excel import importing
from hfp_desk.resources import resource
from hfp_desk.store import setup
from tests.faults import dice
from tests.faults.registers import PASSWORD, USER, Made

FIGURES: list[str] = []


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A register with 200 people in it, closed; tests work on copies."""
    path = tmp_path_factory.mktemp("made") / "樟树.hfp"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HFP_DESK_HOME", str(path.parent / "settings"))
        register, code = setup.new_register(
            path,
            office="樟树市卫生健康委员会",
            county="360982",
            policy_name="zhangshu-2020",
            user=USER,
            password=PASSWORD,
        )
        plan = importing.prepare(register, resource("sample", "农村低保对象_民政局_202003.csv"))
        importing.commit(register, plan)
    register.close()
    return Made(path, register.key, code)


@pytest.fixture(autouse=True)
def patience(request: pytest.FixtureRequest) -> None:
    """A long test is not taken for one that hangs; what hangs inside it is found by its own clock."""
    if request.node.get_closest_marker("long"):
        faulthandler.cancel_dump_traceback_later()


@pytest.fixture
def figures() -> list[str]:
    """Lines that are told at the end of the run."""
    return FIGURES


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was tried, how often, and what came of it."""
    if FIGURES:
        terminalreporter.section(f"faults, seed {dice.seed()}")
        for line in FIGURES:
            terminalreporter.write_line(line)
        FIGURES.clear()
