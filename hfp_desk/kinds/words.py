"""Text, phone numbers and identity numbers: everything that must stay text."""

import re
from dataclasses import dataclass

from hfp_desk.kinds.base import Kind, Unreadable, half_width, plain

_GAPS = re.compile(r"[\s'‘’`´\-‐–—\u200b\ufeff\xa0·.]+")
_SPACES = re.compile(r"[ \t\r\n\u3000\xa0]+")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_PHONE = re.compile(r"1[3-9]\d{9}|(0\d{2,3}-?)?\d{7,8}(-\d{1,5})?")


@dataclass(frozen=True)
class Text(Kind):
    """Free text of at most ``longest`` characters; inner line breaks are kept only when ``lines`` is set."""

    name = "text"
    empty = ""
    longest: int = 200
    lines: bool = False

    def read(self, raw: object) -> str:
        """Trimmed text; numbers keep their digits."""
        if isinstance(raw, str):
            text = raw.strip() if self.lines else _SPACES.sub(" ", raw).strip()
        else:
            text = plain(raw).text
        if len(text) > self.longest:
            raise Unreadable("E-TEXT-LONG", f"共 {len(text)} 个字，超过 {self.longest} 个字，请缩短。")
        return text

    def show(self, value: str) -> str:
        """The text itself."""
        return value or ""


@dataclass(frozen=True)
class PersonName(Text):
    """A person's name: spaces between two Chinese characters are padding and go; rare characters stay."""

    name = "person_name"
    longest: int = 50

    def read(self, raw: object) -> str:
        """The name without padding; the dot of minority names becomes ·."""
        text = super().read(raw)
        if not text.isascii():
            text = text.replace(" ", "").replace("•", "·").replace("．", "·").replace("・", "·")
        return text


@dataclass(frozen=True)
class Phone(Kind):
    """A mobile or fixed telephone number."""

    name = "phone"
    empty = ""

    def read(self, raw: object) -> str:
        """Digits of the number (``^1[3-9]\\d{9}$`` or area code and number)."""
        found = plain(raw)
        text = found.text.replace(" ", "").replace("－", "-").replace("—", "-").removeprefix("+86")
        if found.blank:
            return ""
        if not _PHONE.fullmatch(text):
            raise Unreadable("E-PHONE", f"“{text}”不是电话号码，应为 11 位手机号或区号加固定电话。", "11 位手机号")
        return text

    def show(self, value: str) -> str:
        """The number itself."""
        return value or ""


@dataclass(frozen=True)
class IdentityNumber(Kind):
    """A citizen ID (18 or 15 digits) or disability number (20 or 22), kept as the sender wrote it.

    Reading only folds the spelling and refuses what a spreadsheet has destroyed; whether the number holds
    (GB 11643-1999) is the field's check, so that a wrong number can be kept, flagged and shown.
    """

    name = "identity_number"
    empty = ""

    def read(self, raw: object) -> str:
        """Folded text: no spaces, half-width, X upper case. A number of more than 15 digits is refused."""
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            if raw >= 1e15:
                raise _lost(f"{raw:.0f}" if isinstance(raw, float) else str(raw))
            return plain(raw).text
        text = _GAPS.sub("", half_width(str(raw))) if raw is not None else ""
        if _SCIENTIFIC.fullmatch(half_width(str(raw))):
            raise _lost(half_width(str(raw)))
        return "" if text in {"", "/", "无", "不详"} else text.upper()

    def show(self, value: str) -> str:
        """The number itself."""
        return value or ""


def _lost(found: str) -> Unreadable:
    return Unreadable(
        "E-ID-LOST",
        f"{found}：是数字格式，末三位已丢失，请把该列改为文本后重新填写。",
        "文本格式的 18 位证件号码",
    )
