"""A table to be written in by keys: Enter to the next cell, Ctrl+V from WPS, Delete clears, F3 the next mark."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from ui import style
from ui.pages.entry_model import EntryModel
from ui.widgets.cells import CursorCell

Key = Qt.Key
_ENTER = (Key.Key_Return, Key.Key_Enter)


class EntryTable(QTableView):
    """``pasted`` carries how many cells were written and the names that were not found."""

    pasted = Signal(int, list)

    def __init__(self, model: EntryModel) -> None:
        super().__init__()
        self.entries = model
        self.downwards = False
        self.setModel(model)
        self.setItemDelegate(CursorCell(self))
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

    @property
    def first(self) -> int:
        """The first column that is written in."""
        return len(self.entries.fixed)

    def begin(self, row: int = 0) -> None:
        """The cursor goes to the first cell of a row that can be written in."""
        if self.entries.rows:
            self.go(max(row, 0), self.first)

    def go(self, row: int, column: int) -> None:
        """The cursor goes to a cell."""
        index = self.entries.index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def go_wrong(self, *, onwards: bool = True) -> bool:
        """F3: the next marked cell after the cursor, round the end; not ``onwards`` the first error; False for none."""
        wrong = self.entries.wrong
        if not wrong:
            return False
        here = (self.currentIndex().row(), self.currentIndex().column())
        after = [place for place in wrong if place > here] if onwards else self.entries.grave
        self.go(*(after or wrong)[0])
        return True

    def commit(self) -> None:
        """Take what is being typed."""
        if self.state() == QAbstractItemView.State.EditingState:
            self.setFocus()

    def step(self) -> None:
        """Enter: the next cell, after the last one the first of the next person; or the cell below."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        row, column = (row + 1, column) if self.downwards else (row, column + 1)
        if column >= self.entries.columnCount():
            row, column = row + 1, self.first
        elif row >= len(self.entries.rows) and column + 1 < self.entries.columnCount():
            row, column = 0, column + 1
        if row < len(self.entries.rows):
            self.go(row, max(column, self.first))

    def paste(self) -> None:
        """Ctrl+V: a block from the cell with the cursor on; from a name on, each line goes to the person it names."""
        lines = [line.split("\t") for line in QGuiApplication.clipboard().text().rstrip("\r\n").splitlines()]
        at = self.currentIndex()
        if not at.isValid() or not lines:
            return
        if self.names_people(lines, at.column()):
            self.pasted.emit(*self._by_name(lines))
        else:
            self.pasted.emit(self._block(lines, at.row(), at.column()), [])

    def names_people(self, _lines: list[list[str]], column: int) -> bool:
        """Whether each line to be pasted begins with the name of the person it is about."""
        return column < self.first

    def clear_cells(self) -> None:
        """Delete: empty the selected cells."""
        chosen = self.selectionModel().selectedIndexes()
        self.entries.write_all((one.row(), one.column(), "") for one in chosen if one.column() >= self.first)

    def copy(self) -> None:
        """Ctrl+C: the selected block, columns parted by tabs."""
        found = sorted((index.row(), index.column()) for index in self.selectionModel().selectedIndexes())
        rows = sorted({row for row, _ in found})
        lines = ["\t".join(self.entries.text(*place) for place in found if place[0] == row) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter in a cell goes on to the next one."""
        super().closeEditor(editor, hint)
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self.step()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the table; writing begins with any other one."""
        free = bool(self.entries.flags(self.currentIndex()) & Qt.ItemFlag.ItemIsEditable)
        if event.key() in _ENTER:
            self.step() if self.state() != QAbstractItemView.State.EditingState else event.accept()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste() if self.entries.may_enter else None
        elif event.key() in (Key.Key_Delete, Key.Key_Backspace) and free:
            self.clear_cells()
        elif event.key() in (Key.Key_Escape, Key.Key_F9, Key.Key_F3):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _block(self, lines: list[list[str]], row: int, column: int) -> int:
        cells = self._cells(lines, row, column)
        self.entries.write_all(cells)
        return len(cells)

    def _cells(self, lines: list[list[str]], row: int, column: int) -> list[tuple[int, int, str]]:
        """Where each text of a block goes; what lies beyond the table is left out."""
        room: Any = self.entries.columnCount() - column
        return [
            (row + down, column + right, text)
            for down, line in enumerate(lines[: len(self.entries.rows) - row])
            for right, text in enumerate(line[:room])
        ]

    def _by_name(self, lines: list[list[str]]) -> tuple[int, list[str]]:
        cells: list[tuple[int, int, str]] = []
        lost = []
        for name, *texts in lines:
            row = self.entries.row_called(name)
            if row < 0:
                lost.append(name.strip())
            else:
                cells += self._cells([texts], row, self.first)
        self.entries.write_all(cells)
        return len(cells), lost
