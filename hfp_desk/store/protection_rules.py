"""What is wrong with a settled stay, as conditions of SQL with the figures of each edition bound in them.

Money is whole fen, a ratio whole hundredths of a per cent, rounded half up as ``rules.money.ratio`` does: SQL and the
rules agree to the last digit. A figure that no document and no office gives makes no condition.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from hfp_desk.policy import Edition, Policy, Target
from hfp_desk.records import Identity, PlaceStatus
from hfp_desk.rules import judging
from hfp_desk.store import holding
from hfp_desk.store.sql import Sql, joined
from hfp_desk.store.tables import table

_INPATIENT = "\"kind\" IN ('','1')"
_VISIT = "\"kind\"='2' AND \"level\" IN ('1','9')"
_RATIO = '("{0}"*20000+"{1}")/(2*"{1}")'
_PAID = f'"known" AND "total">0 AND {_RATIO.format("reimbursed", "total")}'
_OWN = f'"total">0 AND {_RATIO.format("own_share", "total")}'
_OUTSIDE = f'"known" AND "in_scope">0 AND {_RATIO.format("insured", "in_scope")}'
_SMALL = "('1','2')"

Condition = Callable[[Edition], Sql | None]


@dataclass(frozen=True)
class Rule:
    """Something to be found: its words, the figure it stands on, the condition that an edition makes of it."""

    name: str
    label: str
    condition: Condition
    target: str = ""
    source: str = ""


def _beyond(name: str, expression: str, where: str, *, high: bool) -> Condition:
    """A ratio on the wrong side of an edge of a target."""

    def condition(edition: Edition) -> Sql | None:
        edge = judging.edges(edition.target(name))[high]
        if edge is None:
            return None
        return Sql(f"{where} AND {expression}{'>' if high else '<'}?", (_hundredths(edge),))

    return condition


def _poor(edition: Edition) -> Sql | None:
    """Too much of one's own in a village that the document names by its mark (NC §二十一)."""
    over = _beyond("own_share", _OWN, _INPATIENT, high=True)(edition)
    if over is None or not edition.village_marks:
        return None
    marks = ",".join("?" * len(edition.village_marks))
    villages = (
        f' AND "village_id" IN (SELECT m."place_id" FROM {table(PlaceStatus)} m WHERE m."voided_at"=\'\''
        f' AND m."status" IN ({marks}) AND m."year"<=CAST(substr("day",1,4) AS INTEGER))'
    )
    return over + Sql(villages, edition.village_marks)


def _deductible(edition: Edition) -> Sql | None:
    value = edition.target("basic_deductible").value
    if value is None:
        return None
    return Sql(f'{_INPATIENT} AND "level" IN {_SMALL} AND "deductible">?', (int(value * 100),))


def _not_done(column: str) -> Condition:
    """先诊疗后付费 and 一站式 inside the scope word, for people the document is for; only where 否 is written."""

    def condition(edition: Edition) -> Sql | None:
        areas, held = edition.scope_areas, holding.entitles(Sql('b."day"'), edition.persons, "i.")
        inside = Sql(f'{_INPATIENT} AND "{column}"=0 AND "area" IN ({",".join("?" * len(areas))})', areas)
        mine = f' AND EXISTS (SELECT 1 FROM {table(Identity)} i WHERE i."person_id"=b."person_id" AND '
        return inside + mine + held + ")"

    return condition


def _ended(edition: Edition) -> Sql | None:
    """Money of a payer after its last day (NC §十四: 兜底 goes over into 医疗救助 before 2020)."""
    ends = [payer for payer in edition.payers if payer.until is not None]
    if not ends:
        return None
    return joined([Sql(f'"{one.field}">0 AND "day">?', (str(one.until),)) for one in ends], " OR ")


RULES = (
    Rule("low", "实际报销比例低于目标", _beyond("reimbursed_ratio", _PAID, _INPATIENT, high=False), "reimbursed_ratio"),
    Rule("high", "实际报销比例高于目标", _beyond("reimbursed_ratio", _PAID, _INPATIENT, high=True), "reimbursed_ratio"),
    Rule("own", "个人负担比例超标", _beyond("own_share", _OWN, _INPATIENT, high=True), "own_share"),
    Rule("own_poor", "其中贫困村", _poor, "own_share"),
    Rule("free", "个人负担为 0", lambda _e: Sql('"total">0 AND "own_share"=0'), source="NC §（十四）（二十六）"),
    Rule("deductible", "一级、二级医院收了起付线", _deductible, "basic_deductible"),
    Rule(
        "visit_low", "门诊报销比例偏低", _beyond("outpatient_ratio", _OUTSIDE, _VISIT, high=False), "outpatient_ratio"
    ),
    Rule(
        "visit_high", "门诊报销比例偏高", _beyond("outpatient_ratio", _OUTSIDE, _VISIT, high=True), "outpatient_ratio"
    ),
    Rule("treat_first", "未实行先诊疗后付费", _not_done("treat_first"), source="GJ §二（三）3"),
    Rule("one_stop", "未实行一站式结算", _not_done("one_stop"), source="GJ §二（三）3"),
    Rule("ended", "兜底期满后仍有支付", _ended, source="NC §（十四）"),
    Rule(
        "unbalanced",
        "各项相加不等于总费用",
        lambda _e: Sql('"known" AND "own_share" IS NOT NULL AND "paid"+"own_share"<>"total"'),
    ),
    Rule("unknown", "没有支付明细，不能核查", lambda _e: Sql('"total">0 AND NOT "known"')),
)
"""What is looked for in every stay, the gravest first."""


@dataclass(frozen=True)
class Part:
    """A part of a period in which one edition holds."""

    first: date
    last: date
    edition: Edition


def parts(policy: Policy, since: date, until: date) -> tuple[Part, ...]:
    """The period cut where a new edition begins; days before the first edition are judged by the first."""
    starts = [since, *(one.starts for one in policy.editions if since < one.starts <= until)]
    ends = [*(day - timedelta(days=1) for day in starts[1:]), until]
    return tuple(Part(first, last, policy.on(first)) for first, last in zip(starts, ends, strict=True))


def condition(rule: Rule, cut: tuple[Part, ...]) -> Sql | None:
    """A rule over the whole period, each day under its own edition; None where no edition gives the figure."""
    told = [(part, rule.condition(part.edition)) for part in cut]
    alike = {found for _, found in told}
    if len(alike) == 1:
        return alike.pop()
    days = [_within(part) + found + "))" for part, found in told if found is not None]
    return joined(days, " OR ") if days else None


def wanted(rule: Rule, cut: tuple[Part, ...]) -> Iterator[Target]:
    """The targets a rule stands on in the period, as far as they are given."""
    for part in cut:
        if rule.target and part.edition.target(rule.target).given:
            yield part.edition.target(rule.target)


def _within(part: Part) -> Sql:
    return Sql('("day" BETWEEN ? AND ? AND (', (part.first.isoformat(), part.last.isoformat()))


def _hundredths(edge: Decimal) -> int:
    return int(edge * 100)
