"""The coverage of villages in figures, each with the ids behind it, and against the targets that an edition gives.

A doctor who covers two villages is one doctor. Rates carry numerator and denominator; a figure that no document
wants is not judged (domain.md §3.9).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hfp_desk.codes import code_list
from hfp_desk.policy import Edition, Target
from hfp_desk.rules import judging, money
from hfp_desk.rules.coverage import NEITHER, NO_CLINIC, NO_DOCTOR, POOR, PRACTITIONERS, DoctorLine, VillageLine
from hfp_desk.rules.judging import Judgement

VILLAGE, DOCTOR = "village", "doctor"
"""What the ids of a figure are of: places, doctors."""

VILLAGES = {
    "villages": "纳入统计的行政村",
    "clinic": "有村卫生室",
    "standard": "村卫生室已标准化",
    "doctor": "有村医",
    "qualified": "有合格村医（证书在有效期内）",
    "gap": "空白点",
    f"gap.{NO_CLINIC}": "其中无卫生室",
    f"gap.{NO_DOCTOR}": "其中无村医",
    f"gap.{NEITHER}": "其中室医皆无",
    "own": "有室有医（不含替代）",
    "covered": "已覆盖（含替代和可不设）",
    "substituted": "空白点已有替代安排",
    "exempt": "空白点可不设",
    "uncovered": "空白点尚未覆盖",
    "open": "空白点台账未销号",
}
"""Figures of villages in their order, with their labels."""

_BY_MARK = ("villages", "clinic", "qualified", "gap", "own", "covered", "uncovered")
_DOCTORS = {
    "doctors": "在村服务的村医",
    "licensed": "持有效资格证书的村医",
    "practitioners": "其中执业（助理）医师",
    "run_out": "证书已过期的村医",
}
_ANY_POOR = "poor"
_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Figure:
    """So many of a whole, with the ids behind it: of villages (places) or doctors as ``kind`` says."""

    name: str
    label: str
    count: int
    whole: int
    kind: str
    ids: tuple[int, ...]


@dataclass(frozen=True)
class Rate:
    """A figure as a share, against a target of the edition; ``percent`` None while there is nothing to divide by."""

    name: str
    label: str
    count: int
    whole: int
    percent: Decimal | None
    wanted: str
    judgement: Judgement | None
    source: str
    figure: Figure


def figures(villages: Sequence[VillageLine], unreported: Sequence[VillageLine] = ()) -> tuple[Figure, ...]:
    """Everything that is counted; ``unreported`` are villages of which nothing is known."""
    found: dict[str, list[int]] = defaultdict(list)
    tags = _Tags()
    for village in villages:
        for name in tags.of(village):
            found[name].append(village.place)
    made = [_figure(name, label, found, "villages") for name, label in VILLAGES.items()]
    made += _by_substitute(found)
    made += _by_mark(found)
    silent = tuple(village.place for village in unreported)
    made.append(Figure("unreported", "未报送资料的行政村", len(silent), len(villages) + len(silent), VILLAGE, silent))
    return (*made, *_of_doctors(villages))


def rates(villages: Sequence[VillageLine], edition: Edition) -> tuple[Rate, ...]:
    """The shares against the targets that the edition gives for clinics and doctors of villages."""
    return tuple(_rates(villages, edition))


class _Tags:
    """The figures a village counts in, also by what the village is; villages alike are looked at once."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[str, ...]] = {}

    def of(self, village: VillageLine) -> tuple[str, ...]:
        """The names of the figures."""
        alike = (
            *(village.gap, village.has_standard, village.has_qualified, village.exempt, village.substituted),
            *(village.open_gap, village.marks, frozenset(one.kind for one in village.arrangements)),
        )
        if alike not in self._known:
            self._known[alike] = tuple(_tags(village))
        return self._known[alike]


def _tags(village: VillageLine) -> Iterator[str]:
    facts = tuple(_facts(village))
    yield from facts
    marks = [*village.marks, *([_ANY_POOR] if village.poor else ())]
    yield from (f"{name}@{mark}" for mark in marks for name in facts)
    yield from {f"by.{one.kind}" for one in village.arrangements}


