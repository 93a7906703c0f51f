"""What is settled, judged by the edition of its day (报销核查)."""

from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest

from hfp_desk import policy
from hfp_desk.gate import ENTRY, Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import PLACE_STATUS, SETTLEMENT, TREATMENT, Settlement
from hfp_desk.rules.judging import Judgement
from hfp_desk.store import entering, protection, protection_prices, reversing, taking_back, voiding
from hfp_desk.store.entering import Draft
from hfp_desk.store.opening import Register
from tests.domain.billed import CLERK, YEAR, ZS, asked, bill, checked, counts, person, price
from tests.domain.listed import village_of

NC = policy.load("nanchang-2018")


@pytest.fixture
def two(register: Register) -> Register:
    """One stay at 80 %, one nine times as dear at 90 %, in two townships."""
    bill(register, person(register), total=1000, in_scope=900, basic=600, major=200, own_share=200)
    far = person(register, "张三", "永泰镇")
    bill(register, far, total=9000, in_scope=8000, basic=7000, assistance=1100, own_share=900)
    return register


def test_ratios_are_taken_on_sums_and_the_median_stands_beside(two: Register) -> None:
    whole = checked(two).whole
    assert (whole.people, whole.sums.count, whole.sums.total) == (2, 2, Decimal("10000.00"))
    assert (whole.sums.reimbursed_ratio, whole.median) == (Decimal("89.00"), Decimal("85.00"))
    assert whole.sums.in_scope_ratio == Decimal("87.64"), "(600 + 200 + 7,000) / 8,900"
    assert whole.sums.assistance_ratio == Decimal("100.00"), "1,100 / (8,900 − 7,800)"
    assert whole.sums.own_share == Decimal("11.00")
    assert whole.judgement is Judgement.IN


@pytest.mark.parametrize(
    ("by", "labels"),
    [
        ("town", ["临江镇", "永泰镇"]),
        ("person", ["李玥", "张三"]),
        ("hospital", ["樟树市人民医院"]),
        ("disease", ["肺癌"]),
    ],
)
def test_stays_are_added_up_by_place_person_hospital_and_disease(two: Register, by: str, labels: list[str]) -> None:
    found = checked(two, by=by)
    assert sorted(one.label for one in found.groups) == sorted(labels)
    assert sum(one.sums.count for one in found.groups) == 2
    for one in found.groups:
        assert len(protection.behind(two, ZS, found.asked, by=by, key=one.key)) == one.sums.count


def test_what_each_payer_paid_is_told_in_the_order_of_the_policy(two: Register) -> None:
    paid = protection.payers(two, ZS, asked())
    assert paid[:4] == (
        ("基本医保", Decimal("7600.00")),
        ("大病保险", Decimal("200.00")),
        ("补充保险", Decimal("0.00")),
        ("医疗救助", Decimal("1100.00")),
    )
    town = next(one for one in checked(two).groups if one.label == "永泰镇")
    assert dict(protection.payers(two, ZS, asked(), "town", town.key))["基本医保"] == Decimal("7000.00")


def test_both_sides_of_the_band_are_found_and_open_their_bills(two: Register) -> None:
    high = bill(two, person(two, "王五"), total=1000, in_scope=1000, basic=990, own_share=10)
    found = checked(two)
    assert counts(found) == {"low": 1, "high": 1}
    assert protection.behind(two, ZS, found.asked, found="high") == (high.bill,)
    low = next(one for one in found.found if one.name == "low")
    assert (low.wanted, low.assumed) == ("85%—95%", True)


def test_the_edges_of_the_band_are_inside(register: Register) -> None:
    who = person(register)
    bill(register, who, total="1000.00", basic="850.00", own_share="150.00")
    bill(register, who, total="1000.00", basic="950.00", own_share="50.00")
    assert counts(checked(register)) == {}
    bill(register, who, total="100000.00", basic="84994.00", own_share="15006.00")
    assert counts(checked(register)) == {"low": 1}, "84.99 %"
    bill(register, who, total="100000.00", basic="84995.00", own_share="15005.00")
    assert counts(checked(register)) == {"low": 1}, "84.995 % is 85.00 %, rounded half up as on paper"


