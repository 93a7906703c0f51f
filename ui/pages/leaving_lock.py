"""The password a workbook opens with: typed twice, or generated and shown this once. It is kept nowhere."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hfp_desk.problems import Refusal
from ui.front.fields import PasswordLine
from ui.widgets.parts import button, label, tight

_ADVICE = "密码不留底，请记牢，并与文件分开告知对方。"
_GENERATED = "请现在抄下这个密码，只显示这一次；与文件分开告知对方。"


class LeavingLock(QWidget):
    """``changed`` when the clerk did anything here."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tick = QCheckBox("加打开密码")
        self.first, self.again = PasswordLine(), PasswordLine()
        self.first.setPlaceholderText("打开密码，至少 8 位")
        self.again.setPlaceholderText("再输一次")
        self.first.setAccessibleName("打开密码")
        self.again.setAccessibleName("再输一次")
        self.words = label(_ADVICE, "quiet", "small", wrap=True)
        self.generate = button("生成密码", done=self._generate, look="link")
        head = QHBoxLayout()
        tight(head, spacing=8)
        head.addWidget(self.tick)
        head.addStretch(1)
        head.addWidget(self.generate)
        lines = QHBoxLayout()
        tight(lines, spacing=8)
        lines.addWidget(self.first)
        lines.addWidget(self.again)
        column = QVBoxLayout(self)
        tight(column, spacing=4)
        for part in (head, lines):
            column.addLayout(part)
        column.addWidget(self.words)
        self.tick.toggled.connect(lambda _: self._turn())
        for line in (self.first, self.again):
            line.textEdited.connect(lambda _: self._typed())
        self._turn()

    @property
    def password(self) -> str:
        """What the workbook opens with; nothing when it is not locked."""
        return self.first.text() if self.tick.isChecked() else ""

    def offer(self, on: bool) -> None:
        """Propose a lock, or none."""
        self.tick.setChecked(on)

    def fault(self) -> str | None:
        """What is wrong with the password, None when nothing is; the cursor goes there."""
        from hfp_desk.excel import protecting

        if not self.tick.isChecked():
            return None
        try:
            protecting.require(self.first.text())
        except Refusal as refusal:
            self.first.setFocus()
            return str(refusal)
        if self.again.text() != self.first.text():
            self.again.setFocus()
            return "两次输入的打开密码不一样，请重新输入。"
        return None

    def forget(self) -> None:
        """Forget what was typed or generated."""
        for line in (self.first, self.again):
            line.clear()
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self.words.setText(_ADVICE)

    def _generate(self) -> None:
        from hfp_desk.excel import protecting

        self.tick.setChecked(True)
        password = protecting.fresh()
        for line in (self.first, self.again):
            line.setText(password)
        self.first.setEchoMode(QLineEdit.EchoMode.Normal)
        self.words.setText(_GENERATED)
        self.changed.emit()

    def _typed(self) -> None:
        self.words.setText(_ADVICE)
        self.changed.emit()

    def _turn(self) -> None:
        on = self.tick.isChecked()
        for part in (self.first, self.again, self.words):
            part.setVisible(on)
        self.changed.emit()
