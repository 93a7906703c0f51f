"""Joint audits (定期联审、统一结算): bills into a batch, the result of each, paying back; each is one deed.

Bills and batches are written together, so that their sums stay the same to the fen (GJ §二（三）3).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from peewee import JOIN

from hfp_desk.problems import Refusal
from hfp_desk.records import AuditBatch, Settlement, Treatment
from hfp_desk.rules.advances import ADVANCED, AUDITED, DEDUCTED, REPAID, Advance, paid_back
from hfp_desk.store import advances, keeping, users
from hfp_desk.store.advances import hospital_of
from hfp_desk.store.opening import Register

_NOTHING = Decimal(0)
_REASON = "核减原因："


@dataclass(frozen=True)
class Verdict:
    """What a joint audit says of one bill."""

    approved: Decimal
    reason: str = ""


def proposed(register: Register, day: date) -> str:
    """The next number of a batch: 2020年第3批."""
    with register.session():
        stem = f"{day.year}年第"
        numbers = {one.number for one in AuditBatch.select(AuditBatch.number)}
    place = 1
    while f"{stem}{place}批" in numbers:
        place += 1
    return f"{stem}{place}批"


def claim(register: Register, chosen: Collection[int], number: str) -> keeping.Changes:
    """Put advanced bills that are in no batch yet into one, a record for each hospital, in one deed."""
    number = number.strip()
    if not number:
        raise Refusal("没有填写联审批次。", "请填写批次号，如 2020年第1批。")
    with register.session():
        found = _claimable(register, chosen, number)
        groups: dict[str, list[Any]] = defaultdict(list)
        for bill in found:
            groups[hospital_of(bill)].append(bill)
        with keeping.deed(register, f"申报联审 {number}") as act:
            for hospital, mine in groups.items():
                act.save(_batch(number, hospital, mine))
            for bill in found:
                bill.audit_batch, bill.advance_state = number, ADVANCED
                act.save(bill)
        return act.changes


def results(register: Register, batch: int) -> tuple[Advance, ...]:
    """The bills of a batch for those who enter; Refusal where some of them are restricted and not for their eyes."""
    with register.session():
        return tuple(_own(register, _open_batch(batch)))


def audit(register: Register, batch: int, day: date, auditors: str, told: Mapping[int, Verdict]) -> keeping.Changes:
    """Write what the joint audit says of every bill of a batch, in one deed.

    A bill that is not named is approved as claimed. Refusal when more is approved than was advanced, when something is
    deducted without a reason, or when it was paid back already.
    """
    with register.session():
        one = _open_batch(batch)
        found = _own(register, one)
        verdicts = {bill.id: told.get(bill.id, Verdict(bill.advanced)) for bill in found}
        for bill in found:
            _require(bill, verdicts[bill.id])
        with keeping.deed(register, f"联审 {one.number}") as act:
            for record in _records(found):
                verdict = verdicts[record.id]
                record.audited, record.audited_on = verdict.approved, day
                record.advance_state = AUDITED if verdict.approved else DEDUCTED
                record.remark = _remarked(record.remark, verdict)
                act.save(record)
            one.audited_on, one.auditors = day, auditors.strip() or one.auditors
            one.approved = sum((verdict.approved for verdict in verdicts.values()), _NOTHING)
            one.claimed = sum((bill.advanced for bill in found), _NOTHING)
            one.deducted = one.claimed - one.approved
            reasons = dict.fromkeys(verdict.reason for verdict in verdicts.values() if verdict.reason)
            one.deduct_reason = "；".join(reasons)[:200]
            act.save(one)
        return act.changes


def repay(register: Register, batch: int, day: date, amount: Decimal | None = None) -> keeping.Changes:
    """Pay back what was approved, or part of it, the earlier bills first, in one deed."""
    with register.session():
        one = _open_batch(batch)
        found = _own(register, one)
        if one.audited_on is None:
            raise Refusal(f"{one.number} 还没有联审，不能拨付。", "请先登记联审结果。")
        if day < one.audited_on:
            raise Refusal(f"拨付日期 {day} 早于联审日期 {one.audited_on}。", "请核对日期。")
        left = sum(((bill.audited or _NOTHING) - bill.repaid for bill in found), _NOTHING)
        given = paid_back(found, left if amount is None else amount)
        with keeping.deed(register, f"拨付 {one.number}") as act:
            for record in _records(found):
                if record.id in given:
                    record.repaid, record.repaid_on = given[record.id], day
                    record.advance_state = REPAID if record.repaid == record.audited else record.advance_state
                    act.save(record)
            before = sum((bill.repaid for bill in found), _NOTHING)
            one.repaid = before + (left if amount is None else amount)
            one.repaid_on = day
            act.save(one)
        return act.changes


def _claimable(register: Register, chosen: Collection[int], number: str) -> list[Any]:
    """The bills chosen, all with an advance and in no batch; Refusal otherwise."""
    viewer = users.viewer(register)
    known = {one.id: one for one in advances.bills(viewer, chosen)}
    taken = [one for one in known.values() if one.batch]
    if taken:
        raise Refusal(f"选中的有 {len(taken)} 笔已在联审批次中（如 {taken[0].batch}）。", "请只选还没有申报的。")
    if not known:
        raise Refusal("选中的结算都没有垫付金额。", "请先在费用结算中填写垫付金额，或另选。")
    found = _records(list(known.values()))
    hospitals = {hospital_of(bill) for bill in found}
    same = AuditBatch.select().where((AuditBatch.number == number) & (AuditBatch.voided_at == ""))
    twice = [one.hospital for one in same if one.hospital in hospitals]
    if twice:
        raise Refusal(f"{number} 已有“{twice[0] or '未填医院'}”的申报。", "请换一个批次号。")
    return found


def _batch(number: str, hospital: str, bills: Sequence[Any]) -> Any:
    days = [bill.settled_on for bill in bills if bill.settled_on is not None]
    places = {bill.treatment.__data__["institution"] for bill in bills if bill.treatment is not None}
    made: Any = AuditBatch.new(number=number, hospital=hospital, claims=len(bills))
    made.starts, made.ends = min(days, default=None), max(days, default=None)
    made.claimed = sum((bill.advanced for bill in bills), _NOTHING)
    if len(places) == 1:
        made.institution = next(iter(places))
    return made


def _open_batch(batch: int) -> Any:
    found: Any = AuditBatch.get_or_none((AuditBatch.id == batch) & (AuditBatch.voided_at == ""))
    if found is None:
        raise Refusal("这个联审批次已经作废。", "请刷新列表后重新选择。")
    return found


def _own(register: Register, batch: Any) -> list[Advance]:
    """The bills of a batch; Refusal when there are none, or some are restricted and not for this user."""
    mine = (Settlement.audit_batch == batch.number) & (Settlement.voided_at == "")
    every: Any = Settlement.select(Settlement, Treatment).join(Treatment, JOIN.LEFT_OUTER).where(mine)
    ids = [one.id for one in every if one.advanced and batch.hospital in ("", hospital_of(one))]
    found = advances.bills(users.viewer(register), ids)
    if not ids:
        raise Refusal(f"{batch.number} {batch.hospital} 没有结算明细。", "请先把垫付的结算申报到这个批次。")
    if len(found) < len(ids):
        raise Refusal("这个批次有保密病种的结算，您没有查看权限。", "请由有“保密”角色的同事登记。")
    return found


def _records(found: Sequence[Advance]) -> list[Any]:
    order = {one.id: place for place, one in enumerate(found)}
    return sorted(Settlement.select().where(Settlement.id.in_(list(order))), key=lambda bill: order[bill.id])


def _require(bill: Advance, verdict: Verdict) -> None:
    whose = f"{bill.name} {bill.advanced:,.2f} 元"
    if bill.repaid:
        raise Refusal(f"{whose}已经拨付，不能再改联审结果。", "需要更正时，请先撤销拨付。")
    if not 0 <= verdict.approved <= bill.advanced:
        raise Refusal(f"{whose}，审定 {verdict.approved:,.2f} 元。", "审定金额应在 0 与垫付金额之间。")
    if verdict.approved < bill.advanced and not verdict.reason.strip():
        raise Refusal(f"{whose}，核减 {bill.advanced - verdict.approved:,.2f} 元没有写原因。", "请写明核减原因。")


def _remarked(remark: str, verdict: Verdict) -> str:
    """The reason of a deduction stands in the bill's remark; an earlier one is replaced."""
    kept = "；".join(part for part in remark.split("；") if part and not part.startswith(_REASON))
    told = f"{_REASON}{verdict.reason.strip()}" if verdict.reason.strip() else ""
    return "；".join(filter(None, (kept, told)))[:500]
