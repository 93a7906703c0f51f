"""Citizen ID numbers (GB 11643-1999) and the numbers of disability cards, read but never repaired.

A number of 15 digits is upgraded to 18; a disability card (20 characters, re-issued 22) is joined to its person
by its first 18. What was written is kept beside the key.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache
from typing import NamedTuple

_RANGES = ((11, 15), (21, 23), (31, 37), (41, 46), (50, 54), (61, 65), (71, 71), (81, 83))
PROVINCES = frozenset(str(code) for first, last in _RANGES for code in range(first, last + 1))
MOST_EXACT = 10**15
"""A number cell keeps 15 significant digits: from here on the last ones are gone."""

_CHECKS = "10X98765432"
_EARLIEST = date(1800, 1, 1)
_STARTED = date.today()
_KINDS = {15: "15", 18: "18", 20: "20", 22: "22"}
_DIGITS = {15: 15, 18: 17, 20: 17, 22: 17}
_NOISE = re.compile(r"[\s'‘’`´\"“”\-‐‑‒–—―−\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+")
_NONE_WORDS = frozenset({"", "无", "暂无", "没有", "不详", "未知", "待补", "/", "\\"})


class IdNumberError(ValueError):
    """A number that cannot be taken: one Chinese sentence, a stable code, what was found and expected."""

    def __init__(self, code: str, sentence: str, found: str = "", expected: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.found = found
        self.expected = expected


class IdNumber(NamedTuple):
    """A number that holds: ``key`` are the 18 characters that join a person's records, ``sex`` "1" or "2"."""

    text: str
    key: str
    kind: str
    birth: date
    sex: str
    disability_kind: str = ""
    disability_grade: str = ""


def normalise(raw: str) -> str:
    """Half width, no spaces, quotes or hyphens, capital X (GB 11643 §4): spelling only, never a digit."""
    text = raw.strip()
    if text.isascii() and text.isdigit():
        return text
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).upper()


def check_digit(first_17: str) -> str:
    """The 18th character that belongs to the first 17 (GB 11643-1999 / ISO 7064 MOD 11-2).

    The standard's weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2 are the powers of 2 modulo 11, and 13 is 2 modulo
    11: the digits read in base 13, doubled, are that weighted sum.
    """
    return _CHECKS[2 * int(first_17, 13) % 11]


def upgrade15(number: str) -> str:
    """The 18 characters of a number of 15 digits, which were all issued to people born in 19YY."""
    first_17 = f"{number[:6]}19{number[6:]}"
    return first_17 + check_digit(first_17)


def lost_digits(number: float | int) -> bool:
    """Whether a number cell of an ID column has lost its last digits (it keeps 15 significant ones)."""
    return abs(number) >= MOST_EXACT


def lost_digits_error(found: str) -> IdNumberError:
    """The refusal of a number whose last digits a spreadsheet has destroyed."""
    told = f"证件号码「{found}」在表格中按数字存放，末几位精度已丢失，请按证件原件重新取号，并把该列设为文本格式。"
    return IdNumberError("E-ID-LOST", told, found, "18 位文本格式的身份证号码")


def read(text: str, today: date | None = None) -> IdNumber:
    """The number behind ``text`` (GB 11643-1999; disability cards 残疾人证 20 or 22), or an IdNumberError."""
    number = normalise(text)
    length = len(number)
    if length not in _KINDS or not _proper(number):
        raise _malformed(number)
    key = upgrade15(number) if length == 15 else number[:18]
    birth = _birth(key, length, today)
    if number[:2] not in PROVINCES:
        raise IdNumberError(
            "E-ID-AREA",
            f"证件号码前两位应为省级行政区划代码，现为 {number[:2]}，请核对证件原件。",
            number,
            "11 至 83 之间的省级代码",
        )
    if length != 15:
        _verify(number, key)
    sex = "1" if int(key[16]) % 2 else "2"
    if length < 20:
        return IdNumber(number, key, _KINDS[length], birth, sex)
    _grade(number)
    return IdNumber(number, key, _KINDS[length], birth, sex, number[18], number[19])


