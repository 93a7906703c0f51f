"""What a list leaves for: one of the usual purposes, or another in words; the last one is proposed again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from hfp_desk.store.leaving import PURPOSES
from ui.rows import Settings
from ui.widgets.parts import label, tight

LAST = "export.purpose"
"""The setting that remembers the last purpose."""
_OTHER = "其他"
_IN_A_ROW = 3


class LeavingPurpose(QWidget):
    """``changed`` when another purpose is chosen or written."""

    changed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._group = QButtonGroup(self)
        self.choices = {words: QRadioButton(words) for words in (*PURPOSES, _OTHER)}
        self.other = QLineEdit()
        self.other.setPlaceholderText("写明用途，如：配合审计核查")
        self.other.setAccessibleName("其他用途")
        column = QVBoxLayout(self)
        tight(column, spacing=4)
        column.addWidget(label("用途", level="section"))
        grid = QGridLayout()
        tight(grid, spacing=4)
        for place, choice in enumerate(self.choices.values()):
            self._group.addButton(choice)
            grid.addWidget(choice, *divmod(place, _IN_A_ROW))
        column.addLayout(grid)
        column.addWidget(self.other)
        self._group.buttonClicked.connect(lambda _: self._chosen())
        self.other.textEdited.connect(lambda _: self.changed.emit())

    @property
    def text(self) -> str:
        """The purpose; nothing when none is chosen."""
        chosen = next((words for words, choice in self.choices.items() if choice.isChecked()), "")
        return self.other.text().strip() if chosen == _OTHER else chosen

    def load(self) -> None:
        """Propose what was chosen the last time."""
        last = str(self._settings.get(LAST) or "")
        known = last in PURPOSES
        self._group.setExclusive(False)
        for words, choice in self.choices.items():
            choice.setChecked(words == (last if known else _OTHER) if last else False)
        self._group.setExclusive(True)
        self.other.setText("" if known else last)
        self._show_line()

    def propose(self, words: str) -> None:
        """Choose a usual purpose where none is chosen yet."""
        if words in PURPOSES and not any(choice.isChecked() for choice in self.choices.values()):
            self.choices[words].setChecked(True)

    def remember(self) -> None:
        """Propose this one the next time."""
        self._settings.set(LAST, self.text)

    def holds(self) -> bool:
        """Whether the purpose is said where it must be; if not, the cursor goes to where to say it."""
        if self.isHidden() or self.text:
            return True
        other = self.choices[_OTHER].isChecked()
        (self.other if other else self.choices[PURPOSES[0]]).setFocus()
        return False

    def _chosen(self) -> None:
        self._show_line()
        if not self.other.isHidden():
            self.other.setFocus()
        self.changed.emit()

    def _show_line(self) -> None:
        self.other.setVisible(self.choices[_OTHER].isChecked())
