"""Lists of records as grids, exports and prints read them: ids in their order, rows by number, sums on demand.

A list never changes: sorting and filtering give another one, and what is saved later is seen by making it anew.
Rows are read in pages of 128, of which 32 are kept, so that a million rows take no more memory than a thousand.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import Any

from hfp_desk.gate import Viewer, hides
from hfp_desk.records import Column
from hfp_desk.store import columns as known
from hfp_desk.store import snapshot, totals
from hfp_desk.store.columns import GridColumn
from hfp_desk.store.opening import Register
from hfp_desk.store.pages import GONE, Pages, Row
from hfp_desk.store.totals import Totals
from hfp_desk.store.views import Condition, Operator, Order, View

__all__ = ["Condition", "GridColumn", "Listing", "Operator", "Order", "Totals", "View"]

PAGE, KEPT = 128, 32


class Listing:
    """The rows of a view as one viewer may see them; any thread with a session may ask.

    ``eyes``: the rows ``viewer`` chose, shown as somebody else may see them (a list that leaves the office masked).
    """

    def __init__(self, register: Register, view: View, viewer: Viewer, eyes: Viewer | None = None) -> None:
        self.view = view
        self._register = register
        self._viewer = viewer
        self._pages = Pages(view.record_type, view.shown, eyes or viewer)
        self._kept: OrderedDict[int, dict[int, Row]] = OrderedDict()
        with register.session():
            self._ids = snapshot.take(register, view, viewer)

    @property
    def columns(self) -> tuple[GridColumn, ...]:
        """The columns of the list, in their order."""
        return tuple(_grid_column(column, self._viewer) for column in self.view.shown)

    def __len__(self) -> int:
        return len(self._ids)

    def id_at(self, row: int) -> int:
        """The record behind a row."""
        return self._ids[row]

    def cells(self, row: int) -> tuple[str, ...]:
        """The texts of a row, one for each column, as this viewer may see them."""
        return self._row(row).cells or ("",) * len(self.view.shown)

    def raw(self, row: int) -> tuple[Any, ...]:
        """The values of a row (dates, Decimals, codes); a masked value is its masked text."""
        return self._row(row).values or (None,) * len(self.view.shown)

    def flag(self, row: int) -> str:
        """How a row is marked: nothing, ``warn``, ``error`` or ``void``."""
        return self._row(row).flag

    def find_row(self, record: int) -> int:
        """The row of a record, -1 when the list does not hold it."""
        return self._ids.find(record)

    def sums(self) -> Totals:
        """How many rows there are, and the sums of the money columns over all of them."""
        with self._register.session():
            return totals.add_up(self._register.db, self.view, self._viewer, len(self))

    def totals(self) -> str:
        """The line under the grid: how many rows, and the sums that matter."""
        return self.sums().text

    def sorted(self, key: str, descending: bool) -> Listing:
        """The same rows in the order of the column with this key."""
        column = known.find(self.view.record_type, key)
        return Listing(self._register, replace(self.view, order=((column, descending),)), self._viewer)

    def narrowed(self, *conditions: Condition) -> Listing:
        """The rows that also fulfil these conditions."""
        view = replace(self.view, conditions=(*self.view.conditions, *conditions))
        return Listing(self._register, view, self._viewer)

    def close(self) -> None:
        """Let go of the register before it is closed; rows seen so far stay."""
        self._ids.close()

    def _row(self, row: int) -> Row:
        number = row // PAGE
        page = self._kept.get(number)
        if page is None:
            page = self._kept[number] = self._read(number)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        else:
            self._kept.move_to_end(number)
        return page.get(self._ids[row], GONE)

    def _read(self, number: int) -> dict[int, Row]:
        rows = range(number * PAGE, min((number + 1) * PAGE, len(self)))
        with self._register.session():
            return self._pages.read(self._register.db, [self._ids[row] for row in rows])


def _grid_column(column: Column, viewer: Viewer) -> GridColumn:
    spec = known.titled(column).spec
    return GridColumn(column.key, column.title, spec.chars, spec.kind.numeric, hides(spec, viewer))
