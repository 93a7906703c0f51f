"""A register with 100,000 poor people, signed and managed, each visited four times in 2020: invented, made in bulk.

Built once in the folder given and found there again. The shares of the diseases are those of a county: six in ten
高血压, three 2型糖尿病, the rest 严重精神障碍, 肺结核, 贫困人群 and others. The same seed gives the same visits.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hfp_desk.records import (
    Checkup,
    Contract,
    Doctor,
    FollowUp,
    Identity,
    ManagedCase,
    Person,
    Place,
    Record,
    Service,
    Team,
)
from hfp_desk.store import opening, setup, tables
from hfp_desk.store.opening import Register
from tests.benchmarks.big_register import GIVEN, SURNAMES, numbered

CASES, VISITS, YEAR = 100_000, 4, 2020
USER, PASSWORD = "测试员", "bench-bench"
PROGRAMMES = ("1", "2", "3", "4", "5", "14")
SHARES = (600, 280, 50, 5, 55, 10)
GROUPS = {"1": "03,04", "2": "05", "4": "07", "14": "22"}
"""The groups of a contract by the programme; the others are poor alone."""
DOCTORS, TEAMS, ENDED = 400, 40, 50
_LIFE = {"created_at": "2020-03-31 08:00:00", "changed_at": "2020-03-31 08:00:00", "voided_at": "", "version": 1}
_EMPTY = dict.fromkeys(("created_by", "changed_by", "voided_by", "void_reason"), "")


def big_visits(folder: Path, cases: int = CASES) -> Register:
    """The register of this size in ``folder``, open; built when it is not there."""
    path = folder / f"signed-{cases}.hfp"
    done = path.with_suffix(".done")
    if not done.exists():
        for old in folder.glob(path.name + "*"):
            old.unlink()
        _build(path, cases)
        done.touch()
    return opening.open_register(path, USER, PASSWORD)


def _build(path: Path, cases: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    register, _ = setup.new_register(
        path, office="", county="360982", policy_name="zhangshu-2020", user=USER, password=PASSWORD
    )
    chance = random.Random(20200331)
    programmes = chance.choices(PROGRAMMES, SHARES, k=cases)
    with register.db.atomic():
        insert(register, Team, ({"name": f"{number}号团队"} for number in range(TEAMS)))
        insert(register, Doctor, ({"name": f"村医{number}", "kind": "1"} for number in range(DOCTORS)))
        insert(register, Person, _people(chance, cases))
        insert(register, ManagedCase, _cases(chance, programmes))
        insert(register, FollowUp, _visits(chance, programmes))
        insert(register, Checkup, _checkups(chance, cases))
        insert(register, Identity, ({"person": one, "kind": "01", "starts": "2014"} for one in range(1, cases + 1)))
        insert(register, Contract, _contracts(chance, programmes))
        insert(register, Service, _services(chance, cases))
    register.db.execute_sql("ANALYZE")
    register.close()


def insert(register: Register, model: type[Record], rows: Iterator[dict[str, Any]]) -> None:
    """Rows in one go; what is the same in all of them is written once, into the statement."""
    same = {**tables.blank(model), **_LIFE, **_EMPTY}
    rows = iter(rows)
    first = next(rows)
    given, rest = list(first), [name for name in same if name not in first]
    columns = ",".join(f'"{model._meta.fields[name].column_name}"' for name in (*given, *rest))
    values = ",".join(["?"] * len(given) + [_literal(same[name]) for name in rest])
    sql = f"INSERT INTO {tables.table(model)} ({columns}) VALUES ({values})"
    cursor = register.db.connection()
    cursor.execute(sql, tuple(first.values()))
    cursor.executemany(sql, (tuple(row.values()) for row in rows))


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int) else f"'{value}'"


def _people(chance: random.Random, count: int) -> Iterator[dict[str, Any]]:
    villages: Any = list(Place.select(Place.id, Place.parent).where(Place.level == "5").tuples())
    for one in range(1, count + 1):
        village, town = chance.choice(villages)
        birth = date(1935, 1, 1) + timedelta(days=chance.randrange(16_000))
        number = numbered(birth, one % 1000)
        yield {
            "id": one,
            "name": chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN),
            "town": town,
            "village": village,
            "id_number": number,
            "id_key": number,
            "sex": "1" if one % 2 else "2",
            "birth": birth.isoformat(),
            "phone": f"138{chance.randrange(10**8):08d}",
            "has_record": int(one % 50 > 0),
            "health_card": "1" if one % 40 else "",
        }


def _cases(chance: random.Random, programmes: list[str]) -> Iterator[dict[str, Any]]:
    for one, programme in enumerate(programmes, start=1):
        yield {
            "id": one,
            "person": one,
            "programme": programme,
            "starts": (date(2015, 1, 1) + timedelta(days=chance.randrange(1900))).isoformat(),
            "doctor": chance.randrange(DOCTORS) + 1,
            "doctor_name": "",
            "team": chance.randrange(TEAMS) + 1,
            "restricted": int(programme == "3"),
            "notified_on": f"{YEAR}-01-03" if programme == "4" else None,
            "ends": f"{YEAR}-07-31" if one % ENDED == 0 else None,
        }


def _visits(chance: random.Random, programmes: list[str]) -> Iterator[dict[str, Any]]:
    number = 0
    for one, programme in enumerate(programmes, start=1):
        day = date(YEAR, 1, 1) + timedelta(days=chance.randrange(90))
        for _turn in range(VISITS if one % ENDED else 2):
            number += 1
            mode, lost = chance.choice("1222223"), chance.random() < 0.02
            measured = mode != "3" and not lost
            later = day + timedelta(days=chance.randrange(70, 100))
            yield {
                "id": number,
                "person": one,
                "case": one,
                "programme": programme,
                "visited_on": day.isoformat(),
                "mode": mode,
                "state": "2" if lost else "1",
                "next_on": later.isoformat() if one % 3 else None,
                "systolic": chance.randrange(110, 175) if measured else None,
                "diastolic": chance.randrange(65, 105) if measured else None,
                "fasting_glucose": chance.randrange(450, 1100) if programme == "2" and measured else None,
                "adherence": chance.choice("1112"),
                "adverse": chance.choice("1" * 19 + "2"),
                "control": "",
                "danger": chance.choice("0001") if programme == "3" else "",
                "insight": chance.choice("1112") if programme == "3" else "",
                "social": "1" if programme == "3" else "",
                "mental_adherence": "1" if programme == "3" else "",
                "supervisor": chance.choice("12") if programme == "4" else "",
                "stability": "",
                "referred": int(chance.random() < 0.03),
            }
            day = later


def _checkups(chance: random.Random, cases: int) -> Iterator[dict[str, Any]]:
    for one in range(1, cases + 1):
        if chance.random() < 0.7:
            yield {"person": one, "examined_on": f"{YEAR}-{chance.randrange(1, 13):02d}-15"}


def _contracts(chance: random.Random, programmes: list[str]) -> Iterator[dict[str, Any]]:
    """One for everybody, for the year, or for the three years around it."""
    for one, programme in enumerate(programmes, start=1):
        signed, years = date(YEAR, 1, 1) + timedelta(days=chance.randrange(90)), chance.choice((1, 1, 1, 3))
        yield {
            "id": one,
            "person": one,
            "state": "1",
            "groups": GROUPS.get(programme, "13"),
            "team": chance.randrange(TEAMS) + 1,
            "doctor": chance.randrange(DOCTORS) + 1,
            "doctor_name": "",
            "signed_on": signed.isoformat(),
            "starts": signed.isoformat(),
            "ends": date(YEAR + years, 3, 31).isoformat(),
        }


def _services(chance: random.Random, cases: int) -> Iterator[dict[str, Any]]:
    """健康教育, 接诊 or 转诊 of every second."""
    for one in range(1, cases + 1, 2):
        day = date(YEAR, 4, 1) + timedelta(days=chance.randrange(240))
        proof, item = chance.choice((("3", "健康教育"), ("4", "接诊"), ("5", "转诊")))
        yield {"person": one, "contract": one, "item": item, "proof": proof, "served_on": day.isoformat()}
