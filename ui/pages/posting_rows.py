"""The postings of a list with what is computed of each by a day: continuous months, reached or not, counted or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Self

from hfp_desk.records import Posting
from hfp_desk.store import postings
from hfp_desk.store.listing import Listing, View
from hfp_desk.store.postings import PostingLine
from ui.office import Office
from ui.pages.computed_rows import ComputedRows
from ui.pages.seen_rows import COMPUTED
from ui.rows import GridColumn


class PostingRows(ComputedRows):
    """``lines`` are all postings by number."""

    after = Posting.ends.name
    more = (
        GridColumn(f"{COMPUTED}months", "连续蹲点", 10),
        GridColumn(f"{COMPUTED}reached", "是否满期", 10),
        GridColumn(f"{COMPUTED}counted", "计入考核", 12),
        GridColumn(f"{COMPUTED}absent", "请假天数", 8, numeric=True),
    )

    def __init__(
        self, office: Office, listing: Listing, day: date, lines: Mapping[int, PostingLine], order: Sequence[int] = ()
    ) -> None:
        super().__init__(office, listing, {number: _told(one) for number, one in lines.items()}, order)
        self.day = day
        self.lines = lines

    @classmethod
    def as_of(cls, office: Office, view: View, day: date) -> Self:
        """The rows of a view as of a day; inside a session."""
        told = postings.lines(office.register, office.eyes, day, office.policy)
        return cls(office, Listing(office.register, view, office.eyes), day, {one.id: one for one in told})

    def again(self, listing: Listing, order: Sequence[int]) -> Self:
        """The same day and postings in another order."""
        return type(self)(self._office, listing, self.day, self.lines, order)

    def flag(self, row: int) -> str:
        """Nobody to take over, or planned too short: to be seen to."""
        one = self.lines.get(self.id_at(row))
        marked = one is not None and (one.lacks_successor(self.day) or postings.falls_short(one, self.day))
        return super().flag(row) or ("warn" if marked else "")


def _told(one: PostingLine) -> tuple[tuple[str, Any], ...]:
    served = one.service
    return (
        (served.longest.words, served.longest),
        (one.reached_words, one.reached_words),
        (one.counted_words, one.verdict),
        (f"{served.absent}" if served.absent else "", served.absent),
    )
