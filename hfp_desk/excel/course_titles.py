"""What a title tells of a course: its name, its days, who holds it and where; the kind only in the code list's words.

「2019年中医适宜技术培训班学员花名册（2019年6月3日—6月5日）」 is the course 2019年中医适宜技术培训班.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from hfp_desk.codes import code_list
from hfp_desk.excel.periods import Period, period_in

_OTHER = "9"
_NEVER = Period()
_TRAINING = re.compile(r"培训|进修|轮训|学习班|研修|讲习|师承|跟班|研讨班|讲座")
_LABELLED = re.compile(
    r"(?:培训班?(?:名称|班次|项目|主题)?|班次(?:名称)?|课程(?:名称)?|项目名称)\s*[:：]\s*(?P<said>[^\s:：;；]{3,60})"
)
_FURTHER = {
    "host": re.compile(r"(?:主办|举办)单位\s*[:：]\s*([^\s:：;；,，]{2,40})"),
    "organiser": re.compile(r"承办单位\s*[:：]\s*([^\s:：;；,，]{2,40})"),
    "place": re.compile(r"(?:培训|上课|学习)?地\s*点\s*[:：]\s*([^\s:：;；,，]{2,40})"),
}
_REPORTED = re.compile(r"(?:填报|制表|填表|报送|上报|统计|打印|导出)[^\s:：]{0,3}\s*[:：].*")
_BRACKETS = re.compile(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]")
_LIST_WORDS = re.compile(
    r"(?:(?:参训|参加|受训)?(?:人员|学员|对象))?(?:基本)?(?:信息|情况)?"
    r"(?:报名|签到|点名|登记|汇总|统计|结业|考核|成绩|合格|证书发放)?"
    r"(?:花名册|名册|名单|签到表|签到簿|签到册|点名册|台账|一览表|登记表|登记册|汇总表|统计表|明细表|成绩表|表)$"
)
_LEADING = re.compile(r"^(?:附件?\d*[:：.、]?|关于|参加)+")
_GENERIC = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6}[省市县区])?(?:\d{4}年?度?)?(?:乡村医生|村医|基层|卫生|医务|干部|学员|人员|在岗|业务|全[县市区])*"
    r"(?:培训|进修|轮训|签到)?班?"
)


@dataclass(frozen=True)
class Titled:
    """The course that stands above a list; empty where nothing is said."""

    name: str = ""
    period: Period = _NEVER
    further: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=64)
def course_above(lines: tuple[str, ...]) -> Titled:
    """The course that titles, the sheet's name and the file's name speak of, in this order."""
    kept = [_REPORTED.sub("", line) for line in lines]
    period = next((found for line in kept if (found := period_in(line))), _NEVER)
    text = " ".join(kept[:-1])
    further = tuple((name, said[1]) for name, asked in _FURTHER.items() if (said := asked.search(text)))
    return Titled(_name(kept), period, further)


def _name(lines: Iterable[str]) -> str:
    """A name that is labelled so, then one that says what is taught, at last one that only says 培训."""
    lines = list(lines)
    labelled = next((found["said"] for line in lines if (found := _LABELLED.search(line))), "")
    if labelled and not re.match(r"\d{4}", labelled):
        return labelled
    names = [cleaned(line) for line in lines if _TRAINING.search(line)]
    telling = next((name for name in names if name and not _GENERIC.fullmatch(name)), "")
    return telling or next((name for name in names if len(name) > len("培训班")), "")


def cleaned(line: str) -> str:
    """A title without its brackets and without the words that only say that it is a list."""
    words = _BRACKETS.sub("", line).split()
    text = next((word for word in words if _TRAINING.search(word)), "")
    return _LIST_WORDS.sub("", _LEADING.sub("", text)).strip("·-—_:：,，、。的")


def kind_in(*texts: str) -> tuple[str, str]:
    """The kind of course whose longest word stands in the first text that holds any, and that word; else nothing."""
    words = [(word, item.code) for item in code_list("course_kind").items for word in (item.label, *item.synonyms)]
    for text in texts:
        found = [(len(word), word, code) for word, code in words if code != _OTHER and word in text]
        if found:
            _, word, code = max(found)
            return code, word
    return "", ""
