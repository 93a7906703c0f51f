"""疑似重复: who is named, who is not, and that a whole county is looked through in a moment."""

import time
from datetime import date, timedelta
from typing import Any

import pytest

from hfp_desk import policy
from hfp_desk.records import PERSON, Person, Place
from hfp_desk.store import apart, entering, keeping, likely, merging, voiding
from hfp_desk.store.entering import Draft
from hfp_desk.store.history import BY_HAND
from hfp_desk.store.opening import Register

ZS = policy.load("zhangshu-2020")
BORN = date(1959, 3, 12)
NUMBER, OTHER = "36098219590312752X", "360982195903127538"


def person(register: Register, **values: Any) -> int:
    return entering.keep(register, ZS, [Draft(PERSON, values)]).ids[0]


@pytest.fixture
def village(register: Register) -> int:
    return int(Place.get(Place.level == "5").id)


def found(register: Register) -> dict[tuple[int, int], str]:
    return {(pair.first, pair.second): pair.reason for pair in likely.pairs(register)}


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ({"name": "李玥", "id_number": NUMBER}, {"name": "张三", "id_number": NUMBER}, "证件号码相同"),
        ({"name": "李玥", "id_number": "3609821"}, {"name": "李月", "id_number": "3609821"}, "证件号码相同"),
        ({"name": "李玥", "birth": BORN}, {"name": "李玥", "birth": BORN}, "姓名和出生日期相同"),
        ({"name": "古丽·买买提", "birth": BORN}, {"name": "古丽买买提", "birth": BORN}, "姓名和出生日期相同"),
        ({"name": "李玥", "village": 1}, {"name": "李玥", "village": 1, "birth": BORN}, "同村同名，出生日期相近"),
        (
            {"name": "李玥", "village": 1, "birth": BORN + timedelta(300)},
            {"name": "李玥", "village": 1, "birth": BORN},
            "同村同名，出生日期相近",
        ),
        (
            {"name": "李玥", "village": 1, "birth": BORN},
            {"name": "李月", "village": 1, "birth": BORN},
            "同村同音，出生日期相近",
        ),
        (
            {"name": "单小红", "village": 1, "birth": BORN},
            {"name": "山小红", "village": 1, "birth": BORN},
            "同村同音，出生日期相近",
        ),
        (
            {"name": "李玥", "village": 1, "id_number": NUMBER},
            {"name": "李玥", "village": 1, "id_number": OTHER},
            "同村同名同日出生，证件号码不同",
        ),
    ],
)
def test_who_may_be_one(
    register: Register, village: int, one: dict[str, Any], other: dict[str, Any], reason: str
) -> None:
    ids = [person(register, **{**each, **({"village": village} if "village" in each else {})}) for each in (one, other)]
    assert found(register) == {(ids[0], ids[1]): reason}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"name": "李玥", "id_number": NUMBER}, {"name": "李玥", "id_number": OTHER}),
        ({"name": "李玥"}, {"name": "李玥"}),
        ({"name": "李玥", "village": 1, "birth": BORN}, {"name": "李玥", "village": 1, "birth": BORN - timedelta(800)}),
        ({"name": "李玥", "village": 1}, {"name": "李月", "village": 1}),
        ({"name": "李小红", "village": 1, "birth": BORN}, {"name": "小红", "village": 1, "birth": BORN}),
    ],
)
def test_who_is_not_named(register: Register, village: int, one: dict[str, Any], other: dict[str, Any]) -> None:
    for each in (one, other):
        person(register, **{**each, **({"village": village} if "village" in each else {})})
    assert not found(register)


def test_what_was_decided_is_never_said_again(register: Register) -> None:
    ids = [person(register, name="李玥", birth=BORN) for _ in range(3)]
    assert len(found(register)) == 3
    apart.keep_apart(register, ids[2], [ids[0]], "表姐妹")
    merging.merge(register, ids[0], ids[1], {}, "重复登记")
    assert not found(register)


def test_voided_people_are_left_out(register: Register) -> None:
    ids = [person(register, name="李玥", birth=BORN) for _ in range(2)]
    voiding.void(register, PERSON, ids[0], "录错")
    assert not found(register)


def test_many_people_are_looked_through_in_a_moment(register: Register, village: int) -> None:
    first, rest = "李王张刘陈杨黄赵吴周", "伟芳娜慧惠强磊军洋艳勇杰娟涛明超秀霞平刚"
    rows = [
        {
            "name": first[n % 10] + rest[n // 10 % 20] + rest[n // 200 % 20],
            "village": village,
            "birth": f"{n // 4000 + 1950}-01-{n % 28 + 1:02}",
            "id_number": f"临{n}",
        }
        for n in range(20_000)
    ]
    with keeping.deed(register) as act:
        act.add_rows(Person, rows, [BY_HAND] * len(rows))
    started = time.perf_counter()
    found = likely.pairs(register)
    assert time.perf_counter() - started < 5
    assert {pair.reason for pair in found} == {"同村同名，出生日期相近", "同村同音，出生日期相近"}
