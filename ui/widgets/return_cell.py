"""How a figure of a return is painted: its sign at the left, so that no mark is one of colour alone."""

from PySide6.QtCore import QMargins, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView

from ui import style
from ui.widgets.cells import CursorCell
from ui.widgets.return_model import SIGN, TONE

_LINES = QMargins(0, 0, 1, 1)


class ReturnCell(CursorCell):
    """Hairlines between the columns, the sign at the left, the frame of the cursor over all."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view, _LINES)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The figure and its sign."""
        super().paint(painter, option, index)
        sign = index.data(SIGN)
        if sign:
            painter.save()
            painter.setPen(QPen(style.current().colour(str(index.data(TONE)))))
            place = option.rect.adjusted(6, 0, 0, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(sign))
            painter.restore()
