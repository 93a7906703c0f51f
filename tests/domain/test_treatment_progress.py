"""How far each case of 大病 has come, as of a day: found, recorded, cured, closed."""

from datetime import date
from typing import Any

import pytest

from hfp_desk.gate import Viewer
from hfp_desk.store import keeping, treatment_progress
from hfp_desk.store.opening import Register
from hfp_desk.store.scopes import Scope
from hfp_desk.store.treatment_progress import Case
from tests.domain.listed import CLERK, VISITOR, diagnosis, person, place, stay

DAY = date(2020, 3, 31)


def cases(register: Register, viewer: Viewer = CLERK, day: date = DAY, **scope: Any) -> tuple[Case, ...]:
    return treatment_progress.cases(register, Scope(**scope), viewer, day)


def stages(case: Case) -> tuple[bool, bool, bool, bool]:
    return case.filed, case.treated, case.cured, case.closed


def test_a_stay_for_a_listed_illness_is_a_case_that_waits_for_its_record(register: Register) -> None:
    stay(register, person(register, "张三"), "食道癌", admitted=date(2020, 1, 2))
    (case,) = cases(register)
    assert (case.illness, case.town) == ("食管癌", "临江镇")
    assert stages(case) == (False, True, False, False)


def test_other_illnesses_are_no_cases_unless_their_diagnosis_says_so(register: Register) -> None:
    whose = person(register, "张三")
    stay(register, whose, "高血压")
    diagnosis(register, whose, "高血压", batch_class="2")
    stay(register, whose, "摔伤")
    assert cases(register) == ()
    diagnosis(register, whose, "罕见的病", batch_class="1")
    assert [case.illness for case in cases(register)] == [""]


def test_the_chain_of_one_case_from_found_to_closed(register: Register) -> None:
    whose = person(register, "张三")
    found = diagnosis(register, whose, "肺癌", batch_class="1", verify_state="1", found_on="2019-12")
    assert [stages(case) for case in cases(register)] == [(False, False, False, False)]
    found.verify_state = "2"
    keeping.save(register, found)
    assert [stages(case) for case in cases(register)] == [(True, False, False, False)]
    stay(register, whose, "肺癌", diagnosis=found, admitted=date(2020, 1, 5), effect="2")
    assert [stages(case) for case in cases(register)] == [(True, True, False, False)]
    stay(register, whose, "肺癌", admitted=date(2020, 2, 5), effect="1")
    assert [stages(case) for case in cases(register)] == [(True, True, True, False)]
    found.closed_on, found.close_reason = date(2020, 3, 31), "1"
    keeping.save(register, found)
    assert [stages(case) for case in cases(register)] == [(True, True, True, True)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2019, 11, 30), []),
        (date(2019, 12, 1), [(True, False, False, False)]),
        (date(2020, 2, 4), [(True, False, False, False)]),
        (date(2020, 2, 5), [(True, True, True, False)]),
        (date(2020, 3, 1), [(True, True, True, True)]),
    ],
)
def test_it_stands_as_of_the_day(register: Register, day: date, expected: list[tuple[bool, bool, bool, bool]]) -> None:
    whose = person(register, "张三")
    values: dict[str, Any] = {"batch_class": "1", "verify_state": "2", "found_on": "2019-12"}
    found = diagnosis(register, whose, "肺癌", closed_on=date(2020, 3, 1), close_reason="1", **values)
    stay(register, whose, "肺癌", diagnosis=found, admitted=date(2020, 2, 5), effect="1")
    assert [stages(case) for case in cases(register, day=day)] == expected


def test_an_earlier_cure_does_not_outlast_a_later_stay(register: Register) -> None:
    whose = person(register, "张三")
    found = diagnosis(register, whose, "肺癌", batch_class="1", closed_on=date(2020, 3, 1), close_reason="4")
    for month, effect in ((1, "1"), (2, "3")):
        stay(register, whose, "肺癌", diagnosis=found, admitted=date(2020, month, 5), effect=effect)
    assert [stages(case) for case in cases(register)] == [(False, True, False, True)]


def test_what_was_found_to_be_untrue_is_no_case(register: Register) -> None:
    whose = person(register, "张三")
    diagnosis(register, whose, "肺癌", batch_class="1", verify_state="3")
    stay(register, whose, "肺癌")
    assert cases(register) == ()


def test_a_person_with_two_illnesses_is_two_cases_and_two_stays_are_one(register: Register) -> None:
    whose = person(register, "张三")
    for disease in ("肺癌", "肺癌", "胃癌"):
        stay(register, whose, disease)
    assert sorted(case.illness for case in cases(register)) == ["肺癌", "胃癌"]


def test_restricted_cases_are_for_those_who_may_know_of_them(register: Register) -> None:
    whose = person(register, "张三")
    secret = diagnosis(register, whose, "艾滋病机会性感染", batch_class="1", restricted=True)
    stay(register, whose, "艾滋病机会性感染", diagnosis=secret)
    assert len(cases(register)) == 1
    assert cases(register, VISITOR) == ()


def test_townships_come_in_their_official_order_and_can_be_chosen(register: Register) -> None:
    for town in ("永泰镇", "临江镇"):
        stay(register, person(register, "张三", town), "肺癌")
    assert [case.town for case in cases(register)] == ["临江镇", "永泰镇"]
    assert [case.town for case in cases(register, towns=(place("永泰镇").id,))] == ["永泰镇"]


def test_voided_records_are_not_there(register: Register) -> None:
    keeping.void(register, stay(register, person(register, "张三"), "肺癌"), "重复")
    assert cases(register) == ()
