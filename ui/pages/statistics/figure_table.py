"""A table of figures in which each cell can be opened: arrows go from figure to figure, Enter opens its list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView

from ui import style
from ui.widgets.cells import Cell

_LEAST, _MOST, _AIR = 64, 260, 22
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_DIGIT = re.compile(r"\d")
_Index = QModelIndex | QPersistentModelIndex


class FigureTable(QTableView):
    """``opened`` carries row and column of a figure; ``copied`` how many rows went to the clipboard."""

    opened = Signal(int, int)
    copied = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._model = _Figures()
        self.setModel(self._model)
        self.setProperty("panel", True)
        self.setItemDelegate(Cell(self))
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("统计表")
        self.setToolTip("方向键移动，回车看名单，Ctrl+C 复制整张表")
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(style.current().compact_row)
        self.horizontalHeader().setFixedHeight(style.current().head)
        self.horizontalHeader().setHighlightSections(False)
        self.doubleClicked.connect(lambda index: self._open(index))

    @property
    def texts(self) -> tuple[tuple[str, ...], ...]:
        """What is shown."""
        return self._model.rows

    @property
    def needed(self) -> int:
        """The width at which all columns are seen."""
        bar = self.verticalScrollBar().sizeHint().width()
        return sum(self.columnWidth(at) for at in range(len(self._model.head))) + bar + _AIR

    def show_table(self, head: Sequence[str], rows: Sequence[Sequence[str]], *, last_bold: bool = True) -> None:
        """Show a table; its first column are names, the last row and column are sums."""
        self._model.put(tuple(head), tuple(map(tuple, rows)), last_bold)
        metrics = self.fontMetrics()
        for place, heading in enumerate(head):
            texts = [heading, *(row[place] for row in rows)]
            wide = max(map(metrics.horizontalAdvance, texts)) + _AIR
            self.setColumnWidth(place, max(_LEAST, min(wide, _MOST)))
        if rows:
            self.setCurrentIndex(self._model.index(0, min(1, len(head) - 1)))
        self.horizontalScrollBar().setValue(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the figure, Ctrl+C copies the table."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """The whole table, as a table program takes it."""
        lines = [self._model.head, *self._model.rows]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines))
        self.copied.emit(len(self._model.rows))

    def _open(self, index: QModelIndex) -> None:
        if index.isValid() and index.column():
            self.opened.emit(index.row(), index.column())


class _Figures(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.head: tuple[str, ...] = ()
        self.rows: tuple[tuple[str, ...], ...] = ()
        self._words: set[int] = set()
        self._last_bold = True

    def put(self, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...], last_bold: bool) -> None:
        self.beginResetModel()
        self.head, self.rows, self._last_bold = head, rows, last_bold
        self._words = {at for at, cells in enumerate(zip(*rows, strict=True)) if not any(map(_DIGIT.search, cells))}
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.head)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self.rows[index.row()][index.column()]
            case Qt.ItemDataRole.TextAlignmentRole:
                return self._side(index.column())
            case Qt.ItemDataRole.FontRole if self._last_bold and index.row() == len(self.rows) - 1:
                font = QFont()
                font.setBold(True)
                return font
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.head[section]
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole and section else None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        """Names and columns of words stand left, figures right."""
        return _LEFT if not column or column in self._words else _RIGHT
