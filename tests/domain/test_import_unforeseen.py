"""Layouts that came from outside: sub-headings for townships, doctors side by side, lists over three sheets."""

from pathlib import Path

from hfp_desk.excel.importing import commit, prepare
from hfp_desk.records import Attendance, Doctor, Finding, Institution, Partnership, Posting, Presence
from hfp_desk.store import training_problems, undoing
from hfp_desk.store.opening import Register
from tests.data.senders import bring, codes, number, outcomes, workbook

CLINICS = "村卫生室及乡村医生基本情况表"


def test_a_line_with_a_township_speaks_for_the_rows_below_it(register: Register, tmp_path: Path) -> None:
    """肖家村 is in two townships; only the line above tells which."""
    heads = ["序号", "行政村", "卫生室名称", "村医姓名", "身份证号"]
    rows = [
        *(["一、义成镇"], [1, "肖家村", "肖家村卫生室", "甲一", number(1)], ["小计", "1个村"]),
        *(["二、黄土岗镇"], [1, "肖家村", "肖家村卫生室", "乙一", number(2)], ["小计", "1个村"]),
    ]
    plan = bring(register, workbook(tmp_path / "全市.xlsx", {"汇总": [[CLINICS], heads, *rows]}))
    assert plan.counts["new"] == 2
    with register.session():
        found = {one.name: one.town.name for one in Doctor.select()}
    assert found == {"甲一": "义成镇", "乙一": "黄土岗镇"}


def test_who_stands_in_a_second_column_of_names_is_told_by_row(register: Register, tmp_path: Path) -> None:
    heads = ["序号", "乡镇", "行政村", "卫生室", "村医1", "村医2"]
    rows = [
        [1, "临江镇", "双洲村", "双洲村卫生室", "甲一", "甲二"],
        [2, "临江镇", "渚塘村", "渚塘村卫生室", "乙一", ""],
    ]
    plan = bring(register, workbook(tmp_path / "村医.xlsx", {"Sheet1": [["村卫生室及村医名单"], heads, *rows]}))
    assert "W-PERSON-BESIDE" in codes(plan, 3)
    assert "W-PERSON-BESIDE" not in codes(plan, 4)
    told = next(problem for row in plan.rows for problem in row.problems if problem.code == "W-PERSON-BESIDE")
    assert (told.label, told.found, told.row) == ("村医2", "甲二", 3)
    with register.session():
        assert sorted(one.name for one in Doctor.select()) == ["乙一", "甲一"]


def test_words_in_the_place_of_a_name_are_nobody(register: Register, tmp_path: Path) -> None:
    heads = ["乡镇", "行政村", "卫生室名称", "村医", "备注"]
    rows = [["临江镇", "双洲村", "双洲村卫生室", "由渚塘村甲一兼", ""]]
    plan = bring(register, workbook(tmp_path / "村医.xlsx", {"Sheet1": [[CLINICS], heads, *rows]}))
    assert codes(plan, 3) == ["W-DOCTOR-WORDS"]
    with register.session():
        assert (Doctor.select().count(), Institution.select().where(Institution.kind == "6").count()) == (0, 1)


def test_a_clinic_that_a_list_says_is_not_there_is_told_and_kept(register: Register, tmp_path: Path) -> None:
    heads = ["乡镇", "行政村", "卫生室名称", "建筑面积", "备注"]
    rows = [["临江镇", "双洲村", "双洲村卫生室", 60, ""], ["临江镇", "渚塘村", "无", "", "邻村村医巡诊"]]
    bring(register, workbook(tmp_path / "一.xlsx", {"Sheet1": [["村卫生室情况"], heads, *rows]}))
    gone = [["临江镇", "双洲村", "无", "", "卫生院所在地不设"], ["临江镇", "渚塘村", "无", "", "邻村村医巡诊"]]
    plan = bring(register, workbook(tmp_path / "二.xlsx", {"Sheet1": [["村卫生室情况"], heads, *gone]}))
    assert "W-CLINIC-GONE" in codes(plan, 3)
    assert "W-CLINIC-GONE" not in codes(plan, 4)
    with register.session():
        assert [one.name for one in Institution.select().where(Institution.kind == "6")] == ["双洲村卫生室"]


