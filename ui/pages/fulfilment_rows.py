"""Contracts with what is due and done, and the table by place, team, doctor or group, as rows of a grid."""

from __future__ import annotations

from collections.abc import Sequence

from hfp_desk.policy import Item
from hfp_desk.store.fulfilment import ContractLine
from hfp_desk.store.fulfilment_words import cells, group_cells, group_headings, headings, percent
from hfp_desk.store.signing_groups import By, GroupLine
from ui.pages.told_rows import Numbered, Told, ToldRows, number, worded


class FulfilmentRows(ToldRows[ContractLine]):
    """Some contracts; a row's number is the contract."""

    def __init__(self, items: Sequence[Item], lines: Sequence[ContractLine]) -> None:
        super().__init__(worded(headings(items), cells), lines, lambda line: line.id, _contracts, _overdue)

    def cells(self, row: int) -> Sequence[str]:
        """The texts of a row, made once."""
        return cells(self.lines[row])


class GroupRows(ToldRows[Numbered[GroupLine]]):
    """The table; a row's number is where its line stands among all, from one."""

    def __init__(self, by: By, lines: Sequence[GroupLine]) -> None:
        self.by = by
        told: tuple[Told[Numbered[GroupLine]], ...] = worded(group_headings(by), lambda one: group_cells(one[1], by))
        super().__init__(told, list(enumerate(lines, 1)), number, self._groups, _unsigned)

    def cells(self, row: int) -> Sequence[str]:
        """The texts of a row, made once."""
        return group_cells(self.lines[row][1], self.by)

    def _groups(self, numbered: Sequence[Numbered[GroupLine]]) -> str:
        """What the lines amount to together; a contract of several groups counts once in each."""
        lines = [line for _, line in numbered]
        due, done = sum(one.due for one in lines), sum(one.done for one in lines)
        told = [f"{len(lines):,} 行"]
        if self.by.of_places:
            counted, signed = (sum(getattr(one, name) or 0 for one in lines) for name in ("counted", "signed"))
            told.append(f"应签 {counted:,} · 有效签约 {signed:,} · 签约率 {percent(signed, counted) or '—'}")
        if self.by is not By.GROUP:
            told.append(f"应完成 {due:,} 项次 · 已完成 {done:,} 项次 · 履约率 {percent(done, due) or '—'}")
        return " · ".join(told)


def _contracts(lines: Sequence[ContractLine]) -> str:
    """How many, and what they amount to together."""
    due, done = (sum(getattr(line.state, name) for line in lines) for name in ("due", "done"))
    rate = percent(done, due)
    return f"{len(lines):,} 份 · 应完成 {due:,} 项次 · 已完成 {done:,} 项次" + (f" · 履约率 {rate}" if rate else "")


def _overdue(line: ContractLine) -> str:
    """Something overdue."""
    return "warn" if line.state.overdue else ""


def _unsigned(one: Numbered[GroupLine]) -> str:
    """Nobody signed where somebody should be."""
    return "warn" if one[1].counted and not one[1].signed else ""
