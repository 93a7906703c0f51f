"""A chart on the screen: the very drawing that goes on paper, set at the size of its place and shown as a picture.

Read out of the PDF by the program's own preview, so that screen and paper cannot differ and nothing is drawn twice.
Ctrl+C copies it, sharp enough for a text.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from hfp_desk import scratch
from hfp_desk.returns.chart_data import Chart
from ui import style
from ui.tasks import Tasks

_POINTS = 0.62
"""Points of paper in a pixel of the screen: the letters of a chart are about as large as those around it."""
_PAUSE, _COPIED, _LEAST = 80, 3.0, 160
_MM = 25.4 / 72


class ChartView(QWidget):
    """Shows a chart; ``copied`` after its picture went to the clipboard. Enter copies, too."""

    copied = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._chart: Chart | None = None
        self._picture: QImage | None = None
        self._asked = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._render)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(_LEAST, _LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("图表")
        self.setToolTip("Ctrl+C 复制为图片，可粘贴到 WPS 文字")

    @property
    def chart(self) -> Chart | None:
        """What is shown."""
        return self._chart

    @property
    def picture(self) -> QImage | None:
        """The picture on the screen, None while it is drawn."""
        return self._picture

    def show_chart(self, chart: Chart | None) -> None:
        """Show another chart, or none."""
        self._chart, self._picture = chart, None
        self.setAccessibleDescription(_words(chart) if chart is not None else "")
        self._pause.start()
        self.update()

    def copy(self) -> None:
        """Put the picture on the clipboard."""
        chart = self._chart
        if chart is not None:
            size = self.size()
            self._tasks.run(lambda _progress: _drawn(chart, size, _COPIED), self._keep)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw it anew at its new size."""
        super().resizeEvent(event)
        self._pause.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C and Enter copy."""
        if event.matches(QKeySequence.StandardKey.Copy) or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, _event: QContextMenuEvent) -> None:
        """The picture's menu."""
        menu = QMenu(self)
        menu.addAction("复制图片\tCtrl+C").triggered.connect(self.copy)
        menu.popup(self.mapToGlobal(self.rect().center()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The picture on white, a frame while the keyboard is here."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self._picture is not None:
            painter.drawImage(self.rect(), self._picture)
        painter.setPen(style.current().colour("accent" if self.hasFocus() else "line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _render(self) -> None:
        chart, size = self._chart, self.size()
        if chart is None or not self.isVisible():
            return
        self._asked += 1
        number, ratio = self._asked, self.devicePixelRatioF()

        def arrived(picture: QImage) -> None:
            if number == self._asked and self._chart is chart:
                self._picture = picture
                self.update()

        self._tasks.run(lambda _progress: _drawn(chart, size, ratio), arrived)

    def _keep(self, picture: QImage) -> None:
        QGuiApplication.clipboard().setImage(picture)
        self.copied.emit()


def _drawn(chart: Chart, size: QSize, ratio: float) -> QImage:
    """The picture at a size in pixels (on the worker: pdfium knows one thread)."""
    from hfp_desk.printing import charts
    from ui.pages.printing.document import Document

    target = scratch.fresh("图表.pdf")
    points = (max(size.width(), _LEAST) * _POINTS, max(size.height(), _LEAST) * _POINTS)
    try:
        charts.picture(chart, target, points[0] * _MM, points[1] * _MM)
        document = Document(target)
        try:
            return document.image(0, ratio / _POINTS)
        finally:
            document.close()
    finally:
        scratch.wipe(target)


def _words(chart: Chart) -> str:
    """The figures for who cannot see them."""
    series = (f"{one.label}：{'、'.join(map(chart.shown, one.values))}" for one in chart.series)
    return f"{chart.title}。{'；'.join(chart.labels)}。{'。'.join(series)}"
