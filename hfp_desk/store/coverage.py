"""For every village on any date: clinic, qualified doctor, or who serves it instead (ZS §三, NC §二十二, NN §九).

Villages are the places with a village committee (by the last three digits of the code, 200 to 399, as the rules of the
统计用区划代码 have it; without a code by the name) of which the ledger knows anything: a clinic, a doctor, an
arrangement, a gap, or what the village is in a year. A community (居委会、生活区) counts only where the ledger says
more of it than a doctor's address. Committees of which nothing was reported are no gaps; they are told apart as 未报送.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from hfp_desk.gate import Viewer
from hfp_desk.rules.coverage import ArrangementLine, ClinicLine, DoctorLine, VillageLine
from hfp_desk.rules.coverage_figures import DOCTOR, VILLAGE, Figure, Rate, figures, rates
from hfp_desk.store import coverage_reading, places
from hfp_desk.store.coverage_reading import Facts, Spot
from hfp_desk.store.opening import Register

__all__ = [
    "DOCTOR",
    "RULE",
    "VILLAGE",
    "ArrangementLine",
    "ClinicLine",
    "Coverage",
    "DoctorLine",
    "Figure",
    "Rate",
    "VillageLine",
    "coverage",
    "is_committee",
    "rates",
]

RULE = (
    "统计范围：有资料的村委会，以及台账中登记过卫生室、空白点、替代安排或村属性的居委会、生活区；"
    "没有任何资料的村委会另列为未报送。"
)
"""Which villages are counted, in a sentence for the screen and the paper."""

_COMMITTEES = range(200, 400)
_LAST = 10**9


@dataclass(frozen=True)
class Coverage:
    """The villages of a day in official order, those of which nothing was reported, and the figures over them."""

    day: date
    villages: tuple[VillageLine, ...]
    unreported: tuple[VillageLine, ...]
    figures: tuple[Figure, ...]

    def figure(self, name: str) -> Figure:
        """The figure called ``name``; one that nothing falls under is a zero."""
        found = (one for one in self.figures if one.name == name)
        return next(found, Figure(name, name, 0, len(self.villages), VILLAGE, ()))

    @property
    def gaps(self) -> tuple[VillageLine, ...]:
        """Villages without a clinic, without a doctor, or without either."""
        return tuple(village for village in self.villages if village.gap)

    @property
    def run_out(self) -> tuple[tuple[VillageLine, DoctorLine], ...]:
        """Doctors on the spot whose licence has run out, each once, in the village of the main place."""
        found: dict[int, tuple[VillageLine, DoctorLine]] = {}
        for village in self.villages:
            for doctor in village.doctors:
                if doctor.run_out and (doctor.id not in found or not doctor.also):
                    found[doctor.id] = village, doctor
        return tuple(found.values())

    def of_towns(self, towns: Collection[int]) -> Coverage:
        """The same for these townships alone, counted anew."""
        told = tuple(village for village in self.villages if village.town in towns)
        silent = tuple(village for village in self.unreported if village.town in towns)
        return Coverage(self.day, told, silent, figures(told, silent))


def coverage(register: Register, viewer: Viewer, day: date) -> Coverage:
    """The coverage on ``day`` as ``viewer`` may see it."""
    with register.session():
        facts = coverage_reading.read(register.db, viewer, day)
    spots = sorted(_villages(facts), key=lambda spot: _order(facts, spot))
    told, silent = [], []
    for spot in spots:
        committee = is_committee(spot.code, spot.name)
        if spot.id in (facts.told if committee else facts.named):
            told.append(_line(facts, spot))
        elif committee:
            silent.append(_line(facts, spot))
    return Coverage(day, tuple(told), tuple(silent), figures(told, silent))


def is_committee(code: str, name: str) -> bool:
    """Whether a place of the fifth level has a village committee, by its code, without one by its name."""
    if len(code) == 12 and code.isdigit():
        return int(code[-3:]) in _COMMITTEES
    return name.endswith(("村", "村委会", "村民委员会", "村委"))


def _villages(facts: Facts) -> Iterator[Spot]:
    return (spot for spot in facts.spots.values() if spot.level == places.VILLAGE and spot.parent in facts.spots)


def _order(facts: Facts, spot: Spot) -> tuple[int, int, int, int]:
    town = facts.spots[spot.parent or 0]
    return (_LAST if town.sort is None else town.sort, town.id, _LAST if spot.sort is None else spot.sort, spot.id)


def _line(facts: Facts, spot: Spot) -> VillageLine:
    town = facts.spots[spot.parent or 0]
    return VillageLine(
        spot.id,
        spot.code,
        town.id,
        town.name,
        spot.name,
        facts.marks.get(spot.id, frozenset()),
        facts.residents.get(spot.id),
        tuple(facts.clinics.get(spot.id, ())),
        tuple(facts.doctors.get(spot.id, ())),
        tuple(facts.arrangements.get(spot.id, ())),
        spot.id in facts.seats,
        spot.id in facts.open_gaps,
    )
