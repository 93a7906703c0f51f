"""Signing ledgers with what goes wrong in them: told at its row and column, nothing lost, nothing guessed."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from hfp_desk.excel.importing import Plan, commit, prepare
from hfp_desk.gate import ENTRY
from hfp_desk.problems import Problem, Refusal
from hfp_desk.records import Checkup, Contract, FollowUp, Person, Place
from hfp_desk.store import keeping, opening, users_keeping
from hfp_desk.store.batches import open_unread
from hfp_desk.store.opening import Register
from tests.data.senders import bring, codes, number, outcomes, workbook
from tests.domain.listed import household, keep
from tests.domain.staff import FANG

HEADS = [
    "姓名",
    "身份证号",
    "乡镇",
    "村",
    "人群分类",
    "签约医生",
    "签约团队",
    "签约日期",
    "到期日期",
    "第1次随访",
    "血压",
]
ROW = [
    "何建桂",
    number(1),
    "洲上乡",
    "小洲村",
    "高血压",
    "汪志根",
    "第1团队",
    "2019-01-15",
    "2020-01-14",
    "2019-02-13",
    "141/90",
]
TITLE = "2019年家庭医生签约履约台账"


def ledger(folder: Path, *rows: Mapping[str, object], heads: list[str] | None = None, title: str = TITLE) -> Path:
    """A ledger whose rows are ``ROW`` with some cells changed; the first stands in row 3."""
    heads = heads or HEADS
    usual = dict(zip(HEADS, ROW, strict=True))
    lines = [[{**usual, **row}.get(head) for head in heads] for row in rows]
    return workbook(folder / "签约.xlsx", {"台账": [[title], heads, *lines]})


def told(plan: Plan, code: str) -> Problem:
    [found] = [problem for problem in plan.problems if problem.code == code]
    return found


def kept(register: Register) -> list[str]:
    """What was kept as it was written, each time beside its record."""
    with register.session():
        return [written for _, _, _, written in open_unread()]


PRESSURES = {
    "140": "看不出收缩压和舒张压",
    "900/40": "不是可能的血压",
    "40/900": "不是可能的血压",
    "90/140": "是否写反",
    "偏高": "看不出收缩压和舒张压",
}


@pytest.mark.parametrize("written", PRESSURES)
def test_a_pressure_that_is_none_is_told_and_kept(register: Register, tmp_path: Path, written: str) -> None:
    plan = bring(register, ledger(tmp_path, {"血压": written}))
    found = told(plan, "W-PRESSURE")
    assert (found.sheet, found.row, found.label, found.found) == ("台账", 3, "第1次随访｜血压", written)
    assert (PRESSURES[written] in found.message, "140/90" in found.expected) == (True, True)
    assert outcomes(plan) == {3: "new"}
    assert any(written in text for text in kept(register))
    with register.session():
        [visit] = FollowUp.select()
        assert (visit.visited_on, visit.systolic, visit.diastolic) == (date(2019, 2, 13), None, None)


@pytest.mark.parametrize(
    "written", ["141-90", "141/90mmHg", "１４１／９０", "141 / 90", "141—90", "141\\90", "141/90 毫米汞柱"]
)
def test_spellings_of_a_pressure(register: Register, tmp_path: Path, written: str) -> None:
    plan = bring(register, ledger(tmp_path, {"血压": written}))
    assert not [problem for problem in plan.problems if problem.code == "W-PRESSURE"]
    with register.session():
        assert [(one.systolic, one.diastolic) for one in FollowUp.select()] == [(141, 90)]


@pytest.mark.parametrize(
    "written",
    [
        "2019-02-13",
        "2019.2.13",
        "2019/2/13",
        "2019年2月13日",
        "20190213",
        "２０１９年２月１３日",
        "2月13日",
        "2.13",
        43509,
    ],
)
def test_spellings_of_a_day(register: Register, tmp_path: Path, written: object) -> None:
    bring(register, ledger(tmp_path, {"第1次随访": written}))
    with register.session():
        assert [one.visited_on for one in FollowUp.select()] == [date(2019, 2, 13)]


@pytest.mark.parametrize("written", ["√", "已随访", "19.2.13", "2019年2月", "2019-02-30", "3.1.5"])
def test_what_is_no_day_makes_no_visit(register: Register, tmp_path: Path, written: str) -> None:
    plan = bring(register, ledger(tmp_path, {"第1次随访": written}))
    found = told(plan, "W-DATE")
    assert (found.row, found.label, found.found) == (3, "第1次随访", written)
    assert outcomes(plan) == {3: "new"}
    assert any(written in text for text in kept(register))
    assert any("141" in text for text in kept(register))
    with register.session():
        assert (Contract.select().count(), FollowUp.select().count()) == (1, 0)


def test_a_day_without_year_where_no_year_is_named(register: Register, tmp_path: Path) -> None:
    bring(register, ledger(tmp_path, {"第1次随访": "2月13日"}, title="家庭医生签约履约台账"))
    with register.session():
        assert [one.visited_on for one in FollowUp.select()] == [date(2019, 2, 13)]


STATES = {
    "失访": ("W-VISIT-LOST", None, ""),
    "死亡": ("W-VISIT-DEAD", None, ""),
    "2019-02-13失访": ("", "2", ""),
    "失访（外出打工）2019.2.13": ("", "2", ""),
    "2019.2.13失访（外出打工）": ("", "2", "1"),
    "2019年2月13日死亡": ("", "3", ""),
    "拒访": ("W-VISIT-LOST", None, ""),
}


@pytest.mark.parametrize("written", STATES)
def test_lost_or_dead_in_the_place_of_the_day(register: Register, tmp_path: Path, written: str) -> None:
    code, state, reason = STATES[written]
    plan = bring(register, ledger(tmp_path, {"第1次随访": written, "血压": None}))
    assert outcomes(plan) == {3: "new"}
    with register.session():
        found = [(one.visited_on, one.state, one.lost_reason) for one in FollowUp.select()]
        assert found == ([(date(2019, 2, 13), state, reason)] if state else [])
        assert Person.get().died_on is None
    if code:
        assert told(plan, code).label == "第1次随访"
        assert any(written in text for text in kept(register))


def test_a_visit_before_birth_or_after_death_is_told_and_kept(register: Register, tmp_path: Path) -> None:
    with register.session():
        keeping.save(register, Person.new(name="何建桂", id_number=number(1), died_on=date(2019, 2, 1)))
    child = number(5, born="20190301")
    rows: list[dict[str, object]] = [
        {},
        {"姓名": "何小", "身份证号": child, "签约日期": "2019-03-15", "到期日期": "2020-03-14"},
    ]
    plan = bring(register, ledger(tmp_path, *rows))
    assert "W-LIFE-DEATH" in codes(plan, 3)
    assert "W-LIFE-BIRTH" in codes(plan, 4)
    assert outcomes(plan) == {3: "new", 4: "new"}
    with register.session():
        assert (Contract.select().count(), FollowUp.select().count()) == (2, 0)
    assert sum("2019-02-13" in text for text in kept(register)) == 2


def test_a_contract_before_birth_keeps_its_row_and_its_person_out(register: Register, tmp_path: Path) -> None:
    child = number(5, born="20190301")
    plan = bring(register, ledger(tmp_path, {"身份证号": child}))
    assert outcomes(plan) == {3: "reject"}
    assert told(plan, "E-LIFE-BIRTH").row == 3
    with register.session():
        assert Person.select().count() == Contract.select().count() == 0


def test_contracts_that_overlap_are_told(register: Register, tmp_path: Path) -> None:
    bring(register, ledger(tmp_path, {}))
    other = {"签约团队": "第2团队", "签约日期": "2019-06-01", "到期日期": "2020-05-31"}
    plan = bring(register, ledger(tmp_path, other))
    found = told(plan, "E-CONTRACT-OVERLAP")
    assert "2019-01-15" in found.message
    assert "第1团队" in found.message
    with register.session():
        assert Contract.select().count() == 2


def test_one_contract_said_twice_differently_is_a_conflict(register: Register, tmp_path: Path) -> None:
    plan = bring(register, ledger(tmp_path, {}, {"到期日期": "2021-01-14"}))
    assert outcomes(plan) == {3: "new", 4: "conflict"}


def test_no_column_of_numbers(register: Register, tmp_path: Path) -> None:
    heads = [head for head in HEADS if head != "身份证号"]
    with register.session():
        village = Place.get((Place.name == "小洲村委会") & (Place.level == "5"))
        keeping.save(register, Person.new(name="何建桂", id_number=number(1), village=village))
    plan = bring(register, ledger(tmp_path, {}, {"姓名": "没有的人"}, heads=heads))
    assert outcomes(plan) == {3: "doubtful", 4: "doubtful"}
    assert all("证件号码" in problem.message for problem in plan.problems if problem.row)
    with register.session():
        assert Contract.select().count() == 0


def test_a_number_that_does_not_hold_keeps_its_row_out(register: Register, tmp_path: Path) -> None:
    wrong = number(1)[:-1] + ("0" if number(1)[-1] != "0" else "1")
    disabled = number(2) + "41"
    plan = bring(register, ledger(tmp_path, {"身份证号": wrong}, {"姓名": "万兵", "身份证号": disabled}))
    assert outcomes(plan) == {3: "reject", 4: "new"}
    with register.session():
        [person] = Person.select()
        assert (person.id_key, person.id_number) == (number(2), disabled)


def test_an_exam_that_cannot_be_is_told_and_kept(register: Register, tmp_path: Path) -> None:
    plan = bring(register, ledger(tmp_path, {"体检日期": "2099-01-01"}, heads=[*HEADS, "体检日期"]))
    assert told(plan, "W-LIFE-FUTURE").label == "体检日期"
    assert outcomes(plan) == {3: "new"}
    assert any("2099-01-01" in text for text in kept(register))
    with register.session():
        assert Checkup.select().count() == 0


def test_who_may_not_know_of_restricted_cases_still_brings_the_list_and_sees_none(
    register: Register, tmp_path: Path
) -> None:
    users_keeping.add(register, "王芳", (ENTRY,), FANG, "经办员")
    bring(register, ledger(tmp_path, {"人群分类": "严重精神障碍"}))
    register.close()
    entered = opening.open_register(register.path, "王芳", FANG)
    try:
        plan = prepare(entered, ledger(tmp_path, {"人群分类": "老年人", "血压": "150/80"}))
        assert told(plan, "W-VISIT-PROGRAMME").row == 3
        commit(entered, plan)
        with entered.session():
            assert [(one.systolic, one.case.restricted) for one in FollowUp.select()] == [(141, True)]
    finally:
        entered.close()


def test_a_sheet_that_is_no_ledger_is_refused(register: Register, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Sheet1": [["说明"], ["请按时上报"]]})
    with pytest.raises(Refusal, match="没有认出"):
        prepare(register, path)


def test_a_contract_is_the_household_s_of_who_signs(register: Register, tmp_path: Path) -> None:
    whose = keep(register, Person.new(name="何建桂", id_number=number(1)))
    keep(register, Contract.new(person=whose, state="1", signed_on=date(2019, 1, 15)))
    home = whose.household = household(register, number="3601", head_name="何大")
    keep(register, whose)
    heads = ["登记编号", "姓名", "证件号码", "签约状态", "签约日期"]
    rows = [["", "何建桂", number(1), "已签约", "2021-01-15"]]
    bring(register, workbook(tmp_path / "签约协议.xlsx", {"签约协议": [heads, *rows]}))
    bring(register, ledger(tmp_path, {}, {"签约日期": "2022-01-15", "到期日期": "2023-01-14"}))
    with register.session():
        found = {one.signed_on: one.household for one in Contract.select()}
    days = (date(2019, 1, 15), date(2021, 1, 15), date(2022, 1, 15))
    assert found == dict.fromkeys(days, home), "where it was blank, it is filled in, too"
