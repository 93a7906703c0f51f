"""Headings as different offices write them, brought to one form.

「姓  名*」, 「姓名（必填）」 and 「1、姓名」 are the same heading. Brackets are kept when they hold words that belong
to the name, 「乡(镇)」, and dropped when they hold a unit or a hint, 「总费用（元）」.
"""

import re
import unicodedata
from functools import lru_cache

JOIN = "｜"
"""Between the levels of a heading of several rows."""

_SPACE = re.compile(r"[\s\u200b-\u200f\ufeff]+")
_BRACKETS = re.compile(r"[(\[{【〔<《]([^()\[\]{}【】〔〕<>《》]*)[)\]}】〕>》]")
_ORDINAL = re.compile(
    r"^(?:\((?:\d{1,2}|[一二三四五六七八九十]{1,3})\)|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[、.])(?=\D)"
)
_PUNCTUATION = re.compile(r"[^\w%]|_")
_UNIT = (
    r"(?:[百千万亿]?元|人|人次|户|天|日|次|个|个月|月|年|岁|周岁|%|‰|km|公里|m2|㎡|平方米|亩|mmhg|kg|cm|例|张|"
    r"必填|选填|必填项|可空|可不填|如有|若有|下拉|下拉选择|请选择|单选|多选|文本|文本格式|数字|日期|大写|小写|"
    r"是否?|是/否|是否|有/无|男/女|\d+位|18位.*|\d*位数字|格式.*|如[:,]?.*|例如.*|例[:].*|yyyy.*|\d{4}[-/.年].*|单位[:]?.*|精确到.*|保留.*小数.*)"
)
_UNITS = re.compile(_UNIT, re.IGNORECASE)
_TRAILING_UNIT = re.compile(rf"[/:,]{_UNIT}$", re.IGNORECASE)
_QUALIFIERS = (
    *("户主", "配偶", "父亲", "母亲", "监护", "联系人", "代办", "代理", "医生", "医师", "村医", "医院", "机构", "单位"),
    *("团队", "帮扶", "包保", "责任人", "干部", "经办", "审核", "填表", "支援", "受援", "银行", "账户", "代码"),
    *("上年", "去年", "上次", "变更前", "原", "曾用", "推荐", "校"),
)

_PREFIX = re.compile(
    r"^(?:所属|所在|所辖|现|本人|公民|居民|主要|与|(?:农村)?(?:建档立卡)?(?:贫困)?(?:患者|病人|患病人|人口|人员|群众|对象|家庭成员|成员)"
    r"|(?:救治|救助|保障|签约|服务|帮扶|监测|参保|就诊|低保|特困)(?:对象|人员|患者))(?=..)"
)
_SAME_WORDS = (
    (re.compile(r"的|实际(?=.)"), ""),
    (re.compile(r"时间"), "日期"),
    (re.compile(r"身份(?:证件|号码|证)"), "身份证"),
    (re.compile(r"^(入院|出院)$"), r"\1日期"),
    (re.compile(r"(?:住院|医疗)*(?:总费用?|费用?总)(?:金?额)?$"), "总费用"),
    (re.compile(r"(?:补偿|报销|支付)"), "报"),
    (re.compile(r"(?<=..)(?:金额?|报|报金额?)$"), ""),
    (re.compile(r"(?<=.)(?<!姓)名称?$|(?<=.)号码?$"), ""),
)


def folded(text: str) -> str:
    """Half-width, without white space, marks of obligation, ordinals and final punctuation."""
    text = _SPACE.sub("", unicodedata.normalize("NFKC", text)).strip("*★☆●▲△※#'’,.;:、。")
    return _ORDINAL.sub("", text)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """The form by which headings are compared: units and hints gone, other brackets opened."""
    text = _BRACKETS.sub(lambda found: "" if is_unit(found[1]) else found[1], folded(text)) or folded(text)
    return _PUNCTUATION.sub("", _TRAILING_UNIT.sub("", text)).upper()


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """The same without anything in brackets; a weaker likeness than ``plain``."""
    text = _BRACKETS.sub("", folded(text)) or folded(text)
    return _PUNCTUATION.sub("", _TRAILING_UNIT.sub("", text)).upper()


@lru_cache(maxsize=8192)
def core(text: str) -> str:
    """What is left when words that offices use or leave out at will are gone: 「患者身份证件号码」 is 「身份证号」."""
    text = plain(text)
    shorter = _PREFIX.sub("", text)
    while shorter != text:
        text, shorter = shorter, _PREFIX.sub("", shorter)
    for pattern, word in _SAME_WORDS:
        text = pattern.sub(word, text)
    return text


def is_unit(text: str) -> bool:
    """Whether a text is a unit or a hint how to fill the column, not a name."""
    return bool(_UNITS.fullmatch(folded(text)))


def qualifiers(text: str) -> frozenset[str]:
    """Words that make a heading speak of somebody or something else: 「户主姓名」 is not 「姓名」."""
    found = {word for word in _QUALIFIERS if word in text}
    if text.startswith("户") and not text.startswith("户主"):
        found.add("户")
    return frozenset(found)


def same_subject(heading: str, word: str) -> bool:
    """Whether a heading and a word of a vocabulary speak of the same person or thing."""
    return qualifiers(heading) == qualifiers(word)
