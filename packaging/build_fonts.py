"""Build ``resources/fonts`` from three unpacked npm packages, whose folders are the arguments.

``@expo-google-fonts/noto-serif-sc`` gives Song, ``@expo-google-fonts/noto-sans-sc`` Hei and
``@fontsource/lxgw-wenkai`` Kai. Each font is cut down to what a county office writes, given digits of equal width,
tick boxes where it has none, 1000 units per em (a fallback font must agree with the font it helps out), and a
family name of its own, so that it is never mixed up with a fuller copy installed on the workstation.
Run from the root of the repository with ``PYTHONPATH=.``; the same input gives the same bytes.
"""

import argparse
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

from hfp_desk.divisions import Level, children, county, provinces

_HERE = Path(__file__).resolve().parent
_TARGET = _HERE.parent / "resources" / "fonts"
_EM = 1000
_DROPPED = ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "FFTM", "bsln", "feat", "morx", "prop", "prep"]
_COPYRIGHT, _FAMILY, _STYLE, _UNIQUE, _FULL, _VERSION, _POSTSCRIPT, _LICENCE, _LICENCE_AT = 0, 1, 2, 3, 4, 5, 6, 13, 14

# Latin, punctuation, letterlike signs, roman numerals, arrows, mathematics, circled numbers, boxes, ticks,
# CJK punctuation, enclosed numbers and units, full-width forms: whatever of them the font has.
_SIGNS = (
    *((0x20, 0x7E), (0xA0, 0xFF), (0x2000, 0x206F), (0x20A0, 0x20BF), (0x2100, 0x218F), (0x2190, 0x22FF)),
    *((0x2460, 0x25FF), (0x2600, 0x2642), (0x2700, 0x27BF), (0x3000, 0x303F), (0x3220, 0x3231), (0x3280, 0x3289)),
    *((0x338E, 0x33D5), (0xFE30, 0xFE4F), (0xFF00, 0xFF5E), (0xFFE0, 0xFFE6)),
)
_UNIFIED = ((0x4E00, 0x9FFF), (0xF900, 0xFAFF))
_EXTENSIONS = ((0x3400, 0x4DBF), (0x20000, 0x323AF))


@dataclass(frozen=True)
class Face:
    """One font to build: where its outlines come from and which characters it has beyond the common ones."""

    file: str
    package: str
    source: str
    family: str
    style: str
    beyond: tuple[tuple[int, int], ...] = ()


FACES = (
    Face("song.ttf", "serif", "400Regular/NotoSerifSC_400Regular.ttf", "HFP Song", "Regular"),
    Face("song-bold.ttf", "serif", "700Bold/NotoSerifSC_700Bold.ttf", "HFP Song", "Bold"),
    # Hei draws the window and helps out every other face, so it has the whole basic block: names of old registers.
    Face("hei.ttf", "sans", "400Regular/NotoSansSC_400Regular.ttf", "HFP Hei", "Regular", _UNIFIED),
    Face("hei-bold.ttf", "sans", "700Bold/NotoSansSC_700Bold.ttf", "HFP Hei", "Bold"),
    # The makers of WenKai chose their characters of the extension blocks for names: all of them are kept.
    Face("kai.ttf", "wenkai", "files/lxgw-wenkai-latin-500-normal.woff2", "HFP Kai", "Regular", _EXTENSIONS),
)


def build(face: Face, package: Path, target: Path, common: frozenset[int]) -> None:
    """Write one font."""
    font = TTFont(package / face.source, recalcTimestamp=False)
    _even_digits(font)
    _tick_boxes(font)
    _cut(font, common | _spread(face.beyond))
    if font["head"].unitsPerEm != _EM:
        scale_upem(font, _EM)
    _rename(font, face)
    font.flavor = None
    target.mkdir(parents=True, exist_ok=True)
    font.save(target / face.file)


def common_characters() -> frozenset[int]:
    """What every face has: the 8105 characters of the national list, GB 2312, the names of all places, signs."""
    words = _HERE.joinpath("tonggui8105.txt").read_text(encoding="utf-8")
    letters = {ord(letter) for word in (words, *_place_names()) for letter in word if letter.isprintable()}
    return frozenset(letters | _gb2312() | _spread(_SIGNS))


def _gb2312() -> set[int]:
    pairs = (bytes([row, cell]) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(letter) for pair in pairs for letter in pair.decode("gb2312", "ignore")}


def _place_names() -> Iterable[str]:
    for province in provinces():
        for city in children(province.code, Level.PROVINCE):
            for place in children(city.code, Level.CITY):
                inner = county(place.code)
                yield from (part.name for part in (province, city, place, *inner.townships, *inner.villages))


