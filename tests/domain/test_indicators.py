"""Figures of the work bench: numerator, denominator and verdict, on sums and for the right year."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hfp_desk import policy
from hfp_desk.records import DIAGNOSIS, PERSON, SETTLEMENT, TREATMENT
from hfp_desk.rules.judging import Judgement
from hfp_desk.store import entering, indicators, voiding
from hfp_desk.store.entering import Draft
from hfp_desk.store.indicators import Indicator
from hfp_desk.store.opening import Register

ZS = policy.load("zhangshu-2020")


def kept(register: Register, made: Any, **values: Any) -> int:
    return entering.keep(register, ZS, [Draft(made, values)]).ids[0]


def stay(register: Register, person: int, day: date, total: int, basic: int) -> int:
    care = Draft(TREATMENT, {"person": person, "disease": "肺癌", "admitted": day})
    bill = Draft(SETTLEMENT, {"total": Decimal(total), "basic": Decimal(basic), "own_share": Decimal(total - basic)})
    return entering.keep(register, ZS, [care, bill]).ids[0]


def named(register: Register, label: str) -> Indicator:
    found = indicators.indicators(register, ZS, indicators.year_of(register))
    return next(one for one in found if one.label == label)


@pytest.fixture
def person(register: Register) -> int:
    return kept(register, PERSON, name="李玥", major_insurance=True)


def test_ratios_are_taken_on_the_sums_of_the_latest_year(register: Register, person: int) -> None:
    stay(register, person, date(2019, 5, 1), 100, 0)
    stay(register, person, date(2020, 1, 5), 100, 90)
    stay(register, person, date(2020, 2, 5), 900, 720)
    assert indicators.year_of(register) == 2020
    found = named(register, "住院实际报销比例")
    assert (found.figure, found.part, found.whole) == (Decimal("81.00"), "810.00 元", "1,000.00 元")
    assert (found.wanted, found.judgement) == ("85%—95%", Judgement.LOW)


def test_a_voided_stay_counts_no_more(register: Register, person: int) -> None:
    stay(register, person, date(2020, 1, 5), 100, 90)
    voiding.void(register, TREATMENT, stay(register, person, date(2020, 2, 5), 900, 0), "录错")
    assert named(register, "住院实际报销比例").figure == Decimal("90.00")


def test_coverage_counts_people_not_diseases(register: Register, person: int) -> None:
    other = kept(register, PERSON, name="张三", major_insurance=False)
    kept(register, PERSON, name="王五")
    for who, disease in ((person, "肺癌"), (person, "胃癌"), (other, "肺癌")):
        kept(register, DIAGNOSIS, person=who, disease=disease, batch_class="1", verify_state="2")
    stay(register, person, date(2020, 1, 5), 100, 90)
    found = named(register, "大病集中救治覆盖率")
    assert (found.part, found.whole, found.judgement) == ("1 人", "2 人", Judgement.LOW)
    assert (named(register, "大病保险覆盖率").part, named(register, "大病保险覆盖率").whole) == ("1 人", "2 人")


def test_without_a_denominator_nothing_is_said(register: Register) -> None:
    assert indicators.year_of(register) == date.today().year
    assert indicators.indicators(register, ZS, 2020) == ()
