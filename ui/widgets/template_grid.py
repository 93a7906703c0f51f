"""The sheet of a template to point at: arrows or the mouse choose cells, Enter asks what goes in, Delete clears."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QMargins, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from hfp_desk.excel.foreign_sheets import ForeignSheet, Place
from ui import style
from ui.widgets.cells import GroundCell
from ui.widgets.template_model import TemplateModel

Key = Qt.Key
_CHARACTER, _AROUND, _POINT = 7.2, 6, 4 / 3
_PADDING, _MOST_LINES = 18, 4
_LINES = QMargins(0, 0, 1, 1)


class TemplateGrid(QTableView):
    """``pointed`` when other cells are chosen, ``asked`` by Enter or a double click, ``cleared`` by Delete."""

    pointed = Signal()
    asked = Signal()
    cleared = Signal()

    def __init__(self, model: TemplateModel) -> None:
        super().__init__()
        self.template = model
        self.setModel(model)
        self.setItemDelegate(GroundCell(self, _LINES))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(True)
        self.setProperty("sheet", True)
        self.setAccessibleName("模板")
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            head.setMinimumSectionSize(1)
            head.setHighlightSections(True)
        self.doubleClicked.connect(lambda _index: self.asked.emit())

    def lay_out(self, sheet: ForeignSheet) -> None:
        """Widths, heights and merged cells of a sheet; the cursor goes to its first cell."""
        self.clearSpans()
        self.template.show_sheet(sheet)
        scale = style.current().body / 13
        for place, width in enumerate(sheet.widths):
            self.setColumnHidden(place, not width)
            self.setColumnWidth(place, int((width * _CHARACTER + _AROUND) * scale))
        self._fit_rows(sheet)
        for area in sheet.areas:
            rows = min(area.bottom, sheet.rows) - area.top + 1
            columns = min(area.right, sheet.columns) - area.left + 1
            if rows * columns > 1:
                self.setSpan(area.top - 1, area.left - 1, rows, columns)

    def _fit_rows(self, sheet: ForeignSheet) -> None:
        """Rows as tall as in the sheet, and tall enough for heads that are broken into lines."""
        metrics, least = self.fontMetrics(), style.current().compact_row
        tall = [max(int(height * _POINT), least) if height else 0 for height in sheet.heights]
        for (row, column), spot in sheet.spots.items():
            area = sheet.area(row, column)
            if row > sheet.rows or not spot.text or spot.formula or area.top != area.bottom or not tall[row - 1]:
                continue
            width = sum(self.columnWidth(place) for place in range(column - 1, min(area.right, sheet.columns)))
            lines = min(-(-metrics.horizontalAdvance(spot.text) // max(width - _PADDING, 1)), _MOST_LINES)
            tall[row - 1] = max(tall[row - 1], lines * metrics.lineSpacing() + 6)
        for place, height in enumerate(tall):
            self.setRowHidden(place, not height)
            self.setRowHeight(place, height)

    @property
    def spot(self) -> Place:
        """Row and column of the cursor, counted from 1; (0, 0) without a sheet."""
        return self.currentIndex().row() + 1, self.currentIndex().column() + 1

    @property
    def chosen(self) -> list[Place]:
        """The chosen cells, row by row."""
        return sorted((index.row() + 1, index.column() + 1) for index in self.selectedIndexes())

    def go(self, row: int, column: int) -> None:
        """Put the cursor into a cell."""
        index = self.template.index(row - 1, column - 1)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell the page."""
        super().selectionChanged(selected, deselected)
        self.pointed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ours, or the table's own."""
        if event.key() in (Key.Key_Return, Key.Key_Enter):
            self.asked.emit()
        elif event.key() in (Key.Key_Delete, Key.Key_Backspace):
            self.cleared.emit()
        else:
            super().keyPressEvent(event)
