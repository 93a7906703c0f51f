"""What paired assistance brought: each partnership before and after, from its latest assessment (NC §十八 成效考核)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from hfp_desk.codes import code_list
from hfp_desk.gate import Viewer
from hfp_desk.records import Assessment, Partnership
from hfp_desk.store.opening import Register


@dataclass(frozen=True)
class Measured:
    """One figure before and after; either may be unknown."""

    label: str
    before: Decimal | None
    after: Decimal | None
    unit: str = ""

    @property
    def change(self) -> Decimal | None:
        """By how much it grew: in percentage points for a rate, in % of what it was for a number."""
        if self.before is None or self.after is None or (not self.unit and not self.before):
            return None
        grown = self.after - self.before
        return (grown if self.unit else grown * 100 / self.before).quantize(Decimal("0.1"), ROUND_HALF_UP)

    @property
    def words(self) -> str:
        """门诊量 1200→1500（+25.0%）."""
        ends = "→".join("—" if one is None else f"{one.normalize():f}{self.unit}" for one in (self.before, self.after))
        grown = "" if self.change is None else f"（{self.change:+}{'个百分点' if self.unit else '%'}）"
        return f"{self.label} {ends}{grown}"


@dataclass(frozen=True)
class Effect:
    """The latest assessment of a partnership as a whole that names any effect, and how it was graded."""

    assessment: int
    partnership: int
    period: str
    score: Decimal | None
    grade: str
    techniques: str
    measured: tuple[Measured, ...]


def effects(register: Register, viewer: Viewer) -> dict[int, Effect]:
    """The effect of each partnership that was assessed, by its number; nothing for who may look at nothing."""
    if not viewer.may_look:
        return {}
    with register.session():
        living = {one.id for one in Partnership.select(Partnership.id).where(Partnership.voided_at == "")}
        query = Assessment.select().where(Assessment.voided_at == "").order_by(Assessment.assessed_on, Assessment.id)
        every = [one for one in query if one.__data__["partnership"] in living]
    return {one.partnership: one for one in map(_effect, every) if _says_something(one)}


def _says_something(one: Effect) -> bool:
    return bool(one.techniques) or any(part.after is not None for part in one.measured)


def _effect(one: Assessment) -> Effect:
    return Effect(
        assessment=one.id,
        partnership=one.__data__["partnership"],
        period=one.period,
        score=one.score,
        grade=code_list("assessment_grade").shown(one.grade),
        techniques=one.techniques,
        measured=tuple(
            _measured(
                (
                    ("门诊量", one.outpatients_before, one.outpatients_after, ""),
                    ("住院量", one.inpatients_before, one.inpatients_after, ""),
                    ("转出率", one.referred_before, one.referred_after, "%"),
                )
            )
        ),
    )


def _measured(
    parts: Iterable[tuple[str, Decimal | int | None, Decimal | int | None, str]],
) -> Iterable[Measured]:
    for label, before, after, unit in parts:
        if before is not None or after is not None:
            yield Measured(label, _number(before), _number(after), unit)


def _number(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
