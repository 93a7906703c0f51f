"""The icon set (``resources/icons/*.svg``, 20 px box, one stroke weight), tinted in a tone of the theme."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from hfp_desk.resources import resource
from ui import style

_SIZES = (16, 20, 24, 30, 32, 40, 48)


def icon(name: str, tone: str = "quiet", tone_on: str = "") -> QIcon:
    """The icon ``name`` in ``tone`` (switched off: faint; checked: ``tone_on`` when given)."""
    theme = style.current()
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(QPixmap.fromImage(_drawn(name, getattr(theme, tone), size)))
        made.addPixmap(QPixmap.fromImage(_drawn(name, theme.faint, size)), QIcon.Mode.Disabled)
        if tone_on:
            checked = QPixmap.fromImage(_drawn(name, getattr(theme, tone_on), size))
            made.addPixmap(checked, QIcon.Mode.Normal, QIcon.State.On)
    return made


def pixmap(name: str, tone: str = "quiet", size: int = 16, ratio: float = 1.0) -> QPixmap:
    """The icon as a picture for a screen of ``ratio`` device pixels a pixel."""
    return icon(name, tone).pixmap(QSize(size, size), ratio)


def source(name: str) -> str:
    """The drawing itself; KeyError when the set has no such icon."""
    path = resource("icons", f"{name}.svg")
    if not path.is_file():
        raise KeyError(name)
    return path.read_text(encoding="utf-8")


@cache
def _drawn(name: str, colour: str, size: int) -> QImage:
    drawing = source(name).replace("currentColor", colour)
    picture = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture
