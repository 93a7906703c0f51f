"""What all kinds share: the interface, the error and the folding of full-width characters."""

import unicodedata
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any, ClassVar

BLANKS = frozenset({"", "/", "-", "--", "—", "——", "\\", "无", "不详", "未知", "空", "NULL", "null", "N/A", "#N/A"})
"""Spellings by which an office says that there is no value (never applied to free text)."""


class Unreadable(ValueError):
    """A value that cannot be read; ``str()`` is one Chinese sentence, ``code`` is stable."""

    def __init__(self, code: str, sentence: str, expected: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.expected = expected


class Kind(ABC):
    """Reads raw input into a value and shows a value as text."""

    name: ClassVar[str]
    numeric: ClassVar[bool] = False
    empty: ClassVar[Any] = None

    @abstractmethod
    def read(self, raw: object) -> Any:
        """The value meant by ``raw`` (text or a cell's value); raises ``Unreadable``."""

    @abstractmethod
    def show(self, value: Any) -> str:
        """The value as the office writes it; the empty value is shown as nothing."""


@dataclass(frozen=True)
class Plain:
    """Raw input as folded text, with the mark whether it says "nothing"."""

    text: str
    blank: bool


def half_width(text: str) -> str:
    """Fold full-width letters and digits and drop white space at both ends (GB/T 2312 row 3 → ASCII)."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", text).strip(" \t\r\n\u200b\ufeff\xa0'’`")


def plain(raw: object) -> Plain:
    """Fold ``raw`` to text; whole floats lose their point zero, as every number in a workbook is a float."""
    if raw is None:
        return Plain("", True)
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < 1e15:
        raw = int(raw)
    text = half_width(str(raw))
    return Plain(text, text in BLANKS)
