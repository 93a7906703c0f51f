"""The target board: each goal of a document with what is reached, lacking and missing; the coverages of 南昌."""

from datetime import date
from decimal import Decimal

import pytest

from hfp_desk import policy
from hfp_desk.gate import QUERY, Viewer
from hfp_desk.policy import Target
from hfp_desk.records import Contract, Household, Identity, Person, Place, Subsidy
from hfp_desk.returns import Cell, Column, periods, summing
from hfp_desk.returns.table import TOTAL
from hfp_desk.rules import judging
from hfp_desk.rules.judging import Judgement
from hfp_desk.store import keeping, returns, settings, target_board
from hfp_desk.store.opening import Register
from hfp_desk.store.target_board import MISSING, PART, WHOLE, Goal
from tests.data.senders import number
from tests.domain.listed import CLERK

D = Decimal
DAY = date(2020, 3, 25)
PERCENT = Column(name="x", head=("率",), ratio=("a", "b"), unit="%")


@pytest.fixture
def nanchang(register: Register) -> Register:
    """Six people of 建档立卡 in two townships of 南昌; one is dead, one left poverty and keeps the benefits."""
    with register.session():
        settings.put(settings.POLICY, "nanchang-2018")
        first, second = Place.select().where(Place.level == "4").order_by(Place.sort)[:2]
        for index in range(6):
            town = first if index < 4 else second
            home = Household.new(number=f"H{index}", town=town)
            one = Person.new(name=f"李{'甲乙丙丁戊己'[index]}", id_number=number(index), town=town, household=home)
            one.basic_insurance, one.major_insurance = index != 1, index in (0, 2) or None
            one.has_record = index % 2 == 0
            known = Identity.new(person=one, kind="01", starts="2016")
            if index == 2:
                known.ends, known.benefits_continue = "2018-12", True
            if index == 3:
                one.died_on = date(2020, 3, 1)
            keeping.save(register, home, one, known)
            if index in (0, 1):
                signed = Contract.new(person=one, state="1", signed_on=date(2020, 1, 5), starts=date(2020, 1, 5))
                keeping.save(register, signed)
            if index == 4:
                keeping.save(register, Subsidy.new(person=one, year=2020, category="01"))
    return register


def people(register: Register) -> list[int]:
    """Their ids in the order in which they were entered."""
    with register.session():
        return [one.id for one in Person.select().order_by(Person.id)]


def goal(register: Register, name: str) -> Goal:
    """A goal of the board."""
    return next(one for one in target_board.board(register, DAY).goals if one.target.name == name)


def test_the_five_coverages_count_who_is_alive_and_entitled(nanchang: Register) -> None:
    of = returns.named(nanchang, "five_coverages")
    table = returns.counted(nanchang, of, periods.period(of, "2020-03"))
    total = [table.cell(TOTAL, name).value for name in ("people", "basic", "major", "assistance", "signed", "public")]
    assert total == [5, 4, 2, 1, 2, 3]
    assert table.cell(TOTAL, "basic_rate").value == D("80.00")
    assert [line.cells[0].value for line in table.lines[1:3]] == [3, 2]


def test_a_goal_says_what_is_reached_lacking_and_who_is_missing(nanchang: Register) -> None:
    ids = people(nanchang)
    basic = goal(nanchang, "coverage_basic")
    assert (basic.wanted, basic.met, basic.distance, basic.lacking) == ("不低于 100%", False, D("-20.00"), 1)
    assert basic.target.source == "NC §（二）"
    assert len(basic.behind) == 1
    lists = {which: target_board.members(nanchang, CLERK, basic, which) for which in (PART, WHOLE, MISSING)}
    assert {which: found.ids for which, found in lists.items() if found is not None} == {
        PART: (ids[0], ids[2], ids[4], ids[5]),
        WHOLE: (ids[0], ids[1], ids[2], ids[4], ids[5]),
        MISSING: (ids[1],),
    }
    for which, found in lists.items():
        blind = target_board.members(nanchang, Viewer("查询", frozenset({QUERY})), basic, which)
        assert found is not None
        assert blind is not None
        assert blind.count == found.count


def test_every_goal_a_document_gives_is_on_the_board_with_its_clause(nanchang: Register) -> None:
    named = {name for _, names in target_board.areas() for name in names}
    for region in policy.names():
        with nanchang.session():
            settings.put(settings.POLICY, region)
        edition = policy.load(region).on(DAY)
        found = target_board.board(nanchang, DAY).goals
        assert {one.target.name for one in found} == {name for name in named if edition.target(name).given}
        assert all(one.target.source for one in found)


def test_a_figure_of_nobodys_list_opens_none_and_is_judged_all_the_same(nanchang: Register) -> None:
    with nanchang.session():
        settings.put(settings.POLICY, "nanning-2017")
    of = returns.named(nanchang, "health_targets")
    period = periods.period(of, "2020")
    for column, value in (("births", 5000), ("maternal", 2), ("infant", 10), ("under_five", 12)):
        returns.write(nanchang, of, period, TOTAL, column, D(value), "妇幼保健院 2020 年报")
    maternal = goal(nanchang, "maternal_deaths")
    assert (maternal.cell.value, maternal.met, maternal.distance) == (D("40.00"), False, D("20.00"))
    assert maternal.lacking == 1
    assert target_board.members(nanchang, CLERK, maternal, MISSING) is None
    assert goal(nanchang, "infant_deaths").met is True


@pytest.mark.parametrize(
    ("operator", "part", "met", "lacking"),
    [(">=", 89, False, 1), (">=", 90, True, 0), ("<=", 91, False, 1), ("<=", 90, True, 0), ("band", 96, False, 1)],
)
def test_how_many_are_lacking_or_too_many(operator: str, part: int, met: bool, lacking: int) -> None:
    wanted = Target(name="x", label="率", unit="%", operator=operator, value=D(90), low=D(85), high=D(95))  # type: ignore[arg-type]
    one = Goal("", wanted, column=PERCENT, cell=Cell(D(part), D(part), D(100)))
    assert (one.met, one.lacking) == (met, lacking)


def test_nearly_everybody_is_not_everybody() -> None:
    wanted = Target(name="x", label="率", unit="%", operator=">=", value=D(100))
    column = Column(name="x", head=("率",), ratio=("a", "b"), unit="%", digits=2)
    one = Goal("", wanted, column=column, cell=summing.ratio(column, D(99_997), D(100_000)))
    assert (one.cell.value, one.met, one.lacking, one.distance) == (D("100.00"), False, 3, D("-0.01"))


def test_so_many_for_each_are_judged_by_the_share_of_those_who_have_as_many() -> None:
    each = Target(name="doctor_trainings", label="每年培训次数", unit="次", operator=">=", value=D(2), source="NN")
    told = judging.in_unit(each, "%")
    assert (told.label, told.source, judging.wanted(told)) == ("每年培训次数（不低于 2次的比例）", "NN", "不低于 100%")
    assert judging.judge(told, D(85)) is Judgement.LOW
    assert judging.in_unit(each, "次") is each
    assert not judging.in_unit(Target(name="x", label="x", unit="次", operator=">="), "%").given
