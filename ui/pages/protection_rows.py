"""Groups of settled stays as rows of a grid; a row's number is the place of its group in the check."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Self

from hfp_desk.rules.judging import WORDS, Judgement
from hfp_desk.store.protection import Checked, Group
from hfp_desk.store.protection_bills import GROUPS
from ui.rows import GridColumn

_FURTHER = (
    GridColumn("people", "人数", 5, True),
    GridColumn("stays", "笔数", 5, True),
    GridColumn("total", "总费用", 11, True),
    GridColumn("own", "个人负担", 10, True),
    GridColumn("ratio", "实际报销%", 7, True),
    GridColumn("judged", "核查", 5),
    GridColumn("low", "低于", 5, True),
    GridColumn("high", "高于", 5, True),
    GridColumn("median", "中位数%", 6, True),
    GridColumn("in_scope_ratio", "范围内报销%", 8, True),
    GridColumn("assistance", "救助%", 6, True),
    GridColumn("own_share", "自付%", 6, True),
    GridColumn("in_scope", "政策范围内", 11, True),
    GridColumn("reimbursed", "报销合计", 11, True),
    GridColumn("visits", "门诊笔数", 7, True),
    GridColumn("visit_ratio", "门诊报销%", 7, True),
)


class ProtectionRows:
    """The groups of a check in some order."""

    def __init__(self, checked: Checked, order: Sequence[int] | None = None) -> None:
        self.checked = checked
        self._order = list(range(len(checked.groups)) if order is None else order)
        place = (GridColumn("place", "乡镇", 7),) if checked.by in ("village", "person") else ()
        self.columns = (*place, GridColumn("label", GROUPS[checked.by], 12), *_FURTHER)

    def __len__(self) -> int:
        return len(self._order)

    def id_at(self, row: int) -> int:
        """The place of the group in the check."""
        return self._order[row]

    def cells(self, row: int) -> Sequence[str]:
        """The texts of a row."""
        return [_shown(value) for value in self._values(self._group(row))]

    def flag(self, row: int) -> str:
        """Outside the band."""
        return "warn" if self._group(row).judgement in (Judgement.LOW, Judgement.HIGH) else ""

    def totals(self) -> str:
        """How many, and what they come to."""
        sums = self.checked.whole.sums
        return f"{len(self):,} 行 · {sums.count:,} 笔 · 总费用 {sums.total:,.2f} 元 · 个人负担 {sums.own:,.2f} 元"

    def sorted(self, key: str, descending: bool) -> Self:
        """The same groups in the order of a column, those without a value last."""
        place = [column.key for column in self.columns].index(key)
        known = {number: self._values(self.checked.groups[number])[place] for number in self._order}
        order = sorted((one for one in self._order if known[one] is not None), key=known.__getitem__)
        if descending:
            order.reverse()
        return type(self)(self.checked, [*order, *(one for one in self._order if known[one] is None)])

    def find_row(self, record: int) -> int:
        """The row of a group, -1 when not here."""
        return self._order.index(record) if record in self._order else -1

    def _group(self, row: int) -> Group:
        return self.checked.groups[self._order[row]]

    def _values(self, one: Group) -> list[Any]:
        sums, found = one.sums, one.found
        place = [one.place] if self.checked.by in ("village", "person") else []
        return [
            *(*place, one.label, one.people, sums.count, sums.total, sums.own, sums.reimbursed_ratio),
            WORDS[one.judgement] if one.judgement else "未判定",
            *(found.get("low"), found.get("high"), one.median, sums.in_scope_ratio, sums.assistance_ratio),
            *(sums.own_share, sums.in_scope, sums.reimbursed, one.visits.count, one.visits.in_scope_ratio),
        ]


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,.2f}" if isinstance(value, Decimal) else f"{value:,}" if isinstance(value, int) else str(value)
