"""A line of figures over a list, each a button that opens the names behind it; arrow keys go from one to the next."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui import style
from ui.widgets.flow import FlowLayout
from ui.widgets.parts import button, press_focused, walk


@dataclass(frozen=True)
class Shown:
    """One figure: its stable name, its words, its value as written (33, 33/199, 83.4%), ``tone`` warn or error."""

    name: str
    label: str
    value: str
    tone: str = ""
    hint: str = ""


class FigureBand(QWidget):
    """Emits ``opened`` with the name of the figure that was pressed; the one shown below stays marked."""

    opened = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._buttons: dict[str, QPushButton] = {}
        self._row = FlowLayout(self, gap=8)

    def show_figures(self, figures: Sequence[Shown]) -> None:
        """Show these instead; those that were there stay in their place, and so does the cursor."""
        if [one.name for one in figures] != list(self._buttons):
            self._rebuild(figures)
        for one in figures:
            made = self._buttons[one.name]
            made.setText(f"{one.label} {one.value}")
            made.setToolTip(one.hint)
            style.say(made, "tone", one.tone)

    def _rebuild(self, figures: Sequence[Shown]) -> None:
        focused = next((name for name, each in self._buttons.items() if each.hasFocus()), "")
        while (item := self._row.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._buttons = {one.name: self._made(one.name) for one in figures}
        for each in self._buttons.values():
            self._row.addWidget(each)
            each.show()
        if focused in self._buttons:
            self._buttons[focused].setFocus()

    def begin(self) -> None:
        """Put the cursor on the first figure."""
        for each in list(self._buttons.values())[:1]:
            each.setFocus(Qt.FocusReason.TabFocusReason)

    def mark(self, name: str) -> None:
        """Mark the figure whose names are shown; none for an empty name."""
        for key, each in self._buttons.items():
            style.say(each, "set", key == name)

    def words(self) -> dict[str, str]:
        """What each figure says, by name."""
        return {name: each.text() for name, each in self._buttons.items()}

    def press(self, name: str) -> None:
        """Open a figure as a click does."""
        self._buttons[name].click()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right walk along the figures, Enter opens one as Space does."""
        buttons = list(self._buttons.values())
        if not press_focused(self, event) and not walk(buttons, event, Qt.Key.Key_Left, Qt.Key.Key_Right):
            super().keyPressEvent(event)

    def _made(self, name: str) -> QPushButton:
        return button(done=lambda: self.opened.emit(name), look="figure")
