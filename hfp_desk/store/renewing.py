"""Renewing contracts for the next period and ending them with a reason, many in one deed (domain.md §2.9)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from hfp_desk.problems import Refusal
from hfp_desk.records import Contract, Person
from hfp_desk.rules.contract_checks import CANCELLED, IN_FORCE, MOST_YEARS, RENEWED, last_day
from hfp_desk.store import keeping
from hfp_desk.store.opening import Register

_TAKEN_OVER = ("person", "household", "groups", "package", "team", "doctor", "doctor_name", "mode", "signer_phone")
_ONE_DAY = timedelta(days=1)


def renew(
    register: Register, contracts: Collection[int], starts: date | None, years: int, today: date
) -> keeping.Changes:
    """Give each contract a successor of so many years, in one deed.

    Without ``starts`` each goes on the day after the old one ends. Refusal, and none is renewed, where one was ended,
    is still running on that day, has been renewed already, or belongs to somebody dead.
    """
    if not 1 <= years <= MOST_YEARS:
        raise Refusal(f"签约周期填 {years} 年，应为 1 至 {MOST_YEARS} 年。", "请改填年数后再续签。")
    with register.session():
        records = _chosen(contracts)
        successors = [_successor(one, starts, years, today) for one in records]
        with keeping.deed(register, "续签") as act:
            for one in successors:
                act.save(one)
        return act.changes


def cancel(register: Register, contracts: Collection[int], day: date, reason: str, words: str = "") -> keeping.Changes:
    """End contracts on ``day`` for a reason (code of ``cancel_reason``), in one deed; what was remarked is kept."""
    with register.session():
        records = _chosen(contracts)
        for one in records:
            begins = one.starts or one.signed_on
            if begins is not None and day < begins:
                raise Refusal(f"{_who(one)}的协议 {begins} 才开始，解约日期 {day} 早于开始日期。", "请核对解约日期。")
        with keeping.deed(register, "解约") as act:
            for one in records:
                one.state, one.cancelled_on, one.cancel_reason = CANCELLED, day, reason
                one.remark = "；".join(part for part in (one.remark, words.strip()) if part)
                act.save(one)
        return act.changes


def _chosen(contracts: Collection[int]) -> list[Any]:
    """The contracts in force by their state. Refusal when one of them is not."""
    wanted = set(contracts)
    found: list[Any] = list(Contract.select().where(Contract.id.in_(wanted) & (Contract.voided_at == "")))
    if not found or len(found) < len(wanted):
        raise Refusal("选中的签约有的已经作废，没有改动。", "请刷新列表后重新选择。")
    for one in found:
        if one.state not in IN_FORCE:
            raise Refusal(f"{_who(one)}不是有效签约，不能续签或解约。", "请只选签约状态为“已签约”或“续签”的。")
    return found


def _successor(one: Any, starts: date | None, years: int, today: date) -> Contract:
    begins = one.starts or one.signed_on
    until = one.ends or (last_day(begins, one.years) if begins is not None else None)
    first = starts or (until + _ONE_DAY if until is not None else None)
    if first is None:
        raise Refusal(f"{_who(one)}的协议没有起止日期。", "请填续签的开始日期。")
    if until is not None and first <= until:
        raise Refusal(
            f"{_who(one)}的协议 {until} 才到期，续签不能从 {first} 开始。", "请改开始日期，或留空，按到期次日开始。"
        )
    person: Person = one.person
    if person is not None and person.died_on is not None:
        raise Refusal(f"{_who(one)}已于 {person.died_on} 死亡，不能续签。", "请取消勾选，并登记解约，原因选“死亡”。")
    later = (Contract.person == person) & (Contract.voided_at == "") & Contract.state.in_(IN_FORCE)
    if Contract.select(Contract.id).where(later & (Contract.starts >= first)).exists():
        raise Refusal(f"{_who(one)}从 {first} 起已有新的签约。", "请取消勾选后再续签。")
    made: Any = Contract.new(**{name: getattr(one, name) for name in _TAKEN_OVER})
    made.state, made.years, made.starts, made.ends = RENEWED, years, first, last_day(first, years)
    made.signed_on = min(first, today)
    return made  # type: ignore[no-any-return]


def _who(one: Any) -> str:
    """Whose contract it is: the deed is done by who enters, so the name is known."""
    return f"{one.person.name}" if one.person is not None else f"第 {one.id} 号签约"
