"""报销核查: the settled stays of a period judged by the edition of their day, added up by place, hospital or person.

Ratios are taken on sums, the median of the stays stands beside them; 政策范围内报销比例 and 救助比例 as domain.md §3.9
has them; 90 % is a band, so that too low and too high are both found (NC §十四, ZS §二). Everything found opens its
bills (``behind``).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from hfp_desk.gate import Viewer
from hfp_desk.policy import Edition, Policy
from hfp_desk.records import PAYERS
from hfp_desk.rules import judging
from hfp_desk.rules.judging import Judgement
from hfp_desk.rules.money import CENT, Sums
from hfp_desk.store import protection_names, protection_prices
from hfp_desk.store.opening import Register
from hfp_desk.store.protection_bills import KEYS, Asked
from hfp_desk.store.protection_names import Name
from hfp_desk.store.protection_reading import Key, Read, Total, read
from hfp_desk.store.protection_rules import RULES, Part, Rule, condition, parts, wanted
from hfp_desk.store.sql import Sql, joined

PRICE, YEAR = "price", "year"
"""Found beside the stays: above the price of the disease; too little 医疗救助 over a person's year."""


@dataclass(frozen=True)
class Found:
    """Something found: how often, and on what it stands."""

    name: str
    label: str
    count: int
    unit: str = "笔"
    wanted: str = ""
    source: str = ""
    assumed: bool = False
    amount: Decimal | None = None


@dataclass(frozen=True)
class Group:
    """The stays of one place, hospital, disease or person together, visits by themselves.

    ``found`` counts what was found by its name, among stays and visits.
    """

    key: Key
    label: str
    place: str = ""
    people: int = 0
    sums: Sums = field(default_factory=Sums)
    visits: Sums = field(default_factory=Sums)
    median: Decimal | None = None
    found: Mapping[str, int] = field(default_factory=dict)
    judgement: Judgement | None = None

    @property
    def outside(self) -> int:
        """Stays outside the band, in either direction."""
        return self.found.get("low", 0) + self.found.get("high", 0)


@dataclass(frozen=True)
class Checked:
    """What the period says: all together, by group, and what was found; ``unjudged`` are rules without a figure."""

    asked: Asked
    by: str
    edition: Edition
    whole: Group
    groups: tuple[Group, ...]
    found: tuple[Found, ...]
    unjudged: tuple[str, ...]


def check(register: Register, policy: Policy, asked: Asked, by: str = "town") -> Checked:
    """Judge the stays of a period and add them up by ``by`` (``protection_bills.GROUPS``)."""
    cut = parts(policy, asked.since, asked.until)
    edition = cut[-1].edition
    rules = [(rule, made) for rule in RULES if (made := condition(rule, cut)) is not None]
    judged = [rule for rule, _ in rules]
    with register.session():
        found = read(register.db, asked, by, [made for _, made in rules]) if asked.viewer.may_look else Read()
        names = protection_names.labels(register.db, by, list(found.groups), asked.viewer)
        over = protection_prices.overpriced(register.db, asked)
    whole = _group(None, Name("合计"), found.whole, judged, edition)
    groups = [_group(key, names[key], total, judged, edition) for key, total in found.groups.items()]
    short = _short(found, edition)
    told = (*(_told(rule, whole.found[rule.name], cut) for rule in judged), *_beside(over, short, edition))
    unjudged = tuple(rule.label for rule in RULES if rule not in judged)
    in_order = tuple(sorted(groups, key=lambda one: names[one.key].order))
    return Checked(asked, by, edition, whole, in_order, told, unjudged)


def behind(
    register: Register, policy: Policy, asked: Asked, *, found: str = "", by: str = "", key: Key = None
) -> tuple[int, ...]:
    """The bills behind something found, behind a group, or behind both; every bill of the period where neither."""
    if not asked.viewer.may_look:
        return ()
    with register.session():
        db = register.db
        tests = [Sql(f"{KEYS[by]} IS ?", (key,))] if by else []
        tests += [_finding(register, policy, asked, found)] if found else []
        where = joined([Sql("(") + one + ")" for one in tests], " AND ") if tests else Sql("1")
        stays = joined(
            [Sql('SELECT "stay" FROM ') + piece + " b WHERE " + where for piece in asked.stays(db)], " UNION "
        )
        sql = Sql('SELECT "bill" FROM (') + asked.bills + ') WHERE "stay" IN (' + stays + ') ORDER BY "day","bill"'
        return tuple(row[0] for row in db.execute_sql(sql.text, sql.values))


