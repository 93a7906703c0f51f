"""The monthly reports of one month as a table to be written in: people as rows, attendance and work as columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt

from hfp_desk.problems import Problem
from hfp_desk.store.posting_months import WORK, Edited
from ui import style
from ui.pages.entry_model import RIGHT, EntryModel, Index, Role

NAME, RECEIVER, MOST = range(3)
FIXED = ("姓名", "受援单位", "派驻天数")
"""The columns that say who it is; the others are written in."""


class MonthModel(EntryModel):
    """Rows are ``posting_months.MonthRow``."""

    fixed = FIXED

    def __init__(self, *, may_enter: bool) -> None:
        super().__init__(WORK, may_enter=may_enter)

    def told(self, row: int, column: int) -> str:
        """Name, institution and department, the most days there can be."""
        one = self.rows[row]
        where = "　".join(part for part in (one.receiver, one.department) if part)
        return (str(one.name), where, f"{one.most}")[column]

    def edited(self) -> list[Edited]:
        """The rows that differ from what is stored, with all their values; unreadable cells must be gone."""
        return [
            Edited(self.rows[row].posting, self.values(row), self.rows[row].record, self.rows[row].version)
            for row in self.changed_rows
        ]

    def blame(self, found: Sequence[tuple[int, Problem]]) -> None:
        """Mark the cells which rules object to, by posting."""
        places = {one.posting: row for row, one in enumerate(self.rows)}
        self.blame_cells((places[posting], problem) for posting, problem in found)

    def sums(self) -> list[tuple[str, str]]:
        """The columns of numbers added up, those with anything in them."""
        found = []
        for column, spec in enumerate(self.specs[:-1], start=len(FIXED)):
            values = [value for row in range(len(self.rows)) if (value := self.value(row, column)) is not None]
            if any(values):
                found.append((spec.label, spec.kind.show(sum(values))))
        return found

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The labels of the report; what the days mean."""
        if role == Role.ToolTipRole and section == MOST and orientation == Qt.Orientation.Horizontal:
            return "本月在派驻期间、没有请假的天数，出勤不会多于它"
        return super().headerData(section, orientation, role)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """As in every table; the whole institution under the pointer."""
        column = index.column()
        if role == Role.ToolTipRole and column == RECEIVER and self.problem(index.row(), column) is None:
            return self.text(index.row(), column)
        if role == Role.TextAlignmentRole and column == MOST:
            return RIGHT
        if role == Role.ForegroundRole and column in (RECEIVER, MOST):
            return style.current().colour("quiet")
        return super().data(index, role)

    def numeric(self, column: int) -> bool:
        """The days and the figures."""
        return column == MOST or super().numeric(column)
