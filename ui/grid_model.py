"""The table model over ``Rows``: asks for the rows that are painted and for no other."""

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont

from ui import icons, style
from ui.rows import GridColumn, Rows

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
TICK = 0
"""The first column of every grid: the tick, and the mark of a row that needs care."""

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_FLAG_WORDS = {"warn": "有需要核对的地方", "error": "有必须改正的地方", "void": "已作废"}


class Ticks:
    """The ticked records: either those named, or all except those named (a million rows need no list)."""

    def __init__(self) -> None:
        self.all = False
        self._named: set[int] = set()

    def has(self, record: int) -> bool:
        """Whether ``record`` is ticked."""
        return (record in self._named) != self.all

    def set(self, record: int, ticked: bool) -> None:
        """Tick or untick one record."""
        if ticked != self.all:
            self._named.add(record)
        else:
            self._named.discard(record)

    def set_all(self, ticked: bool) -> None:
        """Tick everything, or nothing."""
        self.all = ticked
        self._named.clear()

    def count(self, total: int) -> int:
        """How many of ``total`` records are ticked."""
        return total - len(self._named) if self.all else len(self._named)

    def ids(self, rows: Rows) -> Iterator[int]:
        """The ticked records in the order of ``rows`` (walk it in a task when it may be long)."""
        if not self.all and len(self._named) < 1000:
            found = sorted((rows.find_row(record), record) for record in self._named)
            return iter([record for row, record in found if row >= 0])
        return (record for record in map(rows.id_at, range(len(rows))) if self.has(record))


class GridModel(QAbstractTableModel):
    """``rows`` seen through the shown columns, with the tick column before them."""

    ticked = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Rows | None = None
        self.ticks = Ticks()
        self._shown: list[int] = []
        self._columns: Sequence[GridColumn] = ()
        self._count = 0
        self._row = -1
        self._cells: Sequence[str] = ()
        self._flag = ""
        self._dress()

    def set_rows(self, rows: Rows, shown: Sequence[int]) -> None:
        """Show other rows, or other columns of them."""
        self.beginResetModel()
        self.rows = rows
        self._shown = list(shown)
        self._columns = rows.columns
        self._count = len(rows)
        self._row = -1
        self.endResetModel()

    def column(self, section: int) -> GridColumn | None:
        """The column shown at ``section``; None for the tick column."""
        return self._columns[self._shown[section - 1]] if 0 < section <= len(self._shown) else None

    def section(self, key: str) -> int:
        """Where column ``key`` is shown, -1 when it is hidden."""
        keys = [self._columns[number].key for number in self._shown]
        return keys.index(key) + 1 if key in keys else -1

    def text(self, row: int) -> list[str]:
        """The shown texts of a row, as they stand on the screen."""
        self._look(row)
        return [self._cells[number] for number in self._shown]

    def tick(self, row: int, ticked: bool) -> None:
        """Tick or untick a row."""
        if self.rows is None:
            return
        self.ticks.set(self.rows.id_at(row), ticked)
        self._tell(row, row)

    def tick_rows(self, ranges: Sequence[range], ticked: bool) -> None:
        """Tick or untick the rows of some ranges."""
        if self.rows is not None and ranges:
            for row in (row for part in ranges for row in part):
                self.ticks.set(self.rows.id_at(row), ticked)
            self._tell(min(part.start for part in ranges), max(part.stop for part in ranges) - 1)

    def is_ticked(self, row: int) -> bool:
        """Whether a row is ticked."""
        return self.rows is not None and self.ticks.has(self.rows.id_at(row))

    def tick_all(self, ticked: bool) -> None:
        """Tick every row, or none."""
        self.ticks.set_all(ticked)
        self._tell(0, max(self._count - 1, 0))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """How many rows there are."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        """The shown columns and the tick column."""
        return 0 if parent.isValid() or not self._shown else len(self._shown) + 1

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """What is painted in a cell."""
        row, section = index.row(), index.column()
        if section == TICK:
            return self._tick_data(row, role)
        if role == Role.DisplayRole or role == Role.ToolTipRole:
            self._look(row)
            return self._cells[self._shown[section - 1]]
        if role == Role.TextAlignmentRole:
            return _RIGHT if self._columns[self._shown[section - 1]].numeric else _LEFT
        if role == Role.ForegroundRole:
            return self._foreground(row, section)
        if role == Role.FontRole:
            self._look(row)
            return self._struck if self._flag == "void" else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Labels; a lock before restricted columns; the box that ticks everything."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        column = self.column(section)
        if column is None:
            return self._box() if section == TICK and role == Role.DecorationRole else None
        if role == Role.DisplayRole:
            return column.label
        if role == Role.ToolTipRole:
            return f"{column.label}（保密）" if column.restricted else column.label
        if role == Role.DecorationRole and column.restricted:
            return self._lock
        if role == Role.TextAlignmentRole:
            return _RIGHT if column.numeric else _LEFT
        return None

    def _dress(self) -> None:
        theme = style.current()
        self._lock = icons.icon("lock", "restricted")
        self._marks = {
            "warn": icons.icon("warning", "warn"),
            "error": icons.icon("error", "error"),
            "void": icons.icon("void", "faint"),
        }
        self._boxes = tuple(
            icons.icon(name, tone)
            for name, tone in (("box", "faint"), ("box-some", "accent"), ("box-ticked", "accent"))
        )
        self._violet = theme.colour("restricted")
        self._faint = theme.colour("quiet")
        self._struck = QFont()
        self._struck.setStrikeOut(True)

    def _look(self, row: int) -> None:
        """Fetch a row once for all its cells."""
        if row != self._row and self.rows is not None:
            self._cells = self.rows.cells(row)
            self._flag = self.rows.flag(row)
            self._row = row

    def _tick_data(self, row: int, role: int) -> Any:
        if role == Role.CheckStateRole:
            return Qt.CheckState.Checked if self.is_ticked(row) else Qt.CheckState.Unchecked
        if role in (Role.DecorationRole, Role.ToolTipRole):
            self._look(row)
            return (self._marks if role == Role.DecorationRole else _FLAG_WORDS).get(self._flag)
        return None

    def _foreground(self, row: int, section: int) -> Any:
        self._look(row)
        if self._flag == "void":
            return self._faint
        return self._violet if self._columns[self._shown[section - 1]].restricted else None

    def _box(self) -> Any:
        count = self.ticks.count(self._count)
        return self._boxes[0 if count == 0 else 2 if count >= self._count else 1]

    def _tell(self, first: int, last: int) -> None:
        if self._count:
            self.dataChanged.emit(self.index(first, TICK), self.index(last, TICK), [Role.CheckStateRole])
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, TICK, TICK)
        self.ticked.emit(self.ticks.count(self._count))
