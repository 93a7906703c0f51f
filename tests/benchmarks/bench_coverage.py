"""The coverage of 3,000 villages with 6,000 doctors, their certificates and arrangements, on any date.

Run: ``python -m tests.benchmarks.bench_coverage [folder]``; the register is built once in the folder and kept there.
Baseline: the plain way, a query for the clinics, the doctors, their certificates and the arrangements of each village
over the same encrypted file. Both must find the same gaps. Medians of three.
"""

import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from hfp_desk.gate import Viewer
from hfp_desk.records import Arrangement, Doctor, Institution, Licence, Place, PlaceStatus, Practice, Record
from hfp_desk.store import opening, setup, tables
from hfp_desk.store.coverage import coverage
from hfp_desk.store.opening import Register
from tests.benchmarks.bench_register import timed
from tests.benchmarks.measuring import measure

VILLAGES, DOCTORS, TOWNS, GOAL = 3000, 6000, 40, 0.3
USER, PASSWORD = "测试员", "bench-bench"
CLERK = Viewer.of(USER, "admin,entry,secret")
DAYS = (date(2016, 6, 30), date(2020, 3, 31), date(2024, 12, 31))
LIFE = {"created_at": "2020-03-31 08:00:00", "changed_at": "2020-03-31 08:00:00", "voided_at": "", "version": 1}
EMPTY = dict.fromkeys(("created_by", "changed_by", "voided_by", "void_reason"), "")


def register_in(folder: Path) -> Register:
    """The register of this size in ``folder``, open; built when it is not there."""
    path = folder / f"villages-{VILLAGES}-{DOCTORS}.hfp"
    done = path.with_suffix(".done")
    if not done.exists():
        for old in folder.glob(path.name + "*"):
            old.unlink()
        _build(path)
        done.touch()
    return opening.open_register(path, USER, PASSWORD)


