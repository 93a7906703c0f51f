"""Premium subsidies of a year: standards, what is held, how a month came out by township, who is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from hfp_desk.policy import Policy
from hfp_desk.problems import Refusal
from hfp_desk.records import Subsidy, SubsidyStandard
from hfp_desk.rules.coverage_figures import Figure
from hfp_desk.rules.subsidies import CANCELLED, CHANGED, NEW, SAME, Held
from hfp_desk.store import holding, keeping
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import Sql, living

PERSON = "person"
_COPIED = ("priority", "category", "grade", "standard", "own_paid", "subsidised", "document", "remark")
_ACTIVE = f"s.\"voided_at\"='' AND s.\"change\"<>'{CANCELLED}'"


@dataclass(frozen=True)
class Standard:
    """What a category is subsidised with in a year (附件1)."""

    priority: int
    grade: str = ""
    standard: Decimal | None = None
    own_paid: Decimal | None = None
    subsidised: Decimal | None = None


@dataclass(frozen=True)
class TownMonth:
    """How a month came out in a township; ``town`` is None for persons without one."""

    town: int | None
    name: str
    new: int
    changed: int
    cancelled: int
    same: int


@dataclass(frozen=True)
class Month:
    """The latest comparison of a year: the day of its list, and every township."""

    year: int
    listed_on: date | None
    towns: tuple[TownMonth, ...]


def standards(year: int) -> dict[str, Standard]:
    """The standards of a year by category; called inside a session."""
    living = (SubsidyStandard.year == year) & (SubsidyStandard.voided_at == "")
    return {
        one.category: Standard(one.priority or 0, one.grade, one.standard, one.own_paid, one.subsidised)
        for one in SubsidyStandard.select().where(living).order_by(SubsidyStandard.priority.desc())
    }


def clone(register: Register, year: int) -> keeping.Changes:
    """Take last year's standards over for ``year``, in one deed; those that stand there already stay."""
    with register.session():
        before = (SubsidyStandard.year == year - 1) & (SubsidyStandard.voided_at == "")
        found: list[Any] = list(SubsidyStandard.select().where(before).order_by(SubsidyStandard.priority))
        if not found:
            raise Refusal(f"{year - 1} 年没有资助标准，不能沿用。", "请先按文件录入各类身份的资助标准。")
        there = standards(year)
        wanted = [one for one in found if one.category not in there]
        if not wanted:
            raise Refusal(f"{year} 年的资助标准已经齐全。", "需要调整时请直接修改。")
        with keeping.deed(register, f"沿用 {year - 1} 年资助标准") as act:
            for one in wanted:
                act.save(SubsidyStandard.new(year=year, **{name: getattr(one, name) for name in _COPIED}))
        return act.changes


def held(year: int) -> dict[int, Held]:
    """What the register holds of a year, by person, the latest record of each; called inside a session."""
    living = (Subsidy.year == year) & (Subsidy.voided_at == "")
    wanted = (Subsidy.id, Subsidy.person, Subsidy.category, Subsidy.identities, Subsidy.change, Subsidy.listed_on)
    rows: Any = Subsidy.select(*wanted, Subsidy.request).where(living).order_by(Subsidy.id).tuples()
    return {
        person: Held(record, person, category, frozenset(codes), change, day.isoformat() if day else "", request)
        for record, person, category, codes, change, day, request in rows
    }


def latest_year(register: Register, today: date) -> int:
    """The year that was worked on last."""
    row = register.db.execute_sql('SELECT max("year") FROM "subsidy" WHERE "voided_at"=\'\'').fetchone()
    return int(row[0] or today.year)


def latest_list(register: Register, year: int) -> date | None:
    """The day of the latest full list of a year that was compared."""
    sql = 'SELECT max(max(coalesce("listed_on",\'\'),coalesce("cancelled_on",\'\'))) FROM "subsidy"'
    row = register.db.execute_sql(f'{sql} WHERE "year"=? AND "voided_at"=\'\'', (year,)).fetchone()
    return date.fromisoformat(row[0]) if row[0] else None


