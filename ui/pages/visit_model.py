"""The visits of a village as a table to be written in: who on the left, what the rules suggest in grey until taken."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from hfp_desk.rules.visit_advice import Advice
from hfp_desk.store.village_visits import Edited
from ui.pages.entry_model import Index, Role
from ui.pages.village_model import VillageModel

DUE = 1
Adviser = Callable[[Any, dict[str, Any]], Advice | None]


class VisitModel(VillageModel):
    """``adviser`` gives the suggestion for a row and what is written in it."""

    fixed = ("上次随访", "应随访")
    widths = (128, 92)
    dated = "visited_on"

    def __init__(self, *, may_enter: bool) -> None:
        super().__init__(may_enter=may_enter)
        self.adviser: Adviser | None = None
        self._advice: dict[int, Advice] = {}

    def show_rows(self, rows: Sequence[Any], fields: Sequence[Any] | None = None) -> None:
        """Show another village; nothing is suggested for what is stored."""
        self._advice = {}
        super().show_rows(rows, fields)

    def told(self, row: int, column: int) -> str:
        """The visit before, and when this one was due."""
        one = self.rows[row]
        if column == DUE:
            return f"{one.due_on}" if one.due_on is not None else ""
        return " ".join(part for part in (f"{one.last_on:%m-%d}" if one.last_on else "", one.last) if part)

    def advice(self, row: int) -> Advice | None:
        """What is suggested for a row."""
        return self._advice.get(row)

    def suggested(self, row: int, column: int) -> str:
        """The grey text of an empty cell: what is suggested, or the day that holds for all."""
        found = self._advice.get(row)
        if found is None or column < len(self.fixed) or self.text(row, column):
            return super().suggested(row, column)
        name = self.names[column - len(self.fixed)]
        if name not in found.values:
            return super().suggested(row, column)
        return str(self.specs[column - len(self.fixed)].kind.show(found.values[name]))

    @property
    def waiting(self) -> list[int]:
        """The rows with something suggested and not taken."""
        return [row for row in self._advice if any(self._proposals(row))]

    def take(self, rows: Iterable[int]) -> int:
        """Write what is suggested into the empty cells of these rows; how many rows had any."""
        chosen = [row for row in rows if any(self._proposals(row))]
        self.write_all([cell for row in chosen for cell in self._proposals(row)])
        return len(chosen)

    def edited(self) -> list[Edited]:
        """The rows that differ from what is stored, with all their values; unreadable cells must be gone."""
        return [Edited(self.rows[row], self.values(row)) for row in self.changed_rows]

    def after(self, top: int, bottom: int) -> None:
        """What is written asks for another suggestion."""
        for row in range(top, bottom + 1):
            found = self.adviser(self.rows[row], self.values(row)) if self.adviser is not None else None
            self._advice.pop(row, None)
            if found is not None:
                self._advice[row] = found

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """As in every table of a village; the clauses of a suggestion under the pointer."""
        row = index.row()
        if role == Role.ToolTipRole and self.problem(row, index.column()) is None and (found := self._advice.get(row)):
            return "\n".join((found.words, *found.clauses))
        return super().data(index, role)

    def _proposals(self, row: int) -> Iterable[tuple[int, int, str]]:
        for column in range(len(self.fixed), self.columnCount()):
            grey = self.suggested(row, column)
            if grey and self.names[column - len(self.fixed)] != self.dated:
                yield row, column, grey
