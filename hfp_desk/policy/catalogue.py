"""The shared catalogue of diseases, and how a written name or an ICD-10 code is recognised.

Nothing is guessed: a name that could mean two diseases, a doubtful diagnosis and a name that its own code
contradicts are all answered with None.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

import msgspec

from hfp_desk.resources import resource

_BRACKETED = re.compile(r"[(\[{〔【《「『][^()\[\]{}〔〕【】《》「」『』]*[)\]}〕】》」』]")
_NOISE = re.compile(r"[\s()\[\]{}〔〕【】《》「」『』,.;:、。·\-—_\"'“”‘’/]+")
_DOUBT = re.compile(r"[疑?？非无否]|待排|待查|除外|排除|家族史|可能|筛查|体检")
_BEFORE = re.compile(r"^(?:中晚期|晚期|中期|早期|患有|患|左侧|右侧|双侧|左眼|右眼|双眼|左|右|双)")
_AFTER = re.compile(
    r"(?:患者|病人|中晚期|晚期|中期|早期|急性期|恢复期|术后|手术后|放化疗后?|化疗后?|放疗后?|治疗后?"
    r"|(?:维持性|血液|腹膜)*(?:透析|血透))$"
)
_SPELLINGS = (("梗塞", "梗死"), ("食道", "食管"))
_DEGREES = re.compile(r"(III|II|I|三|二|一|[1-3])(型|期|度)")
_ARABIC = {"I": "1", "II": "2", "III": "3", "一": "1", "二": "2", "三": "3"}
_CODE = re.compile(r"(?<![A-Z0-9])([A-Z]\d\d)\.?(\d)?(?![0-9]*/\d)")
_MORPHOLOGY = re.compile(r"(?<![A-Z0-9])M?(\d{4})\d?/(\d)")


class Disease(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One disease: its names, ICD-10 prefixes and the limits of sex ("1" male, "2" female) and age."""

    code: str
    label: str
    synonyms: tuple[str, ...] = ()
    icd: tuple[str, ...] = ()
    sex: str = ""
    min_age: int | None = None
    max_age: int | None = None
    morphology: str = ""
    broader: str = ""
    restricted: bool = False
    source: str = ""

    def suits_age(self, age: int) -> bool:
        """Whether a person of ``age`` completed years is within the limits."""
        return (self.min_age or 0) <= age and (self.max_age is None or age <= self.max_age)


@cache
def diseases() -> tuple[Disease, ...]:
    """The whole catalogue in the order of its file."""
    raw = tomllib.loads(resource("policy", "diseases.toml").read_text(encoding="utf-8"))
    return msgspec.convert(raw["diseases"], tuple[Disease, ...])


@cache
def _by_code() -> dict[str, Disease]:
    return {item.code: item for item in diseases()}


def disease(code: str) -> Disease:
    """The disease of the catalogue code; KeyError when there is none."""
    return _by_code()[code]


def plain(text: str) -> str:
    """A disease name in one spelling: half width, no spaces or marks, arabic degrees, 梗死 and 食管."""
    name = _NOISE.sub("", unicodedata.normalize("NFKC", text).upper())
    for found, kept in _SPELLINGS:
        name = name.replace(found, kept)
    return _DEGREES.sub(lambda part: _ARABIC.get(part[1], part[1]) + part[2], name)


@cache
def _by_name() -> dict[str, Disease]:
    names = ((plain(word), item) for item in diseases() for word in (item.label, *item.synonyms))
    return dict(names)


def _named(text: str) -> Disease | None:
    name = plain(text)
    found = _by_name().get(name)
    if found or _DOUBT.search(name):
        return found
    while name and not found:
        shorter = _AFTER.sub("", _BEFORE.sub("", name))
        if shorter == name:
            return None
        name, found = shorter, _by_name().get(shorter)
    return found


def _by_text(text: str) -> set[Disease]:
    """What the words name: all of them, or what stands outside and inside the brackets."""
    whole = _named(text)
    if whole:
        return {whole}
    half = unicodedata.normalize("NFKC", text)
    inside = _BRACKETED.findall(half)
    outside = _named(_BRACKETED.sub("", half))
    if not outside or any(_DOUBT.search(part) for part in inside):
        return set()
    return {outside, *filter(None, map(_named, inside))}


def _codes(icd: str) -> tuple[list[str], set[str]]:
    """ICD prefixes of three or four characters, and morphologies such as 9500/3."""
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", icd).upper())
    codes = [letters + (digit or "") for letters, digit in _CODE.findall(text)]
    return codes, {f"{kind}/{behaviour}" for kind, behaviour in _MORPHOLOGY.findall(text)}


@cache
def _ranges() -> tuple[tuple[str, str, Disease], ...]:
    pairs = ((part.replace(".", "").partition("-"), item) for item in diseases() for part in item.icd)
    return tuple((low, high or low, item) for (low, _, high), item in pairs)


def _by_icd(icd: str, age: int | None) -> dict[Disease, int]:
    """Diseases whose ranges hold one of the codes, with the length of the range that matched."""
    codes, morphologies = _codes(icd)
    found: dict[Disease, int] = {}
    for low, high, item in _ranges():
        if item.morphology and item.morphology not in morphologies:
            continue
        if age is not None and not item.suits_age(age):
            continue
        if any(len(code) >= len(low) and low <= code[: len(low)] <= high for code in codes):
            found[item] = max(found.get(item, 0), len(low))
    return found


def covers(broad: Disease, narrow: Disease) -> bool:
    """Whether ``narrow`` is ``broad`` or a part of it."""
    while narrow != broad:
        if not narrow.broader:
            return False
        narrow = disease(narrow.broader)
    return True


def _narrowest(found: Iterable[Disease]) -> Disease | None:
    """The one disease of which all the others are broader words; None when there is none."""
    items = list(found)
    return next((one for one in items if all(covers(other, one) for other in items)), None)


def _most_exact(found: dict[Disease, int]) -> Disease | None:
    longest = max(found.values(), default=0)
    return _narrowest(item for item, length in found.items() if length == longest)


@lru_cache(maxsize=4096)
def recognise(text: str, icd: str, age: int | None) -> Disease | None:
    """The disease that the name, the code or both agree upon; None when unknown, doubtful or contradictory."""
    named = _by_text(text)
    if not named:
        return None if _DOUBT.search(plain(text)) else _most_exact(_by_icd(icd, age))
    word = _narrowest(named)
    coded = _by_icd(icd, None)
    if word is None or not coded:
        return word
    exact = _most_exact(coded)
    if exact and covers(word, exact):
        return exact
    return word if any(covers(item, word) for item in coded) else None
