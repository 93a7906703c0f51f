"""收表 from workbooks that are no longer ours: several townships in one file, typed tables, who may take them in."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from hfp_desk.excel import collected_files, collected_heads, collected_lines
from hfp_desk.excel.book import Cell, Sheet
from hfp_desk.excel.collected_lines import Lines
from hfp_desk.problems import Refusal
from hfp_desk.returns import Definition, Period
from hfp_desk.store import collecting, opening
from hfp_desk.store.collecting import HELD, TAKEN
from hfp_desk.store.opening import Register
from tests.domain.gathered import declared, filled, handed_out
from tests.domain.staff import LAN

Of = tuple[Definition, Period]


@pytest.fixture
def of(register: Register) -> Of:
    return declared(register)


def typed(path: Path, *sheets: tuple[str, str, str]) -> Path:
    """A table that somebody typed anew: sheet, 填报单位 and the name of its line; the head in two plain rows."""
    book = Workbook()
    del book["Sheet"]
    for name, unit, line in sheets:
        page = book.create_sheet(name)
        for row in (
            ["贫困人口体检月报表"],
            [f"填报单位：{unit}", "", "2020年3月", "", "报出日期：2020年4月2日"],
            ["乡镇", "农村贫困人口（户）", "农村贫困人口（人）", "体检", "", ""],
            ["", "", "", "应检", "已检", "体检率"],
            [line, 10, 30, 20, 10, 50],
            ["填表人：李红", "", "", "联系电话：0795-7330000"],
        ):
            page.append(row)
    book.save(path)
    return path


def test_several_townships_in_one_workbook_are_taken_each_for_itself(
    register: Register, of: Of, tmp_path: Path
) -> None:
    path = typed(tmp_path / "三月.xlsx", ("临江", "临江镇", "临江镇"), ("永泰", "永泰镇卫生院", "永泰"))
    arrived = collected_files.take_in(register, *of, [path])
    assert [(one.outcome, one.sentence) for one in arrived] == [
        (TAKEN, "收到临江镇的表。"),
        (TAKEN, "收到永泰镇的表。"),
    ]
    for kept in collecting.kept(*of):
        assert kept.collected.table is not None
        assert [cell.value for cell in kept.collected.table.total.cells] == [10, 30, 20, 10, 50]
        assert not kept.collected.errors


def test_a_file_without_a_township_waits_until_the_clerk_says_whose_it_is(
    register: Register, of: Of, tmp_path: Path
) -> None:
    path = typed(tmp_path / "三月.xlsx", ("Sheet1", "", "临江镇"))
    (held,) = collected_files.take_in(register, *of, [path])
    assert held.outcome == HELD
    assert held.sentence == "看不出是哪个乡镇的表，没有收。请选定乡镇后单独收这一份。"
    with register.session():
        towns = collected_files.asked_by(register, *of).towns
        assert towns is not None
        town = towns.named("临江镇")
    (taken,) = collected_files.take_in(register, *of, [path], town=town)
    assert taken.outcome == TAKEN


def test_a_file_that_is_no_return_is_refused_and_says_what_to_do(register: Register, of: Of, tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["姓名", "证件号码"])
    book.worksheets[0].append(["李红", "略"])
    book.save(tmp_path / "名单.xlsx")
    (held,) = collected_files.take_in(register, *of, [tmp_path / "名单.xlsx"])
    assert held.outcome == HELD
    assert "里没有《贫困人口体检月报表》的表头" in held.sentence


def test_who_only_looks_takes_nothing_in_and_sends_nothing_back(staffed: Register, of: Of, tmp_path: Path) -> None:
    (path,) = handed_out(staffed, tmp_path / "下发", of, "临江镇")
    (one,) = collected_files.take_in(staffed, *of, [filled(path)])
    staffed.close()
    looking = opening.open_register(staffed.path, "赵兰", LAN)
    try:
        with pytest.raises(Refusal, match="不能收乡镇报表"):
            collected_files.take_in(looking, *of, [path])
        with pytest.raises(Refusal, match="不能办理乡镇报表"):
            collecting.accept(looking, one.record)
    finally:
        looking.close()


def test_of_a_single_line_the_name_is_found_beside_a_sum_over_both_columns(of: Of) -> None:
    rows: list[list[Cell]] = [
        ["序号", "医疗机构", "农村贫困人口", "", "体检", "", ""],
        ["", "", "户", "人", "应检（人）", "已检（人）", "体检率（%）"],
        ["合计", "", 5, 6, 4, 2, 50],
        [1, "市人民医院", 5, 6, 4, 2, 50],
    ]
    sheet = Sheet("表", rows, merges=None)
    heads = collected_heads.find(sheet, of[0])
    assert heads is not None
    found = collected_lines.read(sheet, of[0], heads, Lines(((0, "合计"), (7, "市人民医院"))))
    assert not found.flaws
    assert found.rows == {0: 3, 7: 4}
