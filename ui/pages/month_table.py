"""The table of monthly reports by keys: Enter to the next cell, Ctrl+V from WPS, Delete clears, F3 the next mark."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from ui import style
from ui.pages.month_model import FIXED, NAME, RECEIVER, MonthModel
from ui.widgets.cells import GroundCell

Key = Qt.Key
_WIDTHS = {NAME: 76, RECEIVER: 150}
_AROUND = 24
_REMARK = 160


class MonthTable(QTableView):
    """``pasted`` carries how many cells were written and the names that were not found."""

    pasted = Signal(int, list)

    def __init__(self, model: MonthModel) -> None:
        super().__init__()
        self.reports = model
        self._left = ("", 0, 0)
        self.setModel(model)
        self.setItemDelegate(GroundCell(self))
        self.setProperty("sheet", True)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        rows, head = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setDefaultSectionSize(style.current().row)
        head.setHighlightSections(False)
        head.setFixedHeight(style.current().head)
        head.setStretchLastSection(True)
        metrics = QFontMetrics(head.font())
        for column in range(model.columnCount()):
            words = str(model.headerData(column, Qt.Orientation.Horizontal))
            usual = metrics.horizontalAdvance(words) + _AROUND
            self.setColumnWidth(column, int(_WIDTHS.get(column, usual) * style.current().body / 13))

    def begin(self, row: int = 0) -> None:
        """The cursor goes to the first cell of a row that can be written in."""
        if self.reports.rows:
            self._go(max(row, 0), len(FIXED))

    def remember(self, month: str) -> None:
        """Note where the cursor is: the table of ``month`` is read again."""
        self._left = month, self.currentIndex().row(), self.currentIndex().column()

    def put_back(self, month: str) -> None:
        """The cursor goes where it was when this month was left, else to the first cell."""
        left, row, column = self._left
        if left == month and 0 <= row < len(self.reports.rows):
            self._go(row, max(column, len(FIXED)))
        else:
            self.begin()

    def go_wrong(self, *, onwards: bool = True) -> bool:
        """F3: the next marked cell after the cursor, the first one again at the end; False when none is marked."""
        wrong = self.reports.wrong
        if not wrong:
            return False
        here = (self.currentIndex().row(), self.currentIndex().column())
        after = [place for place in wrong if place > here] if onwards else []
        self._go(*(after or wrong)[0])
        return True

    def commit(self) -> None:
        """Take what is being typed."""
        if self.state() == QAbstractItemView.State.EditingState:
            self.setFocus()

    def step(self) -> None:
        """Enter: the next cell, after the last one the first of the next person."""
        row, column = self.currentIndex().row(), self.currentIndex().column() + 1
        if column >= self.reports.columnCount():
            row, column = row + 1, len(FIXED)
        if row < len(self.reports.rows):
            self._go(row, max(column, len(FIXED)))

    def paste(self) -> None:
        """Ctrl+V: a block from the cell with the cursor on; from a name on, each line goes to the person it names."""
        lines = [line.split("\t") for line in QGuiApplication.clipboard().text().rstrip("\r\n").splitlines()]
        at = self.currentIndex()
        if not at.isValid() or not lines:
            return
        if at.column() < len(FIXED):
            self.pasted.emit(*self._by_name(lines))
        else:
            self.pasted.emit(self._block(lines, at.row(), at.column()), [])

    def clear_cells(self) -> None:
        """Delete: empty the selected cells."""
        for index in self.selectionModel().selectedIndexes():
            if index.column() >= len(FIXED):
                self.reports.write(index.row(), index.column(), "")

    def copy(self) -> None:
        """Ctrl+C: the selected block, columns parted by tabs."""
        found = sorted((index.row(), index.column()) for index in self.selectionModel().selectedIndexes())
        rows = sorted({row for row, _ in found})
        lines = ["\t".join(self.reports.text(*place) for place in found if place[0] == row) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What room there is goes to the institution and department, the rest to the remark."""
        super().resizeEvent(event)
        usual = int(_WIDTHS[RECEIVER] * style.current().body / 13)
        last = self.reports.columnCount() - 1
        others = sum(self.columnWidth(column) for column in range(last) if column != RECEIVER)
        room = self.viewport().width() - others - _REMARK
        self.setColumnWidth(RECEIVER, max(usual, min(room, 2 * usual)))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter in a cell goes on to the next one."""
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self.step()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the table; writing begins with any other one."""
        free = bool(self.reports.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable)
        if event.key() in (Key.Key_Return, Key.Key_Enter):
            self.step() if self.state() != QAbstractItemView.State.EditingState else event.accept()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste() if self.reports.may_enter else None
        elif event.key() in (Key.Key_Delete, Key.Key_Backspace) and free:
            self.clear_cells()
        elif event.key() in (Key.Key_Escape, Key.Key_F9, Key.Key_F3):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _go(self, row: int, column: int) -> None:
        index = self.reports.index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def _block(self, lines: list[list[str]], row: int, column: int) -> int:
        written = 0
        for down, line in enumerate(lines[: len(self.reports.rows) - row]):
            for right, text in enumerate(line[: self.reports.columnCount() - column]):
                self.reports.write(row + down, column + right, text)
                written += 1
        return written

    def _by_name(self, lines: list[list[str]]) -> tuple[int, list[str]]:
        written, lost = 0, []
        for name, *texts in lines:
            row = self.reports.row_called(name)
            if row < 0:
                lost.append(name.strip())
            else:
                written += self._block([texts], row, len(FIXED))
        return written, lost
