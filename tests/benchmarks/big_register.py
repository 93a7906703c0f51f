"""A register of a size no county reaches: 100,000 invented people, 1,000,000 stays and their bills, encrypted.

Built once in the folder given and found there again; rows go in by ``executemany`` in one transaction, as an
import's do. The same seed gives the same people.
"""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hfp_desk.records import Diagnosis, Household, Person, Place, Record, Settlement, Treatment
from hfp_desk.store import opening, searching, setup, tables
from hfp_desk.store.opening import Register

PEOPLE, SETTLEMENTS = 100_000, 1_000_000
USER, PASSWORD = "测试员", "bench-bench"
SURNAMES = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕单仇覃"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英玉兰华建国红梅春生根水金木火土小细毛"
DISEASES = ("肺癌", "胃癌", "食道癌", "结肠癌", "直肠癌", "终末期肾病", "白内障", "尘肺", "脑梗死", "急性心肌梗死")
HOSPITALS = ("樟树市人民医院", "樟树市中医院", "宜春市人民医院", "江西省肿瘤医院", "临江镇中心卫生院")


def big_register(folder: Path, people: int = PEOPLE, settlements: int = SETTLEMENTS) -> Register:
    """The register of this size in ``folder``, open; built when it is not there."""
    path = folder / f"big-{people}-{settlements}.hfp"
    done = path.with_suffix(".done")
    if not done.exists():
        for old in folder.glob(path.name + "*"):
            old.unlink()
        _build(path, people, settlements)
        done.touch()
    return opening.open_register(path, USER, PASSWORD)


def _build(path: Path, people: int, settlements: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    register, _ = setup.new_register(
        path, office="", county="360982", policy_name="zhangshu-2020", user=USER, password=PASSWORD
    )
    chance = random.Random(20200331)
    register.db.execute_sql("PRAGMA cache_size=-500000")
    with register.db.atomic(), _indexes_afterwards(register, Treatment, Settlement):
        _insert(register, Household, _households(chance, people // 4))
        _insert(register, Person, _people(chance, people))
        _insert(register, Diagnosis, _diagnoses(chance, people // 2, people))
        _insert(register, Treatment, _treatments(chance, settlements, people))
        _insert(register, Settlement, _settlements(chance, settlements, people))
    with register.db.atomic():
        searching.refresh(register.db, range(1, people + 1))
    register.close()


@contextmanager
def _indexes_afterwards(register: Register, *models: type[Record]) -> Iterator[None]:
    """Drop the indexes of the large tables and make them again: three times faster than keeping them up to date."""
    names = [model._meta.table_name for model in models]
    marks = ",".join("?" * len(names))
    sql = f"SELECT name, sql FROM sqlite_master WHERE type='index' AND sql IS NOT NULL AND tbl_name IN ({marks})"
    made = register.db.execute_sql(sql, names).fetchall()
    for name, _ in made:
        register.db.execute_sql(f'DROP INDEX "{name}"')
    yield
    for _, statement in made:
        register.db.execute_sql(statement)


def _insert(register: Register, model: type[Record], rows: Iterator[dict[str, Any]]) -> None:
    blank = {**tables.blank(model)}
    names = ["id", "created_at", "changed_at", "voided_at", "version", *blank]
    for name in ("created_by", "changed_by", "voided_by", "void_reason"):
        blank[name] = ""
        names.append(name)
    common = {**blank, "created_at": "2020-03-31 08:00:00", "changed_at": "2020-03-31 08:00:00"}
    full = ({**common, "voided_at": "", "version": 1, **row} for row in rows)
    tables.insert(register.db, model, (tuple(row[name] for name in names) for row in full), names)


def _villages() -> list[tuple[int, int]]:
    found: Any = Place.select(Place.id, Place.parent).where(Place.level == "5").tuples()
    return list(found)


def _households(chance: random.Random, count: int) -> Iterator[dict[str, Any]]:
    villages = _villages()
    for i in range(1, count + 1):
        village, town = chance.choice(villages)
        yield {
            "id": i,
            "number": f"3609820{i:07d}",
            "head_name": _name(chance),
            "town": town,
            "village": village,
            "phone": f"139{chance.randrange(10**8):08d}",
        }


def _people(chance: random.Random, count: int) -> Iterator[dict[str, Any]]:
    homes: list[Any] = list(Household.select(Household.id, Household.town, Household.village).tuples())
    for i in range(1, count + 1):
        household, town, village = homes[i % len(homes)]
        birth = date(1930, 1, 1) + timedelta(days=chance.randrange(30_000))
        number = numbered(birth, i % 1000)
        yield {
            "id": i,
            "household": household,
            "town": town,
            "village": village,
            "name": _name(chance),
            "id_number": number,
            "id_key": number,
            "sex": "1" if i % 2 else "2",
            "birth": birth.isoformat(),
            "phone": f"138{chance.randrange(10**8):08d}" if i % 3 else "",
            "number": f"36098200{i:08d}",
        }


def _diagnoses(chance: random.Random, count: int, people: int) -> Iterator[dict[str, Any]]:
    for i in range(1, count + 1):
        disease = chance.choice(DISEASES)
        yield {
            "id": i,
            "person": chance.randrange(people) + 1,
            "disease": disease,
            "standard_disease": disease,
            "batch_class": "1",
            "verify_state": "2",
            "restricted": 0,
        }


def _treatments(chance: random.Random, count: int, people: int) -> Iterator[dict[str, Any]]:
    for i in range(1, count + 1):
        admitted = date(2016, 1, 1) + timedelta(days=chance.randrange(1800))
        disease = chance.choice(DISEASES)
        days = chance.randrange(1, 30)
        yield {
            "id": i,
            "person": (i * 7919) % people + 1,
            "disease": disease,
            "standard_disease": disease,
            "hospital": chance.choice(HOSPITALS),
            "kind": "1",
            "level": "2",
            "area": "1",
            "number": f"ZY{i:08d}",
            "admitted": admitted.isoformat(),
            "discharged": (admitted + timedelta(days=days)).isoformat(),
            "days": days,
            "effect": "2",
        }


def _settlements(chance: random.Random, count: int, people: int) -> Iterator[dict[str, Any]]:
    for i in range(1, count + 1):
        total = chance.randrange(50_000, 8_000_000)
        basic, assistance = total * 6 // 10, total * 2 // 10
        settled = date(2016, 1, 15) + timedelta(days=chance.randrange(1830))
        yield {
            "id": i,
            "person": (i * 7919) % people + 1,
            "treatment": i,
            "settled_on": settled.isoformat(),
            "total": total,
            "in_scope": total * 9 // 10,
            "basic": basic,
            "assistance": assistance,
            "own_share": total - basic - assistance - (1 if i % 10_000 == 0 else 0),
            "one_stop": 1,
            "treat_first": 1,
        }


def _name(chance: random.Random) -> str:
    return chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2))))


def numbered(birth: date, order: int) -> str:
    """An identity number of Zhangshu that holds (GB 11643-1999) and belongs to nobody known."""
    body = f"360982{birth:%Y%m%d}{order:03d}"
    return body + "10X98765432"[sum(int(digit) * 2 ** (17 - i) for i, digit in enumerate(body)) % 11]
