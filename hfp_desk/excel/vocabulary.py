"""What is looked for in a list: targets with the words offices use for them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING

from hfp_desk.excel.headings import bare, core, plain, qualifiers, same_subject

if TYPE_CHECKING:
    from hfp_desk.excel.heads import Heading


class How(StrEnum):
    """How a column was recognised."""

    EXACT = "exact"
    ALIAS = "alias"
    SIMILAR = "similar"
    REMEMBERED = "remembered"
    CONTENT = "content"
    OURS = "ours"
    NONE = "none"


@dataclass(frozen=True)
class Target:
    """One thing a column may hold.

    ``aliases`` may name levels of a merged head, 「费用｜其他」. ``looks`` tells whether a raw cell looks like it.
    ``group`` columns (township, village) are filled down over merged cells; ``required`` ones must be there.
    """

    key: str
    label: str
    aliases: tuple[str, ...] = ()
    looks: Callable[[object], bool] | None = None
    group: bool = False
    required: bool = False


@dataclass(frozen=True)
class Match:
    """A target found for a heading; not ``sure`` when a person should look."""

    target: Target
    how: How
    sure: bool = True


class Vocabulary:
    """The targets of one kind of list, found by heading; where two share a word, a label goes before an alias.

    ``titles`` are words in a title, a sheet's or a file's name that tell this kind of list: 「低保」. ``spans``: a
    merged cell of any column speaks for all its rows. ``grouped`` names columns that repeat, 第1次随访 … 第4次随访.
    """

    def __init__(
        self,
        targets: Iterable[Target],
        titles: Iterable[str] = (),
        spans: bool = False,
        groups: "Callable[[Sequence[Heading]], Sequence[Heading]] | None" = None,
    ) -> None:
        self.targets = tuple(targets)
        self.grouped = groups or tuple
        self.titles = tuple(titles)
        self.spans = spans
        self._by_key = {target.key: target for target in self.targets}
        self._words: dict[str, Match] = {}
        for target in self.targets:
            self._words.setdefault(plain(target.label), Match(target, How.EXACT))
        for target in self.targets:
            for alias in target.aliases:
                self._words.setdefault(plain(alias), Match(target, How.ALIAS))
        for target in self.targets:
            for word in (target.label, *target.aliases):
                self._words.setdefault(bare(word), Match(target, How.ALIAS))
        self._cores = self._one_meaning()
        self._known: dict[tuple[str, ...], Match | None] = {}
        self._likenesses: dict[str, list[str]] = {}

    def __getitem__(self, key: str) -> Target:
        return self._by_key[key]

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def _one_meaning(self) -> dict[str, Match]:
        """Targets by the core of their words, without cores that several targets share."""
        cores: dict[str, Match] = {}
        shared: set[str] = set()
        for word, match in self._words.items():
            key = core(word)
            if cores.setdefault(key, Match(match.target, How.ALIAS)).target is not match.target:
                shared.add(key)
        return {key: match for key, match in cores.items() if key not in shared}

    @property
    def required(self) -> tuple[Target, ...]:
        """The targets without which a list cannot be read."""
        return tuple(target for target in self.targets if target.required)

    def is_word(self, text: str) -> bool:
        """Whether a text is, as it stands, a heading of this kind of list."""
        return plain(text) in self._words

    def match(self, path: tuple[str, ...]) -> Match | None:
        """The target of a heading, given by its levels from the top: joined, then parent and child, then child."""
        if path not in self._known:
            self._known[path] = self._match(path)
        return self._known[path]

    def _match(self, path: tuple[str, ...]) -> Match | None:
        for depth in (len(path), 2):
            if 1 < depth <= len(path):
                found = self._find("".join(path[-depth:]))
                if found:
                    return found
        leaf = path[-1] if path else ""
        found = self._find(leaf) or (self._find(leaf + path[-2]) if len(path) > 1 else None)
        if found:
            foreign = qualifiers("".join(path[:-1])) - qualifiers(_names(found.target))
            return Match(found.target, How.SIMILAR, sure=False) if foreign else found
        found = self._find(bare(leaf))
        if found and same_subject(plain(leaf), bare(leaf)):
            return Match(found.target, How.SIMILAR, sure=False)
        return self._similar(plain(leaf))

    def _find(self, text: str) -> Match | None:
        return self._words.get(plain(text)) or self._cores.get(core(text))

    def _similar(self, heading: str) -> Match | None:
        """A target whose word is a large part of the heading or the other way round, if only one is so."""
        if not 2 <= len(heading) <= 20:
            return None
        best: dict[str, float] = {}
        for word, match in self._words.items():
            likeness = _containment(heading, word)
            if likeness and same_subject(heading, word):
                best[match.target.key] = max(best.get(match.target.key, 0.0), likeness)
        ranked = sorted(best.items(), key=lambda item: -item[1])
        if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
            return None
        return Match(self._by_key[ranked[0][0]], How.SIMILAR, sure=False)

    def suggest(self, heading: str, count: int = 3) -> tuple[Target, ...]:
        """The targets whose words are most like a heading: "did you mean"."""
        text = plain(heading)
        if text not in self._likenesses:
            self._likenesses[text] = self._likest(text)
        return tuple(self._by_key[key] for key in self._likenesses[text][:count])

    def _likest(self, text: str) -> list[str]:
        ranked: dict[str, float] = {}
        for word, match in self._words.items():
            ratio = SequenceMatcher(None, text, word, autojunk=False).ratio()
            if ratio >= 0.5:
                ranked[match.target.key] = max(ranked.get(match.target.key, 0.0), ratio)
        return sorted(ranked, key=lambda key: -ranked[key])

    def expected(self, count: int = 6) -> str:
        """The most important headings, for a sentence to a clerk."""
        first = [target for target in self.targets if target.required]
        others = [target for target in self.targets if not target.required]
        return "、".join(f"「{target.label}」" for target in (first + others)[:count])


def _names(target: Target) -> str:
    return target.label + "".join(target.aliases)


def _containment(heading: str, word: str) -> float:
    """How much of the longer one the shorter one covers; 0 when it is too little to mean the same.

    A heading longer than the word adds in front of it, for the last word of a Chinese heading says what it is; one
    that is shorter leaves something out, and must leave out little: 「编号」 is not 「人编号」.
    """
    short, long = sorted((heading, word), key=len)
    if len(short) < (2 if short == word else 3) or short not in long:
        return 0.0
    if short == word and not long.endswith(short):
        return 0.0
    share = len(short) / len(long)
    return share if share >= (0.5 if short == word else 0.6) else 0.0
