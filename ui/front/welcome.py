"""The very first page: no register has been opened on this workstation yet."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.front.card import FrontPage
from ui.front.files import REGISTERS, open_file
from ui.tasks import Tasks
from ui.widgets.parts import button, label

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class WelcomePage(FrontPage):
    """Four ways in, each a button with a word of what it is for."""

    new_asked = Signal()
    sample_asked = Signal()
    register_chosen = Signal(object)
    restore_asked = Signal()

    def __init__(self, tasks: Tasks) -> None:
        super().__init__(tasks, "健康扶贫台账", "本机还没有打开过登记簿，请选择怎样开始。", 480)
        self.ways = (
            self._way(
                "新建登记簿", "第一次使用：选好县（市、区），设第一位用户，两分钟建成。", self.new_asked.emit, "primary"
            ),
            self._way("打开已有登记簿…", "登记簿已经在本机、U 盘或共享文件夹里。", self._browse),
            self._way("从备份恢复…", "电脑换了或登记簿坏了：从 U 盘、共享盘上的备份恢复。", self.restore_asked.emit),
            self._way("试用样例登记簿", "虚构的樟树市数据，可随意试用，不影响正式工作。", self.sample_asked.emit),
        )
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.waiting)
        self.walk(*self.ways)
        self.setFocusProxy(self.ways[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go from way to way."""
        step = _STEPS.get(Qt.Key(event.key()), 0)
        here = self.focusWidget()
        if step and isinstance(here, QPushButton) and here in self.ways:
            self.ways[(self.ways.index(here) + step) % len(self.ways)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _way(self, text: str, note: str, done: object, look: str = "") -> QPushButton:
        assert callable(done)
        made = button(text, done=done, look=look)
        self.body.addWidget(made)
        words: QWidget = label(note, "quiet", "small", wrap=True)
        words.setContentsMargins(0, 0, 0, 4)
        self.body.addWidget(words)
        return made

    def _browse(self) -> None:
        open_file(self, "打开登记簿", Path.home(), REGISTERS, self.register_chosen.emit)
