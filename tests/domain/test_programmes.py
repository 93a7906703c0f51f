"""Special programmes: whom each should reach, whom it reached, who is missing, and who may know of it."""

from datetime import date
from typing import Any

import pytest

from hfp_desk import policy
from hfp_desk.gate import ADMIN, ENTRY, SECRET, Viewer
from hfp_desk.records import Aid, Contract, Household, Identity, ManagedCase, Person, Screening
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register
from hfp_desk.store.programmes import Measured, programmes
from tests.data.senders import number

DAY = date(2020, 3, 31)
CLERK, KNOWING = Viewer("李敏", frozenset({ENTRY})), Viewer("李敏", frozenset({ENTRY, SECRET, ADMIN}))
NANCHANG = policy.load("nanchang-2018")


def person(register: Register, serial: int, **values: Any) -> Person:
    """A poor person."""
    one = Person.new(name=f"王小{'甲乙丙丁戊己庚辛'[serial]}", id_number=number(serial), **values)
    with register.session():
        keeping.save(register, one)
        keeping.save(register, Identity.new(person=one, kind="01", starts="2014"))
    return one


def keep(register: Register, *records: Any) -> None:
    with register.session():
        keeping.save(register, *records)


def measured(register: Register, name: str, viewer: Viewer = CLERK, day: date = DAY) -> Measured:
    [one] = [one for one in programmes(register, viewer, NANCHANG, day) if one.name == name]
    return one


def test_women_of_the_age_are_to_be_screened_for_both_cancers(register: Register) -> None:
    born = (date(1985, 3, 31), date(1985, 4, 1), date(1955, 4, 1), date(1955, 3, 31))
    women = [person(register, serial, sex="2", birth=day) for serial, day in enumerate(born)]
    person(register, 5, sex="1", birth=date(1970, 1, 1))
    dead = person(register, 6, sex="2", birth=date(1970, 1, 1))
    dead.died_on = date(2020, 1, 1)
    keep(register, dead)
    keep(register, Screening.new(person=women[0], kind="1", screened_on=date(2017, 3, 31)))
    keep(register, Screening.new(person=women[2], kind="1", screened_on=date(2017, 3, 30)))
    cervix = measured(register, "screening-1")
    assert (cervix.whole, cervix.done) == ((women[0].id, women[2].id), (women[0].id,))
    assert cervix.missing == (women[2].id,)
    assert measured(register, "screening-2").missing == cervix.whole
    assert cervix.target is not None
    assert cervix.target.value == 100


def test_a_screening_after_the_day_does_not_count(register: Register) -> None:
    woman = person(register, 0, sex="2", birth=date(1980, 1, 1))
    keep(register, Screening.new(person=woman, kind="2", screened_on=date(2020, 4, 1)))
    assert measured(register, "screening-2").done == ()


def test_restricted_programmes_are_empty_for_who_may_not_know(register: Register) -> None:
    one = person(register, 0)
    case = ManagedCase.new(person=one, programme="6", starts=date(2019, 1, 1), restricted=True, free_drugs=True)
    keep(register, case)
    assert measured(register, "aids-drugs", KNOWING).done == (one.id,)
    assert measured(register, "aids-drugs", CLERK).whole == ()


def test_a_test_for_aids_is_restricted_by_itself(register: Register) -> None:
    one = person(register, 0)
    test, grant = Screening.new(person=one, kind="7", screened_on=DAY), Aid.new(person=one, kind="8")
    keep(register, test, grant)
    assert (test.restricted, grant.restricted) == (True, True)


@pytest.mark.parametrize(("last", "tested"), [(date(2019, 3, 31), 1), (date(2019, 3, 30), 0), (None, 0)])
def test_aids_patients_are_tested_once_a_year(register: Register, last: date | None, tested: int) -> None:
    case = ManagedCase.new(person=person(register, 0), programme="6", starts=date(2018, 1, 1), last_test_on=last)
    keep(register, case)
    assert len(measured(register, "aids-tests", KNOWING).done) == tested


def tb(register: Register, serial: int, **values: Any) -> Person:
    one = person(register, serial)
    keep(register, ManagedCase.new(person=one, programme="4", starts=date(2019, 1, 1), **values))
    return one


def test_tb_success_and_adherence_are_of_those_whose_treatment_ended(register: Register) -> None:
    ended = {"treatment_ends": date(2019, 8, 1), "ends": date(2019, 8, 1), "doses_due": 180}
    whole = tb(register, 0, treatment_end="1", doses_taken=162, **ended)
    lost = tb(register, 1, treatment_end="3", doses_taken=161, **ended)
    under = tb(register, 2, free_drugs=True)
    success = measured(register, "tb-success")
    assert (success.whole, success.done) == ((whole.id, lost.id), (whole.id,))
    assert measured(register, "tb-adherence").done == (whole.id,)
    assert measured(register, "tb-drugs").whole == (under.id,)


def test_endemic_patients_need_a_record_and_case_management(register: Register) -> None:
    first, second = person(register, 0, has_record=True), person(register, 1)
    for one, managed in ((first, True), (second, None)):
        keep(register, ManagedCase.new(person=one, programme="9", starts=date(2019, 1, 1), case_managed=managed))
    assert measured(register, "endemic-record").missing == (second.id,)
    assert measured(register, "endemic-case").missing == (second.id,)


def test_mental_patients_are_those_who_are_poor_as_well(register: Register) -> None:
    poor = person(register, 0)
    other = Person.new(name="李红", id_number=number(9))
    keep(register, other)
    for one in (poor, other):
        keep(register, ManagedCase.new(person=one, programme="3", starts=date(2019, 1, 1), restricted=True))
    assert measured(register, "mental-case", KNOWING).whole == (poor.id,)


def test_mothers_and_newborns(register: Register) -> None:
    mother, baby = person(register, 0, sex="2"), person(register, 1, birth=date(2020, 2, 1))
    person(register, 2, birth=date(2019, 12, 31))
    contract = Contract.new(person=mother, state="1", groups=("01",), starts=date(2020, 1, 1), ends=date(2020, 12, 31))
    keep(register, contract)
    assert measured(register, "prenatal").missing == (mother.id,)
    assert measured(register, "prenatal", day=date(2019, 12, 31)).whole == ()
    assert measured(register, "screening-5").whole == (baby.id,)


def test_rewards_are_due_from_sixty_in_households_of_the_type(register: Register) -> None:
    home = Household.new(number="3609820001", family_planning="02")
    keep(register, home)
    old = person(register, 0, birth=date(1960, 3, 31), household=home)
    person(register, 1, birth=date(1960, 4, 1), household=home)
    assert measured(register, "reward").missing == (old.id,)
    keep(register, Aid.new(person=old, kind="1", year=2019))
    assert measured(register, "reward").missing == (old.id,)
    keep(register, Aid.new(person=old, kind="1", year=2020))
    assert measured(register, "reward").missing == ()
