"""What the page of a return shows, read on the worker: the table of now, what went up before, what was written in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hfp_desk.policy import Edition
from hfp_desk.returns import Definition, Indicator, Period, Table, periods
from hfp_desk.returns.checking import Finding
from hfp_desk.returns.layout import Head
from hfp_desk.store import period_locks, return_checks, return_sheets, return_standing, returns, sending
from hfp_desk.store.period_locks import Lock
from hfp_desk.store.return_checks import Explained
from hfp_desk.store.returns import Written
from hfp_desk.store.row_kinds import Key
from hfp_desk.store.sending import Sent
from ui.office import Office
from ui.return_target import ReturnTarget


@dataclass(frozen=True)
class Given(ReturnTarget):
    """A return as the list of all returns has just counted and checked it: opened without counting again."""

    table: Table | None = None
    findings: tuple[Finding, ...] | None = None


@dataclass(frozen=True)
class Found:
    """A return of a period. ``now`` is what the register says, ``frozen`` the version that is looked at instead.

    ``compared`` is what the shown figures are held against: of a frozen version those of now, else the latest version.
    """

    definition: Definition
    period: Period
    now: Table
    edition: Edition
    indicators: Mapping[str, Indicator]
    written: Mapping[tuple[Key, str], Written]
    versions: tuple[Sent, ...] = ()
    sent: Sent | None = None
    frozen: Table | None = None
    compared: Table | None = None
    lock: Lock | None = None
    head: Head = field(default_factory=Head)

    @property
    def shown(self) -> Table:
        """The table to be looked at."""
        return self.frozen or self.now

    @property
    def form(self) -> Definition:
        """The return as the shown table was made by; that of a frozen version may be an older one."""
        return self.shown.definition

    @property
    def latest(self) -> Sent | None:
        """The latest version that went up."""
        return self.versions[0] if self.versions else None

    def differing(self) -> frozenset[tuple[Key, str]]:
        """The cells that do not say the same as what is compared."""
        if self.compared is None:
            return frozenset()
        return frozenset(return_standing.differing(self.shown, self.compared))


@dataclass(frozen=True)
class Checked:
    """What 审核 found, and what was explained of it."""

    findings: tuple[Finding, ...] = ()
    told: Mapping[str, Explained] = field(default_factory=dict)

    @property
    def unexplained(self) -> tuple[Finding, ...]:
        """The errors that keep the return back."""
        return return_checks.unexplained(self.findings, self.told)


def read(office: Office, target: ReturnTarget) -> Found:
    """A return as it is asked for (inside a session); Refusal for a period that has not begun."""
    register = office.register
    definition = returns.named(register, target.name)
    period = periods.period(definition, target.period) if target.period else latest(definition)
    given = target.table if isinstance(target, Given) else None
    now = given or returns.counted(register, definition, period)
    versions = sending.sent(definition.name, period.mark)
    sent = next((one for one in versions if one.id == target.sent), None)
    frozen = sending.frozen(sent.id) if sent is not None else None
    before = return_checks.unaltered(definition, period)[0] if versions and frozen is None else None
    return Found(
        definition=definition,
        period=period,
        now=now,
        edition=office.policy.on(period.ends),
        indicators=returns.catalogue(register).indicators,
        written=returns.written(definition, period),
        versions=versions,
        sent=sent,
        frozen=frozen,
        compared=now if frozen is not None else before,
        lock=period_locks.locked(definition.name, period.mark),
        head=return_sheets.head_of(sent),
    )


def check(office: Office, found: Found, findings: tuple[Finding, ...] | None = None) -> Checked:
    """What does not agree in the figures of now (inside a session)."""
    if findings is None:
        findings = return_checks.checked(office.register, found.now)
    return Checked(findings, return_checks.explanations(found.definition, found.period))


def latest(definition: Definition, today: date | None = None) -> Period:
    """The last period that is over: the one to be sent next."""
    now = periods.period_of(definition, today or date.today())
    return now if now.ends <= (today or date.today()) else periods.before(definition, now)
