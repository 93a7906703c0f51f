"""Files that are no template, and sheets written otherwise than usual."""

import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from hfp_desk.excel import foreign_learning, foreign_sheets, foreign_writing
from hfp_desk.excel.foreign_sheets import address
from hfp_desk.problems import Refusal
from hfp_desk.store.foreign_templates import Figure
from hfp_desk.store.opening import Register
from tests.domain import foreign_books as books


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空文件"),
        (b"%PDF-1.4", "PDF"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "损坏"),
        ("乡镇,户\n临江镇,3\n".encode(), "不是 .xlsx 工作簿"),
    ],
)
def test_what_is_no_template_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "表.xlsx").write_bytes(content)
    with pytest.raises(Refusal, match=words):
        foreign_sheets.read(tmp_path / "表.xlsx")


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "空.xlsx")
    with pytest.raises(Refusal, match="没有表头"):
        foreign_sheets.read(tmp_path / "空.xlsx")


def test_a_sheet_that_names_the_columns_one_below_another_wants_the_sums(register: Register, tmp_path: Path) -> None:
    books.own_return(register)
    counted = foreign_learning.count(register, [books.RETURN], date(2020, 3, 20))
    book = Workbook()
    page = book.active
    assert page is not None
    page["A1"] = "健康扶贫主要指标"
    page.merge_cells("A1:D1")
    rows = (("类别", "指标", "单位", "本期数"), ("农村贫困人口", "户", "户", None), ("农村贫困人口", "人", "人", None))
    for row, words in enumerate(
        (*rows, ("大病集中救治", "核准人数", "人", None), ("其他", "床位", "张", None)), start=2
    ):
        for column, text in enumerate(words, start=1):
            page.cell(row, column, text)
    book.save(tmp_path / "指标.xlsx")
    foreign = foreign_sheets.read(tmp_path / "指标.xlsx")
    definition, names = counted.tables[books.RETURN].definition, counted.names[books.RETURN]
    found = foreign_learning.propose(foreign, (), "Sheet", definition, names)
    wanted = {(one.row, one.column): one.target for one in found if isinstance(one.target, Figure)}
    assert wanted == {
        (3, 4): Figure(books.RETURN, "households", 0, "合计"),
        (4, 4): Figure(books.RETURN, "people", 0, "合计"),
        (5, 4): Figure(books.RETURN, "verified", 0, "合计"),
    }


def test_other_ways_of_writing_the_same_sheet(tmp_path: Path) -> None:
    """Prefixed names, rows and cells without numbers, rows without cells, rows that are missing."""
    book = Workbook()
    page = book.active
    assert page is not None
    page["A1"] = "x"
    book.save(tmp_path / "a.xlsx")
    whole = books.parts(tmp_path / "a.xlsx")
    odd = (
        b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        b'<x:row><x:c><x:v>1</x:v></x:c><x:c t="str"><x:f>A1&amp;"a > b"</x:f><x:v>1a</x:v></x:c></x:row>'
        b'<x:row r="3" spans="1:1"/><x:row r="5"><x:c r="C5" t="n"/></x:row></x:sheetData></x:worksheet>'
    )
    with zipfile.ZipFile(tmp_path / "odd.xlsx", "w") as archive:
        for name, part in whole.items():
            archive.writestr(name, odd if name == "xl/worksheets/sheet1.xml" else part)
    content = (tmp_path / "odd.xlsx").read_bytes()
    values: dict[foreign_sheets.Place, foreign_writing.Value] = {
        (1, 1): Decimal(7),
        (3, 2): "a<b & c",
        (4, 1): Decimal("0.50"),
        (5, 1): Decimal(1),
        (5, 3): None,
        (9, 2): "z",
    }
    (tmp_path / "b.xlsx").write_bytes(foreign_writing.write(content, {"xl/worksheets/sheet1.xml": values}))
    found = load_workbook(tmp_path / "b.xlsx").active
    assert found is not None
    there = {cell.coordinate: cell.value for row in found.iter_rows() for cell in row if cell.value is not None}
    assert there == {"A1": 7, "B1": '=A1&"a > b"', "B3": "a<b & c", "A4": 0.5, "A5": 1, "B9": "z"}
    again = foreign_sheets.read(tmp_path / "b.xlsx")
    assert {address(*place) for place, spot in again.sheets[0].spots.items() if spot.text} == set(there)
