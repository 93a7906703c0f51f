"""The year that something is told for: typed, or one back and one on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ui import style
from ui.widgets.parts import button, label, tight

FIRST, LAST = 1990, 2100
_WIDTH = 56


class YearChoice(QWidget):
    """``chosen`` carries the year when it is another one."""

    chosen = Signal(int)

    def __init__(self, year: int) -> None:
        super().__init__()
        self.value = year
        self.editor = QLineEdit(f"{year}")
        self.editor.setValidator(QIntValidator(FIRST, LAST, self))
        self.editor.setFixedWidth(int(_WIDTH * style.current().body / 13))
        self.editor.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.editor.setAccessibleName("年度")
        self.editor.setToolTip("统计哪一年（Ctrl+D）：输入年份，回车；↑ ↓ 换年")
        row = QHBoxLayout(self)
        tight(row, spacing=4)
        row.addWidget(button(icon="left", look="bare", hint="上一年", done=lambda: self.step(-1)))
        row.addWidget(self.editor)
        row.addWidget(label("年", "quiet"))
        row.addWidget(button(icon="right", look="bare", hint="下一年", done=lambda: self.step(1)))
        self.editor.editingFinished.connect(self._typed)

    def put(self, year: int) -> None:
        """Show a year; nothing is emitted."""
        self.value = year
        self.editor.setText(f"{year}")

    def step(self, by: int) -> None:
        """One year on or back."""
        self._choose(min(max(self.value + by, FIRST), LAST))

    def begin(self) -> None:
        """Put the cursor here, the year marked to be typed over."""
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.editor.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up is a year on, Down a year back."""
        steps = {Qt.Key.Key_Up.value: 1, Qt.Key.Key_Down.value: -1}
        if event.key() in steps:
            self.step(steps[event.key()])
        else:
            super().keyPressEvent(event)

    def _typed(self) -> None:
        text = self.editor.text()
        if text.isdigit() and FIRST <= int(text) <= LAST:
            self._choose(int(text))
        else:
            self.put(self.value)

    def _choose(self, year: int) -> None:
        if year != self.value:
            self.put(year)
            self.chosen.emit(year)
