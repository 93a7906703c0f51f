"""What raw cells look like, for guessing a column by its content; no cell is judged here, only likened."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache
from unicodedata import normalize

_NUMBER = re.compile(r"\d{15}|\d{17}[\dXx]|\d{17}[\dXx]\d{2}(?:B\d)?|\d{3}\*{8,}\d{3}[\dXx]")
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}")
_DAY = re.compile(
    r"(?:19|20)\d{2}(?:[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?|月)?|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])?)(?:[ T].*)?"
)
_MONEY = re.compile(r"[¥￥]?-?\d{1,3}(?:,\d{3})*(?:\.\d{1,2})?|-?\d+\.\d{1,2}|-?\d+(?:\.\d+)?万?元")


def _text(cell: object) -> str:
    return _folded(str(cell)) if isinstance(cell, (str, int)) else ""


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    """The text without white space and marks; kept, because every kind of list asks about the same cells."""
    return re.sub(r"[\s'’‘`\u200b]", "", normalize("NFKC", text))


def like_identity(cell: object) -> bool:
    """An ID or disability number, also a masked one, and one typed as a number whose last digits are lost."""
    if isinstance(cell, float):
        return 1e16 <= cell < 1e20
    return bool(_NUMBER.fullmatch(_text(cell)) or re.fullmatch(r"\d\.\d+E\+1[4-9]", _text(cell), re.IGNORECASE))


def like_phone(cell: object) -> bool:
    """A mobile or fixed line number."""
    return bool(_PHONE.fullmatch(_text(cell)))


def like_day(cell: object) -> bool:
    """A date, or text that spells one, also month only."""
    return isinstance(cell, date) or (isinstance(cell, (str, int)) and bool(_DAY.fullmatch(_text(cell))))


def like_money(cell: object) -> bool:
    """An amount with its fen, separators or unit; a bare whole number could be anything."""
    if isinstance(cell, float):
        return cell < 1e11
    return isinstance(cell, str) and bool(_MONEY.fullmatch(_text(cell)))


def like_one_of(words: Iterable[str]) -> Callable[[object], bool]:
    """A test for cells that hold one of these words: known villages, the labels of a code list."""
    known = frozenset(_text(word) for word in words)
    return lambda cell: isinstance(cell, str) and _text(cell) in known