def _proper(number: str) -> bool:
    """Whether every place holds a sort of character that may stand there."""
    length = len(number)
    if not (number.isascii() and number[: _DIGITS[length]].isdigit()):
        return False
    if length == 15:
        return True
    last = number[17]
    tail = number[18:]
    return (last.isdigit() or last == "X") and (
        not tail or (tail[:2].isdigit() and (length == 20 or (tail[2] == "B" and tail[3].isdigit())))
    )


def _malformed(number: str) -> IdNumberError:
    if number in _NONE_WORDS:
        return IdNumberError("E-ID-EMPTY", "证件号码为空，请补填身份证号码。", "", "18 位身份证号码")
    if _SCIENTIFIC.fullmatch(number):
        return lost_digits_error(number)
    if "*" in number:
        return IdNumberError(
            "E-ID-CHARS", f"证件号码「{number}」已被遮盖，请向来表单位索取完整号码。", number, "没有星号的完整号码"
        )
    strange = "".join(dict.fromkeys(re.sub(r"[0-9XB]", "", number)))
    if strange or len(number) in _KINDS:
        what = f"含有「{strange}」" if strange else "中字母的位置不对"
        told = f"证件号码「{number}」{what}，应为 17 位数字加 1 位校验码，请核对证件原件。"
        return IdNumberError("E-ID-CHARS", told, number, "数字，末位可为 X")
    told = f"证件号码应为 18 位（旧号 15 位，残疾人证 20 或 22 位），现为 {len(number)} 位，请核对证件原件。"
    return IdNumberError("E-ID-LENGTH", told, number, "18 位")


def _birth(key: str, length: int, today: date | None) -> date:
    if length == 15 and key[14:17] >= "996":
        told = "15 位证件号码的顺序码 996 至 999 留给百岁以上老人，出生年份无法判断，请改填 18 位号码。"
        raise IdNumberError("E-ID-DATE", told, key[:6] + key[8:17], "18 位身份证号码")
    try:
        birth = date(int(key[6:10]), int(key[10:12]), int(key[12:14]))
    except ValueError:
        birth = date.max
    if birth < _EARLIEST or _in_future(birth, today):
        raise IdNumberError(
            "E-ID-DATE",
            f"证件号码中的出生日期 {key[6:14]} 应为不晚于今天的真实日期，请核对证件原件。",
            key[6:14],
            "真实存在且不晚于今天的日期",
        )
    return birth


def _in_future(birth: date, today: date | None) -> bool:
    """Asks the clock only for a day after the program's start: the clock is the dearest part of a check."""
    return birth > (today or _STARTED) and birth > (today or date.today())


def _verify(number: str, key: str) -> None:
    expected = check_digit(key[:17])
    if key[17] == expected:
        return
    if len(number) == 18 and key.endswith("000"):
        raise lost_digits_error(number)
    place = "末位校验码" if len(number) == 18 else "第 18 位校验码"
    raise IdNumberError(
        "E-ID-CHECK",
        f"证件号码「{number}」的{place}应为 {expected}，现为 {key[17]}，请核对证件原件，不要直接改末位。",
        number,
        expected,
    )


def _grade(number: str) -> None:
    if not "1" <= number[18] <= "7":
        raise IdNumberError(
            "E-ID-GRADE",
            f"残疾人证号第 19 位（残疾类别）应为 1 至 7，现为 {number[18]}，请核对残疾人证。",
            number,
            "第 19 位为 1 至 7",
        )
    if not "1" <= number[19] <= "4":
        raise IdNumberError(
            "E-ID-GRADE",
            f"残疾人证号第 20 位（残疾等级）应为 1 至 4，现为 {number[19]}，请核对残疾人证。",
            number,
            "第 20 位为 1 至 4",
        )


@lru_cache(maxsize=262_144)
def parsed(text: str) -> IdNumber | None:
    """The number behind ``text``, None when it does not hold (``sentence`` says why)."""
    try:
        return read(text)
    except IdNumberError:
        return None


def sentence(text: str) -> str:
    """The field check of an identity number: nothing when it holds, else one Chinese sentence."""
    try:
        read(text)
    except IdNumberError as error:
        return str(error)
    return ""
