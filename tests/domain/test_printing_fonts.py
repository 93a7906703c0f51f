"""Every name prints, is found again by readers, or is reported; a workstation's own fonts are preferred."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from hfp_desk.printing.fonts import STAND_IN, Face, Fonts, to_unicode_map, workstation_folders
from hfp_desk.printing.paper import Paper
from hfp_desk.printing.sheets import A4
from hfp_desk.problems import Refusal
from tests.data.pdf_reading import READERS, letters

SHIPPED = Fonts(own=())
NO_FONT_HAS = "\uf8ff"


def font_file(path: Path, chars: str, units: int = 1000, wide: float = 1.0) -> Path:
    """A font of black boxes."""
    builder = FontBuilder(units, isTTF=True)
    names = [".notdef", *(f"g{ord(char):x}" for char in chars)]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): f"g{ord(char):x}" for char in chars})
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, units // 2), (units // 2, units // 2), (units // 2, 0)):
        pen.lineTo(corner)
    pen.closePath()
    box = pen.glyph()
    builder.setupGlyf(dict.fromkeys(names, box))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (int(units * wide), 0)))
    builder.setupHorizontalHeader(ascent=units, descent=0)
    builder.setupNameTable({"familyName": path.stem, "styleName": "Regular", "psName": path.stem})
    builder.setupOS2(sTypoAscender=units)
    builder.setupPost()
    path.parent.mkdir(parents=True, exist_ok=True)
    builder.save(path)
    return path


@pytest.mark.parametrize("face", Face)
@pytest.mark.parametrize("read", READERS)
def test_rare_names_come_back_from_the_file(tmp_path: Path, face: Face, read: Callable[[Path], str]) -> None:
    names = "贺𬱖 李𠅤 王㛃 赵䶮 周𪻐 钱𫖮"
    with Paper(tmp_path / "a.pdf", typefaces=SHIPPED) as paper:
        paper.begin(A4)
        paper.text(30, 50, names, face)
    assert not paper.problems
    assert "贺𬱖" in read(tmp_path / "a.pdf")
    assert "".join(names.split()) in "".join(read(tmp_path / "a.pdf").split())


def test_text_is_split_where_the_font_changes() -> None:
    runs = SHIPPED.runs("周𪻐明", Face.BODY)
    assert [text for _, text in runs] == ["周", "𪻐", "明"]
    assert runs[0][0] == runs[2][0] != runs[1][0]


def test_a_character_that_no_font_has_prints_as_a_stand_in_and_is_reported(tmp_path: Path) -> None:
    assert SHIPPED.missing(f"王{NO_FONT_HAS}明") == NO_FONT_HAS
    with Paper(tmp_path / "a.pdf", typefaces=SHIPPED) as paper:
        paper.begin(A4)
        paper.text(30, 50, f"王{NO_FONT_HAS}明")
    assert paper.missing == [NO_FONT_HAS]
    (problem,) = paper.problems
    assert "U+F8FF" in problem.message
    assert f"王{STAND_IN}明" in "".join(letter.char for letter in letters(tmp_path / "a.pdf"))


def test_the_workstations_own_font_is_preferred_and_the_shipped_one_helps_out(tmp_path: Path) -> None:
    font_file(tmp_path / "own" / "simfang.ttf", "王明", units=256)
    fonts = Fonts(own=(tmp_path / "own",))
    runs = fonts.runs("王小明", Face.BODY)
    assert [name.split("#")[0] for name, _ in runs] == ["simfang", "song", "simfang"]


def test_a_font_of_other_units_prints_at_its_true_width(tmp_path: Path) -> None:
    font_file(tmp_path / "own" / "simfang.ttf", "王明", units=256, wide=1.0)
    fonts = Fonts(own=(tmp_path / "own",))
    assert fonts.face(Face.BODY).width("王明王") == pytest.approx(3.0)
    with Paper(tmp_path / "a.pdf", typefaces=fonts) as paper:
        paper.begin(A4)
        paper.text(30, 50, "王明王", size=72)
    lefts = [letter.left for letter in letters(tmp_path / "a.pdf") if letter.char in "王明"]
    assert lefts == pytest.approx([30, 30 + 25.4, 30 + 50.8], abs=0.1)


def test_a_broken_font_on_the_workstation_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "simfang.ttf").write_bytes(b"not a font at all")
    fonts = Fonts(own=(tmp_path,))
    assert fonts.runs("王", Face.BODY)[0][0].startswith("song")


def test_a_font_that_may_not_be_embedded_is_passed_over(tmp_path: Path) -> None:
    path = font_file(tmp_path / "simfang.ttf", "王" + "".join(map(chr, range(0x4E00, 0x4F40))))
    font = TTFont(path)
    font["OS/2"].fsType = 2
    font.save(path)
    assert Fonts(own=(tmp_path,)).runs("王", Face.BODY)[0][0].startswith("song")


def test_without_any_font_the_clerk_is_told_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="请重新安装"):
        Fonts(shipped=tmp_path, own=()).runs("王")
    font_file(tmp_path / "song.ttf", "王")
    with pytest.raises(Refusal, match="请重新安装"):
        Fonts(shipped=tmp_path, own=()).runs("李")


def test_the_table_for_readers_writes_surrogates_in_blocks_of_a_hundred() -> None:
    table = to_unicode_map("F", [0, *range(0x4E00, 0x4E00 + 150), ord("𬱖")])
    assert "<97> <D873DC56>" in table
    assert "<01> <4E00>" in table
    assert "100 beginbfchar" in table
    assert "51 beginbfchar" in table


@pytest.mark.parametrize("face", Face)
def test_figures_stand_under_each_other(face: Face) -> None:
    assert len({SHIPPED.face(face)[digit].width for digit in "0123456789"}) == 1


def test_the_workstations_folders_are_those_of_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WINDIR", raising=False)
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    assert workstation_folders() == ()
    monkeypatch.setenv("WINDIR", "/windows")
    assert workstation_folders() == (Path("/windows/Fonts"),)
