"""A list with columns that are computed for it: a text for each row, and what the rows are ordered by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

from hfp_desk.store.listing import Listing
from ui.office import Office
from ui.pages.seen_rows import SeenRows
from ui.rows import GridColumn

Told = Mapping[int, Sequence[tuple[str, Any]]]
"""Text and rank of each computed column, by the number of the record."""


class ComputedRows(SeenRows):
    """The columns ``more`` stand behind the one called ``after``; their keys begin with ``seen_rows.COMPUTED``."""

    after = ""
    more: Sequence[GridColumn] = ()

    def __init__(self, office: Office, listing: Listing, told: Told, order: Sequence[int] = ()) -> None:
        super().__init__(office, listing)
        self.told = told
        self._order = order or range(len(listing))
        self._rows = {number: row for row, number in enumerate(self._order)}
        keys = [one.key for one in self.columns]
        self._place = keys.index(self.after) + 1 if self.after in keys else len(keys)
        self.columns[self._place : self._place] = self.more

    def cells(self, row: int) -> Sequence[str]:
        """The texts of a row, the computed ones among them."""
        cells = list(super().cells(self._order[row]))
        known = self.told.get(self.id_at(row))
        cells[self._place : self._place] = [text for text, _ in known] if known else [""] * len(self.more)
        return cells

    def id_at(self, row: int) -> int:
        """The record behind a row."""
        return super().id_at(self._order[row])

    def flag(self, row: int) -> str:
        """How a row is marked."""
        return super().flag(self._order[row])

    def find_row(self, record: int) -> int:
        """The row of a record, -1 when the list does not hold it."""
        return self._rows.get(super().find_row(record), -1)

    def sorted(self, key: str, descending: bool) -> Self:
        """The same rows in another order; by a computed column those of which nothing is known come last."""
        listing, order = self.listing, self.by(key, descending)
        if order is None and [(one.key, down) for one, down in listing.view.order] != [(key, descending)]:
            listing = listing.sorted(key, descending)
        return self.again(listing, order or ())

    def again(self, listing: Listing, order: Sequence[int]) -> Self:
        """The same columns over a listing in an order; a subclass hands on what it knows besides."""
        return type(self)(self._office, listing, self.told, order)

    def by(self, key: str, descending: bool) -> list[int] | None:
        """The rows of the listing in the order of a computed column; None for a column of its own."""
        place = next((place for place, one in enumerate(self.more) if one.key == key), None)
        if place is None:
            return None
        ids = [self.listing.id_at(row) for row in range(len(self.listing))]
        known = [row for row, number in enumerate(ids) if number in self.told]
        known.sort(key=lambda row: self.told[ids[row]][place][1], reverse=descending)
        return known + [row for row, number in enumerate(ids) if number not in self.told]
