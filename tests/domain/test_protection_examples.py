"""Examples of what each line pays, each with its clause; the same stay under the four policies (issue 5 part 4)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfp_desk import policy
from hfp_desk.rules import money
from hfp_desk.rules.protection import problems, reckon
from hfp_desk.rules.protection_stay import CHRONIC, OUTPATIENT, Stay
from tests.domain.reckoned import DAYS, FEES, edition, four_regions, line, reckoned, stay

PAPER = Path(__file__).parents[2] / "docs" / "protection-lines.md"
fen = st.integers(0, 10**8).map(lambda cents: Decimal(cents) / 100)

EXAMPLES: tuple[tuple[str, str, dict[str, object], str, str, str], ...] = (
    # clause, region, what is different about the stay, line, what it pays, what the reason says
    ("NC §十四", "nanchang-2018", {}, "basic", "37500.00", "取消起付线"),
    ("NC §十四", "nanchang-2018", {"level": "1"}, "basic", "45000.00", "起付线 0.00）× 90%"),
    ("NC §十四", "nanchang-2018", {"level": "3"}, "basic", "29520.00", "起付线 800.00）× 60%"),
    ("NC §十四", "nanchang-2018", {"entitled": False}, "basic", "37200.00", "起付线 400.00）× 75%"),
    ("NN §二（一）", "nanning-2017", {}, "basic", "39680.00", "75% + 5%"),
    ("NN §二（一）", "nanning-2017", {"area": "2", "level": "3"}, "basic", "24500.00", "45% + 5%"),
    ("NN §二（一）", "nanning-2017", {"area": "3", "level": "3"}, "basic", "22050.00", "未经批准转诊"),
    ("NN §二（一）", "nanning-2017", {"area": "3", "referred": True}, "basic", "29400.00", "55% + 5%"),
    ("NC §十四", "nanchang-2018", {}, "major", "4225.00", "12,000.00 降低 50%）；6,500.00 × 65%"),
    ("NN §二（一）", "nanning-2017", {}, "major", "3024.00", "4,320.00 × 70%"),
    ("ZS §二", "zhangshu-2020", {}, "major", "480.00", "800.00 × 60%"),
    ("DZ §二（二）", "dezhou-2018", {"entitled": False}, "major", "480.00", "起付线 12,000.00；"),
    ("NC §十四", "nanchang-2018", {"total": "9000", "in_scope": "8000"}, "major", "0.00", "不足起付线"),
    ("NC §十四", "nanchang-2018", {"borne": Decimal(9000)}, "major", "8125.00", "本年此前 9,000.00"),
    ("NC §十四", "nanchang-2018", {}, "assistance", "5792.50", "× 70%"),
    ("§2.5 封顶", "nanchang-2018", {"assisted": Decimal(28000)}, "assistance", "2000.00", "只能支付 2,000.00"),
    ("§2.5 封顶", "nanchang-2018", {"assisted": Decimal(31000)}, "assistance", "0.00", "只能支付 0.00"),
    ("NC §十四", "nanchang-2018", {"entitled": False}, "assistance", "0.00", "不在本文件的保障对象范围"),
    ("DZ §二（十一）", "dezhou-2018", {}, "relief", "1270.00", "诊查费 120.00 × 100% + 大型设备检查费 1,500.00 × 50%"),
    ("DZ §二（十一）", "dezhou-2018", {"area": "3"}, "relief", "0.00", "只在县域内"),
    ("DZ §二（十一）", "dezhou-2018", {"entitled": False}, "relief", "0.00", "不在本文件的保障对象范围"),
    ("NC §十四", "nanchang-2018", {}, "supplementary", "6482.50", "60,000.00 × 90%"),
    ("NN §二（五）", "nanning-2017", {}, "supplementary", "6918.40", "60,000.00 × 90%"),
    ("ZS §二", "zhangshu-2020", {"total": "50000"}, "supplementary", "0.00", "不再补"),
    ("NC §七", "nanchang-2018", {"disease": "late-schistosomiasis"}, "public_health", "0.00", "剩余部分"),
    ("NC §十四", "nanchang-2018", {"day": date(2020, 1, 1)}, "safety_net", "0.00", "已于 2019-12-31 止"),
    ("NN §二（一）", "nanning-2017", {"typed": {"temporary": Decimal(800)}}, "temporary", "800.00", "按填写的金额"),
)


@pytest.mark.parametrize(("clause", "region", "more", "name", "pays", "says"), EXAMPLES)
def test_each_line_pays_what_its_clause_says(
    clause: str, region: str, more: dict[str, object], name: str, pays: str, says: str
) -> None:
    raw = dict(more)
    amounts = {key: str(raw.pop(key)) for key in ("total", "in_scope") if key in raw}
    found = line(reckoned(region, stay(region, **amounts, **raw)), name)  # type: ignore[arg-type]
    assert (found.amount, clause) == (Decimal(pays), clause)
    assert says in found.reason


OUTSIDE = (
    # clause, kind, level, in scope, already paid this year, what is paid
    ("NC §十四", OUTPATIENT, "1", "200.00", "9000", "130.00"),
    ("NC §十四", OUTPATIENT, "9", "200.01", "0", "130.01"),
    ("[A] 二级以上", OUTPATIENT, "2", "1000.00", "300", "200.00"),
    ("NC §十四", CHRONIC, "1", "1000.00", "9000", "600.00"),
)


@pytest.mark.parametrize(("clause", "kind", "level", "in_scope", "before", "pays"), OUTSIDE)
def test_visits_have_their_own_ratio_and_no_limit_in_a_township(
    clause: str, kind: str, level: str, in_scope: str, before: str, pays: str
) -> None:
    one = stay(total="2000", in_scope=in_scope, kind=kind, level=level, reimbursed=Decimal(before))
    found = reckoned("nanchang-2018", one)
    assert (line(found, "basic").amount, clause) == (Decimal(pays), clause)
    assert [each.field for each in found.lines] == ["basic"]
    assert ("不设封顶线" in line(found, "basic").reason) == (level in ("1", "9"))


def test_the_same_stay_under_four_policies() -> None:
    told = {region: {each.field: each.amount for each in reckoned(region).lines if each.amount} for region in DAYS}
    amounts = {
        "nanchang-2018": {"basic": "37500", "major": "4225", "assistance": "5792.50", "supplementary": "6482.50"},
        "dezhou-2018": {"basic": "37200", "major": "480", "relief": "1270", "assistance": "6630"},
        "zhangshu-2020": {"basic": "37200", "major": "480", "assistance": "7392", "supplementary": "8928"},
        "nanning-2017": {"basic": "39680", "major": "3024", "assistance": "4377.60", "supplementary": "6918.40"},
    }
    assert told == {region: {name: Decimal(value) for name, value in paid.items()} for region, paid in amounts.items()}
    assert {
        region: reckoned(region).own for region in ("nanchang-2018", "zhangshu-2020", "nanning-2017")
    } == dict.fromkeys(("nanchang-2018", "zhangshu-2020", "nanning-2017"), Decimal(6000))
    assert [one.name for one in reckoned("dezhou-2018").missing] == ["reimbursed_ratio"], "德州 gives no ratio"


def test_the_paper_with_the_four_policies_says_what_is_reckoned() -> None:
    assert four_regions() in PAPER.read_text(encoding="utf-8")


@pytest.mark.parametrize("region", DAYS)
def test_without_the_office_s_figures_it_is_said_which_are_missing(region: str) -> None:
    found = reckon(stay(region), policy.load(region).on(DAYS[region]))
    names = {one.name for one in found.missing}
    assert "basic_ratio_2" in names
    assert ("basic_deductible_2" in names) == (region != "nanchang-2018"), "南昌 abolished it"
    assert {"major_deductible", "major_ratio", "assistance_limit"} - names <= {"assistance_limit"}
    basic = line(found, "basic")
    assert basic.amount is None
    assert "二级医院基本医保住院报销比例" in basic.reason
    assert "系统 → 单位与政策 → 指标" in basic.reason
    assert found.judged() == []


def test_the_limit_of_assistance_may_be_unknown_and_is_told() -> None:
    bare = policy.load("nanchang-2018").on(DAYS["nanchang-2018"])
    for name, value in (("basic_ratio_2", "75"), ("major_deductible", "12000"), ("major_ratio", "60")):
        bare = bare.with_target(name, Decimal(value))
    found = reckon(stay(), bare)
    assert found.complete
    assert [one.name for one in found.missing] == ["assistance_limit"]
    assert line(found, "assistance").assumed


def test_bands_of_the_major_illness_insurance_go_on_over_the_year() -> None:
    bands = {"major_band": "5000", "major_ratio_2": "70"}
    first = line(reckoned("nanchang-2018", None, **bands), "major")
    assert first.amount == Decimal("4375.00"), "5,000 × 65 % and 1,500 × 75 %"
    second = line(reckoned("nanchang-2018", stay(borne=Decimal(12500)), **bands), "major")
    assert second.amount == Decimal("9375.00"), "6,500 over the deductible were borne before: all 12,500 × 75 %"


def test_nothing_is_raised_above_the_target_and_too_much_is_a_finding() -> None:
    rich = reckoned("nanchang-2018", stay(total="50000"), basic_ratio_2="98")
    assert line(rich, "supplementary").amount == 0
    assert [one.code for one in rich.judged()] == ["W-RATIO-HIGH"]
    late = stay(total="50000", disease="late-schistosomiasis")
    free = reckoned("nanchang-2018", late)
    assert line(free, "public_health").amount == Decimal("2482.50")
    assert "W-OWN-ZERO" in [one.code for one in free.judged()]


def test_half_a_fen_is_rounded_up() -> None:
    one = stay(total="100.10", in_scope="0.10", level="1", entitled=True, fees={})
    assert line(reckoned("nanchang-2018", one, basic_ratio_1="75"), "basic").amount == Decimal("0.08")


@given(st.sampled_from(list(DAYS)), fen, fen, fen, st.sampled_from("1239"), st.sampled_from("1234"), st.booleans())
def test_the_lines_and_the_own_share_are_the_total(
    region: str, total: Decimal, in_scope: Decimal, assisted: Decimal, level: str, area: str, entitled: bool
) -> None:
    total = max(total, in_scope) + 1
    one = Stay(DAYS[region], total, in_scope, level=level, area=area, assisted=assisted, entitled=entitled, fees=FEES)
    found = reckon(one, edition(region, reimbursed_ratio="90"))
    assert found.complete
    assert 0 <= found.own <= total
    assert all(each.paid >= 0 and each.paid == each.paid.quantize(money.CENT) for each in found.lines)
    assert money.balance(found.bill) is None
    assert found.paid("assistance") <= max(Decimal(30000) - assisted, Decimal(0))


def test_a_stay_that_cannot_be_is_told() -> None:
    assert [one.label for one in problems(stay(total="0", in_scope="0"))] == ["总费用"]
    assert [one.label for one in problems(stay(total="100", in_scope="120"))] == ["政策范围内费用"]
    assert [one.label for one in problems(replace(stay(), level=""))] == ["医院级别"]
    assert [one.label for one in problems(stay(total="-1"))] == ["总费用"]
    assert problems(stay()) == []
