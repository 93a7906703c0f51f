"""Remarks that say how a village is served otherwise: 卫生院派驻, 邻村村医每周二、五巡诊 (ZS §三, NC §二十二).

The words are those of the code list ``arrangement`` and what offices write around them; any other remark stays one.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from hfp_desk.codes import code_list
from hfp_desk.kinds import half_width

_FIGURES = {sign: value for value, sign in enumerate("零一二三四五六七八九十")} | {"两": 2, "日": 7, "天": 7}
_SIGN = "一二三四五六日天1-7"
_WEEK = "(?:周|星期|礼拜)"
_COUNTED = re.compile(
    rf"(?:每|一|1)\s*{_WEEK}[^\d一二两三四五六日天次,;]{{0,4}}([一二两三四五六七1-7])\s*(?:次|天|日)|"
    rf"([1-7一二两三四五六七])\s*次\s*[/每]\s*{_WEEK}"
)
_WEEKDAYS = re.compile(
    rf"(?:每\s*)?{_WEEK}\s*([{_SIGN}](?:\s*(?:[、,和及/与至到—-])*\s*{_WEEK}?\s*[{_SIGN}](?!\s*[次个]))*)(?!\s*[次个])"
)
_TIMES = re.compile(rf"每\s*(?:{_WEEK}|月|天|日|逢)|{_WEEK}[一二三四五六日天]|上午|下午|逢|赶集|圩日|\d\s*次")
_DAYS = re.compile(
    rf"[于在按]?(?:每\s*)?{_WEEK}\s*[{_SIGN}次两]+(?:[、,和及/与至到\-]*{_WEEK}?[{_SIGN}]+)*\s*(?:次|天|日)?|"
    rf"每\s*(?:月|天|日|旬|{_WEEK})\s*(?:[\d一二两三四五六七八九十]+\s*(?:次|天|日))?|"
    rf"[\d一二两三四五六七]+\s*次\s*[/每]\s*(?:{_WEEK}|月)|[\d一二两三四五六七]+\s*次|"
    r"上午|下午|全天|定期|轮流|定时|[\s,。;、:()\[\]]"
)
_DENIED = re.compile(r"[未没不无非][\u4e00-\u9fff]?$")
_OTHER_VILLAGE = (
    r"(?:邻近?村|相邻村|附近村|隔壁村|(?<![本我该])(?![本我该])[\u4e00-\u9fff]{1,8}?(?<![本我该进驻到下入])村)(?:委会)?"
)
_DOCTOR = r".{0,6}?(?:村医|乡医|医生|医师)?.{0,8}?"
_PATTERNS = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"合设|合建|联合设|联合办室|共设|共建卫生室|共用卫生室|共用一", "2"),
        (r"延伸举办|延伸办", "11"),
        (r"领办", "10"),
        (r"卫生院.{0,10}?(?:巡诊|巡回)", "6"),
        (r"卫生院.{0,10}?(?:派驻|选派|下派|指派|派员|派人|派医|委派|进驻|驻村|驻点|入驻|坐诊)", "5"),
        (r"卫生院(?:所在地|驻地|所在村)", "7"),
        (rf"{_OTHER_VILLAGE}{_DOCTOR}(?:巡诊|巡回)", "4"),
        (rf"{_OTHER_VILLAGE}(?:.{{0,6}}?(?:村医|乡医|医生|医师).{{0,6}}?)(?:进驻|驻村|驻点|入驻|坐诊)", "3"),
        (r"人口(?:过|较|太|很)?少", "8"),
        (r"选[定聘].{0,4}(?:村医|乡村医生)", "9"),
    )
)


class Means(NamedTuple):
    """What a remark says: the code of an arrangement, its days and the times a week they are."""

    kind: str
    schedule: str
    per_week: Decimal | None


@lru_cache(maxsize=4096)
def arrangement(text: str) -> Means | None:
    """The substitute arrangement that a remark speaks of; None for any other remark.

    The days are taken out first: 「邻村村医每周二、五巡诊」 is 邻村村医巡诊, twice a week.
    """
    words = half_width(text)
    code = _code(_DAYS.sub("", words)) or _code(words) if words else ""
    if not code:
        return None
    return Means(code, text.strip()[:100] if _TIMES.search(words) else "", per_week(words))


def _code(text: str) -> str:
    """The code of the first pattern, else of the longest word of the code list in the text, unless it is denied."""
    for pattern, code in _PATTERNS:
        found = pattern.search(text)
        if found and not _DENIED.search(text[: found.start()]) and not _denied_within(found[0]):
            return code
    for word, code in _words():
        at = text.find(word)
        if at >= 0 and not _DENIED.search(text[:at]):
            return code
    return ""


@cache
def _words() -> tuple[tuple[str, str], ...]:
    """The words of the code list with their codes, the longest first."""
    known = ((word, item.code) for item in code_list("arrangement").items for word in (item.label, *item.synonyms))
    return tuple(sorted(known, key=lambda pair: -len(pair[0])))


def _denied_within(text: str) -> bool:
    """Whether a denial stands between who and what: 「卫生院未派驻」."""
    return bool(re.search(r"未|没有|不再|无人", text))


def per_week(text: str) -> Decimal | None:
    """How often a week: the days that are named, or the number of times; nothing is guessed from 「定期」."""
    words = half_width(text)
    counted = _COUNTED.search(words)
    if counted:
        return Decimal(figure(counted[1] or counted[2]))
    days: set[int] = set()
    for found in _WEEKDAYS.finditer(words):
        days |= _days(found[1])
    return Decimal(len(days)) if days else None


def figure(sign: str) -> int:
    """A figure written as a digit or as a word; of a week, 日 and 天 are its seventh day."""
    return int(sign) if sign.isdigit() else _FIGURES[sign]


def _days(text: str) -> set[int]:
    signs = re.sub(r"周|星期|礼拜|\s", "", text)
    days = {figure(sign) for sign in re.findall(rf"[{_SIGN}]", signs)}
    for first, last in re.findall(rf"([{_SIGN}])[至到—-]+([{_SIGN}])", signs):
        days |= set(range(figure(first), figure(last) + 1))
    return days
