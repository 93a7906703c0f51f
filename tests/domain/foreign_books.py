"""Workbooks as a higher level sends them, built by other programs than ours: heads over heads, sums, print titles."""

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Picture

from hfp_desk.store import returns
from hfp_desk.store.opening import Register

LINE = Border(*[Side("thin")] * 4)
MIDDLE = Alignment("center", "center", wrap_text=True)
RETURN = "city_progress"
OWN = """
name = "city_progress"
title = "三个一批进展情况"
rows = "towns"
cutoff = 25
columns = [
  { name = "households", head = ["农村贫困人口", "户"], indicator = "poor_households" },
  { name = "people", head = ["农村贫困人口", "人"], indicator = "poor_people" },
  { name = "verified", head = ["大病集中救治", "核准（人）"], indicator = "major_verified" },
  { name = "treated", head = ["大病集中救治", "已救治（人）"], indicator = "major_treated", among = "verified" },
  { name = "treated_rate", head = ["大病集中救治", "救治率（%）"], ratio = ["treated", "verified"], digits = 2 },
]
"""
FIRST = 7
"""The row of the first township in ``progress``."""


def own_return(register: Register) -> None:
    """The office has a return of its own, so that these tests do not change when ours do."""
    folder = returns.own_folder(register)
    folder.mkdir()
    (folder / f"{RETURN}.toml").write_text(OWN, encoding="utf-8")


def progress(
    path: Path, towns: list[str], month: str = "2020年3月", *, more: str = "", head: str = "已救治（人）"
) -> Path:
    """市卫健委's monthly table: two levels of heads, a row of numbers, sums by formula, rates by formula, a last line.

    ``more`` is a column inserted before 大病集中救治.
    """
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = "附件1"
    heads = [("农村贫困人口", "户"), ("农村贫困人口", "人"), *([(more, "户")] if more else [])]
    heads += [("大病集中救治", "核准（人）"), ("大病集中救治", head), ("大病集中救治", "救治率（%）"), ("备注", "")]
    last, end = 2 + len(heads), FIRST + len(towns) - 1
    page["A1"] = f"{month}健康扶贫“三个一批”进展情况统计表"
    page.merge_cells(start_row=1, end_row=1, start_column=1, end_column=last)
    page["A1"].font, page["A1"].alignment = Font("方正小标宋简体", 18), MIDDLE
    page["A2"] = "填报单位（盖章）：______________        填报时间：    年   月   日"
    page.merge_cells(start_row=2, end_row=2, start_column=1, end_column=last - 1)
    page.cell(2, last, "单位：户、人").font = Font("仿宋", 10, italic=True)
    _headed(page, heads)
    _lined(page, towns, last)
    page.cell(end + 1, 1, "单位负责人：          审核人：          填表人：          联系电话：")
    page.merge_cells(start_row=end + 1, end_row=end + 1, start_column=1, end_column=last)
    page["A6"].fill = PatternFill("solid", fgColor="FFDDEBF7")
    for column, width in enumerate((5.5, 14, *[9.25] * (last - 2)), start=1):
        page.column_dimensions[get_column_letter(column)].width = width
    page.row_dimensions[1].height = 33
    _printed(page, book, end + 1, last - 1)
    book.save(path)
    return path


def _headed(page: Worksheet, heads: list[tuple[str, str]]) -> None:
    """Two levels of heads, merged across and down, and a row that numbers the columns."""
    for column, text in enumerate(("序号", "乡镇（街道）"), start=1):
        page.cell(3, column, text)
        page.merge_cells(start_row=3, end_row=4, start_column=column, end_column=column)
    for place, (top, low) in enumerate(heads, start=3):
        if place == 3 or heads[place - 4][0] != top:
            page.cell(3, place, top)
            wide = sum(one[0] == top for one in heads) if low else 1
            page.merge_cells(start_row=3, end_row=3 if low else 4, start_column=place, end_column=place + wide - 1)
        if low:
            page.cell(4, place, low)
    for column, text in enumerate(("甲", "乙", *map(str, range(1, len(heads) + 1))), start=1):
        page.cell(5, column, text)


