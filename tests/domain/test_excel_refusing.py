"""The one sentence for each file that cannot be read, and workbooks that want a password."""

import io
import os
import subprocess
import sys
import time as clock
import zipfile
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook
from openpyxl.chart import BarChart

from hfp_desk.excel import archives, reading, receiving
from hfp_desk.excel.reading import PasswordNeeded, WrongPassword, open_book
from hfp_desk.problems import Refusal
from tests.data import handmade
from tests.data.ugly import formats, person

CHINESE = tuple(formats())


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


def encrypted(path: Path, password: str) -> Path:
    plain = io.BytesIO(workbook(path.with_suffix(".plain"), ["姓名"], ["陈秋根"]).read_bytes())
    with path.open("wb") as locked:
        OOXMLFile(plain).encrypt(password, locked)
    return path


def test_a_locked_workbook_asks_and_opens(tmp_path: Path) -> None:
    path = encrypted(tmp_path / "a.xlsx", "樟树2020")
    with pytest.raises(PasswordNeeded, match="设了打开密码"):
        open_book(path)
    with pytest.raises(WrongPassword, match="密码不对"):
        open_book(path, "zhangshu")
    book = open_book(path, "樟树2020")
    assert book.sheets[0].rows == [["姓名"], ["陈秋根"]]
    assert path.read_bytes().startswith(b"\xd0\xcf\x11\xe0")


def test_a_locked_workbook_of_excel_2003_asks_and_opens(tmp_path: Path) -> None:
    plain = next(case for case in CHINESE if case.name == "老格式").save(tmp_path)
    path = handmade.locked_xls(plain, tmp_path / "a.xls", "樟树2020")
    with pytest.raises(PasswordNeeded, match="设了打开密码"):
        open_book(path)
    with pytest.raises(WrongPassword, match="密码不对"):
        open_book(path, "zhangshu")
    assert open_book(path, "樟树2020").sheets[0].rows == open_book(plain).sheets[0].rows


def test_a_lock_that_nobody_can_open_is_not_called_a_wrong_password(tmp_path: Path) -> None:
    path = encrypted(tmp_path / "a.xlsx", "樟树2020")
    path.write_bytes(path.read_bytes().replace(b'keyBits="256"', b'keyBits="999"'))
    with pytest.raises(Refusal, match="加密方式不能代为解密") as refused:
        open_book(path, "樟树2020")
    assert not isinstance(refused.value, PasswordNeeded)


def test_a_workbook_with_protected_structure_alone_opens_at_once(tmp_path: Path) -> None:
    path = encrypted(tmp_path / "a.xlsx", "VelvetSweatshop")
    assert open_book(path).sheets[0].rows[1] == ["陈秋根"]


