"""What comes out of a sender's file, and the one sentence for each file that cannot be read."""

import time as clock
from dataclasses import replace
from datetime import date, datetime, time
from itertools import chain
from pathlib import Path

import pytest
import xlwt
from openpyxl import Workbook

from hfp_desk.excel.book import Book, CellError, Merge, column_index, column_letters, is_blank
from hfp_desk.excel.reading import open_book
from hfp_desk.problems import Cancelled, Refusal
from tests.data import handmade
from tests.data.ugly import HEAD, Ugly, formats, person

CHINESE = tuple(formats())
CELL: list[object] = ["姓名", "身份证号"]
Rows = list[list[object]]


def workbook(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def sentence(path: Path, password: str | None = None) -> str:
    with pytest.raises(Refusal) as refused:
        open_book(path, password)
    assert refused.value.advice.endswith("。")
    return str(refused.value)


def codes(book: Book) -> list[str]:
    return [note.code for note in book.notes]


@pytest.mark.parametrize("case", CHINESE, ids=lambda case: case.name)
def test_each_format_gives_the_same_words(case: Ugly, tmp_path: Path) -> None:
    book = open_book(case.save(tmp_path))
    sheet = book.visible[0]
    assert (sheet.first, sheet.last) == (1, 8)
    assert sheet.row(2)[:7] == HEAD
    assert [str(cell) for cell in sheet.row(4)[:5]] == [str(cell) for cell in person(1)[:5]]
    assert len(book.sha256) == 64


def test_kinds_are_told_by_content_not_by_name(tmp_path: Path) -> None:
    kinds = {case.name: open_book(case.save(tmp_path)).format for case in CHINESE}
    assert kinds["制表符冒充"] == "text"
    assert kinds["网页冒充"] == "html"
    assert kinds["标记语言冒充"] == "xml"
    assert (kinds["二进制"], kinds["开放文档"], kinds["老格式"], kinds["普通表"]) == ("xlsb", "ods", "xls", "xlsx")


def test_an_et_of_wps_is_read(tmp_path: Path) -> None:
    case = next(case for case in CHINESE if case.name == "老格式")
    renamed = case.save(tmp_path).rename(tmp_path / "名单.et")
    assert open_book(renamed).format == "xls"


def test_cells_keep_their_kind(tmp_path: Path) -> None:
    moment = datetime(2020, 1, 2, 8, 30)
    path = workbook(tmp_path / "a.xlsx", [7, 1.5, "  文本 ", True, date(2020, 1, 2), moment, time(8, 30), None])
    row = open_book(path).sheets[0].rows[0]
    assert row == [7, 1.5, "  文本 ", True, date(2020, 1, 2), moment, time(8, 30)]
    assert [type(cell) for cell in row[:4]] == [int, float, str, bool]


def test_a_number_of_a_person_typed_as_number_stays_a_float(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [360982196406102924, 999999999999999, 1e15, -5.0])
    big, below, limit, negative = open_book(path).sheets[0].rows[0]
    assert isinstance(big, float)
    assert big >= 1e15
    assert (below, type(below)) == (999999999999999, int)
    assert isinstance(limit, float)
    assert (negative, type(negative)) == (-5, int)


def test_every_cell_of_a_text_file_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('序号,身份证号,金额\n1,\t360982196406102924,"1,200.50"\n2,="360982196406102924",3.60982E+17\n')
    rows = open_book(path).sheets[0].rows
    assert rows[1] == ["1", "\t360982196406102924", "1,200.50"]
    assert rows[2] == ["2", "360982196406102924", "3.60982E+17"]


def test_rows_of_text_are_numbered_as_excel_does(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('sep=;\r\n\r\n姓名;备注\r\n陈秋根;"两\n行"\r\n李细妹;\r\n\r\n'.encode("gb18030"))
    sheet = open_book(path).sheets[0]
    assert [is_blank(row[0]) for row in sheet.rows] == [True, False, False, False]
    assert sheet.row(3) == ["陈秋根", "两\n行"]
    assert sheet.row(4) == ["李细妹", ""]


def test_an_open_quotation_mark_does_not_swallow_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('姓名,备注\n陈秋根,"5寸\n' + "".join(f"人{n},无\n" for n in range(50)))
    assert open_book(path).sheets[0].last == 52


def test_single_broken_characters_are_told_with_their_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    body = "姓名,单位\n陈秋根,樟树市人民医院\n".encode("gb18030") + "李细妹,中医".encode("gb18030")[:-1] + b",x\n"
    path.write_bytes(body + "吴冬香,樟树市人民医院\n".encode("gb18030") * 40)
    book = open_book(path)
    assert codes(book) == ["W-TEXT"]
    assert "第 3 行" in book.notes[0].message
    assert book.sheets[0].row(4) == ["吴冬香", "樟树市人民医院", ""]


def test_bytes_that_are_no_chinese_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(bytes(range(128, 256)) * 20)
    assert "文字编码认不出来" in sentence(path)


@pytest.mark.parametrize("write", ["xlsx", "xls", "ods", "xml"])
def test_failed_formulas_are_not_blank(write: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{write}"
    rows: Rows = [CELL, ["陈秋根", CellFailure("#REF!")], ["李细妹", "x"]]
    if write == "xlsx":
        cell = b'<c r="B2" s="0" t="e"><f>VLOOKUP(A2,#REF!,2)</f><v>#REF!</v></c>'
        line = handmade.text_row(2, "陈秋根").replace(b"</row>", cell + b"</row>")
        handmade.raw_xlsx(path, [handmade.text_row(1, "姓名", "身份证号"), line, handmade.text_row(3, "李细妹", "x")])
    elif write == "xls":
        book = xlwt.Workbook()
        sheet = book.add_sheet("名单")
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if isinstance(value, CellFailure):
                    sheet.row(at).set_cell_error(column, "#REF!")
                else:
                    sheet.write(at, column, value)
        book.save(str(path))
    else:
        (handmade.ods if write == "ods" else handmade.xml_2003)(path, rows)
    assert open_book(path).sheets[0].rows == [CELL, ["陈秋根", CellError("#REF!")], ["李细妹", "x"]]


class CellFailure(Exception):
    """A failed formula for the writers of the tests."""


def test_a_formula_never_computed_is_told(tmp_path: Path) -> None:
    book = open_book(workbook(tmp_path / "a.xlsx", ["天数", "起"], ["=B2+1", 3], ["=B3+1", 4]))
    assert codes(book) == ["W-FORMULA"]
    assert "A2、A3的公式没有计算结果" in book.notes[0].message
    assert book.sheets[0].rows[1] == ["", 3]


def test_hidden_sheets_are_named_and_not_read(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["姓名"])
    book.create_sheet("字典").append(["病种"])
    book["字典"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    read = open_book(tmp_path / "a.xlsx")
    assert [(sheet.name, sheet.visible, len(sheet.rows)) for sheet in read.sheets] == [
        ("Sheet", True, 1),
        ("字典", False, 0),
    ]
    assert codes(read) == ["N-HIDDEN"]
    assert "「字典」" in read.notes[0].message


def test_hidden_rows_are_known_in_each_format(tmp_path: Path) -> None:
    rows: Rows = [CELL, ["陈秋根", "1"], ["李细妹", "2"], ["吴冬香", "3"]]
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.save(tmp_path / "a.xlsx")
    handmade.ods(tmp_path / "a.ods", rows, hidden=(3,))
    handmade.xml_2003(tmp_path / "a.xml", rows, hidden=(3,))
    for name in ("a.xlsx", "a.ods", "a.xml"):
        assert open_book(tmp_path / name).sheets[0].hidden == {3}, name


def test_merges_are_told_in_excels_numbers(tmp_path: Path) -> None:
    book = Workbook()
    book.active["B3"] = "临江镇"
    book.active["B7"] = "永泰镇"
    book.active.merge_cells("B3:C5")
    book.save(tmp_path / "a.xlsx")
    sheet = open_book(tmp_path / "a.xlsx").sheets[0]
    assert sheet.merges == (Merge(3, 1, 5, 2),)
    assert (sheet.first, sheet.row(3)[1], sheet.last) == (3, "临江镇", 7)
    assert open_book(handmade.ods(tmp_path / "a.ods", [["甲"], [""]], tall=[(1, 0, 2)])).sheets[0].merges == (
        Merge(1, 0, 2, 0),
    )


def test_a_wrong_dimension_does_not_matter(tmp_path: Path) -> None:
    rows = [handmade.text_row(n, "陈秋根", str(n)) for n in range(1, 5)]
    for dimension in ("A1", "A1:XFD1048576"):
        path = handmade.raw_xlsx(tmp_path / "a.xlsx", rows, dimension)
        assert [row[1] for row in open_book(path).sheets[0].rows] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("name", ["普通表", "老格式", "开放文档", "二进制"])
def test_columns_keep_their_place_right_of_blank_ones(name: str, tmp_path: Path) -> None:
    case = next(case for case in CHINESE if case.name == name)
    moved = replace(case, rows=[["", "", *row] for row in case.rows])
    assert open_book(moved.save(tmp_path)).visible[0].row(2) == ["", "", *HEAD]


def test_three_million_blank_rows_cost_little(tmp_path: Path) -> None:
    blank = (b'<row r="%d" ht="14"/>' % n for n in range(3, 3_000_001))
    rows = chain([handmade.text_row(1, "姓名"), handmade.text_row(2, "陈秋根")], blank)
    path = handmade.raw_xlsx(tmp_path / "a.xlsx", rows)
    started = clock.perf_counter()
    sheet = open_book(path).sheets[0]
    assert clock.perf_counter() - started < 60
    assert sheet.rows == [["姓名"], ["陈秋根"]]


def test_a_million_blank_lines_of_text_are_cut(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("姓名,备注\r\n陈秋根,\r\n".encode("gb18030") + b",\r\n" * 1_000_000)
    assert open_book(path).sheets[0].last == 2


def test_a_stray_cell_far_away_is_kept_if_it_can_be(tmp_path: Path) -> None:
    path = handmade.raw_xlsx(tmp_path / "a.xlsx", [handmade.text_row(1, "姓名"), handmade.text_row(1_048_576, "x")])
    sheet = open_book(path).sheets[0]
    assert sheet.last == 1_048_576
    assert sheet.rows[5] is sheet.rows[9]  # blank rows cost one list, not a million


def test_a_stray_cell_in_the_last_corner_is_refused_with_its_place(tmp_path: Path) -> None:
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = handmade.raw_xlsx(tmp_path / "a.xlsx", [handmade.text_row(1, "姓名"), corner])
    assert "第 1048576 行、XFD 列" in sentence(path)


def test_progress_is_told_and_may_stop_the_reading(tmp_path: Path) -> None:
    class Stop:
        def step(self, done: int, total: int, note: str = "") -> None:
            raise Cancelled(f"{done}/{total} {note}")

    with pytest.raises(Cancelled, match="0/1 Sheet"):
        open_book(workbook(tmp_path / "a.xlsx", ["姓名"]), progress=Stop())


@pytest.mark.parametrize(
    ("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_names_of_columns(index: int, letters: str) -> None:
    assert column_letters(index) == letters
    assert column_index(letters) == index


def test_rows_outside_the_sheet_are_an_error(tmp_path: Path) -> None:
    sheet = open_book(workbook(tmp_path / "a.xlsx", ["姓名"])).sheets[0]
    for number in (0, 2):
        with pytest.raises(IndexError):
            sheet.row(number)
