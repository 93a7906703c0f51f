"""All returns of a month at 100,000 people and more than 1,000,000 child rows, and the list behind one figure.

Run: ``python -m tests.benchmarks.bench_returns [folder]``; the register is built once in the folder and kept there.
Baseline, in the same run: a statement written by hand for each column (those the tests hold the returns against).
"""

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hfp_desk.returns import Table, periods
from hfp_desk.returns.table import TOTAL
from hfp_desk.store import returns
from hfp_desk.store.opening import Register
from tests.benchmarks.bench_follow_up import CLERK
from tests.benchmarks.bench_register import timed
from tests.benchmarks.big_returns import big_returns
from tests.benchmarks.measuring import measure
from tests.domain import duties_sql, network_sql, test_returns_care, test_returns_signing

DAY = date(2020, 3, 25)
ALL, RATIO, LIST = 10.0, 2.0, 0.3
PARTS: Mapping[str, Mapping[str, tuple[str, str, str, str]]] = {
    "three_batches": test_returns_care.THREE_BATCHES,
    "major_diseases": test_returns_care.MAJOR_DISEASES,
    "one_stop": test_returns_care.ONE_STOP,
    "signing": test_returns_signing.STATEMENTS,
}
BY_HAND: Mapping[str, Mapping[str, str]] = {
    **{
        name: {
            column: f"{head}SELECT {line}, {figure} {source} GROUP BY 1"
            for column, (head, line, figure, source) in columns.items()
        }
        for name, columns in PARTS.items()
    },
    "clinics": network_sql.CLINICS,
    "assistance": network_sql.HELP,
    "training": network_sql.TRAINING,
    "monitoring": duties_sql.MONITORING,
    "rectification": duties_sql.RECTIFICATION,
    "maternal": duties_sql.MATERNAL,
    "health_education": duties_sql.EDUCATION,
}
OPENED = (("three_batches", "people"), ("three_batches", "verified"), ("one_stop", "total"), ("maternal", "women"))
"""Figures whose lists are opened, over all lines and in one township."""


def bare(register: Register) -> int:
    """Every column by its own statement; how many figures they tell."""
    return sum(len(register.db.execute_sql(sql, spans).fetchall()) for sql, spans in _statements(register))


def _statements(register: Register) -> Iterator[tuple[str, dict[str, str]]]:
    for name, columns in BY_HAND.items():
        days = periods.period_of(returns.named(register, name), DAY)
        first, last, year = map(str, (days.starts, days.ends, days.year_starts))
        for sql in columns.values():
            yield sql, {"first": first, "last": last, "year": year, "starts": first, "ends": last}


def anew(register: Register) -> tuple[Table, ...]:
    """All returns with nothing known beforehand, as after a change."""
    register.reckoned.clear()
    return returns.counted_all(register, DAY)


def opened(register: Register, name: str, column: str) -> int:
    """The list behind the sum of a column, after it was counted; how long it is."""
    definition = returns.named(register, name)
    return returns.members(register, CLERK, definition, periods.period_of(definition, DAY), TOTAL, column).count


def run(register: Register) -> int:
    """Measure; the exit status tells whether a goal was missed."""
    once = anew(register)
    told = sum(cell.value is not None for table in once for line in table.lines for cell in line.cells)
    by_hand = bare(register)
    ours, base = timed(partial(anew, register)), timed(partial(bare, register), times=1)
    again = timed(partial(returns.counted_all, register, DAY))
    ratio = ours / base
    missed = (ours > ALL) + (ratio > RATIO)
    print(f"{len(once)} returns, {told} figures    {ours:6.2f} s  goal <= {ALL} s")
    print(f"again, nothing changed     {again:6.2f} s")
    print(f"bare SQL, {by_hand} figures by line {base:6.2f} s  ratio {ratio:.2f}  goal <= {RATIO}")
    for name, column in OPENED:
        seconds = timed(partial(opened, register, name, column))
        missed += seconds > LIST
        print(
            f"the list behind {name}.{column:10} {seconds:6.3f} s  goal <= {LIST} s  {opened(register, name, column)}"
        )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(measure(sys.argv[1:], big_returns, run))
