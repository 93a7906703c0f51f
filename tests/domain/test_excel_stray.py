"""Cells far from the list are found where they are; the price goes by what a sheet holds, not by how far it reaches."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import xlwt
from openpyxl import load_workbook

from hfp_desk.excel import bodies, heads
from hfp_desk.excel.bodies import Judge, Reason
from hfp_desk.excel.importing import prepare
from hfp_desk.excel.planning import Plan
from hfp_desk.excel.reading import open_book
from hfp_desk.excel.reporting import write_report
from hfp_desk.store.opening import Register
from tests.data import handmade, senders

PEOPLE = 12
END = PEOPLE + 2
MOST = 40
"""Rows, and cells in a few of them, that reading twelve people may look at closely."""


def rows(path: Path) -> list[list[object]]:
    """A list of twelve: a title, a head, the people."""
    page = load_workbook(senders.poor(path / "人口.xlsx", senders.people(PEOPLE))).active
    return [["" if cell is None else cell for cell in row] for row in page.iter_rows(values_only=True)]


def xlsx(folder: Path) -> tuple[Path, int]:
    path = senders.poor(folder / "远.xlsx", senders.people(PEOPLE))
    book = load_workbook(path)
    book.active.cell(1_048_576, 1, "远")
    book.save(path)
    return path, 1_048_576


def xls(folder: Path) -> tuple[Path, int]:
    book = xlwt.Workbook()
    page = book.add_sheet("名单")
    for at, row in enumerate(rows(folder)):
        for column, cell in enumerate(row):
            page.write(at, column, cell)
    page.write(65_535, 0, "远")
    book.save(str(folder / "远.xls"))
    return folder / "远.xls", 65_536


def ods(folder: Path) -> tuple[Path, int]:
    path = handmade.ods(folder / "远.ods", [*rows(folder), ["远"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    start, row, end = parts["content.xml"].partition("远".encode())[0].rpartition(b"<table:table-row")
    gap = b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell/></table:table-row>'
    parts["content.xml"] = start + gap + row + end + parts["content.xml"][len(start + row + end) :]
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path, END + 1_000_001


def xlsb(folder: Path) -> tuple[Path, int]:
    return handmade.xlsb(folder / "远.xlsb", [*rows(folder), *([[]] * 100_000), ["远"]]), END + 100_001


def text(folder: Path) -> tuple[Path, int]:
    lines = [",".join(map(str, row)) for row in rows(folder)]
    (folder / "远.csv").write_text("\n".join(lines) + "\n" * 1_000_001 + "远,,,\n", encoding="utf-8")
    return folder / "远.csv", END + 1_000_001


FORMATS = (xlsx, xls, ods, xlsb, text)


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The rows that were looked at one by one."""
    seen: list[Any] = []
    monkeypatch.setattr(Judge, "reason", noted(Judge.reason, seen))
    monkeypatch.setattr(Judge, "plainly_data", noted(Judge.plainly_data, seen))
    return seen


def noted(real: Callable[..., Any], seen: list[Any]) -> Callable[..., Any]:
    """The real function; what it was asked is kept."""

    def asked(*given: Any) -> Any:
        seen.append(given)
        return real(*given)

    return asked


@pytest.mark.parametrize("write", FORMATS, ids=lambda write: write.__name__)
def test_a_stray_cell_far_down_is_named_and_costs_a_row(
    write: Callable[[Path], tuple[Path, int]], register: Register, tmp_path: Path, judged: list[Any]
) -> None:
    path, far = write(tmp_path)
    plan = prepare(register, path)
    assert len(judged) < MOST
    (sheet,) = plan.sheets
    assert [row.row for row in plan.rows][:PEOPLE] == list(range(3, END + 1))
    assert [row.row for row in plan.rows][PEOPLE:] == [far]
    (gap,) = sheet.skipped
    assert (gap.row, gap.last, gap.reason, gap.count) == (END + 1, far - 1, Reason.BLANK, far - 1 - END)


def test_blank_rows_of_a_sheet_share_one_list(tmp_path: Path) -> None:
    for write in (xlsx, text):
        sheet = open_book(write(tmp_path)[0]).sheets[0]
        assert len(set(map(id, sheet.rows))) < MOST
        assert sheet.filled == [*range(1, END + 1), sheet.last]


def test_a_stray_cell_far_right_costs_a_cell(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = senders.poor(tmp_path / "远.xlsx", senders.people(PEOPLE))
    before = outline(prepare(register, path))
    seen: list[Any] = []
    book = load_workbook(path)
    book.active.cell(5, 16_384, "远")
    book.save(path)
    for module in (bodies, heads):
        monkeypatch.setattr(module, "is_blank", noted(module.is_blank, seen))
    monkeypatch.setattr(heads._Grid, "text", noted(heads._Grid.text, seen))
    assert outline(prepare(register, path)) == before
    assert len(seen) < 100_000  # sixteen thousand columns of thirty rows for each kind of list were seventy million


def outline(plan: Plan) -> list[tuple[Any, ...]]:
    return [(row.row, row.title, row.outcome) for row in plan.rows]


def test_a_format_at_the_end_of_a_wide_sheet_is_no_content(tmp_path: Path) -> None:
    path = senders.poor(tmp_path / "宽.xlsx", senders.people(PEOPLE))
    book = load_workbook(path)
    for column in range(5, 41):
        book.active.cell(2, column, f"另项{column}")
    book.active.row_dimensions[1_048_576].height = 20
    book.active.cell(1_048_575, 3).number_format = "@"
    book.save(path)
    assert open_book(path).sheets[0].last == END


def test_blank_rows_before_a_repeated_head_are_counted_once(register: Register, tmp_path: Path) -> None:
    first = rows(tmp_path)
    path = handmade.raw_xlsx(tmp_path / "两.xlsx", numbered([*first, *[[]] * 5_000, first[1], *[[]] * 9, *first[2:]]))
    (sheet,) = prepare(register, path).sheets
    found = [(skip.row, skip.last, skip.reason) for skip in sheet.skipped]
    head = END + 5_001
    assert found == [(END + 1, head - 1, Reason.BLANK), (head, 0, Reason.HEAD), (head + 1, head + 9, Reason.BLANK)]
    assert sheet.data_rows == 2 * PEOPLE


def numbered(cells: list[list[object]]) -> Iterator[bytes]:
    return (handmade.text_row(number, *map(str, row)) for number, row in enumerate(cells, start=1))


def test_the_report_keeps_the_far_cell_where_it_was(register: Register, tmp_path: Path) -> None:
    path, far = text(tmp_path)
    report = write_report(prepare(register, path), None, tmp_path / "回执.xlsx")
    assert load_workbook(report).worksheets[1].cell(far, 1).value == "远"
