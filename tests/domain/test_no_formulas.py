"""Nothing that leaves can run: not in workbooks, text files, names of sheets, nor in what goes back to a sender."""

import csv
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from hfp_desk.excel import exporting, importing, list_files, receipts, reporting
from hfp_desk.records import PERSON, Column, Person
from hfp_desk.store.leaving import Leaving, Profile, leaving
from hfp_desk.store.listing import View
from hfp_desk.store.opening import Register
from tests.data import senders
from tests.data.senders import people
from tests.domain.listed import CLERK, NAME, person

NUMBER = "11010519491231002X"


def left(view: View, title: str) -> Leaving:
    return leaving(view, CLERK, Profile.FULL, title=title, purpose="上报上级")


@given(st.text(alphabet=st.sampled_from("=+-@\t\r\n＝'\"|!A1张 "), min_size=1, max_size=12))
def test_no_text_comes_alive(text: str) -> None:
    tamed = list_files._tame(NAME, text)
    assert not tamed.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"))
    assert tamed.endswith(text)
    sheet = list_files.sheet_name(text)
    assert 0 < len(sheet) <= 31
    assert not set(sheet) & set("[]:*?/\\'\"!&")
    assert not sheet.startswith(("=", "+", "-", "@"))


LIVE = ("=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "=cmd|' /C calc'!A0", "＝1+1", '=HYPERLINK("x","y")')


@pytest.mark.parametrize("text", LIVE)
def test_formulas_typed_as_names_stay_words_in_every_file(register: Register, tmp_path: Path, text: str) -> None:
    person(register, text, remark=text, id_number=NUMBER)
    view, book, sheet = View(PERSON, (NAME, Column(Person.remark))), tmp_path / "人员.xlsx", tmp_path / "人员.csv"
    exporting.export(register, left(view, title=text), book)
    exporting.export(register, left(view, title=text), sheet)
    [page] = openpyxl.load_workbook(book).worksheets
    cells = [cell for row in page.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {(cell.number_format, bool(cell.quotePrefix)) for cell in cells} == {("@", True)}
    assert not page.title.startswith(("=", "+", "-", "@"))
    with sheet.open(encoding="utf-8-sig", newline="") as stream:
        _, *lines = csv.reader(stream)
    assert all(cell.startswith("'") for line in lines for cell in line)


@pytest.mark.parametrize("large", [reporting.LARGE, 1], ids=["annotated", "streamed"])
def test_formulas_in_a_senders_csv_stay_words_in_the_receipt(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: int
) -> None:
    monkeypatch.setattr(reporting, "LARGE", large)
    sent = senders.poor(tmp_path / "名单.xlsx", people(2))
    lines = [
        [str(cell or "") for cell in row] for row in CalamineWorkbook.from_path(sent).get_sheet_by_index(0).to_python()
    ]
    lines[-1][-1] = "=cmd|' /C calc'!A0"
    with (tmp_path / "=名单.csv").open("w", encoding="gb18030", newline="") as stream:
        csv.writer(stream).writerows(lines)
    plan = importing.prepare(register, tmp_path / "=名单.csv")
    told = receipts.write(register, plan, None, tmp_path / "回执.xlsx")
    book = openpyxl.load_workbook(told)
    told_cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert any(cell.value == "=cmd|' /C calc'!A0" for cell in told_cells)
    assert not any(cell.data_type == "f" for cell in told_cells)
    assert all(cell.quotePrefix for cell in told_cells if str(cell.value or "").startswith(list_files.LIVE))
