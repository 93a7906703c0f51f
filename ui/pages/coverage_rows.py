"""The villages of a day as rows of a grid: what each has, who serves it, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from hfp_desk.rules import coverage_words as words
from hfp_desk.rules.coverage_states import SIGNS, WORDS, State, state
from hfp_desk.store.coverage import Coverage, VillageLine
from ui.rows import GridColumn

COLUMNS = tuple(GridColumn(key, label, chars, numeric=key == "residents") for key, label, chars in words.COLUMNS)
_FLAGS = {State.GAP: "error", State.LACKING: "warn"}


class CoverageRows:
    """Some villages of a coverage in some order; a row's number is the place."""

    columns = COLUMNS

    def __init__(self, found: Coverage, villages: Sequence[VillageLine]) -> None:
        self._found = found
        self.villages = list(villages)
        self._silent = {village.place for village in found.unreported}
        self._at = {village.place: row for row, village in enumerate(self.villages)}

    def __len__(self) -> int:
        return len(self.villages)

    def village(self, place: int) -> VillageLine | None:
        """The village with this number."""
        row = self._at.get(place)
        return None if row is None else self.villages[row]

    def state(self, village: VillageLine) -> State:
        """How it stands."""
        return State.UNREPORTED if village.place in self._silent else state(village)

    def id_at(self, row: int) -> int:
        """The place behind a row."""
        return self.villages[row].place

    def cells(self, row: int) -> Sequence[str]:
        """The texts of a row."""
        one = self.villages[row]
        return words.cells(one, silent=one.place in self._silent)

    def flag(self, row: int) -> str:
        """Gaps, and what is there but not as it should be."""
        return _FLAGS.get(self.state(self.villages[row]), "")

    def totals(self) -> str:
        """How many of each state."""
        counts = dict.fromkeys(State, 0)
        for village in self.villages:
            counts[self.state(village)] += 1
        parts = [f"{SIGNS[one]} {WORDS[one]} {count:,}" for one, count in counts.items() if count]
        return " · ".join([f"{len(self):,} 个村", *parts])

    def sorted(self, key: str, descending: bool) -> Self:
        """The same villages in the order of a column; by town and village in the official order."""
        column = [one.key for one in COLUMNS].index(key)
        numbers = COLUMNS[column].numeric

        def sorter(row: int) -> tuple[int, str]:
            text = self.cells(row)[column]
            return (self.villages[row].residents or -1, "") if numbers else (0 if text else 1, text)

        order = sorted(range(len(self)), key=sorter, reverse=descending)
        return type(self)(self._found, [self.villages[row] for row in order])

    def find_row(self, record: int) -> int:
        """The row of a place, -1 when it is not here."""
        return self._at.get(record, -1)
