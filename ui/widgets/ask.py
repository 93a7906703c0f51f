"""A sentence to the clerk, with or without a question. Dialogs are opened, never ``exec``-ed."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.parts import button, label, picture, tight


class Notice(QDialog):
    """What happened, what to do next, and one or two buttons."""

    def __init__(self, parent: QWidget | None, sentence: str, advice: str = "", tone: str = "warn") -> None:
        super().__init__(parent)
        self.setWindowTitle("健康扶贫台账")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.sentence = sentence
        self.advice = advice
        words = QVBoxLayout()
        tight(words, spacing=8)
        words.addWidget(label(sentence, level="section", wrap=True))
        if advice:
            words.addWidget(label(advice, "quiet", wrap=True))
        words.addStretch(1)
        top = QHBoxLayout()
        tight(top, spacing=12)
        top.addWidget(picture(_ICONS[tone], tone, 24), 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(words, 1)
        self._buttons = QHBoxLayout()
        tight(self._buttons, spacing=8)
        self._buttons.addStretch(1)
        layout = QVBoxLayout(self)
        tight(layout, (24, 24, 24, 16), 24)
        layout.addLayout(top, 1)
        layout.addLayout(self._buttons)
        self.setMinimumWidth(420)
        self.setMaximumWidth(640)

    def offer(self, text: str, done: Callable[[], object], *, primary: bool = False) -> None:
        """Add a button; the primary one answers Enter."""
        made = button(text, done=done, look="primary" if primary else "")
        made.setDefault(primary)
        self._buttons.addWidget(made)


_ICONS = {"warn": "warning", "error": "error", "ok": "ok", "accent": "info"}


def tell(parent: QWidget | None, sentence: str, advice: str = "", tone: str = "warn") -> Notice:
    """A notice with one button; the caller opens it."""
    notice = Notice(parent, sentence, advice, tone)
    notice.offer("知道了", notice.accept, primary=True)
    return notice


def ask(parent: QWidget | None, sentence: str, advice: str, yes: str, on_yes: Callable[[], object]) -> Notice:
    """Ask, already opened; ``on_yes`` is called when the button ``yes`` is pressed, nothing happens else."""
    notice = Notice(parent, sentence, advice)
    notice.offer("取消", notice.reject)
    notice.offer(yes, notice.accept, primary=True)
    notice.accepted.connect(lambda: on_yes())
    notice.open()
    return notice
