from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfp_desk import policy
from hfp_desk.problems import Severity
from hfp_desk.rules import judging, money
from hfp_desk.rules.judging import Judgement
from hfp_desk.rules.money import Bill, Burden

ZHANGSHU = policy.load("zhangshu-2020").on(date(2020, 2, 1))
NANCHANG = policy.load("nanchang-2018").on(date(2018, 6, 1))
DEZHOU = policy.load("dezhou-2018").on(date(2019, 1, 1))
fen = st.integers(0, 10**9).map(lambda cents: Decimal(cents) / 100)


def bill(total: str, own: str | None, /, reversed: bool = False, in_scope: str | None = None, **payers: str) -> Bill:
    paid: Mapping[str, Decimal | None] = {name: Decimal(amount) for name, amount in payers.items()}
    scope = None if in_scope is None else Decimal(in_scope)
    return Bill(Decimal(total), None if own is None else Decimal(own), paid, scope, reversed=reversed)


def test_a_balanced_bill_has_no_problem() -> None:
    assert money.balance(bill("70859.53", "9905.87", basic="43042.52", major="9040.63", other="8870.51")) is None


def test_a_bill_one_cent_off_names_sum_and_difference() -> None:
    problem = money.balance(bill("100.00", "9.99", basic="90.00"))
    assert problem is not None
    assert (problem.code, problem.severity) == ("E-MONEY-BALANCE", Severity.ERROR)
    assert "共 99.99 元，比总费用 100.00 元少 0.01 元" in problem.message
    assert (problem.found, problem.expected) == ("100.00 元", "99.99 元")


def test_payers_above_the_total_are_noticed_in_a_thin_row() -> None:
    assert money.balance(bill("100", None, basic="60", major="20")) is None
    problem = money.balance(bill("100", None, basic="90", major="20"))
    assert problem is not None
    assert "多 10.00 元" in problem.message


@given(fen, st.dictionaries(st.sampled_from(list(policy.PAYERS)), fen), fen)
def test_only_the_exact_total_balances(own: Decimal, payers: dict[str, Decimal], wrong: Decimal) -> None:
    total = sum(payers.values(), own)
    assert money.balance(Bill(total, own, payers)) is None
    assert (money.balance(Bill(total + wrong, own, payers)) is None) == (wrong == 0)


def test_a_negative_amount_needs_a_reversing_record() -> None:
    (problem,) = money.negative(bill("100", "110", charity="-10"))
    assert (problem.code, problem.label) == ("E-MONEY-NEGATIVE", "慈善救助")
    assert money.negative(bill("-100", "-100", reversed=True)) == []


def test_parts_must_fit_the_total() -> None:
    over = Bill(Decimal(100), None, in_scope=Decimal(120), deductible=Decimal(200))
    assert [problem.label for problem in money.parts(over)] == ["政策范围内费用", "起付线"]
    gap = Bill(Decimal(100), None, in_scope=Decimal(80), outside=Decimal(10))
    (problem,) = money.parts(gap)
    assert problem.expected == "20.00 元"
    assert money.parts(Bill(Decimal(100), None, in_scope=Decimal(80), outside=Decimal(20))) == []


def test_the_three_words_for_what_a_person_pays() -> None:
    split = money.burden(Decimal("1000"), Decimal("900"), Decimal("150"))
    assert split == Burden(outside=Decimal("100"), inside=Decimal("50"))
    assert split.whole == Decimal("150")
    relieved = money.burden(Decimal("1000"), Decimal("900"), Decimal("60"))
    assert relieved == Burden(outside=Decimal("60"), inside=Decimal("0"))


def test_ratios_are_taken_on_sums_and_reversed_pairs_are_dropped() -> None:
    bills = [
        bill("1000", "100", in_scope="900", basic="600", assistance="300"),
        bill("100", "50", in_scope="100", basic="50"),
        bill("5000", "5000", reversed=True),
        bill("-5000", "-5000", reversed=True),
    ]
    total = money.sums(bills)
    assert (total.count, total.total) == (2, Decimal(1100))
    assert total.reimbursed_ratio == Decimal("86.36")
    assert total.own_share == Decimal("13.64")
    assert total.in_scope_ratio == Decimal("65.00")
    assert total.assistance_ratio == Decimal("85.71")
    assert money.median_ratio(bills) == Decimal("70.00")


