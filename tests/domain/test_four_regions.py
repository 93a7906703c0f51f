"""One register under 南昌, 德州, 樟树 and 南宁: what the documents demand differs, and so does what is found (§1.6)."""

from datetime import date
from decimal import Decimal

import pytest

from hfp_desk import policy
from hfp_desk.rules.judging import Judgement
from hfp_desk.store import protection, settings, target_board
from hfp_desk.store.opening import Register
from hfp_desk.store.protection import Checked
from tests.domain.billed import bill, checked, counts, person

REGIONS = ("nanchang-2018", "dezhou-2018", "zhangshu-2020", "nanning-2017")
DAY = date(2020, 3, 13)


@pytest.fixture
def one(register: Register) -> Register:
    """Stays at 87, 92, 96 and 100 %, a deductible at level two, a visit, help that falls short, 兜底 in 2020."""
    who = person(register)
    for own, paid in ((130, 870), (80, 920), (40, 960), (0, 1000)):
        bill(register, who, settled=DAY, total=1000, in_scope=1000, basic=paid, own_share=own)
    bill(register, who, settled=DAY, total=1000, in_scope=1000, basic=920, own_share=80, deductible=400)
    bill(register, who, settled=DAY, stay={"kind": "2", "level": "1"}, total=100, in_scope=100, basic=50, own_share=50)
    other = person(register, "张三")
    bill(register, other, settled=DAY, total=1000, in_scope=1000, basic=900, assistance=20, own_share=80)
    third = person(register, "王五")
    bill(register, third, settled=DAY, total=1000, in_scope=920, basic=920, safety_net=10, own_share=70)
    return register


def found(register: Register, region: str) -> Checked:
    return checked(register, policy.load(region))


@pytest.mark.parametrize(
    ("region", "told"),
    [
        # 90—95 %, own share ≤ 10 %, no deductible at levels 1–2, visits about 65 %, ≥ 70 % helped, 兜底 over by 2020
        ("nanchang-2018", {"low": 1, "high": 2, "own": 1, "deductible": 1, "visit_low": 1, "year": 2, "ended": 1}),
        # no ratio is given: only what no policy allows is found
        ("dezhou-2018", {}),
        # stable at 90 %: 85—95 %, so 87 % is inside
        ("zhangshu-2020", {"high": 2}),
        # topped up to 90 % by the commercial insurance, no figures for the rest
        ("nanning-2017", {"low": 1, "high": 2}),
    ],
)
def test_the_same_register_gives_what_each_document_demands(one: Register, region: str, told: dict[str, int]) -> None:
    assert counts(found(one, region)) == {**told, "free": 1}, "看病不花钱 is a finding everywhere"


def test_what_a_document_does_not_give_stays_unjudged_and_is_said(one: Register) -> None:
    unjudged = {region: set(found(one, region).unjudged) for region in REGIONS}
    assert unjudged["nanchang-2018"] == set()
    assert {"实际报销比例低于目标", "实际报销比例高于目标", "个人负担比例超标"} <= unjudged["dezhou-2018"]
    assert unjudged["zhangshu-2020"] == unjudged["nanning-2017"]
    assert "一级、二级医院收了起付线" in unjudged["nanning-2017"]
    assert found(one, "dezhou-2018").whole.judgement is None
    assert found(one, "zhangshu-2020").whole.judgement is Judgement.IN


def test_the_sums_are_the_same_only_the_judgement_differs(one: Register) -> None:
    sums = {(found(one, region).whole.sums, found(one, region).whole.visits) for region in REGIONS}
    ((stays, visits),) = sums
    assert (stays.total, visits.total) == (Decimal("7000.00"), Decimal("100.00")), "visits stand by themselves"


def test_each_region_calls_its_payers_in_its_own_words_and_order(one: Register) -> None:
    named = {region: found(one, region) for region in REGIONS}
    told = {
        region: [label for label, _ in protection.payers(one, policy.load(region), each.asked)]
        for region, each in named.items()
    }
    assert told["nanchang-2018"][:4] == ["基本医保", "大病保险", "补充保险", "医疗救助"]
    assert told["dezhou-2018"][:5] == ["基本医保", "大病保险", "医疗机构减免", "医疗救助", "医疗商业补充保险"]
    assert "大病救助" in told["nanning-2017"]
    assert all("政府兜底" in labels for labels in told.values()), "where money stands it is shown, named or not"


def test_every_clause_is_cited(one: Register) -> None:
    for region in REGIONS:
        abbreviation = policy.load(region).abbreviation
        given = [each for each in found(one, region).found if each.wanted and each.name != "price"]
        assert all(abbreviation in each.source for each in given)


def test_the_work_bench_judges_by_the_same_editions(one: Register) -> None:
    ratios = {}
    for region in REGIONS:
        with one.session():
            settings.put(settings.POLICY, region)
        goals = target_board.board(one, date(2020, 12, 25), only=("reimbursed_ratio",)).goals
        ratios[region] = goals[0].judgement if goals else None
    assert ratios["dezhou-2018"] is None
    assert ratios["zhangshu-2020"] is Judgement.IN
