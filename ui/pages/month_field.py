"""The month a page is of: typed as 2020-03 or 202003, or turned with the arrows at its sides."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hfp_desk.kinds import Unreadable, VagueDay
from ui import style
from ui.editors.lines import LineEditor
from ui.widgets.parts import button, label, tight

_WIDTH = 84
_MONTH = len("2020-03")


class MonthField(QWidget):
    """``chosen`` carries the month when it is another one, shown when the page puts it here; ``left`` after Enter."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.value = ""
        self.editor = LineEditor(VagueDay())
        self.editor.setFixedWidth(int(_WIDTH * style.current().body / 13))
        self.editor.setAccessibleName("月份")
        self.editor.setToolTip("填报哪个月（Ctrl+D）：如 2020-03、202003，回车")
        self.words = label(tone="error", level="small")
        self.words.hide()
        row = QHBoxLayout(self)
        tight(row, spacing=4)
        row.addWidget(label("月份", "quiet"), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(button(icon="left", done=lambda: self.turn(-1), look="bare", hint="上月（Alt+PgUp）"))
        row.addWidget(self.editor)
        row.addWidget(button(icon="right", done=lambda: self.turn(1), look="bare", hint="下月（Alt+PgDn）"))
        row.addWidget(self.words)
        self.editor.editingFinished.connect(self._typed)
        self.editor.returnPressed.connect(self._entered)

    def put(self, month: str) -> None:
        """Show a month; nothing is emitted."""
        self.value = month
        self.editor.load(month)
        self._say("")

    def begin(self) -> None:
        """Put the cursor here, the month marked to be typed over."""
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.editor.selectAll()

    def turn(self, by: int) -> None:
        """So many months on or back."""
        if self.value:
            year, month = map(int, self.value.split("-"))
            place = year * 12 + month - 1 + by
            self.chosen.emit(f"{place // 12:04}-{place % 12 + 1:02}")

    def _typed(self) -> None:
        try:
            month = str(self.editor.value())[:_MONTH]
        except Unreadable as wrong:
            self._say(str(wrong))
            return
        self._say("" if len(month) in (0, _MONTH) else "请填到月，如 2020-03。")
        if not month:
            self.editor.load(self.value)
        elif len(month) == _MONTH and month != self.value:
            self.chosen.emit(month)

    def _entered(self) -> None:
        self._typed()
        if not self.words.text():
            self.left.emit()

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.words.setVisible(bool(words))
