"""Values taken from a code list: one, or several together."""

import re
from dataclasses import dataclass

from hfp_desk.codes import CodeList, code_list
from hfp_desk.kinds.base import Kind, Unreadable, plain

_SEPARATORS = re.compile(r"[,，、;；/|\s]+")


@dataclass(frozen=True)
class Choice(Kind):
    """One code of a list; stored as the code, shown as its label."""

    name = "choice"
    empty = ""
    codes: str = ""

    @property
    def list(self) -> CodeList:
        """The code list chosen from."""
        return code_list(self.codes)

    def read(self, raw: object) -> str:
        """The code whose code, label or synonym is written."""
        text = plain(raw).text
        code = self.list.find(text) if text else None
        if code is not None:
            return code.code
        if plain(raw).blank:
            return ""
        raise _unknown(text, self.list)

    def show(self, value: str) -> str:
        """The label."""
        return self.list.shown(value) if value else ""


@dataclass(frozen=True)
class Choices(Kind):
    """Several codes of a list, kept in the list's order as a tuple."""

    name = "choices"
    empty = ()
    codes: str = ""

    @property
    def list(self) -> CodeList:
        """The code list chosen from."""
        return code_list(self.codes)

    def read(self, raw: object) -> tuple[str, ...]:
        """The codes written with commas, 、 or blanks between them (the whole text is tried first)."""
        found = plain(raw)
        if isinstance(raw, tuple):
            return self.ordered(raw)
        whole = self.list.find(found.text) if found.text else None
        if whole is not None:
            return (whole.code,)
        if found.blank:
            return ()
        parts = [part for part in _SEPARATORS.split(found.text) if part]
        return self.ordered(tuple(self._one(part) for part in parts))

    def ordered(self, codes: tuple[str, ...]) -> tuple[str, ...]:
        """``codes`` once each, in the order of the list."""
        return tuple(item.code for item in self.list.items if item.code in codes)

    def show(self, value: tuple[str, ...]) -> str:
        """Labels joined by a comma."""
        return ",".join(self.list.shown(code) for code in value or ())

    def _one(self, text: str) -> str:
        code = self.list.find(text)
        if code is None:
            raise _unknown(text, self.list)
        return code.code


def _unknown(text: str, codes: CodeList) -> Unreadable:
    offered = "、".join(item.label for item in codes.offered()[:12])
    return Unreadable("E-DICT", f"“{text}”不在{codes.label}代码表中。", offered)
