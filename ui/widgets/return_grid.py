"""A return on the screen: merged heads, the names of the lines and the heads always in sight, a cursor on one figure.

Keys: arrows, Home, End, PageUp, PageDown move; Enter opens the names behind a figure, Ctrl+Enter those it is divided
by; F3 goes to the next sign; a figure typed into a column of the office's own is written there; Ctrl+C copies.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTableView

from hfp_desk.returns import Table, layout
from hfp_desk.returns.layout import HeadCell, Sheet, Worded
from ui.widgets.return_cell import ReturnCell
from ui.widgets.return_head import LineHead, ReturnHead, width_of
from ui.widgets.return_model import Key, Mark, Place, ReturnModel

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAST, _AROUND = 56, 34
_MOST_GROWN = 2.0
Pick = QItemSelectionModel.SelectionFlag


class ReturnGrid(QTableView):
    """``opened`` carries line and column and whether what it is divided by is wanted; ``moved`` where the cursor is."""

    opened = Signal(int, int, bool)
    moved = Signal(int, int)
    copied = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.figures = ReturnModel()
        self._needed: list[int] = []
        self._heads: list[HeadCell] = []
        self._levels = 1
        self.head, self.names = ReturnHead(self), LineHead(self)
        self.setHorizontalHeader(self.head)
        self.setVerticalHeader(self.names)
        self.setModel(self.figures)
        self.setItemDelegate(ReturnCell(self))
        self.setProperty("sheet", True)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.corner = QLabel(self)
        self.corner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.corner.setProperty("corner", True)
        self.doubleClicked.connect(self._double_clicked)
        self.selectionModel().currentChanged.connect(self._moved)
        for header in (self.head, self.names):
            header.geometriesChanged.connect(self._place_corner)

    def show_table(self, table: Table, worded: Worded, marks: Mapping[Place, Mark], *, writable: bool) -> None:
        """Show another table; the cursor stays in its cell where there still is one."""
        kept, before = self.place, self.figures.table
        self.figures.show_table(table, marks, writable=writable)
        if table is not before:
            self._arrange(layout.laid_out(table, worded=worded))
        self.corner.setText(table.definition.rows.label)
        self._place_corner()
        if kept is None or not self.go(*kept):
            self.put(0, 0)

    @property
    def place(self) -> Place | None:
        """The cell with the cursor."""
        here = self.currentIndex()
        return self.figures.place(here.row(), here.column())

    def go(self, key: Key, column: str) -> bool:
        """The cursor goes to a cell; False when there is none."""
        found = self.figures.find(key, column)
        if found is not None:
            self.put(*found)
        return found is not None

    def put(self, row: int, column: int) -> None:
        """The cursor goes to a line and a column."""
        index = self.figures.index(row, column)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, Pick.ClearAndSelect)
            self.scrollTo(index)

    def go_marked(self) -> bool:
        """F3: the next sign after the cursor, round the end; False where there is none."""
        marked = self.figures.marked()
        here = self.currentIndex().row(), self.currentIndex().column()
        if marked:
            self.put(*next((place for place in marked if place > here), marked[0]))
        return bool(marked)

    def copy(self) -> None:
        """Ctrl+C: the selected block with nothing but its figures, columns parted by tabs."""
        chosen = sorted((index.row(), index.column()) for index in self.selectionModel().selectedIndexes())
        rows = sorted({row for row, _ in chosen})
        lines = ["\t".join(self.figures.text(*place) for place in chosen if place[0] == row) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self.copied.emit(len(lines))

    def keyboardSearch(self, search: str) -> None:
        """Letters look for nothing here."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the table; writing begins with a figure."""
        here = self.currentIndex()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        writing = self.state() == QAbstractItemView.State.EditingState
        free = bool(self.figures.flags(here) & Qt.ItemFlag.ItemIsEditable)
        if event.key() in _ENTER:
            event.accept() if writing or not here.isValid() else self._enter(here, control, free)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_Delete and free:
            self.figures.setData(here, "")
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The corner stays where it is, the columns take the room there is."""
        super().resizeEvent(event)
        self._place_corner()
        if event.size().width() != event.oldSize().width():
            self._spread()

    def _enter(self, here: QModelIndex, control: bool, free: bool) -> None:
        if free and not control:
            self.edit(here)
        else:
            self.opened.emit(here.row(), here.column(), control)

    def _double_clicked(self, index: QModelIndex) -> None:
        if self.figures.flags(index) & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        else:
            self.opened.emit(index.row(), index.column(), False)

    def _moved(self, now: QModelIndex) -> None:
        self.head.mark(now.column())
        self.names.mark(now.row())
        if now.isValid():
            self.moved.emit(now.row(), now.column())

    def _arrange(self, sheet: Sheet) -> None:
        """Headings and widths of another return."""
        self._heads, self._levels = _over_figures(sheet), sheet.head_rows - 1
        self._needed = self._widths(self._heads)
        self._spread()

    def _spread(self) -> None:
        """A narrow return takes some of the room that is left, evenly."""
        room = self.width() - self.names.width() - self.verticalScrollBar().sizeHint().width()
        grown = min(max(room / max(sum(self._needed), 1), 1.0), _MOST_GROWN)
        widths = [int(width * grown) for width in self._needed]
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self.head.show_heads(self._heads, self._levels, widths)

    def _widths(self, heads: list[HeadCell]) -> list[int]:
        """As wide as the figures and headings in at most two lines; a common heading in one line widens its columns."""
        metrics = QFontMetrics(self.font())
        widths = []
        for column in range(self.figures.columnCount()):
            own = max(
                metrics.horizontalAdvance(self.figures.text(row, column)) for row in range(len(self.figures.lines))
            )
            widths.append(max(_LEAST, own + _AROUND))
        for head in sorted(heads, key=lambda one: one.columns):
            places = range(head.column, head.column + head.columns)
            short = width_of(head.text, 1 if head.columns > 1 else 2) - sum(widths[place] for place in places)
            for place in places:
                widths[place] += max(short, 0) // head.columns
        return widths

    def _place_corner(self) -> None:
        self.corner.setGeometry(0, 0, self.names.width(), self.head.height())


def _over_figures(sheet: Sheet) -> list[HeadCell]:
    """The headings of the columns of figures, without those of the names and the row that numbers the columns."""
    rows = sheet.head_rows - 1
    return [
        HeadCell(head.text, head.row, head.column - sheet.leading, head.rows, head.columns)
        for head in sheet.heads
        if head.column >= sheet.leading and head.row < rows
    ]
