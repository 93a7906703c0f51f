"""Rosters of posted people import to the truth in every layout; what contradicts is told and nothing is lost."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hfp_desk.excel.importing import commit, prepare
from hfp_desk.excel.outcomes import Outcome
from hfp_desk.records import Change, Institution, Partnership, Posting, PostingMonth
from hfp_desk.resources import resource
from hfp_desk.store import history, keeping, undoing
from hfp_desk.store.opening import Register
from tests.data import rosters
from tests.data.rosters import SENT, SPELLINGS
from tests.data.senders import bring, codes, number, outcomes, workbook

ROSTER = "对口帮扶派驻人员名册.xlsx"
TRUTH: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "data" / "sample_truth.json").read_text(encoding="utf-8")
)[ROSTER]
HEADS = ["支援单位", "受援单位", "姓名", "身份证号", "职称", "到岗时间", "离岗时间"]
PAIR = ["省肿瘤医院", "樟树市人民医院"]


def roster(path: Path, *rows: list[object]) -> Path:
    """A roster of these rows below ``HEADS``; the first stands in row 3."""
    return workbook(path / "派驻人员名册.xlsx", {"名册": [["派驻人员名册"], HEADS, *rows]})


def held() -> set[tuple[Any, ...]]:
    return {
        (one.name, one.title, one.partnership.supporter, one.partnership.receiver, str(one.starts), str(one.ends))
        for one in Posting.select().where(Posting.voided_at == "")
    }


def test_the_sample_imports_to_the_truth_and_again_writes_nothing(register: Register) -> None:
    plan = bring(register, resource("sample", ROSTER))
    [sheet] = plan.sheets
    assert sheet.kind is not None
    assert (sheet.kind.name, sheet.data_rows) == (TRUTH["kind"], TRUTH["rows"])
    with register.session():
        found = [[one.name, str(one.starts), str(one.ends)] for one in Posting.select().order_by(Posting.id)]
        assert found == [list(one) for one in TRUTH["postings"]]
        assert Partnership.select().count() == 3
        assert {one.title_grade for one in Posting.select()} == {""}
        assert {one.title for one in Posting.select()} == {"主任医师", "副主任医师", "主治医师", "住院医师"}
        before = history.head(register.db)
    again = bring(register, resource("sample", ROSTER))
    assert again.counts["same"] == TRUTH["rows"]
    with register.session():
        assert history.head(register.db) == before


def test_undoing_takes_postings_and_partnerships_back(register: Register) -> None:
    result = commit(register, prepare(register, resource("sample", ROSTER)))
    with register.session():
        undoing.undo_batch(register, result.batch or 0)
        assert not Posting.select().where(Posting.voided_at == "").count()
        assert not Partnership.select().where(Partnership.voided_at == "").count()
    assert prepare(register, resource("sample", ROSTER)).counts["new"] == TRUTH["rows"]


@pytest.mark.parametrize("spelling", sorted(SPELLINGS))
def test_dates_in_any_spelling(register: Register, tmp_path: Path, spelling: str) -> None:
    rows = rosters.plain(SPELLINGS[spelling])
    plan = bring(register, workbook(tmp_path / "名册.xlsx", {"Sheet1": rows}, {"Sheet1": ["A1:H1"]}))
    assert plan.counts["new"] == len(SENT)
    with register.session():
        assert held() == rosters.content()


@pytest.mark.parametrize("layout", [rosters.one_cell, rosters.blank_below])
@pytest.mark.parametrize("spelling", ["dots", "chinese", "digits", "slashes"])
def test_other_layouts(register: Register, tmp_path: Path, layout: Callable[..., Any], spelling: str) -> None:
    plan = bring(register, workbook(tmp_path / "名册.xlsx", {"2019": layout(SPELLINGS[spelling])}))
    assert plan.counts["new"] == len(SENT)
    with register.session():
        assert held() == rosters.content()


def test_merged_heads_and_supporters_and_the_receiver_in_the_title(register: Register, tmp_path: Path) -> None:
    rows, merges = rosters.merged(SPELLINGS["cells"])
    plan = bring(register, workbook(tmp_path / "一览表.xlsx", {"Sheet1": rows}, {"Sheet1": merges}))
    assert plan.counts["new"] == len(SENT)
    with register.session():
        assert held() == rosters.content()
    assert "N-PAIR-TITLE" in [problem.code for problem in plan.problems]


def test_both_sides_may_stand_in_the_title_alone(register: Register, tmp_path: Path) -> None:
    rows = [
        ["省肿瘤医院对口支援樟树市人民医院派驻医师名册"],
        ["姓名", "职称", "起止时间"],
        ["黎建德", "主治医师", "2019.3.1-8.31"],
    ]
    bring(register, workbook(tmp_path / "名册.xlsx", {"Sheet1": rows}))
    with register.session():
        assert held() == rosters.content(SENT[:1])


def test_a_title_that_names_no_hospital_gives_none(register: Register, tmp_path: Path) -> None:
    rows = [["三级医院对口帮扶派驻人员名册"], ["支援单位", "姓名", "到岗时间"], ["省肿瘤医院", "黎建德", "2019-03-01"]]
    plan = bring(register, workbook(tmp_path / "派驻.xlsx", {"Sheet1": rows}))
    assert outcomes(plan) == {3: "reject"}
    assert codes(plan, 3) == ["E-PAIR-EMPTY"]


def test_a_grade_comes_only_from_a_column_of_grades(register: Register, tmp_path: Path) -> None:
    rows = [[*HEADS, "职称级别"], [*PAIR, "黎建德", number(1), "主治医师", "2019-03-01", "2019-08-31", "中级"]]
    bring(register, workbook(tmp_path / "派驻.xlsx", {"Sheet1": rows}))
    bring(register, roster(tmp_path, [*PAIR, "付伟", number(2), "主任医师", "2019-03-01", "2019-08-31"]))
    with register.session():
        assert {(one.name, one.title, one.title_grade) for one in Posting.select()} == {
            ("黎建德", "主治医师", "3"),
            ("付伟", "主任医师", ""),
        }


def test_a_later_list_ends_an_open_posting(register: Register, tmp_path: Path) -> None:
    bring(register, roster(tmp_path, [*PAIR, "孔生香", number(2), "医师", "2019-08-06", "至今"]))
    plan = bring(register, roster(tmp_path, [*PAIR, "孔生香", number(2), "主治医师", "2019-08-06", "2020-02-05"]))
    assert outcomes(plan) == {3: "change"}
    with register.session():
        [one] = list(Posting.select())
        assert (one.title, one.ends) == ("主治医师", date(2020, 2, 5))
        assert (one.id_key, one.sex) == (number(2), "1")


def test_postings_of_one_person_at_once_are_told(register: Register, tmp_path: Path) -> None:
    elsewhere = ["省肿瘤医院", "樟树市中医院"]
    path = roster(
        tmp_path,
        [*PAIR, "黎建德", number(1), "", "2019-03-01", "2019-08-31"],
        [*elsewhere, "黎建德", number(1), "", "2019-08-01", "2020-01-31"],
        [*PAIR, "孔生香", number(2), "", "2019-08-06", "至今"],
        [*elsewhere, "孔生香", number(2), "", "2019-12-01", None],
        [*PAIR, "付伟", number(3), "", "2019-03-01", "2019-05-31"],
        [*elsewhere, "付伟", number(3), "", "2019-05-31", "2019-12-31"],
    )
    plan = bring(register, path)
    assert outcomes(plan) == {3: "new", 4: "new", 5: "new", 6: "conflict", 7: "new", 8: "new"}
    assert "E-POSTING-OVERLAP" in codes(plan, 4)
    assert codes(plan, 6) == ["E-POSTING-OPEN"]
    assert "E-POSTING-OVERLAP" not in codes(plan, 8)
    [told] = [problem.message for problem in plan.problems if problem.row == 6]
    assert "樟树市人民医院" in told
    assert "2019-08-06 至 今" in told
    again = prepare(register, roster(tmp_path, [*elsewhere, "孔生香", number(2), "", "2020-01-01", None]))
    assert outcomes(again) == {3: "conflict"}


def test_what_cannot_be_a_posting_is_kept_out_with_its_reason(register: Register, tmp_path: Path) -> None:
    path = roster(
        tmp_path,
        [*PAIR, "黎建德", "", "", "2019-08-31", "2019-03-01"],
        ["樟树市人民医院", "樟树市人民医院", "孔生香", "", "", "2019-08-06", ""],
        [None, None, None, "", "医师", "2019-08-06", ""],
        [*PAIR, "付伟", "", "", "去年夏天", ""],
        [*PAIR, "叶国香", "360982196406100010", "", "2019-08-06", ""],
        ["樟树市人民医院", "市人民医院", "孙云", "", "", "2019-08-06", ""],
    )
    with register.session():
        keeping.save(register, Institution.new(name="樟树市人民医院", level="2", aliases="市人民医院"))
    plan = bring(register, path)
    assert set(outcomes(plan).values()) == {"reject"}
    expected = ["E-PERIOD", "E-PAIR-SAME", "E-NAME-EMPTY", "E-DATE", "E-ID-CHECK", "E-PAIR-SAME"]
    assert [codes(plan, row)[0] for row in range(3, 9)] == expected
    kept = [row for row in plan.rows if row.outcome is Outcome.REJECT]
    assert len(kept) == 6


def test_an_unknown_receiver_is_told_once_and_a_known_one_found_by_its_other_name(
    register: Register, tmp_path: Path
) -> None:
    with register.session():
        keeping.save(register, Institution.new(name="樟树市人民医院", level="2", aliases="市人民医院"))
    bring(register, roster(tmp_path, [*PAIR, "黎建德", number(1), "", "2019-03-01", "2019-08-31"]))
    path = roster(
        tmp_path,
        ["省肿瘤医院", "市人民医院", "付伟", number(2), "", "2019-03-01", "2019-08-31"],
        ["省肿瘤医院", "洋湖乡医院", "孙云", number(3), "", "2019-03-01", "2019-08-31"],
        ["省肿瘤医院", "洋湖乡医院", "叶国香", number(4), "", "2019-03-01", "2019-08-31"],
    )
    plan = bring(register, path)
    assert [codes(plan, row) for row in (3, 4, 5)] == [[], ["W-HOSPITAL-UNKNOWN"], []]
    with register.session():
        assert {one.receiver for one in Partnership.select()} == {"樟树市人民医院", "洋湖乡医院"}


def test_monthly_reports_find_their_posting(register: Register, tmp_path: Path) -> None:
    bring(
        register,
        roster(
            tmp_path,
            [*PAIR, "黎建德", number(1), "", "2019-03-01", "2019-08-31"],
            [*PAIR, "黎建德", number(1), "", "2020-01-01", None],
        ),
    )
    heads = ["姓名", "出勤天数", "门诊", "手术", "会诊", "教学查房", "讲座", "备注"]
    rows = [
        ["派驻医师工作量月报（2020年3月）"],
        heads,
        ["黎建德", 21.5, 120, 4, 2, 3, 1, ""],
        ["付伟", 20, 1, 1, 1, 1, 1, ""],
        ["合计", 41.5, 121],
    ]
    path = workbook(tmp_path / "月报.xlsx", {"3月": rows})
    plan = bring(register, path)
    assert outcomes(plan) == {3: "new", 4: "reject"}
    assert codes(plan, 4) == ["E-POSTING-UNKNOWN"]
    with register.session():
        [one] = list(PostingMonth.select())
        assert (one.month, str(one.present), one.outpatients, one.surgeries) == ("2020-03", "21.50", 120, 4)
        assert one.posting.starts == date(2020, 1, 1)
        changes = Change.select().count()
    assert outcomes(bring(register, path))[3] == "same"
    with register.session():
        assert Change.select().count() == changes


def test_a_month_has_its_days_and_lies_in_the_posting(register: Register, tmp_path: Path) -> None:
    bring(register, roster(tmp_path, [*PAIR, "黎建德", number(1), "", "2019-03-01", "2019-08-31"]))
    rows = [["姓名", "月份", "出勤天数"], ["黎建德", "4月", 31], ["黎建德", "2019年10月", 20], ["黎建德", "2019.5", 22]]
    plan = bring(register, workbook(tmp_path / "2019年支援医生考勤月报.xlsx", {"考勤": rows}))
    assert outcomes(plan) == {2: "reject", 3: "reject", 4: "new"}
    assert [codes(plan, row) for row in (2, 3)] == [["E-MONTH-DAYS"], ["E-MONTH-OUTSIDE"]]
