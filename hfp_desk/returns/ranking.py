"""Ranks in a 通报: who stands where in a column, who shares a rank, who is short of the goal, who has got better.

Ranks are those of sports: two at rank 2 are followed by rank 4. A line without a figure has no rank.
"""

from collections.abc import Sequence
from decimal import Decimal

import msgspec

from hfp_desk.returns.table import NOWHERE, TOTAL, Table

Value = Decimal | None


class Goal(msgspec.Struct, frozen=True):
    """What a figure is to reach: at least, at most, exactly, or within a band; ``unit`` is that of its figure."""

    label: str
    operator: str
    value: Value = None
    low: Value = None
    high: Value = None
    unit: str = ""
    source: str = ""

    @property
    def least(self) -> Value:
        """What must not be fallen below, None where there is no such end."""
        if self.operator == "<=":
            return None
        return self.low if self.operator == "band" and self.low is not None else self.value

    @property
    def most(self) -> Value:
        """What must not be exceeded, None where there is no such end."""
        if self.operator == "band":
            return self.high
        return None if self.operator == ">=" else self.value

    def missing(self, value: Value) -> Value:
        """How far a figure is from the goal: below it less than nought, above it more; 0 met, None not judged."""
        if value is None or (self.least is None and self.most is None):
            return None
        if self.least is not None and value < self.least:
            return value - self.least
        if self.most is not None and value > self.most:
            return value - self.most
        return Decimal(0)

    @property
    def words(self) -> str:
        """不低于90%, 不高于10%, 85%至95%."""
        low, high = (None if one is None else f"{plain(one)}{self.unit}" for one in (self.least, self.most))
        if low == high:
            return low or ""
        if low and high:
            return f"{low}至{high}"
        return f"不低于{low}" if low else f"不高于{high}"


class Ranked(msgspec.Struct, frozen=True):
    """A line with its place: ``rank`` 0 without a figure; ``before`` is the figure of the period before."""

    rank: int
    tied: bool
    label: str
    value: Value
    part: Value = None
    whole: Value = None
    missing: Value = None
    before: Value = None

    @property
    def place(self) -> str:
        """3, 3（并列）, — without a figure."""
        return f"{self.rank}{'（并列）' if self.tied else ''}" if self.rank else "—"

    @property
    def short(self) -> bool:
        """Whether the goal is not reached."""
        return bool(self.missing)


def plain(value: Decimal) -> str:
    """A number without zeros that say nothing: 90, 98.5."""
    return f"{value.normalize():f}"


def ranked(
    table: Table, column: str, goal: Goal | None = None, last: Table | None = None, *, less_is_better: bool = False
) -> tuple[Ranked, ...]:
    """The lines of a return by a column, the best first; lines of one rank in the order of the return."""
    place = table.place(column)
    lines = [line for line in table.lines if line.key not in (TOTAL, NOWHERE)]
    values = [value for line in lines if (value := line.cells[place].value) is not None]

    def made(number: int) -> Ranked:
        line = lines[number]
        cell = line.cells[place]
        better = [one for one in values if cell.value is not None and _before(one, cell.value, less_is_better)]
        rank = len(better) + 1 if cell.value is not None else 0
        before = last.cell(line.key, column).value if last is not None and last.line(line.key) is not None else None
        missing = goal.missing(cell.value) if goal is not None else None
        tied = cell.value is not None and values.count(cell.value) > 1
        return Ranked(rank, tied, line.label, cell.value, cell.part, cell.whole, missing, before)

    found = [made(number) for number in range(len(lines))]
    return tuple(sorted(found, key=lambda one: (one.rank == 0, one.rank)))


def top(found: Sequence[Ranked], count: int = 3) -> tuple[Ranked, ...]:
    """The first ones; who shares the last of these ranks is among them. None where all stand alike."""
    placed = [one for one in found if one.rank]
    if not placed or placed[0].value == placed[-1].value:
        return ()
    return tuple(one for one in placed if one.rank <= count)


def bottom(found: Sequence[Ranked], count: int = 3) -> tuple[Ranked, ...]:
    """The last ones, who shares the first of these ranks among them; none where all stand alike."""
    placed = [one for one in found if one.rank]
    if len(placed) <= count or placed[0].value == placed[-1].value:
        return ()
    edge = placed[-count].rank
    return tuple(one for one in placed if one.rank >= edge and one.rank > 1)


def short(found: Sequence[Ranked]) -> tuple[Ranked, ...]:
    """Who has not reached the goal."""
    return tuple(one for one in found if one.short)


def _before(one: Decimal, other: Decimal, less_is_better: bool) -> bool:
    return one < other if less_is_better else one > other
