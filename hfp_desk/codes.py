"""Code lists of the standards and forms, read from ``resources/codes/*.toml``.

One file holds several lists: ``[list]`` tables with ``label``, ``source`` and ``items``, an item being
``["code", "label", "synonym", ...]``. A code in ``retired`` is still shown, but no longer offered;
one in ``health`` tells of somebody's health, whatever the field is about (贫困残疾人, 因病).
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from hfp_desk.resources import resource


@dataclass(frozen=True)
class Code:
    """One entry: stored by ``code``, shown as ``label``, also recognised by its ``synonyms``."""

    code: str
    label: str
    synonyms: tuple[str, ...] = ()
    retired: bool = False
    health: bool = False

    @property
    def short(self) -> str:
        """The office's short word where space is narrow: the first synonym, if it is shorter (建档立卡, 低保)."""
        return min((self.label, *self.synonyms[:1]), key=len)


@dataclass(frozen=True)
class CodeList:
    """A named list of codes in the order of its standard."""

    name: str
    label: str
    items: tuple[Code, ...]
    source: str = ""

    def offered(self) -> tuple[Code, ...]:
        """The codes a clerk may choose today."""
        return tuple(item for item in self.items if not item.retired)

    @property
    def tells_health(self) -> bool:
        """Whether any of the codes tells of somebody's health."""
        return any(item.health for item in self.items)

    def shown(self, code: str) -> str:
        """Label of a code; an unknown code is shown as it is."""
        return next((item.label for item in self.items if item.code == code), code)

    def find(self, text: str) -> Code | None:
        """The entry whose code, label or synonym is exactly ``text``."""
        return _index(self).get(text)


@cache
def _index(codes: CodeList) -> dict[str, Code]:
    found: dict[str, Code] = {}
    for item in codes.items:
        for word in (item.code, item.label, *item.synonyms):
            found.setdefault(word, item)
    return found


@cache
def code_lists() -> dict[str, CodeList]:
    """Every code list that comes with the program, by name."""
    lists: dict[str, CodeList] = {}
    for path in sorted(resource("codes").glob("*.toml")):
        for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
            lists[name] = _list(name, table)
    return lists


def code_list(name: str) -> CodeList:
    """The code list called ``name``; KeyError when no resource file declares it."""
    return code_lists()[name]


def _list(name: str, table: dict[str, Any]) -> CodeList:
    retired, health = set(table.get("retired", ())), set(table.get("health", ()))
    items = tuple(Code(row[0], row[1], tuple(row[2:]), row[0] in retired, row[0] in health) for row in table["items"])
    return CodeList(name, table["label"], items, table.get("source", ""))
