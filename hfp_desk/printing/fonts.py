"""Typefaces of the office's paper and what stands in for them.

The workstation's own 仿宋, 黑体, 楷体 and 方正小标宋 are preferred, the shipped open fonts stand in. A character is
taken from the first font of its face that has it; one that no font has becomes 〓 and is reported, so a name
never prints as an empty box.
"""

import os
import struct
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from reportlab.pdfbase import ttfonts

from hfp_desk.printing.text import one_line
from hfp_desk.problems import Refusal
from hfp_desk.resources import resource

STAND_IN = "〓"


class Face(StrEnum):
    """What a piece of text is, whatever font it gets on this workstation."""

    TITLE = "title"
    BODY = "body"
    BOLD = "bold"
    HEI = "hei"
    HEI_BOLD = "hei-bold"
    KAI = "kai"


_OWN = {
    Face.TITLE: ("FZXBSJW.TTF", "方正小标宋简体.ttf", "FZXBSJW--GB1-0.ttf", "FZXBSK.TTF"),
    Face.BODY: ("simfang.ttf",),
    Face.BOLD: (),
    Face.HEI: ("simhei.ttf",),
    Face.HEI_BOLD: (),
    Face.KAI: ("simkai.ttf",),
}
_SHIPPED = {
    Face.TITLE: "song-bold.ttf",
    Face.BODY: "song.ttf",
    Face.BOLD: "song-bold.ttf",
    Face.HEI: "hei.ttf",
    Face.HEI_BOLD: "hei-bold.ttf",
    Face.KAI: "kai.ttf",
}
_RARE = ("kai.ttf", "song.ttf", "hei.ttf")
_RESTRICTED, _NO_SUBSET_OR_OUTLINES = 0x0002, 0x0300
_OWN_RARE = ("simsunb.ttf", "SimsunExtG.ttf", "simsun.ttc")


class Glyph(NamedTuple):
    """One character as it will print: by which font, as which character, how wide in em."""

    font: Any
    char: str
    width: float
    missing: bool = False


class Typeface(dict[str, Glyph]):
    """The glyph of every character asked for so far; fonts of the chain are opened only when needed."""

    def __init__(self, chain: Iterator[Any]) -> None:
        super().__init__()
        self._chain = chain
        self._open: list[Any] = []

    def __missing__(self, char: str) -> Glyph:
        glyph = self._find(char) or self._stand_in()
        self[char] = glyph
        return glyph

    def width(self, text: str) -> float:
        """Width of a text in em."""
        return sum(self[char].width for char in text)

    def _find(self, char: str) -> Glyph | None:
        return next((_glyph(font, char) for font in self._fonts() if ord(char) in font.face.charToGlyph), None)

    def _stand_in(self) -> Glyph:
        found = self._find(STAND_IN) or self._find("?")
        if found is None:
            raise Refusal("打印字体里连“〓”也没有，无法印字。", "请重新安装本程序以恢复字体文件。")
        return found._replace(missing=True)

    def _fonts(self) -> Iterator[Any]:
        yield from self._open
        for font in self._chain:
            self._open.append(font)
            yield font


def _glyph(font: Any, char: str) -> Glyph:
    return Glyph(font, char, font.face.getCharWidth(ord(char)) / 1000)


class Fonts:
    """The faces built from the fonts of this workstation and the shipped ones."""

    def __init__(self, shipped: Path | None = None, own: tuple[Path, ...] | None = None) -> None:
        self._shipped = shipped or resource("fonts")
        self._own = workstation_folders() if own is None else own
        self._faces: dict[Face, Typeface] = {}
        self._loaded: dict[Path, Any] = {}

    def face(self, face: Face) -> Typeface:
        """The typeface that prints ``face`` here."""
        if face not in self._faces:
            self._faces[face] = Typeface(self._chain(face))
        return self._faces[face]

    def runs(self, text: str, face: Face = Face.BODY) -> list[tuple[str, str]]:
        """The text split where the font changes: (font name, text)."""
        runs: list[tuple[str, str]] = []
        for glyph in map(self.face(face).__getitem__, one_line(text)):
            name = glyph.font.fontName
            if runs and runs[-1][0] == name:
                runs[-1] = (name, runs[-1][1] + glyph.char)
            else:
                runs.append((name, glyph.char))
        return runs

    def missing(self, text: str, face: Face = Face.BODY) -> str:
        """The characters of a text that no font has."""
        typeface = self.face(face)
        return "".join(char for char in one_line(text) if typeface[char].missing)

    def _chain(self, face: Face) -> Iterator[Any]:
        seen: set[Path] = set()
        for path in self._candidates(face):
            font = None if path in seen else self._load(path)
            seen.add(path)
            if font is not None:
                yield font
        if not any(self._loaded.get(path) for path in seen):
            raise Refusal(f"找不到打印字体（{self._shipped}）。", "请重新安装本程序以恢复字体文件。")

    def _candidates(self, face: Face) -> Iterator[Path]:
        yield from (folder / name for name in _OWN[face] for folder in self._own)
        yield self._shipped / _SHIPPED[face]
        yield from (self._shipped / name for name in _RARE)
        yield from (folder / name for name in _OWN_RARE for folder in self._own)

    def _load(self, path: Path) -> Any:
        if path not in self._loaded:
            self._loaded[path] = _open_font(path, len(self._loaded))
        return self._loaded[path]


def _open_font(path: Path, number: int) -> Any:
    """A font ready for print; None when the file is absent or may not or cannot be embedded."""
    if not path.is_file():
        return None
    try:
        font = ttfonts.TTFont(f"{path.stem}#{number}", str(path), asciiReadable=0, shapable=False)
        return font if _embeddable(font.face) else None
    except (ttfonts.TTFError, OSError, LookupError, ValueError, struct.error):
        return None


def _embeddable(face: Any) -> bool:
    """Whether the font's licence bits let a part of it travel in a document (reportlab does not keep to them)."""
    face.seek_table("OS/2", 8)
    bits = int(face.read_ushort())
    return bits & 0x0F != _RESTRICTED and not bits & _NO_SUBSET_OR_OUTLINES


def workstation_folders() -> tuple[Path, ...]:
    """Where Windows keeps fonts, for all users and for this one; nothing elsewhere."""
    roots = (("WINDIR", "Fonts"), ("LOCALAPPDATA", "Microsoft/Windows/Fonts"))
    return tuple(Path(os.environ[name]) / folder for name, folder in roots if os.environ.get(name))


@cache
def fonts() -> Fonts:
    """The fonts of this workstation, opened once."""
    return Fonts()


def to_unicode_map(font_name: str, subset: list[int]) -> str:
    """The table by which a reader turns printed codes back into text.

    reportlab's own writes characters beyond U+FFFF as one five-digit number, so rare names would copy and
    search as garbage; here they are surrogate pairs, in blocks of at most 100 as the format demands.
    """
    pairs = [(code, chr(char)) for code, char in enumerate(subset) if char]
    blocks: list[str] = []
    for start in range(0, len(pairs), 100):
        block = pairs[start : start + 100]
        lines = (f"<{code:02X}> <{char.encode('utf-16-be').hex().upper()}>" for code, char in block)
        blocks.append("\n".join((f"{len(block)} beginbfchar", *lines, "endbfchar")))
    return "\n".join((_MAP_HEAD.format(name=font_name), *blocks, _MAP_FOOT))


_MAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def
/CMapName /{name} def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange"""
_MAP_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""

ttfonts.makeToUnicodeCMap = to_unicode_map
