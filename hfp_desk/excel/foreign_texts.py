"""Words of a template with blanks for us: 填报单位：____ 审核人：____, 2020年3月, {three_batches.treated@临江镇}."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hfp_desk.store.foreign_templates import CHECKER, FACTS, HEAD, PERIOD, PHONE, SENT_ON, UNIT, WRITER

_WORDS = {
    UNIT: ("填报单位", "报送单位", "上报单位", "填表单位", "填报机构", "制表单位", "单位名称"),
    PERIOD: ("报告期", "报告期别", "统计时间", "统计月份", "填报月份", "报表期", "统计期"),
    HEAD: ("单位负责人", "负责人", "分管领导", "领导签字", "单位领导"),
    CHECKER: ("审核人", "审核", "复核人", "审核人签字"),
    WRITER: ("填表人", "填报人", "制表人", "经办人", "联系人", "报表人"),
    PHONE: ("联系电话", "电话", "办公电话"),
    SENT_ON: ("报出日期", "填报日期", "填表日期", "报送日期", "上报日期", "填报时间", "上报时间", "报送时间", "日期"),
}
_FACT_OF = {word: fact for fact, words in _WORDS.items() for word in words}
_SPACED = r"[\s\u3000]*"
_ANY = "|".join(_SPACED.join(word) for word in sorted(_FACT_OF, key=len, reverse=True))
_STAMP = r"(?:[（(](?:盖章|公章|签字|签章|签名|章)[）)])?"
_BLANKS = r"[\s\u3000_＿]{2,}"
_BLANK = r"[\s\u3000_＿]*"
_LABEL = re.compile(rf"(?P<label>{_ANY}){_SPACED}{_STAMP}{_SPACED}[:：]")
_MONTH = re.compile(
    rf"(?:\d{{4}}{_SPACED}年(?:{_BLANK}\d{{1,2}}{_BLANK}月(?:份)?|第.季度|[上下]半年)"
    rf"|{_BLANKS}年(?:{_BLANK}\d{{0,2}}{_BLANK}月(?:份)?|第{_BLANK}季度|{_BLANK}半年|度))"
)
_NAMED_MONTH = re.compile(rf"(20\d\d){_SPACED}年{_BLANK}(0?[1-9]|1[0-2]){_BLANK}月(?!{_BLANK}\d)")
_PLACEHOLDER = re.compile(r"[{｛]([^{}｛｝]+)[}｝]")
_SPACE = re.compile(r"[\s\u3000]")


class Edit(NamedTuple):
    """A stretch of a text and what takes its place."""

    start: int
    end: int
    new: str


def named_facts(text: str) -> tuple[str, ...]:
    """What a text asks for by labels with blanks behind them, by a month in it or by ``{填报单位}``, in order."""
    found = [fact for _, _, fact in _slots(text)]
    return tuple(dict.fromkeys((*found, *asked_facts(text))))


def asked_facts(text: str) -> tuple[str, ...]:
    """What a text asks for by ``{填报单位}``."""
    return tuple(fact for fact in _PLACEHOLDER.findall(text) if fact in FACTS)


def month_in(text: str) -> tuple[int, int] | None:
    """The year and month that a title names: 2020年3月健康扶贫…统计表."""
    found = _NAMED_MONTH.search(text)
    return (int(found[1]), int(found[2])) if found else None


def placeholder(text: str) -> tuple[str, str, str] | None:
    """Return, column and line that a cell asks for by ``{return.column@line}``; None when it asks for no figure."""
    found = _PLACEHOLDER.fullmatch(text.strip())
    if found is None or "." not in found[1]:
        return None
    wanted, _, line = found[1].partition("@")
    name, _, column = wanted.partition(".")
    return name.strip(), column.strip(), line.strip()


def filled(text: str, facts: Mapping[str, str], wanted: str) -> str:
    """A text with its blanks filled in; one that has none becomes the fact it was pointed to."""
    edits = list(edits_of(text, facts))
    if not edits:
        return _whole(text, facts.get(wanted, ""))
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def edits_of(text: str, facts: Mapping[str, str]) -> Iterator[Edit]:
    """Each blank of a text with what belongs there; blanks behind it give way, so that what follows keeps its place."""
    for found in _PLACEHOLDER.finditer(text):
        if found[1] in facts:
            yield Edit(found.start(), found.end(), facts[found[1]])
    for start, end, fact in _slots(text):
        value = facts.get(fact, "")
        if value:
            yield Edit(start, end, value + _rest(text, start, end, value))


def _slots(text: str) -> Iterator[tuple[int, int, str]]:
    """Where the blanks behind the labels of a text begin and end, and what they want; a month without any label."""
    labels = list(_LABEL.finditer(text))
    for place, found in enumerate(labels):
        end = labels[place + 1].start() if place + 1 < len(labels) else len(text)
        yield found.end(), end, _FACT_OF[_SPACE.sub("", found["label"])]
    if not labels:
        month = _MONTH.search(text)
        if month is not None:
            start = month.start() + len(month[0]) - len(month[0].lstrip())
            yield start, month.end(), PERIOD


def _rest(text: str, start: int, end: int, value: str) -> str:
    """The blanks that are left of a run when the value has taken its share; at least two before the next label."""
    if end == len(text) or (_MONTH.match(text[start:end]) and not _LABEL.search(text)):
        return ""
    run = text[start:end]
    blank = "\u3000" if run.count("\u3000") > run.count(" ") else " "
    wide = 2 if blank == "\u3000" else 1
    return blank * max((_width(run) - _width(value)) // wide, 2)


def _whole(text: str, value: str) -> str:
    return text + value if text.rstrip().endswith((":", "：")) else value


def _width(text: str) -> int:
    return sum(2 if letter > "\xff" else 1 for letter in text)
