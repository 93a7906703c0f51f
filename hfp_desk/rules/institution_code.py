"""Codes of medical institutions: four systems that live side by side on licences and in returns."""

import re
from dataclasses import dataclass

from hfp_desk.rules.identity_number import PROVINCES, normalise

_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WITHOUT_ORGANISATION = "PDY"

_FULL = re.compile(r"[0-9A-Z]{8}[0-9X](\d{6})\d{2}[A-Z][0-9]{3}[129]")
_OLD = re.compile(r"(\d{6})\d{4}([123])([1-9])")
_CREDIT = re.compile(rf"[{_CREDIT_SIGNS}]{{2}}(\d{{6}})[{_CREDIT_SIGNS}]{{10}}")
_INSURER = re.compile(r"[HP](\d{6})\d{5}")

KINDS = {
    "22": "22 位医疗机构代码",
    "12": "12 位旧医疗机构登记号",
    "credit": "统一社会信用代码",
    "insurer": "医保定点机构编码",
}


class InstitutionCodeError(ValueError):
    """A code that cannot be taken: one Chinese sentence and a stable code."""

    def __init__(self, code: str, sentence: str, found: str = "", expected: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.found = found
        self.expected = expected


@dataclass(frozen=True, slots=True)
class InstitutionCode:
    """A code that holds: its kind (see ``KINDS``) and the county it names; ``type_code`` as in WS 218."""

    text: str
    kind: str
    area: str
    type_code: str = ""


def organisation_check(first_8: str) -> str:
    """The ninth character of an organisation code (GB 11714-1997)."""
    total = sum(_SIGNS.index(sign) * weight for sign, weight in zip(first_8, _ORGANISATION_WEIGHTS, strict=True))
    return "0X987654321"[total % 11]


def credit_check(first_17: str) -> str:
    """The last character of a unified social credit code (GB 32100-2015)."""
    pairs = zip(first_17, _CREDIT_WEIGHTS, strict=True)
    return _CREDIT_SIGNS[-sum(_CREDIT_SIGNS.index(sign) * weight for sign, weight in pairs) % 31]


def read(text: str) -> InstitutionCode:
    """The institution code behind ``text`` (WS 218, GB 11714, GB 32100, medical insurance coding)."""
    code = normalise(text)
    if not code:
        raise InstitutionCodeError("E-ORG-EMPTY", "机构代码为空，请补填。")
    found = _full(code) or _credit(code) or _short(code)
    if found is None:
        raise InstitutionCodeError(
            "E-ORG-FORM",
            f"机构代码「{code}」（{len(code)} 位）不是{'、'.join(KINDS.values())}中的任何一种，请核对执业许可证。",
            code,
            "22 位、12 位、18 位统一社会信用代码或 H 开头的 12 位编码",
        )
    if found.area[:2] not in PROVINCES:
        raise InstitutionCodeError(
            "E-ORG-AREA",
            f"机构代码「{code}」中的行政区划 {found.area} 不存在，请核对执业许可证。",
            code,
            "真实的行政区划代码",
        )
    return found


def _full(code: str) -> InstitutionCode | None:
    match = _FULL.fullmatch(code)
    if match is None:
        return None
    if not code.startswith(_WITHOUT_ORGANISATION):
        _compare(code, "第 9 位", code[8], organisation_check(code[:8]))
    return InstitutionCode(code, "22", match[1], code[17:21])


def _credit(code: str) -> InstitutionCode | None:
    match = _CREDIT.fullmatch(code)
    if match is None:
        return None
    _compare(code, "末位", code[17], credit_check(code[:17]))
    return InstitutionCode(code, "credit", match[1])


def _short(code: str) -> InstitutionCode | None:
    for kind, pattern in (("12", _OLD), ("insurer", _INSURER)):
        match = pattern.fullmatch(code)
        if match:
            return InstitutionCode(code, kind, match[1])
    return None


def _compare(code: str, place: str, found: str, expected: str) -> None:
    if found != expected:
        sentence = f"机构代码「{code}」{place}校验码应为 {expected}，现为 {found}，请核对执业许可证。"
        raise InstitutionCodeError("E-ORG-CHECK", sentence, code, expected)


def sentence(text: str) -> str:
    """The field check of an institution code: nothing when it holds, else one Chinese sentence."""
    try:
        read(text)
    except InstitutionCodeError as error:
        return str(error)
    return ""
