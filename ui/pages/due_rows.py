"""Lines of 应随访 as rows of a grid: read a page at a time; a row's number is the case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from hfp_desk.store import due_words
from hfp_desk.store.due import Due, DueLine, Lines
from ui.rows import GridColumn

COLUMNS = tuple(GridColumn(one.key, one.label, one.chars, one.numeric) for one in due_words.COLUMNS)


class DueRows:
    """Some lines of a day in some order."""

    columns = COLUMNS

    def __init__(self, due: Due, lines: Lines) -> None:
        self.due, self.lines = due, lines

    def __len__(self) -> int:
        return len(self.lines)

    def line(self, row: int) -> DueLine:
        """The line of a row."""
        return self.lines[row]

    def id_at(self, row: int) -> int:
        """The case behind a row."""
        return self.lines.cases[row]

    def cells(self, row: int) -> Sequence[str]:
        """The texts of a row."""
        return due_words.cells(self.lines[row])

    def flag(self, row: int) -> str:
        """Overdue."""
        return "error" if self.lines[row].late else ""

    def totals(self) -> str:
        """How many."""
        return f"{len(self):,} 条 · 在管 {self.due.open:,} 人次"

    def sorted(self, key: str, descending: bool) -> Self:
        """The same lines in the order of a column; as they are by a column that is only told of a line."""
        if key not in due_words.SORTED:
            return self
        return type(self)(self.due, self.due.sorted(self.lines, key, descending))

    def find_row(self, record: int) -> int:
        """The row of a case, -1 when not here."""
        return self.lines.row_of(record)