def test_numbers_without_a_column_of_names_do_not_keep_a_clinic_out(register: Register, tmp_path: Path) -> None:
    heads = ["乡镇", "行政村", "卫生室名称", "建筑面积", "负责人", "负责人身份证"]
    rows = [["临江镇", "双洲村", "双洲村卫生室", "60平方", "甲一", number(1)]]
    plan = bring(register, workbook(tmp_path / "卫生室.xlsx", {"Sheet1": [["村卫生室情况"], heads, *rows]}))
    assert codes(plan, 3) == ["W-NAME-COLUMN"]
    with register.session():
        assert [str(one.floor_area) for one in Institution.select().where(Institution.kind == "6")] == ["60.00"]


def test_a_month_of_birth_that_is_not_that_of_the_number_is_told(register: Register, tmp_path: Path) -> None:
    heads = ["乡镇", "行政村", "姓名", "身份证号", "出生年月", "证书有效期起止"]
    rows = [
        ["临江镇", "双洲村", "甲一", number(1, born="19640610"), "1964.06", "2018.9—2033.9"],
        ["临江镇", "渚塘村", "乙一", number(2, born="19640610"), "1965.04", "2018.9—2033.9"],
    ]
    plan = bring(register, workbook(tmp_path / "村医.xlsx", {"Sheet1": [["乡村医生花名册"], heads, *rows]}))
    assert (codes(plan, 3), codes(plan, 4)) == ([], ["W-DATE"])


def test_the_title_names_who_receives_where_it_only_says_some_hospital_sends(
    register: Register, tmp_path: Path
) -> None:
    heads = ["姓名", "性别", "单位", "职称", "起止时间"]
    rows = [["甲一", "男", "江西省人民医院", "主任医师", "2019.3.1-2019.8.31"]]
    title = ["省级三级医院对口支援樟树市人民医院派驻人员一览表"]
    bring(register, workbook(tmp_path / "派驻.xlsx", {"派驻": [title, heads, *rows]}))
    with register.session():
        assert Posting.select().count() == 1
        assert [(one.supporter, one.receiver) for one in Partnership.select()] == [("江西省人民医院", "樟树市人民医院")]


def test_a_sheet_that_is_mostly_ticks_is_a_training_roster(register: Register, tmp_path: Path) -> None:
    days = ["6月12日", None, "6月13日", None, "6月14日", None]
    above = [["2019年签约服务政策培训签到表"], ["时间：2019年6月12日—14日"]]
    heads = [["序号", "姓名", "所在单位", *days], [None, None, None, *(["上午", "下午"] * 3)]]
    merges = {"签到": ["A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:G3", "H3:I3"]}
    rows = [[1, "甲一", "观上镇卫生院", *"√√√×√√"], [2, "乙一", "中洲乡卫生院", *"√√√√√√"]]
    bring(register, workbook(tmp_path / "签到.xlsx", {"签到": [*above, *heads, *rows]}, merges))
    with register.session():
        assert Attendance.select().count() == 2
        assert sorted(one.state for one in Presence.select()) == ["1"] * 11 + ["2"]
        assert not list(training_problems.every(register.db)), "two without a number are not one person twice"


def three_lists(path: Path, deadline: str = "2020年6月30日") -> Path:
    problem = "村卫生室无合格村医3个"
    return workbook(
        path,
        {
            "问题清单": [["问题清单"], ["序号", "问题", "问题来源"], [1, problem, "自查"]],
            "任务清单": [
                ["整改任务清单"],
                ["序号", "问题", "整改措施", "整改时限"],
                [1, problem, "招聘", "2020年6月30日"],
            ],
            "责任清单": [["整改责任清单"], ["序号", "问题", "责任人", "整改时限"], [1, problem, "甲一", deadline]],
        },
    )


def test_three_lists_of_one_problem_make_one_record(register: Register, tmp_path: Path) -> None:
    path = three_lists(tmp_path / "三张清单.xlsx")
    plan = prepare(register, path)
    done = commit(register, plan)
    with register.session():
        one = Finding.get()
        assert (one.measures, str(one.deadline), one.responsible) == ("招聘", "2020-06-30", "甲一")
    assert not prepare(register, path).writes
    with register.session():
        undoing.undo_batch(register, done.batch or 0)
        assert not [one for one in Finding.select() if not one.voided_at]


def test_three_lists_that_contradict_each_other_are_told(register: Register, tmp_path: Path) -> None:
    plan = bring(register, three_lists(tmp_path / "三张清单.xlsx", "2020年9月30日"))
    assert list(outcomes(plan).values())[-1] == "conflict"
    with register.session():
        assert (str(Finding.get().deadline), Finding.get().responsible) == ("2020-06-30", "")
