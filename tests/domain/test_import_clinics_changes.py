"""A changed roster of clinics changes only what changed; who moved keeps the old place; the preview says it."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from hfp_desk.excel.importing import Plan, commit, prepare
from hfp_desk.excel.network_arrangements import arrangement
from hfp_desk.excel.outcomes import Choices, Which
from hfp_desk.excel.previewing import PlanWords
from hfp_desk.problems import Problem
from hfp_desk.records import Arrangement, Doctor, Institution, Licence, PlaceStatus, Practice
from hfp_desk.store import undoing, users
from hfp_desk.store.opening import Register
from tests.data.clinic_rosters import book, doctor, of, row

ONE, TWO = doctor(1), doctor(2)


def told(plan: Plan, number: int) -> list[Problem]:
    return [problem for problem in plan.problems if problem.row == number]


def only(plan: Plan, number: int) -> Problem:
    [problem] = told(plan, number)
    return problem


def outcomes(plan: Plan) -> list[str]:
    return [str(one.outcome) for one in plan.rows]


def test_a_changed_roster_changes_only_what_changed(register: Register, tmp_path: Path) -> None:
    rows = [row("双洲村", 建筑面积=65, **of(ONE)), row("渚塘村", **of(TWO, 证书有效期="2030.08"))]
    commit(register, prepare(register, book(tmp_path / "一.xlsx", *rows)))
    rows = [row("双洲村", 建筑面积=80, **of(ONE)), row("渚塘村", **of(TWO, 证书有效期="2035.08"))]
    plan = prepare(register, book(tmp_path / "二.xlsx", *rows))
    assert outcomes(plan) == ["change", "change"]
    touched = [[(touch.kind, sorted(touch.differences or ())) for touch in one.touched] for one in plan.rows]
    assert touched == [[("institution", ["floor_area"])], [("licence", ["expires"])]]
    with register.session():
        words = PlanWords(plan, users.viewer(register))
    assert words.made(plan.rows[0]) == "更新医疗机构"
    assert words.note(plan.rows[1]) == "证书有效期 2030-08 → 2035-08"
    commit(register, plan)
    with register.session():
        assert (Institution.get(Institution.name == "双洲村卫生室").floor_area, Licence.select().count()) == (
            Decimal(80),
            2,
        )


def moved(
    register: Register, tmp_path: Path, *more: list[object], town: str = "临江镇", village: str = "渚塘村"
) -> Plan:
    """The plan of a list in which a doctor of 双洲村 stands in another village."""
    commit(register, prepare(register, book(tmp_path / "一.xlsx", row("双洲村", **of(ONE)))))
    rows = [row(village, town=town, **of(ONE)), *more]
    return prepare(register, book(tmp_path / "二.xlsx", *rows, title="村卫生室名册（2020年6月1日）"))


def test_a_doctor_who_moved_keeps_the_old_place_as_history(register: Register, tmp_path: Path) -> None:
    plan = moved(register, tmp_path)
    assert outcomes(plan) == ["change"]
    assert [problem.code for problem in told(plan, 3)] == ["W-DOCTOR-MOVED"]
    batch = commit(register, plan).batch
    assert not prepare(register, plan.path).writes
    with register.session():
        now, old = Doctor.get(), Practice.get()
        assert (now.village.name, now.institution.name, now.starts) == ("渚塘村委会", "渚塘村卫生室", date(2020, 6, 1))
        assert (old.village.name, old.institution.name, old.mode) == ("双洲村委会", "双洲村卫生室", "1")
        assert old.ends == date(2020, 6, 1) - timedelta(days=1)
    assert batch is not None
    undoing.undo_batch(register, batch)
    with register.session():
        assert (Doctor.get().village.name, Doctor.get().starts) == ("双洲村委会", None)
        assert not Practice.select().where(Practice.voided_at == "").count()


def test_a_township_does_not_take_anothers_doctor_without_saying_so(register: Register, tmp_path: Path) -> None:
    plan = moved(register, tmp_path, town="洲上乡", village="小洲村")
    assert outcomes(plan) == ["conflict"]
    assert "登记簿中在临江镇双洲村委会，本行又在小洲村委会" in only(plan, 3).message
    here = row("小洲村", town="洲上乡", **of(ONE, 备注="2020年6月由临江镇调入"))
    assert outcomes(prepare(register, book(tmp_path / "三.xlsx", here))) == ["change"]


def test_a_list_of_all_townships_may_move_anybody(register: Register, tmp_path: Path) -> None:
    plan = moved(register, tmp_path, row("双洲村", **of(TWO)), town="洲上乡", village="小洲村")
    assert outcomes(plan) == ["change", "new"]


def test_a_clinic_under_a_new_name_is_the_same_clinic(register: Register, tmp_path: Path) -> None:
    commit(register, prepare(register, book(tmp_path / "一.xlsx", row("双洲村", **of(ONE)))))
    path = book(tmp_path / "二.xlsx", row("双洲村", clinic="双洲村标准化卫生室", **of(ONE)))
    plan = prepare(register, path)
    assert [problem.code for problem in told(plan, 3)] == ["W-CLINIC-RENAMED"]
    commit(register, plan)
    assert not prepare(register, path).writes
    with register.session():
        clinic = Institution.get()
        assert (clinic.name, clinic.aliases) == ("双洲村标准化卫生室", "双洲村卫生室")


def test_blanks_clear_only_where_that_is_chosen(register: Register, tmp_path: Path) -> None:
    full = {"发证日期": "2020-08-01", "证书有效期": "2030.08"}
    commit(register, prepare(register, book(tmp_path / "一.xlsx", row("双洲村", 建筑面积=65, **of(ONE, **full)))))
    path = book(tmp_path / "二.xlsx", row("双洲村", **of(ONE)), row("渚塘村", **of(TWO)))
    assert outcomes(prepare(register, path)) == ["same", "new"]
    commit(register, prepare(register, path, choices=Choices(clear_blanks=True)))
    with register.session():
        assert Institution.get(Institution.name == "双洲村卫生室").floor_area is None
        one, two = Licence.select().order_by(Licence.id)
        assert (one.number, one.issued_on, one.expires) == (ONE.licence, "", "")
        assert (two.doctor.sex, two.doctor.village.name) == ("1", "渚塘村委会")


def test_only_new_or_only_known_rows_go_in_where_that_is_chosen(register: Register, tmp_path: Path) -> None:
    commit(register, prepare(register, book(tmp_path / "一.xlsx", row("双洲村", 建筑面积=65, **of(ONE)))))
    path = book(tmp_path / "二.xlsx", row("双洲村", 建筑面积=80, **of(ONE)), row("渚塘村", **of(TWO)))
    new, known = (prepare(register, path, choices=Choices(which=which)) for which in (Which.ONLY_NEW, Which.ONLY_KNOWN))
    assert outcomes(new) == ["skipped", "new"]
    assert outcomes(known) == ["change", "skipped"]


def test_other_remarks_stay_with_whom_they_speak_of(register: Register, tmp_path: Path) -> None:
    rows = [row("双洲村", **of(ONE, 备注="已签订聘用合同")), row("渚塘村", 备注="2019年维修")]
    rows += [row("芦阳村", 卫生室名称="", 备注="村民到镇上就诊")]
    commit(register, prepare(register, book(tmp_path / "名册.xlsx", *rows)))
    with register.session():
        assert Doctor.get().remark == "已签订聘用合同"
        assert Institution.get(Institution.name == "渚塘村卫生室").remark == "2019年维修"
        assert PlaceStatus.get().remark == "村民到镇上就诊"
        assert not Arrangement.select().count()


def test_the_preview_names_clinics_and_hides_who_may_not_be_seen(register: Register, tmp_path: Path) -> None:
    plan = moved(register, tmp_path)
    with register.session():
        viewer = users.viewer(register)
    words = PlanWords(plan, viewer)
    assert words.made(plan.rows[0]) == "新增医疗机构、执业地点；更新医务人员"
    assert "行政村 双洲村委会 → 渚塘村委会" in words.note(plan.rows[0])
    changed = {line.label: (line.old, line.meant) for line in words.lines(plan.rows[0]) if line.changed}
    assert changed["医务人员：执业机构"] == ("双洲村卫生室", "渚塘村卫生室")
    assert plan.rows[0].title == ONE.name


@pytest.mark.parametrize(
    ("text", "kind", "per_week"),
    [
        ("卫生院派驻", "5", None),
        ("邻村村医每周二、五巡诊", "4", 2),
        ("与邻村合设", "2", None),
        ("与芦阳村合设卫生室", "2", None),
        ("卫生院所在地", "7", None),
        ("乡镇卫生院所在地不设", "7", None),
        ("卫生院每周巡诊2次", "6", 2),
        ("卫生院安排人员巡诊，每周一次", "6", 1),
        ("卫生院巡诊（周一至周五）", "6", 5),
        ("邻村村医进驻", "3", None),
        ("人口过少，由邻近机构覆盖", "8", None),
        ("卫生院定期巡诊", "6", None),
        ("卫生院每月巡诊4次", "6", None),
        ("邻村医生巡诊3次/周", "4", 3),
        ("卫生院领办", "10", None),
        ("邻村（芦阳村）村医巡诊", "4", None),
        ("由芦阳村村医每周三下午巡诊", "4", 1),
        ("芦阳村村医进驻", "3", None),
        ("无，由卫生院派驻", "5", None),
        ("卫生院派医生驻村", "5", None),
        ("临江镇卫生院每周一、三巡诊", "6", 2),
        ("乡卫生院驻地", "7", None),
    ],
)
def test_remarks_are_read_as_arrangements(text: str, kind: str, per_week: int | None) -> None:
    found = arrangement(text)
    assert found is not None
    assert (found.kind, found.per_week) == (kind, None if per_week is None else Decimal(per_week))


OTHER_REMARKS = [
    *("", "已聘用", "未派驻", "不设巡诊", "退休返聘", "2019年新招", "每周休息一天", "卫生院未派驻", "本村村医"),
    *("乡村医生", "兼顾芦阳村", "卫生室在建材市场旁", "已取得派出所证明"),
]


@pytest.mark.parametrize("text", OTHER_REMARKS)
def test_other_remarks_are_no_arrangements(text: str) -> None:
    assert arrangement(text) is None
