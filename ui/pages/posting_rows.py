"""The postings of a list with what is computed of each by a day: continuous months, reached or not, counted or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Self

from hfp_desk.records import Posting
from hfp_desk.store import postings
from hfp_desk.store.listing import Listing, View
from hfp_desk.store.postings import PostingLine
from ui.office import Office
from ui.pages.seen_rows import COMPUTED, SeenRows
from ui.rows import GridColumn

_Tell = Callable[[PostingLine], str]
_Sort = Callable[[PostingLine], Any]
_TOLD: tuple[tuple[GridColumn, _Tell, _Sort], ...] = (
    (
        GridColumn(f"{COMPUTED}months", "连续蹲点", 10),
        lambda one: one.service.longest.words,
        lambda one: one.service.longest,
    ),
    (GridColumn(f"{COMPUTED}reached", "是否满期", 10), lambda one: one.reached_words, lambda one: one.reached_words),
    (GridColumn(f"{COMPUTED}counted", "计入考核", 12), lambda one: one.counted_words, lambda one: one.verdict),
    (
        GridColumn(f"{COMPUTED}absent", "请假天数", 8, numeric=True),
        lambda one: f"{one.service.absent}" if one.service.absent else "",
        lambda one: one.service.absent,
    ),
)
"""The computed columns: heading, words, order."""

COLUMNS = tuple(column for column, _, _ in _TOLD)


class PostingRows(SeenRows):
    """The computed columns stand behind the day of leaving; ``lines`` are all postings by number."""

    def __init__(
        self, office: Office, listing: Listing, day: date, lines: Mapping[int, PostingLine], order: Sequence[int] = ()
    ) -> None:
        super().__init__(office, listing)
        self.day = day
        self.lines = lines
        self._order = order or range(len(listing))
        self._rows = {number: row for row, number in enumerate(self._order)}
        self._place = next(
            (place for place, one in enumerate(self.columns, 1) if one.key == Posting.ends.name), len(self.columns)
        )
        self.columns[self._place : self._place] = COLUMNS

    @classmethod
    def told(cls, office: Office, view: View, day: date) -> Self:
        """The rows of a view as of a day; inside a session."""
        told = postings.lines(office.register, office.eyes, day, office.policy)
        return cls(office, Listing(office.register, view, office.eyes), day, {one.id: one for one in told})

    def cells(self, row: int) -> Sequence[str]:
        """The texts of a row, the computed ones among them."""
        cells = list(super().cells(self._order[row]))
        one = self.lines.get(self.id_at(row))
        cells[self._place : self._place] = ["" if one is None else tell(one) for _, tell, _ in _TOLD]
        return cells

    def id_at(self, row: int) -> int:
        """The posting behind a row."""
        return super().id_at(self._order[row])

    def flag(self, row: int) -> str:
        """Nobody to take over, or planned too short: to be seen to."""
        one = self.lines.get(self.id_at(row))
        marked = one is not None and (one.lacks_successor(self.day) or postings.falls_short(one, self.day))
        return super().flag(self._order[row]) or ("warn" if marked else "")

    def find_row(self, record: int) -> int:
        """The row of a posting, -1 when the list does not hold it."""
        return self._rows.get(super().find_row(record), -1)

    def sorted(self, key: str, descending: bool) -> Self:
        """The same rows in another order; by a computed column those of which nothing is known come last."""
        listing, order = self.listing, self.by(key, descending)
        if order is None and [(one.key, down) for one, down in listing.view.order] != [(key, descending)]:
            listing = listing.sorted(key, descending)
        return type(self)(self._office, listing, self.day, self.lines, order or ())

    def by(self, key: str, descending: bool) -> list[int] | None:
        """The rows of the listing in the order of a computed column; None for a column of its own."""
        rank = next((rank for column, _, rank in _TOLD if column.key == key), None)
        if rank is None:
            return None
        ids = [self.listing.id_at(row) for row in range(len(self.listing))]
        known = [row for row, number in enumerate(ids) if number in self.lines]
        known.sort(key=lambda row: rank(self.lines[ids[row]]), reverse=descending)
        return known + [row for row, number in enumerate(ids) if number not in self.lines]
