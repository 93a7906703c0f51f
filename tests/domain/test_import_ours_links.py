"""Our lists of clinics, doctors, postings and courses edited and brought back: links, new rows, rules, numbers."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hfp_desk.excel.importing import Plan, commit, prepare
from hfp_desk.records import (
    Attendance,
    Course,
    Doctor,
    Gap,
    Institution,
    Licence,
    Partnership,
    Place,
    Posting,
    PostingMonth,
    Record,
)
from hfp_desk.store import history, keeping
from hfp_desk.store.opening import Register
from tests.data.returned import edited, exported, outcomes
from tests.data.senders import codes, number


def kept(register: Register, *records: Record) -> None:
    with register.session():
        keeping.save(register, *records)


def added(path: Path, **cells: object) -> Path:
    """The workbook with one more row below its data."""
    book = openpyxl.load_workbook(path)
    sheet: Any = book.active
    heads = [cell.value for cell in sheet[1]]
    last = max(row for row in range(1, sheet.max_row + 1) if str(sheet.cell(row, 1).value).isdigit())
    sheet.insert_rows(last + 1)
    for heading, value in cells.items():
        sheet.cell(last + 1, heads.index(heading) + 1).value = value
    book.save(path)
    return path


def back(register: Register, path: Path) -> Plan:
    plan = prepare(register, path)
    commit(register, plan)
    return plan


@pytest.fixture
def doctors(register: Register) -> list[Doctor]:
    """Two namesakes and somebody else, who has a certificate."""
    found = [Doctor.new(name=name, id_number=number(at)) for at, name in enumerate(("张三", "张三", "李四"), 1)]
    kept(register, *found)
    kept(register, Licence.new(doctor=found[2], kind="1", number="360900000001"))
    return found


def test_a_namesake_is_told_apart_by_the_number_beside_the_name(
    register: Register, tmp_path: Path, doctors: list[Doctor]
) -> None:
    path = exported(register, "licences", tmp_path / "证书.xlsx")
    plan = prepare(register, edited(path, {(2, "医务人员"): "张三", (2, "医务人员证件号码"): None}))
    assert outcomes(plan) == {}
    [told] = plan.problems
    assert told.code == "W-LINK-SEVERAL"
    assert "“医务人员证件号码”" in told.message
    back(register, edited(path, {(2, "医务人员"): "张三", (2, "医务人员证件号码"): number(2)}))
    with register.session():
        assert Licence.get().doctor.id == doctors[1].id


def test_a_name_with_another_ones_number_is_not_guessed(
    register: Register, tmp_path: Path, doctors: list[Doctor]
) -> None:
    path = exported(register, "licences", tmp_path / "证书.xlsx")
    plan = prepare(register, edited(path, {(2, "医务人员"): "张三"}))
    assert outcomes(plan) == {}
    assert [problem.code for problem in plan.problems] == ["W-LINK"]


def test_two_courses_of_one_name_are_told_apart_by_their_first_day(register: Register, tmp_path: Path) -> None:
    first = Course.new(name="急救培训", starts=date(2019, 3, 1))
    second = Course.new(name="急救培训", starts=date(2019, 9, 1))
    kept(register, first, second)
    kept(register, Attendance.new(course=first, name="张三", unit="洲上乡卫生院"))
    path = exported(register, "attendance", tmp_path / "参训.xlsx")
    back(register, edited(path, {(2, "培训班起始日期"): "2019年9月1日"}))
    with register.session():
        assert Attendance.get().course.id == second.id


def test_a_new_row_is_taken_once(register: Register, tmp_path: Path) -> None:
    pair = Partnership.new(supporter="省肿瘤医院", receiver="樟树市人民医院")
    posted = Posting.new(partnership=pair, name="黎建德", starts=date(2020, 1, 1))
    kept(register, pair, posted)
    kept(register, PostingMonth.new(posting=posted, month="2020-01", outpatients=10))
    path = exported(register, "months", tmp_path / "月报.xlsx")
    path = added(path, 派驻人员="黎建德", 月份="2020-02", 门诊人次=20)
    assert outcomes(back(register, path)) == {3: "new"}
    with register.session():
        assert [(one.month, one.outpatients, one.posting.id) for one in PostingMonth.select()] == [
            ("2020-01", 10, posted.id),
            ("2020-02", 20, posted.id),
        ]
        before = history.head(register.db)
    assert outcomes(back(register, path)) == {}
    with register.session():
        assert history.head(register.db) == before


def test_a_new_row_that_belongs_to_nobody_is_kept_out(
    register: Register, tmp_path: Path, doctors: list[Doctor]
) -> None:
    path = exported(register, "licences", tmp_path / "证书.xlsx")
    plan = back(register, added(path, 医务人员="王五", 资格类别="执业医师", 证书编号="360900000002"))
    assert outcomes(plan) == {3: "reject"}
    assert codes(plan, 3)[-1] == "E-LINK-EMPTY"


def test_the_township_of_a_new_row_follows_from_its_village(register: Register, tmp_path: Path) -> None:
    with register.session():
        village = Place.get((Place.name == "小洲村委会") & (Place.level == "5"))
        keeping.save(register, Gap.new(village=village, kind="1", found_on=date(2020, 3, 1)))
    path = exported(register, "gaps", tmp_path / "空白点.xlsx")
    path = added(path, 行政村="小洲村委会", 空白类型="无村医", 发现日期="2020-04-01")
    assert outcomes(back(register, path)) == {3: "new"}
    with register.session():
        assert {(one.kind, one.town.name) for one in Gap.select()} == {("1", "洲上乡"), ("2", "洲上乡")}
    assert outcomes(back(register, path)) == {}


def test_a_change_that_breaks_a_rule_is_kept_out(register: Register, tmp_path: Path) -> None:
    pair = Partnership.new(supporter="省肿瘤医院", receiver="樟树市人民医院")
    kept(register, pair, Posting.new(partnership=pair, name="黎建德", starts=date(2020, 1, 1)))
    path = exported(register, "postings", tmp_path / "派驻.xlsx")
    plan = back(register, edited(path, {(2, "离岗日期"): "2019-01-01"}))
    assert outcomes(plan) == {2: "reject"}
    assert codes(plan, 2) == ["E-PERIOD"]
    same = exported(register, "partnerships", tmp_path / "帮扶.xlsx")
    assert outcomes(prepare(register, edited(same, {(2, "受援单位"): "省肿瘤医院"}))) == {2: "reject"}
    with register.session():
        assert Posting.get().ends is None


def test_a_changed_number_must_hold_and_the_match_key_follows(
    register: Register, tmp_path: Path, doctors: list[Doctor]
) -> None:
    path = exported(register, "doctors", tmp_path / "医务人员.xlsx")
    book: Any = openpyxl.load_workbook(path).active
    heads = [cell.value for cell in book[1]]
    row = next(at for at in range(2, 5) if book.cell(at, heads.index("姓名") + 1).value == "李四")
    wrong = prepare(register, edited(path, {(row, "证件号码"): number(9)[:-1] + "0"}))
    assert outcomes(wrong) == {row: "reject"}
    assert codes(wrong, row) == ["E-ID-CHECK"]
    back(register, edited(path, {(row, "证件号码"): number(9)}))
    with register.session():
        assert Doctor.get(Doctor.name == "李四").id_key == number(9)


def test_a_clinic_finds_the_institution_above_it_and_two_of_a_name_are_told(register: Register, tmp_path: Path) -> None:
    kept(register, *(Institution.new(name=name, kind="5") for name in ("中心卫生院", "中心卫生院", "洲上乡卫生院")))
    with register.session():
        above = Institution.get(Institution.name == "洲上乡卫生院")
    kept(register, Institution.new(name="小洲村卫生室", kind="6", parent=above))
    path = exported(register, "institutions", tmp_path / "机构.xlsx")
    book: Any = openpyxl.load_workbook(path).active
    heads = [cell.value for cell in book[1]]
    row = next(at for at in range(2, 6) if book.cell(at, heads.index("机构名称") + 1).value == "小洲村卫生室")
    assert outcomes(prepare(register, path)) == {}
    plan = prepare(register, edited(path, {(row, "主管机构"): "中心卫生院"}))
    assert outcomes(plan) == {}
    assert [problem.code for problem in plan.problems] == ["W-LINK-SEVERAL"]
