"""One follow-up visit as plain values, and what its codes mean (第三版 follow-up forms, domain.md §2.10)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

HYPERTENSION, DIABETES, MENTAL, TB, POOR = "1", "2", "3", "4", "5"
"""Codes of ``programme`` that have a national form."""

CHRONIC = frozenset({HYPERTENSION, DIABETES})
QUARTERLY = frozenset({HYPERTENSION, DIABETES, MENTAL})
"""Programmes with at least four visits face to face in a year."""

VISIT, FIRST_HOME, CLOSING = "1", "2", "3"
"""Codes of ``visit_stage``."""

MET, LOST, DEAD, REFUSED = "1", "2", "3", "4"
"""Codes of ``visit_state``; an empty state of a visit that was written down is a visit that took place."""

CLINIC, HOME, PHONE = "1", "2", "3"
"""Codes of ``visit_mode``."""

SATISFIED, UNSATISFIED, SIDE_EFFECT, COMPLICATION = "1", "2", "3", "4"
"""Codes of ``control_class``."""

UNSTABLE, BASIC, STABLE = "1", "2", "3"
"""Codes of ``stability``."""

SOME = "2"
"""Code of 有 in ``adverse`` and ``none_some``."""

UNCONTROLLABLE, NEW_COMPLICATION, WORSE_COMPLICATION = "2", "3", "4"
"""Codes of ``referral_reason``."""

DOCTOR, FAMILY = "1", "2"
"""Codes of ``tb_supervisor``."""


class Visit(NamedTuple):
    """What the rules ask of a visit; names and codes are those of the record, ``age`` and ``intensive`` are of its day.

    ``intensive``: whether the day lies in the 强化期; None when it is not known.
    """

    programme: str = ""
    stage: str = ""
    visited_on: date | None = None
    mode: str = ""
    state: str = ""
    age: int | None = None
    systolic: int | None = None
    diastolic: int | None = None
    fasting_glucose: Decimal | None = None
    heart_rate: int | None = None
    urgent: bool | None = None
    adverse: str = ""
    adherence: str = ""
    control: str = ""
    referred: bool | None = None
    referral_kind: str = ""
    danger: str = ""
    insight: str = ""
    self_care: str = ""
    housework: str = ""
    work: str = ""
    learning: str = ""
    social: str = ""
    mental_adherence: str = ""
    stability: str = ""
    missed_doses: int | None = None
    supervisor: str = ""
    complication: str = ""
    next_on: date | None = None
    intensive: bool | None = None


def face_to_face(mode: str) -> bool:
    """Only 门诊 and 家庭 are 面对面; a telephone call, or nobody knows how, is not (domain.md §2.18)."""
    return mode in (CLINIC, HOME)


def met(visit: Visit) -> bool:
    """Whether somebody was met or spoken to at all."""
    return visit.state in ("", MET)


def counts(visit: Visit) -> bool:
    """Whether a visit is one of those a year asks for; the form of 贫困人群 and the short one ask for no 随访方式."""
    if not met(visit):
        return False
    return face_to_face(visit.mode) if visit.programme in QUARTERLY else visit.mode != PHONE


def in_order(visits: Sequence[Visit]) -> list[Visit]:
    """Dated visits, the earliest first."""
    return sorted((one for one in visits if one.visited_on is not None), key=lambda one: one.visited_on or date.min)
