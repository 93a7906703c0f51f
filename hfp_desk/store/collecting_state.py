"""Which townships have reported: 未报, 已报, 迟报, 退回, 已审核, with the day, what is wrong, what is not as ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec

from hfp_desk.problems import SILENT, Progress
from hfp_desk.returns import Definition, Period, RowKind, Table, periods
from hfp_desk.returns.checking import LEVELS, Finding
from hfp_desk.returns.collected import Collected, Flaw, Level
from hfp_desk.store import collecting, collecting_checks, figures, returns, rolling_up, row_kinds, users
from hfp_desk.store.collecting import ACCEPTED, RETURNED, Kept
from hfp_desk.store.collecting_checks import Compared
from hfp_desk.store.collecting_towns import Town, Towns
from hfp_desk.store.opening import Register
from hfp_desk.store.rolling_up import Part

NOT_YET, OVERDUE, IN_TIME, LATE, BACK, PASSED = "未报", "逾期未报", "已报", "迟报", "退回", "已审核"
_LEVELS: Mapping[str, Level] = {"error": "error", "warning": "warning", "note": "note"}
ORDER = (NOT_YET, OVERDUE, IN_TIME, LATE, BACK, PASSED)


@dataclass(frozen=True)
class TownReturn:
    """How a township stands with a return: its file if there is one, and everything found in it."""

    town: Town
    state: str
    late: bool = False
    kept: Kept | None = None
    findings: tuple[Finding, ...] = ()
    figures: tuple[Compared, ...] = ()

    @property
    def differences(self) -> tuple[Compared, ...]:
        """The figures that are not ours."""
        return tuple(one for one in self.figures if one.differs)

    @property
    def flaws(self) -> tuple[Flaw, ...]:
        """Everything that is wrong, the gravest first: as it was read, and what the check rules say at its cells."""
        if self.kept is None:
            return ()
        return tuple(sorted((*self.kept.collected.flaws, *self._found(self.kept.collected)), key=_rank))

    def _found(self, collected: Collected) -> Iterator[Flaw]:
        places = {(spot.key, spot.name): spot for spot in collected.spots}
        for one in self.findings:
            spot = places.get((str(one.key), one.column)) or places.get((str(self.town.id), one.column))
            yield Flaw(
                level=_LEVELS.get(one.level, "note"),
                message=one.message,
                sheet=collected.sheet if spot else "",
                row=spot.row if spot else 0,
                column=spot.column if spot else "",
                key=str(one.key),
                name=one.column,
            )

    @property
    def errors(self) -> int:
        """Things that must be corrected."""
        own = self.kept.collected.errors if self.kept is not None else 0
        return own + sum(one.level == "error" for one in self.findings)

    @property
    def warnings(self) -> int:
        """Things to be looked at."""
        own = self.kept.collected.warnings if self.kept is not None else 0
        return own + sum(one.level == "warning" for one in self.findings)


@dataclass(frozen=True)
class Standing:
    """A return of a period and how every township stands with it."""

    definition: Definition
    period: Period
    due: date | None
    unit: str
    edition: str
    lines: tuple[TownReturn, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many townships there are in each state, and 迟报 among all that reported."""
        found = Counter(line.state for line in self.lines)
        found[LATE] = sum(line.late for line in self.lines)
        return found

    def rolled(self) -> Table:
        """The county's sum of what was reported and not sent back."""
        parts = [Part(line.town.id, line.town.name, _counted(line)) for line in self.lines]
        return rolling_up.of_townships(self.definition, self.period, self.unit, parts, self.edition)

    def notes(self) -> tuple[str, ...]:
        """What whoever uses the sum must know: who is missing, sent back, late, or has errors."""
        said = (
            ("没有报，未计入", [line for line in self.lines if line.kept is None]),
            ("已退回，未计入", [line for line in self.lines if line.state == BACK]),
            ("迟报", [line for line in self.lines if line.late]),
            ("有差错还没有更正", [line for line in self.lines if line.errors and line.state in (IN_TIME, LATE)]),
        )
        return tuple(f"{words}：{'、'.join(line.town.name for line in lines)}。" for words, lines in said if lines)


def townships(register: Register, definition: Definition, period: Period) -> tuple[Town, ...]:
    """The townships that held at the end of a period, in the official order (inside a session)."""
    by_town = msgspec.structs.replace(definition, rows=RowKind.TOWNS)
    edition = figures.in_force().on(period.ends)
    towns = Towns(register.db)
    found = (towns.town(int(key)) for key, _ in row_kinds.lines(register.db, by_town, period, edition).labels)
    return tuple(town for town in found if town is not None)


def standing(
    register: Register,
    definition: Definition,
    period: Period,
    today: date,
    progress: Progress = SILENT,
    *,
    compared: bool = True,
) -> Standing:
    """How every township stands; ``compared`` with what the register counts now."""
    with register.session():
        users.require_looking(register)
        due = periods.due_on(definition, period)
        unit, edition = returns.reporting_unit(), figures.in_force().on(period.ends).label
        kept = {one.town: one for one in reversed(collecting.kept(definition, period))}
        mine = collecting_checks.ours(register, definition, period) if compared and kept else None
        lines = []
        towns = townships(register, definition, period)
        for done, town in enumerate(towns):
            progress.step(done, len(towns), town.name)
            one = kept.get(town.id)
            found = collecting_checks.findings(register, one) if one is not None else ()
            apart = collecting_checks.compared(one, mine) if one is not None else ()
            lines.append(_line(town, one, due, today, found, apart))
        return Standing(definition, period, due, unit, edition, tuple(lines))


def _rank(flaw: Flaw) -> tuple[int, int]:
    return list(LEVELS).index(flaw.level), flaw.row


def _line(
    town: Town,
    kept: Kept | None,
    due: date | None,
    today: date,
    found: Sequence[Finding],
    apart: Sequence[Compared],
) -> TownReturn:
    if kept is None:
        return TownReturn(town, OVERDUE if due is not None and today > due else NOT_YET)
    late = due is not None and kept.received_at[:10] > due.isoformat()
    state = {RETURNED: BACK, ACCEPTED: PASSED}.get(kept.state, LATE if late else IN_TIME)
    return TownReturn(town, state, late, kept, tuple(found), tuple(apart))


def _counted(line: TownReturn) -> Table | None:
    return None if line.kept is None or line.state == BACK else line.kept.collected.table
