"""审核 of a return: in itself, with the other returns of its day, and with its last period as it was sent or is now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from hfp_desk.gate import ENTRY
from hfp_desk.problems import Refusal
from hfp_desk.records import Explanation, SentReturn
from hfp_desk.returns import Definition, Period, Table, checking, periods
from hfp_desk.returns.checking import ERROR, Finding
from hfp_desk.returns.loading import Catalogue
from hfp_desk.returns.table import TOTAL
from hfp_desk.store import figures, freezing, history, log, period_locks, returns, users
from hfp_desk.store.opening import Register
from hfp_desk.store.reckoning import Reckoning, reckoning

_LEAST = 4


@dataclass(frozen=True)
class Explained:
    """A 情况说明: its text, who wrote it and when."""

    text: str
    by: str
    at: str


def checked(register: Register, table: Table) -> tuple[Finding, ...]:
    """Everything in a return that does not agree, errors first."""
    with register.session():
        known = returns.catalogue(register)
        with reckoning(register, figures.in_force(), known.indicators) as reckoned:
            definition, period = table.definition, table.period
            others = _beside(reckoned, known, table, {})
            last, broken = None, _broken(definition, period)
            if checking.wants_last(table):
                before = periods.before(definition, period)
                sent, doubted = unaltered(definition, before)
                values = returns.values_of(definition, before)
                last = sent or reckoned.table(definition, before, table.unit, values)
                broken += doubted
            return broken + checking.check(table, reckoned.adding(definition, period), last, others)


def checked_all(register: Register, tables: tuple[Table, ...]) -> Mapping[str, tuple[Finding, ...]]:
    """The same for every return of a day that was counted together, by name."""
    by_name = {table.definition.name: table for table in tables}
    with register.session():
        known = returns.catalogue(register)
        with reckoning(register, figures.in_force(), known.indicators) as reckoned:
            found = {}
            for name, table in by_name.items():
                definition, period = table.definition, table.period
                last, broken = None, _broken(definition, period)
                if checking.wants_last(table):
                    last, doubted = unaltered(definition, periods.before(definition, period))
                    broken += doubted
                others = _beside(reckoned, known, table, by_name)
                found[name] = broken + checking.check(table, reckoned.adding(definition, period), last, others)
    return found


def _beside(reckoned: Reckoning, known: Catalogue, table: Table, counted: Mapping[str, Table]) -> dict[str, Table]:
    """The other returns that the rules name, as of the same day: a month is not held against what came after it."""
    day, found = table.period.ends, {}
    for one in known.definitions:
        if one.name in checking.wanted(table):
            ready = counted.get(one.name)
            if ready is None or ready.period.ends != day:
                its = msgspec.structs.replace(periods.period_of(one, day), ends=day)
                ready = reckoned.table(one, its, table.unit, returns.values_of(one, its))
            found[one.name] = ready
    return found


def unexplained(findings: tuple[Finding, ...], told: Mapping[str, Explained]) -> tuple[Finding, ...]:
    """The errors nobody explained: they keep a return back."""
    return tuple(one for one in findings if one.level == ERROR and one.mark not in told)


def last_sent(definition: Definition, period: Period) -> Table | None:
    """The latest version of a return as it was sent; None while it was not (inside a session).

    Refusal when it was altered or damaged since.
    """
    rows = SentReturn.select().where((SentReturn.name == definition.name) & (SentReturn.period == period.mark))
    row = rows.order_by(SentReturn.version.desc()).first()
    if row is None:
        return None
    freezing.require_unaltered(row)
    return msgspec.json.decode(row.table, type=Table)


def unaltered(definition: Definition, period: Period) -> tuple[Table | None, tuple[Finding, ...]]:
    """The same; one that was altered or damaged is not compared with, but an error of 审核 (inside a session)."""
    try:
        return last_sent(definition, period), ()
    except Refusal as refusal:
        words, where = f"{refusal.sentence}{refusal.advice}", definition.columns[0].name
        return None, (Finding(ERROR, words, f"altered {period.mark}", TOTAL, where),)


def _broken(definition: Definition, period: Period) -> tuple[Finding, ...]:
    return unaltered(definition, period)[1]


def explanations(definition: Definition, period: Period) -> dict[str, Explained]:
    """What was explained of a return, by the mark of the finding (inside a session)."""
    rows = Explanation.select().where((Explanation.name == definition.name) & (Explanation.period == period.mark))
    return {row.mark: Explained(row.text, row.written_by, row.written_at) for row in rows}


def explain(register: Register, definition: Definition, period: Period, finding: Finding, text: str) -> None:
    """Keep the 情况说明 of a finding; an empty text takes it back. Refusal of one too short to explain anything."""
    said = text.strip()
    if said and len(said) < _LEAST:
        raise Refusal("情况说明太短。", "请写清原因，如“3 人外出务工，已电话核实”。")
    with register.session(), register.db.atomic("IMMEDIATE"):
        users.require(register, ENTRY, "填写情况说明")
        period_locks.require_open(definition.name, definition.title, period.mark)
        before = Explanation.get_or_none(
            (Explanation.name == definition.name)
            & (Explanation.period == period.mark)
            & (Explanation.mark == finding.mark)
        )
        if before is not None:
            before.delete_instance()
        if said:
            Explanation.new(
                name=definition.name,
                period=period.mark,
                mark=finding.mark,
                text=said,
                written_by=register.user,
                written_at=history.now(),
            ).save()
        detail = {"period": period.mark, "finding": finding.message, "text": said}
        log.note(register, log.Action.RETURN, f"情况说明 {definition.title}", detail=detail)
