"""The day as of which something is told: typed as 20200331, 2020-3-31 or 3.31; Enter tells it anew."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hfp_desk.kinds import Day, Unreadable
from ui import style
from ui.editors.base import this_year
from ui.editors.lines import DayEditor
from ui.widgets.parts import label, tight

_WIDTH = 112


class DayChoice(QWidget):
    """``chosen`` carries the day when it is another one; ``left`` after Enter: the cursor belongs to the list again."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self, day: date) -> None:
        super().__init__()
        self.value = day
        self.editor = DayEditor(Day(), this_year)
        self.editor.setFixedWidth(int(_WIDTH * style.current().body / 13))
        self.editor.setAccessibleName("截至日期")
        self.editor.setToolTip("统计到哪一天（Ctrl+D）：如 20200331、3.31，回车")
        self.editor.load(day)
        self.words = label(tone="error", level="small")
        self.words.hide()
        row = QHBoxLayout(self)
        tight(row, spacing=6)
        row.addWidget(label("截至", "quiet"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.editor)
        row.addWidget(self.words)
        self.editor.editingFinished.connect(self._typed)

    def put(self, day: date) -> None:
        """Show a day; nothing is emitted."""
        self.value = day
        self.editor.load(day)
        self._say("")

    def begin(self) -> None:
        """Put the cursor here, the day marked to be typed over."""
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.editor.selectAll()

    def _typed(self) -> None:
        try:
            day = self.editor.value()
        except Unreadable as wrong:
            self._say(str(wrong))
            return
        self._say("")
        changed = day is not None and day != self.value
        self.value = day or self.value
        self.editor.load(self.value)
        if changed:
            self.chosen.emit(self.value)
        if self.editor.hasFocus():
            self.left.emit()

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))
