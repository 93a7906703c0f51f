"""Text as page operators of one document, with every character's code and width remembered."""

from typing import Any

from hfp_desk.printing.fonts import Face, Fonts
from hfp_desk.printing.text import one_line

_KEPT = 20_000


class Ink:
    """Encodes text for one document and notes the characters that no font has."""

    def __init__(self, fonts: Fonts, document: Any) -> None:
        self._fonts = fonts
        self._document = document
        self._codes: dict[Face, dict[str, tuple[str, str, float]]] = {face: {} for face in Face}
        self._shown: dict[tuple[str, Face, float], str] = {}
        self.missing: dict[str, str] = {}

    def show(self, text: str, face: Face, size: float) -> str:
        """The operators that print a text where the pen is."""
        key = (text, face, size)
        shown = self._shown.get(key)
        if shown is None:
            if len(self._shown) > _KEPT:
                self._shown.clear()
            shown = self._shown[key] = self.encode(text, face, size)[1]
        return shown

    def encode(self, text: str, face: Face, size: float) -> tuple[float, str]:
        """Width of a text in em and the operators that print it where the pen is."""
        codes = self._codes[face]
        parts: list[str] = []
        current, ems = "", 0.0
        for char in one_line(text):
            known = codes.get(char)
            if known is None:
                known = codes[char] = self._code(char, face, text)
            resource, digits, width = known
            if resource != current:
                parts.append(f"> Tj {resource} {size:g} Tf <" if current else f"{resource} {size:g} Tf <")
                current = resource
            parts.append(digits)
            ems += width
        if not parts:
            return 0.0, ""
        parts.append("> Tj")
        return ems, "".join(parts)

    def _code(self, char: str, face: Face, text: str) -> tuple[str, str, float]:
        glyph = self._fonts.face(face)[char]
        if glyph.missing:
            self.missing.setdefault(char, text)
        ((subset, code),) = glyph.font.splitString(glyph.char, self._document)
        return glyph.font.getSubsetInternalName(subset, self._document), code.hex(), glyph.width
