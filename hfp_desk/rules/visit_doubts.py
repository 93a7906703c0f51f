"""What makes visits doubtful that are each in order: the same figures all year, sixty in a day, every reading on 0.

A doubt is no finding: it says where an auditor would look first (domain.md §2.10(a)). The limits are the edition's.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hfp_desk.policy import Edition
from hfp_desk.problems import Problem, Severity

IMPOSSIBLE, RARE, CONTRARY, OUTSIDE, AWAY, TWICE = "impossible", "rare", "contrary", "outside", "away", "twice"
CROWDED, VILLAGES, DIGIT, JUMP = "crowded", "villages", "digit", "jump"
ALIKE_YEAR, ALIKE_DAY = "alike_year", "alike_day"

LABELS = {
    IMPOSSIBLE: "数值不可能",
    OUTSIDE: "日期不合理",
    TWICE: "同日重复",
    AWAY: "医生不在岗",
    CONTRARY: "分类与数值不符",
    ALIKE_YEAR: "全年数值相同",
    ALIKE_DAY: "同日多人相同",
    CROWDED: "一天人次过多",
    VILLAGES: "一天跑多村",
    DIGIT: "血压尾数",
    JUMP: "体重身高突变",
    RARE: "数值少见",
}
"""Every kind of doubt with its word, the gravest first; 日期不合理 is before birth, after death, outside the case."""


@dataclass(frozen=True)
class Limits:
    """Where doubt begins; None: the edition does not say, and nothing is doubted."""

    day_limit: int | None = None
    day_villages: int | None = None
    alike_visits: int | None = None
    alike_people: int | None = None
    digit_readings: int | None = None
    digit_share: Decimal | None = None
    weight_jump: Decimal | None = None
    height_jump: Decimal | None = None

    @classmethod
    def of(cls, edition: Edition) -> Limits:
        """The limits of an edition."""
        values = {name: edition.target(f"visit_{name}").value for name in cls.__dataclass_fields__}
        exact = ("digit_share", "weight_jump", "height_jump")
        return cls(
            **{  # type: ignore[arg-type]
                name: value if name in exact or value is None else int(value) for name, value in values.items()
            }
        )


def crowded(day: str, times: int, limit: int) -> Problem:
    """So many visits by one doctor on one day."""
    message = f"{day} 一天随访 {times} 人次，超过 {limit} 人次，请核实是否逐人随访。"
    return _doubt("W-DOUBT-CROWDED", message, "随访日期", f"{times} 人次", f"不超过 {limit} 人次")


def villages(day: str, places: int) -> Problem:
    """Home visits of a village doctor in several villages on one day, one of them not his."""
    message = f"{day} 一天上门到 {places} 个村，其中有不由本人负责的村，请核实随访人。"
    return _doubt("W-DOUBT-VILLAGES", message, "随访村医", f"{places} 个村", "")


def away(times: int, expected: str) -> Problem:
    """So many visits by a doctor who was not there; ``expected`` says which days are meant."""
    message = f"不在岗期间登记了 {times} 次随访，随访日期应{expected}，请核实随访人。"
    return _doubt("W-VISIT-AWAY", message, "随访村医", f"{times} 次", expected)


def twice(day: str, times: int) -> Problem:
    """One person under one programme, visited more than once on a day."""
    message = f"同一患者 {day} 登记了 {times} 次随访，同一天只登记一次，请核对是否重复录入。"
    return _doubt("W-VISIT-TWICE", message, "随访日期", f"{times} 次", "1 次")


def alike_year(times: int, figure: str) -> Problem:
    """The same figures at every visit of the period."""
    message = f"期内 {times} 次随访的测量数值完全相同（{figure}），请核实是否实际测量。"
    return _doubt("W-DOUBT-ALIKE-YEAR", message, "收缩压", figure, "")


def alike_day(day: str, people: int, figure: str) -> Problem:
    """The same figures for many people of one doctor on one day."""
    message = f"{day} 有 {people} 人的测量数值完全相同（{figure}），请核实是否实际测量。"
    return _doubt("W-DOUBT-ALIKE-DAY", message, "收缩压", figure, "")


def last_digit(digit: int, share: Decimal, readings: int) -> Problem:
    """Nearly every pressure of a doctor ends on the same digit."""
    message = f"期内 {readings} 次血压，收缩压尾数为 {digit} 的占 {share}%，请核实是否实际测量。"
    return _doubt("W-DOUBT-DIGIT", message, "收缩压", f"尾数 {digit} 占 {share}%", "")


def jump(label: str, unit: str, before: Decimal, after: Decimal, since: str) -> Problem:
    """Weight or height far from that of the visit before."""
    found = f"{before.normalize():f} → {after.normalize():f} {unit}"
    message = f"{label}由上次（{since}）的 {before.normalize():f} {unit} 变为 {after.normalize():f} {unit}，请核对。"
    return _doubt("W-DOUBT-JUMP", message, label, found, "")


def share_of(digits: dict[int, int]) -> tuple[int, Decimal, int]:
    """The commonest last digit, its share in per cent and how many readings there are."""
    readings = sum(digits.values())
    digit = max(digits, key=lambda one: (digits[one], -one))
    return digit, (Decimal(100) * digits[digit] / readings).quantize(Decimal("0.1")), readings


def _doubt(code: str, message: str, label: str, found: str, expected: str) -> Problem:
    return Problem(code, Severity.WARNING, message, label, found, expected)