def _lined(page: Worksheet, towns: list[str], last: int) -> None:
    """The sum by formula, the townships, their rates by formula, with lines around all cells."""
    end, rate = FIRST + len(towns) - 1, last - 1
    page["B6"] = "合 计"
    for column in range(3, rate):
        letter = get_column_letter(column)
        page.cell(6, column, f"=SUM({letter}{FIRST}:{letter}{end})")
    for row in range(6, end + 1):
        whole, part = (page.cell(row, column).coordinate for column in (rate - 2, rate - 1))
        page.cell(row, rate, f'=IF({whole}=0,"",ROUND({part}/{whole}*100,2))').number_format = "0.00"
    for row, town in enumerate(towns, start=FIRST):
        page.cell(row, 1, row - FIRST + 1)
        page.cell(row, 2, town)
    for row in range(3, end + 1):
        for column in range(1, last + 1):
            page.cell(row, column).border, page.cell(row, column).alignment = LINE, MIDDLE
            if row >= 6 and 3 <= column < rate:
                page.cell(row, column).number_format = "#,##0"


def _printed(page: Worksheet, book: Workbook, end: int, rate: int) -> None:
    page.print_title_rows = "1:5"
    page.print_area = f"A1:{get_column_letter(rate + 1)}{end}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.sheet_properties.pageSetUpPr.fitToPage = 1, True
    page.oddFooter.center.text = "第 &P 页"
    page.freeze_panes = "C6"
    letter = get_column_letter(rate)
    rule = CellIsRule(operator="lessThan", formula=["90"], fill=PatternFill("solid", bgColor="FFFFC7CE"))
    page.conditional_formatting.add(f"{letter}6:{letter}{end - 1}", rule)
    whole = DataValidation(type="whole", operator="greaterThanOrEqual", formula1="0", showErrorMessage=True)
    whole.add(f"C{FIRST}:D{end - 1}")
    page.add_data_validation(whole)
    book.create_sheet("填表说明")["A1"] = "一、本表由县（市、区）卫生健康委员会填报。"
    stamp = io.BytesIO()
    Picture.new("RGB", (60, 60), (200, 30, 30)).save(stamp, "PNG")
    page.add_image(Image(stamp), "F2")


def by_libreoffice(path: Path, folder: Path) -> Path:
    """The same workbook as LibreOffice writes it: other XML, other styles, results of formulas inside."""
    return converted(path, folder, "xlsx")


def converted(path: Path, folder: Path, ending: str) -> Path:
    """A workbook opened and written by LibreOffice, formulas computed."""
    home = f"-env:UserInstallation=file://{folder.parent / 'libreoffice-home'}"
    command = ["soffice", home, "--headless", "--convert-to", ending, "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / path.with_suffix(f".{ending}").name


HAS_OFFICE = bool(shutil.which("soffice"))


def parts(path: Path) -> dict[str, bytes]:
    """The files inside a workbook."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def cells(path: Path, sheet: str, *, computed: bool = False) -> dict[str, object]:
    """The values of a sheet, formulas as they are written or as they were computed."""
    page = load_workbook(path, data_only=computed)[sheet]
    return {cell.coordinate: cell.value for row in page.iter_rows() for cell in row if cell.value is not None}


def looks(path: Path, sheet: str) -> tuple[object, ...]:
    """What surrounds the values: styles, merges, widths, heights, print setup, rules, validations, frozen panes."""
    page = load_workbook(path)[sheet]
    styles = {
        cell.coordinate: (cell.font, cell.fill, cell.border, cell.alignment, cell.number_format, cell.protection)
        for row in page.iter_rows()
        for cell in row
    }
    return (
        {place: tuple(map(repr, style)) for place, style in styles.items()},
        sorted(map(str, page.merged_cells.ranges)),
        {letter: one.width for letter, one in page.column_dimensions.items()},
        {number: one.height for number, one in page.row_dimensions.items()},
        (page.print_title_rows, page.print_area, page.page_setup.orientation, page.oddFooter.center.text),
        (page.freeze_panes, [str(one.sqref) for one in page.data_validations.dataValidation]),
        [str(one.sqref) for one in page.conditional_formatting],
    )
