"""Odd lists of clinics: two-row heads, csv, words where names should stand, sheets called by half a township."""

import csv
from decimal import Decimal
from pathlib import Path

from hfp_desk.excel.importing import Plan, commit, prepare
from hfp_desk.records import Arrangement, Doctor, Institution, Licence, PlaceStatus, Practice
from hfp_desk.store.opening import Register
from tests.data.clinic_rosters import doctor
from tests.data.senders import workbook

ONE, TWO, THREE, FOUR, FIVE = map(doctor, range(1, 6))


def brought(register: Register, path: Path) -> Plan:
    """A plan carried out, of which the same file would change nothing more."""
    plan = prepare(register, path)
    commit(register, plan)
    assert not prepare(register, path).writes
    return plan


def codes(plan: Plan) -> list[str]:
    return [problem.code for problem in plan.problems]


def test_two_rows_of_headings_and_half_a_township_for_the_sheet(register: Register, tmp_path: Path) -> None:
    rows = [
        ["村卫生室及村医基本情况登记表"],
        ["村名", "人口情况", None, "村卫生室情况", None, None, "村医情况", None, None, None, None],
        [None, "户籍人口", "常住人口", "名称", "面积", "是否标准化", "姓名", "身份证号", "资格", "证书编号", "有效期"],
        ["双洲", 2000, 1800, "双洲村卫生室", 65, "是", ONE.name, ONE.id_number, "村医", "36001", "长期"],
    ]
    merges = ["A2:A3", "B2:C2", "D2:F2", "G2:K2", "A1:K1"]
    plan = brought(register, workbook(tmp_path / "村医.xlsx", {"临江": rows}, {"临江": merges}))
    assert all(column.sure and column.target for column in plan.sheets[0].columns)
    with register.session():
        status, clinic = PlaceStatus.get(), Institution.get()
        assert (status.population, status.residents, status.place.parent.name) == (2000, 1800, "临江镇")
        assert (clinic.name, clinic.floor_area, Doctor.get().institution) == ("双洲村卫生室", Decimal(65), clinic)
        assert (Licence.get().kind, Licence.get().expires) == ("1", "")


def test_a_text_file_with_blanks_below(register: Register, tmp_path: Path) -> None:
    path = tmp_path / "临江镇村卫生室乡村医生.csv"
    rows = [
        ["行政村", "是否贫困村", "卫生室名称", "村医姓名", "身份证号", "证书有效期", "备注"],
        ["双洲村", "是", "双洲村卫生室", ONE.name, ONE.id_number, "2020.8", ""],
        ["", "", "", TWO.name, TWO.id_number, "2020.9", ""],
        ["渚塘村", "否", "", THREE.name, THREE.id_number, "2020.9", "卫生院派驻"],
        ["芦阳村", "否", "芦阳村卫生室", "", "", "", ""],
        ["姜璜村", "否", "姜璜村卫生室", FOUR.name, FOUR.id_number, "2020/10/1", ""],
        ["", "", "", FIVE.name, FIVE.id_number, "2021-9", ""],
    ]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    plan = brought(register, path)
    assert plan.counts["new"] == 6
    with register.session():
        found = {one.name: (one.village.name, one.institution and one.institution.name) for one in Doctor.select()}
        assert found == {
            ONE.name: ("双洲村委会", "双洲村卫生室"),
            TWO.name: ("双洲村委会", "双洲村卫生室"),
            THREE.name: ("渚塘村委会", None),
            FOUR.name: ("姜璜村委会", "姜璜村卫生室"),
            FIVE.name: ("姜璜村委会", "姜璜村卫生室"),
        }
        assert PlaceStatus.select().count() == 4


def test_words_where_names_should_stand_name_nobody(register: Register, tmp_path: Path) -> None:
    rows = [
        ["行政村", "卫生室名称", "村医姓名", "身份证号"],
        ["临江镇双洲村委会", "与邻村合设", "", ""],
        ["芦阳村（贫困村）", "无", "空缺", "无"],
        ["姜璜", "有", "卫生院派驻", ""],
    ]
    plan = brought(register, workbook(tmp_path / "村卫生室.xlsx", {"临江镇": rows}))
    assert plan.counts["reject"] == 0
    with register.session():
        assert [one.name for one in Institution.select()] == ["姜璜村卫生室"]
        assert not Doctor.select().count()
        found = sorted((one.village.name, one.kind) for one in Arrangement.select())
        assert found == [("双洲村委会", "2"), ("姜璜村委会", "5")]


