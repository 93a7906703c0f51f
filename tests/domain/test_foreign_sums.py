"""What formulas of a template come to, against LibreOffice; what we cannot compute stays unknown."""

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from hfp_desk.excel import foreign_sheets, foreign_sums
from tests.domain import foreign_books as books

FORMULAS = (
    "=SUM(A1:A4)",
    "=SUM(A1,A3:A4,10)",
    "=A1+A2*A3-A4/4",
    "=-A1+(A2+A3)*2",
    '=IF(A5=0,"",ROUND(A1/A5*100,2))',
    '=IF(A2=0,"",ROUND(A1/A2*100,2))',
    "=IF(A5=0,0,A1/A5)",
    "=ROUND(A2/A3,1)",
    "=ROUND(-2.5,0)",
    "=MAX(A1:A4)-MIN(A1:A4)",
    "=ABS(A1-A2)",
    "=AVERAGE(A1:A4)",
    '=A1&"人"',
    "='附表 2'!B1*2",
    "=SUM('附表 2'!A1:B1)",
    "=D1+1",
    "=A1>=A2",
    "=50%*A1",
    '=IF(A6="合计",1,2)',
    "=$A$1+A$2",
    "=SUM(A1:A6)",
    "=A5",
)
UNKNOWN = ("=VLOOKUP(A1,A1:B4,2,0)", "=A1/A5", "=TODAY()", "=A6*2", "=SUMIF(A1:A4,3)", "=C99", "=SUM(")


def workbook(path: Path, formulas: tuple[str, ...]) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for row, value in enumerate((3, 7, 9, 2.5, None, "合计"), start=1):
        page.cell(row, 1, value)
    for row, formula in enumerate(formulas, start=1):
        page.cell(row, 4, formula)
    page["C99"] = "=C99+1"
    other = book.create_sheet("附表 2")
    other["A1"], other["B1"] = 5, "=A1*3"
    book.save(path)
    return path


@pytest.mark.skipif(not books.HAS_OFFICE, reason="LibreOffice is not installed")
def test_they_come_to_what_libreoffice_computes(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", FORMULAS)
    theirs = books.cells(books.converted(path, tmp_path / "theirs", "xlsx"), "Sheet", computed=True)
    ours = foreign_sums.computed(foreign_sheets.read(path), {})
    for row, formula in enumerate(FORMULAS, start=1):
        expected, found = theirs.get(f"D{row}", ""), ours.get(("Sheet", row, 4))
        if isinstance(expected, bool):
            assert found is None, formula
        elif isinstance(expected, str):
            assert found == expected, formula
        else:
            assert isinstance(found, Decimal), formula
            assert float(found) == pytest.approx(expected), formula


def test_what_is_written_counts_and_the_rest_is_left_to_who_opens_it(tmp_path: Path) -> None:
    foreign = foreign_sheets.read(workbook(tmp_path / "a.xlsx", ("=A1+A2", *UNKNOWN[:-1])))
    found = foreign_sums.computed(foreign, {("Sheet", 1, 1): Decimal(100)})
    assert found == {("Sheet", 1, 4): Decimal(107), ("附表 2", 1, 2): Decimal(15)}
