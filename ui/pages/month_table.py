"""The table of monthly reports: widths of its columns, and the cursor back where a month was left."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent

from ui import style
from ui.pages.entry_table import EntryTable
from ui.pages.month_model import NAME, RECEIVER, MonthModel

_WIDTHS = {NAME: 76, RECEIVER: 150}
_AROUND = 24
_REMARK = 160


class MonthTable(EntryTable):
    """The keys are those of every table to be written in."""

    def __init__(self, model: MonthModel) -> None:
        super().__init__(model)
        self._left = ("", 0, 0)
        metrics = QFontMetrics(self.horizontalHeader().font())
        for column in range(model.columnCount()):
            words = str(model.headerData(column, Qt.Orientation.Horizontal))
            usual = metrics.horizontalAdvance(words) + _AROUND
            self.setColumnWidth(column, int(_WIDTHS.get(column, usual) * style.current().body / 13))

    def remember(self, month: str) -> None:
        """Note where the cursor is: the table of ``month`` is read again."""
        self._left = month, self.currentIndex().row(), self.currentIndex().column()

    def put_back(self, month: str) -> None:
        """The cursor goes where it was when this month was left, else to the first cell."""
        left, row, column = self._left
        if left == month and 0 <= row < len(self.entries.rows):
            self.go(row, max(column, self.first))
        else:
            self.begin()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What room there is goes to the institution and department, the rest to the remark."""
        super().resizeEvent(event)
        usual = int(_WIDTHS[RECEIVER] * style.current().body / 13)
        last = self.entries.columnCount() - 1
        others = sum(self.columnWidth(column) for column in range(last) if column != RECEIVER)
        room = self.viewport().width() - others - _REMARK
        self.setColumnWidth(RECEIVER, max(usual, min(room, 2 * usual)))
