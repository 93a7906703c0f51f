"""Pinyin of names and words, without tones: what a clerk types instead of characters.

A surname is often read otherwise than its character (单 shan, 曾 zeng); ``resources/names/surnames.toml`` says how,
and the character's common reading is kept beside it. A character nobody can read is left out.
"""

import re
import tomllib
from collections.abc import Sequence
from functools import cache

from hfp_desk.resources import resource

Syllables = tuple[str, ...]
_LATIN = re.compile(r"[a-z]+")


def pinyin(text: str) -> str:
    """Full pinyin of a word: 临江镇 → linjiangzhen."""
    return "".join(map(_syllable, text))


def initials(text: str) -> str:
    """First letters of a word: 临江镇 → ljz; digits and Latin letters stay."""
    return "".join(_syllable(character)[:1] for character in text)


def readings(name: str) -> tuple[Syllables, ...]:
    """The syllables of a name by each reading of its surname, the usual one first."""
    common = tuple(syllable for syllable in map(_syllable, name) if syllable)
    found = [
        (*reading, *(syllable for syllable in map(_syllable, name[length:]) if syllable))
        for length in (2, 1)
        for reading in _surnames().get(name[:length], ())
    ]
    return tuple(dict.fromkeys([*found, common])) if common else ()


def spelled(found: Sequence[Syllables]) -> tuple[str, str]:
    """Full pinyin and initials as the search keeps them: from each syllable on, blanks around each.

    `` lixiaohong xiaohong hong `` and `` lxh xh ``, so that the given name is found as well as the whole.
    """
    whole = _tails(["".join(each[start:]) for each in found for start in range(len(each))])
    firsts = ["".join(syllable[0] for syllable in each) for each in found]
    short = _tails([first[start:] for first in firsts for start in range(max(len(first) - 1, 1))])
    return whole, short


def _tails(words: list[str]) -> str:
    by_length = sorted(dict.fromkeys(words), key=len, reverse=True)
    return f" {' '.join([words[0], *(word for word in by_length if word != words[0])])} " if words else ""


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
