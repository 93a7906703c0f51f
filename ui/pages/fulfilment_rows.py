"""Contracts with what is due and done, and the table by place, team, doctor or group, as rows of a grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from hfp_desk.policy import Item
from hfp_desk.store.fulfilment import ContractLine
from hfp_desk.store.fulfilment_words import Heading, cells, group_cells, group_headings, headings, percent
from hfp_desk.store.signing_groups import By, GroupLine
from ui.rows import GridColumn


class FulfilmentRows:
    """Some contracts in some order; a row's number is the contract."""

    def __init__(self, items: Sequence[Item], lines: Sequence[ContractLine]) -> None:
        self.items = items
        self.lines = list(lines)
        self.columns = _columns(headings(items))
        self._at = {line.id: row for row, line in enumerate(self.lines)}

    def __len__(self) -> int:
        return len(self.lines)

    def id_at(self, row: int) -> int:
        """The contract behind a row."""
        return self.lines[row].id

    def cells(self, row: int) -> Sequence[str]:
        """The texts of a row."""
        return cells(self.lines[row])

    def flag(self, row: int) -> str:
        """Something overdue."""
        return "warn" if self.lines[row].state.overdue else ""

    def totals(self) -> str:
        """How many, and what they amount to together."""
        due, done = (sum(getattr(line.state, name) for line in self.lines) for name in ("due", "done"))
        rate = percent(done, due)
        return f"{len(self):,} 份 · 应完成 {due:,} 项次 · 已完成 {done:,} 项次" + (f" · 履约率 {rate}" if rate else "")

    def sorted(self, key: str, descending: bool) -> Self:
        """The same contracts in the order of a column, those without a value last."""
        column = [one.key for one in self.columns].index(key)
        order = _order([self.cells(row)[column] for row in range(len(self))], descending)
        return type(self)(self.items, [self.lines[row] for row in order])

    def find_row(self, record: int) -> int:
        """The row of a contract, -1 when it is not here."""
        return self._at.get(record, -1)


class GroupRows:
    """The table; a row's number is where its line stands among all, from one."""

    def __init__(self, by: By, lines: Sequence[GroupLine], order: Sequence[int] | None = None) -> None:
        self.by, self.every = by, lines
        self._order = list(range(len(lines))) if order is None else list(order)
        self.columns = _columns(group_headings(by))

    def __len__(self) -> int:
        return len(self._order)

    @property
    def lines(self) -> list[GroupLine]:
        """The lines in the order shown."""
        return [self.every[number] for number in self._order]

    def line(self, record: int) -> GroupLine:
        """The line with this number."""
        return self.every[record - 1]

    def id_at(self, row: int) -> int:
        """The number of a row's line."""
        return self._order[row] + 1

    def cells(self, row: int) -> Sequence[str]:
        """The texts of a row."""
        return group_cells(self.every[self._order[row]], self.by)

    def flag(self, row: int) -> str:
        """Nobody signed where somebody should be."""
        line = self.every[self._order[row]]
        return "warn" if line.counted and not line.signed else ""

    def totals(self) -> str:
        """What the lines amount to together; a contract of several groups counts once in each."""
        lines = self.lines
        due, done = sum(one.due for one in lines), sum(one.done for one in lines)
        told = [f"{len(lines):,} 行"]
        if self.by.of_places:
            counted, signed = (sum(getattr(one, name) or 0 for one in lines) for name in ("counted", "signed"))
            told.append(f"应签 {counted:,} · 有效签约 {signed:,} · 签约率 {percent(signed, counted) or '—'}")
        if self.by is not By.GROUP:
            told.append(f"应完成 {due:,} 项次 · 已完成 {done:,} 项次 · 履约率 {percent(done, due) or '—'}")
        return " · ".join(told)

    def sorted(self, key: str, descending: bool) -> Self:
        """The same lines in the order of a column."""
        column = [one.key for one in self.columns].index(key)
        order = _order([self.cells(row)[column] for row in range(len(self))], descending)
        return type(self)(self.by, self.every, [self._order[row] for row in order])

    def find_row(self, record: int) -> int:
        """The row of a line, -1 when it is not here."""
        return self._order.index(record - 1) if record - 1 in self._order else -1


def _columns(found: Sequence[Heading]) -> tuple[GridColumn, ...]:
    return tuple(GridColumn(one.key, one.label, one.chars, one.numeric) for one in found)


def _order(texts: Sequence[str], descending: bool) -> list[int]:
    """Numbers and shares by their value, other texts by themselves; empty ones last."""

    def rank(row: int) -> tuple[float, str]:
        plain = texts[row].replace(",", "").rstrip("%").partition("/")[0]
        return (float(plain), "") if plain.replace(".", "", 1).isdigit() else (-1.0, texts[row])

    known = [row for row, text in enumerate(texts) if text]
    known.sort(key=rank, reverse=descending)
    return known + [row for row, text in enumerate(texts) if not text]
