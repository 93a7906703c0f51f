"""What is frozen when a return goes up: its figures and the records behind them, its rules, and the seal over all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import msgspec

from hfp_desk import VERSION
from hfp_desk.gate import ADMIN, ENTRY, Viewer
from hfp_desk.policy import Policy
from hfp_desk.problems import Refusal
from hfp_desk.records import Change, SentReturn
from hfp_desk.returns import Definition, Indicator, Period, Table, periods
from hfp_desk.store import figures, history, returns
from hfp_desk.store.counting import EVERYBODY
from hfp_desk.store.indicator_fields import whole
from hfp_desk.store.opening import Register
from hfp_desk.store.reckoning import Reckoning
from hfp_desk.store.sent_members import Ids, Place, packed

UNINFORMED = Viewer("", frozenset({ADMIN, ENTRY}))
"""Who sees everything but restricted diseases: what he may be told of, everybody may be told of."""

_SEALED = (
    *("name", "period", "version", "title", "sent_at", "sent_by", "reason", "edition", "program", "last_change"),
    *("rules", "explained", "table"),
)


class Rules(msgspec.Struct, frozen=True):
    """By what a return was counted: its indicators taken whole, its days, the edition and where both chains ended."""

    label: str
    starts: date
    ends: date
    due: date | None
    region: str
    edition_starts: date
    history: str
    log: str
    indicators: dict[str, Indicator]
    dated: dict[str, tuple[str, ...]]


def frozen_now(register: Register, reckoned: Reckoning, table: Table, explained: Mapping[str, Any], at: str) -> Any:
    """A counted return with the records behind its cells and its rules, not yet numbered nor sealed."""
    definition, period = table.definition, table.period

    known = returns.catalogue(register)
    policy = figures.in_force()
    used = {
        one.indicator: whole(known.indicators[one.indicator], known.indicators)
        for one in definition.columns
        if one.indicator
    }
    members = _members(reckoned, definition, period)
    return SentReturn.new(
        name=definition.name,
        period=period.mark,
        title=definition.title,
        sent_at=at,
        sent_by=register.user,
        edition=table.edition,
        program=VERSION,
        last_change=register.db.execute_sql(f'SELECT max("id") FROM "{Change._meta.table_name}"').fetchone()[0] or 0,
        rules=msgspec.json.encode(_rules(register, policy, table, used)).decode(),
        explained=explained,
        table=msgspec.json.encode(table).decode(),
        members=members,
    )


def _members(reckoned: Reckoning, definition: Definition, period: Period) -> bytes:
    kinds: dict[str, str] = {}
    everything: dict[Place, Ids] = {}
    known: dict[Place, Ids] = {}
    for column in definition.columns:
        if column.indicator:
            kinds[column.name] = reckoned.lists(definition, period, column.name).name
            for viewer, found in ((EVERYBODY, everything), (UNINFORMED, known)):
                lines = reckoned.members_by_line(definition, period, column.name, viewer)
                found |= {(key, column.name): ids for key, ids in lines.items()}
    return packed(kinds, everything, known)


def _rules(register: Register, policy: Policy, table: Table, used: Mapping[str, Indicator]) -> Rules:
    period = table.period
    ends = history.heads(register.db)
    dated: dict[str, dict[str, None]] = {}
    for one in used.values():
        for record, name in _days(one):
            dated.setdefault(record, {})[name] = None
    return Rules(
        label=period.label,
        starts=period.starts,
        ends=period.ends,
        due=periods.due_on(table.definition, period),
        region=policy.name,
        edition_starts=policy.on(period.ends).starts,
        history=ends.history,
        log=ends.log,
        indicators=dict(used),
        dated={record: tuple(names) for record, names in dated.items()},
    )


def _days(one: Indicator) -> Iterator[tuple[str, str]]:
    """The fields by which an indicator's records fall into a span."""
    for record, when in ((one.record, one.when), *((each.record, each.when) for each in (*one.has, *one.lacks))):
        if when:
            yield record, when


def require_unaltered(row: Any) -> None:
    """Refusal when a return is not what it was when it went up."""
    if row.digest != seal(row):
        raise Refusal(
            f"《{row.title}》{row.period} 第 {row.version} 版与上报时的校验码不符，可能被改动或损坏。",
            "请用上报当天的备份核对；在查清以前不要用它重印。",
        )


def seal(row: Any) -> str:
    """The SHA-256 over everything that was frozen."""
    sealed = msgspec.json.encode([getattr(row, name) for name in _SEALED])
    return hashlib.sha256(sealed + b"\0" + bytes(row.members)).hexdigest()
