"""The five steps along the top: where the clerk is, what is done, and the way back to it."""

from enum import IntEnum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from ui import style
from ui.widgets.parts import tight

_CIRCLE, _GAP = 22, 8


class Step(IntEnum):
    """The steps of an import."""

    CHOOSE = 0
    SHEETS = 1
    COLUMNS = 2
    CHECK = 3
    DONE = 4


NAMES = ("选择文件", "识别表格", "对应栏目", "核对", "完成")


class StepMark(QWidget):
    """One step: its number in a circle (a tick when it is done) and its name; a step behind can be pressed."""

    pressed = Signal()

    def __init__(self, number: int, name: str) -> None:
        super().__init__()
        self._number, self._name = number, name
        self._state = "ahead"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    @property
    def state(self) -> str:
        """``done``, ``here``, ``ahead`` or ``closed`` (behind, but no way back)."""
        return self._state

    def set_state(self, state: str) -> None:
        """Say where this step is seen from the present one."""
        self._state = state
        back = state == "done"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if back else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if back else Qt.CursorShape.ArrowCursor)
        self.setToolTip(f"回到“{self._name}”" if back else "")
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the bold name."""
        width = QFontMetrics(self._font(True)).horizontalAdvance(self._name)
        return QSize(_CIRCLE + _GAP + width + 8, _CIRCLE + 8)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on a step behind."""
        if self._state == "done" and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space on a step behind."""
        if self._state == "done" and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Circle and name."""
        theme = style.current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(3, (self.height() - _CIRCLE) / 2, _CIRCLE, _CIRCLE)
        ahead, here = self._state == "ahead", self._state == "here"
        colour = theme.colour("faint" if ahead else "primary")
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if here else theme.colour("window" if ahead else "tint"))
        painter.drawEllipse(circle)
        if ahead or here:
            painter.setPen(theme.colour("on_primary" if here else "quiet"))
            painter.setFont(self._font(here))
            painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))
        else:
            self._tick(painter, circle, theme.colour("accent"))
        self._words(painter, here)
        painter.end()

    def _words(self, painter: QPainter, here: bool) -> None:
        theme = style.current()
        painter.setFont(self._font(here))
        painter.setPen(theme.colour("accent" if here else "quiet" if self._state == "ahead" else "text"))
        area = QRectF(3 + _CIRCLE + _GAP, 0, self.width() - _CIRCLE - _GAP - 3, self.height())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._name)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.radius, theme.radius)

    def _tick(self, painter: QPainter, circle: QRectF, colour: QColor) -> None:
        painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        middle = circle.center()
        painter.drawPolyline([middle + QPointF(-4.5, 0.5), middle + QPointF(-1.5, 3.5), middle + QPointF(4.5, -3.5)])

    def _font(self, bold: bool) -> QFont:
        font = QFont(self.font())
        font.setBold(bold)
        return font


class StepLine(QFrame):
    """All five; ``asked`` carries the step the clerk wants to go back to."""

    asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.marks = tuple(StepMark(number, name) for number, name in enumerate(NAMES, 1))
        row = QHBoxLayout(self)
        tight(row, (0, 0, 0, 4), 8)
        for step, mark in zip(Step, self.marks, strict=True):
            if step:
                row.addWidget(_Line(), 1)
            row.addWidget(mark)
            mark.pressed.connect(lambda step=step: self.asked.emit(step))
        row.addStretch(1)
        self.show_step(Step.CHOOSE)

    def show_step(self, here: Step) -> None:
        """Mark ``here``; from the last step there is no way back, the import is written."""
        behind = "closed" if here is Step.DONE else "done"
        for step, mark in zip(Step, self.marks, strict=True):
            mark.set_state("here" if step == here else behind if step < here else "ahead")


class _Line(QFrame):
    """The hairline between two steps."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("rule", True)
        self.setMaximumWidth(72)
        self.setMinimumWidth(16)
