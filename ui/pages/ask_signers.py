"""Asking who answers for the returns in a small panel: who signs them, who fills them in, and the phone."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from hfp_desk.returns.layout import SIGNERS, Head
from ui.widgets.drop import Drop
from ui.widgets.parts import label, tight

_WIDTH = 400
_LONGEST = 40
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NOTE = (
    "印在报表下方，也填入空白表和上级模板，各表通用。留空的由本人手签。"
    "从现在起使用；已上报的各版仍是上报时的人，报出日期是上报的那一天。"
)


class AskSigners(Drop):
    """``done`` gets the names. Enter goes from line to line and then confirms; Esc leaves everything as it is."""

    def __init__(self, anchor: QWidget, done: Callable[[Head], object]) -> None:
        super().__init__(anchor, _WIDTH)
        self._done = done
        self.lines = {name: QLineEdit() for name in SIGNERS}
        self.body.addWidget(label("表头和签名人", level="section"))
        self.body.addWidget(label(_NOTE, "quiet", "small", wrap=True))
        form = QGridLayout()
        tight(form, spacing=8)
        for row, (name, line) in enumerate(self.lines.items()):
            line.setAccessibleName(SIGNERS[name])
            line.setMaxLength(_LONGEST)
            form.addWidget(label(SIGNERS[name], "quiet"), row, 0)
            form.addWidget(line, row, 1)
        self.body.addLayout(form)
        self.body.addLayout(self.answers("使用", self.confirm))

    def ask(self, named: Head) -> None:
        """Open with those who answer now."""
        for name, line in self.lines.items():
            line.setText(str(getattr(named, name)))
        first = self.lines["principal"]
        self.open_at(first)
        first.selectAll()

    def confirm(self) -> None:
        """Hand the names over."""
        texts = {name: line.text().strip() for name, line in self.lines.items()}
        self.shut()
        self._done(Head(**texts, reported_on=None))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, at the end it confirms."""
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
            return
        lines = list(self.lines.values())
        place = next((place for place, line in enumerate(lines) if line.hasFocus()), len(lines))
        if place + 1 < len(lines):
            lines[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
            lines[place + 1].selectAll()
        else:
            self.confirm()
