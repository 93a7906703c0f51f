"""What is wrong with a roster of clinics is told by row and column, and a changed roster changes only what changed."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hfp_desk.excel.asking import answers
from hfp_desk.excel.importing import Plan, commit, prepare
from hfp_desk.excel.outcomes import Choices
from hfp_desk.problems import Problem
from hfp_desk.records import Arrangement, Doctor, ImportRow, Institution, Licence, Practice, Unread
from hfp_desk.store.opening import Register
from tests.data.clinic_rosters import book, doctor, of, row
from tests.data.senders import workbook

ONE, TWO = doctor(1), doctor(2)


def told(plan: Plan, number: int) -> list[Problem]:
    return [problem for problem in plan.problems if problem.row == number]


def only(plan: Plan, number: int) -> Problem:
    [problem] = told(plan, number)
    return problem


def outcomes(plan: Plan) -> list[str]:
    return [str(one.outcome) for one in plan.rows]


def test_an_unknown_village_is_held_asked_once_and_remembered(register: Register, tmp_path: Path) -> None:
    rows = [row("桃花源村", **of(ONE)), row("桃花源村", **of(TWO)), row("双洲村", **of(doctor(3)))]
    path = book(tmp_path / "名册.xlsx", *rows)
    plan = prepare(register, path)
    assert outcomes(plan) == ["reject", "reject", "new"]
    problem = only(plan, 3)
    assert (problem.code, problem.label, problem.found) == ("E-PLACE", "行政村", "桃花源村")
    assert "临江镇“桃花源村”对不上登记簿中的村" in problem.message
    [asked] = plan.unknown
    assert (asked.key, asked.written, asked.count) == ("village", "临江镇桃花源村", 2)
    offered = {one.label: one.value for one in answers(register, plan, asked)}
    answered = Choices(answers={("village", "临江镇桃花源村"): offered["渚塘村委会"]})
    commit(register, prepare(register, path, choices=answered))
    with register.session():
        assert sorted(one.village.name for one in Doctor.select()) == ["双洲村委会", "渚塘村委会", "渚塘村委会"]
    later = book(tmp_path / "下月.xlsx", row("桃花源村", **of(doctor(4))))
    assert outcomes(prepare(register, later)) == ["new"]


def test_a_village_of_another_township_is_not_taken(register: Register, tmp_path: Path) -> None:
    rows = [["村医姓名", "身份证号", "行政村", "卫生室名称"], [ONE.name, ONE.id_number, "小洲村", "小洲村卫生室"]]
    plan = prepare(register, workbook(tmp_path / "村医.xlsx", {"临江镇": rows}))
    assert outcomes(plan) == ["reject"]
    assert only(plan, 2).code == "E-PLACE"
    assert [word.written for word in plan.unknown] == ["临江镇小洲村"]


def test_rows_that_stay_out_are_kept_as_written(register: Register, tmp_path: Path) -> None:
    path = book(tmp_path / "名册.xlsx", row("桃花源村", **of(ONE)), row("双洲村", **of(TWO)))
    commit(register, prepare(register, path))
    with register.session():
        kept = ImportRow.get(ImportRow.row == 3)
        written: Any = kept.written
        assert (written["村医姓名"], written["证书编号"]) == (ONE.name, ONE.licence)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("360982195410294873", "E-ID-CHECK"),
        (360982195410294000, "E-ID-LOST"),
        ("3.60982E+17", "E-ID-LOST"),
        ("36098219541029487", "E-ID-LENGTH"),
    ],
)
def test_an_identity_number_that_does_not_hold_keeps_the_row_out(
    register: Register, tmp_path: Path, number: object, code: str
) -> None:
    path = book(tmp_path / "名册.xlsx", row("双洲村", **of(ONE, 身份证号=number)), row("渚塘村", **of(TWO)))
    plan = prepare(register, path)
    assert outcomes(plan) == ["reject", "new"]
    assert (only(plan, 3).code, only(plan, 3).label) == (code, "身份证号")


def test_a_doctor_without_number_goes_in_and_is_found_again(register: Register, tmp_path: Path) -> None:
    path = book(tmp_path / "名册.xlsx", row("双洲村", **of(ONE, 身份证号="")))
    plan = prepare(register, path)
    assert [problem.code for problem in told(plan, 3)] == ["W-DOCTOR-NO-ID"]
    commit(register, plan)
    assert not prepare(register, path).writes
    commit(register, prepare(register, book(tmp_path / "全.xlsx", row("双洲村", **of(ONE)))))
    with register.session():
        found = Doctor.get()
        assert (found.name, found.id_key) == (ONE.name, ONE.id_number)
        assert Doctor.select().count() == Licence.select().count() == 1


def test_one_doctor_in_two_clinics_counts_once(register: Register, tmp_path: Path) -> None:
    plan = prepare(register, book(tmp_path / "名册.xlsx", row("双洲村", **of(ONE)), row("渚塘村", **of(ONE))))
    assert outcomes(plan) == ["new", "conflict"]
    problem = only(plan, 4)
    assert (problem.code, problem.label) == ("E-DOCTOR-TWO-PLACES", "村医姓名")
    assert "同一村医登记在两个卫生室：第 3 行已在双洲村委会，本行又在渚塘村委会" in problem.message
    commit(register, plan)
    with register.session():
        assert Doctor.get().village.name == "双洲村委会"
        assert [one.name for one in Institution.select()] == ["双洲村卫生室"]


@pytest.mark.parametrize("first", [True, False])
def test_a_village_covered_as_well_is_a_further_place(register: Register, tmp_path: Path, first: bool) -> None:
    rows = [row("双洲村", **of(ONE)), row("渚塘村", **of(ONE, 备注="兼顾本村"))]
    path = book(tmp_path / "名册.xlsx", *(rows if first else rows[::-1]))
    commit(register, prepare(register, path))
    assert not prepare(register, path).writes
    with register.session():
        assert Doctor.get().village.name == "双洲村委会"
        place = Practice.get()
        assert (place.village.name, place.institution.name, place.mode) == ("渚塘村委会", "渚塘村卫生室", "2")


def test_a_neighbours_doctor_on_rounds_is_an_arrangement_not_a_second_place(register: Register, tmp_path: Path) -> None:
    rows = [
        row("渚塘村", 卫生室名称="", **of(ONE, 备注="邻村村医每周一、三、五上午巡诊")),
        row("双洲村", **of(ONE)),
    ]
    path = book(tmp_path / "名册.xlsx", *rows)
    plan = prepare(register, path)
    assert outcomes(plan) == ["new", "new"]
    commit(register, plan)
    assert not prepare(register, path).writes
    with register.session():
        assert (Doctor.get().village.name, Practice.select().count()) == ("双洲村委会", 0)
        visits = Arrangement.get()
        assert (visits.village.name, visits.served_by.name, visits.per_week) == ("渚塘村委会", ONE.name, Decimal(3))


def test_certificates_are_judged_on_the_day_of_the_list(register: Register, tmp_path: Path) -> None:
    rows = [
        row("双洲村", **of(ONE, 证书有效期="2020.03")),
        row("渚塘村", **of(TWO, 证书有效期="2020.04")),
        row("芦阳村", **of(doctor(3), 发证日期="2020-05-01", 证书有效期="2019-05-01")),
        row("姜璜村", **of(doctor(4), 证书有效期=2020.1)),
    ]
    plan = prepare(register, book(tmp_path / "名册.xlsx", *rows, title="村卫生室及乡村医生名册（2020年3月31日）"))
    assert outcomes(plan) == ["new", "new", "reject", "new"]
    assert (only(plan, 3).code, only(plan, 3).label) == ("W-LICENCE-OUT", "证书有效期")
    assert "证书有效期至 2020-03，到 2020-03-31 已经过期" in only(plan, 3).message
    assert not told(plan, 4)
    assert only(plan, 5).code == "E-LICENCE-PERIOD"
    assert [problem.code for problem in told(plan, 6)] == ["W-LICENCE-OUT", "W-LICENCE-TENTH"]


@pytest.mark.parametrize(
    ("name", "expires", "out"),
    [
        ("村医（2020年3月）.xlsx", "2020-03-31", True),
        ("村医（2020年3月）.xlsx", "2020-04-01", False),
        ("村医（2020年3月15日）.xlsx", "2020-03-16", False),
        ("村医（2020年3月15日）.xlsx", "2020-03-15", True),
        ("村医（2031年3月15日）.xlsx", "2031-03-14", False),
    ],
)
def test_the_day_of_a_list_may_stand_in_its_files_name(
    register: Register, tmp_path: Path, name: str, expires: str, out: bool
) -> None:
    plan = prepare(register, book(tmp_path / name, row("双洲村", **of(ONE, 证书有效期=expires))))
    assert [problem.code for problem in told(plan, 3)] == (["W-LICENCE-OUT"] if out else [])


def test_a_small_clinic_called_standard_and_a_wrong_code_are_told(register: Register, tmp_path: Path) -> None:
    heads = ["乡镇", "行政村", "卫生室名称", "建筑面积", "是否标准化", "机构代码"]
    rows = [
        ["临江镇", "双洲村", "双洲村卫生室", 59.5, "是", ""],
        ["临江镇", "渚塘村", "渚塘村卫生室", 60, "是", "123456789"],
    ]
    plan = prepare(register, workbook(tmp_path / "村卫生室.xlsx", {"名单": [heads, *rows]}))
    assert outcomes(plan) == ["new", "new"]
    assert (only(plan, 2).code, only(plan, 2).label) == ("W-CLINIC-AREA", "是否标准化")
    assert (only(plan, 3).code, only(plan, 3).label) == ("W-INSTITUTION-CODE", "机构代码")
    commit(register, plan)
    with register.session():
        second = Institution.get(Institution.name == "渚塘村卫生室")
        assert second.code == ""
        kept = Unread.get()
        assert (kept.kind, kept.record, kept.field, kept.written) == ("institution", second.id, "code", "123456789")


def test_rows_of_one_clinic_that_disagree_are_told(register: Register, tmp_path: Path) -> None:
    rows = [row("双洲村", 建筑面积=65, **of(ONE)), row("双洲村", 建筑面积=80, **of(TWO))]
    plan = prepare(register, book(tmp_path / "名册.xlsx", *rows))
    assert (only(plan, 4).code, only(plan, 4).label) == ("W-ROWS-DIFFER", "建筑面积")
    commit(register, plan)
    with register.session():
        assert (Institution.get().floor_area, Institution.select().count(), Doctor.select().count()) == (
            Decimal(65),
            1,
            2,
        )


def test_a_blank_village_with_its_own_serial_is_held(register: Register, tmp_path: Path) -> None:
    heads = ["序号", "行政村", "卫生室名称", "村医姓名", "身份证号"]
    people = [doctor(at) for at in range(4)]
    rows = [
        [1, "双洲村", "双洲村卫生室", people[0].name, people[0].id_number],
        ["", "", "", people[1].name, people[1].id_number],
        [2, "", "", people[2].name, people[2].id_number],
        [3, "渚塘村", "渚塘村卫生室", people[3].name, people[3].id_number],
    ]
    plan = prepare(register, workbook(tmp_path / "村医.xlsx", {"临江镇": [heads, *rows]}))
    assert outcomes(plan) == ["new", "new", "reject", "new"]
    assert (only(plan, 3).code, only(plan, 4).code) == ("N-VILLAGE-ABOVE", "E-PLACE-EMPTY")
    commit(register, plan)
    with register.session():
        assert Doctor.get(Doctor.name == people[1].name).institution.name == "双洲村卫生室"


def test_the_same_row_twice_is_one_doctor(register: Register, tmp_path: Path) -> None:
    rows = [
        row("双洲村", **of(ONE)),
        row("双洲村", **of(ONE)),
        row("双洲村", **of(ONE, 证书编号="3609X1", 执业资格="执业医师")),
    ]
    plan = prepare(register, book(tmp_path / "名册.xlsx", *rows))
    assert outcomes(plan)[:2] == ["new", "same"]
    assert only(plan, 4).code == "W-ROW-TWICE"
    commit(register, plan)
    with register.session():
        assert (Doctor.select().count(), Licence.select().count()) == (1, 2)


def test_a_certificate_of_somebody_else_is_told(register: Register, tmp_path: Path) -> None:
    rows = [row("双洲村", **of(ONE)), row("渚塘村", **of(TWO, 证书编号=ONE.licence))]
    plan = prepare(register, book(tmp_path / "名册.xlsx", *rows))
    assert outcomes(plan) == ["new", "new"]
    assert (only(plan, 4).code, only(plan, 4).label) == ("W-LICENCE-OTHER", "证书编号")
    assert ONE.name in only(plan, 4).message
