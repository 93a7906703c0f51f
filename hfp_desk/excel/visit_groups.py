"""Repeated columns of visits: 第1次随访 with 血压 behind it, 随访日期1, 第一季度, 1月 … 12月, over one row or two.

Each such column is called by its number and field, 「第2次随访｜收缩压」, before columns are given to fields, so that a
ledger may have them in any order and number. A column without a number of its own belongs to the group left of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

from hfp_desk.excel.headings import JOIN, folded, plain
from hfp_desk.excel.heads import Heading
from hfp_desk.excel.parts import Part
from hfp_desk.fields import spec_of
from hfp_desk.records import FOLLOW_UP, FollowUp

MOST = 24
"""As many visits a row may tell of."""

_FIELDS = (
    *(FollowUp.visited_on, FollowUp.systolic, FollowUp.diastolic, FollowUp.fasting_glucose, FollowUp.mode),
    *(FollowUp.state, FollowUp.lost_reason, FollowUp.control, FollowUp.adherence, FollowUp.weight),
    *(FollowUp.heart_rate, FollowUp.doctor_name, FollowUp.next_on, FollowUp.note),
)
_ALSO: Mapping[str, tuple[str, ...]] = {
    "visited_on": ("日期", "时间", "完成时间", "完成日期", "访视日期", "访视时间", "年月日"),
    "systolic": ("血压", "收缩压/舒张压", "血压值", "高压/低压", "血压(收缩压/舒张压)", "血压情况"),
    "fasting_glucose": ("血糖值", "空腹血糖值", "血糖情况", "空腹"),
    "mode": ("方式", "形式", "访视方式"),
    "state": ("结果", "访视结果"),
    "control": ("分类", "控制分类", "是否控制"),
    "adherence": ("服药情况", "依从性", "用药情况"),
    "doctor_name": ("医生", "签名", "医生签名", "随访医师", "责任医生签名"),
    "note": ("内容", "记录", "随访内容", "随访情况"),
}
_NUMERAL = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_NTH = re.compile(
    rf"第\s*({_NUMERAL})\s*[次轮]|({_NUMERAL})\s*次(?=随访|访视)|(?:随访|访视)\s*({_NUMERAL})(?![\d次年月日])|([首])次(?=随访|访视)"
)
_QUARTER = re.compile(r"第?\s*([1-4一二三四])\s*季度|Q([1-4])(?!\d)", re.IGNORECASE)
_MONTH = re.compile(r"(?:(?:19|20)\d{2}年)?(\d{1,2})月份?")
_BEHIND = re.compile(r"(\D+?)\(?(\d{1,2})\)?")
_ABOUT = re.compile(r"随访|访视|面访|入户|上门|履约|服务|情况|记录|面对面")
_VISITS = re.compile(r"随访|访视|面访|履约|巡诊")
_UNNUMBERED = frozenset({"随访日期", "随访时间", "访视日期", "访视时间", "最近一次随访日期", "最近随访日期", "随访"})
_DIGITS = "一二三四五六七八九十"
_FEW = 3


class Group(NamedTuple):
    """The visit a column belongs to, as its heading calls it, and which field of it the column holds."""

    number: int
    called: str
    field: str


def parts() -> Iterator[Part]:
    """A part for each visit a row may tell of; the columns are found by the names that ``grouped`` gives them."""
    for number in range(1, MOST + 1):
        words = {one.name: (_called(number) + _label(one),) for one in _FIELDS}
        yield Part(part_name(number), FOLLOW_UP, fields=_FIELDS, words=words, by_content=False)


def part_name(number: int) -> str:
    """The name of the part that stands for a visit."""
    return f"visit{number}"


def grouped(headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """The headings, those of visits called by number and field; what was written is still shown.

    A word that stands only behind the last of several visits, 随访医生, may speak of all of them and is left alone.
    """
    numbered = {heading.index: group for heading in headings if (group := _numbered(heading.path))}
    if not _is_certain(headings, numbered):
        numbered = {index: group for index, group in numbered.items() if not _is_calendar(group.called)}
    found: list[Heading] = []
    last: Group | None = None
    count, several = 0, len({group.number for group in numbered.values()}) > 1
    written = Counter(plain(heading.path[-1]) for heading in headings)
    for heading in headings:
        group = numbered.get(heading.index)
        if group is None and not numbered and plain(heading.path[-1]) in _UNNUMBERED:
            count += 1
            group = Group(count, _called(count), "visited_on")
        if group is None and last is not None and (not several or written[plain(heading.path[-1])] > 1):
            field = _words().get(plain(heading.path[-1]), "")
            group = Group(last.number, last.called, field) if field else None
        last = group
        found.append(heading if group is None or group.number > MOST else _renamed(heading, group))
    return tuple(found)


def month_of(heading: str) -> int:
    """The month that the heading of a visit names, 0 for any other."""
    found = next((_MONTH.fullmatch(part) for part in heading.split(JOIN) if _MONTH.fullmatch(part)), None)
    return int(found[1]) if found else 0


def _renamed(heading: Heading, group: Group) -> Heading:
    label = _label(FollowUp._meta.fields[group.field])
    leaf = heading.path[-1]
    said = leaf if folded(leaf) == folded(group.called) else f"{group.called}{JOIN}{leaf}"
    return replace(heading, path=(_called(group.number), label), said=said)


def _label(field: Any) -> str:
    """What a field is called behind the number of its visit: 第1次随访日期."""
    return spec_of(field).label.removeprefix("随访")


def _called(number: int) -> str:
    return f"第{number}次随访"


def _is_calendar(called: str) -> bool:
    return not called.startswith("第") or "季" in called


def _is_certain(headings: Sequence[Heading], numbered: Mapping[int, Group]) -> bool:
    """Whether months and quarters are those of visits: something says so, or there are several of them."""
    calendar = [heading for heading in headings if heading.index in numbered]
    spoken = any(_VISITS.search("".join(heading.path)) for heading in calendar)
    return spoken or len(calendar) >= _FEW


def _numbered(path: Sequence[str]) -> Group | None:
    """The group that a heading itself names, on any of its levels."""
    for place, text in enumerate(map(folded, path)):
        for pattern, form in ((_NTH, "第{}次随访"), (_QUARTER, "第{}季度"), (_MONTH, "{}月")):
            found = pattern.search(text)
            if found is None:
                continue
            rest = text[: found.start()] + text[found.end() :] + "".join(path[place + 1 :])
            field = _field(rest)
            number = _figure(next(filter(None, found.groups())))
            if field and number >= 1:
                return Group(number, form.format(number), field)
        behind = _BEHIND.fullmatch(text)
        if behind and plain(behind[1]) in _words():
            return Group(int(behind[2]), _called(int(behind[2])), _words()[plain(behind[1])])
    return None


def _field(rest: str) -> str:
    """The field that is left of a heading when its number is taken away; nothing left is the day."""
    words = _words()
    return words.get(plain(rest)) or words.get(plain(_ABOUT.sub("", rest)) or "日期") or ""


def _figure(text: str) -> int:
    if text.isdigit():
        return int(text)
    if text == "首":
        return 1
    tens, _, ones = text.rpartition("十")
    if not _:
        return _DIGITS.find(text) + 1
    return 10 * (_DIGITS.find(tens) + 1 if tens else 1) + (_DIGITS.find(ones) + 1 if ones else 0)


@cache
def _words() -> dict[str, str]:
    """The field of a visit by the words that stand in its group."""
    found: dict[str, str] = {}
    for one in _FIELDS:
        spec = spec_of(one)
        for word in (spec.label, *spec.aliases, *_ALSO.get(one.name, ())):
            found.setdefault(plain(word), one.name)
    return found
