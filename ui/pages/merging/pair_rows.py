"""Pairs of persons who may be one, as a grid shows them; through the gate like every list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from hfp_desk.store import searching
from hfp_desk.store.likely import SAME_NUMBER, Pair
from hfp_desk.store.searching import Hit
from ui.office import Office
from ui.rows import GridColumn

MOST = 2_000
_COLUMNS = (
    GridColumn("reason", "为什么疑似", 26),
    GridColumn("first", "姓名", 8),
    GridColumn("first_detail", "一条记录", 46),
    GridColumn("second", "姓名", 8),
    GridColumn("second_detail", "另一条记录", 46),
)


@dataclass(frozen=True)
class Likely:
    """A pair with both persons as they may be seen."""

    pair: Pair
    first: Hit
    second: Hit

    @property
    def people(self) -> tuple[int, int]:
        """The numbers of the two."""
        return self.pair.first, self.pair.second


def seen(office: Office, pairs: Sequence[Pair]) -> list[Likely]:
    """The first pairs with their persons; inside a session."""
    some = pairs[:MOST]
    ids = sorted({person for pair in some for person in pair[:2]})
    people = {hit.id: hit for hit in searching.hits(office.register, ids, office.eyes)}
    known = (pair for pair in some if pair.first in people and pair.second in people)
    return [Likely(pair, people[pair.first], people[pair.second]) for pair in known]


class PairRows:
    """The number of a row is its place in ``found``; ``total`` counts those beyond what is shown, too."""

    columns = _COLUMNS

    def __init__(self, found: Sequence[Likely], total: int, order: Sequence[int] | None = None) -> None:
        self._found = found
        self._total = total
        self._order = list(range(len(found))) if order is None else list(order)

    def __len__(self) -> int:
        return len(self._order)

    def likely(self, number: int) -> Likely:
        """The pair with this number."""
        return self._found[number]

    def without(self, people: tuple[int, int]) -> Self:
        """The same pairs but one, which was decided."""
        found = [one for one in self._found if one.people != people]
        return type(self)(found, self._total - len(self._found) + len(found))

    def cells(self, row: int) -> Sequence[str]:
        """Why, and both persons."""
        one = self._found[self._order[row]]
        return one.pair.reason, one.first.title, one.first.detail, one.second.title, one.second.detail

    def id_at(self, row: int) -> int:
        """The number of the pair."""
        return self._order[row]

    def totals(self) -> str:
        """How many pairs there are."""
        more = f"，先列出 {len(self):,} 对" if self._total > len(self) else ""
        return f"疑似重复 {self._total:,} 对{more} · 合并前请逐项核对，程序不会自动合并"

    def flag(self, row: int) -> str:
        """One number for two records must be put right; a likeness may be one by chance."""
        return "error" if self._found[self._order[row]].pair.reason == SAME_NUMBER else ""

    def sorted(self, key: str, descending: bool) -> Self:
        """The same pairs in another order."""
        place = [column.key for column in _COLUMNS].index(key)
        texts = {number: self.cells(row)[place] for row, number in enumerate(self._order)}
        order = sorted(self._order, key=lambda number: texts[number], reverse=descending)
        return type(self)(self._found, self._total, order)

    def find_row(self, record: int) -> int:
        """The row of a pair."""
        return self._order.index(record) if record in self._order else -1
