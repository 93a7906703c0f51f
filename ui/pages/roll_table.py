"""The table of the sheet of signatures: all by keys.

Arrows move, Shift extends; Space turns 到, 缺, 假; 1 到, 2 缺, 3 假, 4 迟到, Delete rubs out; Ctrl+A all present in the
column; Ctrl+D fills down from the cell under the cursor; Enter goes to the next person.
"""

from PySide6.QtCore import QItemSelectionModel, QMargins, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui import style
from ui.pages.roll_model import PASSED, PRESENT, RESULTS, TURN, RollModel
from ui.widgets.cells import GroundCell

Key = Qt.Key
HINT = "空格 到/缺/假　1到 2缺 3假 4迟到　Delete 清空　Ctrl+A 本列全到　Ctrl+D 向下填充　F9 保存"
_DIGITS = {Key.Key_1: "1", Key.Key_2: "2", Key.Key_3: "3", Key.Key_4: "4"}
_HALF, _RESULT, _CERTIFICATE, _PERSON = 66, 100, 130, 330
_LINES = QMargins(1, 1, 1, 2)


class RollTable(QTableView):
    """Cells are chosen, not rows; nothing can be written where ``locked``."""

    def __init__(self, model: RollModel, *, locked: bool) -> None:
        super().__init__()
        self.roll = model
        self._locked = locked
        self.setModel(model)
        self.setItemDelegate(GroundCell(self, _LINES))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setProperty("sheet", True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        theme = style.current()
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        rows.setDefaultSectionSize(theme.compact_row)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        rows.setProperty("people", True)
        rows.setHighlightSections(False)
        heads.setHighlightSections(False)
        heads.setFixedHeight(2 * theme.head - 12)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        heads.setStretchLastSection(True)
        self.doubleClicked.connect(lambda _index: self.turn())

    @property
    def spot(self) -> tuple[int, int]:
        """Row and column of the cursor."""
        return max(self.currentIndex().row(), 0), max(self.currentIndex().column(), 0)

    def arrange(self, row: int, column: int) -> None:
        """Give the columns their widths, and put the cursor into a cell."""
        scale = style.current().body / 13
        self.verticalHeader().setMaximumWidth(int(_PERSON * scale))
        for each in range(self.roll.columnCount()):
            width = _HALF if each < self.roll.result else _RESULT if each == self.roll.result else _CERTIFICATE
            self.setColumnWidth(each, int(width * scale))
        last = self.roll.rowCount() - 1, self.roll.columnCount() - 1
        self.setCurrentIndex(self.roll.index(min(row, last[0]), min(column, last[1])))

    def turn(self) -> None:
        """Space: the chosen cells follow the one with the cursor."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        if row >= 0 and column <= self.roll.result:
            turns = RESULTS if column == self.roll.result else TURN
            self.write(turns.get(self.roll.code(row, column), PRESENT))

    def write(self, code: str) -> None:
        """Set the chosen cells; marks and results are different things, so only the kind under the cursor."""
        result = self.currentIndex().column() == self.roll.result
        cells = [(one.row(), one.column()) for one in self.selectedIndexes()]
        if not self._locked:
            self.roll.put([cell for cell in cells if (cell[1] == self.roll.result) == result], code)

    def fill_column(self) -> None:
        """Ctrl+A: everybody present in the column; in the results 合格 for those who have none."""
        column = self.currentIndex().column()
        rows = range(self.roll.rowCount())
        if self._locked or column < 0:
            return
        if column < self.roll.result:
            self.roll.put([(row, column) for row in rows], PRESENT)
        elif column == self.roll.result:
            self.roll.put([(row, column) for row in rows if not self.roll.code(row, column)], PASSED)

    def fill_down(self) -> None:
        """Ctrl+D: the cell under the cursor goes down to the last person."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        if not self._locked and row >= 0 and column <= self.roll.result:
            below = [(each, column) for each in range(row, self.roll.rowCount())]
            self.roll.put(below, self.roll.code(row, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ours, or the table's own."""
        key, control = Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and key == Key.Key_A:
            self.fill_column()
        elif control and key == Key.Key_D:
            self.fill_down()
        elif control:
            super().keyPressEvent(event)
        elif key == Key.Key_Space:
            self.turn()
        elif key in _DIGITS:
            self.write(_DIGITS[key])
        elif key in (Key.Key_Delete, Key.Key_Backspace):
            self.write("")
        elif key in (Key.Key_Return, Key.Key_Enter):
            self._next()
        else:
            super().keyPressEvent(event)

    def _next(self) -> None:
        now = self.currentIndex()
        if now.row() + 1 < self.roll.rowCount():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self.roll.index(now.row() + 1, now.column()), flags)
