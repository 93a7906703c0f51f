"""A return as a workbook: read back by two readers, its formulas computed by LibreOffice, its marks found again."""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from hfp_desk.excel import return_files, return_marks
from hfp_desk.gate import Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import Place
from hfp_desk.returns import RowKind, Table, layout, periods
from hfp_desk.returns.layout import Head
from hfp_desk.returns.table import Line
from hfp_desk.store.opening import Register
from hfp_desk.store.sending import Sent
from tests.domain import foreign_books
from tests.domain import laid_out as made
from tests.domain.listed import CLERK, place

LABELS = ("临江镇", "永泰镇", "黄土岗镇")
SENT = Sent(
    *(1, "invented", "2020-03", "2020年3月", 2, "健康扶贫工作情况月报表", "2020-03-30 09:15:00", "李敏"),
    *("市里要求更正", "zhangshu-2020", "0.4.0", date(2020, 3, 28), "a1b2c3d4e5f60718293a"),
)


@pytest.fixture
def towns(register: Register) -> tuple[int, ...]:
    with register.session():
        return tuple(place(label).id for label in LABELS)


@pytest.fixture
def table(towns: tuple[int, ...]) -> Table:
    return made.table(towns, LABELS)


def written(register: Register, table: Table, target: Path, **more: Any) -> Any:
    """The sheet that is seen, as openpyxl reads it."""
    assert return_files.write_return(register, CLERK, table, target, **more) == len(table.lines)
    return openpyxl.load_workbook(target).worksheets[0]


def computed(path: Path) -> Any:
    """The sheet with the values that stand in the file."""
    return openpyxl.load_workbook(path, data_only=True).worksheets[0]


def figures(page: Any, table: Table) -> list[list[object]]:
    """The figures of the lines: the head takes five rows over it, the corner four, and its own four."""
    return [[cell.value for cell in row[2:9]] for row in page.iter_rows(min_row=FIRST, max_row=FIRST + 3)]


FIRST = 11
"""The row of 合计: title, four lines of the corner, the line over the table, four rows of head."""


def wanted(table: Table) -> list[list[float | str | None]]:
    return [
        [
            ("—" if column.ratio else None) if cell.value is None else float(cell.value)
            for column, cell in zip(table.definition.columns, line.cells, strict=True)
        ]
        for line in table.lines
    ]


def test_both_readers_find_every_figure(register: Register, table: Table, tmp_path: Path) -> None:
    target = tmp_path / "月报.xlsx"
    written(register, table, target)
    assert figures(computed(target), table) == wanted(table)
    rows = CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python(skip_empty_area=False)
    read = [[None if cell == "" else cell for cell in row[2:9]] for row in rows[FIRST - 1 : FIRST + 3]]
    assert read == wanted(table)
    assert [row[0] for row in rows[FIRST - 1 : FIRST + 3]] == ["合计", "1", "2", "3"]


def test_sums_and_ratios_are_formulas_where_the_lines_add_up(register: Register, table: Table, tmp_path: Path) -> None:
    page = written(register, table, tmp_path / "月报.xlsx")
    total, first = figures(page, table)[:2]
    assert total[0] == "=SUM(C12:C14)"
    assert total[3] == '=IF(OR(E11="",N(D11)=0),"—",ROUND(E11*100/D11,2))'
    assert total[4] == "=SUM(D11,E11)"
    assert total[5] == 9, "9 people signed, 10 in the townships together: one of them in two"
    assert total[6] == "=SUM(I12:I14)"
    assert first[3] == '=IF(OR(E12="",N(D12)=0),"—",ROUND(E12*100/D12,2))'
    assert first[0] == 83


