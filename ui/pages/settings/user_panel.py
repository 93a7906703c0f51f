"""The panel in which an administrator enters or changes a user, or gives a new password."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from hfp_desk.store import users, users_keeping
from hfp_desk.store.opening import Register
from hfp_desk.store.users_keeping import UserLine
from ui.front.fields import Labelled, NewPassword
from ui.widgets.parts import action, button, label, tight

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_INDENT = 24


class Doing(Enum):
    """What is done with a user, in the words of the panel: its title, its button, what it says afterwards."""

    ADD = ("新增用户", "新增", "已新增用户“{}”，请把第一个密码当面告诉本人")
    CHANGE = ("修改用户", "保存", "已修改用户“{}”")
    RESET = ("重设密码", "重设密码", "“{}”的密码已重设，请当面告诉本人")
    ON = ("重新启用", "启用", "已重新启用“{}”，请把新密码当面告诉本人")

    @property
    def title(self) -> str:
        """What the panel is headed."""
        return self.value[0]

    @property
    def verb(self) -> str:
        """What its button is called."""
        return self.value[1]

    def said(self, name: str) -> str:
        """What is said when it was done."""
        return self.value[2].format(name)


class UserPanel(QScrollArea):
    """``submitted`` when everything needed is written; ``deed`` is what is to be done then, on the worker."""

    submitted = Signal()

    def __init__(self, doing: Doing, line: UserLine | None) -> None:
        super().__init__()
        self.doing = doing
        self.name = Labelled("姓名", QLineEdit(line.name if line else ""), "登录时用，同名的请加科室区分")
        self.title = Labelled("职务", QLineEdit(line.title if line else ""))
        self.roles = {role: QCheckBox(words) for role, words in users.ROLES.items()}
        self.password = NewPassword("第一个密码" if doing is Doing.ADD else "新密码", "至少 6 位，由本人登录后自行修改")
        self.trouble = label(tone="error", wrap=True)
        self.trouble.hide()
        self.go = button(doing.verb, done=self.submit, look="primary", hint=f"{doing.verb}（F9）")
        self._before = line
        for role, box in self.roles.items():
            box.setChecked(line is not None and role in line.roles.split(","))
            box.toggled.connect(self.trouble.hide)
        action(self, doing.verb, "save", "F9", self.submit)
        self._arrange()

    @property
    def user(self) -> str:
        """Whose panel this is."""
        return self.name.text

    @property
    def unsaved(self) -> bool:
        """Whether something would be lost."""
        passwords = self._sets_password and bool(self.password.text)
        return passwords or (self._describes and self._state() != self._start)

    def submit(self) -> None:
        """F9 or the button: look whether it holds, then do it."""
        if not self.go.isEnabled():
            return
        if not self.user:
            self.name.fault("请填写姓名。")
            self.name.setFocus()
        elif self._sets_password and not self.password.holds():
            self.password.first.setFocus()
        else:
            self.go.setEnabled(False)
            self.submitted.emit()

    def deed(self, register: Register) -> Callable[[], None]:
        """What is to be done."""
        name, title, password = self.user, self.title.text, self.password.text
        roles = tuple(role for role, box in self.roles.items() if box.isChecked())

        def change() -> None:
            users_keeping.set_roles(register, name, roles)
            users_keeping.set_title(register, name, title)

        return {
            Doing.ADD: lambda: users_keeping.add(register, name, roles, password, title),
            Doing.CHANGE: change,
            Doing.RESET: lambda: users_keeping.reset_password(register, name, password),
            Doing.ON: lambda: users_keeping.switch_on(register, name, password),
        }[self.doing]

    def say(self, words: str) -> None:
        """What stands in the way; the panel can be submitted again."""
        self.trouble.setText(words)
        self.trouble.show()
        self.ensureWidgetVisible(self.trouble)
        self.go.setEnabled(True)

    def begin(self) -> None:
        """Put the cursor where writing begins."""
        first = {Doing.ADD: self.name, Doing.CHANGE: self.title}.get(self.doing, self.password.first)
        first.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the next field, and presses the button at the end."""
        here = self.focusWidget()
        if event.key() not in _ENTER:
            super().keyPressEvent(event)
        elif isinstance(here, QPushButton):
            here.click()
        else:
            self.focusNextChild()

    @property
    def _describes(self) -> bool:
        return self.doing in (Doing.ADD, Doing.CHANGE)

    @property
    def _sets_password(self) -> bool:
        return self.doing is not Doing.CHANGE

    def _state(self) -> tuple[object, ...]:
        return (self.name.text, self.title.text, *(box.isChecked() for box in self.roles.values()))

    def _arrange(self) -> None:
        body = QWidget()
        body.setProperty("plain", True)
        column = QVBoxLayout(body)
        tight(column, (16, 12, 16, 16), 8)
        column.addWidget(self.name)
        self.name.editor.setReadOnly(self.doing is not Doing.ADD)
        if self.doing is not Doing.ADD:
            self.name.explain("")
            self.name.editor.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if self._describes:
            column.addWidget(self.title)
            column.addLayout(self._role_boxes())
        if self._sets_password:
            column.addWidget(self.password.first)
            column.addWidget(self.password.again)
        if self.doing in (Doing.RESET, Doing.ON):
            column.addWidget(label(users_keeping.OLD_BACKUPS, "quiet", "small", wrap=True))
        column.addWidget(self.trouble)
        column.addWidget(self.go)
        column.addStretch(1)
        self.setWidget(body)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._start = self._state()

    def _role_boxes(self) -> QVBoxLayout:
        column = QVBoxLayout()
        tight(column, spacing=2)
        column.addWidget(label("角色（可多选）", "quiet"))
        for role, box in self.roles.items():
            column.addWidget(box)
            duty = label(users.DUTIES[role], "quiet", "small", wrap=True)
            duty.setContentsMargins(_INDENT, 0, 0, 4)
            column.addWidget(duty)
            box.setAccessibleDescription(users.DUTIES[role])
        return column
