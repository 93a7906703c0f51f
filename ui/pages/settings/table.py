"""A short table of the settings: a few dozen rows of words, no more."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
)

from ui import style

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Ground(QStyledItemDelegate):
    """Paints the ground of a cell, which the style sheet would leave out."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QBrush):
            painter.fillRect(option.rect.adjusted(1, 1, -1, -2), ground)
        super().paint(painter, option, index)


class Table(QTableWidget):
    """Columns by heading and width in characters; the last one takes the rest."""

    def __init__(self, columns: Sequence[tuple[str, int]]) -> None:
        super().__init__(0, len(columns))
        self.setHorizontalHeaderLabels([title for title, _ in columns])
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(8)
        self.horizontalHeader().setFixedHeight(style.current().head)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(style.current().row)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_Ground(self))
        for place, (_, chars) in enumerate(columns):
            self.setColumnWidth(place, int((chars * 7 + 20) * style.current().body / 13))

    def put(self, rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> None:
        """Show ``rows``; columns in ``right`` are numbers. Nothing can be written in."""
        self.blockSignals(True)
        self.setRowCount(len(rows))
        for place in right:
            heading = self.horizontalHeaderItem(place)
            if heading is not None:
                heading.setTextAlignment(_RIGHT)
        for line, texts in enumerate(rows):
            for place, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                item.setToolTip(text)
                if place in right:
                    item.setTextAlignment(_RIGHT)
                self.setItem(line, place, item)
        self.blockSignals(False)

    def free(self, line: int, place: int) -> None:
        """Let the clerk write in one cell."""
        item = self.item(line, place)
        if item is not None:
            self.blockSignals(True)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.blockSignals(False)

    def tint(self, line: int, place: int, tone: str) -> None:
        """Colour the ground of one cell."""
        item = self.item(line, place)
        if item is not None:
            self.blockSignals(True)
            item.setBackground(style.current().colour(tone))
            self.blockSignals(False)
