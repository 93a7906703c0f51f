"""The lines of the log as a grid shows them; older ones are added at the end while the clerk reads on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from hfp_desk.store.logbook import Line
from ui.rows import GridColumn

_COLUMNS = (
    GridColumn("at", "时间", 19),
    GridColumn("user", "操作员", 8),
    GridColumn("action", "动作", 10),
    GridColumn("words", "内容", 42),
    GridColumn("state", "状态", 16),
    GridColumn("reason", "原因", 18),
    GridColumn("people", "人数", 7, numeric=True),
    GridColumn("computer", "电脑", 12),
    GridColumn("number", "步号", 8, numeric=True),
)
_KEYS = [column.key for column in _COLUMNS]


class LogRows:
    """What was read so far, the newest first; ``more`` when there is something older."""

    def __init__(self, lines: Sequence[Line], more: bool) -> None:
        self.columns: tuple[GridColumn, ...] = _COLUMNS
        self.lines = list(lines)
        self.more = more
        self._at = {line.key: row for row, line in enumerate(self.lines)}

    def __len__(self) -> int:
        return len(self.lines)

    def line(self, key: int) -> Line | None:
        """The line with this number."""
        row = self._at.get(key)
        return None if row is None else self.lines[row]

    def cells(self, row: int) -> tuple[str, ...]:
        """The texts of a row."""
        line = self.lines[row]
        number = str(line.deed) if line.deed else ""
        return (
            *(line.at, line.user, line.action, line.words, line.state, line.reason),
            *(line.people, line.computer, number),
        )

    def id_at(self, row: int) -> int:
        """The number of a line among all lines."""
        return self.lines[row].key

    def totals(self) -> str:
        """How many were read."""
        return f"已显示 {len(self):,} 条" + ("，翻到末尾继续读取更早的" if self.more else "，已是全部")

    def flag(self, row: int) -> str:
        """What was taken back is struck out."""
        return "void" if self.lines[row].state else ""

    def sorted(self, key: str, descending: bool) -> Self:
        """The lines read so far in another order."""
        column = _KEYS.index(key)

        def sorter(row: int) -> tuple[int, str]:
            text = self.cells(row)[column]
            return (int(text.replace(",", "") or 0), "") if _COLUMNS[column].numeric else (0, text)

        order = sorted(range(len(self)), key=sorter, reverse=descending)
        return type(self)([self.lines[row] for row in order], self.more)

    def find_row(self, record: int) -> int:
        """Where a line stands, -1 when it is not here."""
        return self._at.get(record, -1)
