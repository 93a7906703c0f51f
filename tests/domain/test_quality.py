"""规范管理率, 控制率 and the figures of 肺结核 in a year, each with its people (domain.md §3.7)."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hfp_desk.excel import quality_files
from hfp_desk.rules.judging import Judgement
from hfp_desk.store import quality, quality_words
from hfp_desk.store.due_reading import Wanted
from hfp_desk.store.opening import Register
from hfp_desk.store.quality import By, Quality
from tests.domain.listed import CLERK, HELPER, VISITOR
from tests.domain.managed import ZS, case, exam, visit

QUARTERS = (date(2020, 1, 20), date(2020, 4, 20), date(2020, 7, 20), date(2020, 10, 20))
END = date(2020, 12, 31)


def year(register: Register, viewer: Any = CLERK, **more: Any) -> Quality:
    return quality.quality(register, viewer, ZS, 2020, today=END, **more)


def good(register: Register, name: str = "甲", programme: str = "1", **values: Any) -> Any:
    """Somebody with four visits as the book wants them, and the exam."""
    of = values.pop("of", {"birth": date(1970, 1, 1)})
    one = case(register, name, programme, of=of, **values)
    for day in QUARTERS:
        visit(register, one, day, adherence="1", control="1", fasting_glucose=Decimal("6.5"))
    exam(register, one.person, date(2020, 5, 1))
    return one


def lacks(register: Register) -> str:
    (one,) = year(register).cases
    return one.told.lacks


def test_who_was_seen_four_times_and_examined_is_managed_by_the_book(register: Register) -> None:
    good(register)
    whole = year(register).whole
    assert (whole.count("standard"), whole.percent("standard"), whole.visits) == (1, Decimal(100), 4)
    assert (whole.count("controlled"), whole.count("examined"), whole.count("lost")) == (1, 1, 0)


@pytest.mark.parametrize(
    ("spoil", "lacking"),
    [
        ("UPDATE follow_up SET mode='3' WHERE id=4", "times"),
        ("DELETE FROM checkup", "exam"),
        ("UPDATE follow_up SET adherence='' WHERE id=2", "items"),
        ("UPDATE follow_up SET visited_on='2020-08-25' WHERE id=3", "gaps"),
        ("UPDATE managed_case SET starts='2020-04-01'", ""),
    ],
)
def test_whatever_is_missing_breaks_it(register: Register, spoil: str, lacking: str) -> None:
    good(register)
    register.db.execute_sql(spoil)
    assert lacks(register) == lacking


def test_both_values_must_meet_and_the_last_visit_tells(register: Register) -> None:
    for name, values in (("高", {"diastolic": 90}), ("好", {}), ("失", {"state": "2"}), ("电", {"mode": "3"})):
        one = good(register, name)
        visit(register, one, date(2020, 12, 1), **values)
    found = year(register)
    names = {one.case: one for one in found.cases}
    assert len(names) == 4
    assert found.whole.count("controlled") == 2, "好, and 电: a call tells nothing"
    assert found.whole.count("lost") == 1


def test_shares_are_measured_against_the_targets_with_their_people(register: Register) -> None:
    first = good(register)
    case(register, "乙", "1")
    found = {one.name: one for one in year(register).shares()}
    share = found["standard_1"]
    assert (share.ids, share.whole, share.percent, share.judgement) == ((first.id,), 2, Decimal(50), Judgement.LOW)
    assert quality_words.told(share) == "高血压规范管理率 1/2 = 50.00%（不低于 60%），低于目标"
    assert found["controlled_1"].judgement is None, "no document gives a target"


def test_lines_by_place_team_doctor_and_disease(register: Register) -> None:
    good(register, "甲", of={"town": "临江镇"})
    case(register, "乙", "2", doctor_name="", of={"town": "观上镇"})
    found = year(register)
    assert {line.label: line.count("standard") for line in found.lines(By.TOWN)} == {"临江镇": 1, "观上镇": 0}
    assert {line.label for line in found.lines(By.DOCTOR)} == {"刘英", "（没有责任医生）"}
    assert [line.label for line in found.lines(By.PROGRAMME)] == ["高血压", "2型糖尿病"]
    assert {line.above for line in found.lines(By.VILLAGE)} == {"临江镇", "观上镇"}
    assert [line.label for line in found.lines(By.TEAM)] == ["（没有团队）"]
    assert {line.label for line in year(register, VISITOR).lines(By.DOCTOR)} == {"刘○", "（没有责任医生）"}


def test_tuberculosis_has_rates_of_its_own(register: Register) -> None:
    told = {"notified_on": date(2020, 2, 1), "starts": date(2020, 2, 1), "treatment_ends": date(2020, 8, 1)}
    good_one = case(register, "甲", "4", **told, treatment_end="1", doses_due=100, doses_taken=90)
    case(register, "乙", "4", **told, treatment_end="3", doses_due=100, doses_taken=89)
    visit(register, good_one, date(2020, 2, 3), supervisor="1")
    shares = {one.name: one for one in quality.tuberculosis(register, CLERK, year(register))}
    for name in ("tb_managed", "tb_regular", "tb_success"):
        assert (shares[name].ids, shares[name].whole) == ((good_one.id,), 2), name
    only = quality.quality(register, CLERK, ZS, 2020, today=END, wanted=Wanted(programmes=("1",)))
    assert quality.tuberculosis(register, CLERK, only) == ()


def test_who_died_or_left_counts_until_then(register: Register) -> None:
    good(register, "死", of={"died_on": date(2020, 11, 1), "birth": date(1970, 1, 1)})
    case(register, "早", ends=date(2019, 12, 31))
    case(register, "晚", starts=date(2021, 1, 1))
    (one,) = year(register).cases
    assert (one.told.dead, one.told.standard) == (True, True)


def test_somebody_managed_twice_counts_once(register: Register) -> None:
    first = case(register, "甲", ends=date(2020, 3, 1))
    later = case(register, "甲", starts=date(2020, 4, 1), who=first.person)
    assert [one.case for one in year(register).cases] == [later.id]


def test_restricted_people_are_counted_for_those_who_may_know(register: Register) -> None:
    case(register, "秘", "3", restricted=True)
    assert len(year(register).cases) == 1
    assert len(year(register, HELPER).cases) == 0


def test_the_table_leaves_as_it_is_seen(register: Register, tmp_path: Path) -> None:
    good(register)
    lines = year(register).lines(By.TOWN)
    assert quality_files.write(register, 2020, lines, tmp_path / "规范.csv", "上报") == 1
    text = (tmp_path / "规范.csv").read_text(encoding="utf-8-sig")
    assert "临江镇" in text
    assert "100.00%" in text
