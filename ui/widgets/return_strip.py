"""Under a return: the cell with the cursor in words — what was counted, where it comes from, what is to be known."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui import style
from ui.widgets.parts import label, tight

_TOLD = 2
_MARGIN = 12


class ReturnStrip(QWidget):
    """As high whatever it says, so that the table above never moves with the cursor."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.title: QLabel = label()
        self.value: QLabel = label(tone="accent", level="section")
        self.sources: QLabel = label("", "quiet", "small", wrap=True)
        self.known = [label("", "quiet", "small") for _ in range(_TOLD)]
        top = QHBoxLayout()
        tight(top, spacing=12)
        top.addWidget(self.title)
        top.addWidget(self.value)
        told = label(hint, "quiet", "small")
        told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        top.addWidget(told, 1)
        column = QVBoxLayout(self)
        tight(column, (_MARGIN, 6, _MARGIN, 6), 2)
        column.addLayout(top)
        column.addWidget(self.sources)
        for each in self.known:
            each.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            column.addWidget(each)
        column.addStretch(1)
        self.sources.setAlignment(Qt.AlignmentFlag.AlignTop)
        theme = style.current()
        self.setFixedHeight(theme.section + (_TOLD + 1) * (theme.small + 6) + 20)

    def tell(self, title: str, value: str, lines: Sequence[tuple[str, str]]) -> None:
        """Say where the cursor is; ``lines`` are tone and words, the quiet ones tell where the figure comes from."""
        self.title.setText(title)
        self.value.setText(value)
        self.sources.setText("　".join(words for tone, words in lines if tone == "quiet"))
        known = [(tone, words) for tone, words in lines if tone != "quiet"]
        for place, each in enumerate(self.known):
            tone, words = known[place] if place < len(known) else ("quiet", "")
            room = self.width() - 2 * _MARGIN
            each.setText(each.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))
            each.setToolTip(words)
            each.setVisible(bool(words))
            style.say(each, "tone", tone)
