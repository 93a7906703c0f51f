"""Groups of settled stays as rows of a grid; a row's number is the place of its group in the check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from hfp_desk.rules.judging import WORDS, Judgement
from hfp_desk.store.protection import Checked, Group
from hfp_desk.store.protection_bills import GROUPS
from ui.pages.told_rows import Numbered, Told, ToldRows, number
from ui.rows import GridColumn


def protection_rows(checked: Checked) -> ToldRows[Numbered[Group]]:
    """The groups of a check."""
    sums = checked.whole.sums
    place = (_told("place", "乡镇", 7, lambda one: one.place),) if checked.by in ("village", "person") else ()
    columns = (*place, _told("label", GROUPS[checked.by], 12, lambda one: one.label), *_FURTHER)

    def counted(lines: Sequence[Numbered[Group]]) -> str:
        return f"{len(lines):,} 行 · {sums.count:,} 笔 · 总费用 {sums.total:,.2f} 元 · 个人负担 {sums.own:,.2f} 元"

    return ToldRows(columns, list(enumerate(checked.groups)), number, counted, _flag)


def _told(
    key: str, label: str, chars: int, value: Callable[[Group], Any], *, numeric: bool = False
) -> Told[Numbered[Group]]:
    column = GridColumn(key, label, chars, numeric)
    return Told(column, lambda one: _shown(value(one[1])), lambda one: value(one[1]))


def _count(key: str, label: str, chars: int, value: Callable[[Group], Any]) -> Told[Numbered[Group]]:
    return _told(key, label, chars, value, numeric=True)


def _flag(one: Numbered[Group]) -> str:
    """Outside the band."""
    return "warn" if one[1].judgement in (Judgement.LOW, Judgement.HIGH) else ""


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:,.2f}" if isinstance(value, Decimal) else f"{value:,}" if isinstance(value, int) else str(value)


_FURTHER = (
    _count("people", "人数", 5, lambda one: one.people),
    _count("stays", "笔数", 5, lambda one: one.sums.count),
    _count("total", "总费用", 13, lambda one: one.sums.total),
    _count("own", "个人负担", 11, lambda one: one.sums.own),
    _count("ratio", "实际报销%", 9, lambda one: one.sums.reimbursed_ratio),
    _told("judged", "核查", 6, lambda one: WORDS[one.judgement] if one.judgement else "未判定"),
    _count("low", "低于", 5, lambda one: one.found.get("low")),
    _count("high", "高于", 5, lambda one: one.found.get("high")),
    _count("median", "中位数%", 7, lambda one: one.median),
    _count("in_scope_ratio", "范围内报销%", 10, lambda one: one.sums.in_scope_ratio),
    _count("assistance", "救助%", 6, lambda one: one.sums.assistance_ratio),
    _count("own_share", "自付%", 6, lambda one: one.sums.own_share),
    _count("in_scope", "政策范围内", 13, lambda one: one.sums.in_scope),
    _count("reimbursed", "报销合计", 13, lambda one: one.sums.reimbursed),
    _count("visits", "门诊笔数", 8, lambda one: one.visits.count),
    _count("visit_ratio", "门诊报销%", 9, lambda one: one.visits.in_scope_ratio),
)
