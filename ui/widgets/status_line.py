"""The line at the foot of the window: saved, backed up, to do, missing."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from ui import icons, style
from ui.widgets.parts import button, tight

_TONES = {"": "quiet", "ok": "ok", "warn": "warn", "error": "error"}


class StatusLine(QFrame):
    """Four short facts, each a button that opens what is behind it."""

    backup_opened = Signal()
    todo_opened = Signal()
    gaps_opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("band", "foot")
        self.saved = button(look="status", icon="save", hint="最近一次保存的时间")
        self.backup = button(look="status", icon="backup", done=self.backup_opened.emit, hint="打开备份")
        self.todo = button(look="status", icon="task", done=self.todo_opened.emit, hint="打开待办")
        self.gaps = button(look="status", icon="warning", done=self.gaps_opened.emit, hint="打开数据缺口")
        row = QHBoxLayout(self)
        tight(row, (8, 2, 8, 2), 8)
        for piece in (self.saved, self.backup, self.todo, self.gaps):
            piece.setIconSize(QSize(14, 14))
            piece.hide()
            row.addWidget(piece)
        row.insertStretch(2, 1)

    def set_saved(self, clock: str) -> None:
        """``clock`` is the time of the last save, e.g. 10:41."""
        self._say(self.saved, f"已保存 {clock}" if clock else "", "save", "")

    def set_backup(self, text: str, tone: str = "") -> None:
        """The age and state of the last backup; ``tone`` warn or error when it needs care."""
        self._say(self.backup, text, "warning" if tone in ("warn", "error") else "backup", tone)

    def set_todo(self, count: int) -> None:
        """How much is due."""
        self._say(self.todo, f"待办 {count:,}", "task", "warn" if count else "")

    def set_gaps(self, count: int) -> None:
        """How many values are missing in the register."""
        self._say(self.gaps, f"数据缺口 {count:,}", "warning" if count else "ok", "")

    def _say(self, piece: QPushButton, text: str, icon: str, tone: str) -> None:
        piece.setText(text)
        piece.setIcon(icons.icon(icon, _TONES[tone]))
        style.say(piece, "tone", tone)
        piece.setVisible(bool(text))