@pytest.mark.skipif(not foreign_books.HAS_OFFICE, reason="LibreOffice is not installed")
def test_libreoffice_computes_the_same(register: Register, table: Table, tmp_path: Path) -> None:
    target, bare = tmp_path / "月报.xlsx", tmp_path / "bare" / "月报.xlsx"
    written(register, table, target)
    book = openpyxl.load_workbook(target)  # written again without the values of its formulas
    bare.parent.mkdir()
    book.save(bare)
    assert figures(computed(bare), table)[0][0] is None
    found = foreign_books.converted(bare, tmp_path / "computed", "xlsx")
    assert figures(computed(found), table) == wanted(table)


def test_the_head_is_merged_and_repeated_and_the_page_set_up(register: Register, table: Table, tmp_path: Path) -> None:
    page = written(register, table, tmp_path / "月报.xlsx", head=Head(filler="王芳", reported_on=date(2020, 3, 28)))
    merged = set(map(str, page.merged_cells.ranges))
    assert {"A7:A9", "B7:B9", "D7:F7", "E8:F8", "D8:D9", "A11:B11"} <= merged
    assert (page["D7"].value, page["E8"].value, page["F10"].value) == ("大病集中救治", "已救治", "4")
    assert page.print_title_rows == "$7:$10"
    assert page.freeze_panes == "C11"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert 0 not in (page.page_setup.fitToWidth, page.page_setup.fitToHeight)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    words = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value]
    assert {"表　　号：健扶 9 表", "报告期：2020年3月", "填表人：王芳", "报出日期：2020年3月28日"} <= set(words)
    assert page["C12"].number_format.startswith("#,##0")
    assert page["F12"].number_format.startswith("#,##0.00")
    assert page["F12"].border.left.style == "thin"


def test_every_column_has_a_name(register: Register, table: Table, tmp_path: Path) -> None:
    written(register, table, tmp_path / "月报.xlsx")
    names = openpyxl.load_workbook(tmp_path / "月报.xlsx").defined_names
    assert {name for name in names if name.startswith("hfp_")} == {f"hfp_{one.name}" for one in made.COLUMNS}
    assert names["hfp_rate"].attr_text.endswith("!$F$11:$F$14")


def test_the_marks_are_found_again(register: Register, table: Table, towns: tuple[int, ...], tmp_path: Path) -> None:
    target = tmp_path / "月报.xlsx"
    written(register, table, target, sent=SENT)
    assert openpyxl.load_workbook(target)[return_marks.MARKS].sheet_state == "veryHidden"
    marks = return_marks.marks_of(target)
    assert marks is not None
    assert (marks.name, marks.period, marks.unit, marks.version, marks.digest) == (
        *("invented", "2020-03", table.unit, "2"),
        SENT.digest,
    )
    assert [(one.row, one.key, one.label) for one in marks.rows][:2] == [
        (11, "0", "合计"),
        (12, str(towns[0]), "临江镇"),
    ]
    with register.session():
        assert [one.code for one in marks.rows[1:]] == [place(label).code for label in LABELS]
    assert [(one.letters, one.name) for one in marks.columns][:2] == [("C", "people"), ("D", "verified")]
    other = tmp_path / "别的.xlsx"
    openpyxl.Workbook().save(other)
    assert return_marks.marks_of(other) is None


def test_a_frozen_version_is_written_alike_every_time(register: Register, table: Table, tmp_path: Path) -> None:
    page = written(register, table, tmp_path / "一.xlsx", sent=SENT)
    written(register, table, tmp_path / "二.xlsx", sent=SENT)
    assert (tmp_path / "一.xlsx").read_bytes() == (tmp_path / "二.xlsx").read_bytes()
    words = [str(cell.value) for row in page.iter_rows() for cell in row if cell.value]
    said = "上报件第 2 版（补报：市里要求更正）　2020-03-30 09:15:00 由李敏上报　校验码 a1b2c3d4e5f60718"
    assert said in words
    assert "报出日期：2020年3月30日" in words


