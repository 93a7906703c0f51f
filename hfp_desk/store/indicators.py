"""Figures against the targets of the policy in force: goal, now, numerator and denominator, for one year.

The year is that of the latest stay, so that a register of last year's lists still says something.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hfp_desk.policy import Policy, Target
from hfp_desk.records import Diagnosis, Person, Settlement, Treatment
from hfp_desk.rules import judging, money
from hfp_desk.rules.judging import Judgement
from hfp_desk.rules.money import REIMBURSING, Sums
from hfp_desk.store.opening import Register
from hfp_desk.store.tables import table

_MAJOR, _VERIFIED = "1", "2"
_DAY = 'coalesce(t."admitted",s."settled_on")'
_BILLS = (
    f'FROM {table(Settlement)} s LEFT JOIN {table(Treatment)} t ON t."id"=s."treatment_id"'
    f" WHERE s.\"voided_at\"='' AND coalesce(t.\"kind\",'') IN ('','1') AND {_DAY} BETWEEN ? AND ?"
)
_PARTS = (
    ("total",),
    ("own_share",),
    tuple(sorted(REIMBURSING)),
    ("basic", "major"),
    ("supplementary",),
    ("assistance", "major_assistance"),
    ("in_scope",),
)
_ILL = (
    f'SELECT DISTINCT d."person_id" FROM {table(Diagnosis)} d WHERE d."voided_at"=\'\''
    f" AND d.\"batch_class\"='{_MAJOR}' AND d.\"verify_state\"='{_VERIFIED}'"
)
_TREATED = f' AND EXISTS (SELECT 1 FROM {table(Treatment)} t WHERE t."person_id"=d."person_id" AND t."voided_at"=\'\')'


@dataclass(frozen=True)
class Indicator:
    """One figure: what was reached, of what, and what was wanted; ``judgement`` None when there is no target."""

    label: str
    figure: Decimal | None
    unit: str
    part: str
    whole: str
    wanted: str
    judgement: Judgement | None
    edges: tuple[Decimal, ...] = ()
    source: str = ""


def year_of(register: Register) -> int:
    """The year of the latest stay; this year while there is none."""
    with register.session():
        row = register.db.execute_sql(
            f'SELECT max("admitted") FROM {table(Treatment)} WHERE "voided_at"=\'\''
        ).fetchone()
    return int(row[0][:4]) if row[0] else date.today().year


def indicators(register: Register, policy: Policy, year: int) -> tuple[Indicator, ...]:
    """What the register says about the targets it can judge; a figure without any denominator is left out."""
    edition = policy.on(date(year, 12, 31))
    with register.session():
        made = [
            *_of_money(edition.target, _sums(register, year)),
            _of_people(edition.target("coverage_treatment"), *_treated(register)),
            _of_people(edition.target("coverage_major"), *_insured(register)),
        ]
    return tuple(one for one in made if one.figure is not None)


def _of_money(target: Any, year: Sums) -> Iterator[Indicator]:
    yield _money(target("reimbursed_ratio"), year.reimbursed_ratio, year.reimbursed, year.total)
    yield _money(target("own_share"), year.own_share, year.own, year.total)
    left = year.in_scope - year.basic_and_major - year.supplementary
    yield _money(target("assistance_ratio"), year.assistance_ratio, year.assistance, left)


def _money(target: Target, figure: Decimal | None, part: Decimal, whole: Decimal) -> Indicator:
    return _made(target, figure, f"{part:,.2f} 元", f"{whole:,.2f} 元")


def _of_people(target: Target, part: int, whole: int) -> Indicator:
    return _made(target, money.ratio(Decimal(part), Decimal(whole)), f"{part:,} 人", f"{whole:,} 人")


def _made(target: Target, figure: Decimal | None, part: str, whole: str) -> Indicator:
    verdict = judging.judge(target, figure)
    edges = tuple(edge for edge in dict.fromkeys(judging.edges(target)) if edge is not None)
    wanted = judging.wanted(target)
    return Indicator(target.label, figure, target.unit, part, whole, wanted, verdict, edges, target.source)


def _sums(register: Register, year: int) -> Sums:
    added = ",".join("+".join(f'coalesce(sum(s."{name}"),0)' for name in names) for names in _PARTS)
    row = register.db.execute_sql(f"SELECT count(*),{added} {_BILLS}", (f"{year}-01-01", f"{year}-12-31")).fetchone()
    count, *fen = row
    total, own, reimbursed, basic, supplementary, assistance, in_scope = (Decimal(one).scaleb(-2) for one in fen)
    return Sums(count, total, own, reimbursed, basic, supplementary, assistance, in_scope)


def _treated(register: Register) -> tuple[int, int]:
    """Persons with a verified 大病 that have a stay, and all of them."""
    part, whole = (
        register.db.execute_sql(f"SELECT count(*) FROM ({sql})").fetchone()[0] for sql in (_ILL + _TREATED, _ILL)
    )
    return part, whole


def _insured(register: Register) -> tuple[int, int]:
    """Living persons in the 大病保险, and all of whom it is known."""
    row = register.db.execute_sql(
        f'SELECT coalesce(sum("major_insurance"),0), count("major_insurance") FROM {table(Person)}'
        ' WHERE "voided_at"=\'\' AND "died_on" IS NULL'
    ).fetchone()
    return int(row[0]), int(row[1])
