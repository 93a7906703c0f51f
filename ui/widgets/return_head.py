"""The two heads of a return: headings in several levels, equal neighbours as one, and the names of the lines.

Qt's own header has one level; here each heading is painted over all the sections it stands for, so that the columns
can still be drawn wider with the mouse and scroll with the figures.
"""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from hfp_desk.returns.layout import HeadCell
from ui import style

_AROUND = 10
_LINES = 3
_CENTRED = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


def _font() -> QFont:
    theme = style.current()
    font = QFont()
    font.setFamilies(list(theme.families))
    font.setPixelSize(theme.small)
    font.setWeight(QFont.Weight.DemiBold)
    return font


class ReturnHead(QHeaderView):
    """Over the figures. ``show_heads`` gives the headings; ``column`` 0 is the first column of figures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._heads: tuple[HeadCell, ...] = ()
        self._tops: list[int] = [0, style.current().head]
        self._marked = -1
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    @property
    def heads(self) -> tuple[HeadCell, ...]:
        """What is shown."""
        return self._heads

    def show_heads(self, heads: Sequence[HeadCell], levels: int, widths: Sequence[int]) -> None:
        """Show these over columns of these widths; a level is as high as its longest text needs."""
        self._heads = tuple(heads)
        heights = [self._height(level, widths) for level in range(levels)]
        self._tops = [sum(heights[:level]) for level in range(levels + 1)]
        self.setFixedHeight(self._tops[-1])
        self.viewport().update()

    def mark(self, column: int) -> None:
        """Mark the heading of the column with the cursor."""
        if column != self._marked:
            before, self._marked = self._marked, column
            for head in self._heads:
                if any(head.column <= one < head.column + head.columns for one in (before, column)):
                    self.viewport().update(self._rect(head))

    def sizeHint(self) -> QSize:
        """As high as all levels."""
        return QSize(super().sizeHint().width(), self._tops[-1])

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each heading over the sections it stands for; its words stay in sight while its columns scroll."""
        theme = style.current()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), theme.colour("window"))
        painter.setFont(_font())
        for head in self._heads:
            rect = self._rect(head)
            if rect.intersects(event.rect()):
                self._paint(painter, head, rect)
        painter.end()

    def _paint(self, painter: QPainter, head: HeadCell, rect: QRect) -> None:
        theme = style.current()
        marked = head.column <= self._marked < head.column + head.columns
        if marked and head.columns == 1:
            painter.fillRect(rect, theme.colour("tint"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(theme.colour("accent" if marked else "quiet"))
        seen = rect.intersected(self.viewport().rect()) if head.columns > 1 else rect
        words = broken(head.text, rect.width() - _AROUND, painter.fontMetrics())
        painter.drawText(seen.adjusted(4, 1, -5, -2), _CENTRED, words)

    def _rect(self, head: HeadCell) -> QRect:
        last = head.column + head.columns - 1
        left = self.sectionViewportPosition(head.column)
        right = self.sectionViewportPosition(last) + self.sectionSize(last)
        top, bottom = self._tops[head.row], self._tops[min(head.row + head.rows, len(self._tops) - 1)]
        return QRect(left, top, right - left, bottom - top)

    def _height(self, level: int, widths: Sequence[int]) -> int:
        """Of the headings that end on this level alone; one that spans levels has room enough."""
        metrics = QFontMetrics(_font())
        lines = 1
        for head in self._heads:
            if head.row == level and head.rows == 1:
                room = sum(widths[head.column : head.column + head.columns]) - _AROUND
                lines = max(lines, broken(head.text, room, metrics).count("\n") + 1)
        return int(min(lines, _LINES) * metrics.height() + _AROUND)


def broken(text: str, room: int, metrics: QFontMetrics) -> str:
    """A heading in as few lines as fit, all about equally long; what stands in brackets goes together."""
    if metrics.horizontalAdvance(text) <= room:
        return text
    first, bracket, rest = text.partition("（")
    parts = [first, bracket + rest]
    if first and bracket and all(metrics.horizontalAdvance(part) <= room for part in parts):
        return "\n".join(parts)
    one = max(metrics.horizontalAdvance("口"), 1)
    lines = ceil(len(text) / max(room // one, 1))
    each = ceil(len(text) / lines)
    return "\n".join(text[start : start + each] for start in range(0, len(text), each))


def width_of(text: str, lines: int) -> int:
    """How wide a column must be for a heading to be broken into so many lines."""
    words = QFontMetrics(_font()).horizontalAdvance(text)
    one = QFontMetrics(_font()).horizontalAdvance("口")
    return words // lines + (one if lines > 1 else 0) + _AROUND + 4


class LineHead(QHeaderView):
    """The names of the lines at the left: that of the sum is bold, that of the line with the cursor is marked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._marked = -1
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(style.current().row)
        self.setMinimumSectionSize(16)
        self.setHighlightSections(False)
        self.setProperty("lines", True)

    def mark(self, row: int) -> None:
        """Mark the line with the cursor."""
        if row != self._marked:
            before, self._marked = self._marked, row
            for one in (before, row):
                top, height = self.sectionViewportPosition(one), self.sectionSize(one)
                self.viewport().update(QRect(0, top, self.width(), height))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """The name of a line."""
        theme = style.current()
        model = self.model()
        marked = section == self._marked
        font = model.headerData(section, Qt.Orientation.Vertical, Qt.ItemDataRole.FontRole)
        words = str(model.headerData(section, Qt.Orientation.Vertical) or "")
        painter.save()
        painter.fillRect(rect, theme.colour("tint" if marked else "surface"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setFont(font if isinstance(font, QFont) else self.font())
        painter.setPen(theme.colour("accent" if marked else "text"))
        inner = rect.adjusted(10, 0, -8, -1)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    def sectionSizeFromContents(self, section: int) -> QSize:
        """As wide as the longest name, within reason."""
        model = self.model()
        words = str(model.headerData(section, Qt.Orientation.Vertical) or "") if model is not None else ""
        metrics = QFontMetrics(self.font())
        widest = metrics.horizontalAdvance("口") * 14
        return QSize(min(metrics.horizontalAdvance(words) * 11 // 10, widest) + 24, style.current().row)
