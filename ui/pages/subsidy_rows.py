"""The rows of a month's comparison: townships with their numbers, and persons with what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Self

from hfp_desk.codes import code_list
from hfp_desk.excel.importing import Plan
from hfp_desk.problems import Severity
from hfp_desk.rules.subsidies import CANCELLED
from hfp_desk.store.subsidies import TownMonth
from hfp_desk.store.subsidy_lines import ChangeLine
from ui.rows import GridColumn
from ui.widgets.figure_band import Shown

_NOT_MONTH = "这份文件不是资助参保对象全量名单（附件3）。其他名单请在“导入”页导入。"
_COUNTS = (("new", "新增"), ("changed", "变更"), ("cancelled", "取消"), ("same", "未变"))


class TownRows:
    """A township a row; a row's number is its place in the comparison."""

    columns = (
        GridColumn("name", "乡镇", 10),
        *(GridColumn(name, label, 5, numeric=True) for name, label in _COUNTS),
    )

    def __init__(self, towns: Sequence[TownMonth], order: Sequence[int] = ()) -> None:
        self.towns = towns
        self._order = list(order) or list(range(len(towns)))

    def __len__(self) -> int:
        return len(self.towns)

    def id_at(self, row: int) -> int:
        """The place of a township."""
        return self._order[row]

    def cells(self, row: int) -> Sequence[str]:
        """Its name and numbers."""
        one = self.towns[self._order[row]]
        return (one.name, *(f"{count:,}" if (count := getattr(one, name)) else "" for name, _ in _COUNTS))

    def flag(self, _row: int) -> str:
        """Nothing is marked."""
        return ""

    def totals(self) -> str:
        """All townships together."""
        sums = (f"{label} {sum(getattr(one, name) for one in self.towns):,}" for name, label in _COUNTS)
        return " · ".join((f"{len(self):,} 个乡镇", *sums))

    def sorted(self, key: str, descending: bool) -> Self:
        """In the order of a column."""
        places = sorted(range(len(self.towns)), key=lambda place: getattr(self.towns[place], key), reverse=descending)
        return type(self)(self.towns, places)

    def find_row(self, record: int) -> int:
        """The row of a township."""
        return self._order.index(record) if record in self._order else -1


class ChangeRows:
    """A person a row; a row's number is the person's place in the comparison."""

    columns = (
        GridColumn("town_name", "乡镇", 10),
        GridColumn("village_name", "行政村", 14),
        GridColumn("name", "姓名", 8),
        GridColumn("number", "证件号码", 20),
        GridColumn("change", "变化", 7),
        GridColumn("before", "原身份", 16),
        GridColumn("after", "现身份", 16),
        GridColumn("amount", "代缴金额", 10, numeric=True),
    )

    def __init__(self, lines: Sequence[ChangeLine], order: Sequence[int] = ()) -> None:
        self.lines = lines
        self._order = list(order) or list(range(len(lines)))
        self._words = code_list("subsidy_change")

    def __len__(self) -> int:
        return len(self.lines)

    def id_at(self, row: int) -> int:
        """The place of a person."""
        return self._order[row]

    def cells(self, row: int) -> Sequence[str]:
        """The texts of a row."""
        one = self.lines[self._order[row]]
        amount = "" if one.amount is None else f"{one.amount:,.2f}"
        after = "" if one.change == CANCELLED else one.after
        who = (one.town_name, one.village_name, one.name, one.number, self._words.shown(one.change))
        return (*who, one.before or (one.after if one.change == CANCELLED else ""), after, amount)

    def flag(self, row: int) -> str:
        """Who loses the subsidy."""
        return "warn" if self.lines[self._order[row]].change == CANCELLED else ""

    def totals(self) -> str:
        """How many persons."""
        amount = sum((one.amount or Decimal(0) for one in self.lines if one.change != CANCELLED), Decimal(0))
        return f"{len(self):,} 人 · 代缴 {amount:,.2f} 元"

    def sorted(self, key: str, descending: bool) -> Self:
        """In the order of a column."""

        def rank(place: int) -> tuple[Decimal, str]:
            value = getattr(self.lines[place], key)
            return (value or Decimal(0), "") if key == "amount" else (Decimal(0), value)

        return type(self)(self.lines, sorted(range(len(self.lines)), key=rank, reverse=descending))

    def find_row(self, record: int) -> int:
        """The row of a person."""
        return self._order.index(record) if record in self._order else -1


def not_read(plan: Plan | None) -> str:
    """Why a file is no month's list: what its head lacks."""
    lacking = [one.message for one in plan.general if one.severity is Severity.ERROR] if plan is not None else []
    return "".join((*lacking[:3], _NOT_MONTH))


def figure(code: str, words: str, count: int) -> Shown:
    """A number of the comparison as the band shows it."""
    tone = "warn" if code == CANCELLED and count else ""
    return Shown(code, words, f"{count:,}", tone, f"{words}：回车或点击看名单")
