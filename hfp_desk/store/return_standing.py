"""How every return of a day stands: what keeps it back, whether it went up, when it is due, what changed since.

Counts nothing twice: the returns of a day are counted and checked together (domain.md §2.16, 上报截止日).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from hfp_desk.problems import SILENT, Progress
from hfp_desk.records import SentReturn
from hfp_desk.returns import Definition, Period, Table, periods
from hfp_desk.returns.checking import ERROR, WARNING, Finding
from hfp_desk.returns.table import Line
from hfp_desk.store import return_checks, returns
from hfp_desk.store.opening import Register


class State(StrEnum):
    """How a return stands."""

    UNCOUNTED = "uncounted"
    COMING = "coming"
    RUNNING = "running"
    WRONG = "wrong"
    READY = "ready"
    SENT = "sent"


@dataclass(frozen=True)
class Standing:
    """A return of a day. ``unexplained`` errors keep it back, ``changed`` cells differ from what was sent."""

    definition: Definition
    period: Period
    due: date | None
    table: Table | None = None
    findings: tuple[Finding, ...] = ()
    unexplained: int = 0
    version: int = 0
    sent_at: str = ""
    changed: int = 0

    def count(self, level: str) -> int:
        """How many findings are of a level."""
        return sum(one.level == level for one in self.findings)

    @property
    def errors(self) -> int:
        """How many errors were found, explained or not."""
        return self.count(ERROR)

    @property
    def warnings(self) -> int:
        """How many warnings were found."""
        return self.count(WARNING)

    def state(self, today: date) -> State:
        """Sent, kept back by errors, ready; or the period is not over or has not begun."""
        if self.version:
            return State.SENT
        if self.period.starts > today:
            return State.COMING
        if self.table is None:
            return State.UNCOUNTED
        if self.unexplained:
            return State.WRONG
        return State.RUNNING if self.period.ends > today else State.READY

    def late(self, today: date) -> int:
        """By how many days a return that did not go up is late."""
        if self.version or self.due is None or self.due >= today:
            return 0
        return (today - self.due).days


def uncounted(register: Register, day: date) -> tuple[Standing, ...]:
    """Every return of the period in which ``day`` lies before anything is counted."""
    with register.session():
        made = []
        for definition in returns.catalogue(register).definitions:
            period = periods.period_of(definition, day)
            sent = _sent(definition, period)
            version, at = (sent.version, sent.sent_at) if sent is not None else (0, "")
            made.append(Standing(definition, period, periods.due_on(definition, period), version=version, sent_at=at))
        return tuple(made)


def standings(register: Register, day: date, progress: Progress = SILENT) -> tuple[Standing, ...]:
    """The same, counted and checked."""
    tables = returns.counted_all(register, day, progress)
    findings = return_checks.checked_all(register, tables)
    by_name = {table.definition.name: table for table in tables}
    with register.session():
        return tuple(_judged(one, by_name, findings) for one in uncounted(register, day))


def differing(one: Table, other: Table) -> tuple[tuple[int | str, str], ...]:
    """The cells (line, column) that do not say the same in two tables of a return."""
    left, right = ({line.key: line for line in table.lines} for table in (one, other))
    known = {column.name for column in other.definition.columns}
    shared = [column.name for column in one.definition.columns if column.name in known]
    places = [(name, one.place(name), other.place(name)) for name in shared]
    return tuple(
        (key, name)
        for key in dict.fromkeys((*left, *right))
        for name, here, there in places
        if _value(left.get(key), here) != _value(right.get(key), there)
    )


def _value(line: Line | None, place: int) -> Decimal | None:
    return None if line is None else line.cells[place].value


def _judged(standing: Standing, tables: Mapping[str, Table], findings: Mapping[str, tuple[Finding, ...]]) -> Standing:
    definition, period = standing.definition, standing.period
    table = tables.get(definition.name)
    if table is None:
        return standing
    found = findings[definition.name]
    kept_back = return_checks.unexplained(found, return_checks.explanations(definition, period))
    before = return_checks.unaltered(definition, period)[0] if standing.version else None
    changed = len(differing(table, before)) if before is not None else 0
    return replace(standing, table=table, findings=found, unexplained=len(kept_back), changed=changed)


def _sent(definition: Definition, period: Period) -> SentReturn | None:
    rows = SentReturn.select(SentReturn.version, SentReturn.sent_at)
    rows = rows.where((SentReturn.name == definition.name) & (SentReturn.period == period.mark))
    found: SentReturn | None = rows.order_by(SentReturn.version.desc()).first()
    return found
