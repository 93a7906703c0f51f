"""A ledger of 1,000,000 bills of 100,000 people in the encrypted file: open, sort, jump, filter, search.

Run: ``python -m tests.benchmarks.bench_register [folder [people bills]]``; the register is built once in the folder
and kept there. Baseline of the lists: a plain cursor over the same file that reads the ids of the same list, as a
snapshot without portions would have to. Baseline of the search: LIKE over the names alone. Medians of three.
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hfp_desk.gate import Viewer
from hfp_desk.records import PERSON, SETTLEMENT, TREATMENT
from hfp_desk.store import clears, columns, searching, summary
from hfp_desk.store.listing import Condition, Listing, Operator, View
from hfp_desk.store.opening import Register
from tests.benchmarks.big_register import PEOPLE, SETTLEMENTS, big_register

LIST, SEARCH, REFRESH, GROWTH = 0.3, 0.1, 2, 20
CLERK = Viewer.of("测试员", "admin,entry,secret")
LINJIANG = "person_id IN (SELECT id FROM person WHERE town_id=(SELECT id FROM place WHERE name='临江镇'))"
YEAR = "settled_on BETWEEN '2019-01-01' AND '2019-12-31'"
BILLS = "SELECT id FROM settlement WHERE voided_at=''"
BY_PERSON = "SELECT s.id FROM person p CROSS JOIN settlement s ON s.person_id=p.id WHERE s.voided_at='' ORDER BY "
SORTS = (
    ("settled_on", True, f"{BILLS} ORDER BY settled_on DESC"),
    ("total", True, f"{BILLS} ORDER BY total DESC"),
    ("own_share", False, f"{BILLS} ORDER BY own_share"),
    ("person.name", False, f"{BY_PERSON} p.name"),
    ("person.village.name", False, f"{BY_PERSON} p.village_id"),
)
IN_TOWN = ("person.town.name", Operator.AMONG, ("临江镇",))
IN_YEAR = ("settled_on", Operator.BETWEEN, ("2019-01-01", "2019-12-31"))
OF_DISEASE = ("treatment.disease", Operator.EQUALS, "肺癌")
FILTERS = (
    ("a town", (IN_TOWN,), LINJIANG),
    ("a year", (IN_YEAR,), YEAR),
    ("a disease", (OF_DISEASE,), "treatment_id IN (SELECT id FROM treatment WHERE disease='肺癌')"),
    ("town and year", (IN_TOWN, IN_YEAR), f"{LINJIANG} AND {YEAR}"),
)
NAMES = "SELECT id FROM person WHERE name LIKE ?"
WORDS = ("李", "李小红", "zhangwei", "zw", "临江", "临江 李", "360982195", "1388", "没有这个人")


class Bench:
    """Measures and prints; counts what missed its goal."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.missed = 0

    def rows(self, sql: str) -> float:
        """Seconds a plain cursor takes to give all rows."""
        return timed(lambda: self.register.db.execute_sql(sql).fetchall(), 1)

    def say(self, words: str, seconds: float, base: float = 0, goal: float = 0, what: str = "") -> None:
        """One line: ours, the ratio to the baseline, the goal."""
        good = not goal or seconds <= goal
        self.missed += not good
        ratio = f"{seconds / base:5.2f} x {base:6.3f} s" if base else " " * 16
        told = f"goal <= {goal} s  {'ok' if good else 'MISSED'}" if goal else ""
        print(f"{words:36} {seconds:7.3f} s   {ratio}   {told}  {what}".rstrip(), flush=True)

    def list(self, words: str, view: View, sql: str) -> None:
        """Open a list and show its first page, then jump to its middle."""
        opened: list[float] = []
        jumped: list[float] = []
        for _ in range(3):
            begun = time.perf_counter()
            listing = Listing(self.register, view, CLERK)
            listing.cells(0)
            opened.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            listing.cells(len(listing) // 2)
            jumped.append(time.perf_counter() - begun)
            listing.close()
        base = self.rows(sql)
        self.say(f"{words}: open", median(opened), base, LIST, f"{len(listing):,} rows")
        self.say(f"{words}: jump to the middle", median(jumped), base, LIST)

    def search(self, text: str) -> None:
        """Search persons."""
        base = timed(lambda: self.register.db.execute_sql(NAMES, (f"%{text}%",)).fetchall())
        found = searching.find_people(self.register, text, CLERK)
        seconds = timed(lambda: searching.find_people(self.register, text, CLERK))
        self.say(f"search {text}", seconds, base, SEARCH, f"{len(found)} found")

    def memory(self) -> None:
        """Jump about in the ledger; what it needs must not grow with what was seen."""
        listing = Listing(self.register, View(SETTLEMENT), CLERK)
        chance, before = Random(1), 0.0
        for jump in range(1500):
            listing.cells(chance.randrange(len(listing)))
            if jump == 500:
                before = peak()
        growth = peak() - before
        good = growth <= GROWTH
        self.missed += not good
        print(f"peak memory {peak():.0f} MB; 1,000 more jumps add {growth:.1f} MB   goal <= {GROWTH} MB", end="  ")
        print("ok" if good else "MISSED")


def timed(job: Callable[[], object], times: int = 3) -> float:
    """Median seconds of a job."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        job()
        taken.append(time.perf_counter() - begun)
    return median(taken)


def peak() -> float:
    """Peak memory of this process in MB; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def asked(*conditions: tuple[str, Operator, Any]) -> View:
    """The ledger of bills with these conditions."""
    found = (Condition(columns.find(SETTLEMENT, key), operator, value) for key, operator, value in conditions)
    return View(SETTLEMENT, conditions=tuple(found))


def refreshed(register: Register) -> None:
    """What an import of 50,000 persons adds to its own work, taken back."""
    with register.db.atomic() as act:
        searching.refresh(register.db, range(1, 50_001))
        act.rollback()


def run(register: Register) -> int:
    """Everything side by side; gives the exit status."""
    bench = Bench(register)
    bench.list("bills", View(SETTLEMENT), f"{BILLS} ORDER BY settled_on")
    bench.list("stays", View(TREATMENT), "SELECT id FROM treatment WHERE voided_at='' ORDER BY admitted")
    bench.list("people", View(PERSON), "SELECT id FROM person WHERE voided_at='' ORDER BY village_id, name")
    for key, descending, sql in SORTS:
        view = View(SETTLEMENT, order=((columns.find(SETTLEMENT, key), descending),))
        bench.list(f"bills by {key}", view, sql)
    for words, conditions, sql in FILTERS:
        bench.list(f"bills of {words}", asked(*conditions), f"{BILLS} AND {sql} ORDER BY settled_on")
    for text in WORDS:
        bench.search(text)
    bench.memory()
    bench.say("search table, 50,000 persons", timed(lambda: refreshed(register), 1), goal=REFRESH)
    bench.say("totals of all bills", timed(lambda: Listing(register, View(SETTLEMENT), CLERK).totals(), 1))
    bench.say("work bench", timed(lambda: summary.summary(register, CLERK), 1))
    bench.say("five clears by township", timed(lambda: clears.by_town(register, CLERK), 1))
    return 1 if bench.missed else 0


def main(given: list[str]) -> int:
    """Build or find the register, measure, print."""
    folder = Path(given[0]) if given else Path(tempfile.gettempdir(), "hfp-desk-bench")
    people, bills = (int(given[1]), int(given[2])) if len(given) == 3 else (PEOPLE, SETTLEMENTS)
    register = big_register(folder, people, bills)
    with register.session():
        status = run(register)
    register.close()
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