def _build(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    register, _ = setup.new_register(
        path, office="", county="360982", policy_name="zhangshu-2020", user=USER, password=PASSWORD
    )
    chance = Random(20200331)
    with register.db.atomic():
        first = tables.next_id(register.db, Place)
        _insert(register, Place, _places(first))
        villages = range(first + TOWNS, first + TOWNS + VILLAGES)
        _insert(register, PlaceStatus, _statuses(chance, villages))
        _insert(register, Institution, _clinics(chance, villages))
        _insert(register, Doctor, _doctors(chance, villages))
        _insert(register, Licence, _licences(chance))
        _insert(register, Practice, _practices(chance, villages))
        _insert(register, Arrangement, _arrangements(chance, villages))
    register.close()


def _insert(register: Register, model: type[Record], rows: Iterator[dict[str, Any]]) -> None:
    first, blank = tables.next_id(register.db, model), {**tables.blank(model), **LIFE, **EMPTY}
    full = ({**blank, "id": first + number, **row} for number, row in enumerate(rows))
    names = ["id", *blank]
    tables.insert(register.db, model, (tuple(row[name] for name in names) for row in full), names)


def _places(first: int) -> Iterator[dict[str, Any]]:
    county = Place.get(Place.level == "3").id
    for town in range(TOWNS):
        code = f"360982{500 + town}000"
        yield {"name": f"{town}号镇", "level": "4", "code": code, "parent": county, "sort": 10_000 + town}
    for village in range(VILLAGES):
        town, order = village % TOWNS, village // TOWNS
        code = f"360982{500 + town}{200 + order}"
        yield {"name": f"{village}村委会", "level": "5", "code": code, "parent": first + town, "sort": 20_000 + village}


def _statuses(chance: Random, villages: range) -> Iterator[dict[str, Any]]:
    for village in villages:
        for year in (2016, 2020):
            status = chance.choice("1239")
            yield {"place": village, "year": year, "status": status, "residents": chance.randrange(200, 4000)}


def _clinics(chance: Random, villages: range) -> Iterator[dict[str, Any]]:
    for village in villages:
        if chance.random() < 0.9:
            opened = f"{chance.randrange(2010, 2022)}-01-01"
            yield {"name": f"{village}卫生室", "kind": "6", "village": village, "opened_on": opened, "standard": 1}


def _doctors(chance: Random, villages: range) -> Iterator[dict[str, Any]]:
    for number in range(DOCTORS):
        starts = f"{chance.randrange(2008, 2022)}-03-01"
        ends = f"{chance.randrange(2022, 2026)}-06-30" if chance.random() < 0.2 else None
        yield {
            "name": f"村医{number}",
            "village": chance.choice(villages),
            "state": "1",
            "starts": starts,
            "ends": ends,
        }


def _licences(chance: Random) -> Iterator[dict[str, Any]]:
    for doctor in range(1, DOCTORS + 1):
        yield {
            "doctor": doctor,
            "kind": chance.choice("1234"),
            "expires": f"{chance.randrange(2015, 2028)}-0{chance.randrange(1, 10)}",
        }


def _practices(chance: Random, villages: range) -> Iterator[dict[str, Any]]:
    for _ in range(DOCTORS // 6):
        yield {"doctor": chance.randrange(1, DOCTORS + 1), "village": chance.choice(villages), "mode": "2"}


def _arrangements(chance: Random, villages: range) -> Iterator[dict[str, Any]]:
    for _ in range(VILLAGES // 5):
        doctor = chance.randrange(1, DOCTORS + 1)
        yield {"village": chance.choice(villages), "kind": chance.choice(("2", "4", "6")), "served_by": doctor}


def plain(register: Register, day: date) -> list[int]:
    """The places of the gaps, found by asking village by village."""
    run: Any = register.db.execute_sql
    today, found = day.isoformat(), []
    for (place,) in run("SELECT id FROM place WHERE level='5' AND voided_at='' AND sort >= 20000").fetchall():
        rooms = run(
            "SELECT id FROM institution WHERE village_id=? AND kind='6' AND voided_at=''"
            " AND coalesce(opened_on,'')<=? AND coalesce(closed_on,'9999')>=?",
            (place, today, today),
        ).fetchall()
        doctors = run(
            "SELECT id FROM doctor WHERE village_id=? AND voided_at='' AND coalesce(starts,'')<=?"
            " AND coalesce(ends,'9999')>=?"
            " UNION SELECT doctor_id FROM practice WHERE village_id=? AND mode IN ('1','2') AND voided_at=''",
            (place, today, today, place),
        ).fetchall()
        for (doctor,) in doctors:
            run("SELECT kind,expires FROM licence WHERE doctor_id=? AND voided_at=''", (doctor,)).fetchall()
        run("SELECT id,kind FROM arrangement WHERE village_id=? AND voided_at=''", (place,)).fetchall()
        run("SELECT year,status,residents FROM place_status WHERE place_id=? AND voided_at=''", (place,)).fetchall()
        found += [place] if not rooms or not doctors else []
    return found


def run(register: Register) -> int:
    """Measure each date; the exit status tells whether one missed the goal or the two ways disagree."""
    missed = 0
    for day in DAYS:
        found = coverage(register, CLERK, day)
        by_plain = partial(plain, register, day)
        same = sorted(one.place for one in found.gaps) == sorted(by_plain())
        seconds = timed(partial(coverage, register, CLERK, day))
        base = timed(by_plain)
        good = seconds <= GOAL and same
        missed += not good
        counts = (
            f"{len(found.villages):,} villages, {found.figure('doctors').count:,} doctors, {len(found.gaps):,} gaps"
        )
        told = "ok" if good else "MISSED" if same else "THE TWO WAYS DISAGREE"
        print(f"{day}  {seconds:6.3f} s   {seconds / base:5.2f} x {base:6.3f} s   goal <= {GOAL} s  {told}  {counts}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(measure(sys.argv[1:], register_in, run))