def test_reversed_pairs_and_voided_bills_count_no_more(two: Register) -> None:
    wrong = bill(two, person(two, "王五"), total=5000, basic=100, own_share=4900)
    assert checked(two).whole.sums.count == 3
    changes = reversing.reverse(two, CLERK, wrong.bill, "报销比例算错")
    (made,) = changes[Settlement.__name__.lower()]
    record = Settlement.get_by_id(made)
    assert (record.total, record.basic, record.own_share) == (Decimal(-5000), Decimal(-100), Decimal(-4900))
    assert (record.reversal_of.id, record.remark) == (wrong.bill, "冲账：报销比例算错")
    assert checked(two).whole.sums.count == 2
    voiding.void(two, SETTLEMENT, made, "冲错")
    assert checked(two).whole.sums.count == 3
    reversing.reverse(two, CLERK, wrong.bill, "再冲")
    deed = taking_back.latest(two)
    assert deed is not None
    taking_back.take_back(two, deed)
    assert checked(two).whole.sums.count == 3


def test_a_bill_is_reversed_once_with_a_reason(two: Register) -> None:
    mine = bill(two, person(two, "王五"), total=100, basic=90, own_share=10).bill
    with pytest.raises(Refusal, match="原因"):
        reversing.reverse(two, CLERK, mine, " ")
    changes = reversing.reverse(two, CLERK, mine, "重复结算", date(2020, 4, 1))
    with pytest.raises(Refusal, match="2020-04-01 冲账"):
        reversing.reverse(two, CLERK, mine, "重复结算")
    (made,) = changes["settlement"]
    with pytest.raises(Refusal, match="本身就是冲账记录"):
        reversing.reverse(two, CLERK, made, "重复结算")
    with pytest.raises(Refusal, match="不在台账中"):
        reversing.reverse(two, CLERK, 999_999, "重复结算")


def test_several_bills_of_one_stay_are_one_stay(register: Register) -> None:
    first = bill(register, person(register), total=1000, basic=600, own_share=400)
    assert counts(checked(register)) == {"low": 1}
    more = {
        "treatment": first.stay,
        "person": Settlement.get_by_id(first.bill).person.id,
        "settled_on": date(2020, 5, 1),
    }
    paid = {"total": Decimal(0), "supplementary": Decimal(300), "own_share": Decimal(-300)}
    second = entering.keep(register, ZS, [Draft(SETTLEMENT, {**more, **paid})]).ids[0]
    found = checked(register)
    assert (counts(found), found.whole.sums.count, found.whole.median) == ({}, 1, Decimal("90.00"))
    town = found.groups[0]
    assert set(protection.behind(register, ZS, found.asked, by="town", key=town.key)) == {first.bill, second}


def test_a_stay_belongs_to_the_period_of_its_settlement_or_by_choice_of_its_discharge(register: Register) -> None:
    who = person(register)
    bill(register, who, settled=date(2020, 1, 5), stay={"discharged": date(2019, 12, 28)}, total=100, basic=90)
    bill(register, who, settled=date(2020, 2, 1), stay={"admitted": None, "discharged": None}, total=100, basic=90)
    assert checked(register).whole.sums.count == 2
    by_discharge = protection.check(register, ZS, protection.year_of(2019, CLERK, by_discharge=True))
    assert by_discharge.whole.sums.count == 1


def test_own_share_of_poor_villages_stands_apart(register: Register) -> None:
    for name, town in (("李玥", "临江镇"), ("张三", "永泰镇")):
        bill(
            register,
            person(register, name, town),
            settled=date(2018, 6, 1),
            total=1000,
            in_scope=1000,
            basic=880,
            own_share=120,
        )
    mark = {"place": village_of("临江镇").id, "year": 2018, "status": "1"}
    entering.keep(register, ZS, [Draft(PLACE_STATUS, mark)])
    found = counts(checked(register, NC, year=2018))
    assert (found["own"], found["own_poor"]) == (2, 1)


