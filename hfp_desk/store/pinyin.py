"""Pinyin of names and words, without tones: what a clerk types instead of characters.

A surname is often read otherwise than its character (单 shan, 曾 zeng); ``resources/names/surnames.toml`` says how,
and the character's common reading is kept beside it. A character nobody can read is left out.
"""

import re
import tomllib
from functools import cache, lru_cache

from hfp_desk.resources import resource

Syllables = tuple[str, ...]
_LATIN = re.compile(r"[a-z]+")


def pinyin(text: str) -> str:
    """Full pinyin of a word: 临江镇 → linjiangzhen."""
    return "".join(map(_syllable, text))


def initials(text: str) -> str:
    """First letters of a word: 临江镇 → ljz; digits and Latin letters stay."""
    return "".join(_syllable(character)[:1] for character in text)


def readings(name: str) -> list[Syllables]:
    """The syllables of a name by each reading of its surname, the usual one first."""
    common = _syllables(name)
    known = _surnames()
    found = [
        (*reading, *_syllables(name[length:]))
        for length in (2, 1)
        if name[:length] in known
        for reading in known[name[:length]]
    ]
    return list(dict.fromkeys([*found, common])) if common else []


@lru_cache(maxsize=20_000)
def spelled(name: str) -> tuple[str, str]:
    """Full pinyin and initials of a name as the search keeps them: from each syllable on, blanks around each.

    `` lixiaohong xiaohong hong `` and `` lxh xh ``, so that the given name is found as well as the whole.
    """
    found = readings(name)
    whole = ["".join(each[start:]) for each in found for start in range(len(each))]
    firsts = ["".join([syllable[0] for syllable in each]) for each in found]
    short = [first[start:] for first in firsts for start in range(max(len(first) - 1, 1))]
    return _apart(whole), _apart(short)


def _apart(words: list[str]) -> str:
    return f" {' '.join(dict.fromkeys(words))} " if words else ""


def _syllables(text: str) -> Syllables:
    return tuple(filter(None, map(_syllable, text)))


@cache
def _syllable(character: str) -> str:
    """The common reading of one character; a letter or digit is its own, anything else unknown has none."""
    if character.isascii():
        return character.lower() if character.isalnum() else ""
    from pypinyin import lazy_pinyin

    read = lazy_pinyin(character)[0].lower()
    return read if _LATIN.fullmatch(read) else ""


@cache
def _surnames() -> dict[str, tuple[Syllables, ...]]:
    table = tomllib.loads(resource("names", "surnames.toml").read_text(encoding="utf-8"))["surnames"]
    return {name: tuple(tuple(reading.split()) for reading in found) for name, found in table.items()}
