"""What a list can be asked for: values of every kind, places, children, flaws, named records."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hfp_desk.problems import Refusal
from hfp_desk.records import (
    PERSON,
    SETTLEMENT,
    TREATMENT,
    Column,
    Identity,
    Person,
    Settlement,
    Treatment,
    Unread,
)
from hfp_desk.store import columns, flaws, places
from hfp_desk.store.listing import Condition, Listing, Operator, View
from hfp_desk.store.opening import Register
from tests.domain.listed import (
    CLERK,
    NAME,
    TOWN,
    VILLAGE,
    diagnosis,
    household,
    keep,
    names,
    person,
    place,
    stay,
    village_of,
)


@pytest.mark.parametrize(
    ("operator", "value", "found"),
    [
        (Operator.EQUALS, "张三", ["张三"]),
        (Operator.CONTAINS, "三", ["张三"]),
        (Operator.CONTAINS, "%", []),
        (Operator.AMONG, ("张三", "李四"), ["李四", "张三"]),
        (Operator.AMONG, (), []),
        (Operator.EMPTY, None, ["李四"]),
        (Operator.PRESENT, None, ["张三"]),
    ],
)
def test_conditions_on_own_fields(register: Register, operator: Operator, value: object, found: list[str]) -> None:
    person(register, "张三", phone="13800000000")
    person(register, "李四")
    column = Column(Person.phone) if operator in (Operator.EMPTY, Operator.PRESENT) else NAME
    assert names(register, Condition(column, operator, value)) == found


@pytest.mark.parametrize(
    ("column", "operator", "value", "fits"),
    [
        (Column(Person.birth), Operator.BETWEEN, (date(1949, 1, 1), date(1949, 12, 31)), True),
        (Column(Person.birth), Operator.BETWEEN, ("1950-01-01", ""), False),
        (Column(Person.birth), Operator.BETWEEN, ("", "19491231"), True),
        (Column(Person.sex), Operator.EQUALS, "女", True),
        (Column(Person.sex), Operator.AMONG, ("1",), False),
        (Column(Person.sex), Operator.CONTAINS, "女", True),
        (Column(Person.health_status), Operator.AMONG, ("4",), True),
        (Column(Person.health_status), Operator.EQUALS, ("2",), True),
        (Column(Person.health_status), Operator.AMONG, ("1", "3"), False),
        (Column(Person.recognised_on), Operator.BETWEEN, ("2013-06-01", "2014-01-31"), True),
        (Column(Person.recognised_on), Operator.BETWEEN, ("2014-01-01", ""), False),
        (Column(Person.basic_insurance), Operator.EQUALS, "是", True),
        (Column(Person.basic_insurance), Operator.EQUALS, False, False),
        (Column(Person.died_on), Operator.EMPTY, None, True),
        (Column(Person.work_months), Operator.BETWEEN, (3, 6), True),
    ],
)
def test_each_kind_of_value_is_compared_in_its_own_way(
    register: Register, column: Column, operator: Operator, value: object, fits: bool
) -> None:
    person(
        register,
        "张三",
        id_number="11010519491231002X",
        health_status=("2", "4"),
        recognised_on="2013",
        basic_insurance=True,
        work_months=6,
    )
    assert names(register, Condition(column, operator, value)) == (["张三"] if fits else [])


def test_a_value_nobody_can_read_is_refused_in_words(register: Register) -> None:
    with pytest.raises(Refusal, match=r"出生日期.*改正"):
        names(register, Condition(Column(Person.birth), Operator.BETWEEN, ("去年", "")))


def test_a_place_takes_in_what_lies_below_and_what_was_merged_into_it(register: Register) -> None:
    old, new = village_of("临江镇", 0), village_of("临江镇", 1)
    person(register, "张三", "临江镇", 0)
    person(register, "李四", "临江镇", 1)
    person(register, "王五", "永泰镇")
    assert names(register, Condition(TOWN, Operator.EQUALS, "临江镇")) == ["张三", "李四"]
    assert names(register, Condition(VILLAGE, Operator.AMONG, (new.id,))) == ["李四"]
    assert names(register, Condition(VILLAGE, Operator.EQUALS, str(new.id))) == ["李四"]
    assert len(names(register, Condition(TOWN, Operator.EQUALS, "360982"))) == 3
    places.add_alias(register, place("永泰镇"), "永泰街")
    assert names(register, Condition(Column(Person.town), Operator.EQUALS, "永泰街")) == ["王五"]
    places.merge(register, old, new, date(2020, 1, 1))
    for asked in (old.id, new.id, old.code):
        assert names(register, Condition(VILLAGE, Operator.EQUALS, asked)) == ["张三", "李四"]
    with pytest.raises(Refusal, match="没有名为“没这个镇”"):
        names(register, Condition(TOWN, Operator.EQUALS, "没这个镇"))


def test_a_person_whose_town_is_not_entered_is_found_by_the_village(register: Register) -> None:
    keep(register, Person.new(name="张三", village=village_of("临江镇")))
    assert names(register, Condition(TOWN, Operator.EQUALS, "临江镇")) == ["张三"]


def test_empty_means_that_the_link_or_what_it_points_at_is_empty(register: Register) -> None:
    person(register, "张三", household=household(register, number="1", phone="13800000000"))
    person(register, "李四", household=household(register, number="2"))
    person(register, "王五")
    phone = columns.find(PERSON, "household.phone")
    assert names(register, Condition(phone, Operator.EMPTY)) == ["李四", "王五"]
    assert names(register, Condition(phone, Operator.PRESENT)) == ["张三"]
    assert names(register, Condition(Column(Person.household), Operator.EMPTY)) == ["王五"]


def test_conditions_on_children_and_on_the_children_of_a_link(register: Register) -> None:
    ill, well = person(register, "张三"), person(register, "李四")
    diagnosis(register, ill, "肺癌")
    keep(register, Identity.new(person=well, kind="02"))
    stay(register, ill, "肺癌")
    stay(register, well, "感冒")
    disease = columns.find(PERSON, "diagnosis.disease")
    assert names(register, Condition(disease, Operator.EQUALS, "肺癌")) == ["张三"]
    assert names(register, Condition(disease, Operator.EMPTY)) == ["李四"]
    identity = columns.find(TREATMENT, "person.identity.kind")
    view = View(TREATMENT, (Column(Treatment.disease),), (Condition(identity, Operator.AMONG, ("低保",)),))
    assert Listing(register, view, CLERK).cells(0) == ("感冒",)


def test_flaws_mark_rows_and_can_be_listed_alone(register: Register) -> None:
    good = person(register, "张三", id_number="11010519491231002X")
    bad = person(register, "李四", id_number="110105194912310021")
    listing = Listing(register, View(PERSON), CLERK)
    assert [listing.flag(listing.find_row(one.id)) for one in (good, bad)] == ["", "error"]
    assert names(register, flaw=flaws.NO_NUMBER.name) == ["李四"]
    Unread.new(kind="person", record=good.id, field="birth", written="去年", sentence="看不懂").save()
    assert names(register, flaw=flaws.UNREAD) == ["张三"]
    assert Listing(register, View(PERSON, only=(good.id,)), CLERK).flag(0) == "warn"


@pytest.mark.parametrize(
    ("amounts", "unbalanced"),
    [
        ({"total": 100, "own_share": 10, "basic": 90}, False),
        ({"total": 100, "own_share": 10, "basic": 80, "other": Decimal("9.99")}, True),
        ({"total": 100, "own_share": None, "basic": 90}, False),
        ({"total": 100, "own_share": None, "basic": 101}, True),
        ({"total": None, "own_share": 10, "basic": 90}, False),
        ({"total": -100, "own_share": -10, "basic": -90}, False),
    ],
)
def test_a_bill_that_does_not_balance_is_listed(
    register: Register, amounts: dict[str, object], unbalanced: bool
) -> None:
    keep(register, Settlement.new(person=person(register, "张三"), **amounts))
    assert len(Listing(register, View(SETTLEMENT, flaw=flaws.UNBALANCED.name), CLERK)) == unbalanced
    told = {problem.code for problem in SETTLEMENT.rules[0](Settlement.get())}
    assert ("E-MONEY-BALANCE" in told) == unbalanced


def test_a_list_of_many_named_records_is_made(register: Register) -> None:
    whose = person(register, "张三")
    view = View(PERSON, (NAME,), only=tuple(range(whose.id, whose.id + 200_000)))
    assert Listing(register, view, CLERK).cells(0) == ("张三",)
    assert len(Listing(register, replace(view, only=()), CLERK)) == 0
