"""A thin bar from 0 to 100 %: how far the figure reaches, and where the goal lies."""

from decimal import Decimal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from hfp_desk.rules import judging
from hfp_desk.rules.judging import Judgement
from hfp_desk.store.target_board import Goal
from ui import style

_HEIGHT = 10
_HUNDRED = Decimal(100)


class GoalBar(QWidget):
    """The words beside it say the same: the colour never stands alone."""

    def __init__(self, goal: Goal) -> None:
        super().__init__()
        self._figure = min(max(goal.cell.value or Decimal(0), Decimal(0)), _HUNDRED)
        verdict = goal.judgement
        self._tone = "accent" if verdict is None else "ok" if verdict is Judgement.IN else "warn"
        self._edges = tuple(edge for edge in dict.fromkeys(judging.edges(goal.target)) if edge is not None)
        self.setFixedHeight(_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track, figure, and the goal as one or two strokes."""
        del event
        theme = style.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        width = float(self.width())
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(QRectF(0, 3, width, 4), 2, 2)
        painter.setBrush(theme.colour(self._tone))
        painter.drawRoundedRect(QRectF(0, 3, width * float(self._figure / _HUNDRED), 4), 2, 2)
        painter.setBrush(theme.colour("text"))
        for edge in self._edges:
            x = min(width - 2, width * float(min(edge, _HUNDRED) / _HUNDRED))
            painter.drawRect(QRectF(x, 0, 2, _HEIGHT))
        painter.end()
