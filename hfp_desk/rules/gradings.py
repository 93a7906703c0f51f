"""What comes out of judging one visit: a suggestion, each step with its clause."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from hfp_desk.rules.periods import months_on
from hfp_desk.rules.visit_limits import Limits
from hfp_desk.rules.visits import Visit


@dataclass(frozen=True)
class Reason:
    """Why: a sentence for the office, and the clause it stands on."""

    text: str
    source: str = ""


@dataclass(frozen=True)
class Grading:
    """What the rules suggest: ``control`` 此次随访分类, ``stability`` 病情稳定分类, 转诊 or not, the latest next day.

    An empty class cannot be told from what was written down.
    """

    control: str = ""
    stability: str = ""
    refer: bool = False
    urgent: bool = False
    next_on: date | None = None
    reasons: tuple[Reason, ...] = ()

    def because(self, *reasons: Reason) -> Grading:
        """The same with further reasons."""
        return replace(self, reasons=(*self.reasons, *reasons))


def within_days(grading: Grading, visit: Visit, limits: Limits, name: str, text: str) -> Grading:
    """The next visit so many days after this one; ``name`` is the figure that says how many."""
    days = getattr(limits, name)
    if visit.visited_on is None or days is None:
        return grading
    told = replace(grading, next_on=visit.visited_on + timedelta(days=days))
    return told.because(Reason(f"{text}，{days} 天内（{told.next_on} 前）再次随访", limits.source(name)))


def within_months(grading: Grading, visit: Visit, limits: Limits, name: str, text: str) -> Grading:
    """The next visit so many months after this one; ``name`` is the figure that says how many."""
    months = getattr(limits, name)
    if visit.visited_on is None or months is None:
        return grading
    told = replace(grading, next_on=months_on(visit.visited_on, months))
    return told.because(Reason(f"{text}，{months} 个月内（{told.next_on} 前）再次随访", limits.source(name)))
