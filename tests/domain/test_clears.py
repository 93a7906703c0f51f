"""五个清楚 of one person and of all: both ways of counting agree, and each fact that is entered clears something."""

from datetime import date
from typing import Any

import pytest

from hfp_desk.records import Diagnosis, Identity, Institution, Person, Place, Treatment
from hfp_desk.rules.five_clears import NAMES
from hfp_desk.store import clears, keeping
from hfp_desk.store.opening import Register
from tests.domain.listed import CLERK, bill, diagnosis, household, keep, person, place, stay

NUMBER = "11010519491231002X"


def whole(register: Register) -> Person:
    """A person about whom everything is known but the disease."""
    home = household(register, number="1", poverty_state="2", phone="13800000000")
    known: dict[str, Any] = {"household": home, "relation": "01", "health_status": ("3",), "basic_insurance": True}
    found = person(register, "张三", id_number=NUMBER, **known)
    keep(register, Identity.new(person=found, kind="01"))
    return found


def ill(register: Register, whose: Person) -> Diagnosis:
    hospital = keep(register, Institution.new(name="樟树市人民医院"))
    known = {"verify_state": "2", "verified_on": date(2020, 1, 1), "hospital": hospital, "batch_class": "1"}
    return diagnosis(register, whose, "肺癌", plan="手术", **known)


def missing(register: Register, whose: Person) -> tuple[str, ...]:
    return clears.of_person(register, whose.id, CLERK).missing


def test_a_person_with_everything_is_clear(register: Register) -> None:
    whose = whole(register)
    found = ill(register, whose)
    treated = stay(register, whose, diagnosis=found, hospital="樟树市人民医院", effect="2")
    bill(register, treated, "100", "10")
    assert clears.of_person(register, whose.id, CLERK).complete
    (town,) = clears.by_town(register, CLERK)
    assert (town.name, town.persons, town.complete, town.missing) == ("临江镇", 1, 1, (0, 0, 0, 0, 0))
    assert clears.lacking(register, 0, CLERK) == ()


def test_what_is_missing_is_named_with_its_disease(register: Register) -> None:
    whose = whole(register)
    ill(register, whose)
    assert missing(register, whose) == ("肺癌：定点医院", "肺癌：救治记录", "肺癌：费用结算", "肺癌：治疗效果")
    first = stay(register, whose, "肺癌", hospital="樟树市人民医院", effect="2")
    assert missing(register, whose) == ("肺癌：费用结算",)
    wrong = bill(register, first, "100", "10")
    assert missing(register, whose) == ()
    keeping.void(register, wrong, "录错")
    assert missing(register, whose) == ("肺癌：费用结算",)


def test_a_stay_for_another_disease_clears_nothing(register: Register) -> None:
    whose = whole(register)
    ill(register, whose)
    bill(register, stay(register, whose, "骨折", hospital="樟树市人民医院", effect="1"), "100", "10")
    assert "肺癌：救治记录" in missing(register, whose)


@pytest.mark.parametrize(
    ("field", "value", "label"),
    [
        ("id_number", "", "证件号码"),
        ("id_number", "110105194912310021", "证件号码"),
        ("birth", None, "出生日期"),
        ("village", None, "行政村"),
        ("household", None, "所在户"),
        ("relation", "", "与户主关系"),
        ("basic_insurance", None, "参保情况"),
        ("health_status", (), "健康状况"),
    ],
)
def test_each_fact_that_goes_is_missed(register: Register, field: str, value: object, label: str) -> None:
    whose = Person.get_by_id(whole(register).id)
    ill(register, whose)
    assert label not in missing(register, whose)
    register.db.execute_sql(f'UPDATE "person" SET "{Person._meta.fields[field].column_name}"=?', (_stored(value),))
    if field == "id_number":
        register.db.execute_sql('UPDATE "person" SET "id_key"=?', ("",))
    assert label in missing(register, whose)


def _stored(value: object) -> object:
    return "" if value == () else value


def test_the_healthy_need_no_diagnosis(register: Register) -> None:
    whose = whole(register)
    assert "患病核准" in missing(register, whose)
    whose.health_status = ("1",)
    keeping.save(register, whose)
    assert missing(register, whose) == ()


def test_both_ways_of_counting_agree_and_the_dead_and_voided_are_left_out(register: Register) -> None:
    first = whole(register)
    ill(register, first)
    person(register, "李四", "永泰镇")
    keep(register, Person.new(name="无乡镇"))
    keeping.void(register, person(register, "王五"), "重复")
    person(register, "赵六", died_on=date(2020, 1, 1))
    towns = clears.by_town(register, CLERK)
    assert {town.name: town.persons for town in towns} == {"临江镇": 1, "永泰镇": 1, "乡镇不详": 1}
    living = [one.id for one in Person.select().where(Person.voided_at == "", Person.died_on.is_null())]
    for group in range(len(NAMES)):
        singly = [one for one in living if not clears.of_person(register, one, CLERK).groups[group].complete]
        assert sorted(clears.lacking(register, group, CLERK)) == singly
        assert sum(town.missing[group] for town in towns) == len(singly)
    town = place("永泰镇")
    assert clears.lacking(register, 0, CLERK, town.id) == (Person.get(Person.name == "李四").id,)


def test_towns_stand_in_the_official_order(register: Register) -> None:
    for name in ("永泰镇", "临江镇", "洋湖乡"):
        person(register, "张三", name)
    order = [town.name for town in Place.select().where(Place.level == "4").order_by(Place.sort)]
    names = [town.name for town in clears.by_town(register, CLERK)]
    assert names == [name for name in order if name in names]
    assert Treatment.select().count() == 0