def _facts(village: VillageLine) -> Iterator[str]:
    gap = village.gap
    told = {
        "villages": True,
        "clinic": village.has_clinic,
        "standard": village.has_standard,
        "doctor": village.has_doctor,
        "qualified": village.has_qualified,
        "gap": bool(gap),
        f"gap.{gap}": bool(gap),
        "own": not gap,
        "covered": village.covered,
        "substituted": bool(gap) and village.substituted,
        "exempt": bool(gap) and village.exempt,
        "uncovered": not village.covered,
        "open": village.open_gap,
    }
    return (name for name, holds in told.items() if holds)


def _figure(name: str, label: str, found: dict[str, list[int]], whole: str) -> Figure:
    ids = tuple(found.get(name, ()))
    return Figure(name, label, len(ids), len(found.get(whole, ())), VILLAGE, ids)


def _by_substitute(found: dict[str, list[int]]) -> Iterator[Figure]:
    """By way of serving, whether the village is a gap or not; only ways that are used."""
    for code in code_list("arrangement").items:
        if f"by.{code.code}" in found:
            yield _figure(f"by.{code.code}", f"解决方式：{code.label}", found, "villages")


def _by_mark(found: dict[str, list[int]]) -> Iterator[Figure]:
    """The same by what the village is; only marks that some village has, the three kinds of poor together first."""
    known = {code.code: code.label for code in code_list("village_status").items}
    poor = (
        {_ANY_POOR: "贫困村（含深度贫困村、省定重点村）"} if sum(f"villages@{one}" in found for one in POOR) > 1 else {}
    )
    for mark, label in {**poor, **known}.items():
        if f"villages@{mark}" in found:
            for name in _BY_MARK:
                told = "村数" if name == "villages" else VILLAGES[name]
                yield _figure(f"{name}@{mark}", f"{label}：{told}", found, f"villages@{mark}")


def _of_doctors(villages: Sequence[VillageLine]) -> Iterator[Figure]:
    each: dict[int, DoctorLine] = {doctor.id: doctor for village in villages for doctor in village.doctors}
    of = {
        "doctors": list(each),
        "practitioners": [one.id for one in each.values() if one.in_force and one.qualification in PRACTITIONERS],
        "licensed": [one.id for one in each.values() if one.in_force],
        "run_out": [one.id for one in each.values() if one.run_out],
    }
    for name, label in _DOCTORS.items():
        yield Figure(name, label, len(of[name]), len(each), DOCTOR, tuple(of[name]))


def _rates(villages: Sequence[VillageLine], edition: Edition) -> Iterator[Rate]:
    share = edition.target("coverage_clinics")
    yield _rate(share, share.label, villages, [one.place for one in villages if one.covered], judging.wanted(share))
    clinic, doctor = edition.target("clinics_per_village"), edition.target("doctors_per_village")
    least = _least(clinic)
    reached = [one.place for one in villages if sum(bool(room.standard) for room in one.clinics) >= least]
    yield _rate(clinic, f"{clinic.label}（达到的村）", villages, reached, judging.wanted(clinic))
    least = _least(doctor)
    reached = [one.place for one in villages if sum(each.in_force for each in one.doctors) >= least]
    yield _rate(doctor, f"{doctor.label}（达到的村）", villages, reached, judging.wanted(doctor))


def _least(target: Target) -> Decimal:
    return judging.edges(target)[0] or Decimal(1)


def _rate(target: Target, label: str, villages: Sequence[VillageLine], reached: list[int], wanted: str) -> Rate:
    """A target of so many for each village is met when every village has them."""
    whole = len(villages)
    percent = money.ratio(Decimal(len(reached)), Decimal(whole))
    if target.unit == "%":
        verdict = judging.judge(target, percent)
    else:
        verdict = (
            None if not target.given or percent is None else Judgement.IN if percent >= _HUNDRED else Judgement.LOW
        )
    figure = Figure(target.name, label, len(reached), whole, VILLAGE, tuple(reached))
    return Rate(target.name, label, len(reached), whole, percent, wanted, verdict, target.source, figure)
