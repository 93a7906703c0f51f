"""A line over the whole window that stays: what is out of the ordinary, and the way back."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui.widgets.parts import button, label, picture, tight


class Band(QFrame):
    """Icon, words and, at the end, what to do about it."""

    def __init__(self, icon: str, words: str, offer: str, done: Callable[[], object]) -> None:
        super().__init__()
        self.setProperty("band", "notice")
        self.words = label(words)
        self.offer = button(offer, done=done, look="link")
        row = QHBoxLayout(self)
        tight(row, (16, 4, 16, 4), 8)
        row.addWidget(picture(icon, "warn"))
        row.addWidget(self.words, 1)
        row.addWidget(self.offer)

    @property
    def text(self) -> str:
        """What is said."""
        return self.words.text()