def month(register: Register, year: int) -> Month:
    """How the latest comparison of a year came out, by township in the official order."""
    with register.session():
        day = latest_list(register, year)
        if day is None:
            return Month(year, None, ())
        counts: Counter[tuple[int | None, str]] = Counter()
        names: dict[int | None, str] = {}
        for town, name, change, count in register.db.execute_sql(_MONTH, (year, day.isoformat(), day.isoformat())):
            names[town] = name or "（未填乡镇）"
            counts[town, change] += count
    towns = (TownMonth(town, name, *(counts[town, one] for one in _CHANGES)) for town, name in names.items())
    return Month(year, day, tuple(towns))


def behind(register: Register, year: int, change: str, town: int | None = -1) -> tuple[int, ...]:
    """The subsidies behind a number of the latest comparison; of one township where one is named."""
    with register.session():
        day = latest_list(register, year)
        given = [year, *([day.isoformat()] * 2 if day else ["", ""]), change]
        more = "" if town == -1 else ' AND p."town_id" IS ?'
        sql = f'SELECT s."id" {_LISTED} AND s."change"=?{more} ORDER BY s."id"'
        return tuple(row[0] for row in register.db.execute_sql(sql, (*given, *(() if town == -1 else (town,)))))


_CHANGES = (NEW, CHANGED, CANCELLED, SAME)
_LISTED = (
    'FROM "subsidy" s JOIN "person" p ON p."id"=s."person_id" LEFT JOIN "place" t ON t."id"=p."town_id"'
    ' WHERE s."year"=? AND s."voided_at"=\'\' AND (s."listed_on"=? OR s."cancelled_on"=?)'
)
_MONTH = (
    f'SELECT p."town_id",t."name",s."change",count(*) {_LISTED} GROUP BY 1,2,3,t."sort" ORDER BY t."sort" IS NULL,'
    't."sort"'
)


def coverage(register: Register, year: int, day: date, policy: Policy) -> tuple[Figure, ...]:
    """Who is subsidised of those entitled by an identity of the edition that holds on ``day`` (NC §十三)."""
    with register.session():
        held = holding.entitled(day, policy.on(day).persons)
        alive = Sql(f' AND {living("")} AND ("died_on" IS NULL OR "died_on">?)', (day.isoformat(),))
        asked = Sql('SELECT "id" FROM "person" WHERE "id" IN (') + held + ")" + alive
        entitled = _persons(register, asked.text, asked.values)
        active = _persons(register, f'SELECT s."person_id" FROM "subsidy" s WHERE {_ACTIVE} AND s."year"=?', (year,))
        insured = _persons(register, _INSURED, (year,))
    missing = entitled - active
    of = {
        "entitled": ("应资助参保", entitled),
        "subsidised": ("其中已资助", entitled & active),
        "missing": ("应资助未资助", missing),
        "uninsured": ("应资助未参保", missing - insured),
        "beyond": ("已资助、身份不在册", active - entitled),
    }
    return tuple(
        Figure(name, label, len(ids), len(entitled), PERSON, tuple(sorted(ids))) for name, (label, ids) in of.items()
    )


_INSURED = (
    'SELECT p."id" FROM "person" p WHERE p."basic_insurance"=1 UNION SELECT s."person_id" FROM "subsidy" s'
    " WHERE s.\"voided_at\"='' AND s.\"year\"=? AND s.\"insured_kind\" IN ('1','2','3')"
)


def fill_amounts(register: Register, year: int) -> keeping.Changes:
    """Write the standards of a year into subsidies that name no amount, in one deed."""
    with register.session():
        known: Mapping[str, Standard] = standards(year)
        empty = (Subsidy.year == year) & (Subsidy.voided_at == "") & Subsidy.subsidised.is_null()
        found = [one for one in Subsidy.select().where(empty).order_by(Subsidy.id) if one.category in known]
        if not found:
            raise Refusal("没有可以填的金额。", "请先录入本年度的资助标准；已有金额的不会改动。")
        with keeping.deed(register, f"按 {year} 年标准填资助金额") as act:
            for one in found:
                own = known[one.category]
                one.grade, one.standard = own.grade, own.standard
                one.own_paid, one.subsidised = own.own_paid, own.subsidised
                act.save(one)
        return act.changes


def _persons(register: Register, sql: str, given: tuple[object, ...]) -> set[int]:
    return {row[0] for row in register.db.execute_sql(sql, given)}
