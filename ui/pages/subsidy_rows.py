"""The rows of a month's comparison: townships with their numbers, and persons with what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from hfp_desk.codes import code_list
from hfp_desk.excel.importing import Plan
from hfp_desk.problems import Severity
from hfp_desk.rules.subsidies import CANCELLED
from hfp_desk.store.subsidies import TownMonth
from hfp_desk.store.subsidy_lines import ChangeLine
from ui.pages.told_rows import Numbered, Told, ToldRows, number
from ui.rows import GridColumn
from ui.widgets.figure_band import Shown

_NOT_MONTH = "这份文件不是资助参保对象全量名单（附件3）。其他名单请在“导入”页导入。"
_COUNTS = (("new", "新增"), ("changed", "变更"), ("cancelled", "取消"), ("same", "未变"))


def town_rows(towns: Sequence[TownMonth]) -> ToldRows[Numbered[TownMonth]]:
    """A township a row; a row's number is its place in the comparison."""
    return ToldRows(_TOWN, list(enumerate(towns)), number, _towns_counted)


def change_rows(lines: Sequence[ChangeLine]) -> ToldRows[Numbered[ChangeLine]]:
    """A person a row; a row's number is the person's place among those shown."""
    return ToldRows(_CHANGE, list(enumerate(lines)), number, _changes_counted, _flag)


def _towns_counted(towns: Sequence[Numbered[TownMonth]]) -> str:
    sums = (f"{label} {sum(getattr(one, name) for _, one in towns):,}" for name, label in _COUNTS)
    return " · ".join((f"{len(towns):,} 个乡镇", *sums))


def _changes_counted(lines: Sequence[Numbered[ChangeLine]]) -> str:
    amount = sum((one.amount or Decimal(0) for _, one in lines if one.change != CANCELLED), Decimal(0))
    return f"{len(lines):,} 人 · 代缴 {amount:,.2f} 元"


def _flag(one: Numbered[ChangeLine]) -> str:
    """Who loses the subsidy."""
    return "warn" if one[1].change == CANCELLED else ""


def _count(name: str, label: str) -> Told[Numbered[TownMonth]]:
    def count(one: Numbered[TownMonth]) -> int:
        return int(getattr(one[1], name))

    return Told(GridColumn(name, label, 5, numeric=True), lambda one: f"{count(one):,}" if count(one) else "", count)


def _change(one: Numbered[ChangeLine]) -> str:
    return code_list("subsidy_change").shown(one[1].change)


def _before(one: Numbered[ChangeLine]) -> str:
    return one[1].before or (one[1].after if one[1].change == CANCELLED else "")


def _after(one: Numbered[ChangeLine]) -> str:
    return "" if one[1].change == CANCELLED else one[1].after


def _amount(one: Numbered[ChangeLine]) -> str:
    return "" if one[1].amount is None else f"{one[1].amount:,.2f}"


_TOWN: tuple[Told[Numbered[TownMonth]], ...] = (
    Told(GridColumn("name", "乡镇", 10), lambda one: one[1].name, number),
    *(_count(name, label) for name, label in _COUNTS),
)
_CHANGE: tuple[Told[Numbered[ChangeLine]], ...] = (
    Told(GridColumn("town_name", "乡镇", 10), lambda one: one[1].town_name),
    Told(GridColumn("village_name", "行政村", 14), lambda one: one[1].village_name),
    Told(GridColumn("name", "姓名", 8), lambda one: one[1].name),
    Told(GridColumn("number", "证件号码", 20), lambda one: one[1].number),
    Told(GridColumn("change", "变化", 7), _change, lambda one: one[1].change),
    Told(GridColumn("before", "原身份", 16), _before),
    Told(GridColumn("after", "现身份", 16), _after),
    Told(GridColumn("amount", "代缴金额", 10, numeric=True), _amount, lambda one: one[1].amount),
)


def not_read(plan: Plan | None) -> str:
    """Why a file is no month's list: what its head lacks."""
    lacking = [one.message for one in plan.general if one.severity is Severity.ERROR] if plan is not None else []
    return "".join((*lacking[:3], _NOT_MONTH))


def figure(code: str, words: str, count: int) -> Shown:
    """A number of the comparison as the band shows it."""
    tone = "warn" if code == CANCELLED and count else ""
    return Shown(code, words, f"{count:,}", tone, f"{words}：回车或点击看名单")
