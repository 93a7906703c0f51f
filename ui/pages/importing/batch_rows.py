"""The imports of a register as a grid shows them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Self

from hfp_desk.store.import_log import BatchLine
from ui.rows import GridColumn

_COLUMNS = (
    GridColumn("id", "批次", 6, numeric=True),
    GridColumn("at", "时间", 16),
    GridColumn("file", "文件", 30),
    GridColumn("state", "状态", 28),
    GridColumn("kind", "名单", 10),
    GridColumn("sender", "报送单位", 12),
    GridColumn("user", "经办人", 8),
    GridColumn("new", "新增", 7, numeric=True),
    GridColumn("change", "变更", 7, numeric=True),
    GridColumn("same", "未变", 7, numeric=True),
    GridColumn("doubtful", "待定", 7, numeric=True),
    GridColumn("out", "没有导入", 9, numeric=True),
)
_NUMBERS = frozenset({"id", "new", "change", "same", "doubtful", "out"})


class BatchRows:
    """All imports, the newest first."""

    def __init__(self, lines: Sequence[BatchLine]) -> None:
        self._lines = lines
        self.columns: tuple[GridColumn, ...] = _COLUMNS

    def __len__(self) -> int:
        return len(self._lines)

    def line(self, batch: int) -> BatchLine | None:
        """The import with this number."""
        return next((line for line in self._lines if line.id == batch), None)

    def cells(self, row: int) -> tuple[str, ...]:
        """The texts of a row."""
        line = self._lines[row]
        return (
            str(line.id),
            line.at[:16],
            line.file_name,
            f"{line.undone_at[:16]} 由{line.undone_by}撤销" if line.undone_at else "已导入",
            line.kind,
            line.sender if line.sender != Path(line.file_name).stem else "",
            line.user,
            *(f"{count:,}" for count in _counts(line)),
        )

    def id_at(self, row: int) -> int:
        """The number of the import."""
        return self._lines[row].id

    def totals(self) -> str:
        """How many there are and what they brought."""
        standing = [line for line in self._lines if not line.undone_at]
        brought = sum(line.count("new", "change") for line in standing)
        return f"{len(self._lines):,} 次导入 · 其中有效 {len(standing):,} 次 · 新增和变更 {brought:,} 行"

    def flag(self, row: int) -> str:
        """An import that was undone is struck out; one with rows left out wants a look."""
        line = self._lines[row]
        return "void" if line.undone_at else "warn" if line.count("reject", "conflict", "doubtful") else ""

    def sorted(self, key: str, descending: bool) -> Self:
        """The same imports in another order."""
        column = next(place for place, one in enumerate(_COLUMNS) if one.key == key)

        def sorter(row: int) -> tuple[int, str]:
            text = self.cells(row)[column]
            return (int(text.replace(",", "")), "") if key in _NUMBERS else (0, text)

        order = sorted(range(len(self)), key=sorter, reverse=descending)
        return type(self)([self._lines[row] for row in order])

    def find_row(self, record: int) -> int:
        """Where an import stands, -1 when it is not here."""
        return next((row for row, line in enumerate(self._lines) if line.id == record), -1)


def _counts(line: BatchLine) -> tuple[int, ...]:
    return (
        line.count("new"),
        line.count("change"),
        line.count("same", "skipped"),
        line.count("doubtful"),
        line.count("reject", "conflict"),
    )
