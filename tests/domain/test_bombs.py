"""Workbooks made to do harm: each is refused with a sentence in good time, or read as nothing but its values."""

import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from hfp_desk.excel import archives
from hfp_desk.excel.importing import commit, prepare
from hfp_desk.excel.reading import open_book
from hfp_desk.excel.reporting import write_report
from hfp_desk.problems import Refusal
from hfp_desk.store.opening import Register
from tests.data import handmade, senders
from tests.data.senders import people

LAUGHS = '<!DOCTYPE lolz [<!ENTITY a "哈哈哈哈哈哈哈哈">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">'
LIMIT = 30.0


def sentence(path: Path) -> str:
    """The refusal, in good time and with advice."""
    began = time.perf_counter()
    with pytest.raises(Refusal) as refused:
        open_book(path)
    assert time.perf_counter() - began < LIMIT
    assert refused.value.advice.endswith("。")
    return refused.value.sentence


def part_replaced(source: Path, target: Path, name: str, content: bytes) -> Path:
    """A copy of a workbook with one part put in place of, or beside, the others."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, content)
    return target


def plain(path: Path) -> Path:
    return senders.poor(path, people(2))


def test_what_unpacks_to_many_times_its_size_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "炸弹.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            for _ in range(200):
                part.write(bytes(1 << 20))
    assert path.stat().st_size < 1 << 20
    assert "倍，不像正常的工作簿" in sentence(path)


def test_an_ordinary_large_list_is_no_bomb(tmp_path: Path) -> None:
    rows = (handmade.text_row(n, "陈秋根", "临江镇", "样例村") for n in range(1, 100_001))
    path = handmade.raw_xlsx(tmp_path / "大.xlsx", rows)
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
    assert sum(entry.file_size for entry in entries) < archives._RATIO * sum(entry.compress_size for entry in entries)
    assert len(open_book(path).sheets[0].rows) == 100_000


def test_thousands_of_sheets_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "多.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(2 * archives.MAX_SHEETS + 1):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", "<worksheet/>")
    assert "2,001 张工作表" in sentence(path)


@pytest.mark.parametrize("reference", ["A1:XFD1048576", "A1:ZZZZZZ99999999"])
def test_a_sheet_that_claims_to_be_endless_costs_nothing(tmp_path: Path, reference: str) -> None:
    path = handmade.raw_xlsx(tmp_path / "大.xlsx", [handmade.text_row(1, "姓名")], reference)
    began = time.perf_counter()
    assert len(open_book(path).sheets[0].rows) == 1
    assert time.perf_counter() - began < LIMIT


def test_a_cell_at_the_end_of_the_sheet_is_refused(tmp_path: Path) -> None:
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    path = handmade.raw_xlsx(tmp_path / "远.xlsx", [handmade.text_row(1, "姓名"), far])
    assert "第 1048576 行" in sentence(path)


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("how", ["utf-8", "utf-16"])
def test_entities_are_refused_wherever_they_are(tmp_path: Path, doctype: str, name: str, how: str) -> None:
    text = f'<?xml version="1.0" encoding="{how}"?>{doctype}]><sst><si><t>&b;</t></si></sst>'
    path = part_replaced(plain(tmp_path / "a.xlsx"), tmp_path / "实体.xlsx", name, text.encode(how))
    assert "自定义实体" in sentence(path)


def test_entities_in_the_text_workbook_of_2003_are_refused(tmp_path: Path) -> None:
    path = handmade.xml_2003(tmp_path / "a.xls", [["姓名", "身份证号"]])
    path.write_text(path.read_text().replace("<Workbook", f"{LAUGHS}]><Workbook"))
    assert sentence(path)


def test_names_with_paths_inside_the_archive_write_nowhere(tmp_path: Path) -> None:
    inner = tmp_path / "in" / "a.xlsx"
    inner.parent.mkdir()
    for number, name in enumerate(("../../evil.txt", "/tmp-evil.txt", "..\\..\\evil.txt", "C:\\evil.txt")):
        path = part_replaced(plain(tmp_path / "b.xlsx"), inner.with_name(f"{number}.xlsx"), name, b"evil")
        assert open_book(path).sheets
    assert not [found for found in tmp_path.rglob("*") if "evil" in found.name]


def test_macros_links_and_commands_are_not_handed_on(register: Register, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(plain(tmp_path / "a.xlsx"))
    sheet = book.active
    for row, formula in enumerate(("=cmd|'/C calc'!A0", "=[1]Sheet1!A1", '=HYPERLINK("x","点我")', '=A1&"|"&B1'), 1):
        sheet.cell(row, 20).value = formula
    book.defined_names["坏"] = DefinedName("坏", attr_text="cmd|'/C calc'!$A$1")
    book.save(tmp_path / "b.xlsx")
    path = part_replaced(tmp_path / "b.xlsx", tmp_path / "c.xlsx", "xl/vbaProject.bin", b"macro")
    path = part_replaced(path, tmp_path / "名单.xlsm", "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    plan = prepare(register, path)
    receipt = write_report(plan, commit(register, plan), tmp_path / "回执.xlsx")
    with zipfile.ZipFile(receipt) as archive:
        names = " ".join(archive.namelist()).lower()
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert "vba" not in names
    assert "externallink" not in names
    assert b"<f>cmd" not in everything
    written = openpyxl.load_workbook(receipt)
    shown = {str(cell.value): cell.data_type for row in written["名单"].iter_rows() for cell in row if cell.value}
    assert shown.get("=cmd|'/C calc'!A0") == "s"
    assert shown.get("=[1]Sheet1!A1") == "s"
    assert shown.get('=A1&"|"&B1') == "f"
    assert "坏" not in written.defined_names
