"""The lock screen: it lies over the window, asks for this user's password, and leads back to the same place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from hfp_desk.problems import Progress, Refusal
from ui.front import opening
from ui.front.card import FrontPage, links
from ui.front.fields import Labelled, PasswordLine
from ui.front.patience import Patience
from ui.tasks import Tasks
from ui.widgets.parts import button

if TYPE_CHECKING:
    from hfp_desk.store.opening import Register

_KEPT = "没有保存的内容留在原处，正在做的事继续进行。"


class CoverPage(FrontPage):
    """``passed`` when the user is back, ``other_asked`` when somebody else wants to sign in."""

    passed = Signal()
    other_asked = Signal()

    def __init__(self, tasks: Tasks, register: Register, *, second: int = 1000) -> None:
        super().__init__(tasks, "已锁定", _KEPT)
        self._register = register
        self.password = Labelled(f"{register.user}的密码", PasswordLine())
        self.go = button("解锁", done=self.unlock, look="primary")
        self.patience = Patience(self.go, second)
        self.patience.over.connect(self.trouble.hide)
        self.other = button("换人登录", done=self.other_asked.emit, look="link")
        self.body.addWidget(self.password)
        self.finish(self.go)
        self.body.addLayout(links(self.other))
        self.walk(self.password.editor, self.go)
        self.setFocusProxy(self.password)
        self.patience.wait(opening.known(register.path).delay)

    def unlock(self) -> None:
        """Try what was typed."""
        register, password = self._register, self.password.editor.text()
        if self.patience.left:
            return
        if not password:
            self.password.fault("请输入密码。")
            self.password.setFocus()
            return

        def work(_: Progress) -> None:
            from hfp_desk.store import admitting

            admitting.verify(register, password)

        self.work("正在核对密码", work, lambda _: self.passed.emit(), self._refused)

    def show_error(self, error: Exception) -> None:
        """Everything is said on the cover: nothing else can be seen now."""
        if isinstance(error, Refusal):
            super().show_error(error)
        else:
            self.trouble.say("核对密码时出现意外。", "请再试一次；仍不行时请关闭程序，重新登录。")

    def _refused(self, refusal: Refusal) -> None:
        self.password.editor.clear()
        self.password.setFocus()
        delay = opening.delay_after(refusal)
        if delay is not None:
            self.patience.wait(delay)
