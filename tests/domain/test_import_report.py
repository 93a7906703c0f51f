"""The sender's own workbook comes back with what became of each row, and is understood when it is sent again."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from hfp_desk.excel import reporting
from hfp_desk.excel.importing import commit, prepare
from hfp_desk.excel.reporting import as_json, write_report
from hfp_desk.problems import Refusal
from hfp_desk.records import Person
from hfp_desk.resources import resource
from hfp_desk.store.opening import Register
from tests.data import senders
from tests.data.senders import Invented, number, people, workbook

ERROR, WARNING = "FFFFC7CE", "FFFFEB9C"


def mixed(path: Path) -> Path:
    """A list with two good rows, one whose number fails, one without number and one in an unknown village."""
    one, two = people(2)
    bad = Invented("王五", number(5)[:-1] + ("0" if number(5)[-1] != "0" else "1"))
    lost = Invented("赵六", number(6), village="桃花源村")
    return senders.poor(path, [one, bad, two, Invented("钱七", ""), lost], ["合计", None, None, 5])


def page(path: Path, name: str = "名单") -> Any:
    return openpyxl.load_workbook(path)[name]


def dressed(path: Path) -> Path:
    """The same, dressed up by its sender: colours, widths, a formula, a remark, frozen rows, a second sheet."""
    book = openpyxl.load_workbook(mixed(path))
    sheet = book["名单"]
    sheet["A1"].font = Font(name="黑体", size=18, bold=True)
    sheet["A4"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["B4"].comment = Comment("请核", "民政局")
    sheet["D9"] = "=COUNTA(A3:A7)"
    sheet.column_dimensions["B"].width = 33
    sheet.freeze_panes = "A3"
    book.create_sheet("说明")["A1"] = "本表由乡镇填报，请按时报送。"
    book.save(path)
    return path


def test_results_reasons_and_numbers_stand_behind_each_row(register: Register, tmp_path: Path) -> None:
    plan = prepare(register, mixed(tmp_path / "名单.xlsx"))
    result = commit(register, plan)
    sheet = page(write_report(plan, result, tmp_path / "回执.xlsx"))
    told = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2, max_row=7, min_col=5, max_col=7)]
    assert told[0] == ["导入结果", "原因", "登记编号"]
    assert [(row[0], row[2]) for row in told[1:]] == [
        ("新增", "1"),
        ("未导入", None),
        ("新增", "2"),
        ("未导入", None),
        ("新增", "3"),
    ]
    assert "校验码" in told[2][1]
    with register.session():
        assert Person.get_by_id(2).name == "万兵甲"


def test_guilty_cells_are_coloured_with_code_fault_and_expectation(register: Register, tmp_path: Path) -> None:
    plan = prepare(register, mixed(tmp_path / "名单.xlsx"))
    sheet = page(write_report(plan, None, tmp_path / "回执.xlsx"))
    assert (sheet["B4"].fill.fgColor.rgb, sheet["B6"].fill.fgColor.rgb, sheet["D7"].fill.fgColor.rgb) == (
        ERROR,
        ERROR,
        WARNING,
    )
    assert sheet["B3"].comment is None
    assert "[E-ID-CHECK]" in sheet["B4"].comment.text
    assert "应为：" in sheet["B4"].comment.text
    assert "例：" in sheet["B6"].comment.text
    assert sheet["B6"].number_format == "@"
    assert sheet["E4"].value == "不能导入"
    assert sheet["E3"].value == "将新增"


def test_the_senders_formats_stay(register: Register, tmp_path: Path) -> None:
    path = dressed(tmp_path / "名单.xlsx")
    before = path.read_bytes()
    plan = prepare(register, path)
    written = openpyxl.load_workbook(write_report(plan, commit(register, plan), tmp_path / "回执.xlsx"))
    sheet = written["名单"]
    assert written.sheetnames == ["导入报告", "名单", "说明"]
    assert (sheet["A1"].font.name, sheet["A1"].font.size) == ("黑体", 18)
    assert sheet["A4"].fill.fgColor.rgb == "FF00FF00"
    assert (sheet["D9"].value, sheet.column_dimensions["B"].width, sheet.freeze_panes) == ("=COUNTA(A3:A7)", 33, "A3")
    assert "A1:D1" in [str(merge) for merge in sheet.merged_cells.ranges]
    assert sheet["B4"].comment.text.startswith("请核")
    assert path.read_bytes() == before


def test_the_first_sheet_says_what_was_read_skipped_and_wrong(register: Register, tmp_path: Path) -> None:
    plan = prepare(register, mixed(tmp_path / "名单.xlsx"))
    result = commit(register, plan)
    told = write_report(plan, result, tmp_path / "回执.xlsx")
    words = [str(cell) for row in page(told, "导入报告").iter_rows(values_only=True) for cell in row if cell]
    text = "\n".join(words)
    assert words[0] == "导入报告"
    assert plan.sha256 in text
    assert "新增 3，更新 0，未变 0，待定 0，冲突 0，未导入 2，跳过 0，共 5 行" in text
    assert "李敏" in text
    assert f"第 {result.batch} 号" in text
    assert "第 8 行（合计）" in text
    assert {"E-ID-CHECK", "E-ID-EMPTY", "W-PLACE"} <= set(words)


@pytest.mark.parametrize("name", ["大病专项救治台账_人民医院_2020年一季度.xls", "农村低保对象_民政局_202003.csv"])
def test_other_formats_are_built_anew_and_say_so(register: Register, tmp_path: Path, name: str) -> None:
    plan = prepare(register, resource("sample", name))
    told = write_report(plan, commit(register, plan), tmp_path / "回执.xls")
    assert told.name == "回执.xlsx"
    words = [str(cell) for row in page(told, "导入报告").iter_rows(values_only=True) for cell in row if cell]
    assert any("回执改用 .xlsx" in word for word in words)
    again = prepare(register, told)
    assert again.counts == {**plan.counts, "same": plan.counts["new"], "new": 0}
    assert [sheet.header_rows for sheet in again.sheets] == [sheet.header_rows for sheet in plan.sheets]


def test_only_corrected_rows_go_in_when_the_report_comes_back(register: Register, tmp_path: Path) -> None:
    plan = prepare(register, dressed(tmp_path / "名单.xlsx"))
    told = write_report(plan, commit(register, plan), tmp_path / "回执.xlsx")
    unchanged = prepare(register, told)
    assert (unchanged.counts["same"], unchanged.counts["reject"], unchanged.counts["new"]) == (3, 2, 0)
    book = openpyxl.load_workbook(told)
    book["名单"]["B4"] = number(5)
    book.save(told)
    corrected = prepare(register, told)
    assert {row.row: str(row.outcome) for row in corrected.rows if row.outcome != "same"} == {4: "new", 6: "reject"}
    result = commit(register, corrected)
    second = openpyxl.load_workbook(write_report(corrected, result, tmp_path / "回执二.xlsx"))
    sheet = second["名单"]
    assert second.sheetnames.count("导入报告") == 1
    assert [cell.value for cell in sheet[2]].count("导入结果") == 1
    assert (sheet["E4"].value, sheet["E3"].value, sheet["B4"].comment) == ("新增", "未变", None)
    assert sheet["B4"].fill.fgColor.rgb != ERROR
    assert sheet["B6"].fill.fgColor.rgb == ERROR


def test_nothing_in_a_report_comes_alive(register: Register, tmp_path: Path) -> None:
    rows = [["姓名", "身份证号", "文化程度"], ["=1+1|cmd", number(1), "=HYPERLINK(1)"], ["张三", "=2+3", "@x"]]
    text = "\n".join(",".join(map(str, row)) for row in rows)
    (tmp_path / "贫困人口.csv").write_text(text, encoding="utf-8")
    plan = prepare(register, tmp_path / "贫困人口.csv")
    told = openpyxl.load_workbook(write_report(plan, None, tmp_path / "回执.xlsx"))
    cells = [cell for sheet in told.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert "=1+1|cmd" in [cell.value for cell in cells]
    assert all(cell.quotePrefix for cell in cells if str(cell.value or "").startswith("="))


def test_a_very_large_list_is_written_row_by_row(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reporting, "LARGE", 3)
    plan = prepare(register, mixed(tmp_path / "名单.xlsx"))
    told = write_report(plan, commit(register, plan), tmp_path / "回执.xlsx")
    sheet = page(told)
    assert [sheet.cell(4, 5).value, sheet.cell(2, 5).value, sheet["B4"].fill.fgColor.rgb] == [
        "未导入",
        "导入结果",
        ERROR,
    ]
    assert "[E-ID-CHECK]" in sheet["B4"].comment.text
    again = prepare(register, told)
    assert (again.counts["same"], again.counts["reject"]) == (3, 2)


def test_a_report_that_cannot_be_written_is_refused(register: Register, tmp_path: Path) -> None:
    plan = prepare(register, mixed(tmp_path / "名单.xlsx"))
    (tmp_path / "回执.xlsx").mkdir()
    with pytest.raises(Refusal, match="没有写成"):
        write_report(plan, None, tmp_path / "回执.xlsx")
    assert not list(tmp_path.glob("*.part.xlsx"))


def test_the_json_names_rows_columns_and_codes(register: Register, tmp_path: Path) -> None:
    plan = prepare(register, mixed(tmp_path / "名单.xlsx"))
    tried = as_json(plan, None)
    assert (tried["batch"], tried["report"]) == (None, None)
    [sheet] = tried["sheets"]
    assert {key: sheet[key] for key in ("sheet", "kind", "header_rows", "data_rows", "skipped_rows")} == {
        "sheet": "名单",
        "kind": "people",
        "header_rows": [2],
        "data_rows": 5,
        "skipped_rows": [8],
    }
    assert list(tried["counts"]) == ["new", "change", "same", "doubtful", "conflict", "reject", "skipped"]
    wrong = next(problem for problem in tried["problems"] if problem["code"] == "E-ID-CHECK")
    assert (wrong["sheet"], wrong["row"], wrong["column"], wrong["severity"]) == ("名单", 4, "证件号码", "error")
    assert wrong["expected"] == number(5)[-1]
    result = commit(register, plan)
    done = json.loads(json.dumps(as_json(plan, result, tmp_path / "回执.xlsx"), ensure_ascii=False))
    assert (done["batch"], done["report"]) == (result.batch, str(tmp_path / "回执.xlsx"))


def test_a_locked_workbook_still_gets_its_report(register: Register, tmp_path: Path) -> None:
    import msoffcrypto

    path, locked = mixed(tmp_path / "明.xlsx"), tmp_path / "名单.xlsx"
    with path.open("rb") as plain, locked.open("wb") as target:
        msoffcrypto.OfficeFile(plain).encrypt("abc123", target)
    plan = prepare(register, locked, password="abc123")
    told = write_report(plan, commit(register, plan), tmp_path / "回执.xlsx")
    assert page(told)["E3"].value == "新增"


def test_several_sheets_each_have_their_own_columns(register: Register, tmp_path: Path) -> None:
    heads = ["姓名", "证件号码"]
    path = workbook(
        tmp_path / "贫困人口.xlsx", {"甲村": [heads, ["张三", number(1)]], "乙村": [["名单"], heads, ["李四", ""]]}
    )
    told = openpyxl.load_workbook(write_report(prepare(register, path), None, tmp_path / "回执.xlsx"))
    assert [told["甲村"]["C2"].value, told["乙村"]["C3"].value] == ["将新增", "不能导入"]
