"""Hospitals' own ways: payers under new names, amounts in 万元, two dates in a cell, a sheet for each disease."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from hfp_desk.excel.importing import commit, prepare
from hfp_desk.records import Diagnosis, Person, Settlement, Treatment
from hfp_desk.store.opening import Register
from tests.data.senders import bring, codes, number, outcomes, workbook
from tests.domain.staff import FANG, as_user

HEADS = ["姓名", "身份证号", "病种", "入院日期", "出院日期", "总费用", "个人自付", "基本医保"]


def stay(serial: int, *more: object) -> list[object]:
    """A stay of 1,000 yuan, 100 of them paid by the person and 700 by the basic insurance; 200 are open."""
    return [f"张{serial}", number(serial), "肺癌", "2020-01-03", f"2020-01-{10 + serial}", 1000, 100, 700, *more]


def hospital(path: Path, heads: Sequence[str], rows: Sequence[Sequence[object]], title: str = "救治台账") -> Path:
    return workbook(path, {"一月": [[title], heads, *rows]})


def test_a_column_that_makes_up_the_bills_is_a_payer(register: Register, tmp_path: Path) -> None:
    rows = [stay(at, 200, at) for at in range(1, 6)]
    plan = prepare(register, hospital(tmp_path / "台账.xlsx", [*HEADS, "某某银行爱心基金", "床号"], rows))
    assert plan.counts["new"] == 5
    assert [problem.label for problem in plan.problems if problem.code == "W-PAYER-GUESS"] == ["某某银行爱心基金"]
    assert [problem.label for problem in plan.problems if problem.code == "N-COLUMN-UNKNOWN"] == ["床号"]
    commit(register, plan)
    with register.session():
        assert {bill.other for bill in Settlement.select()} == {Decimal(200)}


def test_a_column_that_only_sometimes_fits_is_no_payer(register: Register, tmp_path: Path) -> None:
    rows = [stay(at, 200 if at < 3 else 150) for at in range(1, 6)]
    plan = prepare(register, hospital(tmp_path / "台账.xlsx", [*HEADS, "某某银行爱心基金"], rows))
    assert plan.counts["reject"] == 5
    assert set(codes(plan, 3)) >= {"E-MONEY-BALANCE"}


@pytest.mark.parametrize(
    ("title", "heads"),
    [
        ("救治台账（单位：万元）", ["总费用", "个人自付", "基本医保"]),
        ("救治台账", ["总费用（万元）", "个人自付（万元）", "基本医保（万元）"]),
    ],
)
def test_amounts_in_ten_thousands_are_yuan_here(
    register: Register, tmp_path: Path, title: str, heads: list[str]
) -> None:
    rows = [["张三", number(1), "肺癌", "2020-01-03", "2020-01-09", 1.23456, "0.23456", 1]]
    bring(register, hospital(tmp_path / "台账.xlsx", [*HEADS[:5], *heads], rows, title))
    with register.session():
        bill = Settlement.get()
        assert (bill.total, bill.own_share, bill.basic) == (Decimal("12345.60"), Decimal("2345.60"), Decimal(10000))


def test_parts_of_a_fen_are_refused(register: Register, tmp_path: Path) -> None:
    rows = [["张三", number(1), "肺癌", "2020-01-03", "2020-01-09", "100.005", 10, 90]]
    plan = prepare(register, hospital(tmp_path / "台账.xlsx", HEADS, rows))
    assert codes(plan, 3) == ["E-MONEY-FEN"]


def test_from_and_to_may_stand_in_one_cell(register: Register, tmp_path: Path) -> None:
    heads = ["姓名", "身份证号", "住院起止时间", "总费用", "个人自付", "基本医保"]
    periods = ["2020.1.3-2020.1.13", "2020年1月3日至2020年1月13日", "20200103—20200113", "2020/1/13～2020/1/3"]
    rows = [["张三", number(at), text, 100, 10, 90] for at, text in enumerate(periods, start=1)]
    plan = bring(register, hospital(tmp_path / "台账.xlsx", heads, rows))
    assert outcomes(plan) == {3: "new", 4: "new", 5: "new", 6: "reject"}
    assert codes(plan, 6) == ["E-DATE-ORDER"]
    with register.session():
        found = {(str(one.admitted), str(one.discharged), one.days, one.kind) for one in Treatment.select()}
        assert found == {("2020-01-03", "2020-01-13", 10, "1")}


def test_a_sheet_for_each_disease_tells_the_disease(register: Register, tmp_path: Path) -> None:
    heads = [head for head in HEADS if head != "病种"]
    rows = [[text for at, text in enumerate(stay(1, 200)) if at != 2]]
    rows[0][-1:] = []
    rows[0][4] = 800
    sheets = {"肺癌": [heads, *rows], "Sheet2": [["食道癌患者救治台账"], heads, *rows]}
    bring(register, workbook(tmp_path / "分病种.xlsx", sheets))
    with register.session():
        assert {one.standard_disease for one in Diagnosis.select()} == {"肺癌", "食管癌"}
        assert {one.disease for one in Treatment.select()} == {"肺癌", "食道癌"}


def test_the_clerks_own_telephone_is_not_the_patients(register: Register, tmp_path: Path) -> None:
    rows = [stay(at, 200, "07957331234") for at in range(1, 13)]
    plan = prepare(register, hospital(tmp_path / "台账.xlsx", [*HEADS, "医疗救助", "联系电话"], rows))
    assert [problem.label for problem in plan.problems if problem.code == "W-COLUMN-SAME"] == ["联系电话"]
    commit(register, plan)
    with register.session():
        assert {person.phone for person in Person.select()} == {""}


def test_overlapping_stays_are_told_with_those_of_the_register(register: Register, tmp_path: Path) -> None:
    first = hospital(tmp_path / "一.xlsx", [*HEADS, "医疗救助"], [stay(1, 200)])
    bring(register, first)
    later = [*stay(1, 200)[:3], "2020-01-08", "2020-01-20", 1000, 100, 700, 200]
    plan = prepare(register, hospital(tmp_path / "二.xlsx", [*HEADS, "医疗救助"], [later]))
    assert codes(plan, 3) == ["W-STAY-OVERLAP"]


def test_a_restricted_stay_is_not_told_by_the_days_it_overlaps(staffed: Register, tmp_path: Path) -> None:
    secret = stay(1, 200)
    secret[2] = "精神分裂症"
    bring(staffed, hospital(tmp_path / "一.xlsx", [*HEADS, "医疗救助"], [secret]))
    later = [*stay(1, 200)[:3], "2020-01-08", "2020-01-20", 1000, 100, 700, 200]
    second = hospital(tmp_path / "二.xlsx", [*HEADS, "医疗救助"], [later])
    assert codes(prepare(staffed, second), 3) == ["W-STAY-OVERLAP"]
    again = as_user(staffed, "王芳", FANG)
    try:
        assert codes(prepare(again, second), 3) == []
    finally:
        again.close()


def test_a_row_is_held_that_would_change_a_restricted_stay_its_sender_does_not_name(
    staffed: Register, tmp_path: Path
) -> None:
    secret, plain = stay(1, 200), stay(1, 200)
    secret[2] = "精神分裂症"
    first = hospital(tmp_path / "一.xlsx", [*HEADS, "医疗救助"], [secret])
    bring(staffed, first)
    second = hospital(tmp_path / "二.xlsx", [*HEADS, "医疗救助"], [plain])
    assert outcomes(prepare(staffed, second)) == {3: "change"}  # a colleague with 保密 decides for himself
    again = as_user(staffed, "王芳", FANG)
    try:
        plan = prepare(again, second)
        assert (outcomes(plan), codes(plan, 3)) == ({3: "conflict"}, ["E-HELD"])
        assert not plan.writes
        assert "精神" not in "".join(problem.message for problem in plan.problems)
        assert outcomes(prepare(again, first)) == {3: "same"}  # what she was sent herself is no secret to her
    finally:
        again.close()


def test_rows_without_dates_are_told_apart_by_illness_and_cost(register: Register, tmp_path: Path) -> None:
    heads = ["姓名", "身份证号", "病种", "医院", "总费用", "个人自付", "基本医保"]
    rows = [["张三", number(1), "肺癌", "人民医院", 100, 10, 90], ["张三", number(1), "肺癌", "人民医院", 200, 20, 180]]
    path = hospital(tmp_path / "台账.xlsx", heads, [*rows, rows[0]])
    plan = bring(register, path)
    assert list(outcomes(plan).values()) == ["new", "new", "same"]
    assert list(outcomes(prepare(register, path)).values()) == ["same", "same", "same"]
