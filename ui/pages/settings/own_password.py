"""One's own password, and after how long the window locks itself."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QRadioButton

from hfp_desk.problems import Refusal
from hfp_desk.store import users_keeping
from ui import idle
from ui.desk import Desk
from ui.front import opening
from ui.front.card import side_by_side
from ui.front.fields import Labelled, NewPassword, PasswordLine
from ui.front.patience import Patience
from ui.locking import MINUTES
from ui.office import Office
from ui.widgets.panels import CardPanel
from ui.widgets.parts import button, label, tight

_LOCKED = "离开座位请按 Ctrl+L。没人操作时自动锁定，没有保存的内容留在原处，输入密码继续；导入等工作做完才锁。"


class OwnPassword(CardPanel):
    """Checks the old password before the new one is set; wrong ones count as at sign-in."""

    def __init__(self, desk: Desk, office: Office, *, second: int = 1000) -> None:
        super().__init__("我的密码", f"用户 {office.register.user}")
        self._desk = desk
        self._office = office
        self.old = Labelled("现在的密码", PasswordLine())
        self.new = NewPassword("新密码")
        self.go = button("修改密码", "lock", self.change)
        self.patience = Patience(self.go, second)
        self.body.addLayout(side_by_side((self.old, self.new.first, self.new.again)))
        self.body.addWidget(self.go, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        for field, then in ((self.old, self.new.first), (self.new.first, self.new.again)):
            field.editor.returnPressed.connect(then.setFocus)
        self.new.again.editor.returnPressed.connect(self.change)

    def change(self) -> None:
        """Set the new password, on the worker."""
        if not self.go.isEnabled():
            return
        if not self.old.text:
            self.old.fault("请输入现在的密码。")
            self.old.setFocus()
            return
        if not self.new.holds():
            return
        register, old, new = self._office.register, self.old.editor.text(), self.new.text
        self.go.setEnabled(False)
        work = self._office.in_session(lambda _: users_keeping.change_password(register, old, new))
        self._desk.tasks.run(work, lambda _: self._changed(), self._not_changed)

    @property
    def unsaved(self) -> bool:
        """Whether a new password is written that is not set."""
        return bool(self.new.text)

    def _changed(self) -> None:
        self.go.setEnabled(True)
        self.old.editor.clear()
        self.new.clear()
        self._desk.say("密码已修改，下次登录用新密码")

    def _not_changed(self, error: Exception) -> None:
        self.go.setEnabled(True)
        delay = opening.delay_after(error)
        if delay is None:
            self._desk.fail(error)
            return
        early = opening.is_too_early(error) and isinstance(error, Refusal)
        self.old.fault(str(error) if early else "现在的密码不对，请重新输入。")
        self.old.setFocus()
        self.patience.wait(delay)


class LockChoice(CardPanel):
    """After how many minutes; kept for this user."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("自动锁定")
        self._desk = desk
        chosen = idle.read(desk.settings.get(MINUTES))
        self.choices: dict[int, QRadioButton] = {}
        row = QHBoxLayout()
        tight(row, spacing=12)
        for minutes in idle.CHOICES:
            made = QRadioButton(idle.words(minutes))
            made.setChecked(minutes == chosen)
            made.clicked.connect(partial(self._choose, minutes))
            self.choices[minutes] = made
            row.addWidget(made)
        row.addStretch(1)
        self.body.addWidget(label(_LOCKED, "quiet", wrap=True))
        self.body.addLayout(row)
        self.body.addStretch(1)

    def _choose(self, minutes: int) -> None:
        self._desk.settings.set(MINUTES, str(minutes))
        self._desk.say(f"已改为{f'离开 {minutes} 分钟自动锁定' if minutes else '不自动锁定'}")
