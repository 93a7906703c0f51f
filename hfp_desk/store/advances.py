"""Advances of hospitals, by bill and by hospital, and whether the batches agree with their bills."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import JOIN, SQL

from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer, shown
from hfp_desk.policy import Policy
from hfp_desk.records import AuditBatch, Person, Settlement, Treatment
from hfp_desk.rules.advances import Advance, Balance, Stage, balance
from hfp_desk.store.opening import Register
from hfp_desk.store.sql import open_to

NO_HOSPITAL = "（未填医院）"


@dataclass(frozen=True)
class Ledger:
    """All advances on a day: the bills, their sums by hospital, all together, and what does not agree."""

    bills: tuple[Advance, ...]
    hospitals: tuple[Balance, ...]
    all: Balance
    overdue: tuple[int, ...]
    uneven: tuple[tuple[int, str], ...]
    days: int | None

    def at(self, stage: Stage) -> tuple[int, ...]:
        """The bills that have come so far."""
        return tuple(one.id for one in self.bills if one.stage is stage)


def ledger(register: Register, viewer: Viewer, day: date, policy: Policy) -> Ledger:
    """The advances this viewer may know of, with the sums of each hospital."""
    days = policy.on(day).target("repayment_days").value
    limit = None if days is None else int(days)
    with register.session():
        found = bills(viewer)
        uneven = tuple(_uneven(found)) if not _hidden(viewer) else ()
    by_hospital: dict[str, list[Advance]] = defaultdict(list)
    for one in found:
        by_hospital[one.hospital or NO_HOSPITAL].append(one)
    hospitals = tuple(balance(mine, day, limit, name) for name, mine in sorted(by_hospital.items()))
    overdue = tuple(one.id for one in found if one.is_overdue(day, limit))
    return Ledger(tuple(found), hospitals, balance(found, day, limit), overdue, uneven, limit)


def bills(viewer: Viewer, wanted: Collection[int] | None = None, batch: str = "") -> list[Advance]:
    """Living bills with an advance, in the order of settlement; of one batch, or only those named."""
    free = SQL(open_to(Settlement, viewer, '"t1".') or "1")
    where = (Settlement.voided_at == "") & Settlement.advanced.is_null(False) & (Settlement.advanced != 0) & free
    if wanted is not None:
        where &= Settlement.id.in_(list(wanted))
    if batch:
        where &= Settlement.audit_batch == batch
    query: Any = Settlement.select(Settlement, Treatment, Person).join(Treatment, JOIN.LEFT_OUTER)
    query = query.switch(Settlement).join(Person).where(where).order_by(Settlement.settled_on, Settlement.id)
    return [_advance(one, viewer) for one in query]


def hospital_of(bill: Any) -> str:
    """The hospital as the stay names it."""
    return str(bill.treatment.hospital) if bill.treatment is not None else ""


def _advance(one: Any, viewer: Viewer) -> Advance:
    """A bill; what a stay cost is for those who may look at illness."""
    return Advance(
        one.id,
        shown(spec_of(Treatment.hospital), hospital_of(one), viewer),
        one.advanced,
        one.audit_batch,
        one.audited,
        one.audited_on,
        one.repaid or Decimal(0),
        shown(spec_of(Person.name), one.person.name, viewer),
        one.settled_on,
        one.total if viewer.may_look else None,
    )


def _hidden(viewer: Viewer) -> bool:
    """Whether this viewer cannot add a batch up: some of its bills are restricted, or all hospitals are hidden."""
    if not viewer.may_look:
        return True
    closed = open_to(Settlement, viewer, '"t1".')
    query = Settlement.select().where(SQL(f"NOT ({closed})") & (Settlement.audit_batch != "")) if closed else None
    return query is not None and query.exists()


def _uneven(found: Sequence[Advance]) -> list[tuple[int, str]]:
    """Batches whose sums are not those of their bills, each with what differs in words.

    A batch without a hospital is of all of them.
    """
    mine: dict[str, list[Advance]] = defaultdict(list)
    for one in found:
        if one.batch:
            mine[one.batch].append(one)
    told = []
    for batch in AuditBatch.select().where(AuditBatch.voided_at == "").order_by(AuditBatch.id):
        own = [one for one in mine.get(batch.number, ()) if batch.hospital in ("", one.hospital)]
        differing = [label for label, kept, real in _compared(batch, own) if (kept or Decimal(0)) != real]
        if differing:
            told.append((batch.id, f"{batch.number} {batch.hospital}：{'、'.join(differing)}与明细合计不符"))
    return told


def _compared(batch: Any, own: Sequence[Advance]) -> list[tuple[str, Decimal | None, Decimal]]:
    whole = balance(own, date.min, None)
    return [
        (spec_of(AuditBatch.claimed).label, batch.claimed, whole.advanced),
        (spec_of(AuditBatch.approved).label, batch.approved, whole.approved),
        (spec_of(AuditBatch.deducted).label, batch.deducted, whole.deducted),
        (spec_of(AuditBatch.repaid).label, batch.repaid, whole.repaid),
    ]
