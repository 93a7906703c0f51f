"""What is due and done of 100,000 contracts, who is signed, what the work bench warns of, and visits to be doubted.

Run: ``python -m tests.benchmarks.bench_fulfilment [folder]``; the register is built once in the folder and kept there.
Baseline: one bare pass over the visits by their index, the last day of each case. Medians of three.
"""

import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hfp_desk.store import fulfilment, signing, signing_alerts, visit_doubts
from hfp_desk.store.opening import Register
from tests.benchmarks.bench_follow_up import BARE, CLERK, POLICY
from tests.benchmarks.bench_register import timed
from tests.benchmarks.big_visits import YEAR, big_visits
from tests.benchmarks.measuring import measure

FULFILMENT, SIGNING, AGAIN, DOUBTS = 2.0, 1.0, 1.3, 10.0
DAY = date(YEAR, 11, 30)


def of_contracts(register: Register) -> tuple[int, ...]:
    """Every contract with its state, and the figures of all."""
    found = fulfilment.fulfilment(register, CLERK, POLICY, DAY)
    made = fulfilment.figures(found.lines, found.items)
    return len(found.lines), *(one.count for one in made[:4])


def of_people(register: Register) -> tuple[int, ...]:
    """Everybody who should be signed, and the figures of all."""
    return tuple(one.count for one in signing.figures(signing.signing(register, POLICY, DAY))[:3])


def of_bench(register: Register) -> tuple[int, ...]:
    """What the work bench warns of when it is looked at again: what is overdue was reckoned before."""
    return tuple(len(one.ids) for one in signing_alerts.alerts(register, CLERK, DAY))


def of_visits(register: Register) -> tuple[int, ...]:
    """The doubts about the visits of the year, by kind."""
    found = visit_doubts.doubts(register, CLERK, POLICY.on(DAY), date(YEAR, 1, 1), DAY)
    return tuple(visit_doubts.figures(found).values())


def run(register: Register) -> int:
    """Measure; the exit status tells whether a goal was missed."""
    bare = timed(lambda: register.db.execute_sql(BARE).fetchall())
    print(f"a bare pass over the visits {bare:6.3f} s")
    jobs: tuple[tuple[str, float, Callable[[Register], tuple[int, ...]]], ...] = (
        ("履约 of every contract", FULFILMENT, of_contracts),
        ("who is signed", SIGNING, of_people),
        ("the work bench again", AGAIN, of_bench),
        (f"doubts about visits of {YEAR}", DOUBTS, of_visits),
    )
    missed = 0
    for name, goal, job in jobs:
        told, seconds = job(register), timed(partial(job, register))
        missed += seconds > goal
        verdict = "ok" if seconds <= goal else "MISSED"
        print(f"{name:28} {seconds:6.3f} s  {seconds / bare:5.1f} x  goal <= {goal} s  {verdict}  {told}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(measure(sys.argv[1:], big_visits, run))
