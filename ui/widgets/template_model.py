"""A sheet of a template as it will look: its own words, our figures where it was pointed, formulas as they are."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from hfp_desk.excel.foreign_filling import Filled
from hfp_desk.excel.foreign_sheets import ForeignSheet, Place, address
from hfp_desk.store.foreign_templates import Point
from ui import style

Role = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
_SIDES = {"center": Qt.AlignmentFlag.AlignHCenter, "right": Qt.AlignmentFlag.AlignRight}


class TemplateModel(QAbstractTableModel):
    """Rows and columns as in the sheet; ``told`` are sentences about cells, shown under the pointer."""

    def __init__(self) -> None:
        super().__init__()
        self.sheet: ForeignSheet | None = None
        self._points: dict[Place, Point] = {}
        self._filled: dict[Place, Filled] = {}
        self._told: dict[Place, str] = {}
        self._computed: dict[Place, str] = {}

    def show_sheet(self, sheet: ForeignSheet) -> None:
        """Lay out another sheet."""
        self.beginResetModel()
        self.sheet = sheet
        self._points, self._filled, self._told, self._computed = {}, {}, {}, {}
        self.endResetModel()

    def show_filling(
        self,
        points: dict[Place, Point],
        filled: dict[Place, Filled],
        told: dict[Place, str],
        computed: dict[Place, str],
    ) -> None:
        """What goes where now, what is to be said of it, and what formulas come to."""
        self._points, self._filled, self._told, self._computed = points, filled, told, computed
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        """Rows of the sheet."""
        return self.sheet.rows if self.sheet is not None and not (parent and parent.isValid()) else 0

    def columnCount(self, parent: Index | None = None) -> int:
        """Columns of the sheet."""
        return self.sheet.columns if self.sheet is not None and not (parent and parent.isValid()) else 0

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        """Letters above, numbers at the left, as every table program has them."""
        if role == Role.DisplayRole:
            return address(1, section + 1)[:-1] if orientation == Qt.Orientation.Horizontal else str(section + 1)
        if role == Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """What is painted in a cell."""
        place = index.row() + 1, index.column() + 1
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return self._text(place)
        if role == Role.BackgroundRole:
            return self._ground(place)
        if role == Role.ForegroundRole:
            return self._colour(place)
        if role == Role.ToolTipRole:
            return self._told.get(place) or self._formula(place)
        if role == Role.TextAlignmentRole:
            return self._side(place)
        if role == Role.FontRole and self.sheet is not None and self.sheet.spot(*place).bold:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _text(self, place: Place) -> str:
        if place in self._filled:
            return self._filled[place].text
        if place in self._computed:
            return self._computed[place]
        return self.sheet.spot(*place).text if self.sheet is not None else ""

    def _formula(self, place: Place) -> str | None:
        spot = self.sheet.spot(*place) if self.sheet is not None else None
        return f"公式 {spot.text}" if spot is not None and spot.formula else None

    def _ground(self, place: Place) -> Any:
        theme = style.current()
        point = self._points.get(place)
        if point is None:
            return theme.colour("error_tint") if place in self._told else None
        return theme.colour("warn_tint" if not point.sure else "tint" if place in self._filled else "error_tint")

    def _colour(self, place: Place) -> Any:
        if self.sheet is not None and self.sheet.spot(*place).formula:
            return style.current().colour("quiet")
        return style.current().colour("accent") if place in self._points else None

    def _side(self, place: Place) -> Any:
        spot = self.sheet.spot(*place) if self.sheet is not None else None
        usual = Qt.AlignmentFlag.AlignRight if spot is not None and spot.numeric else Qt.AlignmentFlag.AlignLeft
        side = _SIDES.get(spot.align if spot is not None else "", usual)
        return side | Qt.AlignmentFlag.AlignVCenter
