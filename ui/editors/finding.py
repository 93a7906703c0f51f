"""Finding a code by its number, its label, a synonym or pinyin initials."""

from collections.abc import Callable

from hfp_desk.codes import Code, CodeList
from ui.widgets.choices import Choice, Finder

NO_FIT = 99


def code_finder(codes: CodeList, initials: Callable[[str], str]) -> Finder:
    """A finder over the offered codes of a list; the closest fit comes first, else the list's own order."""
    offered = codes.offered()
    letters: dict[str, str] = {}

    def rank(code: Code, text: str) -> int:
        if code.code not in letters:
            letters[code.code] = initials(code.label).lower()
        return fit(code, letters[code.code], text)

    def find(text: str) -> list[Choice]:
        if not text:
            return [_choice(code) for code in offered]
        ranked = [(rank(code, text), number) for number, code in enumerate(offered)]
        return [_choice(offered[number]) for found, number in sorted(ranked) if found < NO_FIT]

    return find


def fit(code: Code, letters: str, text: str) -> int:
    """How well ``text`` fits a code: 0 is its very number or word, ``NO_FIT`` not at all."""
    words = (code.label, *code.synonyms)
    lower = text.lower()
    tests = (
        code.code == text or text in words,
        code.code.lstrip("0") == text.lstrip("0") != "",
        code.code.startswith(text) or code.label.startswith(text),
        letters.startswith(lower),
        any(text in word for word in words),
        len(lower) > 1 and lower in letters,
    )
    return next((place for place, holds in enumerate(tests) if holds), NO_FIT)


def _choice(code: Code) -> Choice:
    return Choice(code.code, code.label, code.code)
