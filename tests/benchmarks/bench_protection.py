"""The check of 100,000 settled bills by township: every ratio, every finding, the bills behind one.

Run: ``python -m tests.benchmarks.bench_protection [folder]``; the register is built once in the folder and kept there.
Baseline: reading the same bills stay by stay, as the settlement ledger does. Medians of three.
"""

import sys
import tempfile
from datetime import date
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hfp_desk import policy
from hfp_desk.gate import Viewer
from hfp_desk.store import protection, stays
from hfp_desk.store.opening import Register
from hfp_desk.store.protection_bills import Asked
from hfp_desk.store.scopes import Scope
from tests.benchmarks.bench_register import timed
from tests.benchmarks.big_register import USER, big_register

PEOPLE, BILLS, GOAL = 20_000, 100_000, 1.0
CLERK = Viewer.of(USER, "entry")
ASKED = Asked(CLERK, date(2016, 1, 1), date(2021, 12, 31))


def ledger(register: Register) -> int:
    """The plain way: every bill with its stay, place and person."""
    with register.session():
        return sum(1 for _ in stays.settlements(register, Scope(), CLERK))


def main(folder: Path) -> None:
    """Print the times."""
    register = big_register(folder, PEOPLE, BILLS)
    region = policy.load("nanchang-2018")
    plain = timed(partial(ledger, register))
    check = timed(partial(protection.check, register, region, ASKED))
    behind = timed(partial(protection.behind, register, region, ASKED, found="low"))
    print(f"bills one by one {plain:.2f} s, check {check:.2f} s ({plain / check:.1f} x), behind {behind:.2f} s")
    print(f"goal: the check within {GOAL} s: {'met' if check <= GOAL else 'missed'}")
    register.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp()))
