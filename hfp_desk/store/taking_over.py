"""A settled stay taken over into the calculator: what it was, and what was really paid of it (报销测算)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import SQL

from hfp_desk import gate
from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.policy import Edition, Policy
from hfp_desk.problems import Refusal
from hfp_desk.records import PAYERS, SETTLEMENT, Identity, Institution, Person, Settlement, Treatment
from hfp_desk.rules.money import ZERO
from hfp_desk.rules.protection_stay import INPATIENT, OUTPATIENT, Stay
from hfp_desk.store import holding
from hfp_desk.store.opening import Register
from hfp_desk.store.protection_bills import Asked
from hfp_desk.store.sql import Sql
from hfp_desk.store.titles import restricted_among

_REFERRED = "2"  # 经批准转诊 of the code list referral
_EARLIER = (
    'SELECT coalesce(sum(coalesce("assistance",0)+coalesce("major_assistance",0)),0),'
    ' coalesce(sum(max(coalesce("in_scope",0)-coalesce("basic",0),0)),0) FROM ('
)


@dataclass(frozen=True)
class Taken:
    """A stay as the calculator takes it; texts as the viewer may read them, ``actual`` what each payer paid."""

    stay: Stay
    person: int
    name: str = ""
    disease: str = ""
    hospital: str = ""
    actual: Mapping[str, Decimal] = field(default_factory=dict)
    own: Decimal | None = None


def taken(register: Register, viewer: Viewer, policy: Policy, bill: int) -> Taken:
    """The stay of a bill; Refusal where there is none or it is not for these eyes."""
    with register.session():
        if not viewer.may_look or (not viewer.sees_restricted and restricted_among(register.db, SETTLEMENT, [bill])):
            raise Refusal("这条记录属于保密病种，您没有查看权限。", "请由有保密权限的人员处理。")
        found: Any = Settlement.get_or_none(Settlement.id == bill)
        if found is None or found.voided_at or found.reversal_of is not None:
            raise Refusal("这一笔已作废或是冲账记录，不能测算。", "请选择一笔有效的结算。")
        care = found.treatment
        day = found.settled_on or getattr(care, "discharged", None) or getattr(care, "admitted", None) or date.today()
        edition = policy.on(day)
        return Taken(
            _stay(register, viewer, found, day, edition),
            found.person.id,
            gate.shown(spec_of(Person.name), found.person.name, viewer),
            gate.shown(spec_of(Treatment.disease), getattr(care, "disease", ""), viewer),
            gate.shown(spec_of(Treatment.hospital), getattr(care, "hospital", ""), viewer),
            {one.name: amount for one in PAYERS if (amount := getattr(found, one.name)) is not None},
            found.own_share,
        )


def _stay(register: Register, viewer: Viewer, bill: Any, day: date, edition: Edition) -> Stay:
    care = bill.treatment
    assisted, borne = _earlier(register, viewer, bill, day)
    known = edition.recognise(getattr(care, "disease", ""), getattr(care, "icd", ""))
    total = bill.total or ZERO
    return Stay(
        day=day,
        total=total,
        in_scope=bill.in_scope if bill.in_scope is not None else total - (bill.out_of_catalogue or ZERO),
        kind=OUTPATIENT if getattr(care, "kind", "") == "2" else INPATIENT,
        level=_level(care),
        area=getattr(care, "area", "") or "1",
        referred=getattr(care, "referral", "") == _REFERRED,
        entitled=_entitled(bill.person, day, edition),
        disease=known.disease.code if known is not None else "",
        assisted=assisted,
        borne=borne,
    )


def _level(care: Any) -> str:
    """The level of the hospital as the stay says it, else as the institution is registered."""
    if care is None:
        return ""
    known = care.institution or Institution.get_or_none(
        (Institution.name == care.hospital) & (Institution.voided_at == "")
    )
    return str(care.level or getattr(known, "level", "") or "")


def _earlier(register: Register, viewer: Viewer, bill: Any, day: date) -> tuple[Decimal, Decimal]:
    """What 医疗救助 paid and what counted towards the 大病保险 earlier in the year."""
    asked = Asked(viewer, date(day.year, 1, 1), day)
    where = Sql(') WHERE "person_id"=? AND "bill"<>? AND "day"<?', (bill.person.id, bill.id, day.isoformat()))
    sql = Sql(_EARLIER) + asked.bills + where
    row = register.db.execute_sql(sql.text, sql.values).fetchone()
    assisted, borne = (Decimal(fen).scaleb(-2) for fen in row)
    return assisted, borne


def _entitled(person: Any, day: date, edition: Edition) -> bool:
    """Of a category the document is for; who left poverty keeps what the policy gives (DZ §二（十一）)."""
    held = holding.entitles(day, edition.persons)
    mine = Identity.select().where((Identity.person == person) & SQL(held.text, held.values))
    return bool(mine.exists())