def _spread(ranges: Iterable[tuple[int, int]]) -> set[int]:
    return {code for first, last in ranges for code in range(first, last + 1)}


def _map(font: TTFont, code: int, glyph: str) -> None:
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = glyph


def _even_digits(font: TTFont) -> None:
    """Digits of one width, so that figures stand in columns: Song has such forms as its local variants."""
    digits = {code: font.getBestCmap()[code] for code in range(ord("0"), ord("9") + 1)}
    if _widths(font, digits.values()) == 1:
        return
    for mapping in _substitutions(font, "locl"):
        forms = {code: mapping.get(glyph, "") for code, glyph in digits.items()}
        if all(forms.values()) and _widths(font, forms.values()) == 1:
            for code, glyph in forms.items():
                _map(font, code, glyph)
            return
    raise SystemExit("the font has no digits of equal width")


def _widths(font: TTFont, glyphs: Iterable[str]) -> int:
    return len({font["hmtx"][glyph][0] for glyph in glyphs})


def _substitutions(font: TTFont, tag: str) -> Iterable[dict[str, str]]:
    table = font["GSUB"].table
    for record in table.FeatureList.FeatureRecord:
        for number in record.Feature.LookupListIndex if record.FeatureTag == tag else ():
            for part in table.LookupList.Lookup[number].SubTable:
                yield getattr(getattr(part, "ExtSubTable", part), "mapping", {})


def _tick_boxes(font: TTFont) -> None:
    """Fill in the boxes and ticks of forms that the font lacks, from its own square, tick and cross."""
    known = font.getBestCmap()
    for wanted, inside in (("☐", ""), ("☑", "✓"), ("☒", "×")):
        if ord(wanted) not in known:
            _map(font, ord(wanted), _boxed(font, inside) if inside else known[ord("□")])
    for wanted, like in (("✔", "✓"), ("✗", "×"), ("✘", "×")):
        if ord(wanted) not in known:
            _map(font, ord(wanted), font.getBestCmap()[ord(like)])


def _boxed(font: TTFont, inside: str) -> str:
    """A new glyph: the font's own square with a sign in its middle."""
    glyphs, known, table = font.getGlyphSet(), font.getBestCmap(), font["glyf"]
    box, sign = known[ord("□")], known[ord(inside)]
    pen = TTGlyphPen(None)
    for name, part in ((box, (1, 0, 0, 1, 0, 0)), (sign, _fitted(table[box], table[sign]))):
        outline = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(outline)
        outline.replay(TransformPen(pen, part))
    made = f"boxed{ord(inside):04X}"
    table[made] = pen.glyph()
    font.setGlyphOrder(table.glyphOrder)
    table[made].recalcBounds(table)
    font["hmtx"][made] = (font["hmtx"][box][0], table[made].xMin)
    return made


def _fitted(box: object, sign: object) -> tuple[float, float, float, float, float, float]:
    """Move and shrink a sign so that it fills four fifths of the box."""
    left, right, bottom, top = (getattr(box, side) for side in ("xMin", "xMax", "yMin", "yMax"))
    x0, x1, y0, y1 = (getattr(sign, side) for side in ("xMin", "xMax", "yMin", "yMax"))
    scale = min((right - left) / (x1 - x0), (top - bottom) / (y1 - y0)) * 4 / 5
    return (scale, 0, 0, scale, (left + right - scale * (x0 + x1)) / 2, (bottom + top - scale * (y0 + y1)) / 2)


def _cut(font: TTFont, characters: Iterable[int]) -> None:
    options = Options(hinting=False, layout_features=[], glyph_names=False, notdef_outline=True, recalc_timestamp=False)
    options.drop_tables += _DROPPED
    options.name_IDs = [_COPYRIGHT, _VERSION, _LICENCE, _LICENCE_AT]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)


def _rename(font: TTFont, face: Face) -> None:
    table = font["name"]
    table.names = [record for record in table.names if record.platformID == 3 and record.langID == 0x409]
    full = f"{face.family} {face.style}"
    words = {_FAMILY: face.family, _STYLE: face.style, _FULL: full, _POSTSCRIPT: full.replace(" ", "")}
    for number, word in {**words, _UNIQUE: f"{table.getDebugName(_VERSION)};{full}"}.items():
        table.setName(word, number, 3, 1, 0x409)


def main() -> None:
    """Read the folders of the packages from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("serif", "sans", "wenkai"):
        parser.add_argument(name, type=Path, help=f"folder of the unpacked package for {name}")
    parser.add_argument("--target", type=Path, default=_TARGET)
    arguments = vars(parser.parse_args())
    common = common_characters()
    for face in FACES:
        build(face, arguments[face.package], arguments["target"], common)


if __name__ == "__main__":
    main()
