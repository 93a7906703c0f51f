"""The figures by which follow-up visits are judged, as a policy edition gives them (domain.md §3.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal

from hfp_desk.policy import Edition

Figure = Decimal | None
_NAMED = {"visits": "yearly_follow_ups", "exams": "yearly_exams"}
_WHOLE = frozenset(
    {
        *("elder_age", "recheck_days", "months", "gap_days", "specialist_months", "tb_first_hours", "tb_failed"),
        *("tb_family_days", "tb_months", "tb_intensive_months", "grace_days", "visits", "exams", "poor_times"),
        "other_times",
    }
)


@dataclass(frozen=True)
class Limits:
    """Where a visit becomes unsatisfactory or urgent, and how soon the next one is due; None: not given, not judged.

    ``sources`` are the clauses of the figures by their names.
    """

    systolic: Figure = None
    diastolic: Figure = None
    elder_age: int | None = None
    elder_systolic: Figure = None
    elder_diastolic: Figure = None
    glucose: Figure = None
    urgent_systolic: Figure = None
    urgent_diastolic: Figure = None
    urgent_glucose_high: Figure = None
    urgent_glucose_low: Figure = None
    urgent_heart_rate: Figure = None
    danger: Figure = None
    recheck_days: int | None = None
    months: int | None = None
    gap_days: int | None = None
    specialist_months: int | None = None
    tb_first_hours: int | None = None
    tb_failed: int | None = None
    tb_family_days: int | None = None
    tb_months: int | None = None
    tb_intensive_months: int | None = None
    doses_ratio: Figure = None
    grace_days: int | None = None
    visits: int | None = None
    exams: int | None = None
    poor_times: int | None = None
    other_times: int | None = None
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def tb_first_days(self) -> int | None:
        """The 72 hours after the notice in whole days."""
        return None if self.tb_first_hours is None else self.tb_first_hours // 24

    def source(self, name: str) -> str:
        """The clause of a figure; empty while none is given."""
        return self.sources.get(name, "")


def limits(edition: Edition) -> Limits:
    """The figures of an edition."""
    names = [one.name for one in fields(Limits) if one.name != "sources"]
    targets = {name: edition.target(_NAMED.get(name, f"visit_{name}")) for name in names}
    given = {name: target.value for name, target in targets.items() if target.value is not None}
    values = {name: int(value) if name in _WHOLE else value for name, value in given.items()}
    clauses = {name: target.source for name, target in targets.items() if target.given}
    return Limits(**values, sources=clauses)  # type: ignore[arg-type]
