"""The figures of a return as a table's model, each with the sign of what is to be known of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from hfp_desk.returns import Column, RowKind, Table
from hfp_desk.returns.table import TOTAL, Line, shown
from ui import style

Index = QModelIndex | QPersistentModelIndex
Key = int | str
Place = tuple[Key, str]
"""A cell by the key of its line and the name of its column."""

Role = Qt.ItemDataRole
SIGN, TONE = Role.UserRole.value, Role.UserRole.value + 1
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_GROUNDS = {"error": "error_tint", "warn": "warn_tint", "accent": "tint"}


@dataclass(frozen=True)
class Mark:
    """What is to be known of a cell: a sign and its tone, and the words."""

    sign: str
    tone: str
    words: str


class ReturnModel(QAbstractTableModel):
    """``typed`` carries line, column and the figure written (None: taken back), ``unreadable`` what was no figure."""

    typed = Signal(int, int, object)
    unreadable = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.table: Table | None = None
        self._marks: Mapping[Place, Mark] = {}
        self._writable = False

    def show_table(self, table: Table, marks: Mapping[Place, Mark], *, writable: bool) -> None:
        """Show another table; where ``writable`` the columns that no register holds can be written in."""
        self.beginResetModel()
        self.table, self._marks, self._writable = table, marks, writable
        self.endResetModel()

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines shown."""
        return self.table.lines if self.table is not None else ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns shown."""
        return self.table.definition.columns if self.table is not None else ()

    def place(self, row: int, column: int) -> Place | None:
        """Which cell stands there."""
        if 0 <= row < len(self.lines) and 0 <= column < len(self.columns):
            return self.lines[row].key, self.columns[column].name
        return None

    def find(self, key: Key, column: str) -> tuple[int, int] | None:
        """Where a cell stands."""
        rows = (row for row, line in enumerate(self.lines) if line.key == key)
        columns = (number for number, one in enumerate(self.columns) if one.name == column)
        found = next(rows, -1), next(columns, -1)
        return found if min(found) >= 0 else None

    def mark(self, row: int, column: int) -> Mark | None:
        """What is to be known of a cell."""
        place = self.place(row, column)
        return self._marks.get(place) if place is not None else None

    def marked(self) -> list[tuple[int, int]]:
        """Where the signs stand, line by line."""
        found = (self.find(*place) for place in self._marks)
        return sorted(place for place in found if place is not None)

    def text(self, row: int, column: int) -> str:
        """A figure as it is written."""
        return shown(self.columns[column], self.lines[row].cells[column])

    def rowCount(self, parent: Index | None = None) -> int:
        """The lines."""
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index | None = None) -> int:
        """The columns of figures."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Figures that the office writes in can be written."""
        free = self._writable and index.isValid() and self.columns[index.column()].written
        return super().flags(index) | (Qt.ItemFlag.ItemIsEditable if free else Qt.ItemFlag.NoItemFlags)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """The names of the lines, that of the sum in bold; of the columns their headings in one line."""
        if orientation == Qt.Orientation.Horizontal:
            return "—".join(self.columns[section].head) if role == Role.DisplayRole else None
        if section >= len(self.lines):
            return None
        if role == Role.DisplayRole and self.table is not None:
            one = self.table.definition.rows is RowKind.ONE
            return self.table.unit if one else self.lines[section].label
        return _bold() if role == Role.FontRole and self.lines[section].key == TOTAL else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """A figure and how it looks."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        match role:
            case Role.DisplayRole:
                return self.text(row, column)
            case Role.EditRole:
                return self.text(row, column).replace(",", "")
            case Role.TextAlignmentRole:
                return _RIGHT
            case Role.FontRole:
                return _bold() if self.lines[row].key == TOTAL else None
            case Role.ForegroundRole:
                return self._colour(row, column)
        return self._marked(row, column, role)

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        """Hand on what was typed; nothing is shown before it is kept."""
        if role != Role.EditRole or not index.isValid():
            return False
        try:
            figure = _read(str(value))
        except InvalidOperation:
            self.unreadable.emit(str(value).strip())
            return False
        if figure != self.lines[index.row()].cells[index.column()].value:
            self.typed.emit(index.row(), index.column(), figure)
        return True

    def _marked(self, row: int, column: int, role: int) -> Any:
        mark = self.mark(row, column)
        if mark is None:
            free = role == Role.BackgroundRole and self._writable and self.columns[column].written
            return style.current().colour("stripe") if free else None
        known = {SIGN: mark.sign, TONE: mark.tone, Role.ToolTipRole: mark.words}
        if role == Role.BackgroundRole:
            return style.current().colour(_GROUNDS[mark.tone])
        return known.get(role)

    def _colour(self, row: int, column: int) -> Any:
        """Parts of another column and zeros stand back."""
        one, value = self.columns[column], self.lines[row].cells[column].value
        return style.current().colour("quiet" if one.among or not value else "text")


def _read(text: str) -> Decimal | None:
    """A figure as it is typed: 1,234 or １２３４; nothing takes it back."""
    plain = text.strip().replace(",", "").replace("，", "")
    figure = Decimal(plain) if plain else None
    if figure is not None and not figure.is_finite():
        raise InvalidOperation
    return figure


def _bold() -> QFont:
    font = QFont()
    font.setBold(True)
    return font
