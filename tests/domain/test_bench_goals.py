"""The goals of the work bench: the same figures as in the returns, as of the last day the register tells of."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hfp_desk import policy
from hfp_desk.records import DIAGNOSIS, IDENTITY, PERSON, SETTLEMENT, TREATMENT
from hfp_desk.rules.judging import Judgement
from hfp_desk.store import entering, latest, target_board, voiding
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register
from hfp_desk.store.target_board import Goal

ZS = policy.load("zhangshu-2020")
D = Decimal


def kept(register: Register, made: Any, **values: Any) -> int:
    return entering.keep(register, ZS, [Draft(made, values)]).ids[0]


def stay(register: Register, person: int, day: date, total: int, basic: int) -> int:
    care = Draft(TREATMENT, {"person": person, "disease": "肺癌", "admitted": day, "kind": "1"})
    bill = Draft(SETTLEMENT, {"total": D(total), "basic": D(basic), "own_share": D(total - basic), "settled_on": day})
    return entering.keep(register, ZS, [care, bill]).ids[0]


def named(register: Register, name: str) -> Goal:
    day = latest.day_of(register)
    found = target_board.board(register, day, only=target_board.for_the_bench()).goals
    return next(one for one in found if one.target.name == name)


@pytest.fixture
def person(register: Register) -> int:
    return poor(register, "李玥", major_insurance=True)


def poor(register: Register, name: str, **more: Any) -> int:
    made = kept(register, PERSON, name=name, **more)
    kept(register, IDENTITY, person=made, kind="01", starts="2016")
    return made


def test_ratios_are_taken_on_the_sums_of_the_latest_year(register: Register, person: int) -> None:
    stay(register, person, date(2019, 5, 1), 100, 0)
    stay(register, person, date(2020, 1, 5), 100, 90)
    stay(register, person, date(2020, 2, 5), 900, 720)
    assert (latest.day_of(register), latest.year_of(register)) == (date(2020, 2, 5), 2020)
    found = named(register, "reimbursed_ratio")
    assert (found.cell.value, found.cell.part, found.cell.whole) == (D("81.00"), D(810), D(1000))
    assert (found.wanted, found.judgement) == ("85%—95%", Judgement.LOW)


def test_a_voided_stay_counts_no_more(register: Register, person: int) -> None:
    stay(register, person, date(2020, 1, 5), 100, 90)
    voiding.void(register, TREATMENT, stay(register, person, date(2020, 2, 5), 900, 0), "录错")
    assert named(register, "reimbursed_ratio").cell.value == D("90.00")


def test_coverage_counts_people_not_diseases(register: Register, person: int) -> None:
    other = poor(register, "张三", major_insurance=False)
    for who, disease in ((person, "肺癌"), (person, "胃癌"), (other, "肺癌")):
        values = {"person": who, "disease": disease, "batch_class": "1", "verify_state": "2"}
        kept(register, DIAGNOSIS, **values, verified_on=date(2020, 1, 2))
    stay(register, person, date(2020, 1, 5), 100, 90)
    found = named(register, "coverage_treatment")
    assert (found.cell.part, found.cell.whole, found.judgement) == (D(1), D(2), Judgement.LOW)


def test_without_a_denominator_nothing_is_said(register: Register) -> None:
    assert latest.day_of(register) == date.today()
    assert named(register, "reimbursed_ratio").cell.value is None
    assert named(register, "coverage_treatment").judgement is None