def test_the_empty_return_of_one_township(register: Register, towns: tuple[int, ...], tmp_path: Path) -> None:
    made_of, target = made.definition(columns=_counted()), tmp_path / "空表.xlsx"
    period = periods.period(made_of, "2020-03")
    assert return_files.write_blank(register, CLERK, made_of, period, target, place=towns[1]) == 1
    page = openpyxl.load_workbook(target).worksheets[0]
    row = list(page[FIRST])
    assert [cell.value for cell in row[:3]] == ["1", "永泰镇", None]
    assert [cell.protection.locked for cell in row[:6]] == [True, True, False, False, False, True]
    assert page.protection.sheet
    assert page.data_validations.dataValidation
    marks = return_marks.marks_of(target)
    assert marks is not None
    with register.session():
        assert marks.place == place("永泰镇").code
    assert marks.unit == "永泰镇"


def test_the_empty_return_of_all_adds_up_what_adds_up(register: Register, tmp_path: Path) -> None:
    made_of, target = made.definition(columns=_counted()), tmp_path / "空表.xlsx"
    count = return_files.write_blank(register, CLERK, made_of, periods.period(made_of, "2020-03"), target)
    assert count == 23
    total = [cell.value for cell in openpyxl.load_workbook(target).worksheets[0][FIRST]]
    assert total[2] == '=IF(COUNT(C12:C33)=0,"",SUM(C12:C33))'
    assert computed(target)[f"C{FIRST}"].value in (None, "")


def test_villages_of_one_township_only(register: Register, towns: tuple[int, ...], tmp_path: Path) -> None:
    made_of, target = made.definition(columns=_counted(), rows=RowKind.VILLAGES), tmp_path / "空表.xlsx"
    period = periods.period(made_of, "2020-03")
    count = return_files.write_blank(register, CLERK, made_of, period, target, place=towns[0])
    with register.session():
        assert count == Place.select().where(Place.parent == towns[0]).count() + 1


def test_as_json_it_is_the_table(register: Register, table: Table, tmp_path: Path) -> None:
    target = tmp_path / "月报.json"
    return_files.write_return(register, CLERK, table, target)
    assert msgspec.json.decode(target.read_bytes(), type=Table) == table


def test_it_is_logged_that_it_left(register: Register, table: Table, tmp_path: Path) -> None:
    written(register, table, tmp_path / "月报.xlsx", sent=SENT)
    with register.session():
        asked = "SELECT action, subject, people, reason, detail FROM event ORDER BY id DESC"
        *last, detail = register.db.execute_sql(asked).fetchone()
    assert last == ["export", "健康扶贫工作情况月报表 2020年3月", 0, "上报上级"]
    assert SENT.digest in detail


def test_names_that_look_like_formulas_stay_words(register: Register, towns: tuple[int, ...], tmp_path: Path) -> None:
    page = written(register, made.table(towns, ("=1+1", "@甲", "丙")), tmp_path / "月报.xlsx")
    assert page["B12"].data_type == "s"
    assert page["B12"].quotePrefix


def test_very_wide_returns_repeat_the_names_of_the_lines(register: Register, tmp_path: Path) -> None:
    wide = made.table_of(made.wide(90), 3)
    wide = msgspec.structs.replace(
        wide, lines=(*wide.lines[:1], *(Line(one.key, "镇" * 12, one.cells) for one in wide.lines[1:]))
    )
    page = written(register, wide, tmp_path / "宽.xlsx")
    assert page.print_title_cols == "$A:$B"
    assert page.page_setup.fitToWidth == len(layout.laid_out(wide).parts) > 1


def test_who_has_no_role_and_other_endings_are_refused(register: Register, table: Table, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="没有任何角色"):
        return_files.write_return(register, Viewer("来人"), table, tmp_path / "月报.xlsx")
    with pytest.raises(Refusal, match="不认得文件类型"):
        return_files.write_return(register, CLERK, table, tmp_path / "月报.csv")
    assert not list(tmp_path.glob("月报*"))


def _counted() -> tuple[Any, ...]:
    """The columns of the invented return, counted by an indicator that there is."""
    return tuple(
        msgspec.structs.replace(one, indicator="poor_people") if one.indicator else one for one in made.COLUMNS
    )
