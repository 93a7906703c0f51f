"""A listing of the store as the grid wants it, with the sums the page cares about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Self

from hfp_desk.kinds import Choice
from hfp_desk.records import Column
from hfp_desk.store import totals
from hfp_desk.store.listing import Listing, View
from ui.office import Office
from ui.rows import GridColumn

_WIDEST = 16
COMPUTED = "="
"""How the key of a column begins that is computed for the list and is no field of a record."""


class SeenRows:
    """``summed`` are the columns whose sums stand under the grid."""

    def __init__(self, office: Office, listing: Listing, summed: Sequence[Column] = ()) -> None:
        self.listing = listing
        self._office = office
        self._summed = tuple(summed)
        self.columns = [
            GridColumn(one.key, one.label, _chars(column), one.numeric, one.restricted)
            for one, column in zip(listing.columns, listing.view.shown, strict=True)
        ]

    @classmethod
    def of(cls, office: Office, view: View, summed: Sequence[Column] = ()) -> Self:
        """The rows of a view; inside a session."""
        return cls(office, Listing(office.register, view, office.eyes), summed)

    def __len__(self) -> int:
        return len(self.listing)

    def cells(self, row: int) -> Sequence[str]:
        """The texts of a row, as this viewer may see them."""
        return self.listing.cells(row)

    def id_at(self, row: int) -> int:
        """The record behind a row."""
        return self.listing.id_at(row)

    def flag(self, row: int) -> str:
        """How a row is marked."""
        return self.listing.flag(row)

    def find_row(self, record: int) -> int:
        """The row of a record, -1 when the list does not hold it."""
        return self.listing.find_row(record)

    def sorted(self, key: str, descending: bool) -> Self:
        """The same rows in another order; these, when they stand in it already."""
        if [(column.key, down) for column, down in self.listing.view.order] == [(key, descending)]:
            return self
        return type(self)(self._office, self.listing.sorted(key, descending), self._summed)

    def totals(self) -> str:
        """How many rows, and the sums that matter on this page."""
        register, view = self._office.register, replace(self.listing.view, columns=self._summed)
        if not self._summed:
            return f"{len(self):,} 条"
        with register.session():
            return totals.add_up(register.db, view, self._office.viewer, len(self)).text


def _chars(column: Column) -> int:
    """Wide enough for the longest word of a code list, within reason."""
    spec = column.spec
    if not isinstance(spec.kind, Choice):
        return spec.chars
    return max(spec.chars, min(_WIDEST, max(2 * len(item.label) for item in spec.kind.list.items)))
