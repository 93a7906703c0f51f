"""The agreements of a list as they stand today: state, what is left, what is due next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Self

from hfp_desk.codes import code_list
from hfp_desk.records import Agreement
from hfp_desk.rules.instalments import OVERDUE
from hfp_desk.store import agreements
from hfp_desk.store.agreements import AgreementLine
from hfp_desk.store.listing import Listing, View
from ui.office import Office
from ui.pages.computed_rows import ComputedRows, Told
from ui.pages.seen_rows import COMPUTED
from ui.rows import GridColumn


class AgreementRows(ComputedRows):
    """``lines`` is what the columns are told from."""

    after = Agreement.hospital.name
    more = (
        GridColumn(f"{COMPUTED}state", "今日状态", 9),
        GridColumn(f"{COMPUTED}left", "未还金额", 12, numeric=True),
        GridColumn(f"{COMPUTED}next", "下次应还", 11),
        GridColumn(f"{COMPUTED}next_amount", "应还金额", 12, numeric=True),
    )

    def __init__(self, office: Office, listing: Listing, told: Told, order: Sequence[int] = ()) -> None:
        super().__init__(office, listing, told, order)
        self.lines: dict[int, AgreementLine] = {}

    @classmethod
    def as_of(cls, office: Office, view: View, day: date) -> Self:
        """The rows of a view; inside a session."""
        found = agreements.lines(office.register, office.eyes, day, office.policy)
        made = cls(office, Listing(office.register, view, office.eyes), {line.id: _told(line) for line in found})
        made.lines = {line.id: line for line in found}
        return made

    def again(self, listing: Listing, order: Sequence[int]) -> Self:
        """The same columns in another order."""
        made = super().again(listing, order)
        made.lines = self.lines
        return made

    def flag(self, row: int) -> str:
        """Overdue, or due soon."""
        line = self.lines.get(self.id_at(row))
        if line is None or super().flag(row):
            return super().flag(row)
        return "error" if line.standing.state == OVERDUE else "warn" if line.soon or line.uneven else ""

    def totals(self) -> str:
        """How many, and what is left unpaid."""
        shown = (self.lines.get(self.id_at(row)) for row in range(len(self)))
        left = sum((line.standing.left for line in shown if line is not None), Decimal(0))
        return f"{len(self):,} 份 · 未还 {left:,.2f} 元"


def _told(line: AgreementLine) -> tuple[tuple[str, Any], ...]:
    one = line.standing
    amount = one.next_amount if one.next_on is not None and one.next_amount else None
    return (
        (code_list("agreement_state").shown(one.state), one.state),
        (f"{one.left:,.2f}" if one.left else "", one.left),
        (str(one.next_on) if one.next_on and amount else "", str(one.next_on or "")),
        (f"{amount:,.2f}" if amount else "", amount or 0),
    )
