"""Which villages have a clinic and a doctor, which are served otherwise, which are gaps (ZS §三, NC §二十二, NN §九).

A gap is told by the facts: no clinic of its own, no doctor on the spot, or neither. A substitute arrangement in force
covers a gap without ending it; a village may do without where the township health centre stands in it or few live
there. Pure: values of one day in, figures with the names behind them out.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from hfp_desk.rules import clinics, periods

NO_CLINIC, NO_DOCTOR, NEITHER = "1", "2", "3"
"""Codes of ``gap_kind`` that the facts tell."""

POOR = frozenset({"1", "2", "3"})
"""Codes of ``village_status`` that make a village one of 贫困村: 贫困村, 深度贫困村, 省定扶贫工作重点村."""

LEFT = "4"
"""Code of ``duty_state``: 离岗."""

PRACTISED = ("1", "2")
"""Codes of ``practice_mode`` by which a doctor is on the spot in a further village: 执业, 兼顾."""

_NEVER = "9999"
PRACTITIONERS = frozenset({"2", "3", "4"})
"""Codes of ``qualification`` of a 执业（助理）医师."""


class ClinicLine(NamedTuple):
    """A village clinic that is open on the day."""

    id: int
    name: str
    standard: bool | None = None
    floor_area: Decimal | None = None
    failing: tuple[str, ...] = ()


class DoctorLine(NamedTuple):
    """A doctor on the spot; ``in_force``: with a qualification that holds, ``run_out``: with one that no longer does.

    ``expires`` belongs to the licence that counts. ``also``: the doctor's main place is elsewhere.
    """

    id: int
    name: str
    qualification: str = ""
    expires: str = ""
    in_force: bool = False
    also: bool = False
    run_out: bool = False


class ArrangementLine(NamedTuple):
    """A substitute arrangement that holds on the day."""

    id: int
    kind: str
    doctor: str = ""
    provider: str = ""
    per_week: Decimal | None = None
    schedule: str = ""
    starts: date | None = None
    ends: date | None = None


class VillageLine(NamedTuple):
    """One village on one day; ``seat``: the township health centre stands in it."""

    place: int
    code: str
    town: int
    town_name: str
    name: str
    marks: frozenset[str] = frozenset()
    residents: int | None = None
    clinics: tuple[ClinicLine, ...] = ()
    doctors: tuple[DoctorLine, ...] = ()
    arrangements: tuple[ArrangementLine, ...] = ()
    seat: bool = False
    open_gap: bool = False

    @property
    def has_clinic(self) -> bool:
        """Whether a clinic is open in the village itself."""
        return bool(self.clinics)

    @property
    def has_standard(self) -> bool:
        """Whether one of its clinics reaches the standard (标准化)."""
        return any(clinic.standard for clinic in self.clinics)

    @property
    def has_doctor(self) -> bool:
        """Whether any doctor is on the spot."""
        return bool(self.doctors)

    @property
    def has_qualified(self) -> bool:
        """Whether a doctor with a licence in force is on the spot (合格乡村医生或执业（助理）医师)."""
        return any(doctor.in_force for doctor in self.doctors)

    @property
    def gap(self) -> str:
        """The code of ``gap_kind`` by the facts, without substitutes; empty where nothing is missing."""
        if self.clinics:
            return "" if self.doctors else NO_DOCTOR
        return NO_CLINIC if self.doctors else NEITHER

    @property
    def exempt(self) -> bool:
        """Whether it may do without: the township health centre stands there, or an arrangement says so."""
        return self.seat or any(one.kind in clinics.EXEMPT for one in self.arrangements)

    @property
    def substituted(self) -> bool:
        """Whether somebody serves it instead; a clinic still to be built serves nobody."""
        return any(one.kind != clinics.BUILD and one.kind not in clinics.EXEMPT for one in self.arrangements)

    @property
    def covered(self) -> bool:
        """Whether it is covered, substitutes and exemptions counted."""
        return not self.gap or self.exempt or self.substituted

    @property
    def poor(self) -> bool:
        """Whether it is one of 贫困村, 深度贫困村, 省定扶贫工作重点村."""
        return bool(self.marks & POOR)


class Licence(NamedTuple):
    """A licence as far as the rules ask: its ``kind`` is a code of ``qualification``, its days may be vague."""

    kind: str
    issued: str = ""
    expires: str = ""


def on_the_spot(day: date, state: str, starts: date | None, ends: date | None) -> bool:
    """Whether a doctor is at the main place on ``day``: who has left without a day given is not there at all."""
    return periods.holds_on(day, starts, ends) and (state != LEFT or ends is not None)


def licensed(name: str, doctor: int, licences: tuple[Licence, ...], day: date, also: bool = False) -> DoctorLine:
    """A doctor with the licence that counts on ``day``: one in force, else the one that ran out last."""
    kind, expires, in_force, run_out = _counting(licences, day)
    return DoctorLine(doctor, name, kind, expires, in_force, also, run_out)


@lru_cache(8192)
def _counting(licences: tuple[Licence, ...], day: date) -> tuple[str, str, bool, bool]:
    """Kind and end of the licence that counts, whether it is in force, whether it has run out."""
    known = [(standing, one) for one in licences if (standing := _standing(one, day)) is not None]
    if not known:
        return "", "", False, False
    (in_force, *_), best = max(known)
    return best.kind, best.expires, in_force, periods.run_out(best.expires, day)


def _standing(licence: Licence, day: date) -> tuple[bool, bool, str] | None:
    """Whether a licence is in force, whether it qualifies, and until when; None before it was issued."""
    if licence.issued > day.isoformat()[: len(licence.issued)]:
        return None
    qualifies = licence.kind not in clinics.UNQUALIFIED
    return qualifies and not periods.run_out(licence.expires, day), qualifies, licence.expires or _NEVER
