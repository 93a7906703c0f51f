"""The same roster under other layouts gives the same register: merges, orders, words, dates, thin lists."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hfp_desk.excel.importing import Plan, commit, prepare
from hfp_desk.records import Arrangement, Doctor, Equipment, Institution, Licence, PlaceStatus, Practice
from hfp_desk.store.opening import Register
from tests.data import clinic_rosters as rosters
from tests.data.clinic_rosters import Layout, Village, small
from tests.data.senders import workbook

OTHER_WORDS = {
    "serial": "编号",
    "town": "所属乡镇",
    "village": "村居",
    "poor": "贫困村（是/否）",
    "residents": "常住人口数（人）",
    "clinic": "村卫生室名称",
    "area": "业务用房面积(平方米)",
    "standard": "是否达标",
    "name": "乡村医生姓名",
    "id": "公民身份号码",
    "kind": "资质",
    "licence": "执业证书编号",
    "expires": "有效期至",
    "phone": "手机号码",
    "remark": "备  注",
}
LAYOUTS = {
    "as sent": Layout(),
    "blank below": Layout(below="blank"),
    "repeated": Layout(below="repeated"),
    "one sheet with the township": Layout(one_sheet=True),
    "one sheet, blank below": Layout(one_sheet=True, below="blank"),
    "other words": Layout(heads=OTHER_WORDS, one_sheet=True),
    "no serial and no total": Layout(left=("town", "serial"), total=False),
    "short villages": Layout(spelling="{stem}村"),
    "long villages": Layout(spelling="{stem}村民委员会", one_sheet=True),
    "groups above": Layout(groups=True),
    "words for days": Layout(day="words"),
    "until": Layout(day="until"),
    "spans of days": Layout(day="span"),
    "ticks": Layout(yes=("√", "×")),
    **{f"order {seed}": Layout(shuffle=seed, one_sheet=seed % 2 == 0) for seed in range(1, 7)},
    **{f"order {seed}, blank": Layout(shuffle=seed, below="blank", heads=OTHER_WORDS) for seed in range(7, 10)},
}


def facts(register: Register) -> dict[str, Any]:
    """What the register holds, in words."""
    with register.session():
        return {
            "villages": sorted(
                (one.place.parent.name, one.place.name, one.status, one.residents) for one in PlaceStatus.select()
            ),
            "clinics": sorted(
                (one.village.name, one.town.name, one.name, one.kind, one.floor_area, one.standard)
                for one in Institution.select()
            ),
            "doctors": sorted(
                (one.village.name, one.institution.name if one.institution else "", one.name, one.id_key, one.phone)
                for one in Doctor.select()
            ),
            "licences": sorted((one.doctor.name, one.kind, one.number, one.expires) for one in Licence.select()),
            "arrangements": sorted(
                (one.village.name, one.kind, one.per_week, one.served_by.name if one.served_by else "")
                for one in Arrangement.select()
            ),
        }


def expected(villages: list[Village], *, exact: bool = False) -> dict[str, Any]:
    """What the register must hold after a roster of these villages."""
    kinds = {"乡村医生": "1", "执业助理医师": "2", "执业医师": "3"}
    with_clinic = [one for one in villages if one.clinic]
    doctors = [(village, one) for village in villages for one in village.doctors]
    return {
        "villages": sorted((one.town, one.name, "1" if one.poor else "9", one.residents) for one in villages),
        "clinics": sorted(
            (one.name, one.town, one.clinic, "6", Decimal(one.area or 0), one.standard) for one in with_clinic
        ),
        "doctors": sorted(
            (village.name, village.clinic, one.name, one.id_number, one.phone) for village, one in doctors
        ),
        "licences": sorted(
            (one.name, kinds[one.kind], one.licence, one.expires + ("-28" if exact else "")) for _, one in doctors
        ),
        "arrangements": sorted(
            [
                ("双洲村委会", "4", Decimal(2), villages[0].doctors[0].name),
                ("渚塘村委会", "5", None, villages[1].doctors[0].name),
                ("小洲村委会", "2", None, ""),
            ]
        ),
    }


def taken(register: Register, path: Path) -> Plan:
    """A plan of which no row stays out, carried out."""
    plan = prepare(register, path)
    stayed = [(row.sheet, row.row, [one.message for one in row.problems]) for row in plan.rows if row.outcome != "new"]
    assert not stayed
    commit(register, plan)
    again = prepare(register, path)
    assert not again.writes
    return plan


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_says_the_same(register: Register, tmp_path: Path, name: str) -> None:
    taken(register, rosters.write(tmp_path / "各乡镇村卫生室及乡村医生花名册.xlsx", small(), LAYOUTS[name]))
    assert facts(register) == expected(small())


@pytest.mark.parametrize("how", ["exact", "slashes", "excel"])
def test_exact_days_are_kept_exactly(register: Register, tmp_path: Path, how: str) -> None:
    taken(register, rosters.write(tmp_path / "花名册.xlsx", small(), Layout(day=how)))
    assert facts(register) == expected(small(), exact=True)


def test_a_list_of_doctors_alone_makes_no_clinics(register: Register, tmp_path: Path) -> None:
    layout = Layout(
        left=("poor", "residents", "clinic", "area", "standard"),
        order=("serial", "town", "village", "name", "id", "phone", "kind", "licence", "expires", "remark"),
        one_sheet=True,
        below="repeated",
        title="{town}乡村医生花名册",
        heads={"name": "姓名", "village": "所在村"},
    )
    villages = [one for one in small() if one.doctors]
    plan = taken(register, rosters.write(tmp_path / "乡村医生花名册.xlsx", villages, layout))
    assert [sheet.kind.name for sheet in plan.sheets if sheet.kind] == ["doctors"]
    told = facts(register)
    assert told["clinics"] == told["villages"] == []
    assert [row[2:] for row in told["doctors"]] == [row[2:] for row in expected(small())["doctors"]]
    assert told["licences"] == expected(small())["licences"]


def test_a_list_of_clinics_alone_has_equipment_and_what_fails(register: Register, tmp_path: Path) -> None:
    heads = [
        *("序号", "乡镇", "村名", "村卫生室名称", "机构代码", "业务用房面积", "三室分开", "医保定点", "产权"),
        *("健康一体机(台)", "血压计", "冰箱", "面积达标", "设备达标", "是否达标"),
    ]
    rows = [
        ["樟树市村卫生室建设情况台账"],
        heads,
        [1, "临江镇", "双洲", "双洲村卫生室", "", "65.5㎡", "是", "是", "村集体", 1, 2, "有", "是", "是", "达标"],
        [2, "临江镇", "渚塘", "渚塘村卫生室", "", 40, "否", "否", "租赁", "无", 1, "", "否", "×", "不达标"],
        [3, "临江镇", "芦阳", "无", "", "", "", "", "", "", "", "", "", "", ""],
        ["合计", "", "", 2, "", "", "", "", "", 1, 3],
    ]
    path = workbook(tmp_path / "卫生室.xlsx", {"Sheet1": rows})
    plan = prepare(register, path)
    assert [sheet.kind.name for sheet in plan.sheets if sheet.kind] == ["clinics"]
    assert plan.counts["reject"] == 0
    commit(register, plan)
    assert not prepare(register, path).writes
    with register.session():
        good, poor = Institution.select().order_by(Institution.id)
        assert (good.floor_area, good.standard, good.rooms_apart, good.insurance_contract, good.ownership) == (
            Decimal("65.5"),
            True,
            True,
            True,
            "2",
        )
        assert (poor.standard, poor.failing, poor.ownership) == (False, ("1", "3"), "4")
        assert sorted((one.holder.name, one.kind, one.count) for one in Equipment.select()) == [
            ("双洲村卫生室", "01", 1),
            ("双洲村卫生室", "07", 2),
            ("双洲村卫生室", "10", 1),
            ("渚塘村卫生室", "07", 1),
        ]


def test_equipment_in_words_and_a_village_in_the_clinics_name(register: Register, tmp_path: Path) -> None:
    rows = [
        ["乡镇", "卫生室名称", "设备清单"],
        ["临江镇", "双洲村卫生室", "健康一体机1台、血压计2台，冰箱"],
        ["临江镇", "渚塘村标准化卫生室", ""],
    ]
    plan = prepare(register, workbook(tmp_path / "村卫生室.xlsx", {"名单": rows}))
    commit(register, plan)
    with register.session():
        assert [one.village.name for one in Institution.select()] == ["双洲村委会", "渚塘村委会"]
        assert sorted((one.kind, one.count) for one in Equipment.select()) == [("01", 1), ("07", 2), ("10", 1)]


def test_validity_in_years_runs_from_the_day_of_issue(register: Register, tmp_path: Path) -> None:
    heads = ["乡镇", "村", "村医", "身份证号码", "资质", "证书号", "发证日期", "有效期"]
    says = [
        ("2015.08", "5年", "2020-08"),
        ("2015年8月31日", "五年", "2020-08-30"),
        (date(2016, 3, 1), 5, "2021-02-28"),
        ("2015-08-31", "长期", ""),
        ("2015", "2020", "2020"),
        ("2015.08", "2015.08-2020.08", "2020-08"),
        ("2015-08", "有效期至2020年8月31日止", "2020-08-31"),
    ]
    rows = [
        ["临江镇", "双洲村", one.name, one.id_number, "乡村医生证", one.licence, issued, until]
        for one, (issued, until, _) in zip(map(rosters.doctor, range(7)), says, strict=True)
    ]
    plan = prepare(register, workbook(tmp_path / "村医名册.xlsx", {"名单": [heads, *rows]}))
    commit(register, plan)
    with register.session():
        assert [one.expires for one in Licence.select().order_by(Licence.id)] == [last for _, _, last in says]
        assert {one.kind for one in Licence.select()} == {"1"}
        assert Licence.get(Licence.expires == "").remark == "长期有效"


def test_further_villages_of_a_doctor_are_further_places(register: Register, tmp_path: Path) -> None:
    first, second = rosters.doctor(1), rosters.doctor(2)
    rows = [
        ["乡镇", "行政村", "卫生室名称", "姓名", "身份证号", "兼顾村"],
        ["临江镇", "双洲村", "双洲村卫生室", first.name, first.id_number, "渚塘村、兼顾芦阳村"],
        ["临江镇", "渚塘村", "", "", "", ""],
        ["临江镇", "姜璜村", "姜璜村卫生室", second.name, second.id_number, "桃花源村"],
    ]
    path = workbook(tmp_path / "村医.xlsx", {"名单": rows})
    plan = prepare(register, path)
    assert (plan.counts["reject"], [word.written for word in plan.unknown]) == (0, ["临江镇桃花源村"])
    commit(register, plan)
    assert not prepare(register, path).writes
    with register.session():
        places = [(one.doctor.name, one.village.name, one.mode) for one in Practice.select()]
        assert places == [(first.name, "渚塘村委会", "2"), (first.name, "芦阳村委会", "2")]


def test_the_year_of_the_title_is_the_villages_year(register: Register, tmp_path: Path) -> None:
    layout = replace(Layout(), title="{town}2019年村卫生室及乡村医生基本情况表")
    taken(register, rosters.write(tmp_path / "花名册.xlsx", small(), layout))
    taken_later = [replace(one, poor=False) for one in small()]
    plan = prepare(
        register, rosters.write(tmp_path / "后.xlsx", taken_later, replace(layout, title="{town}2020年花名册"))
    )
    commit(register, plan)
    with register.session():
        assert PlaceStatus.select().where((PlaceStatus.year == 2019) & (PlaceStatus.status == "1")).count() == 3
        assert PlaceStatus.select().where((PlaceStatus.year == 2020) & (PlaceStatus.status == "9")).count() == 7
        assert PlaceStatus.select().count() == 14


def test_clinics_of_one_name_in_two_townships_are_two(register: Register, tmp_path: Path) -> None:
    rows = [
        ["乡镇", "行政村", "卫生室名称", "建筑面积"],
        ["临江镇", "双洲村", "中心卫生室", 100],
        ["洲上乡", "小洲村", "中心卫生室", 80],
    ]
    path = workbook(tmp_path / "村卫生室.xlsx", {"名单": rows})
    taken(register, path)
    with register.session():
        assert [(one.village.name, one.floor_area) for one in Institution.select()] == [
            ("双洲村委会", Decimal(100)),
            ("小洲村委会", Decimal(80)),
        ]
