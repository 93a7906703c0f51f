"""The names proposed for files: words only, on every system, whatever a title holds."""

import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfp_desk import file_names
from hfp_desk.file_names import proposed

BAD = st.text(alphabet=st.sampled_from('../\\:*?"<>|\0\t\r\n CON.结算\u202e\u200b\ufeff𬱖x'))


@given(st.one_of(st.text(), BAD))
def test_a_name_is_one_plain_part_of_a_path(title: str) -> None:
    name = proposed(title, ".xlsx")
    stem = name.removesuffix(".xlsx")
    assert name != stem
    assert PureWindowsPath(name).name == PurePosixPath(name).name == name
    assert not PureWindowsPath(name).drive
    assert not set(name) & set('<>:"/\\|?*')
    assert all(unicodedata.category(letter) not in ("Cc", "Cf", "Cs") for letter in name)
    assert stem == stem.strip(" .")
    assert stem
    assert len(name.encode()) <= 240
    assert len(stem) <= file_names.LONGEST + 1
    assert not PureWindowsPath(name).is_reserved()


@given(st.one_of(st.text(), BAD))
def test_a_file_of_this_name_lies_where_it_was_meant(title: str) -> None:
    folder = Path("/somewhere/reports")
    assert (folder / proposed(title, ".pdf")).parent == folder


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("救治台账", "救治台账.xlsx"),
        ("../../etc/passwd", "_.._etc_passwd.xlsx"),
        ("..\\..\\Windows\\system.ini", "_.._Windows_system.ini.xlsx"),
        ("C:\\报表", "C__报表.xlsx"),
        ("CON", "_CON.xlsx"),
        ("con .2020", "_con .2020.xlsx"),
        ("LPT¹", "_LPT¹.xlsx"),
        ("三月报表. . ", "三月报表.xlsx"),
        (".隐藏", "隐藏.xlsx"),
        ("名单\u202efdp.exe", "名单fdp.exe.xlsx"),
        ("一\r\n二\t三", "一二三.xlsx"),
        ("///", "清单.xlsx"),
        ("", "清单.xlsx"),
        ("徐𬱖\ue123", "徐𬱖\ue123.xlsx"),
    ],
)
def test_what_becomes_of_tricks(title: str, name: str) -> None:
    assert proposed(title, ".xlsx") == name


def test_a_long_title_is_cut_between_characters() -> None:
    assert proposed("户" * 200, ".pdf") == "户" * 66 + ".pdf"
    assert proposed("𬱖" * 200) == "𬱖" * 50
    assert proposed("a" * 200) == "a" * file_names.LONGEST


def test_an_ending_is_the_programs_own() -> None:
    with pytest.raises(ValueError, match="exe/x"):
        proposed("名单", ".exe/x")
