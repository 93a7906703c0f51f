"""Training rosters import to the truth in every layout: courses, who attended, the doctor or cadre each one is."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hfp_desk.excel.importing import commit, prepare
from hfp_desk.records import Attendance, Cadre, Course, Doctor
from hfp_desk.resources import resource
from hfp_desk.store import history, keeping, undoing
from hfp_desk.store.opening import Register
from tests.data import rosters
from tests.data.rosters import COURSES, SPELLINGS, TRAINEES
from tests.data.senders import bring, codes, number, outcomes, workbook

ROSTER = "乡村医生培训花名册_2019.xlsx"
TRUTH: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data" / "sample_truth.json").read_text(encoding="utf-8")
)[ROSTER]
HEADS = ["培训班名称", "起始日期", "结束日期", "天数", "姓名", "身份证号", "单位", "考核结果"]
COURSE = ["急救技能培训", "2019-03-11", "2019-03-15"]


def roster(path: Path, *rows: list[object]) -> Path:
    """A roster of these rows below ``HEADS``; the first stands in row 2."""
    return workbook(path / "培训花名册.xlsx", {"名册": [HEADS, *rows]})


def held() -> set[tuple[Any, ...]]:
    return {
        (one.course.name, str(one.course.starts), str(one.course.ends), one.name, one.id_key, one.unit)
        for one in Attendance.select().where(Attendance.voided_at == "")
    }


def expected(suffix: str = "", prefix: str = "") -> set[tuple[Any, ...]]:
    return {
        (prefix + course.name + suffix, str(course.first), str(course.last), name, number(serial), unit)
        for course in COURSES
        for name, serial, unit, _ in TRAINEES
    }


def test_the_sample_imports_to_the_truth_and_again_writes_nothing(register: Register) -> None:
    plan = bring(register, resource("sample", ROSTER))
    [sheet] = plan.sheets
    assert sheet.kind is not None
    assert (sheet.kind.name, sheet.data_rows, plan.counts["new"]) == (TRUTH["kind"], TRUTH["rows"], TRUTH["rows"])
    with register.session():
        found = {(one.name, one.kind, str(one.starts), str(one.ends)) for one in Course.select()}
        assert found == {
            ("基本公共卫生服务规范培训", "2", "2019-03-11", "2019-03-15"),
            ("中医适宜技术培训", "5", "2019-06-03", "2019-06-05"),
            ("健康扶贫政策与签约服务培训", "3", "2019-10-14", "2019-10-20"),
        }
        assert Attendance.select().count() == TRUTH["rows"]
        assert {one.days for one in Attendance.select()} == {Decimal(5), Decimal(3), Decimal(7)}
        first = Attendance.get(Attendance.name == "向兰建")
        assert (first.id_key, first.unit, first.result) == ("360982196503191877", "观上镇卫生院", "1")
        before = history.head(register.db)
    assert {"N-COURSE-KIND", "N-TRAINEE-UNKNOWN"} == {problem.code for problem in plan.problems}
    assert bring(register, resource("sample", ROSTER)).counts["same"] == TRUTH["rows"]
    with register.session():
        assert history.head(register.db) == before


def test_undoing_takes_courses_and_trainees_back(register: Register) -> None:
    result = commit(register, prepare(register, resource("sample", ROSTER)))
    with register.session():
        undoing.undo_batch(register, result.batch or 0)
        assert not held()
        assert not Course.select().where(Course.voided_at == "").count()
    assert prepare(register, resource("sample", ROSTER)).counts["new"] == TRUTH["rows"]


@pytest.mark.parametrize("spelling", sorted(SPELLINGS))
def test_dates_in_any_spelling(register: Register, tmp_path: Path, spelling: str) -> None:
    plan = bring(register, workbook(tmp_path / "花名册.xlsx", {"Sheet1": rosters.training(SPELLINGS[spelling])}))
    assert plan.counts["new"] == len(TRAINEES) * len(COURSES)
    with register.session():
        assert held() == expected()


@pytest.mark.parametrize("spelling", ["dots", "chinese", "iso"])
def test_a_course_written_once_with_its_days_in_one_cell(register: Register, tmp_path: Path, spelling: str) -> None:
    rows = rosters.training_one_cell(SPELLINGS[spelling])
    plan = bring(register, workbook(tmp_path / "培训学员.xlsx", {"Sheet1": rows}))
    assert plan.counts["new"] == len(TRAINEES) * len(COURSES)
    with register.session():
        assert held() == expected()
        assert Attendance.get(Attendance.name == "史凤兵").result == "3"
        assert Attendance.get(Attendance.name == "史凤兵").certificate == "PX13"


def test_a_course_merged_over_its_trainees(register: Register, tmp_path: Path) -> None:
    rows = rosters.training_one_cell(SPELLINGS["chinese"])
    merges = ["A2:A5", "B2:B5", "A6:A9", "B6:B9"]
    bring(register, workbook(tmp_path / "培训学员.xlsx", {"Sheet1": rows}, {"Sheet1": merges}))
    with register.session():
        assert held() == expected()


def test_a_sheet_a_course_that_only_its_title_names(register: Register, tmp_path: Path) -> None:
    sheets = rosters.training_sheets(SPELLINGS["iso"])
    plan = bring(register, workbook(tmp_path / "2019年培训.xlsx", sheets))
    assert [sheet.kind.name for sheet in plan.sheets if sheet.kind] == ["training", "training"]
    with register.session():
        assert held() == expected("班", "樟树市")
        assert {one.kind for one in Course.select()} == {"5", ""}
    assert [problem.code for problem in plan.problems].count("N-COURSE-TITLE") == 2


TITLES = {
    "针灸推拿培训班": (["2019年乡村医生培训名册", "培训班名称：针灸推拿培训班   时间：2019.6.3-6.5"], "2019-06-05"),
    "健康扶贫干部轮训": (["健康扶贫干部轮训签到表", "培训时间：2019年6月3日至5日  地点：市委党校"], "2019-06-05"),
    "2019年第一期全科医生转岗培训班": (["附件2：2019年第一期全科医生转岗培训班学员名单", "2019-06-03"], "None"),
    "高血压规范管理培训班": (["高血压规范管理培训班参训人员信息登记表", "填报日期：2019年12月30日"], ""),
}
"""Lines above a list, with the last day they tell; empty where they tell no day at all."""


@pytest.mark.parametrize("name", TITLES)
def test_what_a_title_says(register: Register, tmp_path: Path, name: str) -> None:
    lines, last = TITLES[name]
    rows = [*([line] for line in lines), ["姓名", "单位", "职务"], ["张三", "洲上乡卫生院", "村医"]]
    plan = bring(register, workbook(tmp_path / "附件.xlsx", {"Sheet1": rows}))
    with register.session():
        [course] = list(Course.select())
        first = "2019-06-03" if last else "None"
        assert (course.name, str(course.starts), str(course.ends)) == (name, first, last or "None")
    assert ("W-COURSE-START" in [problem.code for problem in plan.problems]) is not bool(last)


def test_trainees_are_the_doctors_and_cadres_of_the_register(register: Register, tmp_path: Path) -> None:
    path = roster(
        tmp_path,
        [*COURSE, 5, "张三", number(1), "洲上乡卫生院", "合格"],
        [*COURSE, 5, "李四", "", "樟树市卫健委", "合格"],
        [*COURSE, 5, "王五", number(3), "樟树市卫健委", "合格"],
    )
    bring(register, path)
    with register.session():
        keeping.save(register, Doctor.new(name="张三", id_number=number(1)))
        keeping.save(register, Cadre.new(name="李四", unit="樟树市卫健委"))
        keeping.save(register, Cadre.new(name="王武", unit="樟树市卫健委", id_number=number(3)))
    plan = bring(register, path)
    assert outcomes(plan) == {2: "change", 3: "change", 4: "change"}
    assert codes(plan, 4) == ["W-NAME-DIFFERS"]
    with register.session():
        found = {(one.name, bool(one.trainee), bool(one.cadre)) for one in Attendance.select()}
        assert found == {("张三", True, False), ("李四", False, True), ("王五", False, True)}
    assert bring(register, path).counts["same"] == 3


def test_what_contradicts_is_told_and_kept(register: Register, tmp_path: Path) -> None:
    path = roster(
        tmp_path,
        [*COURSE, 5, "张三", number(1), "洲上乡卫生院", "合格"],
        [*COURSE, 5, "张三", number(1), "洲上乡卫生院", "不合格"],
        [*COURSE, 5, "张三", number(1), "洲上乡卫生院", "合格"],
        [*COURSE, 9, "李四", number(2), "洲上乡卫生院", "合格"],
        ["急救技能培训", "2019-03-15", "2019-03-11", 5, "王五", number(3), "", ""],
        [*COURSE, 5, "赵六", "360982196406100010", "", ""],
        [*COURSE, 5, "", number(4), "洲上乡卫生院", ""],
        ["急救技能培训", "三月", "", 5, "孙七", number(5), "", ""],
        ["急救技能培训", "2019-03-11", "2019-03-18", 5, "周八", number(6), "", "没考"],
    )
    plan = bring(register, path)
    became = ["new", "conflict", "same", "new", "reject", "reject", "reject", "reject", "new"]
    assert list(outcomes(plan).values()) == became
    repeats = ["E-ROW-TWICE", "W-ROW-TWICE", "W-ATTENDANCE-DAYS"]
    errors = ["E-PERIOD", "E-ID-CHECK", "E-NAME-EMPTY", "E-DATE"]
    assert [codes(plan, row)[0] for row in range(3, 10)] == [*repeats, *errors]
    assert set(codes(plan, 10)) == {"W-DICT", "W-COURSE-ENDS"}
    with register.session():
        [course] = list(Course.select())
        assert str(course.ends) == "2019-03-15"
        assert [(one.name, one.result) for one in Attendance.select()] == [("张三", "2"), ("李四", "2"), ("周八", "")]


def test_secondments_of_one_list_are_told_apart_by_where_they_were(register: Register, tmp_path: Path) -> None:
    heads = ["姓名", "身份证号", "工作单位", "进修单位", "进修时间"]
    rows = [
        ["张三", number(1), "洲上乡卫生院", "樟树市人民医院", "2019.3.1-2019.3.31"],
        ["李四", number(2), "洲上乡卫生院", "樟树市中医院", "2019.3.1起"],
    ]
    bring(register, workbook(tmp_path / "进修.xlsx", {"Sheet1": [["乡村医生外出进修登记表"], heads, *rows]}))
    with register.session():
        assert {(one.place, one.kind, str(one.starts), str(one.ends)) for one in Course.select()} == {
            ("樟树市人民医院", "6", "2019-03-01", "2019-03-31"),
            ("樟树市中医院", "6", "2019-03-01", "None"),
        }


def test_a_course_in_the_midst_of_another_is_told(register: Register, tmp_path: Path) -> None:
    bring(register, roster(tmp_path, [*COURSE, 5, "张三", number(1), "", "合格"]))
    plan = bring(register, roster(tmp_path, ["急救技能培训", "2019-03-13", "", 1, "李四", number(2), "", "合格"]))
    assert "W-COURSE-NEAR" in codes(plan, 2)
    with register.session():
        assert [one.starts for one in Course.select().order_by(Course.starts)] == [date(2019, 3, 11), date(2019, 3, 13)]


@pytest.mark.parametrize("result", ["", "合格"])
def test_a_trainee_without_number_is_known_by_name_and_unit(register: Register, tmp_path: Path, result: str) -> None:
    bring(register, roster(tmp_path, [*COURSE, 5, "张三", "", "洲上乡卫生院", ""]))
    path = roster(
        tmp_path,
        [*COURSE, 5, "张三", number(1), "洲上乡卫生院", result],
        [*COURSE, 5, "张三", "", "洋湖乡卫生院", result],
    )
    assert outcomes(bring(register, path)) == {2: "change", 3: "new"}
    with register.session():
        assert {(one.unit, one.id_key) for one in Attendance.select()} == {
            ("洲上乡卫生院", number(1)),
            ("洋湖乡卫生院", ""),
        }
