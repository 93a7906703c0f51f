"""Doubtful visits as rows of a grid; a row's number is its place in the whole answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Self

from hfp_desk.problems import Severity
from hfp_desk.store.visit_doubts import Doubt
from ui.rows import GridColumn

_COLUMNS = (
    GridColumn("kind", "类别", 12),
    GridColumn("who", "患者", 10),
    GridColumn("place", "所在地", 18),
    GridColumn("doctor", "随访医生", 8),
    GridColumn("message", "疑点", 70),
    GridColumn("found", "现值", 14),
    GridColumn("visits", "次数", 5, True),
)
_VISITS = 6


class ImplausibleRows:
    """Some of the doubts in some order."""

    columns = _COLUMNS

    def __init__(self, doubts: Sequence[Doubt], order: Sequence[int]) -> None:
        self._doubts = doubts
        self._order = list(order)
        self._at = {number: row for row, number in enumerate(self._order)}

    @classmethod
    def of(
        cls,
        doubts: Sequence[Doubt],
        kind: str = "",
        towns: Collection[str] = (),
        doctors: Collection[str] = (),
    ) -> Self:
        """The doubts of a kind, of people of some townships, of visits by some doctors."""
        chosen = [
            number
            for number, one in enumerate(doubts)
            if (not kind or one.kind == kind)
            and (not towns or str(one.town) in towns)
            and (not doctors or one.doctor in doctors)
        ]
        return cls(doubts, chosen)

    def __len__(self) -> int:
        return len(self._order)

    def id_at(self, row: int) -> int:
        """The number of the doubt in the whole answer."""
        return self._order[row]

    def cells(self, row: int) -> Sequence[str]:
        """Kind, whose, where, doctor, sentence, what was found, how many visits."""
        one = self._doubts[self._order[row]]
        told = (one.label, one.who, one.place, one.doctor, one.problem.message, one.problem.found)
        return *told, f"{len(one.visits):,}"

    def flag(self, row: int) -> str:
        """What cannot be is marked more gravely than what may be."""
        grave = self._doubts[self._order[row]].problem.severity is Severity.ERROR
        return "error" if grave else "warn"

    def totals(self) -> str:
        """How many doubts, and about how many visits."""
        visits = {visit for number in self._order for visit in self._doubts[number].visits}
        return f"{len(self):,} 条疑点 · 涉及随访 {len(visits):,} 次"

    def sorted(self, key: str, descending: bool) -> Self:
        """In the order of a column."""
        place = [column.key for column in _COLUMNS].index(key)

        def rank(number: int) -> tuple[int, str]:
            one = self._doubts[number]
            return (len(one.visits), "") if place == _VISITS else (0, self.cells(self._at[number])[place])

        return type(self)(self._doubts, sorted(self._order, key=rank, reverse=descending))

    def find_row(self, record: int) -> int:
        """The row of a doubt, -1 when not here."""
        return self._at.get(record, -1)
