"""A list narrowed to named records from elsewhere (the people behind a number), and the line that says so."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.widgets.parts import button, label, picture, tight


@dataclass(frozen=True)
class Narrow:
    """Only these records, and in words why."""

    ids: tuple[int, ...]
    words: str


class NarrowLine(QFrame):
    """Says to what the list is narrowed; ``left`` shows all of it again."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("notice", "info")
        self.narrow: Narrow | None = None
        self.words = label()
        row = QHBoxLayout(self)
        tight(row, (12, 4, 8, 4), 8)
        row.addWidget(picture("filter", "accent"))
        row.addWidget(self.words)
        row.addStretch(1)
        row.addWidget(button("显示全部", look="link", done=self.leave))
        self.hide()

    @property
    def only(self) -> tuple[int, ...] | None:
        """The named records, None when all are shown."""
        return self.narrow.ids if self.narrow is not None else None

    def show_narrow(self, narrow: Narrow | None) -> None:
        """Say what the list is narrowed to, or nothing."""
        self.narrow = narrow
        self.setVisible(narrow is not None)
        if narrow is not None:
            self.words.setText(f"只看　{narrow.words}　{len(narrow.ids):,} 条")

    def leave(self) -> None:
        """All records again."""
        self.show_narrow(None)
        self.left.emit()
