"""The exams of a village as a table to be written in: why somebody is due, and when the exam before was."""

from __future__ import annotations

from typing import Any

from hfp_desk.store.village_exams import Edited
from ui import style
from ui.pages.entry_model import Index, Role
from ui.pages.village_model import VillageModel

LAST = 1


class ExamModel(VillageModel):
    """Who was already examined in the year is marked in green."""

    fixed = ("应检原因", "上次体检")
    widths = (112, 128)
    dated = "examined_on"

    def told(self, row: int, column: int) -> str:
        """Why due, and the exam before; 已检 when that was in this year."""
        one = self.rows[row]
        if column != LAST:
            return str(one.why)
        if one.last_on is None:
            return "当天已检" if one.record is not None else ""
        return f"{one.last_on}{' 已检' if one.last_on.year == int(self.day[:4]) else ''}"

    def edited(self) -> list[Edited]:
        """The rows that differ from what is stored, with all their values; unreadable cells must be gone."""
        return [Edited(self.rows[row], self.values(row)) for row in self.changed_rows]

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """As in every table of a village; green says that the year is done."""
        if role == Role.ForegroundRole and index.column() == LAST and self.rows[index.row()].done:
            return style.current().colour("ok")
        return super().data(index, role)
