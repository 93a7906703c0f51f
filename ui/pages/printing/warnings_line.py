"""What a paper could not print, over the preview: characters no font has, texts that did not fit."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui import style
from ui.widgets.parts import button, label, picture, tight

_SEEN = 2


class WarningsLine(QFrame):
    """The first warnings; the others behind a button. Hidden when there are none."""

    def __init__(self) -> None:
        super().__init__()
        style.say(self, "notice", "warn")
        self._warnings: Sequence[str] = ()
        self._words = label(tone="warn", wrap=True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.more = button(look="link", done=self._all)
        row = QHBoxLayout(self)
        tight(row, (12, 6, 12, 6), 8)
        row.addWidget(picture("warning", "warn"), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        tight(column)
        column.addWidget(self._words)
        column.addWidget(self.more)
        row.addLayout(column, 1)
        self.hide()

    @property
    def text(self) -> str:
        """What is said now."""
        return self._words.text()

    def show_warnings(self, warnings: Sequence[str]) -> None:
        """Say these."""
        self._warnings = warnings
        self._words.setText("\n".join(warnings[:_SEEN]))
        self.more.setText(f"全部 {len(warnings):,} 条")
        self.more.setVisible(len(warnings) > _SEEN)
        self.setVisible(bool(warnings))

    def _all(self) -> None:
        self._words.setText("\n".join(self._warnings))
        self.more.hide()