def payers(
    register: Register, policy: Policy, asked: Asked, by: str = "", key: Key = None
) -> tuple[tuple[str, Decimal], ...]:
    """What each payer paid of the stays of the period or of a group, as the edition calls it and in its order."""
    if not asked.viewer.may_look:
        return ()
    where = Sql(" WHERE \"kind\" IN ('','1')") + (Sql(f" AND {KEYS[by]} IS ?", (key,)) if by else Sql(""))
    sql = Sql(f"SELECT {','.join(f'coalesce(sum({chr(34)}{one.name}{chr(34)}),0)' for one in PAYERS)} FROM (")
    sql = sql + asked.bills + ")" + where
    with register.session():
        fen = register.db.execute_sql(sql.text, sql.values).fetchone()
    paid = {one.name: Decimal(amount).scaleb(-2) for one, amount in zip(PAYERS, fen, strict=True)}
    edition = policy.on(asked.until)
    named = [payer.field for payer in edition.payers if payer.field != "other"]
    used = [*named, *(name for name, amount in paid.items() if amount and name not in named)]
    return tuple((edition.payer_label(name), paid[name]) for name in used)


def year_of(year: int, viewer: Viewer, *, by_discharge: bool = False) -> Asked:
    """The stays of a calendar year."""
    return Asked(viewer, date(year, 1, 1), date(year, 12, 31), by_discharge)


def _finding(register: Register, policy: Policy, asked: Asked, found: str) -> Sql:
    """The condition of something found."""
    if found == PRICE:
        return _among('"stay"', [one.stay for one in protection_prices.overpriced(register.db, asked)])
    if found == YEAR:
        edition = policy.on(asked.until)
        return _among('"person_id"', _short(read(register.db, asked, "person", []), edition))
    rule = next(one for one in RULES if one.name == found)
    return condition(rule, parts(policy, asked.since, asked.until)) or Sql("0")


def _among(column: str, ids: Collection[int]) -> Sql:
    return Sql(f"{column} IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))


def _short(found: Read, edition: Edition) -> list[int]:
    """Persons with less 医疗救助 over the year than wanted; once the yearly limit is used up, it is met (NC §十四)."""
    if not edition.target("assistance_ratio").given:
        return []
    judged = ((person, judging.judge_assistance(edition, year)) for person, year in found.years.items())
    return [person for person, verdict in judged if verdict is Judgement.LOW]


def _group(key: Key, name: Name, total: Total, rules: Sequence[Rule], edition: Edition) -> Group:
    middle = Decimal(median(total.ratios)).scaleb(-2).quantize(CENT, ROUND_HALF_UP) if total.ratios else None
    verdict = judging.judge(edition.target("reimbursed_ratio"), total.sums.reimbursed_ratio)
    told = {rule.name: total.broken(place) for place, rule in enumerate(rules)}
    return Group(key, name.label, name.place, total.people, total.sums, total.visits, middle, told, verdict)


def _told(rule: Rule, count: int, cut: tuple[Part, ...]) -> Found:
    targets = list(wanted(rule, cut))
    told = "；".join(dict.fromkeys(judging.wanted(one) for one in targets))
    source = "；".join(dict.fromkeys(one.source for one in targets)) or rule.source
    return Found(rule.name, rule.label, count, "笔", told, source, any(one.assumed for one in targets))


def _beside(over: Sequence[protection_prices.Over], short: Sequence[int], edition: Edition) -> tuple[Found, ...]:
    amount = sum((one.over for one in over), Decimal(0))
    price = Found(PRICE, "超过单病种收费标准", len(over), "笔", "不高于标准", "GJ §二（一）3", amount=amount)
    ratio, limit = edition.target("assistance_ratio"), edition.target("assistance_limit")
    if not ratio.given:
        return (price,)
    told = judging.wanted(ratio) + (f"，年度限额 {judging.wanted(limit)}" if limit.given else "")
    return price, Found(YEAR, "全年救助比例不足", len(short), "人", told, ratio.source, ratio.assumed)
