"""The fonts that come with the program: embeddable, of one em, and complete for the names of people and places."""

from functools import cache
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfgen.canvas import Canvas

from hfp_desk.divisions import county
from hfp_desk.resources import resource

FILES = ("song.ttf", "song-bold.ttf", "hei.ttf", "hei-bold.ttf", "kai.ttf")
RARE_NAMES = "㛃䶮𬱖𬍛𫖮𪻐𬸚𠅤𬭎玥祎赟翀珺堃喆燚犇"
OLD_REGISTERS = "凃煐浵淓嫑國華陞昇囍峯勳啓靚鑑"
FORM_SIGNS = "□☑☐☒√✓✔✗×○●◎①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㎡℃‰〔〕〓—…·•ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ《》“”‘’（）、，。；：？！￥¥%＋－×÷≤≥"
TONGGUI = Path(__file__).parents[2] / "packaging" / "tonggui8105.txt"


@cache
def _font(name: str) -> TTFont:
    return TTFont(resource("fonts", name))


@cache
def _letters(name: str) -> frozenset[str]:
    return frozenset(map(chr, _font(name).getBestCmap()))


def _national_list() -> set[str]:
    return set("".join(TONGGUI.read_text(encoding="utf-8").split()))


def _gb2312() -> set[str]:
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {letter for pair in pairs for letter in pair.decode("gb2312", "ignore")}


def test_the_lists_asked_for_are_whole() -> None:
    assert len(_national_list()) == 8105
    assert len(_gb2312()) == 7445


@pytest.mark.parametrize("name", FILES)
def test_a_font_can_be_embedded_and_help_out_another(name: str) -> None:
    font = _font(name)
    assert "glyf" in font
    assert "CFF " not in font
    assert font["head"].unitsPerEm == 1000
    assert font["OS/2"].fsType == 0


@pytest.mark.parametrize("name", FILES)
def test_a_font_covers_the_national_list_gb2312_and_the_signs_of_forms(name: str) -> None:
    latin = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA1, 0xAD))}
    for wanted in (_national_list(), _gb2312(), set(FORM_SIGNS), latin):
        assert wanted - _letters(name) == set()


def test_rare_names_are_found_in_some_font() -> None:
    assert set(RARE_NAMES) <= _letters("kai.ttf")
    assert set(RARE_NAMES) - {"𪻐"} <= _letters("song.ttf") & _letters("hei.ttf")


def test_hei_has_the_whole_basic_block_for_names_of_old_registers() -> None:
    assert set(OLD_REGISTERS) <= _letters("hei.ttf")
    missing = {chr(code) for code in range(0x4E00, 0x9FA6)} - _letters("hei.ttf")
    assert missing == set()


def test_the_places_of_a_county_can_be_written_in_every_face() -> None:
    for code in ("360982", "513221", "450123", "371402"):
        place = county(code)
        names = set("".join(part.name for part in (*place.townships, *place.villages)))
        for name in FILES:
            assert names <= _letters(name)


@pytest.mark.parametrize("name", FILES)
def test_digits_stand_in_columns(name: str) -> None:
    font = _font(name)
    glyphs = [font.getBestCmap()[ord(digit)] for digit in "0123456789"]
    assert len(set(glyphs)) == 10
    assert len({font["hmtx"][glyph][0] for glyph in glyphs}) == 1


@pytest.mark.parametrize("name", FILES)
def test_a_ticked_box_is_told_from_an_empty_one(name: str) -> None:
    font = _font(name)
    empty, ticked, crossed = (font["glyf"][font.getBestCmap()[ord(sign)]] for sign in "☐☑☒")
    assert empty.numberOfContours == 2
    assert ticked.numberOfContours > 2
    assert crossed.numberOfContours > 2
    assert ticked.coordinates != crossed.coordinates


def test_regular_and_bold_belong_together_under_names_of_our_own() -> None:
    named = {name: (_font(name)["name"].getDebugName(1), _font(name)["name"].getDebugName(2)) for name in FILES}
    assert named == {
        "song.ttf": ("HFP Song", "Regular"),
        "song-bold.ttf": ("HFP Song", "Bold"),
        "hei.ttf": ("HFP Hei", "Regular"),
        "hei-bold.ttf": ("HFP Hei", "Bold"),
        "kai.ttf": ("HFP Kai", "Regular"),
    }


@pytest.mark.parametrize("name", FILES)
def test_a_page_in_the_font_can_be_read_again(name: str, tmp_path: Path) -> None:
    words = "樟树市健康扶贫台账2020，刘玥祎赟□☑①㎡"
    path = tmp_path / "page.pdf"
    pdfmetrics.registerFont(ttfonts.TTFont(f"trial-{name}", str(resource("fonts", name)), asciiReadable=0))
    canvas = Canvas(str(path))
    canvas.setFont(f"trial-{name}", 12)
    canvas.drawString(72, 720, words)
    canvas.save()
    assert PdfReader(path).pages[0].extract_text().strip() == words
    assert path.read_bytes().count(b"/FontFile2 ") == 1


@pytest.mark.parametrize("licence", ["LICENSE-song.txt", "LICENSE-hei.txt", "LICENSE-kai.txt"])
def test_the_licence_lies_beside_the_fonts(licence: str) -> None:
    text = resource("fonts", licence).read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
