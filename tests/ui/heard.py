"""What a desk was told, and a page put before the clerk."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.desk import Desk


class Heard:
    """What the desk was told."""

    def __init__(self, desk: Desk) -> None:
        self.said: list[str] = []
        self.gone: list[tuple[str, object]] = []
        self.failed: list[BaseException] = []
        self.changed: list[set[str]] = []
        desk.said.connect(lambda text, *_: self.said.append(text))
        desk.gone.connect(lambda page, target: self.gone.append((page, target)))
        desk.failed.connect(self.failed.append)
        desk.changed.connect(lambda changes: self.changed.append(set(changes)))


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    widget.resize(1100, 640)
    widget.show()
