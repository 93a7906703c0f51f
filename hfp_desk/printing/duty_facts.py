"""What the single sheets of the four further ledgers need to know, in plain strings, dates and Decimals."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class GapFacts:
    """One 空白点销号表; ``village`` and ``name`` are what the outline shows."""

    office: str
    village: str
    name: str
    number: str
    found: date | None = None
    cause: str = ""
    remedy: str = ""
    served: str = ""
    unit: str = ""
    responsible: str = ""
    deadline: date | None = None
    evidence: str = ""
    closed: date | None = None
    day: date | None = None
    title: str = "村卫生室和村医空白点销号表"


@dataclass(frozen=True)
class Compared:
    """Something measured before the assistance and after it."""

    label: str
    before: str
    after: str
    change: str = ""


@dataclass(frozen=True)
class AssessmentFacts:
    """One 对口帮扶考核表, of a posted person or of the whole partnership.

    ``about`` are label and value in pairs, ``work`` what was done, ``compared`` the effect.
    """

    office: str
    village: str
    name: str
    period: str
    personal: bool
    about: tuple[tuple[str, str], ...]
    work: tuple[tuple[str, str], ...]
    compared: tuple[Compared, ...]
    techniques: str = ""
    score: str = ""
    grade: str = ""
    assessor: str = ""
    assessed: date | None = None
    title: str = "对口帮扶考核表"


@dataclass(frozen=True)
class CertificateFacts:
    """One 培训证书; ``village`` is the course, under which the outline shows the ``name``."""

    village: str
    name: str
    unit: str
    id_number: str
    course: str
    starts: date
    ends: date | None
    days: str
    hours: str
    result: str
    number: str
    issuer: str
    issued: date | None
    title: str = "培训合格证书"
