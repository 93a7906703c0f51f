"""What is seen while the backup at exit is made, if it takes longer than a blink."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from hfp_desk.problems import Refusal
from ui.front.card import Trouble, Waiting
from ui.widgets.parts import button, label, tight


class Farewell(QWidget):
    """A small window of its own; ``skipped`` when the clerk cannot wait."""

    skipped = Signal()

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Dialog)
        self.setObjectName("shell")
        self.setWindowTitle("健康扶贫台账")
        self.waiting = Waiting()
        self.trouble = Trouble()
        self.skip = button("跳过备份，直接退出", done=self.skipped.emit)
        foot = QHBoxLayout()
        tight(foot)
        foot.addStretch(1)
        foot.addWidget(self.skip)
        column = QVBoxLayout(self)
        tight(column, (24, 24, 24, 16), 12)
        column.addWidget(label("正在做退出前备份", level="section"))
        column.addWidget(label("登记簿已保存好；跳过只是少一份备份。", "quiet"))
        column.addWidget(self.waiting)
        column.addWidget(self.trouble)
        column.addLayout(foot)
        self.waiting.say("正在复制登记簿")
        self.setFixedWidth(420)

    def appear(self) -> None:
        """Be seen, in the middle of the screen."""
        self.show()
        self.skip.setFocus()

    def tell(self, refusal: Refusal) -> None:
        """No backup was made: say why, and wait for the clerk to close."""
        self.waiting.hide()
        self.trouble.say(refusal.sentence, refusal.advice)
        self.skip.setText("知道了，退出")
        self.appear()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing this window is skipping."""
        self.skipped.emit()
        event.accept()
