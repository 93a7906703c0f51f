"""What does not agree in a township's return: in itself, with its last period, with what our register counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from hfp_desk.problems import Refusal
from hfp_desk.returns import Definition, Period, RowKind, Table, checking, periods
from hfp_desk.returns.checking import Finding
from hfp_desk.returns.table import TOTAL
from hfp_desk.store import collecting, returns
from hfp_desk.store.collecting import Kept
from hfp_desk.store.opening import Register

Key = int | str


@dataclass(frozen=True)
class Difference:
    """A figure of a township that is not what the register counts; ``key`` and ``definition`` open our names."""

    town: int
    town_name: str
    key: Key
    label: str
    column: str
    heading: str
    theirs: Decimal | None
    ours: Decimal
    definition: Definition

    @property
    def gap(self) -> Decimal:
        """How much more they have."""
        return (self.theirs or Decimal(0)) - self.ours


@dataclass(frozen=True)
class Ours:
    """What the register counts for comparing: by township, and by the lines of the return where these are ours."""

    towns: Table | None
    lines: Table | None


def findings(register: Register, kept: Kept) -> tuple[Finding, ...]:
    """The check rules of the definition over a township's own figures and those of its last period (in a session).

    What reading told already is left out: negative figures.
    """
    table = kept.collected.table
    if table is None:
        return ()
    last = None
    if checking.wants_last(table):
        last = _of_town(table.definition, periods.before(table.definition, table.period), kept.town)
    known = returns.catalogue(register)
    others: dict[str, Table] = {}
    for one in known.definitions:
        if one.name in checking.wanted(table):
            found = _of_town(one, periods.period_of(one, table.period.ends), kept.town)
            others |= {} if found is None else {one.name: found}
    single = [line.key for line in table.lines[1:]] == [kept.town]
    checked = table if not single else msgspec.structs.replace(table, lines=table.lines[:1])
    return tuple(one for one in checking.check(checked, {}, last, others) if not one.mark.startswith("minus."))


def ours(register: Register, definition: Definition, period: Period) -> Ours:
    """What the register has: of a return of diseases or programmes only the sums by township can be compared."""
    lines = returns.counted(register, definition, period) if definition.rows in _OWN_LINES else None
    if definition.rows is RowKind.TOWNS:
        return Ours(lines, None)
    try:
        by_town = msgspec.structs.replace(definition, rows=RowKind.TOWNS)
        return Ours(returns.counted(register, by_town, period), lines)
    except Refusal:
        return Ours(None, lines)


def differences(kept: Sequence[Kept], known: Ours) -> tuple[Difference, ...]:
    """Every figure that is not ours, by township, line and column; columns that are written in have none of ours."""
    return tuple(one for each in kept for one in _of(each, known))


_OWN_LINES = (RowKind.TOWNS, RowKind.VILLAGES)


def _of(kept: Kept, known: Ours) -> Iterator[Difference]:
    table = kept.collected.table
    if table is None:
        return
    for key, line in ((line.key, line) for line in table.lines):
        whole = key in (TOTAL, kept.town)
        if key == kept.town:
            continue
        mine, own = (known.towns, kept.town) if whole else (known.lines, key)
        if mine is None or mine.line(own) is None:
            continue
        for column in mine.definition.columns:
            counted, told = mine.cell(own, column.name).value, table.cell(key, column.name).value
            if column.indicator and counted is not None and (told or Decimal(0)) != counted:
                label = kept.collected.unit if whole else line.label
                heading = checking.label(column)
                yield Difference(
                    kept.town, kept.collected.unit, own, label, column.name, heading, told, counted, mine.definition
                )


def _of_town(definition: Definition, period: Period, town: int) -> Table | None:
    """What a township reported for a period, as it stands now."""
    found = next((one for one in collecting.kept(definition, period) if one.town == town), None)
    return found.collected.table if found is not None and found.state != collecting.RETURNED else None
