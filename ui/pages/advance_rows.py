"""Advances as rows: the bills of a list with where each stands, and the balances of hospitals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Self

from hfp_desk.records import Settlement
from hfp_desk.rules.advances import LABELS, Advance, Balance, Stage
from hfp_desk.store import advances
from hfp_desk.store.advances import Ledger
from hfp_desk.store.listing import Listing, View
from ui.office import Office
from ui.pages.computed_rows import ComputedRows, Told
from ui.pages.seen_rows import COMPUTED
from ui.rows import GridColumn


class AdvanceRows(ComputedRows):
    """``found`` is the whole ledger of the day."""

    after = Settlement.advanced.name
    more = (
        GridColumn(f"{COMPUTED}stage", "进度", 10),
        GridColumn(f"{COMPUTED}deducted", "核减金额", 12, numeric=True),
        GridColumn(f"{COMPUTED}left", "未结余额", 12, numeric=True),
    )

    def __init__(self, office: Office, listing: Listing, told: Told, order: Sequence[int] = ()) -> None:
        super().__init__(office, listing, told, order)
        self.found: Ledger | None = None
        self.late: frozenset[int] = frozenset()

    @classmethod
    def as_of(cls, office: Office, view: View, day: date) -> Self:
        """The rows of a view; inside a session."""
        found = advances.ledger(office.register, office.eyes, day, office.policy)
        told = {bill.id: _told(bill) for bill in found.bills}
        made = cls(office, Listing(office.register, view, office.eyes), told)
        made.found, made.late = found, frozenset(found.overdue)
        return made

    def again(self, listing: Listing, order: Sequence[int]) -> Self:
        """The same columns in another order."""
        made = super().again(listing, order)
        made.found, made.late = self.found, self.late
        return made

    def flag(self, row: int) -> str:
        """Approved, and not paid back in time."""
        return super().flag(row) or ("warn" if self.id_at(row) in self.late else "")

    def totals(self) -> str:
        """How many bills, and their sums."""
        if self.found is None:
            return f"{len(self):,} 笔"
        shown = {self.id_at(row) for row in range(len(self))}
        mine = [bill for bill in self.found.bills if bill.id in shown]
        sums = (
            ("垫付", sum((bill.advanced for bill in mine), Decimal(0))),
            ("审定", sum((bill.audited or Decimal(0) for bill in mine), Decimal(0))),
            ("已拨付", sum((bill.repaid for bill in mine), Decimal(0))),
            ("未结", sum((bill.outstanding for bill in mine), Decimal(0))),
        )
        return " · ".join([f"{len(self):,} 笔", *(f"{word} {value:,.2f}" for word, value in sums)])


def _told(bill: Advance) -> tuple[tuple[str, Any], ...]:
    return (
        (LABELS[bill.stage], list(Stage).index(bill.stage)),
        (f"{bill.deducted:,.2f}" if bill.deducted else "", bill.deducted),
        (f"{bill.outstanding:,.2f}" if bill.outstanding else "", bill.outstanding),
    )


_AMOUNTS = (
    ("advanced", "垫付合计"),
    ("waiting", "未申报联审"),
    ("in_audit", "联审中"),
    ("approved", "审定"),
    ("deducted", "核减"),
    ("repaid", "已拨付"),
    ("outstanding", "未结余额"),
    ("overdue", "超期未拨付"),
)


class HospitalRows:
    """The balance of each hospital; a row's number is its place in the ledger."""

    columns = (
        GridColumn("hospital", "医院", 20),
        GridColumn("bills", "笔数", 6, numeric=True),
        *(GridColumn(name, label, 12, numeric=True) for name, label in _AMOUNTS),
    )

    def __init__(self, hospitals: Sequence[Balance], order: Sequence[int] = ()) -> None:
        self.hospitals = hospitals
        self._order = list(order) or list(range(len(hospitals)))

    def __len__(self) -> int:
        return len(self.hospitals)

    def id_at(self, row: int) -> int:
        """The place of the hospital in the ledger."""
        return self._order[row]

    def cells(self, row: int) -> Sequence[str]:
        """The texts of a row."""
        one = self.hospitals[self._order[row]]
        amounts = (getattr(one, name) for name, _ in _AMOUNTS)
        return (one.hospital, f"{len(one.ids):,}", *(f"{value:,.2f}" if value else "" for value in amounts))

    def flag(self, row: int) -> str:
        """Something is overdue."""
        return "warn" if self.hospitals[self._order[row]].overdue else ""

    def totals(self) -> str:
        """How many hospitals."""
        return f"{len(self):,} 家医院"

    def sorted(self, key: str, descending: bool) -> Self:
        """The hospitals in the order of a column."""

        def rank(place: int) -> tuple[Decimal, str]:
            one = self.hospitals[place]
            if key == "hospital":
                return Decimal(0), one.hospital
            return (Decimal(len(one.ids)) if key == "bills" else Decimal(getattr(one, key))), one.hospital

        places = sorted(range(len(self.hospitals)), key=rank, reverse=descending)
        return type(self)(self.hospitals, places)

    def find_row(self, record: int) -> int:
        """The row of a hospital."""
        return self._order.index(record) if record in self._order else -1
