"""Stays that should be looked at: admitted again soon, too often, many of one village on one day, very short (ZS §七).

A suspicion is no finding: it only says where an inspector would look first. The limits are the policy edition's.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from hfp_desk.policy import Edition

AGAIN, OFTEN, TOGETHER, SHORT = "again", "often", "together", "short"


@dataclass(frozen=True, slots=True)
class Stay:
    """What is asked of a stay; ``village`` and the days are None where they are not known."""

    id: int
    person: int
    village: int | None
    hospital: str
    admitted: date
    discharged: date | None


@dataclass(frozen=True)
class Limits:
    """Where suspicion begins; None: the edition does not say, and nothing is suspected."""

    again_days: int | None
    often_times: int | None
    together_people: int | None
    short_days: int | None

    @classmethod
    def of(cls, edition: Edition) -> "Limits":
        """The limits of an edition."""
        names = ("readmission_days", "yearly_stays", "village_day_admissions", "short_stay_days")
        values = (edition.target(name).value for name in names)
        return cls(*(None if value is None else int(value) for value in values))


def suspicions(stays: Iterable[Stay], limits: Limits) -> Mapping[str, tuple[int, ...]]:
    """The stays under each suspicion, in the order of their numbers."""
    every = sorted(stays, key=lambda stay: (stay.person, stay.admitted, stay.id))
    found = {
        AGAIN: _again(every, limits.again_days),
        OFTEN: _often(every, limits.often_times),
        TOGETHER: _together(every, limits.together_people),
        SHORT: _short(every, limits.short_days),
    }
    return {name: tuple(sorted(ids)) for name, ids in found.items()}


def _again(stays: list[Stay], limit: int | None) -> set[int]:
    """Both stays of a pair of one person: admitted again within the limit after leaving; the day of leaving counts."""
    if limit is None:
        return set()
    pairs = [
        (one, other)
        for one, other in pairwise(stays)
        if one.person == other.person and one.discharged and 0 <= (other.admitted - one.discharged).days <= limit
    ]
    return {stay.id for pair in pairs for stay in pair}


def _often(stays: list[Stay], limit: int | None) -> set[int]:
    """All stays of one person in a calendar year with so many of them."""
    if limit is None:
        return set()
    years: dict[tuple[int, int], list[int]] = defaultdict(list)
    for stay in stays:
        years[stay.person, stay.admitted.year].append(stay.id)
    return {stay for ids in years.values() if len(ids) >= limit for stay in ids}


def _together(stays: list[Stay], limit: int | None) -> set[int]:
    """Stays of so many people of one village, admitted to one hospital on one day."""
    if limit is None:
        return set()
    days: dict[tuple[int, str, date], list[Stay]] = defaultdict(list)
    for stay in stays:
        if stay.village is not None and stay.hospital:
            days[stay.village, stay.hospital, stay.admitted].append(stay)
    many = (group for group in days.values() if len({stay.person for stay in group}) >= limit)
    return {stay.id for group in many for stay in group}


def _short(stays: list[Stay], limit: int | None) -> set[int]:
    if limit is None:
        return set()
    return {stay.id for stay in stays if stay.discharged and 0 <= (stay.discharged - stay.admitted).days <= limit}
