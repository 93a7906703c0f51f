"""The period a return is of: typed as 2020-03, 2020-Q1, 2020-H1 or 2020, or turned with the arrows at its sides."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from hfp_desk.problems import Refusal
from hfp_desk.returns import Definition, Period, periods
from ui import style
from ui.widgets.parts import button, label, tight

_WIDTH = 92


class PeriodChoice(QWidget):
    """``chosen`` carries the period when it is another one; ``left`` after Enter: the cursor belongs to the table."""

    chosen = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._definition: Definition | None = None
        self.value: Period | None = None
        self.editor = QLineEdit()
        self.editor.setFixedWidth(int(_WIDTH * style.current().body / 13))
        self.editor.setAccessibleName("报告期")
        self.editor.setToolTip("看哪一期（Ctrl+D）：如 2020-03、2020-Q1、2020-H1、2020，回车")
        self.words = label(level="small")
        row = QHBoxLayout(self)
        tight(row, spacing=4)
        row.addWidget(label("报告期", "quiet"))
        row.addWidget(button(icon="left", done=lambda: self.turn(-1), look="bare", hint="上一期（Alt+PgUp）"))
        row.addWidget(self.editor)
        row.addWidget(button(icon="right", done=lambda: self.turn(1), look="bare", hint="下一期（Alt+PgDn）"))
        row.addWidget(self.words)
        self.editor.returnPressed.connect(self._typed)

    def put(self, definition: Definition, period: Period) -> None:
        """Show a period of a return; nothing is emitted."""
        self._definition, self.value = definition, period
        self.editor.setText(period.mark)
        self._say(f"{period.label}（{period.starts} 至 {period.ends}）", "quiet")

    def begin(self) -> None:
        """Put the cursor here, the period marked to be typed over."""
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.editor.selectAll()

    def turn(self, by: int) -> None:
        """One period on or back."""
        if self._definition is not None and self.value is not None:
            step = periods.after if by > 0 else periods.before
            self.chosen.emit(step(self._definition, self.value))

    def _typed(self) -> None:
        if self._definition is None:
            return
        try:
            found = periods.period(self._definition, self.editor.text())
        except Refusal as refusal:
            self._say(f"{refusal.sentence}{refusal.advice}", "error")
            return
        if found != self.value:
            self.chosen.emit(found)
        self.left.emit()

    def _say(self, words: str, tone: str) -> None:
        self.words.setText(words)
        style.say(self.words, "tone", tone)
