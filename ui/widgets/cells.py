"""How cells of our tables are painted."""

from PySide6.QtCore import QEvent, QMargins, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QKeyEvent, QPainter, QPalette, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui import style

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


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


class CursorCell(GroundCell):
    """The cell with the cursor has a frame, and keeps the ground that says what is wrong with it."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """As usual; the frame says enough of the cell with the cursor."""
        super().initStyleOption(option, index)
        if self._has_cursor(index):
            option.state &= ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell, and the frame over it."""
        super().paint(painter, option, index)
        if self._has_cursor(index):
            painter.save()
            painter.setPen(QPen(style.current().colour("primary"), 2))
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
            painter.restore()

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter takes what is typed at once: a quick hand writes the next cell before Qt would come to it."""
        enter = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in _ENTER
        if enter and isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.SubmitModelCache)
            return True
        return super().eventFilter(editor, event)

    def _has_cursor(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        view = self.parent()
        return isinstance(view, QTableView) and view.currentIndex() == index
