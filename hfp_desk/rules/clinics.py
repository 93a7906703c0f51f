"""What must agree about one institution and one doctor (国卫基层发〔2014〕33号; domain.md §2.12)."""

from datetime import date
from decimal import Decimal

from hfp_desk.problems import Problem, Severity

CLINIC, TOWN_HOSPITAL = "6", "5"
"""Codes of ``hospital_kind``: village clinic, township health centre."""

SMALLEST = Decimal(60)
"""㎡ a village clinic needs at least (村卫生室管理办法（试行）第二十一条)."""

BUILD = "1"
"""Code of ``arrangement``: a clinic is to be built, which serves nobody yet."""

EXEMPT = frozenset({"7", "8"})
"""Codes of ``arrangement``: villages that may do without a clinic of their own."""

UNQUALIFIED = frozenset({"", "0", "5", "9"})
"""Codes of ``qualification`` that do not make a 合格乡村医生或执业（助理）医师 (国卫扶贫发〔2019〕45号)."""


def standard_agrees(kind: str, standard: bool | None, area: Decimal | None, failing: tuple[str, ...]) -> list[Problem]:
    """A clinic called standard must have the rooms for it and nothing that fails."""
    if kind != CLINIC or not standard:
        return []
    found = []
    if area is not None and area < SMALLEST:
        message = f"建筑面积 {area.normalize():f} ㎡，不足 {SMALLEST} ㎡，却填为标准化卫生室，请核对。"
        found.append(
            Problem("W-CLINIC-AREA", Severity.WARNING, message, "是否标准化", "是", f"面积不少于 {SMALLEST} ㎡")
        )
    if failing:
        message = "填了不达标项，却填为标准化卫生室，请核对。"
        found.append(Problem("W-CLINIC-ITEMS", Severity.WARNING, message, "不达标项", "是", "无不达标项或否"))
    return found


def licence_runs(issued: date | None, expires: date | None) -> list[Problem]:
    """A certificate cannot run out before it was issued."""
    if issued is None or expires is None or issued <= expires:
        return []
    message = f"证书有效期 {expires} 早于发证日期 {issued}，请核对证书。"
    return [Problem("E-LICENCE-PERIOD", Severity.ERROR, message, "证书有效期", str(expires), f"不早于 {issued}")]
