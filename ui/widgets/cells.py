"""How cells of our tables are painted."""

from PySide6.QtCore import QMargins, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem


class Cell(QStyledItemDelegate):
    """A selected cell keeps the colour of its text."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """As usual, but for the colour."""
        super().initStyleOption(option, index)
        palette = option.palette
        palette.setBrush(QPalette.ColorRole.HighlightedText, palette.brush(QPalette.ColorRole.Text))


class GroundCell(Cell):
    """Paints the ground of a changed or wrong cell, which the style sheet would leave out; ``free`` stays around it."""

    def __init__(self, view: QAbstractItemView, free: QMargins | None = None) -> None:
        super().__init__(view)
        self._free = free or QMargins()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The ground, and the cell over it."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if ground is not None:
            painter.fillRect(option.rect.marginsRemoved(self._free), QBrush(ground))
        super().paint(painter, option, index)
