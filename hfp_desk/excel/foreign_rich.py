"""Words of which a part has its own font (the underlined blank behind 填报单位：) filled in without losing it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import groupby
from xml.sax.saxutils import escape, unescape

_ITEM = re.compile(rb"<si\b[^>]*?(?:/>|>(.*?)</si>)", re.DOTALL)
_RUN = re.compile(rb"<r>(.*?)</r>|<r\s[^>]*>(.*?)</r>", re.DOTALL)
_FONT = re.compile(rb"<rPr\b[^>]*?(?:/>|>.*?</rPr>)", re.DOTALL)
_TEXT = re.compile(rb"<t\b[^>]*?(?:/>|>(.*?)</t>)", re.DOTALL)
_MARKS = {"&quot;": '"', "&apos;": "'", "&#10;": "\n", "&#xA;": "\n"}

Run = tuple[bytes, str]
"""The font of a stretch of text as it is written (``<rPr>…</rPr>``, or nothing), and the text."""


def runs(shared: bytes, number: int) -> list[Run]:
    """The stretches of a shared string; none where its text has one font throughout."""
    items = _ITEM.finditer(shared)
    return runs_in(next((found[1] or b"" for place, found in enumerate(items) if place == number), b""))


def runs_in(item: bytes) -> list[Run]:
    """The stretches of a text that stands in the cell itself, or of one shared string."""
    return [_run(found[1] or found[2] or b"") for found in _RUN.finditer(item)]


def filled(old: Sequence[Run], text: str) -> bytes:
    """``text`` as the inside of ``<is>``: what was kept has the font it had, what is new that of what it replaces."""
    owners = [place for place, (_, words) in enumerate(old) for _ in words]
    before = "".join(words for _, words in old)
    given: list[tuple[int, str]] = []
    for tag, first, last, begin, end in SequenceMatcher(None, before, text, autojunk=False).get_opcodes():
        for place in range(begin, end):
            at = first + place - begin if tag == "equal" else min(first, last - 1) if last > first else first - 1
            given.append((owners[max(at, 0)] if owners else 0, text[place]))
    made = []
    for owner, letters in groupby(given, key=lambda pair: pair[0]):
        words = escape("".join(letter for _, letter in letters)).encode()
        made.append(b'<r>%s<t xml:space="preserve">%s</t></r>' % (old[owner][0], words))
    return b"".join(made)


def _run(inside: bytes) -> Run:
    font = _FONT.search(inside)
    texts = (found[1] or b"" for found in _TEXT.finditer(inside))
    return font[0] if font else b"", "".join(unescape(text.decode(), _MARKS) for text in texts)
