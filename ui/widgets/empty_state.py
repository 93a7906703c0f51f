"""What a list shows when it has nothing to show: why, and the button that helps."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.parts import button, label, picture, tight


class EmptyState(QWidget):
    """A quiet picture, one sentence and at most one button."""

    pressed = Signal()

    def __init__(self, sentence: str, button_text: str = "", icon: str = "list", advice: str = "") -> None:
        super().__init__()
        centre = Qt.AlignmentFlag.AlignHCenter
        layout = QVBoxLayout(self)
        tight(layout, (24, 24, 24, 24), 8)
        layout.addStretch(1)
        layout.addWidget(picture(icon, "faint", 40), 0, centre)
        self._sentence = label(sentence, level="section")
        layout.addWidget(self._sentence, 0, centre)
        self._advice = label(advice, "quiet")
        layout.addWidget(self._advice, 0, centre)
        layout.addSpacing(8)
        self._button = button(button_text, done=self.pressed.emit)
        layout.addWidget(self._button, 0, centre)
        layout.addStretch(2)
        self.explain(sentence, button_text, advice)

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._sentence.text()

    def explain(self, sentence: str, button_text: str = "", advice: str = "") -> None:
        """Say something else (nothing found is not the same as nothing there)."""
        self._sentence.setText(sentence)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))
        self._button.setText(button_text)
        self._button.setVisible(bool(button_text))
