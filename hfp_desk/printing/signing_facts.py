"""What the papers of family-doctor signing need to know, as shown texts."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Covered:
    """Somebody of the household, and whether with a contract in force."""

    signed: bool
    name: str
    sex: str
    id_number: str
    relation: str
    groups: str
    phone: str


@dataclass(frozen=True)
class Promised:
    """An item of the package: how often a year, by when, for whom."""

    label: str
    times: str
    whom: str


@dataclass(frozen=True)
class TeamFacts:
    """A team with its members: role, name, unit, phone."""

    name: str
    institution: str = ""
    phone: str = ""
    members: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True)
class AgreementFacts:
    """家庭医生签约服务协议书 of one household."""

    village: str
    name: str
    number: str
    address: str
    phone: str
    people: tuple[Covered, ...]
    items: tuple[Promised, ...]
    team: TeamFacts
    doctor: str
    package: str
    signed_on: date | None
    starts: date | None
    ends: date | None
    years: int


@dataclass(frozen=True)
class Fulfilled:
    """An item of somebody's contract year: times a year, due, done, and the days and words of the records behind it."""

    label: str
    times: str
    due: str
    done: str
    proofs: tuple[str, ...]


@dataclass(frozen=True)
class HandbookFacts:
    """履约手册: one person's contract year."""

    village: str
    name: str
    id_number: str
    phone: str
    groups: str
    team: str
    doctor: str
    starts: str
    ends: str
    until: date
    items: tuple[Fulfilled, ...]
