"""A stay to be reckoned, what each line of protection pays of it, and the whole of it as a bill (报销测算)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from hfp_desk.policy import Edition, Target
from hfp_desk.problems import Problem
from hfp_desk.rules import judging, money
from hfp_desk.rules.money import CENT, HUNDRED, ZERO

INPATIENT, OUTPATIENT, CHRONIC = "1", "2", "3"
"""What a bill is for: 住院, 普通门诊, 门诊大病或特殊慢性病."""
KINDS = {INPATIENT: "住院", OUTPATIENT: "普通门诊", CHRONIC: "门诊大病、特殊慢性病"}


@dataclass(frozen=True)
class Stay:
    """A stay or visit to be reckoned, amounts in yuan.

    ``entitled``: the person is of a category the document is for. ``assisted`` is what 医疗救助 paid earlier in the
    year, ``borne`` what counted towards the 大病保险 earlier, ``reimbursed`` what outpatient cover paid earlier.
    ``fees`` are the fees a hospital may waive, ``typed`` amounts of lines for which there is no rule.
    """

    day: date
    total: Decimal
    in_scope: Decimal
    kind: str = INPATIENT
    level: str = ""
    area: str = "1"
    referred: bool = False
    entitled: bool = True
    disease: str = ""
    assisted: Decimal = ZERO
    borne: Decimal = ZERO
    reimbursed: Decimal = ZERO
    fees: Mapping[str, Decimal] = field(default_factory=dict)
    typed: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """What one payer pays: ``amount`` None where a figure is missing; ``reason`` shows how it is reckoned."""

    field: str
    label: str
    amount: Decimal | None
    reason: str
    clause: str = ""
    assumed: bool = False
    missing: tuple[Target, ...] = ()

    @property
    def paid(self) -> Decimal:
        """The amount, nothing while it is not known."""
        return self.amount or ZERO


@dataclass(frozen=True)
class Reckoned:
    """A stay with what every line pays; the shares are told once every line is known."""

    stay: Stay
    edition: Edition
    lines: tuple[Line, ...]

    @property
    def missing(self) -> tuple[Target, ...]:
        """The figures to be filled in before everything can be reckoned, each once."""
        return tuple({target.name: target for line in self.lines for target in line.missing}.values())

    @property
    def complete(self) -> bool:
        """Whether every line is known."""
        return all(line.amount is not None for line in self.lines)

    @cached_property
    def own(self) -> Decimal:
        """个人负担: what no line pays."""
        return self.stay.total - sum((line.paid for line in self.lines), ZERO)

    @property
    def bill(self) -> money.Bill:
        """The reckoned stay as a bill, to be balanced and judged like any other."""
        payers: dict[str, Decimal | None] = {line.field: line.amount for line in self.lines}
        outside = self.stay.total - self.stay.in_scope
        return money.Bill(self.stay.total, self.own, payers, self.stay.in_scope, outside)

    @property
    def sums(self) -> money.Sums:
        """The ratios of the stay."""
        return money.sums([self.bill])

    @property
    def burden(self) -> money.Burden:
        """个人负担 split into 自费 and 自付."""
        return money.burden(self.stay.total, self.stay.in_scope, self.own)

    def paid(self, name: str) -> Decimal:
        """What one line pays."""
        return sum((line.paid for line in self.lines if line.field == name), ZERO)

    def judged(self) -> list[Problem]:
        """What the edition has to say about the result; nothing before it is complete, nor about visits."""
        if not self.complete or self.stay.kind != INPATIENT or not self.stay.entitled:
            return []
        return judging.stay_ratios(self.bill, self.edition)


def fen(amount: Decimal) -> Decimal:
    """Rounded half up to the fen."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def share(amount: Decimal, percent: Decimal) -> Decimal:
    """So many per cent of an amount, to the fen."""
    return fen(amount * percent / HUNDRED)


def yuan(amount: Decimal) -> str:
    """8,000.00."""
    return f"{amount:,.2f}"


def plain(number: Decimal) -> str:
    """70, 12.5: a figure without needless zeros."""
    return f"{number.normalize():f}"
