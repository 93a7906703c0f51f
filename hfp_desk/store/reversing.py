"""冲账: a wrong settlement is taken back by a record of its own that points at it, never edited (domain.md §2.5)."""

from __future__ import annotations

from datetime import date

from hfp_desk.fields import spec_of
from hfp_desk.gate import Viewer
from hfp_desk.kinds import Money
from hfp_desk.problems import Refusal
from hfp_desk.records import SETTLEMENT, Settlement
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register
from hfp_desk.store.titles import restricted_among

_AMOUNTS = tuple(field for field in SETTLEMENT.fields if isinstance(spec_of(field).kind, Money))


def reverse(register: Register, viewer: Viewer, bill: int, reason: str, day: date | None = None) -> keeping.Changes:
    """Enter the reversing record of a bill on ``day`` (today), every amount with the opposite sign; one deed.

    Refusal without a reason, for a bill that was reversed already, that is a reversal itself, or that is not there.
    """
    if not reason.strip():
        raise Refusal("没有填写冲账原因。", "请写明原因，如：报销比例算错、退费重结。")
    with register.session():
        if not viewer.sees_restricted and restricted_among(register.db, SETTLEMENT, [bill]):
            raise Refusal("这条记录属于保密病种，您没有查看权限。", "请由有保密权限的人员处理。")
        original = _reversible(bill)
        made = Settlement.new(
            person=original.person,
            treatment=original.treatment,
            settled_on=day or date.today(),
            person_class=original.person_class,
            audit_batch=original.audit_batch,
            reversal_of=original,
            remark=f"冲账：{reason.strip()}",
        )
        for field in _AMOUNTS:
            amount = getattr(original, field.name)
            setattr(made, field.name, None if amount is None else -amount)
        return keeping.save(register, made, reason=reason.strip())


def _reversible(bill: int) -> Settlement:
    found: Settlement | None = Settlement.get_or_none(Settlement.id == bill)
    if found is None or found.voided_at:
        raise Refusal("这笔结算已经不在台账中。", "请刷新后再试。")
    if found.reversal_of is not None:
        raise Refusal("这一笔本身就是冲账记录，不能再冲。", "冲错了请按 Ctrl+Z 撤销，或作废这条冲账记录。")
    taken = Settlement.get_or_none((Settlement.reversal_of == found) & (Settlement.voided_at == ""))
    if taken is not None:
        raise Refusal(f"这笔结算已于 {taken.settled_on} 冲账。", "需要重新结算时，请按 F2 录入正确的一笔。")
    return found