def test_a_deductible_where_it_was_abolished_is_found(register: Register) -> None:
    who, day = person(register), date(2018, 6, 1)
    paid: dict[str, Any] = {"total": 1000, "in_scope": 1000, "basic": 920, "own_share": 80, "deductible": 80}
    bill(register, who, settled=day, **paid)
    bill(register, who, settled=day, stay={"level": "3"}, **paid)
    assert counts(checked(register, NC, year=2018))["deductible"] == 1
    assert "deductible" not in counts(checked(register, ZS, year=2018)), "樟树 abolished none"


def test_visits_are_judged_by_their_own_ratio(register: Register) -> None:
    who, day = person(register), date(2018, 6, 1)
    visit = {"kind": "2", "level": "1"}
    for basic in (50, 65, 75):
        bill(register, who, settled=day, stay=visit, total=100, in_scope=100, basic=basic, own_share=100 - basic)
    found = checked(register, NC, year=2018)
    assert counts(found) == {"visit_low": 1, "visit_high": 1}
    assert "门诊报销比例偏低" in checked(register, ZS).unjudged


def test_treatment_before_payment_is_only_missed_where_no_is_written_for_the_entitled(register: Register) -> None:
    mine, other = person(register), person(register, "张三", poor=False)
    money: dict[str, Any] = {"total": 100, "basic": 90, "own_share": 10}
    for who, first, area in ((mine, False, "1"), (mine, None, "1"), (mine, False, "3"), (other, False, "1")):
        bill(register, who, stay={"area": area}, treat_first=first, one_stop=first, **money)
    assert counts(checked(register)) == {"treat_first": 1, "one_stop": 1}


def test_nothing_paid_by_oneself_and_sums_that_do_not_agree_are_found(register: Register) -> None:
    who = person(register)
    bill(register, who, total=100, basic=100, own_share=0)
    bill(register, who, total=100, basic=90, own_share=9)
    bill(register, who, total=100, own_share=10)
    assert counts(checked(register)) == {"high": 1, "free": 1, "unbalanced": 1, "unknown": 1}


def test_a_year_of_assistance_falls_short_until_the_limit_is_used_up(register: Register) -> None:
    who, day = person(register), date(2018, 6, 1)
    bill(
        register,
        who,
        settled=day,
        total=10000,
        in_scope=9000,
        basic=5000,
        assistance=1000,
        supplementary=3000,
        own_share=1000,
    )
    bill(register, who, settled=day, total=10000, in_scope=9000, basic=5000, assistance=1000, own_share=4000)
    limited = NC.editions[0].with_target("assistance_limit", Decimal(2000))
    found = checked(register, NC, year=2018)
    assert counts(found)["year"] == 1
    assert len(protection.behind(register, NC, found.asked, found="year")) == 2
    used_up = msgspec.structs.replace(NC, editions=(limited,))
    assert "year" not in counts(checked(register, used_up, year=2018))


def test_the_payer_whose_days_are_over_pays_no_more(register: Register) -> None:
    who = person(register)
    for day in (date(2019, 12, 31), date(2020, 1, 1)):
        bill(register, who, settled=day, total=1000, basic=800, safety_net=100, own_share=100)
    assert "ended" not in counts(checked(register, NC, year=2019))
    assert counts(checked(register, NC, year=2020))["ended"] == 1


def test_each_day_is_judged_by_its_own_edition(register: Register) -> None:
    first = NC.editions[0]
    later = msgspec.structs.replace(first, starts=date(2018, 7, 1)).with_target(
        "reimbursed_ratio", Decimal(80), Decimal(75), Decimal(85)
    )
    two_parts = msgspec.structs.replace(NC, editions=(first, later))
    who = person(register)
    for day in (date(2018, 6, 30), date(2018, 7, 1)):
        bill(register, who, settled=day, total=1000, basic=920, own_share=80)
    found = checked(register, two_parts, year=2018)
    assert counts(found) == {"high": 1}
    assert next(one for one in found.found if one.name == "high").wanted == "90%—95%；75%—85%"


