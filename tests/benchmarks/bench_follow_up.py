"""Whose visit is due among 100,000 people with 4 visits each, and 规范管理 and 控制 of their year.

Run: ``python -m tests.benchmarks.bench_follow_up [folder]``; the register is built once in the folder and kept there.
Baseline: one bare pass over the visits by their index, the last day of each case. Medians of three.
"""

import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hfp_desk.gate import Viewer
from hfp_desk.policy import load
from hfp_desk.store import due_gaps, quality
from hfp_desk.store.due import due
from hfp_desk.store.opening import Register
from hfp_desk.store.quality import By
from tests.benchmarks.bench_register import timed
from tests.benchmarks.big_visits import YEAR, big_visits
from tests.benchmarks.measuring import measure

CLERK, POLICY = Viewer.of("测试员", "admin,entry,secret"), load("zhangshu-2020")
DUE, LACKING, QUALITY = 0.5, 1.0, 2.0
DAYS = (date(YEAR, 6, 30), date(YEAR, 11, 30), date(YEAR + 1, 6, 30))
BARE = "SELECT case_id, max(visited_on) FROM follow_up WHERE voided_at='' GROUP BY case_id"


def first_page(register: Register, day: date) -> tuple[int, int]:
    """Everybody counted, every figure known, the first page named."""
    found = due(register, CLERK, POLICY, day)
    assert found.lines[0].name
    return len(found.lines), sum(found.count(one.name) for one in found.figures)


def by_town(register: Register) -> tuple[int, int]:
    """The year told, gathered by township, with its shares."""
    found = quality.quality(register, CLERK, POLICY, YEAR, today=date(YEAR, 12, 31))
    lines = found.lines(By.TOWN)
    assert found.shares()
    return len(found.cases), sum(line.count("standard") for line in lines)


def run(register: Register) -> int:
    """Measure; the exit status tells whether a goal was missed."""
    bare = timed(lambda: register.db.execute_sql(BARE).fetchall())
    print(f"a bare pass over the visits {bare:6.3f} s")
    jobs: list[tuple[str, float, Callable[[], Any]]] = [
        (f"due on {day}", DUE, partial(first_page, register, day)) for day in DAYS
    ]
    jobs.append(("what the year lacks", LACKING, partial(due_gaps.of_year, register, CLERK, POLICY, DAYS[1])))
    jobs.append((f"规范管理 and 控制 of {YEAR}", QUALITY, partial(by_town, register)))
    missed = 0
    for name, goal, job in jobs:
        told, seconds = job(), timed(job)
        missed += seconds > goal
        counts = told if isinstance(told[0], int) else [one.count for one in told]
        verdict = "ok" if seconds <= goal else "MISSED"
        print(f"{name:28} {seconds:6.3f} s  {seconds / bare:5.1f} x  goal <= {goal} s  {verdict}  {counts}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(measure(sys.argv[1:], big_visits, run))
