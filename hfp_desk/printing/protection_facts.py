"""What the 医疗费用报销测算单 needs to know, in plain strings and Decimals."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class PaidLine:
    """One line of protection: what it pays (None: not known yet), how it is reckoned, on what it stands."""

    label: str
    amount: Decimal | None
    reason: str
    clause: str
    assumed: bool = False


@dataclass(frozen=True)
class CalculationFacts:
    """One sheet for a patient; ``about`` and ``costs`` are label and value in pairs, ``told`` says it in words."""

    office: str
    policy: str
    made: date
    about: tuple[tuple[str, str], ...]
    costs: tuple[tuple[str, str], ...]
    lines: tuple[PaidLine, ...]
    reimbursed: Decimal
    own: Decimal | None
    told: str
    notes: tuple[str, ...] = ()
    title: str = "医疗费用报销测算单"