def test_the_price_that_fits_most_closely_holds(register: Register) -> None:
    who = person(register)
    dear = bill(register, who, total=10000, basic=9000, own_share=1000)
    bill(register, who, stay={"level": "3", "hospital": "省人民医院"}, total=10000, basic=9000, own_share=1000)
    bill(register, who, stay={"disease": "胃癌"}, total=99999, basic=90000, own_share=9999)
    price(register, "20000")
    assert counts(checked(register)).get("price") is None
    price(register, "9000", level="2")
    assert counts(checked(register))["price"] == 1
    (one,) = protection_prices.overpriced(register.db, asked())
    assert (one.stay, one.over) == (dear.stay, Decimal("1000.00"))
    price(register, "12000", level="2", hospital="樟树市人民医院", ends=date(2020, 3, 12))
    assert counts(checked(register))["price"] == 1, "it ended the day before"
    price(register, "9500", hospital="樟树市人民医院", starts=date(2020, 3, 13))
    found = checked(register)
    assert next(each for each in found.found if each.name == "price").amount == Decimal("500.00")
    assert protection.behind(register, ZS, found.asked, found="price") == (dear.bill,)


def test_restricted_stays_are_not_there_for_those_who_may_not_know(two: Register) -> None:
    who = person(two, "王五")
    secret = bill(two, who, total=1000, basic=100, own_share=900)
    record = entering.load(two, TREATMENT, secret.stay, CLERK)
    entering.keep(two, ZS, [Draft(TREATMENT, {**record.values, "restricted": True}, secret.stay, record.version)])
    plain = Viewer("李敏", frozenset({ENTRY}))
    assert protection.check(two, ZS, asked(viewer=plain)).whole.sums.count == 2
    assert protection.check(two, ZS, asked()).whole.sums.count == 3
    with pytest.raises(Refusal, match="保密"):
        reversing.reverse(two, plain, secret.bill, "算错")
    nobody = Viewer("李敏", frozenset())
    assert protection.check(two, ZS, asked(viewer=nobody)).whole.sums.count == 0
    assert protection.behind(two, ZS, asked(viewer=nobody)) == ()


def test_an_empty_year_says_nothing(register: Register) -> None:
    found = checked(register, year=YEAR)
    assert (found.groups, counts(found), found.whole.median) == ((), {}, None)


def test_a_bill_is_judged_at_entry_by_its_price_and_a_visit_by_its_own_ratio(register: Register) -> None:
    who = person(register)
    price(register, "900")

    def told(kind: str, **money: int) -> set[str]:
        stay = {"person": who, "disease": "肺癌", "kind": kind, "level": "1", "admitted": date(2018, 6, 1)}
        amounts = {name: Decimal(value) for name, value in money.items()}
        drafts = [Draft(TREATMENT, stay), Draft(SETTLEMENT, {"settled_on": date(2018, 6, 1), **amounts})]
        return {one.code for one in entering.problems(register, NC, drafts)}

    assert "W-PRICE" in told("1", total=1000, in_scope=1000, basic=900, own_share=100)
    assert "W-PRICE" not in told("1", total=900, in_scope=900, basic=810, own_share=90)
    visit = {"total": 1000, "in_scope": 1000}
    assert told("2", **visit, basic=500, own_share=500) & {"W-VISIT-RATIO-LOW", "W-RATIO-LOW", "W-PRICE"} == {
        "W-VISIT-RATIO-LOW"
    }
    assert not told("2", **visit, basic=650, own_share=350) & {"W-VISIT-RATIO-LOW", "W-RATIO-LOW", "W-OWN-SHARE-HIGH"}
