from dataclasses import replace
from datetime import date

import pytest

from hfp_desk.problems import Problem, Severity
from hfp_desk.rules import identity_number, persons
from hfp_desk.rules.persons import Member

TODAY = date(2020, 3, 31)
NUMBER = identity_number.read("11010519491231002X")
GOOD = Member(
    name="何建桂",
    sex="2",
    birth=date(1949, 12, 31),
    relation=persons.HEAD,
    number=NUMBER,
    health=(persons.HEALTHY,),
    phone="13812345678",
    resident_cover=True,
    employee_cover=False,
    major_cover=True,
)


def codes(found: list[Problem]) -> list[str]:
    assert {problem.severity for problem in found} <= {Severity.WARNING}
    return [problem.code for problem in found]


def test_a_person_in_order_has_no_problem() -> None:
    assert persons.person(GOOD, TODAY) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sex": "1"}, "W-ID-SEX"),
        ({"birth": date(1950, 1, 1)}, "W-ID-BIRTH"),
        ({"relation": "51"}, "W-REL-SEX"),
        ({"phone": "1381234567"}, "W-PHONE"),
        ({"health": ()}, "W-HEALTH-EMPTY"),
        ({"health": ("1", "2")}, "W-HEALTH-BOTH"),
        ({"health": ("4",), "document": "01"}, "W-HEALTH-CARD"),
        ({"document": "11"}, "W-CARD-HEALTH"),
        ({"major_cover": None}, "W-COVER-MAJOR"),
        ({"major_cover": False}, "W-COVER-NONE"),
        ({"employee_cover": True}, "W-COVER-BOTH"),
        ({"resident_cover": False}, "W-COVER-BASIC"),
    ],
)
def test_each_rule_finds_its_own_fault(changes: dict[str, object], code: str) -> None:
    assert codes(persons.person(replace(GOOD, **changes), TODAY)) == [code]  # type: ignore[arg-type]


def test_assistance_without_insurance() -> None:
    uninsured = replace(GOOD, resident_cover=False, assisted=True)
    assert codes(persons.cover(uninsured)) == ["W-COVER-BASIC", "W-COVER-ASSIST"]


def test_nobody_alive_is_that_old() -> None:
    old = Member(number=identity_number.read("440524188001010014"))
    assert codes(persons.number_agrees(old, TODAY)) == ["W-ID-AGE"]
    assert persons.number_agrees(replace(old, alive=False), TODAY) == []


@pytest.mark.parametrize(
    ("relation", "sex", "wrong"),
    [
        ("20", "2", True),
        ("20", "1", False),
        ("38", "1", True),
        ("7A", "1", True),
        ("8A", "2", True),
        ("28", "2", True),
        ("10", "1", False),
        ("02", "2", False),
        ("41", "0", False),
        ("80", "1", False),
    ],
)
def test_relation_against_sex(relation: str, sex: str, wrong: bool) -> None:
    assert (persons.relation_and_sex(relation, sex) is not None) is wrong


HUSBAND = Member(sex="1", relation=persons.HEAD, health=("1",))
WIFE = Member(sex="2", relation="10", health=("1",))


def test_a_household_in_order_has_no_problem() -> None:
    assert persons.household([HUSBAND, WIFE], size=2) == []


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ([WIFE], "W-HH-HEAD"),
        ([HUSBAND, HUSBAND], "W-HH-HEAD"),
        ([HUSBAND, WIFE, WIFE], "W-HH-SPOUSES"),
        ([HUSBAND, replace(WIFE, sex="1")], "W-HH-SPOUSE-SEX"),
        ([replace(HUSBAND, number=NUMBER), replace(WIFE, number=NUMBER)], "W-HH-REPEATED"),
    ],
)
def test_households_that_do_not_agree(members: list[Member], code: str) -> None:
    assert codes(persons.household(members)) == [code]


def test_the_dead_are_not_counted() -> None:
    widow = [replace(HUSBAND, alive=False), replace(WIFE, relation=persons.HEAD)]
    assert persons.household(widow, size=1) == []
    assert codes(persons.household(widow, size=2)) == ["W-HH-SIZE"]


def test_a_cause_of_poverty_needs_somebody_who_is_ill_or_disabled() -> None:
    family = [HUSBAND, WIFE]
    assert codes(persons.household(family, causes=("01", "02"))) == ["W-CAUSE-ILL", "W-CAUSE-DISABLED"]
    ill = [HUSBAND, replace(WIFE, health=("3", "4"))]
    assert persons.household(ill, causes=("01", "02")) == []
    unknown = [replace(HUSBAND, health=()), replace(WIFE, health=())]
    assert persons.household(unknown, causes=("01",)) == []
