"""Which return of which period is collected: the return from a list, the period typed or turned."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hfp_desk.returns import Definition, Period
from ui import style
from ui.widgets.choices import Choice, ChoiceField
from ui.widgets.parts import label, tight
from ui.widgets.return_period import PeriodChoice

_WIDTH = 300


class CollectedChoice(QWidget):
    """``chosen`` carries the return and the period when it is another one; ``left`` after Enter."""

    chosen = Signal(object, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._definitions: Sequence[Definition] = ()
        self.definition: Definition | None = None
        self.field = ChoiceField(self._find)
        self.field.setFixedWidth(int(_WIDTH * style.current().body / 13))
        self.field.setAccessibleName("报表")
        self.field.setToolTip("收哪张报表（Ctrl+R）：按 ↓ 看全部")
        self.period = PeriodChoice()
        row = QHBoxLayout(self)
        tight(row, spacing=8)
        row.addWidget(label("报表", "quiet"))
        row.addWidget(self.field)
        row.addWidget(self.period)
        row.addStretch(1)
        self.field.chosen.connect(self._picked)
        self.field.returnPressed.connect(self.left)
        self.period.chosen.connect(lambda period: self.chosen.emit(self.definition, period))
        self.period.left.connect(self.left)

    def put(self, definitions: Sequence[Definition], definition: Definition, period: Period) -> None:
        """Show a return and a period; nothing is emitted."""
        self._definitions, self.definition = definitions, definition
        self.field.setText(definition.title)
        self.field.setCursorPosition(0)
        self.period.put(definition, period)

    def begin(self) -> None:
        """Put the cursor on the return, all of them shown."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.field.unfold()

    def _find(self, text: str) -> list[Choice]:
        return [
            Choice(one.name, one.title, one.number, one.period.label)
            for one in self._definitions
            if not text or text in one.title or text in one.number or text.lower() in one.name
        ]

    def _picked(self, choice: object) -> None:
        if not isinstance(choice, Choice):
            return
        found = next(one for one in self._definitions if one.name == choice.value)
        if self.definition is None or found.name != self.definition.name:
            self.chosen.emit(found, None)
