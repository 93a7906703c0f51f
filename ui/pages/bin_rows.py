"""What was voided, deed by deed, as a grid shows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Self

from hfp_desk.store.bin import BinLine
from ui.rows import GridColumn

_COLUMNS = (
    GridColumn("at", "作废时间", 19),
    GridColumn("user", "作废人", 8),
    GridColumn("words", "内容", 52),
    GridColumn("count", "条数", 7, numeric=True),
    GridColumn("reason", "作废原因", 30),
)
_KEYS = [column.key for column in _COLUMNS]


class BinRows:
    """The newest first."""

    def __init__(self, lines: Sequence[BinLine], most: int) -> None:
        self.columns: tuple[GridColumn, ...] = _COLUMNS
        self._lines = list(lines)
        self._most = most

    def __len__(self) -> int:
        return len(self._lines)

    def line(self, deed: int) -> BinLine | None:
        """What this deed voided."""
        return next((line for line in self._lines if line.deed == deed), None)

    def cells(self, row: int) -> tuple[str, ...]:
        """The texts of a row."""
        line = self._lines[row]
        return line.at, line.user, line.words, f"{line.count:,}", line.reason

    def id_at(self, row: int) -> int:
        """The number of the deed."""
        return self._lines[row].deed

    def totals(self) -> str:
        """How much there is."""
        count = sum(line.count for line in self._lines)
        more = "，更早的请用上面的搜索查找" if len(self) >= self._most else ""
        return f"{len(self):,} 次作废 · 共 {count:,} 条记录{more}"

    def flag(self, row: int) -> str:
        """Nothing stands out: all of it is voided."""
        del row
        return ""

    def sorted(self, key: str, descending: bool) -> Self:
        """The same in another order."""
        column = _KEYS.index(key)

        def sorter(line: BinLine) -> tuple[int, str]:
            texts = (line.at, line.user, line.words, "", line.reason)
            return (line.count, "") if key == "count" else (0, texts[column])

        return type(self)(sorted(self._lines, key=sorter, reverse=descending), self._most)

    def find_row(self, record: int) -> int:
        """Where a deed stands, -1 when it is not here."""
        return next((row for row, line in enumerate(self._lines) if line.deed == record), -1)
