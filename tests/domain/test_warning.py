"""Households that illness may make poor: signs, steps with their times, the deeds, the table of the city."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from hfp_desk import policy
from hfp_desk.problems import Refusal
from hfp_desk.records import Alert, Diagnosis, Household, Identity, Person, Place, Settlement
from hfp_desk.rules import warning_signs, warning_steps
from hfp_desk.rules.warning_signs import Lines, judge
from hfp_desk.rules.warning_steps import CLEARED, CONFIRMED, ILLNESS, REMOVED, WAITING, Step, Times, Warned
from hfp_desk.store import keeping, monitoring, taking_back, warning, warning_checks
from hfp_desk.store.opening import Register
from tests.data.senders import number
from tests.domain.listed import CLERK

D = Decimal
LINES = Lines(D(50), D(16000), D(6000))
GIVEN = Times(15, 5, 30, 6)
DAY = date(2020, 3, 1)
ZHANGSHU = policy.load("zhangshu-2020")


@pytest.mark.parametrize(
    ("own", "income", "size", "crossed"),
    [
        ("7999.99", "20000", 4, 0),
        ("8000.00", "20000", 4, 1),
        ("8000.00", None, 4, 1),
        ("0", "5000", 4, 0),
        ("4000", "7000", 4, 0),
        ("4000.04", "7000", 4, 1),
        ("9000", "7000", 1, 2),
    ],
)
def test_a_household_is_warned_of_when_a_line_is_crossed(own: str, income: str | None, size: int, crossed: int) -> None:
    sign = judge(D(own), None if income is None else D(income), size, LINES)
    assert len(sign.reasons if sign else ()) == crossed


def test_without_figures_nothing_is_judged() -> None:
    assert judge(D(90000), D(100), 1, Lines(None, None, None)) is None
    assert judge(D(90000), D(100), 1, Lines(D(50), None, None)) is None


def test_the_lines_are_those_of_the_year() -> None:
    ranges = [warning_signs.lines(ZHANGSHU.on(date(year, 12, 31))).monitored for year in (2020, 2021, 2024)]
    assert ranges == [D(5000), D(6000), D(7300)]


@pytest.mark.parametrize(
    ("one", "step", "due"),
    [
        (Warned(WAITING, DAY), Step.VERIFY, DAY + timedelta(days=15)),
        (Warned(CONFIRMED, DAY, decided_on=DAY), Step.MEASURE, DAY + timedelta(days=30)),
        (Warned(CONFIRMED, DAY, decided_on=DAY, measured_on=DAY), Step.WATCH, None),
        (Warned(CLEARED, DAY), Step.DONE, None),
        (Warned(REMOVED, DAY), Step.DONE, None),
    ],
)
def test_each_step_has_its_day(one: Warned, step: Step, due: date | None) -> None:
    assert (warning_steps.step(one), warning_steps.deadline(one, GIVEN)) == (step, due)


def in_days(days: int) -> date:
    return DAY + timedelta(days=days)


@pytest.mark.parametrize(
    ("one", "codes"),
    [
        (Warned(CONFIRMED, DAY, decided_on=in_days(15), helps=("1",), risks=(ILLNESS,)), []),
        (Warned(CONFIRMED, DAY, decided_on=in_days(16)), ["W-ALERT-LATE"]),
        (Warned(CONFIRMED, DAY), ["W-ALERT-DECISION"]),
        (Warned(CLEARED, DAY, decided_on=DAY), ["W-ALERT-REASON"]),
        (Warned(WAITING, DAY, notice_from=DAY, notice_to=in_days(4)), []),
        (Warned(WAITING, DAY, notice_from=DAY, notice_to=in_days(3)), ["W-ALERT-NOTICE"]),
        (Warned(CONFIRMED, DAY, decided_on=DAY, risks=(ILLNESS,)), ["W-ALERT-HELP"]),
        (Warned(CONFIRMED, DAY, decided_on=DAY, risks=(ILLNESS,), helps=("3",), own_cost=D(0)), ["W-ALERT-COST"]),
        (Warned(REMOVED, DAY, decided_on=DAY), ["W-ALERT-REMOVAL"]),
        (
            Warned(REMOVED, DAY, decided_on=DAY, cleared_on=date(2020, 8, 31), removal="2"),
            ["W-ALERT-SHORT"],
        ),
        (Warned(REMOVED, DAY, decided_on=DAY, cleared_on=date(2020, 9, 1), removal="2"), []),
        (Warned(REMOVED, DAY, decided_on=DAY, cleared_on=date(2020, 9, 1), removal="1"), ["W-ALERT-NOTHING"]),
    ],
)
def test_what_does_not_agree_is_told(one: Warned, codes: list[str]) -> None:
    assert [problem.code for problem in warning_steps.problems(one, GIVEN)] == codes


@pytest.fixture
def homes(register: Register) -> list[Person]:
    """Two households of a poor village: one pays much, the other little; each with two members."""
    with register.session():
        village = Place.get((Place.level == "5") & (Place.name == "小洲村委会"))
        people = []
        for serial, income in enumerate(("6000", "9000")):
            home = Household.new(number=f"36098200000{serial}", town=village.parent, village=village, income=D(income))
            keeping.save(register, home)
            for member in range(2):
                one = Person.new(
                    name="王小明甲乙"[member : member + 2],
                    id_number=number(10 * serial + member),
                    household=home,
                    town=village.parent,
                    village=village,
                )
                keeping.save(register, one)
                people.append(one)
        for person, own in ((people[0], "1500"), (people[1], "2500"), (people[2], "100")):
            bill = Settlement.new(person=person, settled_on=date(2020, 2, 1), total=D(own), own_share=D(own))
            keeping.save(register, bill)
    return people


def threatened(register: Register) -> tuple[warning.Threatened, ...]:
    return warning.threatened(register, CLERK, ZHANGSHU, 2020)


def test_costs_of_all_members_are_added_and_the_dearest_is_named(register: Register, homes: list[Person]) -> None:
    [one] = threatened(register)
    assert (one.person, one.own, one.income, one.size) == (homes[1].id, D(4000), D(6000), 2)
    assert "4,000.00 元，低于监测范围 5,000.00 元" in one.sign.reasons[0]


def test_a_warning_is_kept_once_and_taken_back(register: Register, homes: list[Person]) -> None:
    warning.warn(register, threatened(register), DAY, 2020)
    assert threatened(register) == ()
    with register.session():
        [kept] = Alert.select()
        assert (kept.state, kept.own_cost, kept.risks) == (WAITING, D(4000), (ILLNESS,))
    with pytest.raises(Refusal, match="没有新的预警线索"):
        warning.warn(register, (), DAY, 2020)
    deed = taking_back.latest(register)
    assert deed is not None
    taking_back.take_back(register, deed)
    assert len(threatened(register)) == 1


def warned(register: Register) -> int:
    warning.warn(register, threatened(register), DAY, 2020)
    with register.session():
        return int(Alert.get().id)


def test_a_decision_needs_a_day_and_a_reason_and_is_made_once(register: Register, homes: list[Person]) -> None:
    one = warned(register)
    with pytest.raises(Refusal, match="审定日期"):
        warning.confirm(register, [one], None, "属实")
    with pytest.raises(Refusal, match="原因"):
        warning.clear(register, [one], DAY, " ")
    warning.confirm(register, [one], DAY, "入户核实属实")
    with pytest.raises(Refusal, match="已审定过"):
        warning.clear(register, [one], DAY, "报销到位")


def counts(register: Register, day: date) -> dict[str, int]:
    return {one.name: one.count for one in warning.figures(register, ZHANGSHU, day)}


def test_the_figures_follow_the_steps(register: Register, homes: list[Person]) -> None:
    one = warned(register)
    assert counts(register, in_days(15))["late"] == 0
    assert counts(register, in_days(16)) == {
        "verify": 1,
        "late": 1,
        "measure": 0,
        "watch": 0,
        "done": 0,
        "removed": 0,
    }
    warning.confirm(register, [one], in_days(10), "属实")
    assert counts(register, in_days(16))["measure"] == 1


def test_a_warning_of_illness_with_nobody_ill_is_told(register: Register, homes: list[Person]) -> None:
    one = warned(register)
    warning.confirm(register, [one], DAY, "属实")
    with register.session():
        alert: Any = Alert.get()
        edition = ZHANGSHU.on(DAY)
        codes = {problem.code for problem in warning_checks.of_alert(alert, edition, CLERK)}
        assert "W-ALERT-NOBODY" in codes
        keeping.save(register, Diagnosis.new(person=homes[0], disease="肺癌"))
        codes = {problem.code for problem in warning_checks.of_alert(alert, edition, CLERK)}
        assert "W-ALERT-NOBODY" not in codes


def cells(register: Register, day: date, town: str) -> dict[str, int]:
    [row] = [row for row in monitoring.table(register, CLERK, ZHANGSHU, day) if row.name == town]
    return {name: len(ids) for name, ids in row.cells.items()}


def test_the_table_counts_confirmed_households_their_members_and_patients(
    register: Register, homes: list[Person]
) -> None:
    one = warned(register)
    assert cells(register, in_days(30), "合计")["households"] == 0
    warning.confirm(register, [one], DAY, "属实")
    with register.session():
        keeping.save(register, Diagnosis.new(person=homes[0], disease="肺癌", standard_disease="肺癌"))
        keeping.save(register, Identity.new(person=homes[0], kind="04"), Identity.new(person=homes[3], kind="06"))
        old: Any = homes[0]
        old.birth = date(1960, 3, 31)
        keeping.save(register, old)
    expected = {
        "gaps": 0,
        "households": 1,
        "members": 2,
        "patients": 1,
        "listed": 1,
        "old": 1,
        "disabled": 1,
        "monitored": 1,
    }
    assert cells(register, in_days(30), "洲上乡") == expected
    assert cells(register, in_days(29), "洲上乡")["old"] == 0
    assert cells(register, in_days(30), "合计") == expected
    assert cells(register, in_days(30), "观上镇")["members"] == 0
    assert cells(register, DAY - timedelta(days=1), "洲上乡")["households"] == 0


def test_the_table_of_a_day_knows_nothing_of_later_days(register: Register, homes: list[Person]) -> None:
    warning.confirm(register, [warned(register)], DAY, "属实")
    with register.session():
        dead: Any = homes[1]
        dead.died_on = in_days(20)
        later = {"risk_cleared": True, "risk_cleared_on": "2020-03-21"}
        keeping.save(register, dead, Identity.new(person=homes[3], kind="06", **later))
    then, after = cells(register, in_days(10), "合计"), cells(register, in_days(20), "合计")
    assert (then["members"], then["monitored"]) == (2, 1)
    assert (after["members"], after["monitored"]) == (1, 0)
