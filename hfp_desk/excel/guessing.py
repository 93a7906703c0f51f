"""What the title, the sheet's name and the file's name tell about a list: which identity, which hospital, what day.

「樟树市人民医院农村贫困人口大病专项救治台账」 names the hospital, 「农村低保对象_民政局_202003.csv」 the identity
and the sender. What a clerk chose goes before all of it, and a guess is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from hfp_desk.codes import code_list
from hfp_desk.excel.outcomes import Choices
from hfp_desk.policy import catalogue

RURAL_ALLOWANCE = "02"

_HOSPITAL = re.compile(
    r"[\u4e00-\u9fff]{2,20}?(?:医院|卫生院|保健院|保健所|卫生服务中心|卫生服务站|防治所|防治院|疗养院|卫生室)"
    r"(?:[\u4e00-\u9fff]{1,4}(?:分院|院区))?"
)
_DISEASE_LIST = re.compile(
    r"(?:患者|病人)?(?:专项|集中)?(?:救治|治疗|住院|管理)?(?:情况|信息)?(?:台账|名单|名册|花名册|明细表?|一览表|统计表)?$"
)
_PARTS = re.compile(r"[_\-—－ 　()（）\[\]【】、，,.]+")
_SENDER = re.compile(r"[\u4e00-\u9fff]{1,20}(?:局|办|委|委员会|联合会|残联|医院|卫生院|保健院|中心|所|办公室)")
_DAY = re.compile(r"(\d{4})\s*[年.\-/]\s*(\d{1,2})\s*[月.\-/]\s*(\d{1,2})\s*日?")
_NAME = re.compile(r"姓\s*名\s*[:：]\s*([\u3400-\U0003ffff·]{2,15})")
_NUMBER = re.compile(r"(?:身份证号?码?|证件号码?)\s*[:：]\s*([0-9Xx ]{15,24})")
_ALLOWANCE_HEADS = ("月保障金", "保障人口", "低保")


@dataclass(frozen=True)
class Guesses:
    """What is taken for a whole list; ``lines`` are what was read: titles, the sheet's and the file's name."""

    identity: str = ""
    identity_sure: bool = True
    hospital: str = ""
    disease: str = ""
    listed_on: str = ""
    source: str = ""
    name: str = ""
    number: str = ""
    title: str = ""
    lines: tuple[str, ...] = ()


def guess(path: PurePath, sheet: str, titles: Sequence[str], headings: Iterable[str], choices: Choices) -> Guesses:
    """Everything that title, sheet and file tell; a clerk's own choice first."""
    title = " ".join(titles)
    places = (sheet, title, path.stem)
    identity, sure = choices.identity, True
    if not identity:
        identity = next(filter(None, map(identity_in, places)), "")
    if not identity and any(word in heading for heading in headings for word in _ALLOWANCE_HEADS):
        identity, sure = RURAL_ALLOWANCE, False
    name, number = _NAME.search(title), _NUMBER.search(title)
    return Guesses(
        identity=identity,
        identity_sure=sure,
        hospital=choices.hospital or next(filter(None, map(hospital_in, (title, sheet, path.stem))), ""),
        disease=next(filter(None, map(disease_in, (sheet, *titles, path.stem))), ""),
        listed_on=choices.listed_on.isoformat() if choices.listed_on else _day_in(title),
        source=(choices.sender or sender_in(path.stem) or path.stem)[:60],
        name=name[1] if name else "",
        number=choices.person or (number[1] if number else ""),
        title=" ".join((title, sheet, path.stem)),
        lines=(*titles, sheet, path.stem),
    )


def identity_in(text: str) -> str:
    """The identity whose longest name stands in ``text``."""
    words = ((word, item.code) for item in code_list("identity").items for word in (item.label, *item.synonyms))
    found = [
        (len(word), code) for word, code in words if len(word) > 1 and word in text and word not in ("其他", "其它")
    ]
    return max(found, default=(0, ""))[1]


def hospital_in(text: str) -> str:
    """The hospital named in ``text``, without what the office put around it."""
    for part in _PARTS.split(text):
        found = _HOSPITAL.search(part)
        if found:
            return re.sub(r"^(?:关于|\d+年|年|月|季度|第.季度)+", "", found[0])
    return ""


def disease_in(text: str) -> str:
    """The disease that a sheet's name or a title names as its whole subject: 「肺癌患者救治台账」."""
    subject = _DISEASE_LIST.sub("", text.strip())
    return subject if subject and catalogue.recognise(subject, "", None) else ""


def sender_in(stem: str) -> str:
    """The office or hospital that a file's name names as one of its parts."""
    return next((part for part in _PARTS.split(stem) if _SENDER.fullmatch(part)), "")


def _day_in(title: str) -> str:
    found = _DAY.search(title)
    if not found:
        return ""
    try:
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError:
        return ""
