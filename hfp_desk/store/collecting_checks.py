"""What does not agree in a township's return: in itself, with its last period, with what our register counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from hfp_desk.problems import Refusal
from hfp_desk.returns import Column, Definition, Period, RowKind, Table, checking, periods
from hfp_desk.returns.checking import Finding
from hfp_desk.returns.table import TOTAL
from hfp_desk.store import collecting, returns
from hfp_desk.store.collecting import Kept
from hfp_desk.store.opening import Register

Key = int | str
_OWN_LINES = (RowKind.TOWNS, RowKind.VILLAGES)


@dataclass(frozen=True)
class Compared:
    """A figure of a township beside that of the register; ``key`` and ``definition`` open our names.

    ``definition`` is None where we have no such line; a column that is written in or follows from others is not judged.
    """

    town: int
    town_name: str
    key: Key
    label: str
    column: Column
    theirs: Decimal | None
    ours: Decimal | None
    definition: Definition | None = None

    @property
    def heading(self) -> str:
        """The column by its headings."""
        return checking.label(self.column)

    @property
    def differs(self) -> bool:
        """Whether they report another figure; nothing counts as none."""
        judged = bool(self.column.indicator) and self.ours is not None
        return judged and (self.theirs or Decimal(0)) != self.ours

    @property
    def gap(self) -> Decimal | None:
        """How much more they have."""
        return (self.theirs or Decimal(0)) - (self.ours or Decimal(0)) if self.differs else None


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


def compared(kept: Kept, known: Ours | None) -> tuple[Compared, ...]:
    """Every figure of a township beside ours, line by line, its sum first."""
    table = kept.collected.table
    return () if table is None else tuple(_compared(kept, table, known or Ours(None, None)))


def _compared(kept: Kept, table: Table, known: Ours) -> Iterator[Compared]:
    for line in table.lines:
        if line.key == kept.town:
            continue
        whole = line.key == TOTAL
        mine, own = (known.towns, kept.town) if whole else (known.lines, line.key)
        mine = mine if mine is not None and mine.line(own) is not None else None
        label = kept.collected.unit if whole else line.label
        for column, cell in zip(table.definition.columns, line.cells, strict=True):
            ours = mine.cell(own, column.name).value if mine is not None else None
            of = mine.definition if mine is not None else None
            yield Compared(kept.town, kept.collected.unit, own, label, column, cell.value, ours, of)


def _of_town(definition: Definition, period: Period, town: int) -> Table | None:
    """What a township reported for a period, as it stands now."""
    found = next((one for one in collecting.kept(definition, period) if one.town == town), None)
    return found.collected.table if found is not None and found.state != collecting.RETURNED else None