def test_macros_are_named_and_not_run(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsm", ["姓名"])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    book = open_book(path)
    assert [note.code for note in book.notes] == ["N-MACRO"]
    assert book.sheets[0].rows == [["姓名"]]


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    assert "找不到文件「无.xlsx」" in sentence(tmp_path / "无.xlsx")


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    assert "是文件夹" in sentence(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights are set otherwise on Windows")
def test_a_file_without_rights_is_said(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ["姓名"])
    path.chmod(0)
    code = (
        "import os, sys; from pathlib import Path\n"
        "from hfp_desk.excel.receiving import receive; from hfp_desk.problems import Refusal\n"
        "os.geteuid() or os.setuid(65534)\n"
        "try: receive(Path(sys.argv[1]))\n"
        "except Refusal as refused: print(refused)"
    )
    root = Path(reading.__file__).parents[2]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    told = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=root, env=environment, capture_output=True, check=True
    )
    assert "没有权限读取「a.xlsx」" in told.stdout.decode()


def test_an_empty_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").touch()
    assert "空文件（0 字节）" in sentence(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"\x89PNG\r\n", "图片"),
        (b"{\\rtf1", "Word"),
        (b"Rar!\x1a", "压缩包"),
        (b"MIME-Version: 1.0\n", "网页存档"),
        (b"abc\x00\x01\x02", "不是能识别的表格"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(start: bytes, what: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(start + b"x" * 100)
    assert what in sentence(path)


@pytest.mark.parametrize(
    ("part", "what"), [("word/document.xml", "Word 文档"), ("ppt/a.xml", "演示文稿"), ("名单.xlsx", "压缩包")]
)
def test_a_zip_that_is_no_workbook_is_called_by_its_name(part: str, what: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(part, "x")
    assert what in sentence(tmp_path / "a.xlsx")


def test_a_word_file_of_the_old_kind_is_called_by_its_name(tmp_path: Path) -> None:
    case = next(case for case in CHINESE if case.name == "老格式")
    path = case.save(tmp_path)
    words = [name.encode("utf-16-le") for name in ("Workbook", "WordDocument")]
    stored = path.read_bytes().replace(words[0] + bytes(48) + b"\x12\x00", words[1] + bytes(40) + b"\x1a\x00")
    path.write_bytes(stored)
    assert "是Word 文档" in sentence(path)


@pytest.mark.parametrize("keep", [0.2, 0.6, 0.95])
@pytest.mark.parametrize("name", ["普通表", "老格式", "开放文档", "二进制"])
def test_a_file_cut_short_is_damaged(name: str, keep: float, tmp_path: Path) -> None:
    path = next(case for case in CHINESE if case.name == name).save(tmp_path)
    stored = path.read_bytes()
    path.write_bytes(stored[: int(len(stored) * keep)])
    assert "已经损坏" in sentence(path)


def test_an_open_document_with_a_tag_left_open_is_damaged(tmp_path: Path) -> None:
    whole = handmade.ods(tmp_path / "名单.ods", [["姓名"], ["张三"]])
    broken = tmp_path / "坏.ods"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as target:
        for part in source.namelist():
            target.writestr(part, source.read(part).replace(b"</table:table>", b"</table:table<>"))
    assert "已经损坏" in sentence(broken)


def test_an_open_document_without_its_content_is_damaged(tmp_path: Path) -> None:
    whole = handmade.ods(tmp_path / "名单.ods", [["姓名"], ["张三"]])
    broken = tmp_path / "空.ods"
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(broken, "w") as target:
        for part in ("mimetype", "META-INF/manifest.xml"):
            target.writestr(part, source.read(part))
        target.writestr("Content.xml", source.read("content.xml"))
    assert "已经损坏" in sentence(broken)


def test_a_table_wider_than_any_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "宽.csv"
    path.write_text("姓名,证件号码\n张三" + "," * 18_300 + "末", encoding="utf-8")
    assert "超过 Excel 的 16,384 列" in sentence(path)


def test_a_flipped_byte_inside_is_damaged(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", *([person(n) for n in range(300)]))
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 3000
    stored = bytearray(path.read_bytes())
    stored[at] ^= 0xFF
    path.write_bytes(stored)
    assert "已经损坏" in sentence(path)


def test_a_workbook_without_data_is_said(tmp_path: Path) -> None:
    assert "没有数据" in sentence(workbook(tmp_path / "a.xlsx"))
    (tmp_path / "a.csv").write_text("\n\n ,\n")
    assert "没有数据" in sentence(tmp_path / "a.csv")


def test_data_on_hidden_sheets_only_is_said(tmp_path: Path) -> None:
    book = Workbook()
    book.create_sheet("名单").append(["姓名"])
    book["名单"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    assert "取消隐藏" in sentence(tmp_path / "a.xlsx")


def test_a_workbook_of_charts_alone_is_said(tmp_path: Path) -> None:
    book = Workbook()
    book.create_chartsheet("图").add_chart(BarChart())
    book.remove(book["Sheet"])
    book.save(tmp_path / "a.xlsx")
    assert "没有普通工作表" in sentence(tmp_path / "a.xlsx")


def test_a_file_over_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(receiving.MAX_BYTES + 1)
    assert "超过一次可导入的 50 MB" in sentence(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1 << 26)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(archives.MAX_UNPACKED // (1 << 24) + 1):
                part.write(bytes(1 << 24))
    started = clock.perf_counter()
    assert "展开后超过 1 GB" in sentence(path)
    assert clock.perf_counter() - started < 1


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("姓名\n" + "陈秋根\n" * reading.MAX_ROWS)
    assert "超过 20 万行" in sentence(path)
    monkeypatch.setattr(reading, "MAX_ROWS", 10_000)
    rows = (handmade.text_row(n, "陈秋根") for n in range(1, 11_200))
    assert "超过 1 万行" in sentence(handmade.raw_xlsx(tmp_path / "a.xlsx", rows))


def test_entities_of_ones_own_are_refused(tmp_path: Path) -> None:
    path = handmade.xml_2003(tmp_path / "a.xls", [["姓名", "身份证号"]])
    path.write_text(path.read_text().replace("<Workbook", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook'))
    assert "已经损坏" in sentence(path)