def test_charity_counts_only_by_choice() -> None:
    given_ = [bill("100", "10", basic="80", charity="10")]
    assert money.sums(given_).reimbursed_ratio == Decimal("80.00")
    assert money.sums(given_, money.REIMBURSING | {"charity"}).reimbursed_ratio == Decimal("90.00")


def test_nothing_spent_has_no_ratio() -> None:
    assert money.sums([]).own_share is None
    assert money.median_ratio([]) is None


@pytest.mark.parametrize(
    ("figure", "where"),
    [
        ("84.99", Judgement.LOW),
        ("85", Judgement.IN),
        ("90", Judgement.IN),
        ("95", Judgement.IN),
        ("95.01", Judgement.HIGH),
    ],
)
def test_ninety_per_cent_is_a_band(figure: str, where: Judgement) -> None:
    assert judging.judge(ZHANGSHU.target("reimbursed_ratio"), Decimal(figure)) is where


def test_floors_ceilings_and_fixed_values() -> None:
    assert judging.judge(NANCHANG.target("own_share"), Decimal("10.01")) is Judgement.HIGH
    assert judging.judge(NANCHANG.target("own_share"), Decimal("0")) is Judgement.IN
    assert judging.judge(NANCHANG.target("assistance_ratio"), Decimal("69.99")) is Judgement.LOW
    assert judging.judge(NANCHANG.target("major_ratio_rise"), Decimal(6)) is Judgement.HIGH


def test_nothing_is_judged_by_a_value_no_document_gives() -> None:
    assert judging.judge(DEZHOU.target("reimbursed_ratio"), Decimal(50)) is None
    assert judging.judge(DEZHOU.target("outpatient_ratio"), Decimal(10)) is None
    about = NANCHANG.target("outpatient_ratio")
    assert (judging.judge(about, Decimal(10)), about.assumed) == (Judgement.LOW, True), "65%左右: edges are provisional"
    assert judging.stay_ratios(bill("100", "50", basic="50"), DEZHOU) == []


def test_targets_in_the_words_of_the_office() -> None:
    assert judging.wanted(ZHANGSHU.target("reimbursed_ratio")) == "85%—95%"
    assert judging.wanted(NANCHANG.target("own_share")) == "不高于 10%"
    assert judging.wanted(NANCHANG.target("assistance_ratio")) == "不低于 70%"
    assert judging.wanted(DEZHOU.target("own_share")) == "未规定"


def test_assistance_is_met_once_the_yearly_limit_is_used_up() -> None:
    year = money.sums([bill("100000", "40000", in_scope="90000", basic="30000", assistance="30000")])
    assert judging.judge_assistance(NANCHANG, year) is Judgement.LOW
    limited = NANCHANG.with_target("assistance_limit", Decimal(30000))
    assert judging.judge_assistance(limited, year) is Judgement.IN


def test_a_stay_that_misses_its_targets_is_warned_about_never_refused() -> None:
    found = judging.stay_ratios(bill("100", "20", basic="80"), NANCHANG)
    assert [problem.code for problem in found] == ["W-RATIO-LOW", "W-OWN-SHARE-HIGH"]
    assert {problem.severity for problem in found} == {Severity.WARNING}
    free = judging.stay_ratios(bill("100", "0", basic="100"), NANCHANG)
    assert [problem.code for problem in free] == ["W-RATIO-HIGH", "W-OWN-ZERO"]


def test_the_abolished_deductible() -> None:
    charged = Bill(Decimal(1000), None, deductible=Decimal(400))
    assert judging.deductible(charged, "2", NANCHANG) is not None
    assert judging.deductible(charged, "3", NANCHANG) is None
    assert judging.deductible(charged, "2", ZHANGSHU) is None
