"""How high and low a measured value can be at all, and usually is, as a policy edition gives it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hfp_desk.policy import Edition
from hfp_desk.problems import Problem, Severity

IMPOSSIBLE, RARE = "E-VISIT-RANGE", "W-VISIT-RARE"

_MEASURED = {
    "systolic": ("systolic", "收缩压"),
    "diastolic": ("diastolic", "舒张压"),
    "fasting_glucose": ("glucose", "空腹血糖"),
    "bmi": ("bmi", "体质指数"),
    "heart_rate": ("heart_rate", "心率"),
}
"""By the name of the field: the figure that limits it, and its label."""

Bound = Decimal | None
Number = Decimal | int | None


@dataclass(frozen=True)
class Range:
    """``low`` and ``high`` can be measured, ``usual_low`` to ``usual_high`` mostly is; None: no limit is given."""

    label: str
    unit: str
    low: Bound
    high: Bound
    usual_low: Bound
    usual_high: Bound

    def possible(self, value: Number) -> bool:
        """Whether a value can be measured at all; what was not measured is no mistake."""
        return _between(value, self.low, self.high)

    def usual(self, value: Number) -> bool:
        """Whether a value is nothing to look at twice."""
        return _between(value, self.usual_low, self.usual_high)


def ranges(edition: Edition) -> dict[str, Range]:
    """The limits of every measured field, by its name."""
    found = {}
    for name, (figure, label) in _MEASURED.items():
        hard, soft = edition.target(f"visit_{figure}_hard"), edition.target(f"visit_{figure}_soft")
        found[name] = Range(label, hard.unit, hard.low, hard.high, soft.low, soft.high)
    return found


def out_of_range(values: Mapping[str, Number], known: Mapping[str, Range]) -> Iterator[Problem]:
    """What was measured and cannot be, or hardly is."""
    for name, limit in known.items():
        value = values.get(name)
        if not limit.possible(value):
            yield _told(
                limit, value, IMPOSSIBLE, Severity.ERROR, limit.low, limit.high, "不可能是真实数值，请核对原始记录"
            )
        elif not limit.usual(value):
            yield _told(limit, value, RARE, Severity.WARNING, limit.usual_low, limit.usual_high, "少见，请核对是否录错")


def _told(limit: Range, value: Number, code: str, severity: Severity, low: Bound, high: Bound, advice: str) -> Problem:
    wanted = "—".join("" if one is None else f"{one.normalize():f}" for one in (low, high))
    found = f"{Decimal(value or 0).normalize():f}"
    message = f"{limit.label} {found} {limit.unit}".rstrip() + f" {advice}。"
    return Problem(code, severity, message, limit.label, found, wanted)


def _between(value: Number, low: Bound, high: Bound) -> bool:
    return value is None or ((low is None or value >= low) and (high is None or value <= high))