def test_a_list_of_coverage_with_its_own_column_of_arrangements(register: Register, tmp_path: Path) -> None:
    heads = ["乡镇", "行政村", "是否贫困村", "常住人口", "是否有村卫生室", "是否有村医", "村医姓名"]
    rows = [
        [*heads, "空白点解决方式", "巡诊频次", "备注"],
        ["临江镇", "双洲村", "是", 1000, "是", "是", ONE.name, "", "", ""],
        ["临江镇", "渚塘村", "否", 1000, "否", "否", "", "卫生院巡诊", "2次/周", "每周三、五"],
        ["临江镇", "芦阳村", "否", 300, "否", "否", "", "人口较少", "", ""],
    ]
    brought(register, workbook(tmp_path / "村级医疗机构覆盖情况.xlsx", {"全市": rows}))
    with register.session():
        assert [(one.name, one.village.name) for one in Institution.select()] == [("双洲村卫生室", "双洲村委会")]
        assert [one.name for one in Doctor.select()] == [ONE.name]
        found = sorted((one.village.name, one.kind, one.per_week) for one in Arrangement.select())
        assert found == [("渚塘村委会", "6", Decimal(2)), ("芦阳村委会", "8", None)]


def test_villages_are_known_by_the_places_of_work(register: Register, tmp_path: Path) -> None:
    rows = [
        ["序号", "乡镇", "姓名", "身份证号", "执业地点", "资质", "证书编号"],
        [1, "临江镇", ONE.name, ONE.id_number, "双洲村卫生室", "乡村医生执业证书", "36001"],
        [2, "临江镇", TWO.name, TWO.id_number, "临江镇渚塘村卫生室", "执业助理医师", "36002"],
        [3, "临江镇", THREE.name, THREE.id_number, "渚塘村卫生所", "乡村全科执业助理医师", "36003"],
        [4, "临江镇", FOUR.name, FOUR.id_number, "中心诊所", "乡村医生", "36004"],
    ]
    plan = brought(register, workbook(tmp_path / "村医名单.xlsx", {"Sheet1": rows}))
    assert [str(row.outcome) for row in plan.rows] == ["new", "new", "new", "reject"]
    with register.session():
        assert sorted(one.name for one in Institution.select()) == ["临江镇渚塘村卫生室", "双洲村卫生室"]
        assert {one.village.name for one in Doctor.select()} == {"双洲村委会", "渚塘村委会"}


def test_several_names_in_one_cell_leave_the_clinic_in(register: Register, tmp_path: Path) -> None:
    rows = [["村", "卫生室名称", "面积", "村医"], ["双洲村", "双洲村卫生室", 60, f"{ONE.name}、{TWO.name}"]]
    plan = brought(register, workbook(tmp_path / "卫生室.xlsx", {"临江镇": rows}))
    assert codes(plan) == ["W-DOCTORS-IN-ONE"]
    assert ONE.name in plan.problems[0].message
    with register.session():
        assert (Institution.select().count(), Doctor.select().count()) == (1, 0)


def test_a_wide_roster_is_read_whole(register: Register, tmp_path: Path) -> None:
    heads = [
        *("序号", "乡镇", "行政村", "村属性", "卫生室", "姓名", "性别", "出生年月", "民族", "学历", "身份证号码"),
        *("资格类别", "证书号", "发证日期", "有效期至", "从业起始时间", "在岗状态", "聘用形式", "兼顾村", "养老保险"),
        *("补助标准（元/月）", "联系电话", "备注"),
    ]
    said = [
        *(1, "临江镇", "双洲村", "深度贫困村", "双洲村卫生室", ONE.name, "女", "1970-01", "汉族", "中专"),
        *(f" {ONE.id_number[:6]} {ONE.id_number[6:14]} {ONE.id_number[14:].lower()} ", "乡村医生", "3609001"),
        *("2015-08-31", "2020-08-31", "1990年", "在岗", "合同", "渚塘村", "城乡居民", "800.00元", "13800000001"),
        "负责公卫",
    ]
    title = [["樟树市乡村医生花名册"], ["截止日期：2020年3月31日"]]
    last = ["填表人：张三", "", "", "审核人：李四"]
    plan = brought(register, workbook(tmp_path / "花名册.xlsx", {"Sheet1": [*title, heads, said, last]}))
    assert (plan.counts["new"], plan.sheets[0].data_rows) == (1, 1)
    assert all(column.sure for column in plan.sheets[0].columns)
    assert codes(plan) == ["W-ID-SEX"]
    with register.session():
        one = Doctor.get()
        assert (one.id_key, one.state, one.employment, one.since) == (ONE.id_number, "1", "1", "1990")
        assert (one.pension, one.subsidy, one.remark) == ("1", Decimal(800), "负责公卫")
        assert (Practice.get().village.name, PlaceStatus.get().status, PlaceStatus.get().year) == (
            "渚塘村委会",
            "2",
            2020,
        )
