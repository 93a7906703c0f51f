"""From when to when an identity holds, as far as its days are known, and what it gives beyond its end."""

from datetime import date

import pytest

from hfp_desk.records import Identity, Person
from hfp_desk.store import holding, keeping
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import Sql

KINDS = ("01",)


@pytest.mark.parametrize(
    ("starts", "ends", "day", "held"),
    [
        ("", "", date(2020, 1, 1), True),
        ("2014", "", date(2014, 1, 1), True),
        ("2014", "", date(2013, 12, 31), False),
        ("2020-03-02", "", date(2020, 3, 1), False),
        ("2014", "2020", date(2020, 12, 31), True),
        ("2014", "2020", date(2021, 1, 1), False),
        ("2014", "2020-02", date(2020, 2, 29), True),
        ("2014", "2020-02", date(2020, 3, 1), False),
        ("2014", "2020-02-10", date(2020, 2, 10), True),
        ("2014", "2020-02-10", date(2020, 2, 11), False),
    ],
)
def test_an_identity_holds_as_long_as_its_days_can_mean(
    register: Register, starts: str, ends: str, day: date, held: bool
) -> None:
    who = _holder(register, starts=starts, ends=ends)
    assert _entitled(register, day) == ({who} if held else set())


def test_who_left_poverty_and_keeps_the_policy_is_entitled_but_holds_no_identity(register: Register) -> None:
    who = _holder(register, starts="2014", ends="2019", benefits_continue=True)
    day = date(2020, 3, 31)
    assert _entitled(register, day) == {who}
    assert _found(register, Sql('SELECT "person_id" FROM "identity" WHERE ') + holding.holds(day)) == set()


def test_an_identity_of_another_kind_entitles_nobody(register: Register) -> None:
    _holder(register, kind="04", starts="2014")
    assert _entitled(register, date(2020, 3, 31)) == set()


def _holder(register: Register, *, kind: str = "01", **given: object) -> int:
    who = Person.new(name="何建桂", id_number="360982196406102924")
    keeping.save(register, who, Identity.new(person=who, kind=kind, **given))
    return int(who.id)


def _entitled(register: Register, day: date) -> set[int]:
    return _found(register, holding.entitled(day, KINDS))


def _found(register: Register, asked: Sql) -> set[int]:
    return {row[0] for row in register.db.execute_sql(asked.text, asked.values)}
