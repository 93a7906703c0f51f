"""Pages under each other as on paper; only those in sight are ever pictures.

The preview draws nothing of a PDF itself: it says which page it wants and how large, one at a time, and is given
the picture. Keys: PageUp and PageDown turn pages, Home and End go to the first and last, Ctrl with + - 0 zooms.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Sequence
from enum import Enum
from itertools import accumulate

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from ui import style
from ui.pages.printing.document import POINTS

Key = Qt.Key
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)
_GAP, _EDGE = 12, 24
_MOST_PIXELS = 48_000_000


class Fit(Enum):
    """How the size of a page follows the window."""

    WIDTH = "适合宽度"
    PAGE = "整页"


class Preview(QAbstractScrollArea):
    """``wanted`` asks for a page (from 0) at a scale in pixels a point; ``turned`` tells the page looked at."""

    wanted = Signal(int, float)
    turned = Signal(int)
    zoomed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("打印预览")
        self._sizes: Sequence[tuple[float, float]] = ()
        self._tops: list[int] = [0]
        self._zoom: Fit | float = Fit.WIDTH
        self._pictures: OrderedDict[int, tuple[float, QImage]] = OrderedDict()
        self._asked: tuple[int, float] | None = None
        self._page = 0
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page looked at, from 0."""
        return self._page

    @property
    def pictures(self) -> int:
        """How many pages are kept as pictures."""
        return len(self._pictures)

    @property
    def factor(self) -> float:
        """The zoom as a number: 1 is the size on paper."""
        if isinstance(self._zoom, float) or not self._sizes:
            return self._zoom if isinstance(self._zoom, float) else 1.0
        width, height = self._sizes[min(self._page, self.count - 1)]
        room = self.viewport().size()
        across = (room.width() - 2 * _EDGE) / (width * self._unit)
        down = (room.height() - 2 * _GAP) / (height * self._unit)
        fitting = across if self._zoom is Fit.WIDTH else min(across, down)
        return max(STEPS[0] / 2, min(fitting, STEPS[-1]))

    @property
    def _unit(self) -> float:
        """Pixels a point at 100 %."""
        return self.logicalDpiX() / POINTS

    def show_pages(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Show a document with pages of these sizes in points, from its first page."""
        self._sizes = tuple(sizes)
        self._pictures.clear()
        self._asked = None
        self._page = 0
        self._lay()
        self.verticalScrollBar().setValue(0)
        self.turned.emit(0)

    def put(self, page: int, scale: float, picture: QImage) -> None:
        """The picture that was wanted; one of a document shown before is dropped."""
        if self._asked != (page, scale):
            return
        self._asked = None
        self._pictures[page] = (scale, picture)
        self._pictures.move_to_end(page)
        self._forget(set(self._visible()))
        self.viewport().update()
        self._want()

    def go(self, page: int) -> None:
        """Put the head of a page at the top."""
        if self.count:
            self.verticalScrollBar().setValue(self._tops[max(0, min(page, self.count - 1))])

    def zoom(self, to: Fit | float) -> None:
        """Change the size; what is looked at stays in sight."""
        page = self._page
        top = self._tops[page] if self.count else 0
        height = max(1, self._tops[page + 1] - top) if self.count else 1
        share = (self.verticalScrollBar().value() - top) / height
        self._zoom = to
        self._lay()
        if self.count:
            self.verticalScrollBar().setValue(round(self._tops[page] + share * (self._tops[page + 1] - top)))
        self.zoomed.emit()

    def step_zoom(self, larger: bool) -> None:
        """The next larger or smaller size."""
        now = self.factor
        steps = [step for step in STEPS if (step > now + 0.005 if larger else step < now - 0.005)]
        if steps:
            self.zoom(steps[0] if larger else steps[-1])

    @property
    def fit(self) -> Fit | None:
        """How the size follows the window, None when a size was chosen."""
        return self._zoom if isinstance(self._zoom, Fit) else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pages in sight."""
        theme = style.current()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("line"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._visible():
            place = self._place(page)
            painter.fillRect(place.translated(2, 2), theme.colour("faint"))
            painter.fillRect(place, Qt.GlobalColor.white)
            if page in self._pictures:
                painter.drawImage(place, self._pictures[page][1])
            else:
                painter.setPen(theme.colour("faint"))
                painter.drawText(place, Qt.AlignmentFlag.AlignCenter, f"第 {page + 1} 页")
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted page follows the window."""
        super().resizeEvent(event)
        self.zoom(self._zoom)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages and zoom."""
        turns = {
            Key.Key_PageDown: self._page + 1,
            Key.Key_PageUp: self._page - 1,
            Key.Key_Home: 0,
            Key.Key_End: self.count - 1,
        }
        key = Key(event.key())
        if key in turns:
            self.go(turns[key])
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and key in _ZOOMS:
            self.step_zoom(_ZOOMS[key])
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and key == Key.Key_0:
            self.zoom(Fit.WIDTH)
        elif key in (Key.Key_Down, Key.Key_Up):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + (bar.singleStep() if key == Key.Key_Down else -bar.singleStep()))
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl and the wheel zoom."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(event.angleDelta().y() > 0)
            event.accept()
        else:
            super().wheelEvent(event)

    def _lay(self) -> None:
        """Where each page stands at this zoom."""
        scale = self.factor * self._unit
        heights = (round(height * scale) + _GAP for _, height in self._sizes)
        self._tops = list(accumulate(heights, initial=0))
        widest = max((round(width * scale) for width, _ in self._sizes), default=0)
        room = self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, self._tops[-1] + _GAP - room.height()))
        down.setPageStep(room.height())
        down.setSingleStep(48)
        across.setRange(0, max(0, widest + 2 * _EDGE - room.width()))
        across.setPageStep(room.width())
        self.viewport().update()
        self._want()

    def _place(self, page: int) -> QRect:
        scale = self.factor * self._unit
        width, height = (round(side * scale) for side in self._sizes[page])
        spare = self.viewport().width() - width
        left = max(spare // 2, _EDGE) - self.horizontalScrollBar().value()
        return QRect(left, self._tops[page] + _GAP - self.verticalScrollBar().value(), width, height)

    def _visible(self) -> range:
        if not self.count:
            return range(0)
        top = self.verticalScrollBar().value()
        first = bisect_right(self._tops, top) - 1
        last = bisect_right(self._tops, top + self.viewport().height()) - 1
        return range(max(first, 0), min(last, self.count - 1) + 1)

    def _scrolled(self, value: int) -> None:
        middle = value + self.viewport().height() // 3
        page = max(0, min(bisect_right(self._tops, middle) - 1, self.count - 1))
        if page != self._page:
            self._page = page
            self.turned.emit(page)
        self._want()

    def _want(self) -> None:
        """Ask for one page in sight that is missing or of another size; the next is asked for when it came."""
        if self._asked is not None:
            return
        scale = round(self.factor * self._unit * self.devicePixelRatioF(), 4)
        for page in self._visible():
            if page not in self._pictures or self._pictures[page][0] != scale:
                self._asked = (page, scale)
                self.wanted.emit(page, scale)
                return

    def _forget(self, seen: set[int]) -> None:
        """Drop pictures out of sight, those seen longest ago first, while there are too many."""
        held = sum(picture.width() * picture.height() for _, picture in self._pictures.values())
        for page in [page for page in self._pictures if page not in seen]:
            if held <= _MOST_PIXELS:
                return
            picture = self._pictures.pop(page)[1]
            held -= picture.width() * picture.height()


_ZOOMS = {Key.Key_Plus: True, Key.Key_Equal: True, Key.Key_Minus: False}
