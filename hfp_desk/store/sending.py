"""上报: freezes a return with everything it came from, and reads it again exactly as it went up.

Figures, the records behind every cell, the definition and indicators it was counted by, explanations, edition, version
of the program and where the history ended are kept under one SHA-256; a later version (补报) leaves the earlier alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from hfp_desk.gate import ENTRY, Viewer
from hfp_desk.problems import Refusal
from hfp_desk.records import BY_NAME, SentReturn
from hfp_desk.returns import Definition, Period, Table, periods
from hfp_desk.store import figures, freezing, history, log, period_locks, return_checks, returns, users
from hfp_desk.store.freezing import Rules
from hfp_desk.store.opening import Register
from hfp_desk.store.reckoning import Members, reckoning
from hfp_desk.store.row_kinds import Key
from hfp_desk.store.sent_members import SentMembers
from hfp_desk.store.titles import restricted_among

_NAMED = 3


@dataclass(frozen=True)
class Sent:
    """A return that went up: which, when, by whom, under which edition; ``digest`` is over all that was frozen."""

    id: int
    name: str
    period: str
    label: str
    version: int
    title: str
    sent_at: str
    sent_by: str
    reason: str
    edition: str
    program: str
    due: date | None
    digest: str

    @property
    def late(self) -> bool | None:
        """Whether it went up after its day; None where no day is set. A supplement is judged by its own day."""
        return None if self.due is None else self.sent_at[:10] > self.due.isoformat()


@dataclass(frozen=True)
class Frozen:
    """A return as it went up, read again and found unaltered."""

    sent: Sent
    table: Table
    rules: Rules
    members: SentMembers
    explained: Mapping[str, Any]
    last_change: int


def send(register: Register, definition: Definition, period: Period, reason: str = "", at: str = "") -> Sent:
    """Freeze a return as the register has it now and close its period.

    Refusal before the period is over, while an error of 审核 stands unexplained, while all returns of the period are
    locked, and for a supplement without a reason; the reason opens the lock that the earlier version closed.
    """
    _require_over(definition, period)
    with register.session(), register.db.atomic("IMMEDIATE"):
        users.require(register, ENTRY, "上报报表")
        earlier = sent(definition.name, period.mark)
        _reopen(register, definition, period, reason, bool(earlier))
        with reckoning(register, figures.in_force(), returns.catalogue(register).indicators) as reckoned:
            values = returns.values_of(definition, period)
            table = reckoned.table(definition, period, returns.reporting_unit(), values)
            row = freezing.frozen_now(register, reckoned, table, _explained(register, table), at or history.now())
        row.version, row.reason = len(earlier) + 1, reason.strip()
        row.digest = freezing.seal(row)
        row.save()
        what = "补报" if earlier else "上报"
        detail = {"period": period.mark, "version": row.version, "digest": row.digest}
        log.note(register, log.Action.RETURN, f"{what} {definition.title}", reason=reason, detail=detail)
        period_locks.close(register, definition.name, period.mark, definition.title)
        return _sent(row)


def sent(name: str = "", period: str = "") -> tuple[Sent, ...]:
    """What went up, the latest first; of one return or one period only, if named (inside a session)."""
    heavy = ("table", "members", "explained")
    fields = [field for field in SentReturn._meta.sorted_fields if field.name not in heavy]
    rows = SentReturn.select(*fields).order_by(SentReturn.sent_at.desc(), SentReturn.id.desc())
    rows = rows.where(SentReturn.name == name) if name else rows
    return tuple(_sent(row) for row in (rows.where(SentReturn.period == period) if period else rows))


def opened(number: int) -> Frozen:
    """A return as it went up; Refusal when it was altered or damaged since (inside a session)."""
    row: Any = SentReturn.get_or_none(SentReturn.id == number)
    if row is None:
        raise Refusal(f"没有第 {number} 号上报件。", "请在“上报记录”中重新选择。")
    freezing.require_unaltered(row)
    table = msgspec.json.decode(row.table, type=Table)
    rules = msgspec.json.decode(row.rules, type=Rules)
    return Frozen(_sent(row), table, rules, SentMembers.of(row.members), row.explained, row.last_change)


def frozen(number: int) -> Table:
    """The table exactly as it went up; Refusal when it was altered or damaged since (inside a session)."""
    return opened(number).table


def frozen_members(register: Register, viewer: Viewer, number: int, key: Key, column: str) -> Members:
    """The records that stood behind a cell when it went up; of restricted ones their number alone, as now."""
    with register.session():
        users.require_looking(register)
        found = opened(number)
        one = found.table.definition.column(column)
        name = one.ratio[0] if one.ratio is not None else column
        if not found.members.kind(name):
            raise Refusal(f"“{'—'.join(one.head)}”没有单独的名单。", "合计栏请打开相加的各栏；填报的数请看填报依据。")
        kind = BY_NAME[found.members.kind(name)]
        everything = found.members.ids(key, name)
        if viewer.sees_restricted:
            return Members(kind, everything)
        known = found.members.known(key, name)
        secret = restricted_among(register.db, kind, known)
        seen = tuple(one for one in known if one not in secret)
        return Members(kind, seen, len(everything) - len(seen))


def _require_over(definition: Definition, period: Period) -> None:
    periods.require_begun(definition, period, date.today())
    if period.ends > date.today():
        raise Refusal(
            f"《{definition.title}》{period.label}还没有结束（截至 {period.ends}）。", "请在报告期结束当天或以后上报。"
        )


def _reopen(register: Register, definition: Definition, period: Period, reason: str, again: bool) -> None:
    """A supplement opens the lock of the version before it, with its reason as the exception that is kept."""
    if again and not reason.strip():
        raise Refusal(
            f"《{definition.title}》{period.label}已经上报过。", "再次上报为补报，请写原因，如“市里要求更正救治人数”。"
        )
    lock = period_locks.locked(definition.name, period.mark)
    if lock is not None and lock.name == definition.name and again:
        period_locks.unlock(register, definition.name, period.mark, reason, definition.title)
    period_locks.require_open(definition.name, definition.title, period.mark)


def _explained(register: Register, table: Table) -> dict[str, Any]:
    """What 审核 found with its explanations, and the figures written in with what they are based on."""
    definition, period = table.definition, table.period
    findings = return_checks.checked(register, table)
    told = return_checks.explanations(definition, period)
    open_ones = return_checks.unexplained(findings, told)
    if open_ones:
        named = "；".join(one.message.rstrip("。") for one in open_ones[:_NAMED])
        raise Refusal(
            f"《{definition.title}》{period.label}有 {len(open_ones)} 处审核差错没有说明：{named}。",
            "请打开名单改正，或在报表中逐条填写情况说明后再上报。",
        )
    return {
        "findings": [
            {"level": one.level, "message": one.message, "mark": one.mark, **_told(told.get(one.mark))}
            for one in findings
        ],
        "written": [
            {"line": key, "column": column, "value": str(one.value), "basis": one.basis, "by": one.by, "at": one.at}
            for (key, column), one in returns.written(definition, period).items()
        ],
    }


def _told(one: return_checks.Explained | None) -> dict[str, str]:
    return {} if one is None else {"text": one.text, "by": one.by, "at": one.at}


def _sent(row: Any) -> Sent:
    rules = msgspec.json.decode(row.rules, type=Rules)
    return Sent(
        row.id,
        row.name,
        row.period,
        rules.label,
        row.version,
        row.title,
        row.sent_at,
        row.sent_by,
        row.reason,
        row.edition,
        row.program,
        rules.due,
        row.digest,
    )
