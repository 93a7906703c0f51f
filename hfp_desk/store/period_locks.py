"""Closed periods: what a lock holds fast, how it is opened again with a reason, and what is told of late entries.

Sending a return closes its period: the figures written into it, its explanations and the return itself stay as they
went up. Opening it again needs a reason, which is kept beside the lock and in the log. The register itself lives on:
a record dated in a closed period may still be entered and put right; who does so is told that it will stand among the
differences from what was sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from hfp_desk.gate import ADMIN, ENTRY
from hfp_desk.problems import Refusal
from hfp_desk.records import PeriodLock, Record, SentReturn
from hfp_desk.store import history, log, users
from hfp_desk.store.opening import Register

EVERY = ""
"""The name under which a period is closed for all returns."""

_MOST = 3


@dataclass(frozen=True)
class Lock:
    """A closed period, and when and why it was opened again (nothing while it is closed)."""

    id: int
    name: str
    period: str
    at: str
    by: str
    opened_at: str
    opened_by: str
    reason: str


class Dated(msgspec.Struct, frozen=True):
    """What the rules of a sent return say of its days: which fields of which records date what it counted."""

    starts: date
    ends: date
    label: str
    dated: dict[str, tuple[str, ...]] = {}


def locked(name: str, period: str) -> Lock | None:
    """The lock that holds a return's period fast, its own or that of all returns (inside a session)."""
    closed = (PeriodLock.period == period) & (PeriodLock.opened_at == "")
    row = PeriodLock.get_or_none(closed & PeriodLock.name.in_((name, EVERY)))
    return None if row is None else _lock(row)


def locks(period: str = "") -> tuple[Lock, ...]:
    """Every lock there is and was, the latest first; with those of one period only, if named (inside a session)."""
    rows = PeriodLock.select().order_by(PeriodLock.id.desc())
    return tuple(_lock(row) for row in (rows.where(PeriodLock.period == period) if period else rows))


def require_open(name: str, title: str, period: str) -> None:
    """Refusal when the period of a return is closed (inside a session)."""
    lock = locked(name, period)
    if lock is not None:
        what = f"《{title}》 {period}" if lock.name else f"报告期 {period} 的各张报表"
        raise Refusal(
            f"{what}已锁定（{lock.by}，{lock.at[:16]}），不能改动。",
            "确需改动时，请在“上报记录”中解除锁定并写明原因。",
        )


def close(register: Register, name: str, period: str, title: str = "") -> None:
    """Close a period for a return, or for all of them (``EVERY``): that is done by an administrator. Logged."""
    with register.session(), register.db.atomic("IMMEDIATE"):
        users.require(register, ENTRY if name else ADMIN, "锁定报告期")
        closed = (PeriodLock.period == period) & (PeriodLock.opened_at == "") & (PeriodLock.name == name)
        if PeriodLock.get_or_none(closed) is not None:
            return
        PeriodLock.new(name=name, period=period, locked_at=history.now(), locked_by=register.user).save()
        log.note(register, log.Action.RETURN, f"锁定 {_called(name, title)}", detail={"period": period})


def unlock(register: Register, name: str, period: str, reason: str, title: str = "") -> None:
    """Open a closed period with a reason; the lock stays on record with it. Refusal without one, or when none is there.

    What was closed for all returns is opened by an administrator, for all of them.
    """
    if not reason.strip():
        raise Refusal("没有写解除锁定的原因。", "请写明原因，如“市里要求更正 3 月救治人数”。")
    with register.session(), register.db.atomic("IMMEDIATE"):
        closed = (PeriodLock.period == period) & (PeriodLock.opened_at == "") & (PeriodLock.name == name)
        users.require(register, ENTRY if name else ADMIN, "解除报告期锁定")
        row = PeriodLock.get_or_none(closed)
        if row is None:
            raise Refusal(f"{_called(name, title)} {period} 没有锁定。", "不用解除，可以直接办理。")
        row.opened_at, row.opened_by, row.reason = history.now(), register.user, reason.strip()
        row.save()
        log.note(
            register, log.Action.RETURN, f"解除锁定 {_called(name, title)}", reason=reason, detail={"period": period}
        )


def noted(records: Iterable[Record]) -> str:
    """What is told after records were kept whose days lie in closed periods; nothing otherwise (inside a session)."""
    kept = [(type(one).__name__.lower(), one.__data__) for one in records]
    found = dict.fromkeys(label for label, rules in _closed() if any(_within(rules, *one) for one in kept))
    if not found:
        return ""
    named = "、".join(list(found)[:_MOST])
    more = f"等 {len(found)} 张" if len(found) > _MOST else ""
    return f"日期在已上报锁定的报告期内（{named}{more}），会列入“与上报差异”。"


def _closed() -> Iterable[tuple[str, Dated]]:
    """The latest version of each return whose period is closed: what it is called and which days it counted."""
    closed = [(row.name, row.period) for row in PeriodLock.select().where(PeriodLock.opened_at == "")]
    if not closed:
        return
    periods = {period for _, period in closed}
    rows = SentReturn.select(SentReturn.name, SentReturn.period, SentReturn.title, SentReturn.rules)
    for row in rows.where(SentReturn.period.in_(list(periods)) & (SentReturn.version == 1)):
        if (row.name, row.period) in closed or (EVERY, row.period) in closed:
            rules = msgspec.json.decode(row.rules, type=Dated)
            yield f"{rules.label}{row.title}", rules


def _within(rules: Dated, kind: str, values: Mapping[str, Any]) -> bool:
    days = (values.get(name) for name in rules.dated.get(kind, ()))
    return any(rules.starts <= day <= rules.ends for day in map(_day, days) if day is not None)


def _day(value: Any) -> date | None:
    """A whole date; of one that names only a month or a year nothing is said."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value or ""))
    except ValueError:
        return None


def _called(name: str, title: str) -> str:
    return (title or name) if name else "所有报表"


def _lock(row: Any) -> Lock:
    return Lock(row.id, row.name, row.period, row.locked_at, row.locked_by, row.opened_at, row.opened_by, row.reason)
